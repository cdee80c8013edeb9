"""LMG shares: how much of R^2 belongs to which predictor (Lindeman, Merenda & Gold 1980; R's relaimpo)."""

from __future__ import annotations

from functools import lru_cache
from math import factorial

import numpy as np

from .intervals import Floats
from .rsquared import members, unexplained

MOST = 12  # predictors: every one more doubles the work


@lru_cache(maxsize=MOST)
def weights(predictors: int) -> Floats:
    """What R^2 of each subset counts for each share: shape (p, 2^p).

    The mean over all p! orderings of the increase of R^2 at predictor j is the sum over the subsets S without j of
    |S|! (p - |S| - 1)! / p! (R^2(S + j) - R^2(S)): the Shapley value of a game that pays R^2.
    """
    inside = members(predictors)
    size = inside.sum(axis=1)
    whole = factorial(predictors)
    joined = [factorial(k - 1) * factorial(predictors - k) / whole if k else 0.0 for k in range(predictors + 1)]
    absent = [factorial(k) * factorial(predictors - k - 1) / whole for k in range(predictors)] + [0.0]
    table: Floats = np.where(inside.T, np.array(joined)[size], -np.array(absent)[size])
    table.flags.writeable = False
    return table


def shares(correlation: Floats, controls: int = 0) -> Floats:
    """The LMG shares, each 0..1 of the outcome's variance: shape (p, ...); they add up to R^2.

    Controls come first in every ordering: the shares add up to what the predictors explain beyond them.
    """
    rest = unexplained(correlation, controls)
    result: Floats = weights(len(correlation) - controls - 1) @ (rest[0] - rest)
    return result


def both(correlation: Floats, n: int, controls: int = 0) -> tuple[Floats, Floats]:
    """The LMG shares, and the same from adjusted R^2: 1 - (1 - R^2)(n - 1) / (n - 1 - predictors) for each subset.

    R^2 of a small sample is too large, and so are its shares. Adjusted R^2 takes off what chance adds (Ezekiel
    1930), and as shares are weighted sums of R^2, theirs are freed of it too. An adjusted share may be negative.
    """
    rest = unexplained(correlation, controls)
    predictors = len(correlation) - controls - 1
    table = weights(predictors)
    freedom = n - 1 - controls - members(predictors).sum(axis=1)
    inflated = (n - 1 - controls) / freedom.reshape(-1, *[1] * (rest.ndim - 1))
    return table @ (rest[0] - rest), table @ (rest[0] - rest * inflated)
