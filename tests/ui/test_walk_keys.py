"""Capture keys: one or two keys an event, stored when the key goes down, words can follow."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication

from mysteryshop.journey import SECOND
from ui.actions import chosen_keys

from .walk_rig import WalkRig, instant

KINDS = [
    ("F", "friction", None),
    ("D", "delight", None),
    ("C", "communication", "proactive"),
    ("H", "communication", "chase"),
    ("W", "wait", None),
    ("P", "promise", None),
    ("Q", "question", None),
    ("N", "note", None),
]


@pytest.mark.parametrize(("key", "kind", "trigger"), KINDS)
def test_two_keys_make_a_moment_and_leave_the_keys_free(
    walk: WalkRig, key: str, kind: str, trigger: str | None
) -> None:
    walk.begin()
    stamp = walk.clock.advance(5)
    walk.press(key, "Enter")
    assert walk.capturing
    moment = walk.stored().moments[-1]
    assert (moment.kind, moment.trigger, moment.observed_at, moment.source) == (kind, trigger, stamp.at, "live")
    assert walk.here == "Book online", "Enter closed the line, it did not go to the next touchpoint"


def test_marks_and_feelings_take_one_key_and_no_line(walk: WalkRig) -> None:
    walk.begin()
    for key in ("Space", "1", "2", "3", "4", "5"):
        walk.clock.advance(1)
        walk.press(key)
        assert walk.capturing
    moments = walk.stored().moments
    assert [m.kind for m in moments] == ["mark"] + ["feeling"] * 5
    assert [m.level for m in moments] == [None, -2, -1, 0, 1, 2]


def test_the_instant_is_that_of_the_key_not_of_the_words(walk: WalkRig) -> None:
    walk.begin()
    stamp = walk.clock.advance(60)
    walk.press("F")
    walk.clock.advance(30)
    walk.type("Two lanes closed")
    walk.press("Enter")
    moment = walk.stored().moments[-1]
    assert (moment.observed_at, moment.text, moment.source) == (stamp.at, "Two lanes closed", "live")


def test_a_moment_is_on_disk_before_any_word_is_typed(walk: WalkRig) -> None:
    walk.begin("F")
    assert [m.kind for m in walk.stored().moments] == ["friction"]
    assert not walk.capturing, "the line is open for words"


def test_letters_in_the_line_are_words(walk: WalkRig) -> None:
    walk.begin("F")
    walk.type("dcwq ns 5 +")
    walk.press("Enter")
    assert [(m.kind, m.text) for m in walk.stored().moments] == [("friction", "dcwq ns 5 +")]


def test_a_digit_before_any_word_is_the_level_and_backspace_takes_it_back(walk: WalkRig) -> None:
    walk.begin("F", "3")
    walk.type(" 2 lanes closed")
    walk.press("Enter")
    walk.press("D", "4", "Backspace", "2", "Enter")
    friction, delight = walk.stored().moments
    assert (friction.level, friction.text) == (3, "2 lanes closed")
    assert delight.level == 2


def test_a_digit_that_is_no_level_of_the_kind_is_text(walk: WalkRig) -> None:
    walk.begin("F")
    walk.type("5 minutes late")
    walk.press("Enter")
    moment = walk.stored().moments[-1]
    assert (moment.level, moment.text) == (None, "5 minutes late")


def test_details_behind_the_bar_become_fields(walk: WalkRig) -> None:
    walk.begin("C", "4")
    walk.type("Have your boarding pass ready | announcement, reactive, @gate agent")
    walk.press("Enter", "P")
    walk.type("Ten minutes | due 10m")
    walk.press("Enter")
    told, promise = walk.stored().moments
    assert (told.level, told.channel, told.trigger, told.role) == (4, "announcement", "reactive", "gate agent")
    assert told.text == "Have your boarding pass ready"
    assert promise.due_at == promise.observed_at + 600 * SECOND


def test_what_is_no_detail_stays_in_the_words(walk: WalkRig) -> None:
    walk.begin("F")
    walk.type("Sign points nowhere | information, nonsense")
    walk.press("Enter")
    moment = walk.stored().moments[-1]
    assert moment.category == "information"
    assert moment.text == "Sign points nowhere, nonsense"


def test_minus_five_minutes_moves_the_moment_and_the_hint_says_so(walk: WalkRig) -> None:
    walk.begin()
    walk.wait_until(10, 40)
    walk.press("F")
    walk.type("Queue jumped -5m")
    assert walk.screen.detail.hint == "moves to 10:35, recalled"
    walk.press("Enter")
    moment = walk.stored().moments[-1]
    assert (moment.observed_at, moment.source, moment.text) == (instant(10, 35), "recalled", "Queue jumped")
    assert moment.original_observed_at == instant(10, 40)


def test_a_time_of_day_moves_it_too_and_taking_it_out_moves_it_back(walk: WalkRig) -> None:
    walk.begin()
    walk.wait_until(10, 40)
    walk.press("N")
    walk.type("Heard it @10:30")
    walk.screen.detail.keep()
    walk.settle()
    assert walk.stored().moments[-1].observed_at == instant(10, 30)
    walk.press(*["Backspace"] * 7)
    walk.press("Enter")
    moment = walk.stored().moments[-1]
    assert (moment.observed_at, moment.source, moment.text) == (instant(10, 40), "live", "Heard it")


def test_a_wait_ends_with_the_same_key_and_can_be_moved(walk: WalkRig) -> None:
    walk.begin()
    walk.wait_until(10, 21)
    walk.press("W", "Enter")
    walk.wait_until(10, 34)
    walk.press("W")
    walk.type("| unexplained, -2m")
    walk.press("Enter")
    (wait,) = walk.stored().moments
    assert (wait.resolved_at, wait.explained) == (instant(10, 32), False)
    assert wait.observed_at == instant(10, 21)


def test_a_key_held_down_makes_one_moment_and_types_nothing(walk: WalkRig) -> None:
    walk.begin("F")
    for _ in range(3):
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_F, Qt.KeyboardModifier.NoModifier, "f", True)
        QApplication.sendEvent(walk.keyboard, event)
    walk.press("Enter")
    assert [(m.kind, m.text) for m in walk.stored().moments] == [("friction", "")]


def test_a_key_before_the_start_starts_the_walk(walk: WalkRig) -> None:
    walk.open(walk.prepare())
    stamp = walk.clock.advance(3)
    walk.press("Space")
    stored = walk.stored()
    assert stored.journey.state == "walking"
    assert stored.journey.started_at == stamp.at
    assert [m.kind for m in stored.moments] == ["mark"]


def test_words_go_to_the_disk_by_themselves_after_a_rest(walk: WalkRig) -> None:
    walk.begin("N")
    walk.screen.detail.rest_ms = 20
    walk.type("Verbatim: no idea")
    walk.qtbot.waitUntil(lambda: walk.record.moments[-1].text == "Verbatim: no idea")
    assert not walk.capturing, "the line stays open"
    assert walk.stored().moments[-1].text == "Verbatim: no idea"


def test_esc_hides_at_once_from_the_middle_of_a_line_and_the_line_is_still_there(walk: WalkRig) -> None:
    walk.begin("F")
    walk.type("He looks at m")
    with walk.qtbot.waitSignal(walk.screen.hideRequested):
        walk.press("Esc")
    assert walk.stored().moments[-1].text == "He looks at m"
    walk.screen.hide()
    walk.screen.show()
    walk.type("e")
    walk.press("Enter")
    assert walk.stored().moments[-1].text == "He looks at me"


def test_tab_steps_through_the_levels_and_behind_the_bar_through_the_details(walk: WalkRig) -> None:
    walk.begin("F", "Tab", "Tab")
    walk.type("No signs | inf")
    walk.press("Tab", "Enter")
    moment = walk.stored().moments[-1]
    assert (moment.level, moment.category, moment.text) == (2, "information", "No signs")


def test_chips_can_be_clicked(walk: WalkRig) -> None:
    walk.begin("C")
    walk.type("Boarding in ten minutes")
    for chip in ("level.5", "detail.phone", "detail.app", "detail.reactive"):
        walk.qtbot.mouseClick(walk.screen.findChild(object, chip), Qt.MouseButton.LeftButton)
    walk.press("Enter")
    moment = walk.stored().moments[-1]
    assert (moment.level, moment.channel, moment.trigger) == (5, "app", "reactive")


def test_promises_are_answered_by_a_key_without_a_line(walk: WalkRig) -> None:
    walk.begin("P")
    walk.type("Ten minutes | due 10m")
    walk.press("Enter")
    stamp = walk.clock.advance(700)
    walk.press("B")
    moment = walk.stored().moments[-1]
    assert (moment.outcome, moment.resolved_at) == ("broken", stamp.at)
    assert walk.capturing


def test_a_question_is_answered_by_a_key(walk: WalkRig) -> None:
    walk.begin("Q")
    walk.type("Is this the line?")
    walk.press("Enter")
    walk.clock.advance(40)
    walk.press("A")
    assert walk.rows[0] == ("“Is this the line?”", "answered after 0:40")


def test_the_users_own_keys_are_the_keys(walk: WalkRig) -> None:
    walk.begin()
    walk.screen.set_keys(chosen_keys({"friction": "X", "mark": "F"}))
    walk.press("F", "X", "Enter")
    assert [m.kind for m in walk.stored().moments] == ["mark", "friction"]


def test_the_keys_on_the_bar_can_be_clicked(walk: WalkRig) -> None:
    walk.begin()
    for key in ("key.mark", "key.feeling-5"):
        walk.qtbot.mouseClick(walk.screen.findChild(object, key), Qt.MouseButton.LeftButton)
    walk.settle()
    assert [m.kind for m in walk.stored().moments] == ["mark", "feeling"]


def test_letters_that_no_key_has_come_through_the_input_method(walk: WalkRig) -> None:
    walk.begin("N")
    event = QInputMethodEvent()
    event.setCommitString("Größe 大 ž 👍")
    QApplication.sendEvent(walk.keyboard, event)
    walk.press("Enter")
    assert walk.stored().moments[-1].text == "Größe 大 ž 👍"
