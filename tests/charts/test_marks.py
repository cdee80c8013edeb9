"""Hover tells and click opens: the pointer finds the mark that it is on, or the nearest."""

from __future__ import annotations

import time

import pytest

from mysteryshop.charts import CHARTS, AnyChart, find_chart
from mysteryshop.charts.marks import Mark, every_mark
from tests.charts.journeys import crowded, nothing, rich
from tests.charts.looking import Drawn, draw

STORY = find_chart("story")


def spot(drawn: Drawn, seconds: float, label: str) -> tuple[float, float]:
    """The pixel at that journey time, level with the row's label."""
    row = next(box for text, box in drawn.placed() if text.get_text().startswith(label))
    return drawn.figure.axes[0].transData.transform((seconds, 0))[0], (row[1] + row[3]) / 2


def test_a_moment_is_found_under_the_pointer() -> None:
    drawn = draw(STORY, rich())
    mark = drawn.at(*spot(drawn, 30 * 60, "friction"))
    assert mark is not None
    assert mark.moments == ("m8",)
    assert "Two lanes closed" in mark.text


@pytest.mark.parametrize(("label", "minutes", "moments"), [("told me", 22, ("m3",)), ("I chased", 33, ("m9",))])
def test_ticks_and_arrows_are_found(label: str, minutes: float, moments: tuple[str, ...]) -> None:
    drawn = draw(STORY, rich())
    found = drawn.at(*spot(drawn, minutes * 60, label))
    assert found is not None
    assert found.moments == moments


def test_the_pointer_need_not_hit_exactly_but_must_be_near() -> None:
    drawn = draw(STORY, rich())
    x, y = spot(drawn, 12 * 60, "friction")
    near, far = drawn.at(x + 7, y), drawn.at(x + 40, y)
    assert near is not None
    assert near.moments == ("m2",)
    assert far is None or "m2" not in far.moments or len(far.moments) > 1, "there only the touchpoint is told"


def test_of_two_marks_the_nearer_one_is_found() -> None:
    drawn = draw(STORY, rich())
    (a, y), (b, _) = spot(drawn, 25 * 60, "question"), spot(drawn, 27 * 60, "question")
    assert drawn.at(a + (b - a) * 0.3, y) == drawn.at(a, y)
    assert drawn.at(a + (b - a) * 0.7, y) == drawn.at(b, y)


def test_between_marks_the_silence_and_then_the_touchpoint_are_told() -> None:
    drawn = draw(STORY, rich())
    silence = drawn.at(*spot(drawn, 62 * 60, "told me"))
    assert silence is not None
    assert silence.text == "54 min silence · limit 12 min"
    assert silence.moments == ("m11", "m16"), "the communications between which nobody spoke"
    touchpoint = drawn.at(*spot(drawn, 110 * 60, "delight"))
    assert touchpoint is not None
    assert touchpoint.text.startswith("Coach seat · 45 min")


def test_outside_the_chart_nothing_is_found() -> None:
    drawn = draw(STORY, rich())
    assert drawn.at(2, 2) is None


def test_on_a_dense_display_the_pointer_reaches_as_far() -> None:
    drawn = draw(STORY, rich())
    x, y = spot(drawn, 12 * 60, "friction")
    beside = drawn.at(x + 14, y)
    assert beside is None or "m2" not in beside.moments or len(beside.moments) > 1
    drawn.canvas._set_device_pixel_ratio(2)
    drawn.canvas.draw()
    x, y = spot(drawn, 12 * 60, "friction")
    found = drawn.at(x + 14, y)
    assert found is not None
    assert found.moments == ("m2",)


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.name)
def test_marks_lead_to_moments_of_the_journey(chart: AnyChart) -> None:
    record = rich()
    known = {moment.id for moment in record.moments}
    marks = every_mark(draw(chart, record).figure)
    assert any(mark.moments for mark in marks)
    assert all(set(mark.moments) <= known for mark in marks)
    assert all(mark.text.strip() for mark in marks)


def test_every_mark_of_a_chart_is_found_at_its_own_place() -> None:
    from mysteryshop.charts import marks

    drawn = draw(find_chart("friction"), rich())
    for artist in drawn.figure.axes[0].get_children():
        for box, mark in zip(
            marks.boxes(artist) if marks.marks_of(artist) else (), marks.marks_of(artist), strict=False
        ):
            found = drawn.at((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
            assert found is not None
            assert set(found.moments) <= set(mark.moments), "the mark itself, or one on it"


def test_an_empty_chart_has_no_marks() -> None:
    drawn = draw(STORY, nothing())
    assert every_mark(drawn.figure) == ()
    assert drawn.at(500, 280) is None


def test_finding_among_two_thousand_moments_is_quick() -> None:
    """A generous bound for a loaded machine; it takes well under a millisecond on a quiet one."""
    drawn = draw(STORY, crowded(2000))
    assert isinstance(drawn.at(500, 300), Mark | None)
    best = min(_timed(drawn) for _ in range(20))
    assert best < 0.004


def _timed(drawn: Drawn) -> float:
    start = time.perf_counter()
    drawn.at(503, 297)
    return time.perf_counter() - start
