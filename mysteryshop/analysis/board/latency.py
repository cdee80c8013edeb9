"""Listening latency: how long it took until somebody was told what came of a finding."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from mysteryshop.journey import SECOND

from .found import Found


@dataclass(frozen=True, slots=True)
class Latency:
    """The median of the n findings of which somebody was told, seconds, and how many are still to be told.

    `left_out` are those of walks that do not count, tainted or unfinished.
    """

    median_s: float | None
    n: int
    not_told: int
    left_out: int = 0


def latency_s(found: Found) -> float | None:
    """From the journey's end to the first heard-back, seconds; None where nobody was told or the walk has not ended."""
    if not found.heard or found.walk.ended_at is None:
        return None
    return max(0, min(h.at for h in found.heard) - found.walk.ended_at) / SECOND


def listening_latency(findings: Iterable[Found]) -> Latency:
    """Of those findings whose walk is finalised and untainted (METRICS.md) and has ended."""
    every = list(findings)
    ended = [f for f in every if f.walk.ended_at is not None and not f.walk.out]
    told = [seconds for f in ended if (seconds := latency_s(f)) is not None]
    out = sum(bool(f.walk.out) for f in every)
    return Latency(median(told) if told else None, len(told), len(ended) - len(told), out)


def in_days(seconds: float) -> str:
    """`40 minutes`, `5 hours`, `1 day`, `12 days`: as people say how long they waited to hear."""
    for size, noun in ((86400, "day"), (3600, "hour"), (60, "minute")):
        count = round(seconds / size)
        if seconds >= 0.95 * size and count:
            return f"{count} {noun}{'' if count == 1 else 's'}"
    return "less than a minute"
