"""Satisfaction, effort and recommendation over several journeys: only what n can carry, and n beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from .intervals import LEAST, Interval, Z, wilson

MEAN_LEAST = 5  # ratings below which they are shown themselves (METRICS.md)
NPS_LEAST = 10
TOP = 2  # boxes at the top of the scale that count as satisfied


@dataclass(frozen=True, slots=True)
class Rated:
    """Ratings of one scale, n of them. Below 5 there is no mean and no share: `values` say it themselves.

    `top_share` is that of the two highest boxes of the scale, 0..1.
    """

    values: tuple[int, ...]
    mean: float | None
    top_share: float | None
    top_interval: Interval | None

    @property
    def n(self) -> int:
        """How many ratings there are."""
        return len(self.values)


@dataclass(frozen=True, slots=True)
class Promoters:
    """Net promoter score, -100..100: the share of 9-10 less the share of 0-6, in points. None below 10 ratings."""

    values: tuple[int, ...]
    promoters: int
    passives: int
    detractors: int
    score: float | None
    interval: Interval | None

    @property
    def n(self) -> int:
        """How many ratings there are."""
        return len(self.values)


def rated(ratings: Sequence[int | None], *, low: int = 0, high: int = 10) -> Rated:
    """Mean and top-2-box share of ratings from `low` to `high` (satisfaction 0-10; effort 1-7); None is unrated.

    The share's interval is Wilson's, from 8 ratings. ValueError where a rating is off the scale.
    """
    values = _given(ratings, low, high)
    n = len(values)
    if n < MEAN_LEAST:
        return Rated(values, None, None, None)
    top = sum(value > high - TOP for value in values)
    return Rated(values, sum(values) / n, top / n, wilson(top, n) if n >= LEAST else None)


def net_promoters(ratings: Sequence[int | None]) -> Promoters:
    """The net promoter score of ratings 0-10; None is unrated. ValueError where a rating is off the scale.

    The interval is the adjusted Wald one (Agresti-Coull's idea, as Rocks 2016 recommends it for the score): three
    ratings are added, a quarter of them promoters and a quarter detractors, then d -+ z sqrt((p + q - d^2) / n).
    """
    values = _given(ratings, 0, 10)
    promoters, detractors = sum(value >= 9 for value in values), sum(value <= 6 for value in values)
    n = len(values)
    counts = values, promoters, n - promoters - detractors, detractors
    if n < NPS_LEAST:
        return Promoters(*counts, None, None)
    p, q = (promoters + 0.75) / (n + 3), (detractors + 0.75) / (n + 3)
    half = Z * sqrt((p + q - (p - q) ** 2) / (n + 3))
    interval = Interval(100 * (p - q - half), 100 * (p - q + half), "adjusted Wald").within(-100, 100)
    return Promoters(*counts, 100 * (promoters - detractors) / n, interval)


def _given(ratings: Sequence[int | None], low: int, high: int) -> tuple[int, ...]:
    values = tuple(sorted(rating for rating in ratings if rating is not None))
    if values and not low <= values[0] <= values[-1] <= high:
        raise ValueError(f"ratings from {low} to {high} expected, found {values[0]} to {values[-1]}")
    return values
