"""What a linear regression says beside its R^2, from a correlation matrix."""

from __future__ import annotations

from math import inf

import numpy as np

from .intervals import Floats

_SINGULAR = 1e-10


def coefficients(correlation: Floats) -> Floats:
    """Standardised coefficients of the last column on all others; the shortest ones where they are not unique."""
    answer: Floats = np.linalg.pinv(correlation[:-1, :-1], rcond=_SINGULAR, hermitian=True) @ correlation[:-1, -1]
    return answer


def inflation(correlation: Floats) -> list[float]:
    """The variance inflation factor of each predictor, from 1: 1 / (1 - R^2 on the others); inf where determined.

    `correlation` is that of the predictors alone.
    """
    factors = []
    for index in range(len(correlation)):
        others = np.delete(np.arange(len(correlation)), index)
        toward = correlation[others, index]
        inverse = np.linalg.pinv(correlation[np.ix_(others, others)], rcond=_SINGULAR, hermitian=True)
        left = 1 - float(toward @ inverse @ toward)
        factors.append(1 / left if left > _SINGULAR else inf)
    return factors
