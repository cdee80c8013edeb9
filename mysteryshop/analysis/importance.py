"""Importance against performance: which predictor matters and has room, of what drives an outcome.

After J. A. Martilla & J. C. James, Importance-Performance Analysis, 1977, with derived instead of stated importance.
Importance is a predictor's share of the outcome's variance (LMG). Performance is how far the usual journey comes, from
the bottom of the scale to one's own best tenth: no target from outside is needed, and all predictors are on one scale.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from .driver_result import Drivers
from .intervals import Floats
from .wording import listed, percent, spoken, upper

_BEST = 90  # percentile
IMPROVE, KEEP, LATER, ENOUGH = "improve first", "keep it up", "later", "good enough"
Bottoms = Mapping[str, float | None]  # where a predictor's scale begins; None where less is better


@dataclass(frozen=True, slots=True)
class Placed:
    """One predictor: importance 0..1 with its interval, performance 0..1, its quadrant, and whether that is sure.

    It is sure where the interval of the importance lies on one side of the line between important and not.
    """

    name: str
    importance: float
    interval: tuple[float, float] | None
    performance: float
    quadrant: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Quadrants:
    """The predictors, the most important first, and the two lines that divide them: the means of both.

    `settled` is whether the analysis names a driver at all; else what to improve first is a hint.
    """

    placed: tuple[Placed, ...]
    important_from: float
    good_from: float
    n: int
    settled: bool


def performance(values: ArrayLike, bottom: float | None) -> float | None:
    """How far the median comes from the bottom of the scale to the best tenth, 0..1; None where nothing lies between.

    Where less is better (`bottom` None) the best tenth is the lowest, and the way begins at the worst tenth.
    """
    found: Floats = np.asarray(values, dtype=np.float64)
    found = found[np.isfinite(found)]
    if not len(found):
        return None
    usual, best = float(np.median(found)), float(np.percentile(found, _BEST if bottom is not None else 100 - _BEST))
    start = bottom if bottom is not None else float(np.percentile(found, _BEST))
    return None if best == start else min(1.0, max(0.0, (usual - start) / (best - start)))


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
    rows = [_placed(found, name, known[name], important, good) for name in known]
    return Quadrants(
        tuple(sorted(rows, key=lambda row: -row.importance)), important, good, found.n, found.named is not None
    )


def _placed(found: Drivers, name: str, reached: float, important: float, good: float) -> Placed:
    share, interval = found.lmg[name], found.intervals[name]
    matters, well = share >= important, reached >= good
    quadrant = (KEEP if well else IMPROVE) if matters else (ENOUGH if well else LATER)
    sure = interval.low > important or interval.high < important
    return Placed(name, share, (interval.low, interval.high), reached, quadrant, sure)


def sentence(found: Quadrants) -> str:
    """What to do first, in words, and how sure that is."""
    first = [row for row in found.placed if row.quadrant == IMPROVE]
    kept = [row for row in found.placed if row.quadrant == KEEP]
    if first:
        words = f"{'Improve' if found.settled else 'Perhaps improve'} first: {_told(first)}."
    elif kept:
        words = f"What matters most goes well already: {_told(kept)}."
    else:
        words = "Nothing matters more than the rest."
    unsure = [row.name for row in found.placed if not row.sure]
    if len(unsure) == len(found.placed):
        return f"{words} With {found.n} journeys none is surely more important than the mean: take it as a hint."
    if unsure:
        lies = "interval lies" if len(unsure) == 1 else "intervals lie"
        return f"{words} {upper(listed(unsure))} may as well matter otherwise: the {lies} across the line."
    return words


def _told(rows: Sequence[Placed]) -> str:
    said = [
        f"{spoken(row.name)} ({percent(row.importance)} of what varies; the usual journey comes "
        f"{percent(row.performance)} of the way to your best tenth)"
        for row in rows
    ]
    return "; ".join(said)
