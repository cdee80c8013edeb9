"""Planned against actual: what became of each touchpoint (after Halvorsrud, Kvale & Følstad's deviations)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from mysteryshop.journey import Instant, Record, Touchpoint, Visit

from .timeline import Timeline


@dataclass(frozen=True, slots=True)
class TouchpointResult:
    """What became of one touchpoint; `key` is None for one outside the plan. Lengths in seconds, without pauses."""

    key: str | None
    name: str
    phase: str
    result: str  # completed, failed, missing, ad hoc, out of sequence
    planned_s: float | None
    actual_s: float | None  # None where it was never reached
    visits: tuple[Visit, ...] = ()
    skip_reason: str | None = None  # None where it was not skipped, "" where no reason was given


@dataclass(frozen=True, slots=True)
class Conformance:
    """The counts behind the conformance of a journey."""

    planned: int
    actual: int  # distinct touchpoints visited, ad hoc ones included
    missing: int
    ad_hoc: int
    out_of_sequence: int

    @property
    def completeness(self) -> float | None:
        """Planned touchpoints visited / planned; None without a plan."""
        return (self.planned - self.missing) / self.planned if self.planned else None

    @property
    def share(self) -> float | None:
        """1 - (missing + ad hoc) / (|planned| + |actual|), 0..1; None without plan and visits."""
        both = self.planned + self.actual
        return 1 - (self.missing + self.ad_hoc) / both if both else None


def actual(record: Record) -> tuple[str | None, ...]:
    """The distinct touchpoints in order of first entry: a key of the plan, or None for one outside it."""
    return tuple(key for key, _ in _first_entries(record))


def counted(record: Record) -> Conformance:
    """The counts; out of sequence = matched - the longest run of them in the plan's order."""
    entered = [key for key, _ in _first_entries(record)]
    matched = [key for key in entered if key is not None]
    planned = len(record.template.touchpoints)
    return Conformance(
        planned=planned,
        actual=len(entered),
        missing=planned - len(matched),
        ad_hoc=len(entered) - len(matched),
        out_of_sequence=len(matched) - len(in_order(_places(record, matched))),
    )


def results(record: Record, now: Instant | None = None) -> tuple[TouchpointResult, ...]:
    """The plan in its order, each ad hoc touchpoint behind the planned one after which it was first entered."""
    timeline = Timeline(record, now)
    ordered = set(_ordered(record))
    rows = [_planned(touchpoint, timeline, ordered) for touchpoint in record.template.touchpoints]
    before: str | None = None
    for key, name in _first_entries(record):
        if key is not None:
            before = key
            continue
        place = next((i + 1 for i, row in enumerate(rows) if row.key == before), 0) if before else 0
        while place < len(rows) and rows[place].key is None:
            place += 1
        rows.insert(place, _ad_hoc(name, timeline))
    return tuple(rows)


def _planned(touchpoint: Touchpoint, timeline: Timeline, ordered: set[str]) -> TouchpointResult:
    visits = tuple(v for v in timeline.visits if v.touchpoint == touchpoint.key)
    skips = [s for s in timeline.record.skips if s.touchpoint == touchpoint.key]
    result = "completed" if touchpoint.key in ordered else "out of sequence"
    if not visits:
        result = "missing"
    elif visits[-1].failed:
        result = "failed"
    planned = None if touchpoint.planned_minutes is None else touchpoint.planned_minutes * 60
    spent = sum(timeline.touch(v) for v in visits) if visits else None
    reason = skips[-1].reason if skips and not visits else None
    return TouchpointResult(touchpoint.key, touchpoint.name, touchpoint.phase, result, planned, spent, visits, reason)


def _ad_hoc(name: str, timeline: Timeline) -> TouchpointResult:
    visits = tuple(v for v in timeline.visits if v.ad_hoc and _same(v.name) == _same(name))
    return TouchpointResult(None, name, "", "ad hoc", None, sum(timeline.touch(v) for v in visits), visits)


def _first_entries(record: Record) -> list[tuple[str | None, str]]:
    """Key (None outside the plan) and name of each distinct touchpoint, in order of first entry."""
    seen: dict[tuple[str | None, str], tuple[str | None, str]] = {}
    for visit in record.visits:
        key = visit.touchpoint if record.template.touchpoint(visit.touchpoint or "") else None
        seen.setdefault((key, "" if key else _same(visit.name)), (key, visit.name))
    return list(seen.values())


def _same(name: str) -> str:
    return " ".join(name.casefold().split())


def _ordered(record: Record) -> list[str]:
    """The visited touchpoints of the plan that stand in its order."""
    matched = [key for key, _ in _first_entries(record) if key is not None]
    kept = set(in_order(_places(record, matched)))
    return [key for key, place in zip(matched, _places(record, matched), strict=True) if place in kept]


def _places(record: Record, keys: Sequence[str]) -> list[int]:
    places = {t.key: place for place, t in enumerate(record.template.touchpoints)}
    return [places[key] for key in keys]


def in_order(places: Sequence[int]) -> list[int]:
    """A longest increasing subsequence of distinct numbers, by patience sorting in n log n."""
    tails: list[int] = []  # the smallest last number of a run of each length
    before: dict[int, int | None] = {}
    for place in places:
        length = bisect_left(tails, place)
        before[place] = tails[length - 1] if length else None
        tails[length : length + 1] = [place]
    run: list[int] = []
    last = tails[-1] if tails else None
    while last is not None:
        run.append(last)
        last = before[last]
    return run[::-1]
