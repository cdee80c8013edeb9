"""Marks: one key turns each into what it was, and its time stays."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from mysteryshop.journey import Moment
from tests.ui.screen_rig import ALT, CTRL, DONE, ScreenRig, instant, read_notes
from ui.debrief.describing import KEPT
from ui.debrief.screen import DebriefScreen

Debrief = ScreenRig[DebriefScreen]
MARK = (10, 36)


@pytest.fixture
def marked(debrief: Debrief) -> Debrief:
    """At the first of two marks."""
    debrief.open()
    return debrief


@pytest.mark.parametrize(
    ("key", "line", "expected"),
    [
        ("f", "3 Belt stood still | system", {"kind": "friction", "level": 3, "category": "system"}),
        ("d", "4 Held the gate", {"kind": "delight", "level": 4}),
        ("c", "2 Wait here | sign, reactive", {"kind": "communication", "channel": "sign", "trigger": "reactive"}),
        ("c", "Wait here", {"kind": "communication", "trigger": "proactive"}),
        ("h", "Asked again", {"kind": "communication", "trigger": "chase"}),
        ("w", "At the belt | unexplained", {"kind": "wait", "explained": False}),
        ("p", "Soon | due 10:50", {"kind": "promise", "outcome": "open", "due_at": instant(10, 50)}),
        ("q", "Where? | answered 10:37", {"kind": "question", "resolved_at": instant(10, 37)}),
        ("n", "A man in a suit", {"kind": "note", "text": "A man in a suit"}),
        ("1", "", {"kind": "feeling", "level": -2}),
        ("5", "", {"kind": "feeling", "level": 2}),
        ("m", "", {"kind": "mark", "text": KEPT}),
        ("m", "A bell rang", {"kind": "mark", "text": "A bell rang"}),
    ],
)
def test_a_key_and_a_line_make_it_what_it_was(
    marked: Debrief, key: str, line: str, expected: dict[str, object]
) -> None:
    marked.keys(key)
    marked.type(line)
    marked.keys("\n")
    moment = marked.moment(*MARK)
    assert {name: getattr(moment, name) for name in expected} == expected
    assert (moment.observed_at, moment.source) == (instant(10, 36), "recalled")
    assert marked.screen.pages["marks"].current == marked.moment(10, 40).id  # type: ignore[attr-defined]


def test_the_key_alone_is_stored_at_once(marked: Debrief) -> None:
    marked.keys("f")
    assert marked.moment(*MARK).kind == "friction"


def test_another_key_leaves_nothing_of_the_first_kind(marked: Debrief) -> None:
    marked.keys("c")
    marked.type("2 Wait here | sign, @lane agent")
    marked.press(Qt.Key.Key_Escape)
    marked.keys("d")
    moment = marked.moment(*MARK)
    assert (moment.kind, moment.trigger, moment.text) == ("delight", None, "Wait here")


def test_levels_are_chips_as_well(marked: Debrief) -> None:
    marked.keys("f")
    marked.press(Qt.Key.Key_Backtab)
    assert marked.keyboard.objectName() == "mark.level"
    marked.keys("2")
    assert marked.moment(*MARK).level == 2


def test_minus_five_minutes_moves_it(marked: Debrief) -> None:
    marked.keys("f")
    marked.type("1 Queue jumper -5m")
    marked.keys("\n")
    moment = marked.moment(*MARK)
    assert (moment.observed_at, moment.original_observed_at) == (instant(10, 31), instant(10, 36))
    assert moment.text == "Queue jumper"


def test_details_that_are_not_understood_are_asked_about_and_never_lost(marked: Debrief) -> None:
    marked.keys("f")
    marked.type("Belt stood still | sistem")
    marked.keys("\n")
    assert "sistem" in marked.screen.pages["marks"].hint.text()  # type: ignore[attr-defined]
    assert marked.screen.pages["marks"].current == marked.moment(*MARK).id  # type: ignore[attr-defined]
    marked.keys("\n")
    assert marked.moment(*MARK).text == "Belt stood still, sistem"


@pytest.mark.parametrize(
    ("typed", "level", "text"),
    [("3Belt stood still", 3, "Belt stood still"), ("10 people in front of me", 2, "10 people in front of me")],
)
def test_a_digit_right_before_the_words_is_the_level_as_on_the_walk(
    marked: Debrief, typed: str, level: int, text: str
) -> None:
    marked.keys("f")
    marked.find("mark.level").pick("2")  # type: ignore[attr-defined]
    marked.find("mark.text").setFocus()
    marked.type(typed)
    marked.keys("\n")
    assert (marked.moment(*MARK).level, marked.moment(*MARK).text) == (level, text)


def test_words_without_a_key_keep_it_a_mark(marked: Debrief) -> None:
    marked.find("mark.text").setFocus()
    marked.type("Something with the doors")
    marked.keys("\n")
    assert (marked.moment(*MARK).kind, marked.moment(*MARK).text) == ("mark", "Something with the doors")


def test_delete_removes_it_and_goes_on(marked: Debrief) -> None:
    second = marked.moment(10, 40).id
    marked.press(Qt.Key.Key_Delete)
    assert all(m.original_observed_at != instant(10, 36) for m in marked.stored().moments)
    assert marked.screen.pages["marks"].current == second  # type: ignore[attr-defined]
    marked.press(Qt.Key.Key_Z, modifier=CTRL)
    assert marked.moment(*MARK).kind == "mark"


def test_enter_leaves_it_for_later(marked: Debrief) -> None:
    marked.find("mark.text").setFocus()
    marked.keys("\n")
    assert marked.moment(*MARK).text == ""
    assert marked.screen.pages["marks"].current == marked.moment(10, 40).id  # type: ignore[attr-defined]


def test_one_can_go_back_to_what_was_just_described(marked: Debrief) -> None:
    marked.keys("f")
    marked.type("3 Belt stood still")
    marked.keys("\n")
    marked.press(Qt.Key.Key_Left, modifier=ALT)
    line = marked.find("mark.text")
    assert line.text() == "3 Belt stood still"  # type: ignore[attr-defined]
    line.setFocus()
    line.selectAll()  # type: ignore[attr-defined]
    marked.type("4 Belt stood still for good")
    marked.keys("\n")
    assert (marked.moment(*MARK).level, marked.moment(*MARK).text) == (4, "Belt stood still for good")


def test_the_surroundings_say_where_and_how_long_nobody_had_spoken(marked: Debrief) -> None:
    around = marked.screen.pages["marks"].surroundings  # type: ignore[attr-defined]
    assert around.time.text() == "10:36:00"
    assert around.place.text() == "Security line"
    assert around.silence.text() == "7:00 since anyone had told you anything"


def test_without_marks_it_says_so_and_the_debrief_begins_elsewhere(debrief: Debrief) -> None:
    debrief.open(read_notes(DONE))
    assert debrief.screen.step == "open"
    debrief.screen.go_to("marks")
    page = debrief.screen.pages["marks"]
    assert page._empty.isVisible()  # type: ignore[attr-defined]
    assert not page._full.isVisible()  # type: ignore[attr-defined]


def test_the_last_one_leads_to_the_next_step(marked: Debrief) -> None:
    marked.keys("f\nd\n")
    assert marked.screen.step == "open"
    kinds: list[Moment] = [m for m in marked.stored().moments if m.kind == "mark"]
    assert kinds == []


@pytest.mark.parametrize("width", [0, 500, 640, 900])
def test_no_word_of_the_keys_is_cut_however_small_the_window(marked: Debrief, width: int) -> None:
    pad = marked.screen.pages["marks"].pad  # type: ignore[attr-defined]
    pad.setParent(None)
    pad.resize(max(width, pad.minimumSizeHint().width()), 400)
    pad.show()
    marked.qtbot.waitUntil(pad.isVisible)
    cut = [button.text() for button in pad._all if button.width() < button.sizeHint().width()]
    pad.close()
    pad.deleteLater()
    assert cut == []


def test_enter_at_the_keys_leaves_it_for_later_and_the_count_says_what_is_done(marked: Debrief) -> None:
    first, second = marked.moment(*MARK).id, marked.moment(10, 40).id
    page = marked.screen.pages["marks"]
    marked.keys("\n")
    assert page.current == second  # type: ignore[attr-defined]
    assert marked.moment(*MARK).kind == "mark"
    marked.keys("f")
    marked.type("3 Belt stood still")
    marked.keys("\n")
    assert page.current == first  # type: ignore[attr-defined]  # it comes round again
    assert page.where.text() == "1 of 2  ·  1 done, 1 left"  # type: ignore[attr-defined]
    marked.press(Qt.Key.Key_Right, modifier=ALT)
    assert page.current == second  # type: ignore[attr-defined]
    assert marked.find("mark.text").words() == "3 Belt stood still"  # type: ignore[attr-defined]
