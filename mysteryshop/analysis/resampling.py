"""Bootstrap resamples: of any statistic, of the median in closed form, and of correlations with count weights."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from .intervals import Floats

RESAMPLES = 10_000
_BLOCK = 500_000  # numbers held at a time: some milliseconds a step, and they fit a processor's cache
_WIDE, _WIDE_BLOCK = 40, 4_000_000  # of very many rows so many resamples at once, or matrix products crawl


def counts(n: int, resamples: int, rng: np.random.Generator) -> Floats:
    """How often each of n rows is drawn in each resample: shape (resamples, n), every row sums to n."""
    drawn = rng.integers(0, n, (resamples, n)) + n * np.arange(resamples)[:, None]
    return np.bincount(drawn.ravel(), minlength=resamples * n).reshape(resamples, n).astype(np.float64)


def blocks(resamples: int, size: int) -> Iterator[int]:
    """Resamples cut into blocks, so that a block of `size` numbers each stays small."""
    most = max(1, _BLOCK // max(size, 1))
    for start in range(0, resamples, most):
        yield min(most, resamples - start)


def bootstrap(
    values: Floats, statistic: Callable[[Floats], Floats], *, seed: int = 0, resamples: int = RESAMPLES
) -> Floats:
    """The statistic of each resample. `statistic` takes (resamples, n) and gives one number a row."""
    rng = np.random.default_rng(seed)
    n = len(values)
    return np.concatenate([statistic(values[rng.integers(0, n, (size, n))]) for size in blocks(resamples, n)])


def medians(values: Floats, *, seed: int = 0, resamples: int = RESAMPLES) -> Floats:
    """The medians of resamples, without drawing them: exact, and as quick for ten thousand values as for ten."""
    n = len(values)
    middle = (n + 1) // 2
    rows = ranked(values, (middle,) if n % 2 else (middle, middle + 1), seed=seed, resamples=resamples)
    result: Floats = rows.mean(axis=0)
    return result


def ranked(values: Floats, ranks: Sequence[int], *, seed: int = 0, resamples: int = RESAMPLES) -> Floats:
    """The values that stand at those ranks (from 1, ascending) in resamples: shape (ranks, resamples).

    The n places that a resample draws are uniform, so their r-th smallest is Beta(r, n - r + 1) distributed; given
    that it is u, the s-th is u + (1 - u) Beta(s - r, n - s + 1) (H. A. David & H. N. Nagaraja, Order Statistics).
    The value of the resample is the one at that place.
    """
    rng = np.random.default_rng(seed)
    ordered = np.sort(values)
    n = len(ordered)
    place, before = np.zeros(resamples), 0
    rows = np.empty((len(ranks), resamples))
    for row, rank in enumerate(ranks):
        place = place + (1 - place) * rng.beta(rank - before, n - rank + 1, resamples)
        before = rank
        rows[row] = ordered[_rank(place, n)]
    return rows


def _rank(share: Floats, n: int) -> np.ndarray[tuple[int, ...], np.dtype[np.intp]]:
    return np.minimum((share * n).astype(np.intp), n - 1)


def medians_left_out(values: Floats) -> Floats:
    """The medians with each value in turn left out (jackknife), in ascending order of what is left out."""
    ordered = np.sort(values)
    n = len(ordered)
    place = np.arange(n)
    # Without the value at `place` those above it move one down.
    low, high = (n - 2) // 2, (n - 1) // 2
    left_out: Floats = (ordered[low + (place <= low)] + ordered[high + (place <= high)]) / 2
    return left_out


def resampled_correlations(rows: Floats, resamples: int, size: int, rng: np.random.Generator) -> Iterator[Floats]:
    """Correlation matrices of resampled rows, in blocks of shape (columns, columns, resamples in the block).

    Each resample is a row of counts; sums of columns and of their products are counts times (rows, products), one
    matrix product for a whole block. `size` is how many numbers the caller makes of one resample.
    """
    n, columns = rows.shape
    first, second = np.triu_indices(columns)
    sums = np.concatenate([rows, rows[:, first] * rows[:, second]], axis=1)
    wide = min(_WIDE, _WIDE_BLOCK // n)
    for block in blocks(resamples, min(max(size, n), _BLOCK // max(wide, 1))):
        means = counts(n, block, rng) @ sums / n
        product = means[:, columns:] - means[:, first] * means[:, second]
        covariance = np.empty((columns, columns, block))
        covariance[first, second] = covariance[second, first] = product.T
        yield correlated(covariance)


def normal_correlations(
    correlation: Floats, n: int, resamples: int, size: int, rng: np.random.Generator
) -> Iterator[Floats]:
    """As `resampled_correlations`, of samples of n rows drawn from a normal distribution with that correlation."""
    columns = len(correlation)
    values, vectors = np.linalg.eigh(correlation)
    root = vectors * np.sqrt(np.maximum(values, 0))
    for block in blocks(resamples, max(size, n * columns)):
        # n - 1 deviations from zero have the distribution of n deviations from their own mean.
        rows = rng.standard_normal((block, n - 1, columns)) @ root.T
        yield correlated(np.einsum("bni,bnj->ijb", rows, rows) / (n - 1))


def correlated(covariance: Floats) -> Floats:
    """Covariances (columns, columns, ...) as correlations; a column that does not vary correlates with nothing.

    The columns are taken to be on a scale of about 1.
    """
    diagonal = np.arange(len(covariance))
    variance = covariance[diagonal, diagonal]
    spread = np.where(variance > 1e-12, np.sqrt(np.maximum(variance, 1e-12)), np.inf)
    result: Floats = covariance / spread[:, None] / spread[None]
    result[diagonal, diagonal] = 1
    return result
