"""Ranks and rank correlation."""

from __future__ import annotations

import numpy as np

from .intervals import Floats


def averaged(values: Floats) -> Floats:
    """Ranks from 1; equal values share the mean of their ranks."""
    _, place, count = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(count)
    ranks: Floats = (last - (count - 1) / 2)[place]
    return ranks


def spearman(a: Floats, b: Floats) -> float | None:
    """Spearman's rho, -1..1: Pearson's correlation of the ranks, ties averaged. None where either does not vary."""
    x, y = averaged(a), averaged(b)
    x, y = x - x.mean(), y - y.mean()
    scale = float(np.sqrt((x @ x) * (y @ y)))
    return max(-1.0, min(1.0, float(x @ y) / scale)) if scale > 0 else None
