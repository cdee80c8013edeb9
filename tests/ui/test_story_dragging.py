"""A moment dragged along the story's time, and moved by keys: to the second, within the walk, a reason where sealed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mysteryshop.clock import Stamp
from mysteryshop.journey import SECOND, Moment
from tests.ui.screen_rig import ALT, DONE, SHIFT, ScreenRig, read_notes
from tests.ui.walk_rig import instant
from ui.story.screen import StoryScreen

Story = ScreenRig[StoryScreen]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def told(story: Story) -> Story:
    """The story of a short walk, drawn."""
    story.open(read_notes(DONE))
    ready(story)
    return story


def ready(story: Story) -> None:
    story.qtbot.waitUntil(lambda: story.screen.charts.canvas.up_to_date, timeout=60_000)


def friction(story: Story) -> Moment:
    return next(m for m in story.stored().moments if m.kind == "friction")


def pixels_a_minute(story: Story) -> float:
    """Of the chart, by two of its marks: the friction of 10:41 and the question of 10:27."""
    canvas, moments = story.screen.charts.canvas, story.record.moments
    there = [canvas.place_of(next(m.id for m in moments if m.kind == kind)) for kind in ("friction", "question")]
    assert all(place is not None for place in there)
    return (there[0].center().x() - there[1].center().x()) / 14  # type: ignore[union-attr]


def hold(story: Story, minutes: float) -> QPoint:
    """Press on the friction and pull it that many minutes along; returns where the mouse is then."""
    canvas = story.screen.charts.canvas
    place = canvas.place_of(friction(story).id)
    assert place is not None
    start, by = place.center(), minutes * pixels_a_minute(story)
    QTest.mousePress(canvas, LEFT, pos=start.toPoint())
    for share in (0.5, 1.0):
        at = QPointF(start.toPoint()) + QPointF(by * share, 4)
        whole = canvas.mapToGlobal(at)
        move = QMouseEvent(QMouseEvent.Type.MouseMove, at, whole, LEFT, LEFT, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(canvas, move)
    return at.toPoint()


def test_dragged_back_five_minutes_it_is_recalled_and_its_stamps_stay(told: Story) -> None:
    before = friction(told)
    at = hold(told, -5)
    overlay = told.screen.drag.overlay
    assert overlay.isVisible()
    assert overlay.words.startswith("10:3")
    assert "earlier" in overlay.words
    QTest.mouseRelease(told.screen.charts.canvas, LEFT, pos=at)
    told.settle()
    after = friction(told)
    assert abs(after.observed_at - (before.observed_at - 300 * SECOND)) <= 60 * SECOND  # a pixel is half a minute
    assert after.observed_at % SECOND == 0
    assert (after.recorded_at, after.original_observed_at) == (before.recorded_at, before.original_observed_at)
    assert after.source == "recalled"
    assert not overlay.isVisible()
    told.press(Qt.Key.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier)
    assert friction(told) == before


def test_escape_leaves_it_where_it_was(told: Story) -> None:
    before = friction(told)
    at = hold(told, -5)
    QTest.keyClick(told.screen.charts.canvas, Qt.Key.Key_Escape)
    assert not told.screen.drag.overlay.isVisible()
    QTest.mouseRelease(told.screen.charts.canvas, LEFT, pos=at)
    told.settle()
    assert friction(told) == before


def test_it_cannot_leave_the_walk(told: Story) -> None:
    QTest.mouseRelease(told.screen.charts.canvas, LEFT, pos=hold(told, 500))
    told.settle()
    assert friction(told).observed_at == told.record.journey.ended_at


def test_alt_and_the_arrows_move_it_by_a_minute_or_ten_seconds(told: Story) -> None:
    told.screen.open_moment(friction(told).id)
    told.screen.charts.canvas.setFocus()
    for _ in range(3):  # quicker than the disk
        QTest.keyClick(told.screen.charts.canvas, Qt.Key.Key_Left, ALT)
    QTest.keyClick(told.screen.charts.canvas, Qt.Key.Key_Right, ALT | SHIFT)
    told.settle()
    assert friction(told).observed_at == instant(10, 38, 10)


def test_a_sealed_journey_asks_why_and_keeps_the_answer(told: Story) -> None:
    ident = told.record.journey.id
    told.desk.write(lambda r: r.finalise(ident, Stamp(instant(12, 0))))
    told.settle()
    told.reopen(ident)
    ready(told)
    before = friction(told)
    QTest.mouseRelease(told.screen.charts.canvas, LEFT, pos=hold(told, -5))
    told.settle()
    assert friction(told) == before
    reason = told.find("sealBar.reason")
    assert reason.isVisible()
    assert told.keyboard is reason
    told.type("My watch was wrong")
    told.press(Qt.Key.Key_Return)
    assert friction(told).observed_at < before.observed_at
    assert told.stored().journey.seal_broken
