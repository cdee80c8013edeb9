"""Cliff's delta: how often a value of one group is larger than one of the other, less how often it is smaller."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np

from .intervals import LEAST, Floats, Interval, Z


@dataclass(frozen=True, slots=True)
class Dominance:
    """Delta, -1..1, and the shares of pairs in which the first group's value is the larger or the smaller.

    `interval` is None where either group has fewer than 8 values.
    """

    delta: float
    larger: float
    smaller: float
    interval: Interval | None


def dominance(a: Floats, b: Floats, *, z: float = Z) -> Dominance:
    """Cliff's delta (#(a > b) - #(a < b)) / (n m) over all pairs (Cliff 1993), with its interval.

    `z` is the normal quantile of the interval: 1.96 for 95 %.
    """
    larger, smaller = _over(a, b), _under(a, b)
    n, m = len(a), len(b)
    rows = (larger - smaller) / m
    columns = (_under(b, a) - _over(b, a)) / n
    delta = float(rows.mean())
    up, down = float(larger.mean()) / m, float(smaller.mean()) / m
    if min(n, m) < LEAST:
        return Dominance(delta, up, down, None)
    return Dominance(delta, up, down, _interval(delta, rows, columns, up + down, z))


def _interval(delta: float, rows: Floats, columns: Floats, unequal: float, z: float) -> Interval:
    """The interval from Cliff's consistent variance, bent at the ends (Cliff 1996; Feng & Cliff 2004).

    With s_a^2 and s_b^2 the variances of the rows' and columns' mean dominance (divisors n - 1 and m - 1), s_d^2 the
    sum of squares of all n m dominances about delta over (n - 1)(m - 1), the variance is
    s^2 = [(m - 1) s_a^2 + (n - 1) s_b^2 + s_d^2] / (n m), and the limits are
    [d - d^3 -+ z s sqrt((1 - d^2)^2 + z^2 s^2)] / (1 - d^2 + z^2 s^2).
    Where every value of one group is larger, s is 0; the limit is then (k - z^2) / (k + z^2), k the smaller group.

    Chosen over the percentile bootstrap since it covers better with few values: 93 to 98 of 100 against 85 to 94 at
    n = 8, the more so near the ends. `unequal` is the share of pairs that differ: the mean square of the dominances.
    """
    n, m = len(rows), len(columns)
    if abs(delta) == 1:
        limit = (min(n, m) - z * z) / (min(n, m) + z * z)
        return Interval(limit, 1, "Cliff") if delta > 0 else Interval(-1, -limit, "Cliff")
    among_rows = float(((rows - delta) ** 2).sum()) / (n - 1)
    among_columns = float(((columns - delta) ** 2).sum()) / (m - 1)
    among_pairs = n * m * (unequal - delta * delta) / ((n - 1) * (m - 1))
    s2 = ((m - 1) * among_rows + (n - 1) * among_columns + among_pairs) / (n * m)
    left = 1 - delta * delta
    half = z * sqrt(s2 * (left * left + z * z * s2))
    scale = left + z * z * s2
    return Interval((delta * left - half) / scale, (delta * left + half) / scale, "Cliff").within(-1, 1)


def _over(values: Floats, others: Floats) -> Floats:
    """Of each value, how many of the others are smaller."""
    return np.searchsorted(np.sort(others), values, side="left").astype(np.float64)


def _under(values: Floats, others: Floats) -> Floats:
    """Of each value, how many of the others are larger."""
    return len(others) - np.searchsorted(np.sort(others), values, side="right").astype(np.float64)
