"""Importance against performance: where each predictor stands, and how sure that is."""

from __future__ import annotations

import shutil
from itertools import combinations
from math import nan
from pathlib import Path

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from mysteryshop.analysis.drivers import analyse
from mysteryshop.analysis.importance import IMPROVE, LATER, quadrants, sentence
from mysteryshop.analysis.performance import performance, performance_interval
from mysteryshop.analysis.wording import spoken
from mysteryshop.charts import marks
from mysteryshop.charts.comparison import COMPARISONS
from mysteryshop.comparison.analysing import answered
from mysteryshop.comparison.question import Question
from mysteryshop.figures import FigureTable
from mysteryshop.store.database import Database
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


def test_where_none_surely_matters_more_one_that_surely_matters_less_does_not_hide_it() -> None:
    rng, n = np.random.default_rng(0), 14
    values = {name: rng.normal(5, 1, n) for name in "abc"}
    outcome = values["a"] + values["b"] + 1.2 * rng.normal(size=n)
    found = quadrants(analyse(("satisfaction", outcome), values), values, dict.fromkeys(values, 0.0))
    assert found is not None
    assert not any(row.interval.low > found.important_from for row in found.placed)
    assert any(row.interval.high < found.important_from for row in found.placed)
    assert "none is surely more important than the mean" in sentence(found)


def test_values_that_hardly_differ_make_nothing_sure() -> None:
    assert performance_interval([5.0] * 12 + [4.0], 0.0) is None
    rng = np.random.default_rng(4)
    speed = rng.normal(5, 1, 40)
    values = {"speed": speed, "cost": np.r_[np.full(38, 5.0), 4.0, 6.0]}
    found = quadrants(analyse(("satisfaction", speed + rng.normal(0, 0.1, 40)), values), values,
                      dict.fromkeys(values, 0.0))  # fmt: skip
    assert found is not None
    cost = next(row for row in found.placed if row.name == "cost")
    assert cost.reached is None
    assert not cost.sure
    assert "an interval lies across a line, or there is none" in sentence(found)


def test_no_two_names_of_the_quadrant_lie_on_each_other(demo_folder: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(demo_folder, tmp_path / "demo")
    with Database.open(folder) as database:
        found = answered(FigureTable(database), Question()).quadrants
    assert found is not None
    chart, figure = COMPARISONS["quadrant"], Figure(figsize=(9.9, 2.5), dpi=100)
    canvas = FigureCanvasAgg(figure)
    chart.draw(figure, chart.prepare((found, None)), DARK)
    canvas.draw()
    names = {spoken(row.name) for row in found.placed}
    boxes = [text.get_window_extent() for text in figure.findobj(Text) if text.get_text() in names]
    assert len(boxes) == len(names) == 5
    assert not [pair for pair in combinations(boxes, 2) if pair[0].overlaps(pair[1])]


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
