"""What was typed is never lost: on another step, on another journey, on closing, while the disk refuses."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mysteryshop.errors import KnownError, StoreError
from mysteryshop.journey import Change
from mysteryshop.store.ledger import Ledger
from tests.ui.screen_rig import CTRL, DONE, ScreenRig, read_notes
from ui import open_journey
from ui.debrief.screen import DebriefScreen

Debrief = ScreenRig[DebriefScreen]
WORDS = "The crew: somebody always said what comes next"
FULL = StoreError("The disk is full: your last answers are kept in memory.", "Free some space; they are tried again.")


class Disk:
    """A disk that can be told to refuse: with an error that lasts, or by dropping one edit."""

    error: KnownError | None = None


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    """Let every edit fail while the disk refuses."""
    disk, edit = Disk(), Ledger.edit

    def refusing(self: Ledger, *args: object) -> Change:
        if disk.error is not None:
            raise disk.error
        return edit(self, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(Ledger, "edit", refusing)
    monkeypatch.setattr(open_journey, "RETRY_MS", 20)
    yield disk
    disk.error = None


@pytest.fixture
def typing(debrief: Debrief) -> Debrief:
    """In the middle of a sentence of the reflection; nothing of it is on disk."""
    debrief.open(read_notes(DONE))
    debrief.screen.go_to("reflection")
    debrief.type(WORDS)
    assert "reflection.reassured" not in debrief.stored().answers
    return debrief


def stored(rig: Debrief) -> str:
    rig.settle()
    return rig.stored().answers.get("reflection.reassured", "")


def test_going_to_another_step_keeps_it(typing: Debrief) -> None:
    typing.press(Qt.Key.Key_Return, modifier=CTRL)
    assert typing.screen.step == "findings"
    assert stored(typing) == WORDS


def test_choosing_another_step_in_the_list_keeps_it(typing: Debrief) -> None:
    index = typing.screen.steps.steps.index(0)
    QTest.mouseClick(
        typing.screen.steps.viewport(), Qt.MouseButton.LeftButton, pos=typing.screen.steps.visualRect(index).center()
    )
    assert typing.screen.step == "marks"
    assert stored(typing) == WORDS


def test_opening_another_journey_keeps_it(typing: Debrief) -> None:
    first = typing.journey
    typing.open(read_notes(DONE.replace("Lisbon to Oslo", "Porto to Oslo")))
    typing.qtbot.waitUntil(lambda: not first.waiting)
    assert typing.stored(first.id).answers["reflection.reassured"] == WORDS
    assert "reflection.reassured" not in typing.stored().answers
    typing.screen.go_to("reflection")
    assert typing.find("reflection.reassured").words() == ""  # type: ignore[attr-defined]


def test_hiding_or_closing_the_window_keeps_it(typing: Debrief) -> None:
    typing.screen.close()
    assert stored(typing) == WORDS


def test_a_pause_in_typing_is_enough(typing: Debrief) -> None:
    typing.qtbot.waitUntil(lambda: stored(typing) == WORDS, timeout=10_000)
    assert typing.find("reflection.reassured").hasFocus()


def test_storing_in_a_pause_takes_no_blank_from_under_the_hand(typing: Debrief) -> None:
    typing.type(" ")
    typing.qtbot.waitUntil(lambda: stored(typing) == WORDS, timeout=10_000)
    typing.type("and did it")
    typing.press(Qt.Key.Key_Tab)
    assert stored(typing) == WORDS + " and did it"


def test_half_a_time_is_not_taken_for_one_in_a_pause(debrief: Debrief) -> None:
    debrief.open(read_notes(DONE))
    debrief.screen.go_to("open")
    field = debrief.find("promise.due")
    field.selectAll()  # type: ignore[attr-defined]
    debrief.type("1m")  # of 1m30s
    assert not field.draft.pause.isActive()  # type: ignore[attr-defined]


def test_an_edit_that_arrives_meanwhile_does_not_touch_it(typing: Debrief) -> None:
    typing.screen.pen.answer("rate.speed", "4")
    typing.settle()
    assert typing.find("reflection.reassured").words() == WORDS  # type: ignore[attr-defined]
    typing.press(Qt.Key.Key_Tab)
    assert stored(typing) == WORDS


def test_while_the_disk_refuses_it_stays_and_is_stored_in_the_end(typing: Debrief, disk: Disk) -> None:
    disk.error = FULL
    QTest.keyClick(typing.keyboard, Qt.Key.Key_Tab)
    typing.qtbot.waitUntil(typing.screen.banner.isVisible)
    assert typing.find("debrief.disk").text() == "saving …"  # type: ignore[attr-defined]
    typing.screen.go_to("ratings")
    typing.screen.go_to("reflection")
    assert typing.find("reflection.reassured").words() == WORDS  # type: ignore[attr-defined]
    disk.error = None
    assert stored(typing) == WORDS
    assert not typing.screen.banner.isVisible()
    assert typing.find("debrief.disk").text() == "all on disk ✓"  # type: ignore[attr-defined]


def test_what_is_refused_stays_to_be_sent_again(typing: Debrief, disk: Disk) -> None:
    disk.error = KnownError("This cannot be stored.", "Try again.")
    QTest.keyClick(typing.keyboard, Qt.Key.Key_Tab)
    typing.qtbot.waitUntil(typing.screen.banner.isVisible)
    assert typing.find("reflection.reassured").words() == WORDS  # type: ignore[attr-defined]
    disk.error = None
    typing.screen.go_to("ratings")
    assert stored(typing) == WORDS


def test_undo_at_once_takes_the_words_back(typing: Debrief) -> None:
    """Pressing the button leaves the field, which stores: that very edit is undone."""
    typing.find("debrief.undo").setFocus()
    typing.press(Qt.Key.Key_Space)
    assert stored(typing) == ""
    assert typing.find("reflection.reassured").words() == ""  # type: ignore[attr-defined]


def test_a_long_note_is_kept_to_the_letter(debrief: Debrief) -> None:
    debrief.open(read_notes(DONE))
    debrief.screen.go_to("reflection")
    field = debrief.find("reflection.learned")
    long = "\n".join(f"Line {n}: <b>bold</b> & 東京 😀 — “quoted”" for n in range(400))
    field.setFocus()
    field.insertPlainText(long)  # type: ignore[attr-defined]
    debrief.press(Qt.Key.Key_Tab)
    assert debrief.stored().answers["reflection.learned"] == long
