"""Where two groups are surely apart: of many places that are looked at together, not one that chance picked."""

from __future__ import annotations

from collections.abc import Sequence
from math import atanh, sqrt, tanh

from .cliff import dominance
from .intervals import LEAST, LEVEL, NORMAL, Floats, Interval, Z

Pair = tuple[Floats, Floats]


def surely_apart(pairs: Sequence[Pair]) -> list[bool]:
    """Of each pair, whether its Cliff's delta is surely not 0 although all pairs are looked at together.

    Whoever names the widest of k differences has made k tests: the interval of each is as wide as 1 - 0.05 / k asks
    (Bonferroni), which keeps a wrong name below one in twenty. A group of fewer than 8 values is never sure.
    """
    looked_at = [min(map(len, pair)) >= LEAST for pair in pairs]
    k = max(1, sum(looked_at))
    z = NORMAL.inv_cdf(1 - (1 - LEVEL) / (2 * k))
    return [there and _sure(pair, z) for there, pair in zip(looked_at, pairs, strict=True)]


def _sure(pair: Pair, z: float) -> bool:
    found = dominance(*pair, z=z).interval
    return found is not None and 0.0 not in found


def rank_interval(rho: float, n: int) -> Interval | None:
    """The 95 % interval of Spearman's rho from 8 values on; None below.

    tanh(atanh(rho) -+ 1.96 sqrt((1 + rho^2 / 2) / (n - 3))) (Bonett & Wright 2000).
    """
    if n < LEAST:
        return None
    if abs(rho) >= 1:
        return Interval(rho, rho, "Bonett-Wright")
    half = Z * sqrt((1 + rho * rho / 2) / (n - 3))
    return Interval(tanh(atanh(rho) - half), tanh(atanh(rho) + half), "Bonett-Wright")
