"""Importance against performance: where each predictor stands, and how sure that is."""

from __future__ import annotations

from math import nan

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from mysteryshop.analysis.drivers import analyse
from mysteryshop.analysis.importance import IMPROVE, LATER, quadrants, sentence
from mysteryshop.analysis.performance import performance, performance_interval
from mysteryshop.charts import marks
from mysteryshop.charts.comparison import COMPARISONS
from tests.charts.looking import DARK

RNG = np.random.default_rng(5)
N = 60
STRONG, WEAK = RNG.normal(2.0, 0.8, N).clip(0.2), RNG.normal(9.0, 0.3, N)
OUTCOME = 2 * STRONG + 0.05 * WEAK + RNG.normal(0, 0.4, N)
VALUES = {"frequency": STRONG, "cost": WEAK}
BOTTOMS = {"frequency": 0.0, "cost": 0.0}


def test_performance_is_the_medians_way_to_the_best_tenth() -> None:
    values = np.arange(101.0)  # median 50, best tenth from 90
    assert performance(values, 0.0) == pytest.approx(50 / 90)
    assert performance(values, 10.0) == pytest.approx(40 / 80)
    assert performance(values, None) == pytest.approx((50 - 90) / (10 - 90))
    assert performance([nan, 3.0, 3.0], 3.0) is None
    assert performance([], 0.0) is None


@pytest.mark.parametrize("bottom", [0.0, None])
@pytest.mark.parametrize("n", [8, 23, 60, 401])
def test_the_interval_of_performance_is_that_of_resamples_drawn_by_hand(n: int, bottom: float | None) -> None:
    values = np.random.default_rng(n).gamma(3.0, 1.0, n)
    found = performance_interval(values, bottom)
    drawn = np.random.default_rng(1).choice(values, (4000, n))
    usual, best, worst = np.percentile(drawn, (50, 90 if bottom is not None else 10, 90), axis=1)
    start = worst if bottom is None else bottom
    low, high = np.quantile(np.clip((usual - start) / (best - start), 0, 1), (0.025, 0.975))
    assert found is not None
    assert (found.low, found.high) == pytest.approx((low, high), abs=0.025)
    told = performance(values, bottom)
    assert told is not None
    assert found.low <= told <= found.high


def test_where_few_or_equal_values_leave_no_way_performance_has_no_interval() -> None:
    assert performance_interval(np.arange(7.0), 0.0) is None
    assert performance_interval([3.0] * 20, 3.0) is None
    assert performance_interval([3.0] * 19 + [4.0], None) is None  # two of three resamples hold nothing but threes


def test_a_performance_whose_interval_lies_across_the_line_is_not_sure() -> None:
    rng = np.random.default_rng(3)
    speed, cost = rng.integers(3, 9, 12).astype(float), rng.integers(3, 9, 12).astype(float)
    values = {"speed": speed, "cost": cost}
    found = quadrants(analyse(("satisfaction", 2 * speed + 0.3 * rng.normal(size=12)), values), values,
                      {"speed": 0.0, "cost": 0.0})  # fmt: skip
    assert found is not None
    first = found.placed[0]
    assert first.name == "speed"
    assert first.matters
    assert first.reached is not None
    assert first.reached.low <= found.good_from <= first.reached.high
    assert not first.sure
    assert not found.firm
    assert "erhaps " in sentence(found)
    assert COMPARISONS["quadrant"].prepare((found, None)).title.startswith("A hint, not settled: ")
    assert "may as well stand elsewhere: intervals lie across a line." in sentence(found)


def test_what_matters_and_has_room_is_improved_first() -> None:
    found = quadrants(analyse(("satisfaction", OUTCOME), VALUES), VALUES, BOTTOMS)
    assert found is not None
    assert [row.name for row in found.placed] == ["frequency", "cost"]
    assert found.placed[0].quadrant == IMPROVE
    assert found.placed[1].quadrant not in (IMPROVE, LATER)
    assert all(row.sure for row in found.placed)
    assert sentence(found).startswith("Improve first: frequency (")
    assert "may as well" not in sentence(found)


def test_where_the_interval_lies_across_the_line_it_says_so() -> None:
    noise = RNG.normal(0, 1, (3, 12))
    values = {"a": noise[0], "b": noise[1]}
    found = quadrants(analyse(("satisfaction", noise[2]), values), values, {"a": None, "b": None})
    assert found is not None
    assert not any(row.sure for row in found.placed)
    assert sentence(found).startswith(("Perhaps improve first: ", "What matters most perhaps goes well"))
    assert COMPARISONS["quadrant"].prepare((found, None)).title.startswith("A hint, not settled: ")
    assert "With 12 journeys none is surely more important than the mean" in sentence(found)


def test_without_intervals_nothing_is_placed() -> None:
    few = {name: values[:7] for name, values in VALUES.items()}
    assert quadrants(analyse(("satisfaction", OUTCOME[:7]), few), few, BOTTOMS) is None


def test_the_chart_tells_each_point() -> None:
    chart = COMPARISONS["quadrant"]
    found = quadrants(analyse(("satisfaction", OUTCOME), VALUES), VALUES, BOTTOMS)
    figure = Figure(figsize=(7, 3))
    chart.draw(figure, chart.prepare((found, None)), DARK)
    FigureCanvasAgg(figure).draw()
    told = [mark.text for mark in marks.every_mark(figure)]
    assert any(text.startswith("frequency · improve first") for text in told)
    assert chart.empty(chart.prepare((None, None)))
    assert "8 journeys" in chart.describe(chart.prepare((None, None)))
