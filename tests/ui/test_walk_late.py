"""Late entries and double presses on the walk: rows dragged and nudged in time, a press that arrives twice."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mysteryshop.journey import SECOND, Moment
from ui.walk.recorded_list import RecordedList

from .walk_rig import KEYS, SHIFT, WalkRig, instant

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
ALT = Qt.KeyboardModifier.AltModifier


def three(walk: WalkRig) -> RecordedList:
    """Marks at 10:30, 10:40 and 10:50; it is 11:00."""
    walk.begin()
    for minute in (30, 40, 50):
        walk.wait_until(10, minute)
        walk.press("Space")
    walk.wait_until(11, 0)
    return walk.screen.recorded.view


def middle(view: RecordedList, row: int) -> QPoint:
    return view.visualRect(view.model().index(row, 0)).center()


def drag(view: RecordedList, start: QPoint, to: QPoint) -> None:
    """Press and pull; the button stays down."""
    QTest.mousePress(view.viewport(), LEFT, pos=start)
    for at in (start + QPoint(0, 12), to):
        whole = view.viewport().mapToGlobal(QPointF(at))
        QApplication.sendEvent(
            view.viewport(), QMouseEvent(QMouseEvent.Type.MouseMove, QPointF(at), whole, LEFT, LEFT, NONE)
        )


def release(walk: WalkRig, view: RecordedList, at: QPoint) -> None:
    QTest.mouseRelease(view.viewport(), LEFT, pos=at)
    walk.settle()


def newest_entered(walk: WalkRig) -> Moment:
    return max(walk.stored().moments, key=lambda m: m.seq)


def test_a_row_dropped_between_two_others_lies_between_them_in_time(walk: WalkRig) -> None:
    view = three(walk)
    before = newest_entered(walk)
    between = (middle(view, 1) + middle(view, 2)) / 2
    drag(view, middle(view, 0), between)
    assert view.dragging.startswith("10:3")
    assert view.dragging.endswith("earlier")
    release(walk, view, between)
    after = newest_entered(walk)
    assert instant(10, 33) < after.observed_at < instant(10, 37)
    assert (after.recorded_at, after.original_observed_at) == (before.recorded_at, before.original_observed_at)
    assert (before.source, after.source) == ("live", "recalled")
    assert walk.screen.detail.draft is None  # a drag is no click
    assert not view.dragging


def test_dropped_below_all_rows_it_goes_back_to_the_beginning_at_most(walk: WalkRig) -> None:
    view = three(walk)
    below = QPoint(40, view.viewport().height() + 400)
    drag(view, middle(view, 0), below)
    release(walk, view, below)
    assert newest_entered(walk).observed_at == walk.record.journey.started_at


def test_escape_leaves_the_row_and_hides_nothing(walk: WalkRig) -> None:
    view = three(walk)
    before = newest_entered(walk)
    drag(view, middle(view, 0), middle(view, 2))
    hidden: list[bool] = []
    walk.screen.hideRequested.connect(lambda: hidden.append(True))
    QTest.keyClick(view, Qt.Key.Key_Escape)
    release(walk, view, middle(view, 2))
    assert newest_entered(walk) == before
    assert hidden == []
    QTest.keyClick(walk.keyboard, Qt.Key.Key_Escape)
    assert hidden == [True]


def test_alt_and_the_arrows_move_a_row_and_back_at_its_stamp_it_is_live_again(walk: WalkRig) -> None:
    view = three(walk)
    view.setFocus()
    view.setCurrentIndex(view.model().index(0, 0))
    QTest.keyClick(view, Qt.Key.Key_Left, ALT)
    walk.settle()
    moved = newest_entered(walk)
    assert (moved.observed_at, moved.source) == (instant(10, 49), "recalled")
    QTest.keyClick(view, Qt.Key.Key_Right, ALT)
    walk.settle()
    back = newest_entered(walk)
    assert (back.observed_at, back.source) == (instant(10, 50), "live")


def test_alt_and_the_arrows_move_the_open_line_and_it_goes_on(walk: WalkRig) -> None:
    walk.begin()
    walk.wait_until(10, 41)
    walk.press("F")
    walk.type("two lanes")
    QTest.keyClick(walk.keyboard, Qt.Key.Key_Left, ALT)
    QTest.keyClick(walk.keyboard, Qt.Key.Key_Left, ALT | SHIFT)
    assert walk.screen.detail.hint == "now at 10:39:50"
    walk.type(" closed")
    walk.press("Enter")
    stored = newest_entered(walk)
    assert (stored.text, stored.observed_at) == ("two lanes closed", instant(10, 39, 50))
    assert stored.recorded_at >= instant(10, 41)


def test_nothing_moves_into_the_future(walk: WalkRig) -> None:
    walk.begin("Space")
    view = walk.screen.recorded.view
    view.setFocus()
    view.setCurrentIndex(view.model().index(0, 0))
    QTest.keyClick(view, Qt.Key.Key_Right, ALT)
    walk.settle()
    assert newest_entered(walk).observed_at <= walk.clock.now().at


def see(walk: WalkRig, kind: QKeyEvent.Type, stamp: int) -> None:
    """The screen sees the space bar on its way, stamped by the window system."""
    event = QKeyEvent(kind, Qt.Key.Key_Space, NONE, " ")
    event.setTimestamp(stamp)
    QApplication.sendEvent(walk.keyboard, event)


def said(walk: WalkRig) -> str:
    return walk.screen.foot.idle._words.text


def test_two_presses_within_150_ms_are_one_and_it_says_so(walk: WalkRig) -> None:
    walk.begin()
    QTest.keyClick(walk.keyboard, KEYS["Space"])
    walk.clock.advance(0.149)
    QTest.keyClick(walk.keyboard, KEYS["Space"])
    walk.settle()
    assert len(walk.stored().moments) == 1
    assert said(walk) == "Second Space at once taken as the same press; for two, leave a moment between"


def test_two_presses_a_moment_apart_are_two(walk: WalkRig) -> None:
    walk.begin()
    QTest.keyClick(walk.keyboard, KEYS["Space"])
    walk.clock.advance(0.150)
    QTest.keyClick(walk.keyboard, KEYS["Space"])
    walk.settle()
    assert len(walk.stored().moments) == 2


def test_two_different_keys_at_once_are_two(walk: WalkRig) -> None:
    walk.begin()
    for key in ("Space", "5"):
        QTest.keyClick(walk.keyboard, KEYS[key])
    walk.settle()
    assert [m.kind for m in walk.stored().moments] == ["mark", "feeling"]


def test_the_second_press_types_nothing_into_the_line_that_the_first_opened(walk: WalkRig) -> None:
    walk.begin()
    QTest.keyClick(walk.keyboard, KEYS["F"])
    walk.clock.advance(0.1)
    QTest.keyClick(walk.keyboard, KEYS["F"])
    walk.clock.advance(0.3)
    walk.type("five lanes closed")
    walk.press("Enter")
    assert [(m.kind, m.text) for m in walk.stored().moments] == [("friction", "five lanes closed")]


def test_enter_twice_at_once_keeps_the_line_and_does_not_leave_the_touchpoint(walk: WalkRig) -> None:
    walk.begin("F")
    walk.type("two lanes")
    here = walk.here
    QTest.keyClick(walk.keyboard, KEYS["Enter"])
    walk.clock.advance(0.1)
    QTest.keyClick(walk.keyboard, KEYS["Enter"])
    walk.settle()
    assert walk.here == here
    walk.press("Enter")  # a moment later it is meant
    walk.clock.advance(0.3)
    walk.press("Enter")
    assert walk.here != here


def test_presses_that_waited_behind_a_busy_moment_are_still_two(walk: WalkRig) -> None:
    """Handled in one go, but the window system stamped them 300 ms apart."""
    walk.begin()
    for stamp in (1000, 1300):
        see(walk, QKeyEvent.Type.ShortcutOverride, stamp)
        walk.screen.keys["mark"].trigger()
    walk.settle()
    assert len(walk.stored().moments) == 2


def test_a_key_held_down_counts_once_and_says_so(walk: WalkRig) -> None:
    """Where the window system does not say that a key repeats, it comes up and down in one millisecond."""
    walk.begin()
    see(walk, QKeyEvent.Type.ShortcutOverride, 1000)
    walk.screen.keys["mark"].trigger()
    for stamp in (1660, 1900, 2200):
        walk.clock.advance(0.3)
        see(walk, QKeyEvent.Type.KeyRelease, stamp)
        see(walk, QKeyEvent.Type.ShortcutOverride, stamp)
        walk.screen.keys["mark"].trigger()
    walk.settle()
    assert len(walk.stored().moments) == 1
    assert said(walk) == "Space held down counts once; for two, press it twice"
    see(walk, QKeyEvent.Type.KeyRelease, 2500)
    walk.clock.advance(0.3)
    walk.screen.keys["mark"].trigger()  # its button, by the mouse
    walk.settle()
    assert len(walk.stored().moments) == 2


def test_the_times_of_a_late_entry_are_kept_apart(walk: WalkRig) -> None:
    walk.begin()
    stamped = walk.wait_until(10, 41)
    walk.press("F")
    walk.type("queue -5m")
    walk.press("Enter")
    stored = newest_entered(walk)
    assert stored.observed_at == stamped - 300 * SECOND
    assert stored.recorded_at == stored.original_observed_at == stamped
    assert stored.source == "recalled"
