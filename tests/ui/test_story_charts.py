"""The story's charts: drawn beside the window's thread, told by the pointer, opened by a click."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from mysteryshop import palette
from mysteryshop.analysis import debrief as steps
from mysteryshop.charts import find_chart
from mysteryshop.journey import Finding
from tests.ui.screen_rig import DONE, ScreenRig, read_notes
from ui.story.screen import StoryScreen
from ui.widgets import chart_canvas
from ui.widgets.chart_canvas import ChartCanvas
from ui.widgets.chart_drawing import Drawn, Wanted, draw, needed

Story = ScreenRig[StoryScreen]


def canvas(story: Story) -> ChartCanvas:
    return story.screen.charts.canvas


def drawn(story: Story) -> Drawn:
    """The picture, once it shows what it should."""
    story.qtbot.waitUntil(lambda: canvas(story).up_to_date, timeout=60_000)
    shown = canvas(story).shown
    assert shown is not None
    return shown


@pytest.fixture
def told(story: Story) -> Story:
    """The story of a short walk, drawn."""
    story.open(read_notes(DONE))
    drawn(story)
    return story


def hover(story: Story, at: QPointF) -> None:
    whole = canvas(story).mapToGlobal(at)
    move = QMouseEvent(
        QMouseEvent.Type.MouseMove,
        at,
        whole,
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(canvas(story), move)


def friction(story: Story) -> str:
    return next(m.id for m in story.record.moments if m.kind == "friction")


def test_there_is_a_tab_for_every_chart_and_for_all_figures(told: Story) -> None:
    tabs = told.screen.charts.tabs
    names = [tabs.tabData(place) for place in range(tabs.count())]
    assert names == ["story", "plan", "expectations", "friction", "time", "causes", "figures"]
    for name in names[:-1]:
        told.screen.charts.show_tab(name)
        assert drawn(told).wanted.chart == name


def test_hovering_tells_what_a_mark_is(told: Story) -> None:
    place = canvas(told).place_of(friction(told))
    assert place is not None
    hover(told, place.center())
    assert "Two lanes closed, nobody says why" in QToolTip.text()
    hover(told, QPointF(2, 2))
    told.qtbot.waitUntil(lambda: not QToolTip.isVisible())


def test_words_in_a_tooltip_are_never_markup(story: Story) -> None:
    story.open(read_notes(DONE.replace("Two lanes closed", "<b>Two</b> & lanes")))
    drawn(story)
    place = canvas(story).place_of(friction(story))
    assert place is not None
    hover(story, place.center())
    assert "&lt;b>Two&lt;/b> &amp; lanes" in QToolTip.text()
    QToolTip.hideText()


def test_a_click_opens_the_moment_behind_the_mark(told: Story) -> None:
    place = canvas(told).place_of(friction(told))
    assert place is not None
    QTest.mouseClick(canvas(told), Qt.MouseButton.LeftButton, pos=place.center().toPoint())
    assert told.screen.moment.current == friction(told)
    assert told.screen.moment.isVisible()
    assert told.find("moment.text").words() == "Two lanes closed, nobody says why"  # type: ignore[attr-defined]


def test_a_click_beside_every_mark_opens_nothing(told: Story) -> None:
    QTest.mouseClick(canvas(told), Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert told.screen.moment.current == ""


def test_a_mark_of_several_moments_narrows_the_evidence(story: Story) -> None:
    record = read_notes(DONE)
    pair = tuple(m.id for m in record.moments if m.kind in ("friction", "wait"))
    chain = {"condition": "authority", "cause": "No word", "touchpoint": "security-line", "effect": "Fear"}
    finding = Finding("f1", 1, "Silence", triage="correct", beneficiary="customer", moments=pair, **chain)
    story.open(replace(record, findings=(finding,)))
    story.screen.charts.show_tab("causes")
    place = drawn(story).places[pair[0]]
    QTest.mouseClick(canvas(story), Qt.MouseButton.LeftButton, pos=place.center().toPoint())
    model = story.screen.evidence.model
    assert {model.row(r).moment.id for r in range(model.rowCount())} == set(pair)
    story.find("story.only").click()  # type: ignore[attr-defined]
    assert model.rowCount() == len(record.moments)


def test_the_arrows_go_from_moment_to_moment(told: Story) -> None:
    canvas(told).setFocus()
    told.press(Qt.Key.Key_Right)
    first = told.screen.moment.current
    told.press(Qt.Key.Key_Right)
    moments = [m.id for m in told.record.moments]
    assert (first, told.screen.moment.current) == (moments[0], moments[1])
    canvas(told).setFocus()
    told.press(Qt.Key.Key_Left)
    assert told.screen.moment.current == moments[0]


def test_a_chosen_row_is_pointed_out_by_a_thin_line(told: Story) -> None:
    before = canvas(told).grab().toImage()
    told.screen.evidence.list.setFocus()
    told.press(Qt.Key.Key_End)
    chosen = told.screen.evidence.list.chosen()
    place = canvas(told).place_of(chosen)
    assert place is not None
    after = canvas(told).grab().toImage()
    changed = {x for x in range(after.width()) for y in (60, 100) if before.pixel(x, y) != after.pixel(x, y)}
    assert changed
    assert all(abs(x - place.center().x()) <= 2 for x in changed)


def test_every_moment_of_the_story_has_its_place(told: Story) -> None:
    assert set(drawn(told).places) >= {m.id for m in told.record.moments}


def test_it_is_drawn_beside_the_windows_thread(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    threads: set[str] = set()
    real = chart_canvas.draw

    def noted(wanted: Wanted) -> Drawn:
        threads.add(threading.current_thread().name)
        return real(wanted)

    monkeypatch.setattr(chart_canvas, "draw", noted)
    story.open(read_notes(DONE))
    drawn(story)
    assert threads
    assert all(name.startswith("reader") for name in threads)


def test_a_change_a_theme_and_a_size_each_draw_anew(told: Story) -> None:
    first = drawn(told)
    told.screen.pen.amend(friction(told), text="Three lanes closed")
    told.rest()
    second = drawn(told)
    assert second is not first
    told.theme.set_mode("dark")
    third = drawn(told)
    assert third.wanted.palette.name == "dark"
    told.screen.resize(1100, 700)
    assert drawn(told).wanted.width < third.wanted.width
    told.theme.set_mode("light")


def test_a_burst_of_edits_is_drawn_once(told: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn(told)
    times: list[str] = []
    real = chart_canvas.draw
    monkeypatch.setattr(chart_canvas, "draw", lambda wanted: times.append(wanted.chart) or real(wanted))
    for place in range(6):
        told.screen.pen.amend(friction(told), text=f"Lane {place}")
    told.rest()
    drawn(told)
    assert len(times) <= 2


def test_the_chart_is_told_in_words(told: Story) -> None:
    assert canvas(told).accessibleName() == "Chart: Story"
    assert canvas(told).accessibleDescription() == drawn(told).describes
    assert drawn(told).describes


def test_without_findings_the_causes_say_what_to_do(told: Story) -> None:
    told.screen.charts.show_tab("causes")
    shown = drawn(told)
    assert shown.image is None
    assert "No findings yet" in shown.describes
    assert steps.left(told.record)


def test_where_there_is_little_room_the_chart_is_scrolled(told: Story) -> None:
    told.screen.resize(1000, 640)
    shown = drawn(told)
    assert shown.image is not None
    told.qtbot.waitUntil(lambda: canvas(told).height() >= shown.image.deviceIndependentSize().height() - 1)  # type: ignore[union-attr]


def test_whether_a_chart_is_scrolled_does_not_hang_on_the_bar_that_comes_with_it() -> None:
    """Else it would come, narrow the chart, which then fits, and go again, for as long as anybody looks."""
    record, wide, bar = read_notes(DONE), 930, 10
    chart = find_chart("time")
    data = chart.prepare(record)
    least, most = (needed(chart, data, width, 1.0) for width in (wide - bar, wide))
    assert least < most
    scrolled = []
    for room in range(round(0.94 * least), most + 2):
        decided = set()
        for width in (wide, wide - bar):  # without the bar, and with it
            shown = draw(Wanted("time", record, palette.load("light"), width, room, beside_bar=wide - bar))
            assert shown.image is not None
            decided.add(shown.image.height() > room)
        assert len(decided) == 1, room
        scrolled += decided
    assert scrolled[0]
    assert not scrolled[-1]
    assert scrolled == sorted(scrolled, reverse=True)  # and with more room never again
