"""One group of journeys in figures: the median with its spread and interval, n always beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from .intervals import LEAST, MEDIAN, Floats, Interval, bca, percentile
from .resampling import RESAMPLES, medians, medians_left_out
from .shown import without_rate


@dataclass(frozen=True, slots=True)
class Group:
    """n values in ascending order, their median and quartiles in the values' unit.

    Quartiles interpolate linearly between the values (type 7 of Hyndman & Fan 1996: numpy, R, Excel's QUARTILE.INC).
    `interval` is that of the median; None below 8 values: then the points are shown themselves. `missing` were given
    without a value. Without any value median and quartiles are None.
    """

    values: tuple[float, ...]
    median: float | None
    low_quartile: float | None
    high_quartile: float | None
    interval: Interval | None
    missing: int = 0

    @property
    def n(self) -> int:
        """How many values there are."""
        return len(self.values)


def middle(group: Group, told: Callable[[float], str], word: str = "") -> str:
    """The median, with a word before it; of fewer than five values the lowest and the highest; a dash for none."""
    if group.median is None:
        return "–"
    if group.n >= MEDIAN:
        return f"{word}{told(group.median)}"
    low, high = told(group.values[0]), told(group.values[-1])
    return high if low == high else f"{without_rate(low, high)} to {high}"


def present(values: ArrayLike) -> Floats:
    """The values that are there, in ascending order; NaN is a missing one."""
    given = np.asarray(values, dtype=np.float64).ravel()
    found: Floats = np.sort(given[np.isfinite(given)])
    return found


def described(
    values: ArrayLike,
    *,
    method: Literal["percentile", "bca"] = "percentile",
    seed: int = 0,
    resamples: int = RESAMPLES,
) -> Group:
    """The group's figures. The interval is the percentile bootstrap's, or BCa.

    Percentile is what screens and reports use: for medians BCa is no better (both cover 91 to 95 of 100 of skewed
    and of normal values at n = 8 to 30), as a median's jackknife hardly tells anything of its bias or skew.
    """
    found = present(values)
    missing = int(np.size(np.asarray(values))) - len(found)
    if not len(found):
        return Group((), None, None, None, None, missing)
    median, low, high = (float(q) for q in np.quantile(found, (0.5, 0.25, 0.75)))
    interval = None
    if len(found) >= LEAST:
        distribution = medians(found, seed=seed, resamples=resamples)
        interval = (
            percentile(distribution) if method == "percentile" else bca(distribution, median, medians_left_out(found))
        )
    return Group(tuple(float(value) for value in found), median, low, high, interval, missing)


def by_year(values: Mapping[int, Sequence[float]], *, seed: int = 0) -> dict[int, Group]:
    """The years side by side, from the first to the last; a year without journeys is a group of none, not a zero.

    All values must be of one template and one relationship.
    """
    years = range(min(values), max(values) + 1) if values else ()
    return {year: described(values.get(year, ()), seed=seed) for year in years}
