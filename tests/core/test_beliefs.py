"""The expectations ledger's figures: calibration, Brier score, where the leader is most insulated."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from mysteryshop.analysis.beliefs import (
    OUTCOMES,
    Belief,
    Forecast,
    brier_over_time,
    by_topic,
    by_touchpoint,
    calibration,
    headline,
    repeated,
)


def belief(number: int, confidence: float | None = 0.8, verdict: str | None = "confirmed", **fields: object) -> Belief:
    return Belief(
        f"e{number}", str(fields.pop("journey", "j1")), "finalised", "walk", "Airline", "A", **{
            "day": 739_000, "text": f"belief {number}", "confidence": confidence, "verdict": verdict, **fields
        }
    )  # type: ignore[arg-type]  # fmt: skip


beliefs = st.lists(
    st.builds(
        belief, st.integers(0, 10**6), st.none() | st.floats(0, 1), st.sampled_from([None, "untested", *OUTCOMES]),
        journey=st.sampled_from("abc"), day=st.sampled_from([0, 739_000, 739_100]), counts=st.booleans(),
    ), max_size=60,
)  # fmt: skip


@given(beliefs)
def test_the_calibration_is_that_of_an_independent_count(found: list[Belief]) -> None:
    kept = [b for b in found if b.counts and b.verdict in ("confirmed", "mixed", "refuted")]
    sure = np.array([b.confidence for b in kept if b.confidence is not None])
    came = np.array(
        [{"confirmed": 1, "mixed": 0.5, "refuted": 0}[b.verdict or ""] for b in kept if b.confidence is not None]
    )
    got = calibration(found)
    assert (got.n, got.unsure) == (len(sure), len(kept) - len(sure))
    assert sum(each.n for each in got.bins) == len(sure)  # every belief stands in exactly one range
    if not len(sure):
        assert got.brier is None
        assert got.overconfidence is None
        return
    assert got.brier is not None
    assert got.overconfidence is not None
    assert np.isclose(got.brier, np.square(sure - came).mean())
    assert np.isclose(got.overconfidence, sure.mean() - came.mean())
    for each in got.bins:
        inside = (sure >= each.low) & ((sure < each.high) | ((each.high == 1) & (sure == 1)))
        assert each.n == inside.sum()
        assert np.isclose(each.right, came[inside].mean())
        assert (each.interval is None) == (each.n < 8)
        if each.interval is not None:
            low, high = proportion_confint(round(float(came[inside].sum())), each.n, method="wilson")
            assert np.allclose((each.interval.low, each.interval.high), (low, high))


@given(beliefs)
def test_brier_over_time_has_one_point_a_walk_in_the_order_of_days(found: list[Belief]) -> None:
    points = brier_over_time(found)
    assert [p.day for p in points] == sorted(p.day for p in points)
    for point in points:
        own = [b for b in found if b.journey == point.journey and b.judged and b.confidence is not None and b.day]
        assert point.n == len(own) > 0
        assert np.isclose(point.score, np.mean([(b.confidence - b.outcome) ** 2 for b in own]))  # type: ignore[operator]


def test_insulation_counts_beliefs_and_forecasts_and_puts_what_few_walks_say_last() -> None:
    told = [
        belief(1, verdict="refuted", touchpoints=("Gate",), topics=("Being told",)),
        belief(2, verdict="mixed", touchpoints=("Gate",), topics=("Waits",), journey="j2"),
        belief(3, verdict="refuted", touchpoints=("Bar",), topics=("Waits",)),
        belief(4, verdict="untested", touchpoints=("Gate",)),
        belief(5, verdict="refuted", touchpoints=("Gate",), counts=False),
    ]
    forecasts = [
        Forecast("j2", "Airline", "A", "Gate", "Waits", True),
        Forecast("j2", "Airline", "A", "Gate", "Feelings", False),
    ]
    gate, bar = by_touchpoint(told, forecasts)
    assert (gate.name, gate.n, gate.worse, gate.share) == ("Gate", 4, 2.5, 0.625)
    assert gate.journeys == ("j1", "j2")
    assert (bar.name, bar.n, bar.share) == ("Bar", 1, 1.0)  # one in one comes after 2.5 in four
    assert {row.name: (row.worse, row.n) for row in by_topic(told, forecasts)} == {
        "Waits": (2.5, 3), "Being told": (1.0, 1), "Feelings": (0.0, 1),
    }  # fmt: skip


counts = st.lists(st.tuples(st.integers(3, 60), st.floats(0, 1)), min_size=2, max_size=8)


@given(counts)
def test_insulation_ranks_by_what_n_can_say_of_the_share(found: list[tuple[int, float]]) -> None:
    wrong = {f"Place {i}": (round(share * n), n) for i, (n, share) in enumerate(found)}
    told = [
        belief(k, verdict="refuted" if k < worse else "confirmed", touchpoints=(name,), journey=f"j{k}")
        for name, (worse, n) in wrong.items() for k in range(n)
    ]  # fmt: skip
    rows = by_touchpoint(told, ())
    least = {name: proportion_confint(worse, n, method="wilson")[0] for name, (worse, n) in wrong.items()}
    assert [row.damped for row in rows] == sorted((row.damped for row in rows), reverse=True)
    for row in rows:
        assert np.isclose(row.damped, least[row.name])
        assert row.n == row.walks == wrong[row.name][1]


def test_three_of_three_do_not_stand_before_forty_of_fifty() -> None:
    few = [belief(n, verdict="refuted", touchpoints=("Desk",)) for n in range(3)]
    many = [belief(n, verdict="confirmed" if n < 10 else "refuted", touchpoints=("Gate",)) for n in range(50)]
    assert [row.name for row in by_touchpoint([*few, *many], ())] == ["Gate", "Desk"]


def test_what_was_met_as_different_kinds_of_customer_is_not_taken_together() -> None:
    told = [
        belief(1, verdict="refuted", touchpoints=("Gate",), topics=("Waits",), relationship="buyer"),
        belief(2, verdict="refuted", touchpoints=("Gate",), topics=("Waits",), relationship="buyer", journey="j2"),
        belief(3, touchpoints=("Gate",), topics=("Waits",), relationship="supplier"),
    ]
    forecasts = [Forecast("j1", "Airline", "A", "Gate", "Waits", True, "buyer")]
    for rows in (by_touchpoint(told, forecasts), by_topic(told, forecasts)):
        assert [(row.relationship, row.worse, row.n, row.walks) for row in rows] == [
            ("buyer", 3.0, 3, 2), ("supplier", 0.0, 1, 1),
        ]  # fmt: skip


def test_the_sentence_says_only_what_n_carries() -> None:
    assert "No belief" in headline(calibration([]))
    few = headline(calibration([belief(1), belief(2, verdict="refuted")]))
    assert "80 % sure on average, and right in 50 % of 2" in few
    assert few.endswith("too few to say more.")
    many = headline(calibration([belief(n, verdict="refuted" if n % 2 else "confirmed") for n in range(20)]))
    assert many.endswith("surer than you may be, by 30 points.")
    level = headline(calibration([belief(n, 0.5, "refuted" if n % 2 else "confirmed") for n in range(20)]))
    assert level.endswith("as sure as you may be.")


def test_the_same_belief_on_later_walks_is_found_whatever_its_spelling() -> None:
    old = belief(1, text="Lines are  faster since March", day=739_000)
    new = belief(2, text="lines are faster since march.", day=739_200, journey="j2")
    assert list(repeated([new, old, belief(3, text="Another")]).values()) == [(old, new)]
