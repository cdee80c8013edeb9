"""Comparisons against scipy and statsmodels on random data."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from mysteryshop.analysis.cliff import dominance
from mysteryshop.analysis.groups import described
from mysteryshop.analysis.intervals import bca, percentile, wilson
from mysteryshop.analysis.permutation import permutation_test
from mysteryshop.analysis.resampling import bootstrap, medians, medians_left_out

SEEDS = st.integers(0, 2**32 - 1)
VALUES = st.lists(st.integers(-5, 5).map(float), min_size=1, max_size=12)


@given(VALUES, VALUES)
def test_cliffs_delta_is_what_mann_and_whitney_count(a: list[float], b: list[float]) -> None:
    u = stats.mannwhitneyu(a, b, method="asymptotic").statistic
    assert dominance(np.array(a), np.array(b)).delta == pytest.approx(2 * u / (len(a) * len(b)) - 1)


@settings(max_examples=30)
@given(st.lists(st.floats(-9, 9), min_size=2, max_size=6), st.lists(st.floats(-9, 9), min_size=2, max_size=5))
def test_the_exact_p_is_scipys(a: list[float], b: list[float]) -> None:
    def apart(x: np.ndarray, y: np.ndarray) -> float:
        return float(abs(np.sign(np.subtract.outer(x, y)).sum()))

    found = permutation_test(np.array(a), np.array(b))
    wanted = stats.permutation_test((a, b), apart, vectorized=False, alternative="greater", n_resamples=np.inf)
    assert found.exact
    assert found.p == pytest.approx(wanted.pvalue)
    if len({*a, *b}) == len(a) + len(b):
        assert found.p == pytest.approx(stats.mannwhitneyu(a, b, method="exact").pvalue)


@settings(max_examples=10)
@given(SEEDS, st.booleans())
def test_the_drawn_p_comes_close_to_the_exact_one(seed: int, ties: bool) -> None:
    rng = np.random.default_rng(seed)
    a, b = rng.normal(0.7, 1, 9), rng.normal(size=9)
    if ties:
        a, b = np.sign(a), np.sign(b)
    exact = permutation_test(a, b, permutations=10**6)
    drawn = permutation_test(a, b, seed=seed)
    assert (exact.exact, drawn.exact) == (True, False)
    assert drawn.p == pytest.approx(exact.p, abs=4 * np.sqrt(exact.p / 10_000) + 2e-4)


def test_a_p_of_few_different_values_is_drawn_from_the_same_distribution() -> None:
    """Ratings are drawn by how many of each fall to a group: held against scipy's drawing of who does."""
    rng = np.random.default_rng(3)
    a, b = rng.integers(5, 9, 60).astype(float), rng.integers(4, 9, 50).astype(float)

    def apart(x: np.ndarray, y: np.ndarray, axis: int) -> np.ndarray:
        ranks = stats.rankdata(np.concatenate([x, y], axis), axis=axis)
        return np.abs(ranks[..., :60].sum(axis) - 60 * 55.5)

    rng = np.random.default_rng(1)
    wanted = stats.permutation_test((a, b), apart, alternative="greater", n_resamples=4000, rng=rng, batch=500)
    assert permutation_test(a, b).p == pytest.approx(wanted.pvalue, abs=0.02)


@settings(max_examples=15)
@given(SEEDS, st.integers(8, 40))
def test_bca_and_percentile_are_scipys(seed: int, n: int) -> None:
    """Of the mean, whose jackknife and distribution are smooth; from scipy's own resamples."""
    values = np.random.default_rng(seed).lognormal(size=n)
    wanted = stats.bootstrap((values,), np.mean, n_resamples=1000, method="BCa", rng=np.random.default_rng(seed))
    left_out = (values.sum() - values) / (n - 1)
    found = bca(wanted.bootstrap_distribution, float(values.mean()), left_out)
    assert (found.low, found.high) == pytest.approx(tuple(wanted.confidence_interval), rel=1e-9)
    plain = stats.bootstrap(
        (values,), np.mean, n_resamples=0, method="percentile", bootstrap_result=wanted, rng=np.random.default_rng(0)
    )
    limits = percentile(wanted.bootstrap_distribution)
    assert (limits.low, limits.high) == pytest.approx(tuple(plain.confidence_interval), rel=1e-9)


@settings(max_examples=8)
@given(SEEDS, st.integers(8, 31))
def test_medians_of_resamples_are_distributed_as_if_they_were_drawn(seed: int, n: int) -> None:
    values = np.random.default_rng(seed).normal(size=n)
    quick = medians(values, seed=1, resamples=20_000)
    drawn = bootstrap(values, lambda rows: np.median(rows, axis=1), seed=2, resamples=20_000)
    quick_at, drawn_at = (np.searchsorted(np.sort(d), values, side="right") / 20_000 for d in (quick, drawn))
    assert quick_at == pytest.approx(drawn_at, abs=0.02)
    wanted = stats.bootstrap((values,), np.median, n_resamples=5000, method="percentile", rng=np.random.default_rng(3))
    found = described(values).interval
    assert found is not None
    spread = float(np.ptp(values))
    assert found.low == pytest.approx(wanted.confidence_interval.low, abs=0.1 * spread)
    assert found.high == pytest.approx(wanted.confidence_interval.high, abs=0.1 * spread)


@given(st.lists(st.integers(-9, 9).map(float), min_size=2, max_size=15))
def test_medians_with_one_left_out(values: list[float]) -> None:
    wanted = [np.median(rest) for rest in combinations(sorted(values), len(values) - 1)][::-1]
    assert medians_left_out(np.array(values)) == pytest.approx(wanted)


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=30))
def test_quartiles_are_those_of_excel_and_r(values: list[float]) -> None:
    group = described(values)
    low, middle, high = stats.mstats.mquantiles(values, (0.25, 0.5, 0.75), alphap=1, betap=1)
    assert (group.low_quartile, group.median, group.high_quartile) == (
        pytest.approx(low, rel=1e-6, abs=1e-6),
        pytest.approx(middle, rel=1e-6, abs=1e-6),
        pytest.approx(high, rel=1e-6, abs=1e-6),
    )


@given(SEEDS)
def test_the_bca_interval_of_a_median_holds_what_the_percentile_one_holds_about(seed: int) -> None:
    values = np.random.default_rng(seed).normal(size=25)
    plain, corrected = described(values).interval, described(values, method="bca").interval
    assert plain is not None
    assert corrected is not None
    assert corrected.method == "BCa"
    assert corrected.low == pytest.approx(plain.low, abs=0.4)
    assert corrected.high == pytest.approx(plain.high, abs=0.4)


def test_a_distribution_on_one_side_of_its_estimate_has_no_bca_interval() -> None:
    assert bca(np.full(100, 2.0), 1.0, np.ones(5)).method == "percentile"


@given(st.integers(0, 30), st.integers(1, 30))
def test_the_interval_of_a_share_is_wilsons(part: int, rest: int) -> None:
    found = wilson(part, part + rest)
    assert (found.low, found.high) == pytest.approx(proportion_confint(part, part + rest, method="wilson"))
