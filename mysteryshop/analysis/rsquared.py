"""R^2 of every subset of predictors at once, from correlation matrices."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .intervals import Floats

_COLLINEAR = 1e-9  # what is left of a predictor's variance below which it tells nothing new


def unexplained(correlation: Floats, controls: int = 0) -> Floats:
    """1 - R^2 of the last column on every subset of the others: shape (2^p, ...), 0..1.

    `correlation` has shape (controls + p + 1, same, ...) with the controls first and the outcome last; controls are
    in every subset. Bit j of an index says whether predictor j is in. One predictor after the other is swept out of
    a copy of all matrices so far (Gaussian elimination: A - a a' / pivot), so that p steps on arrays make all 2^p
    regressions. A predictor that the subset already determines adds nothing.
    """
    matrices = without(correlation, controls)[None]
    while matrices.shape[1] > 1:
        matrices = np.concatenate([matrices[:, 1:, 1:], _swept(matrices)])
    return np.clip(matrices[:, 0, 0], 0, 1)


def without(correlation: Floats, controls: int) -> Floats:
    """What is left of the other columns once the first `controls` are taken out of them (partial covariance)."""
    for _ in range(controls):
        correlation = _swept(correlation[None])[0]
    return correlation


def _swept(matrices: Floats) -> Floats:
    """The first column swept out of each matrix and dropped."""
    pivot = matrices[:, 0, 0]
    scale = np.where(pivot > _COLLINEAR, 1 / np.maximum(pivot, _COLLINEAR), 0)
    swept: Floats = matrices[:, 1:, 1:] - (matrices[:, 1:, 0] * scale[:, None])[:, :, None] * matrices[:, None, 0, 1:]
    return swept


def members(predictors: int) -> NDArray[np.bool_]:
    """Which predictors are in which subset: shape (2^p, p), in the order of `unexplained`."""
    inside: NDArray[np.bool_] = (np.arange(2**predictors)[:, None] >> np.arange(predictors)) % 2 == 1
    return inside
