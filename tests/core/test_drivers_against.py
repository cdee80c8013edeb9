"""Drivers against independent computations on random data: statsmodels, scipy, and brute force over orderings."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.api import OLS, add_constant
from statsmodels.stats.outliers_influence import variance_inflation_factor

from mysteryshop.analysis import lmg
from mysteryshop.analysis.drivers import analyse
from mysteryshop.analysis.ranks import averaged, spearman
from mysteryshop.analysis.resampling import counts, resampled_correlations

SEEDS = st.integers(0, 2**32 - 1)


def rows(seed: int, n: int, p: int) -> tuple[np.ndarray, np.ndarray]:
    """Predictors that go together, and an outcome; sometimes as whole numbers with ties."""
    rng = np.random.default_rng(seed)
    x = rng.standard_normal((n, p)) @ rng.standard_normal((p, p)) + rng.standard_normal((n, p))
    y = x @ rng.standard_normal(p) + 2 * rng.standard_normal(n)
    return (np.round(x), np.round(y)) if seed % 2 else (x, y)


def r2(y: np.ndarray, x: np.ndarray, chosen: tuple[int, ...]) -> float:
    return float(OLS(y, add_constant(x[:, list(chosen)], has_constant="add")).fit().rsquared) if chosen else 0.0


def over_orderings(y: np.ndarray, x: np.ndarray, first: tuple[int, ...] = ()) -> np.ndarray:
    """The mean increase of R² over all orderings of the columns that are not `first`, by as many regressions."""
    columns = [c for c in range(x.shape[1]) if c not in first]
    known: dict[tuple[int, ...], float] = {}

    def of(chosen: tuple[int, ...]) -> float:
        key = tuple(sorted(chosen))
        if key not in known:
            known[key] = r2(y, x, key)
        return known[key]

    gains = np.zeros(x.shape[1])
    orders = list(permutations(columns))
    for order in orders:
        for step, column in enumerate(order):
            before = first + order[:step]
            gains[column] += of((*before, column)) - of(before)
    return gains[columns] / len(orders)


@settings(max_examples=25)
@given(SEEDS, st.integers(2, 4), st.integers(9, 40))
def test_lmg_is_the_mean_gain_over_all_orderings(seed: int, p: int, n: int) -> None:
    x, y = rows(seed, n, p)
    result = analyse(("y", y), {f"x{i}": x[:, i] for i in range(p)}, resamples=100)
    assert list(result.lmg.values()) == pytest.approx(over_orderings(y, x), abs=1e-9)
    assert result.r2 == pytest.approx(r2(y, x, tuple(range(p))), abs=1e-9)
    assert sum(result.johnson.values()) == pytest.approx(result.r2, abs=1e-9)
    assert all(weight >= 0 for weight in result.johnson.values())


@settings(max_examples=15)
@given(SEEDS, st.integers(9, 40))
def test_with_a_control_the_orderings_begin_with_it(seed: int, n: int) -> None:
    x, y = rows(seed, n, 4)
    result = analyse(("y", y), {f"x{i}": x[:, i] for i in (1, 2, 3)}, control=("x0", x[:, 0]), resamples=100)
    assert list(result.lmg.values()) == pytest.approx(over_orderings(y, x, (0,)), abs=1e-9)
    assert result.control_r2 == pytest.approx(r2(y, x, (0,)), abs=1e-9)
    assert result.r2 == pytest.approx(r2(y, x, (0, 1, 2, 3)), abs=1e-9)


@settings(max_examples=25)
@given(SEEDS, st.integers(2, 5), st.integers(10, 60))
def test_inflation_coefficients_and_spearman_are_what_others_compute(seed: int, p: int, n: int) -> None:
    x, y = rows(seed, n, p)
    result = analyse(("y", y), {f"x{i}": x[:, i] for i in range(p)}, resamples=100)
    design = add_constant(x, has_constant="add")
    assert list(result.vif.values()) == pytest.approx(
        [variance_inflation_factor(design, i + 1) for i in range(p)], rel=1e-6
    )
    fitted = OLS(y, design).fit()
    assert list(result.coefficients.values()) == pytest.approx(fitted.params[1:] * x.std(axis=0) / y.std(), abs=1e-8)
    assert result.r2_adjusted == pytest.approx(fitted.rsquared_adj, abs=1e-9)
    for i in range(p):
        assert result.spearman[f"x{i}"] == pytest.approx(stats.spearmanr(x[:, i], y).statistic, abs=1e-12)


@given(st.lists(st.integers(0, 5), min_size=2, max_size=40))
def test_ranks_average_ties(values: list[int]) -> None:
    assert averaged(np.array(values, float)) == pytest.approx(stats.rankdata(values))


def test_spearman_of_what_does_not_vary_is_undefined() -> None:
    assert spearman(np.ones(5), np.arange(5.0)) is None


@settings(max_examples=20)
@given(SEEDS, st.integers(8, 30))
def test_count_weights_give_the_correlations_of_the_rows_drawn(seed: int, n: int) -> None:
    """The products of columns times counts against drawing the rows and asking numpy."""
    x, y = rows(seed, n, 3)
    table = np.column_stack([x, y])
    table = (table - table.mean(axis=0)) / table.std(axis=0)
    got = np.concatenate(list(resampled_correlations(table, 20, 64, np.random.default_rng(seed))), axis=2)
    for index, drawn in enumerate(counts(n, 20, np.random.default_rng(seed)).astype(int)):
        again = np.repeat(table, drawn, axis=0)
        if (again.std(axis=0) > 1e-6).all():
            assert got[:, :, index] == pytest.approx(np.corrcoef(again.T), abs=1e-8)


@given(SEEDS)
def test_adjusted_shares_add_up_to_adjusted_r2(seed: int) -> None:
    x, y = rows(seed, 20, 4)
    correlation = np.corrcoef(np.column_stack([x, y]).T)
    plain, adjusted = lmg.both(correlation, 20)
    whole = float(plain.sum())
    assert float(adjusted.sum()) == pytest.approx(1 - (1 - whole) * 19 / 15)
    assert plain == pytest.approx(lmg.shares(correlation))
