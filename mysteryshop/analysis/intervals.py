"""Intervals: from a resampled distribution, and of a share."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

LEVEL = 0.95
MEDIAN = 5  # values below which they are told themselves, without a median
LEAST = 8  # below that many values no interval is given: the values themselves say it better (METRICS.md)
NORMAL = NormalDist()
Z = NORMAL.inv_cdf((1 + LEVEL) / 2)


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`, in the unit of what it is of; `method` is how it was found."""

    low: float
    high: float
    method: str
    level: float = LEVEL

    def __contains__(self, value: float) -> bool:
        return self.low <= value <= self.high

    def within(self, low: float, high: float) -> Interval:
        """The interval cut to what the quantity can be."""
        lower, upper = (float(min(max(end, low), high)) for end in (self.low, self.high))
        return Interval(lower, upper, self.method, self.level)


def percentile(distribution: Floats, level: float = LEVEL) -> Interval:
    """The central share `level` of a bootstrap distribution (Efron 1979); quantiles interpolate linearly."""
    tail = (1 - level) / 2
    low, high = np.quantile(distribution, (tail, 1 - tail))
    return Interval(float(low), float(high), "percentile", level)


def bca(distribution: Floats, estimate: float, left_out: Floats, level: float = LEVEL) -> Interval:
    """The bias-corrected and accelerated bootstrap interval (Efron 1987).

    z0 = Phi^-1(share of the distribution below the estimate, ties half); with u = mean(left_out) - left_out,
    a = sum(u^3) / (6 sum(u^2)^1.5); the limits are the quantiles Phi(z0 + (z0 + z) / (1 - a (z0 + z))) at
    z = -+1.96. `left_out` are the estimates with one value left out each. A distribution that lies wholly on one
    side of the estimate has no such interval: then it is the percentile interval.
    """
    below = float(np.mean(distribution < estimate) + np.mean(distribution <= estimate)) / 2
    if not 0 < below < 1:
        return percentile(distribution, level)
    z0 = NORMAL.inv_cdf(below)
    u = left_out.mean() - left_out
    spread = float((u**2).sum()) ** 1.5
    acceleration = float((u**3).sum()) / (6 * spread) if spread > 0 else 0.0
    tail = (1 - level) / 2
    limits = [_corrected(z0, z0 + NORMAL.inv_cdf(end), acceleration) for end in (tail, 1 - tail)]
    low, high = np.quantile(distribution, limits)
    return Interval(float(low), float(high), "BCa", level)


def _corrected(z0: float, shifted: float, acceleration: float) -> float:
    return NORMAL.cdf(z0 + shifted / (1 - acceleration * shifted))


def wilson(part: int, whole: int) -> Interval:
    """The interval of a share, 0..1 (Wilson 1927): (p + z^2/2n -+ z sqrt(p q / n + z^2/4n^2)) / (1 + z^2/n)."""
    return Interval(*_wilson(part, whole), "Wilson").within(0, 1)


def wilson_low(part: float, whole: int) -> float:
    """The lower end of Wilson's interval, 0..1: a share damped for few; parts may be halves."""
    return max(0.0, _wilson(part, whole)[0])


def _wilson(part: float, whole: int) -> tuple[float, float]:
    p, z2 = part / whole, Z * Z
    middle = p + z2 / (2 * whole)
    half = Z * float(np.sqrt(p * (1 - p) / whole + z2 / (4 * whole * whole)))
    scale = 1 + z2 / whole
    return (middle - half) / scale, (middle + half) / scale
