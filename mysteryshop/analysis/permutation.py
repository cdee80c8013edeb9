"""A permutation test of two groups: would any way of dealing them out have set them as far apart?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np

from .intervals import Floats
from .ranks import averaged
from .resampling import blocks

PERMUTATIONS = 10_000
_ROUNDING = 1e-9  # of a rank: sums in another order may differ by that


@dataclass(frozen=True, slots=True)
class Permutation:
    """The two-sided p-value, 0..1, over `arrangements`; `exact` where those are all that there are."""

    p: float
    arrangements: int
    exact: bool


def permutation_test(a: Floats, b: Floats, *, seed: int = 0, permutations: int = PERMUTATIONS) -> Permutation:
    """The share of arrangements in which |Cliff's delta| is at least as large as the one seen.

    Delta is a straight function of the smaller group's sum of ranks, so that is what is compared, by its distance
    from its mean. Where there are no more than `permutations` arrangements all are gone through; else that many are
    drawn, and the one seen counts as one of them: (1 + k) / (1 + m) (Phipson & Smyth 2010).
    """
    a, b = sorted((a, b), key=len)
    ranks = averaged(np.concatenate([a, b]))
    n, whole = len(a), len(a) + len(b)
    mean = n * (whole + 1) / 2
    seen = abs(float(ranks[:n].sum()) - mean) - _ROUNDING
    every = comb(whole, n)
    if every <= permutations:
        chosen = np.array(list(combinations(range(whole), n)), dtype=np.intp).reshape(every, n)
        far = int((np.abs(ranks[chosen].sum(axis=1) - mean) >= seen).sum())
        return Permutation(far / every, every, True)
    far = sum(int((np.abs(sums - mean) >= seen).sum()) for sums in _drawn(ranks, n, seed, permutations))
    return Permutation((1 + far) / (1 + permutations), permutations, False)


def _drawn(ranks: Floats, n: int, seed: int, permutations: int) -> Iterator[Floats]:
    """The smaller group's sums of ranks in drawn arrangements, in blocks.

    Of few different values, such as ratings, how many of each fall to the group is drawn at once; else who does.
    """
    rng = np.random.default_rng(seed)
    values, counts = np.unique(ranks, return_counts=True)
    few = len(values) <= len(ranks) // 8
    for block in blocks(permutations, len(ranks)):
        if few:
            yield rng.multivariate_hypergeometric(counts, n, block, method="marginals") @ values
        else:
            drawn = rng.random((block, len(ranks)))
            yield (drawn <= np.partition(drawn, n - 1, axis=1)[:, n - 1 : n]) @ ranks
