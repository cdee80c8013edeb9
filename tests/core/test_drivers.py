"""What the driver analysis tells: shares by hand, the verdict in words, and what it refuses or warns of."""

from __future__ import annotations

import json
from math import inf, nan

import numpy as np
import pytest

from mysteryshop.analysis import lmg
from mysteryshop.analysis.driver_result import Drivers
from mysteryshop.analysis.drivers import analyse
from mysteryshop.analysis.johnson import relative_weights
from mysteryshop.errors import InputError

NAMES = ("frequency", "quality", "speed")


def with_correlation(correlation: np.ndarray, n: int, seed: int = 1) -> np.ndarray:
    """n rows whose sample correlation is exactly that one."""
    rows = np.random.default_rng(seed).standard_normal((n, len(correlation)))
    rows -= rows.mean(axis=0)
    rows = rows @ np.linalg.inv(np.linalg.cholesky(rows.T @ rows / n)).T
    return rows @ np.linalg.cholesky(correlation).T


def journeys(n: int, *effects: float, seed: int = 1) -> dict[str, np.ndarray]:
    """Predictors that are independent, and satisfaction with those effects and noise of 1."""
    rng = np.random.default_rng(seed)
    table = {name: rng.standard_normal(n) for name in NAMES}
    drive = sum(effect * table[name] for effect, name in zip(effects, NAMES, strict=False))
    return table | {"satisfaction": drive + rng.standard_normal(n)}


def analysed(table: dict[str, np.ndarray], **more: object) -> Drivers:
    predictors = {name: table[name] for name in NAMES if name in table}
    return analyse(("satisfaction", table["satisfaction"]), predictors, **{"resamples": 1000, **more})  # type: ignore[arg-type]


HAND = np.array([[1, 0.5, 0.6], [0.5, 1, 0.4], [0.6, 0.4, 1]])


def test_two_predictors_by_hand() -> None:
    """METRICS.md: r12 = 0.5, ry1 = 0.6, ry2 = 0.4."""
    for shares in (lmg.shares(HAND), relative_weights(HAND)):
        assert shares == pytest.approx([0.28667, 0.08667], abs=5e-6)
        assert shares.sum() == pytest.approx(0.37333, abs=5e-6)


def test_two_predictors_by_hand_from_journeys() -> None:
    a, b, y = with_correlation(HAND, 30).T
    result = analyse(("satisfaction", 7 + 2 * y), {"a": 3 * a, "b": 100 + b})
    assert result.r2 == pytest.approx(0.37333, abs=5e-6)
    assert result.lmg == pytest.approx({"a": 0.28667, "b": 0.08667}, abs=5e-6)
    assert result.johnson == pytest.approx({"a": 0.28667, "b": 0.08667}, abs=5e-6)
    assert result.vif == pytest.approx({"a": 1 / 0.75, "b": 1 / 0.75})
    assert result.r2_adjusted == pytest.approx(1 - (1 - 0.3733333) * 29 / 27)


def test_a_driver_that_clearly_leads_is_named_with_its_share_interval_and_stability() -> None:
    result = analysed(journeys(120, 1.0, 0.3))
    assert result.named == result.leader == "frequency"
    low, high = result.intervals["frequency"].low, result.intervals["frequency"].high
    share = f"{round(100 * result.lmg['frequency'])} % ({round(100 * low)}–{round(100 * high)} %)"
    assert result.verdict.startswith(f"In your 120 journeys frequency explains {share} of what satisfaction varies;")
    assert 0.99 < (result.leader_share or 0) < 1
    assert "It leads in 99 % of resamples." in result.verdict  # not in all of them
    assert sum(result.leads.values()) == pytest.approx(1)
    assert result.leads["frequency"] == result.leader_share


@pytest.mark.parametrize(
    ("believed", "says", "words"),
    [
        ("frequency", "supported", "The data support that frequency comes first."),
        ("speed", "refuted", "The data refute that speed comes first: frequency is ahead of it in 100 % of resamples."),
    ],
)
def test_what_was_believed_is_supported_or_refuted(believed: str, says: str, words: str) -> None:
    result = analysed(journeys(120, 1.0, 0.3), hypothesis=believed)
    assert result.hypothesis_verdict == says
    assert words in result.verdict


def test_a_belief_is_refuted_where_others_are_ahead_though_none_of_them_leads() -> None:
    result = analysed(journeys(150, 0.0, 0.8, 0.8), hypothesis="frequency")
    assert result.named is None
    assert result.hypothesis_verdict == "refuted"
    assert "it cannot be told yet what drives satisfaction" in result.verdict
    assert "The data refute that frequency comes first" in result.verdict


