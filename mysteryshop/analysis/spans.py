"""Stretches of time: merging, clipping, and measuring what is left without the pauses."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import TypeAlias

from mysteryshop.journey import SECOND, Instant

Span: TypeAlias = tuple[Instant, Instant]  # from, to; from <= to


def clip(span: Span, inside: Span) -> Span | None:
    """The part of a stretch inside another; None where they do not meet."""
    start, end = max(span[0], inside[0]), min(span[1], inside[1])
    return (start, end) if start <= end else None


def union(spans: Iterable[Span]) -> list[Span]:
    """The stretches merged: in order, none touching another."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(merged[-1][1], end)
        else:
            merged.append((start, end))
    return merged


class Measure:
    """Measures stretches of time without the pauses, which may overlap or be empty."""

    def __init__(self, pauses: Iterable[Span]) -> None:
        self.pauses = [span for span in union(pauses) if span[1] > span[0]]
        self._starts = [start for start, _ in self.pauses]
        self._before = [0, *accumulate(end - start for start, end in self.pauses)]

    def seconds(self, start: Instant, end: Instant) -> float:
        """Seconds from start to end that were not paused; 0 where end is not after start."""
        if end <= start:
            return 0.0
        return (end - start - (self._paused_until(end) - self._paused_until(start))) / SECOND

    def total(self, spans: Iterable[Span]) -> float:
        """Seconds of the union of the stretches, not paused."""
        return sum(self.seconds(start, end) for start, end in union(spans))

    def _paused_until(self, at: Instant) -> int:
        """Microseconds of pause before an instant."""
        index = bisect_right(self._starts, at)
        if index == 0:
            return 0
        start, end = self.pauses[index - 1]
        return self._before[index - 1] + min(at, end) - start
