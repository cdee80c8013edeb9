"""Performance without a target from outside: how far the usual journey comes on the way to one's own best tenth."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from .intervals import LEAST, Floats, Interval, percentile
from .resampling import ranked

_USUAL, _BEST = 0.5, 0.9
_ENOUGH = 0.95  # of the resamples must have a way to go: else the interval would be of a chosen few


def performance(values: ArrayLike, bottom: float | None) -> float | None:
    """How far the median comes from the bottom of the scale to the best tenth, 0..1; None where nothing lies between.

    Where less is better (`bottom` None) the best tenth is the lowest, and the way begins at the worst tenth.
    """
    found = _finite(values)
    if not len(found):
        return None
    reached = _reached(np.quantile(found, _shares(bottom))[:, None], bottom)
    return None if np.isnan(reached[0]) else float(reached[0])


def performance_interval(values: ArrayLike, bottom: float | None, *, seed: int = 0) -> Interval | None:
    """Its 95 % bootstrap interval (percentile); None where it would be none.

    That is below 8 values, where resamples often have no way to go, and where they all go as far: values that hardly
    differ say nothing of those that were not drawn.
    """
    found = _finite(values)
    if len(found) < LEAST:
        return None
    reached = _reached(_resampled(found, _shares(bottom), seed), bottom)
    there = reached[np.isfinite(reached)]
    if len(there) < _ENOUGH * len(reached):
        return None
    found_within = percentile(there)
    return found_within if found_within.low < found_within.high else None


def _finite(values: ArrayLike) -> Floats:
    found: Floats = np.asarray(values, dtype=np.float64)
    return found[np.isfinite(found)]


def _shares(bottom: float | None) -> tuple[float, ...]:
    """Which quantiles are asked for: the usual, the best, and the worst where the way begins there."""
    return (_USUAL, _BEST) if bottom is not None else (_USUAL, 1 - _BEST, _BEST)


def _reached(quantiles: Floats, bottom: float | None) -> Floats:
    """The share of the way, 0..1, of each column of quantiles; NaN where there is none to go."""
    usual, best = quantiles[0], quantiles[1]
    start = quantiles[2] if bottom is None else np.full_like(usual, bottom)
    way = best - start
    reached = np.divide(usual - start, way, out=np.full_like(way, np.nan), where=way != 0)
    result: Floats = np.clip(reached, 0.0, 1.0)
    return result


def _resampled(values: Floats, shares: Sequence[float], seed: int) -> Floats:
    """Those quantiles of resamples, shape (shares, resamples), interpolated linearly between two ranks."""
    last = len(values) - 1
    lower = [int(share * last) for share in shares]
    ranks = sorted({rank for low in lower for rank in (low + 1, min(low + 2, last + 1))})
    rows = dict(zip(ranks, ranked(values, ranks, seed=seed), strict=True))
    between = [share * last - low for share, low in zip(shares, lower, strict=True)]
    return np.stack(
        [
            (1 - part) * rows[low + 1] + part * rows[min(low + 2, last + 1)]
            for low, part in zip(lower, between, strict=True)
        ]
    )
