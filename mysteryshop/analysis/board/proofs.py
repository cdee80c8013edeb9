"""Commitments and what proves them: only a later walk over the same touchpoint can say that one was kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice, takewhile

from mysteryshop.errors import InputError
from mysteryshop.journey import Moment, Record
from mysteryshop.practice import Commitment

from ..touchpoint_figures import touchpoint_figures
from .found import Found, Walk

_ZONES = timedelta(days=2)  # by which days of places may differ from the order of instants
Walked = Mapping[tuple[str, str], tuple[Walk, ...]]


def counts_as_proof(walk: Walk) -> bool:
    """Whether such a walk can prove anything: sealed, and nobody was recognised on it."""
    return walk.state == "finalised" and not walk.tainted and walk.started_at is not None


def made_on(commitment: Commitment, walk: Walk) -> date | None:
    """The day on which it was made; where nobody wrote it down, the day of the walk."""
    try:
        return date.fromisoformat(commitment.made_on)
    except ValueError:
        return walk.day


def proposals(commitment: Commitment, found: Found, over: Iterable[Walk], most: int | None = None) -> tuple[Walk, ...]:
    """Those of the walks over its touchpoint, given the newest first, that began after the day it was made."""
    since = made_on(commitment, found.walk)
    if since is None:
        return ()
    after = takewhile(lambda walk: walk.day is None or walk.day >= since - _ZONES, over)
    fit = (
        walk
        for walk in after
        if counts_as_proof(walk) and walk.id != found.walk.id and walk.day is not None and walk.day > since
    )
    return tuple(islice(fit, most))


def judged(commitment: Commitment, found: Found, over: Iterable[Walk], proof: str, *, kept: bool) -> Commitment:
    """The commitment, kept or not kept as that later walk shows. InputError where the walk cannot prove it."""
    if not any(walk.id == proof for walk in proposals(commitment, found, over)):
        place = found.touchpoint or "the same touchpoint"
        raise InputError(
            "That walk cannot prove this commitment.",
            f"A later journey over {place} can: finalised, by the same template, and nobody recognised on it.",
        )
    return replace(commitment, state="kept" if kept else "broken", proof=proof)


@dataclass(frozen=True, slots=True)
class Stay:
    """What one walk was like at one touchpoint. Lengths in active seconds; None where nothing was noted."""

    journey: str
    name: str
    visited: bool
    frictions: int
    severity: int  # the sum of severities
    worst: int  # 1-4; 0 where no friction is graded
    wait_s: float | None
    silence_s: float | None  # the longest one that began there
    emotion: float | None  # -2..+2, weighted by time
    satisfaction: int | None  # with the whole journey, 0-10
    moments: tuple[Moment, ...]  # recorded there, in order of time


def stay(record: Record, touchpoint: str) -> Stay:
    """The record's stay at that touchpoint: its key, or an ad hoc visit's name."""
    rows = touchpoint_figures(record)
    row = next((r for r in rows if (r.key or r.name) == touchpoint), None)
    visits = {v.id for v in record.visits if (v.touchpoint or v.name) == touchpoint}
    moments = tuple(m for m in record.moments if m.visit in visits)
    levels = [m.level or 0 for m in moments if m.kind == "friction"]
    planned = record.template.touchpoint(touchpoint)
    return Stay(
        record.journey.id,
        planned.name if planned is not None else touchpoint,
        bool(visits),
        len(levels),
        sum(levels),
        max(levels, default=0),
        row.wait_s if row is not None else None,
        row.silence_s if row is not None else None,
        row.emotion if row is not None else None,
        record.rating("satisfaction"),
        moments,
    )
