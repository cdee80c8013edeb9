"""Comparing groups: what is said with how many journeys, and never a p-value alone."""

from __future__ import annotations

import json
from math import nan

import numpy as np
import pytest

from mysteryshop.analysis.cliff import dominance
from mysteryshop.analysis.compare import compare_groups
from mysteryshop.analysis.groups import by_year, described
from mysteryshop.analysis.permutation import permutation_test
from mysteryshop.analysis.ratings import net_promoters, rated

HIGH = [5.0, 6, 7, 8, 9, 10, 11, 12]
LOW = [1.0, 2, 3, 4, 5, 6, 7, 8]


def test_two_groups_are_told_with_both_n_delta_interval_and_p() -> None:
    result = compare_groups(HIGH, LOW, names=("2025", "2026"), measure="Longest silence", told=lambda v: f"{v:g} min")
    assert result.sentence == (
        "Longest silence: 2025 median 8.5 min (middle half 6.75 min to 10.25 min, n = 8); "
        "2026 median 4.5 min (middle half 2.75 min to 6.25 min, n = 8). "
        "Of one journey of each, 2025's is higher in 84 % of pairs and lower in 9 % "
        "(Cliff's delta 0.75, 95 % interval 0.23 to 0.94; p = 0.008 by 10,000 permutations). "
        "2025 is higher than 2026, by more than chance would do."
    )


def test_below_eight_the_points_stand_for_themselves_and_there_is_no_interval() -> None:
    result = compare_groups([3.0, 1], [2.0, 4, 9])
    assert result.a.interval is None
    assert result.dominance is not None
    assert result.dominance.interval is None
    assert "A 1, 3 (n = 2); B 2, 4, 9 (n = 3)" in result.sentence
    assert "by all 10 arrangements" in result.sentence
    assert result.sentence.endswith("With so few journeys no difference could be told from chance.")


def test_a_group_without_values_is_said_and_not_compared() -> None:
    result = compare_groups([nan, nan], [1.0, 2])
    assert (result.dominance, result.permutation, result.a.n, result.a.missing) == (None, None, 0, 2)
    assert "A has no journey with a value" in result.sentence
    assert result.sentence.endswith("There is nothing to compare.")


def test_missing_values_are_counted_apart() -> None:
    group = described([1.0, nan, 3.0])
    assert (group.n, group.missing, group.median) == (2, 1, 2.0)


def test_groups_that_are_alike_may_be_chance() -> None:
    assert compare_groups(HIGH, HIGH).sentence.endswith("That may be chance.")


def test_the_json_of_a_comparison_holds_no_bare_p() -> None:
    told = compare_groups(HIGH, LOW).to_json()
    assert json.loads(json.dumps(told, allow_nan=False)) == told
    assert told["p"] is not None
    assert told["cliffs_delta"] == 0.75
    assert [group["n"] for group in told["groups"]] == [8, 8]
    assert told["delta_interval"][0] < told["cliffs_delta"] < told["delta_interval"][1]


def test_cliffs_delta_by_hand() -> None:
    found = dominance(np.array([1.0, 2, 3]), np.array([2.0, 2, 0]))
    assert (found.larger, found.smaller) == (pytest.approx(5 / 9), pytest.approx(2 / 9))
    assert found.delta == pytest.approx(3 / 9)


def test_groups_without_overlap_still_have_an_interval_that_is_not_a_point() -> None:
    found = dominance(np.arange(10.0, 20), np.arange(8.0))
    assert found.interval is not None
    assert found.delta == found.interval.high == 1
    assert found.interval.low == pytest.approx((8 - 1.959964**2) / (8 + 1.959964**2), abs=1e-6)
    turned = dominance(np.arange(8.0), np.arange(10.0, 20)).interval
    assert turned is not None
    assert (turned.low, turned.high) == (-1, pytest.approx(-found.interval.low))