def test_without_any_driver_it_says_that_it_cannot_tell_and_what_chance_would_explain() -> None:
    result = analysed(journeys(12, 0.0), hypothesis="frequency")
    assert result.named is None
    assert result.hypothesis_verdict == "open"
    assert "In your 12 journeys it cannot be told yet what drives satisfaction" in result.verdict
    assert "3 predictors that have nothing to do with it would explain about 27 % by chance" in result.verdict
    assert "Whether it holds that frequency comes first cannot be told yet." in result.verdict


def test_a_lead_just_short_of_enough_is_not_rounded_up_to_it() -> None:
    for seed in range(40):
        result = analysed(journeys(60, 0.6, 0.2, seed=seed))
        if 0.97 <= (result.leader_share or 0) < 0.975:
            assert result.named is None
            assert "It leads in 97 % of resamples; 97.5 % would settle it." in result.verdict
            return
    pytest.fail("no such lead among the seeds")


def test_below_eight_journeys_there_are_shares_but_no_intervals() -> None:
    table = journeys(7, 1.0)
    result = analyse(("satisfaction", table["satisfaction"]), {"frequency": table["frequency"]})
    assert (result.intervals, result.leader_share, result.named) == ({}, None, None)
    assert "how sure that is can only be said from 8 journeys" in result.verdict
    assert result.to_json()["intervals"] is None


def test_too_few_journeys_are_refused_and_it_says_how_many_are_missing() -> None:
    with pytest.raises(InputError, match=r"5 journeys with every value are too few for 3 predictors.*Add 1 journey"):
        analysed(journeys(5, 1.0))
    assert analysed(journeys(6, 1.0)).n == 6
    table = journeys(6, 1.0)
    with pytest.raises(InputError, match="3 predictors and a control: at least 7 are needed"):
        analysed(table, control=("duration", np.arange(6.0)))


def test_too_few_journeys_because_values_are_missing_names_the_columns() -> None:
    table = journeys(12, 1.0)
    table["speed"][:8] = nan
    with pytest.raises(
        InputError, match=r"4 journeys with every value \(8 left out because a value is missing: speed 8\)"
    ):
        analysed(table)


def test_below_ten_journeys_a_predictor_it_warns_how_many_are_missing() -> None:
    assert "25 journeys for 3 predictors: shares settle from about 30, 10 for each; 5 are missing." in (
        analysed(journeys(25, 1.0)).warnings
    )
    assert not any("missing" in warning for warning in analysed(journeys(30, 1.0)).warnings)


def test_with_very_few_journeys_resamples_come_from_a_normal_distribution_and_that_is_said() -> None:
    few = analysed({**journeys(9, 1.0), "x": np.zeros(9)})
    assert not few.normal_resamples
    table = journeys(9, 1.0)
    more = {**{name: table[name] for name in NAMES}, "d": np.random.default_rng(5).standard_normal(9)}
    tight = analyse(("satisfaction", table["satisfaction"]), more, resamples=500)
    assert tight.normal_resamples
    assert any("drawn from a normal distribution" in warning for warning in tight.warnings)
    assert all(0 <= i.low <= i.high <= 1 for i in tight.intervals.values())


def test_a_predictor_that_never_varies_is_dropped_and_named() -> None:
    result = analysed({**journeys(40, 1.0), "speed": np.full(40, 7.0)})
    assert result.dropped == ("speed",)
    assert set(result.lmg) == {"frequency", "quality"}
    assert "Speed is left out: it has the same value in every journey." in result.warnings


def test_journeys_with_a_missing_value_are_left_out_and_counted() -> None:
    table = journeys(40, 1.0)
    table["speed"][[3, 7]] = nan
    table["satisfaction"][7] = inf
    result = analysed(table)
    assert (result.n, result.left_out) == (38, 2)
    assert "2 journeys were left out because a value is missing: speed 2, satisfaction 1." in result.warnings
    whole = {name: np.delete(values, [3, 7]) for name, values in table.items()}
    assert result.lmg == analysed(whole).lmg


def test_an_outcome_that_never_varies_is_refused() -> None:
    with pytest.raises(InputError, match="Satisfaction is 8 in every journey: there is nothing to explain"):
        analysed({**journeys(40, 1.0), "satisfaction": np.full(40, 8.0)})


def test_predictors_that_never_vary_are_refused_all_together() -> None:
    with pytest.raises(InputError, match="No predictor differs between these 40 journeys: frequency"):
        analyse(("satisfaction", np.arange(40.0)), {"frequency": np.ones(40)})


