"""One figure over time: journeys in the order in which they were walked, year by year, with control limits.

An individuals and moving range chart (XmR): W. A. Shewhart 1931; D. J. Wheeler & D. S. Chambers, Understanding
Statistical Process Control, 1992. All journeys must be of one template and one relationship.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from math import isclose, isfinite
from statistics import fmean, median

from .groups import Group, by_year, middle
from .intervals import LEAST, MEDIAN
from .shown import without_rate

LIMIT = 2.66  # 3 / d2 with d2 = 1.128, the mean range of two values of a normal distribution
RUN = 8  # so many in a row on one side of the mean are a signal
MANY = 128  # values from which chance alone makes such a run as likely as not: one in 256 begins one
SOLID = 17  # below so many values limits are provisional: the moving range has fewer than ten degrees of freedom


@dataclass(frozen=True, slots=True)
class Point:
    """One journey: the day on which it began (proleptic ordinal) and its value; `kept` is what was committed to."""

    journey: str
    label: str
    day: int
    year: int
    value: float
    kept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TakenOn:
    """What somebody took on because of a finding: the day on which it was said (proleptic ordinal), after which walk.

    What comes later can be told from what was before.
    """

    day: int
    text: str
    journey: str


@dataclass(frozen=True, slots=True)
class Limits:
    """Mean and natural process limits in the values' unit; None where a limit is no possible value."""

    mean: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Signals:
    """Places of points in time order: those outside the limits, and runs (first, last) on one side."""

    outside: tuple[int, ...] = ()
    runs: tuple[tuple[int, int], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.outside or self.runs)


@dataclass(frozen=True, slots=True, eq=False)
class Trend:
    """Points in time order, the years with a gap where nobody walked; no limits below 8 values.

    `missing` counts journeys that have no such figure: they are no points.
    """

    points: tuple[Point, ...]
    years: dict[int, Group]
    limits: Limits | None
    signals: Signals
    missing: int = 0
    taken_on: tuple[TakenOn, ...] = ()  # in time order

    @property
    def n(self) -> int:
        """How many journeys have the figure."""
        return len(self.points)


def trend(points: Sequence[Point], bounds: tuple[float | None, float | None] = (None, None)) -> Trend:
    """The trend of points in time order, those without a value (NaN) left out and counted.

    `bounds` are the least and the largest value that is possible: a limit at or beyond one would say nothing and is
    None.
    """
    found = tuple(point for point in points if isfinite(point.value))
    values: dict[int, list[float]] = {point.year: [] for point in points}
    for point in found:
        values[point.year].append(point.value)
    numbers = [point.value for point in found]
    limits = control_limits(numbers, bounds)
    return Trend(found, by_year(values), limits, signals(numbers, limits), len(points) - len(found))


def control_limits(values: Sequence[float], bounds: tuple[float | None, float | None] = (None, None)) -> Limits | None:
    """Mean ± 2.66 times the mean moving range of neighbours in time; None below 8 values."""
    if len(values) < LEAST:
        return None
    mean = fmean(values)
    reach = LIMIT * fmean(abs(b - a) for a, b in pairwise(values))
    low, high = mean - reach, mean + reach
    least, most = bounds
    return Limits(
        mean,
        None if least is not None and low <= least else low,
        None if most is not None and high >= most else high,
    )


def signals(values: Sequence[float], limits: Limits | None) -> Signals:
    """What chance alone would hardly do: a point outside the limits, 8 in a row on one side of the mean.

    They must be on that side of the median as well: one far value draws the mean away from all others, which then
    would seem to be a run. A value between both or on one of them is on no side, and ends a run.
    """
    if limits is None:
        return Signals()
    outside = tuple(place for place, value in enumerate(values) if _outside(value, limits))
    middle = median(values)
    sides = [(_side(value, limits.mean), _side(value, middle)) for value in values]
    return Signals(outside, tuple(_runs([a if a == b else 0 for a, b in sides])))


def _outside(value: float, limits: Limits) -> bool:
    low, high = limits.low, limits.high
    below = low is not None and value < low and not isclose(value, low, rel_tol=1e-9, abs_tol=1e-12)
    above = high is not None and value > high and not isclose(value, high, rel_tol=1e-9, abs_tol=1e-12)
    return below or above