def test_the_interval_of_delta_is_that_of_feng_and_cliff() -> None:
    """The formula once more, from the whole matrix of dominances."""
    rng = np.random.default_rng(0)
    a, b = rng.integers(0, 10, 12).astype(float), rng.integers(2, 11, 9).astype(float)
    d = np.sign(a[:, None] - b)
    n, m, delta, z = 12, 9, d.mean(), 1.9599639845
    variance = (
        (m - 1) * d.mean(axis=1).var(ddof=1)
        + (n - 1) * d.mean(axis=0).var(ddof=1)
        + ((d - delta) ** 2).sum() / ((n - 1) * (m - 1))
    ) / (n * m)
    half = z * np.sqrt(variance) * np.sqrt((1 - delta**2) ** 2 + z**2 * variance)
    scale = 1 - delta**2 + z**2 * variance
    found = dominance(a, b)
    assert found.interval is not None
    assert found.delta == pytest.approx(delta)
    assert found.interval.low == pytest.approx((delta - delta**3 - half) / scale)
    assert found.interval.high == pytest.approx((delta - delta**3 + half) / scale)


def test_few_arrangements_are_all_gone_through_and_many_are_drawn() -> None:
    few = permutation_test(np.array([1.0, 2]), np.array([3.0, 4]))
    assert (few.p, few.arrangements, few.exact) == (pytest.approx(2 / 6), 6, True)
    many = permutation_test(np.arange(10.0), np.arange(10.0, 20))
    assert (many.arrangements, many.exact) == (10_000, False)
    assert many.p == pytest.approx(1 / 10_001)
    assert permutation_test(np.ones(4), np.ones(5)).p == 1


def test_one_journey_against_thousands_is_gone_through_at_once() -> None:
    found = permutation_test(np.array([1e6]), np.arange(9_999.0))
    assert (found.exact, found.p) == (True, pytest.approx(2 / 10_000))


def test_years_stand_side_by_side_and_a_missing_one_is_a_gap() -> None:
    years = by_year({2005: [3.0, 4.0], 2007: [0.0]})
    assert [(year, group.n, group.median) for year, group in years.items()] == [
        (2005, 2, 3.5),
        (2006, 0, None),
        (2007, 1, 0.0),
    ]
    assert by_year({}) == {}


def test_satisfaction_has_a_mean_from_five_ratings_and_an_interval_from_eight() -> None:
    four = rated([9, None, 10, 3, 8])
    assert (four.values, four.mean, four.top_share) == ((3, 8, 9, 10), None, None)
    five = rated([9, 10, 3, 8, 8])
    assert (five.n, five.mean, five.top_share, five.top_interval) == (5, 7.6, 0.4, None)
    eight = rated([9, 10, 3, 8, 8, 9, 9, 1])
    assert eight.top_share == 0.5
    assert eight.top_interval is not None
    assert (eight.top_interval.low, eight.top_interval.high) == (
        pytest.approx(0.2152, abs=1e-4),
        pytest.approx(0.7848, abs=1e-4),
    )


def test_effort_counts_six_and_seven_as_its_top_boxes() -> None:
    assert rated([7, 6, 5, 1, 2], low=1, high=7).top_share == 0.4


def test_the_net_promoter_score_needs_ten_ratings() -> None:
    nine = net_promoters([10, 9, 8, 7, 6, 0, 9, 9, 9])
    assert (nine.n, nine.promoters, nine.passives, nine.detractors) == (9, 5, 2, 2)
    assert (nine.score, nine.interval) == (None, None)
    ten = net_promoters([10, 9, 8, 7, 6, 0, 9, 9, 9, None, 9])
    assert ten.score == pytest.approx(40)
    assert ten.interval is not None
    assert -100 <= ten.interval.low < 40 < ten.interval.high <= 100


@pytest.mark.parametrize("ratings", [[11] * 5, [-1] * 5])
def test_ratings_off_the_scale_are_refused(ratings: list[int]) -> None:
    with pytest.raises(ValueError, match="ratings from 0 to 10"):
        rated(ratings)
