"""Lines typed in the small window: every letter is kept, and a line says what it would say in field notes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mysteryshop.journey import Moment
from ui.walk.discreet_lines import PAPERS
from ui.walk.discreet_place import FILE, Place, load, save

from .test_walk_discreet import Discreet
from .walk_rig import CTRL, SHIFT, WalkRig, instant


@pytest.fixture
def small(walk: WalkRig) -> Iterator[Discreet]:
    """The small window on a walk that began at 10:20; it is 10:41."""
    window = Discreet(walk)
    walk.begin()
    walk.wait_until(10, 41)
    window.show()
    yield window
    window.window.set_journey(None)
    window.window.close()
    window.window.deleteLater()


def write(small: Discreet, text: str, key: str = "Enter") -> None:
    """Type as a hand does, a fifth of a second from key to key, and end the line."""
    for letter in text:
        QTest.keyClicks(small.keyboard, letter)
        small.walk.clock.advance(0.2)
    if key:
        small.press(key)
    small.walk.settle()


def moments(small: Discreet) -> list[Moment]:
    return sorted(small.walk.stored().moments, key=lambda m: m.seq)


def said(small: Discreet) -> str:
    return small.window.lines.said


def test_a_letter_that_is_no_code_begins_a_line(small: Discreet) -> None:
    write(small, "they smile at everybody")
    (kept,) = moments(small)
    assert (kept.kind, kept.text, kept.observed_at) == ("note", "they smile at everybody", instant(10, 41))
    assert small.window.lines.rows[0] == ("10:41", "they smile at everybody")


def test_its_first_letter_is_on_disk_at_once(small: Discreet) -> None:
    write(small, "t", key="")
    assert [(m.kind, m.text) for m in moments(small)] == [("note", "t")]


def test_a_capital_letter_begins_words_whatever_its_code(small: Discreet) -> None:
    QTest.keyClick(small.keyboard, Qt.Key.Key_D, SHIFT)
    write(small, "esk is closed")
    assert [(m.kind, m.text.casefold()) for m in moments(small)] == [("note", "desk is closed")]


@pytest.mark.parametrize("letter", ["a", "b", "k", "s"])
def test_letters_of_steps_begin_words_too(small: Discreet, letter: str) -> None:
    write(small, f"{letter}nd nobody says why")
    assert [(m.kind, m.text) for m in moments(small)] == [("note", f"{letter}nd nobody says why")]


def test_alone_with_enter_they_are_steps(small: Discreet) -> None:
    write(small, "q which line is it")
    asked = small.walk.clock.now().at
    write(small, "a")
    (question,) = moments(small)
    assert (question.kind, question.text) == ("question", "which line is it")
    assert question.resolved_at is not None
    assert question.resolved_at >= asked
    write(small, "s")
    assert small.window.entry.asked == "x"
    write(small, "taxi")
    assert [s.reason for s in small.walk.stored().skips] == ["taxi"]


def test_a_line_with_its_time_is_a_late_entry(small: Discreet) -> None:
    write(small, "9:58 f3 two lanes closed | information")
    write(small, "10:38 c4 boarding pass ready | announcement")
    late, told = moments(small)
    assert (late.kind, late.level, late.text, late.category) == ("friction", 3, "two lanes closed", "information")
    assert (told.channel, told.trigger, told.level) == ("announcement", "proactive", 4)
    assert (late.observed_at, told.observed_at) == (instant(9, 58), instant(10, 38))
    assert late.recorded_at == instant(10, 41)
    assert {m.source for m in (late, told)} == {"recalled"}


def test_a_line_that_begins_with_how_long_ago_is_a_late_entry(small: Discreet) -> None:
    write(small, "-5m f3 two lanes closed | information")
    write(small, "@10:38 c4 boarding pass ready | announcement")
    write(small, "-2m nobody at the desk")
    late, told, words = moments(small)
    assert (late.kind, late.level, late.text, late.category) == ("friction", 3, "two lanes closed", "information")
    assert (told.channel, told.trigger, told.level) == ("announcement", "proactive", 4)
    assert late.recorded_at - late.observed_at == 300_000_000
    assert told.observed_at == instant(10, 38)
    assert (words.kind, words.text) == ("note", "nobody at the desk")
    assert words.recorded_at - words.observed_at == 120_000_000
    assert {m.source for m in (late, told, words)} == {"recalled"}


def test_the_digits_of_a_time_leave_no_feelings_behind(small: Discreet) -> None:
    for time in ("10:21", "10:22", "10:35", "9:59"):
        write(small, f"{time} d2 pleasant")
    assert [m.kind for m in moments(small)] == ["delight"] * 4
    small.press("1", "2")  # with nothing behind them they are how it feels
    small.walk.clock.advance(5)
    write(small, "so it goes")
    assert [m.kind for m in moments(small)][4:] == ["feeling", "feeling", "note"]


def test_eleven_typed_in_a_hurry_is_still_eleven(walk: WalkRig, small: Discreet) -> None:
    walk.wait_until(11, 30)
    for letter in "11":
        QTest.keyClicks(small.keyboard, letter)
        walk.clock.advance(0.1)  # within what counts as one press
    write(small, ":20 d2 pleasant")
    assert [(m.kind, m.observed_at) for m in moments(small)] == [("delight", instant(11, 20))]


def test_waits_begin_and_end_by_lines(small: Discreet) -> None:
    write(small, "10:30 w")
    write(small, "10:40 w | unexplained")
    (wait,) = moments(small)
    assert (wait.observed_at, wait.resolved_at, wait.explained) == (instant(10, 30), instant(10, 40), False)


def test_touchpoints_pauses_and_the_end_by_lines(small: Discreet) -> None:
    write(small, "10:25 > Check in with bags")
    write(small, "10:26 x Security line | was waved through")
    write(small, "pause")
    assert small.walk.stored().pauses[0].ended_at is None
    write(small, "resume")
    write(small, "end")
    stored = small.walk.stored()
    assert [(v.name, v.entered_at) for v in stored.visits][1:] == [("Check in with bags", instant(10, 25))]
    assert [(s.touchpoint, s.reason) for s in stored.skips] == [("security-line", "was waved through")]
    assert stored.pauses[0].ended_at is not None
    assert stored.journey.state == "debrief"
    assert stored.moments == ()
    assert small.window.lines.status[1] == "ended"
    write(small, "t", key="")
    assert said(small) == "ended: nothing more is kept"


@pytest.mark.parametrize(
    ("line", "told"),
    [("10:30 what was that", "kept as words"), ("14:30 f3 later", "is still to come: kept as words")],
)
def test_a_time_that_cannot_be_read_loses_nothing_and_says_so(small: Discreet, line: str, told: str) -> None:
    write(small, line)
    (kept,) = moments(small)
    assert (kept.kind, kept.text) == ("note", line)
    assert said(small).endswith(told)


def test_backspace_takes_a_code_back_or_makes_it_a_letter_again(small: Discreet) -> None:
    write(small, "f", key="")
    small.press("Backspace")
    assert moments(small) == []
    assert not small.window.entry.typing
    write(small, "desk is closed", key="")
    assert small.window.entry.draft is not None
    assert small.window.entry.draft.moment.kind == "delight"
    QTest.keyClick(small.keyboard, Qt.Key.Key_Home)
    small.press("Backspace")
    write(small, "")
    assert [(m.kind, m.text, m.level) for m in moments(small)] == [("note", "desk is closed", None)]
    assert moments(small)[0].source == "live"


def test_up_opens_earlier_lines_and_alt_moves_them(small: Discreet) -> None:
    write(small, "f3 two lanes")
    write(small, "n verbatim")
    small.press("Up", "Up")
    write(small, " closed", key="")
    QTest.keyClick(small.keyboard, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert said(small) == "now at 10:40:00"
    small.press("Enter")
    first = moments(small)[0]
    assert (first.text, first.observed_at) == ("two lanes closed", instant(10, 40))


def test_pasted_lines_are_lines(small: Discreet) -> None:
    QApplication.clipboard().setText("10:30 f2 no sign\nthey smile\n10:35 .\n")
    QTest.keyClick(small.keyboard, Qt.Key.Key_V, CTRL)
    small.walk.settle()
    assert [(m.kind, m.text) for m in moments(small)] == [("friction", "no sign"), ("note", "they smile"), ("mark", "")]


def test_hiding_shows_an_empty_page_and_coming_back_the_line(small: Discreet) -> None:
    write(small, "f3 two la", key="")
    small.press("Esc")
    window = small.window
    assert window.isMinimized()
    shown = window.grab().toImage()
    body = PAPERS["light"].body.lower()
    lines = window.lines.geometry()
    pixels = {shown.pixelColor(x, y).name() for x in range(lines.left(), lines.right(), 3) for y in range(60, 160, 2)}
    assert pixels == {body}
    window.come_back()
    assert window.entry.field.isVisible()
    write(small, "nes")
    assert [m.text for m in moments(small)] == ["two lanes"]


def test_text_size_by_keys_and_it_is_remembered(small: Discreet, walk: WalkRig) -> None:
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_Plus, Qt.Key.Key_Minus):
        QTest.keyClick(small.window, key, CTRL)
    assert small.window.lines.font().pixelSize() == 15
    small.window.keep_place()
    walk.qtbot.waitUntil(lambda: load(walk.desk.data_dir).text == 15)
    QTest.keyClick(small.window, Qt.Key.Key_0, CTRL)
    assert small.window.lines.font().pixelSize() == 14


def test_a_place_that_cannot_be_read_is_the_usual_one(walk: WalkRig) -> None:
    folder = walk.desk.data_dir
    for broken in ("", "[]", '{"width": "wide", "on_top": 3, "x": true}', '{"height": 1e9}'):
        (folder / FILE).write_text(broken, encoding="utf-8")
        assert load(folder) == Place()
    save(Place(x=4, text=17), folder)
    assert load(folder) == Place(x=4, text=17)
    assert not (folder / f"{FILE}.new").exists()


def test_what_is_said_never_names_the_app(small: Discreet) -> None:
    for line in ("10:30 what", "14:30 f3 later", ">"):
        write(small, line)
        assert not any(name in said(small).lower() for name in ("mystery", "shop", "walk", "journey"))


def test_the_status_says_where_and_how_long_nobody_spoke(small: Discreet) -> None:
    small.press("Space")
    assert small.window.lines.status == ("1/10", "book online · 21 min")