def test_a_control_takes_its_part_first() -> None:
    rng = np.random.default_rng(2)
    duration = rng.standard_normal(200)
    frequency = -duration + 0.5 * rng.standard_normal(200)
    speed = rng.standard_normal(200)
    satisfaction = -duration + 0.5 * speed + 0.5 * rng.standard_normal(200)
    table = {"frequency": frequency, "speed": speed}
    alone = analyse(("satisfaction", satisfaction), table, resamples=1000)
    held = analyse(("satisfaction", satisfaction), table, control=("duration", duration), resamples=1000)
    assert alone.named == "frequency"
    assert held.named == "speed"
    assert held.lmg["frequency"] < 0.01
    assert sum(held.lmg.values()) + held.control_r2 == pytest.approx(held.r2)
    assert sum(held.johnson.values()) + held.control_r2 == pytest.approx(held.r2)
    assert held.control_r2 == pytest.approx(np.corrcoef(duration, satisfaction)[0, 1] ** 2)
    assert "All this is beyond duration, which comes first and explains" in held.verdict


def test_predictors_that_follow_from_each_other_share_alike_and_are_named() -> None:
    table = journeys(50, 1.0)
    table["speed"] = 2 * table["frequency"] + 1
    result = analysed(table)
    assert result.lmg["speed"] == pytest.approx(result.lmg["frequency"])
    assert result.vif["speed"] == inf
    assert result.to_json()["vif"]["speed"] is None
    assert any(w.startswith("Frequency and speed follow exactly from other columns") for w in result.warnings)
    assert result.leads["speed"] == pytest.approx(result.leads["frequency"])


def test_predictors_that_overlap_are_named_with_their_factor() -> None:
    table = journeys(80, 1.0)
    table["speed"] = table["frequency"] + 0.3 * table["speed"]
    result = analysed(table)
    factor = f"(VIF {result.vif['frequency']:.1f})"
    assert (
        f"Frequency {factor} and speed {factor} overlap with other columns: whose share is whose is hard to tell."
        in (result.warnings)
    )


def test_opposite_signs_of_correlation_and_coefficient_are_said() -> None:
    correlation = np.array([[1, 0.8, 0.6], [0.8, 1, 0.3], [0.6, 0.3, 1]])
    a, b, y = with_correlation(correlation, 60).T
    result = analyse(("satisfaction", y), {"a": a, "b": b}, resamples=200)
    assert [w for w in result.warnings if "opposite signs" in w] == [
        "Correlation with satisfaction and regression coefficient beside the others have opposite signs: "
        "b (+0.30, −0.50); its share does not say in which direction it works."
    ]


def test_the_unit_of_a_column_does_not_matter() -> None:
    table = journeys(40, 1.0, 0.5)
    plain = analysed(table)
    odd = analysed({**table, "frequency": 1e300 * table["frequency"], "speed": 1e-200 * table["speed"]})
    assert odd.lmg == pytest.approx(plain.lmg)
    assert odd.leads == pytest.approx(plain.leads)


def test_the_same_seed_gives_the_same_and_another_nearly_the_same() -> None:
    table = journeys(60, 0.6, 0.3)
    first, again, other = (analysed(table, seed=seed, resamples=5000) for seed in (1, 1, 2))
    assert first.to_json() == again.to_json()
    assert first.intervals != other.intervals
    for name in NAMES:
        assert first.intervals[name].low == pytest.approx(other.intervals[name].low, abs=0.03)
        assert first.intervals[name].high == pytest.approx(other.intervals[name].high, abs=0.03)


def test_the_json_has_the_fields_that_programs_rely_on() -> None:
    told = analysed(journeys(40, 1.0)).to_json()
    fields = ["n", "r2", "lmg", "johnson", "spearman", "vif", "intervals", "leader_share", "warnings", "verdict"]
    assert list(told)[: len(fields)] == fields
    assert json.loads(json.dumps(told, allow_nan=False)) == told


def test_more_predictors_than_can_be_shared_out_are_refused() -> None:
    rng = np.random.default_rng(0)
    many = {f"x{i}": rng.standard_normal(50) for i in range(13)}
    with pytest.raises(InputError, match="13 predictors are too many"):
        analyse(("satisfaction", rng.standard_normal(50)), many)


def test_a_column_and_its_own_rounding_are_one_driver_and_neither_leads() -> None:
    rng = np.random.default_rng(4)
    frequency = np.round(rng.standard_normal(60), 4)
    outcome = 2 * frequency + rng.standard_normal(60)
    twice = np.round(2 * frequency + rng.uniform(-1e-4, 1e-4, 60), 4)
    result = analyse(("satisfaction", outcome), {"frequency": frequency, "in words": twice}, seed=1)
    assert result.named is None
    assert result.leads == pytest.approx({"frequency": 0.5, "in words": 0.5}, abs=0.05)
    assert any("(VIF over 1,000)" in warning for warning in result.warnings)


def test_very_many_journeys_are_written_with_their_thousands() -> None:
    rng = np.random.default_rng(5)
    frequency = rng.standard_normal(20_000)
    result = analyse(("y", frequency + rng.standard_normal(20_000)), {"frequency": frequency}, resamples=20)
    assert result.verdict.startswith("In your 20,000 journeys frequency explains ")
    assert result.intervals["frequency"].low < result.lmg["frequency"] < result.intervals["frequency"].high
