"""What is recorded: a row only once it is durable, newest first, never reset, open for amending."""

from __future__ import annotations

import threading
from itertools import pairwise

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest

from mysteryshop.journey import Change, Journey, Moment, Record
from mysteryshop.recorder import Recorder
from ui.walk.recorded_model import PAGE, RecordedModel
from ui.widgets.wording import When

from .walk_rig import CTRL, KEYS, WalkRig


def test_no_row_before_the_commit(walk: WalkRig) -> None:
    walk.begin()
    gate = threading.Event()
    walk.desk.writer.submit(gate.wait)
    try:
        QTest.keyClick(walk.keyboard, KEYS["Space"])
        walk.qtbot.waitUntil(lambda: walk.screen.recorded.state == "1 not yet on disk")
        assert walk.rows == []
        assert walk.screen.recorded.count == "RECORDED · 0"
    finally:
        gate.set()
    walk.settle()
    assert walk.rows == [("Describe later", "mark")]
    assert walk.screen.recorded.state == "all on disk"


def test_every_kind_reads_as_a_leader_would_say_it(walk: WalkRig) -> None:
    walk.begin()
    for key, text in (
        ("D", "4 Agent walked a lost family to the desk"),
        ("P", "Ten minutes at most | due 10m"),
        ("C", '4 "Have your boarding pass ready" | announcement'),
        ("H", "Asked how long it would take | in person"),
        ("F", "3 Two lanes closed, nobody says why | information"),
        ("N", "Verbatim: no idea | @lane agent"),
    ):
        walk.clock.advance(1)
        walk.press(key)
        walk.type(text)
        walk.press("Enter")
    walk.press("5", "W", "Enter")
    assert walk.rows == [
        ("Waiting 0:00 and counting", "not explained"),
        ("Feeling wonderful", "+2"),
        ("Verbatim: no idea", "lane agent"),
        ("Two lanes closed, nobody says why", "severity 3 · information"),
        ("Asked how long it would take", "in person · I chased"),
        ("“Have your boarding pass ready”", "announcement · proactive · clear 4"),
        ("“Ten minutes at most”", "due 10:30"),
        ("Agent walked a lost family to the desk", "strength 4 · amplify?"),
    ]


def test_rows_follow_without_a_reset_also_back_in_time(walk: WalkRig) -> None:
    walk.begin()
    for words in ("first", "second", "third"):
        walk.clock.advance(60)
        walk.press("N")
        walk.type(words)
        walk.press("Enter")
    walk.clock.advance(60)
    walk.press("N")
    walk.type("between first and second -2m30s")
    walk.press("Enter")
    assert [words for words, _ in walk.rows] == ["third", "second", "between first and second", "first"]
    assert walk.resets == 0


def test_rows_close_up_when_the_window_grows_wider(walk: WalkRig) -> None:
    walk.begin()
    walk.screen.resize(1000, 800)
    for _ in range(3):
        walk.press("N")
        walk.type("Is this the line for Oslo?")
        walk.press("Enter", "Space")
    walk.settle()
    view, rows = walk.screen.recorded.view, range(walk.screen.recorded.model.rowCount())

    def lying() -> list[QRect]:
        return [view.visualRect(view.model().index(row, 0)) for row in rows]

    narrow = lying()
    walk.screen.resize(1500, 800)
    walk.qtbot.waitUntil(lambda: lying()[0].width() > narrow[0].width())
    walk.qtbot.waitUntil(lambda: all(a.bottom() + 1 == b.top() for a, b in pairwise(lying())))
    assert lying()[-1].bottom() < narrow[-1].bottom()


def test_a_running_wait_counts_and_a_promise_falls_due(walk: WalkRig) -> None:
    walk.begin("W", "Enter", "P")
    walk.type("Back in a minute | due 1m")
    walk.press("Enter")
    walk.clock.advance(130)
    walk.screen.refresh()
    assert walk.rows[0][1] == "due 10:21 · kept or broken?"
    assert walk.rows[1][0] == "Waiting 2:10 and counting"
    assert walk.screen.here.running.texts == [
        "“Back in a minute”  due 1:10 ago: kept or broken?",
        "Waiting 2:10  since 10:20",
    ]


def test_a_running_promise_is_settled_by_its_button(walk: WalkRig) -> None:
    walk.begin()
    walk.wait_until(10, 21)
    walk.press("P")
    walk.type("Call you back | due 5m")
    walk.press("Enter")
    walk.wait_until(10, 23)
    walk.screen.refresh()
    assert walk.screen.here.running.texts == ["“Call you back”  due 10:26, in 3:00"]
    walk.qtbot.mouseClick(walk.screen.findChild(object, "running.1.kept"), Qt.MouseButton.LeftButton)
    walk.settle()
    assert walk.rows[0][1] == "due 10:26 · kept"
    assert walk.screen.here.running.texts == []
    assert walk.capturing


