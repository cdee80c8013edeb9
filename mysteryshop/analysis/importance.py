"""Importance against performance: which predictor matters and has room, of what drives an outcome.

After J. A. Martilla & J. C. James, Importance-Performance Analysis, 1977, with derived instead of stated importance.
Importance is a predictor's share of the outcome's variance (LMG). Performance is how far the usual journey comes, from
the bottom of the scale to one's own best tenth: no target from outside is needed, and all predictors are on one scale.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from numpy.typing import ArrayLike

from .driver_result import Drivers
from .intervals import Interval
from .performance import performance, performance_interval
from .wording import listed, percent, spoken, upper

IMPROVE, KEEP, LATER, ENOUGH = "improve first", "keep it up", "later", "good enough"
Bottoms = Mapping[str, float | None]  # where a predictor's scale begins; None where less is better


@dataclass(frozen=True, slots=True)
class Placed:
    """One predictor: importance and performance, 0..1, with their intervals, its quadrant, and whether that is sure.

    `matters` is whether it surely matters more than the mean: the interval of its importance lies above the line.
    `sure` is whether both intervals lie on one side of their lines, wherever that is; a performance without an
    interval is not sure.
    """

    name: str
    importance: float
    interval: Interval
    performance: float
    reached: Interval | None
    quadrant: str
    matters: bool
    sure: bool


@dataclass(frozen=True, slots=True)
class Quadrants:
    """The predictors, the most important first, and the two lines that divide them: the means of both.

    `settled` is whether the analysis names a driver at all.
    """

    placed: tuple[Placed, ...]
    important_from: float
    good_from: float
    n: int
    settled: bool

    @property
    def first(self) -> tuple[Placed, ...]:
        """What is told first: what to improve, or where there is nothing, what goes well although it matters."""
        improve = tuple(row for row in self.placed if row.quadrant == IMPROVE)
        return improve or tuple(row for row in self.placed if row.quadrant == KEEP)

    @property
    def firm(self) -> bool:
        """Whether that is more than a hint: a driver is settled, and no interval says otherwise."""
        return self.settled and bool(self.first) and all(row.sure for row in self.first)


def quadrants(found: Drivers, values: Mapping[str, ArrayLike], bottoms: Bottoms) -> Quadrants | None:
    """Where each predictor stands; None with fewer than two that can be placed, and where shares have no interval."""
    if not found.intervals:
        return None
    reached = {name: performance(values[name], bottoms[name]) for name in found.lmg if name in values}
    known = {name: each for name, each in reached.items() if each is not None}
    if len(known) < 2:
        return None
    important = sum(found.lmg[name] for name in known) / len(known)
    good = sum(known.values()) / len(known)
    spread = {name: performance_interval(values[name], bottoms[name]) for name in known}
    rows = [_placed(found, name, known[name], spread[name], important, good) for name in known]
    return Quadrants(
        tuple(sorted(rows, key=lambda row: -row.importance)), important, good, found.n, found.named is not None
    )


def _placed(
    found: Drivers, name: str, performed: float, reached: Interval | None, important: float, good: float
) -> Placed:
    share, interval = found.lmg[name], found.intervals[name]
    matters, well = share >= important, performed >= good
    quadrant = (KEEP if well else IMPROVE) if matters else (ENOUGH if well else LATER)
    sure = _clear(interval, important) and reached is not None and _clear(reached, good)
    return Placed(name, share, interval, performed, reached, quadrant, interval.low > important, sure)


def _clear(interval: Interval, line: float) -> bool:
    return interval.low > line or interval.high < line


def sentence(found: Quadrants) -> str:
    """What to do first, in words, and how sure that is."""
    if not found.first:
        return "Nothing matters more than the rest."
    if found.first[0].quadrant == IMPROVE:
        words = f"{'Improve' if found.firm else 'Perhaps improve'} first: {_told(found.first)}."
    else:
        goes = "goes" if found.firm else "perhaps goes"
        words = f"What matters most {goes} well already: {_told(found.first)}."
    unsure = [row.name for row in found.placed if not row.sure]
    if not any(row.matters for row in found.placed):
        return f"{words} With {found.n} journeys none is surely more important than the mean: take it as a hint."
    if unsure:
        why = "an interval lies across a line, or there is none"
        if all(row.reached is not None for row in found.placed):
            why = "an interval lies across a line" if len(unsure) == 1 else "intervals lie across a line"
        return f"{words} {upper(listed(unsure))} may as well stand elsewhere: {why}."
    return words


def _told(rows: Sequence[Placed]) -> str:
    said = [
        f"{spoken(row.name)} ({percent(row.importance)} of what varies; the usual journey comes "
        f"{percent(row.performance)} of the way to your best tenth)"
        for row in rows
    ]
    return "; ".join(said)
