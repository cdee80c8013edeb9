"""Where groups are surely apart although many places are looked at, and how sure a rank correlation is."""

from __future__ import annotations

import numpy as np
import pytest

from mysteryshop.analysis.apart import rank_interval, surely_apart
from mysteryshop.analysis.ranks import spearman


def test_what_one_look_would_call_apart_is_not_sure_among_ten() -> None:
    a, b = np.arange(10.0), np.arange(10.0) + 4.5
    alike = [(np.arange(10.0), np.arange(10.0))] * 9
    assert surely_apart([(a, b)]) == [True]
    assert surely_apart([(a, b), *alike]) == [False] * 10
    assert surely_apart([(a, b + 20), *alike]) == [True, *[False] * 9]


def test_fewer_than_eight_are_never_sure_and_are_no_look() -> None:
    low, high = np.zeros(7), np.full(30, 9.0)
    a, b = np.arange(10.0), np.arange(10.0) + 4.5
    assert surely_apart([(low, high), (a, b)]) == [False, True]
    assert surely_apart([]) == []


def test_the_interval_of_rho_holds_the_true_one_about_as_often_as_it_says() -> None:
    chance, held = np.random.default_rng(2), 0
    true = 6 / np.pi * np.arcsin(0.6 / 2)  # Spearman's rho of a normal pair with correlation 0.6
    for _ in range(600):
        x = chance.normal(size=24)
        rho = spearman(x, 0.6 * x + 0.8 * chance.normal(size=24))
        assert rho is not None
        interval = rank_interval(rho, 24)
        held += interval is not None and true in interval
    assert 0.92 <= held / 600 <= 0.98
    assert rank_interval(0.9, 7) is None
    assert rank_interval(1.0, 9) is not None


def test_the_interval_of_rho_by_hand() -> None:
    found = rank_interval(0.5, 28)  # atanh 0.5 = 0.5493; half = 1.96 * sqrt(1.125 / 25) = 0.4158
    assert found is not None
    assert (found.low, found.high) == pytest.approx((np.tanh(0.5493 - 0.4158), np.tanh(0.5493 + 0.4158)), abs=1e-3)