def test_up_opens_the_last_moment_and_goes_on_to_older_ones(walk: WalkRig) -> None:
    walk.begin("N")
    walk.type("older")
    walk.press("Enter", "Space", "Up")
    walk.type("a child cried")
    walk.press("Up")
    assert walk.screen.detail.field.text() == "older"
    walk.type(" and wiser")
    walk.press("Down", "Down")
    assert walk.capturing
    assert [m.text for m in walk.stored().moments] == ["older and wiser", "a child cried"]


def test_a_click_opens_a_row_with_all_that_is_known_of_it(walk: WalkRig) -> None:
    walk.begin("F", "3")
    walk.type("Two lanes closed | information, @lane agent")
    walk.press("Enter")
    view = walk.screen.recorded.view
    at = view.visualRect(walk.screen.recorded.model.index(0)).center()
    walk.qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert walk.screen.detail.field.text() == "Two lanes closed | information, @lane agent"
    walk.press(*["Backspace"] * len(", @lane agent"))
    walk.press("Enter")
    moment = walk.stored().moments[-1]
    assert (moment.level, moment.category, moment.role) == (3, "information", None)


def test_opening_and_leaving_a_row_changes_nothing(walk: WalkRig) -> None:
    walk.begin("H")
    walk.type("Asked again | phone")
    walk.press("Enter")
    before = walk.stored().moments
    walk.press("Up", "Enter")
    assert walk.stored().moments == before


def test_delete_takes_a_row_back_and_undo_returns_it(walk: WalkRig) -> None:
    walk.begin("Space")
    view = walk.screen.recorded.view
    view.setFocus()
    view.setCurrentIndex(walk.screen.recorded.model.index(0))
    walk.press("Delete")
    assert walk.rows == []
    assert walk.stored().moments == ()
    walk.undo()
    assert walk.rows == [("Describe later", "mark")]


def test_ctrl_delete_takes_back_the_moment_in_the_line(walk: WalkRig) -> None:
    walk.begin("F")
    walk.type("slip of the finger")
    walk.press("Delete", modifier=CTRL)
    assert walk.stored().moments == ()
    assert walk.capturing


def test_words_that_look_like_markup_are_words(walk: WalkRig) -> None:
    walk.begin("N")
    walk.type("<b>bold</b> & <img src=x>")
    walk.press("Enter")
    assert walk.rows[0][0] == "<b>bold</b> & <img src=x>"


def test_what_another_program_wrote_is_there_on_opening(walk: WalkRig) -> None:
    walk.begin("Space")
    walk.desk.write(lambda r: r.capture(walk.journey.id, "note", walk.clock.now(), text="from the phone"))
    walk.open(walk.journey.id)
    assert len(walk.rows) == 2


def moment(number: int) -> Moment:
    return Moment(f"m{number}", "note", number * 1000, number * 1000, number * 1000, seq=number, text=str(number))


def test_a_long_list_shows_its_newest_page_and_fetches_older_ones() -> None:
    from mysteryshop import templates

    journey = Journey("j", templates.find("airline-passenger"))
    record = Record(journey, moments=tuple(moment(n) for n in range(1, PAGE * 2 + 51)))
    model = RecordedModel()
    model.open_record(record, When("UTC", 0, lambda a, b: 0.0))
    assert model.rowCount() == PAGE
    assert model.moment(0).text == str(PAGE * 2 + 50)
    model.follow(Change(journey, 1, "capture", (moment(PAGE * 3),)))
    model.follow(Change(journey, 2, "amend", (Moment("m1", "note", 500, 1000, 1000, seq=1, text="hidden"),)))
    model.follow(Change(journey, 3, "retract", (), ("m2",)))
    assert (model.rowCount(), model.total) == (PAGE + 1, PAGE * 2 + 50)
    while model.canFetchMore(model.index(-1)):
        model.fetchMore(model.index(-1))
    texts = [model.moment(row).text for row in range(model.rowCount())]
    assert texts[0] == str(PAGE * 3)
    assert texts[-3:] == ["4", "3", "hidden"]


@pytest.mark.parametrize(
    "words", ["Größenwahnsinnige Sitzplatzreservierungsgebühren", "x" * 5000, "日本語 العربية 👩‍👩‍👧"]
)
def test_any_words_fit_into_a_row(walk: WalkRig, words: str) -> None:
    ident = walk.prepare()

    def write(recorder: Recorder) -> None:
        recorder.start(ident, walk.clock.now(), "book-online")
        recorder.capture(ident, "friction", walk.clock.now(), text=words, level=4)

    walk.desk.write(write)
    walk.open(ident)
    view = walk.screen.recorded.view
    height = view.visualRect(walk.screen.recorded.model.index(0)).height()
    assert 50 < height < 110, "at most three lines and the details"
    view.grab()
