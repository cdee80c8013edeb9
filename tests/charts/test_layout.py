"""Whatever was recorded: every chart draws without a warning, nothing is cut off, no words cover others."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from matplotlib import rcParams

from mysteryshop.charts import CHARTS, AnyChart
from mysteryshop.journey import Record
from tests.charts.journeys import EXAMPLES, journeys
from tests.charts.looking import APP, DARK, draw

SIZES = {"app": APP, "small": (640, 420), "large": (1600, 900), "report": None}
each_chart = pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.name)


@each_chart
@pytest.mark.parametrize("example", EXAMPLES)
@pytest.mark.parametrize("size", SIZES)
def test_no_words_are_cut_off_or_cover_others(chart: AnyChart, example: str, size: str) -> None:
    drawn = draw(chart, EXAMPLES[example](), SIZES[size])
    assert not list(drawn.cut())
    assert not list(drawn.touching())


@each_chart
@given(record=journeys())
@settings(max_examples=25)
def test_any_journey_is_drawn_whole(chart: AnyChart, record: Record) -> None:
    drawn = draw(chart, record, theme=DARK)
    assert not list(drawn.cut())
    assert not list(drawn.touching())
    assert chart.describe(chart.prepare(record)).strip()


@each_chart
def test_letters_on_paper_can_be_read(chart: AnyChart) -> None:
    drawn = draw(chart, EXAMPLES["rich"](), None)
    sizes = {text.get_fontsize() for text in drawn.figure.texts}
    assert min(sizes) >= 7.5
    assert max(sizes) <= 12


@each_chart
def test_drawing_changes_nothing_outside_its_figure(chart: AnyChart) -> None:
    before = dict(rcParams)
    draw(chart, EXAMPLES["rich"]())
    assert dict(rcParams) == before


@each_chart
def test_drawing_again_gives_the_same_picture(chart: AnyChart) -> None:
    """As after a resize: the figure is cleared, nothing of the last drawing stays."""
    drawn = draw(chart, EXAMPLES["rich"]())
    first = drawn.canvas.buffer_rgba().tobytes()
    chart.draw(drawn.figure, chart.prepare(EXAMPLES["crowded"]()), DARK)
    drawn.canvas.draw()
    assert drawn.canvas.buffer_rgba().tobytes() != first
    again = draw(chart, EXAMPLES["rich"]())
    assert again.canvas.buffer_rgba().tobytes() == first


@each_chart
def test_a_chart_without_data_says_so_calmly(chart: AnyChart) -> None:
    record = EXAMPLES["nothing"]()
    data = chart.prepare(record)
    assert chart.empty(data)
    drawn = draw(chart, record)
    assert len(drawn.words) >= 2, "a title, and a sentence"
    assert not drawn.figure.axes, "no empty axes"
    assert drawn.words[-1].rstrip(".") in chart.describe(data)


@each_chart
def test_prepared_data_are_frozen(chart: AnyChart) -> None:
    data = chart.prepare(EXAMPLES["rich"]())
    with pytest.raises(AttributeError):
        data.title = "another"
    assert hash(data) == hash(chart.prepare(EXAMPLES["rich"]()))