def _side(value: float, mean: float) -> int:
    return 0 if isclose(value, mean, rel_tol=1e-9, abs_tol=1e-12) else (1 if value > mean else -1)


def _runs(sides: Sequence[int]) -> Iterator[tuple[int, int]]:
    first = 0
    for side, group in groupby(sides):
        length = len(list(group))
        if side and length >= RUN:
            yield first, first + length - 1
        first += length


Told = Callable[[float], str]


def headline(found: Trend, name: str, told: Told, when: Told) -> str:
    """What can be said and no more; `told` writes a value with its unit, `when` a day."""
    values = [point.value for point in found.points]
    if not values:
        return f"{name}: no journey that counts has this figure yet."
    if len(values) == 1:
        return f"{name}: {told(values[0])} on the one journey so far. A trend needs more (n = 1)."
    if found.limits is None:
        return (
            f"{name}: {_spread(values, told)}. {len(values)} journeys are too few to tell a change from what varies "
            f"anyway; from {LEAST} on there are limits (n = {len(values):,})."
        )
    said = _said(found, told, when)
    return f"{name}: {said} (n = {len(values):,})."


def _spread(values: Sequence[float], told: Told) -> str:
    """The lowest and the highest, in words that nobody takes for a change from one to the other."""
    low, high = told(min(values)), told(max(values))
    return f"always {high}" if low == high else f"between {without_rate(low, high)} and {high}"


def _said(found: Trend, told: Told, when: Told) -> str:
    limits = found.limits
    assert limits is not None  # the caller has asked
    parts = [_run(found, run, told, when) for run in found.signals.runs[-1:]]
    if outside := found.signals.outside:
        last = found.points[outside[-1]]
        words = f"{told(last.value)} on {when(last.day)}"
        one = f"one journey lies outside the limits, {words}"
        parts.append(one if len(outside) == 1 else f"{len(outside)} journeys lie outside the limits, the last {words}")
    if parts:
        chance = ["among so many chance alone brings some such signs"] if len(found.points) >= MANY else []
        return "; ".join(parts + chance)
    if min(point.value for point in found.points) == max(point.value for point in found.points):
        return f"always {told(limits.mean)}"
    return f"no sign of a change; it varies around {told(limits.mean)}{_within(limits, told)}"


def _run(found: Trend, run: tuple[int, int], told: Told, when: Told) -> str:
    first, last = (found.points[place] for place in run)
    assert found.limits is not None  # there are no runs without
    side = "above" if first.value > found.limits.mean else "below"
    length = run[1] - run[0] + 1
    between = f"from {when(first.day)} to {when(last.day)}"
    return f"{length} journeys in a row lie {side} the mean of {told(found.limits.mean)}, {between}"


def _within(limits: Limits, told: Told) -> str:
    if limits.low is not None and limits.high is not None:
        return f", between {without_rate(told(limits.low), told(limits.high))} and {told(limits.high)}"
    if limits.high is not None:
        return f", below {told(limits.high)}"
    return "" if limits.low is None else f", above {told(limits.low)}"


def year_on_year(found: Trend, told: Told) -> str:
    """The medians of the first and the last year that have any, each with its n; "" where there is one year.

    A year of fewer than five has none: it is told from the lowest to the highest.
    """
    there = [(year, group) for year, group in found.years.items() if group.n]
    if len(there) < 2:
        return ""
    ends = there[0], there[-1]
    word = "" if all(group.n >= MEDIAN for _, group in ends) else "median "
    each = [f"{middle(group, told, word)} in {year} (n = {group.n:,})" for year, group in ends]
    return f"{'' if word else 'Median '}{each[0]}, {each[1]}."


def caveat(found: Trend) -> str:
    """What is to be known before believing the limits, and how many journeys are no points; "" where nothing is."""
    parts = []
    if found.limits is not None and found.n < SOLID:
        parts.append(f"Limits from fewer than {SOLID} journeys are provisional.")
    if found.missing:
        parts.append(f"{found.missing} without this figure {'is' if found.missing == 1 else 'are'} no point.")
    return " ".join(parts)
