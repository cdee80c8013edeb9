"""A debrief or a story under test: the real store on a folder of its own, keys from the keyboard."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mysteryshop import templates
from mysteryshop.clock import FixedClock
from mysteryshop.imports import field_notes
from mysteryshop.journey import Moment, Record
from tests.ui.desk_rig import DeskRig
from tests.ui.walk_rig import instant
from ui.debrief.screen import DebriefScreen
from ui.open_journey import OpenJourney
from ui.story.screen import StoryScreen

CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
NONE = Qt.KeyboardModifier.NoModifier

NOTES = """template: airline-passenger
place: Lisbon to Oslo
date: 2026-11-14
zone: Europe/Lisbon
persona: first-time flyer
why: I want to know what our quietest customers put up with
expect: Lines are faster since March | 80%
expect: Staff explain delays | 70%
expect: Security line | 10m, 2 contacts, feeling 4
10:10 > Check in with bags
10:12 c3 Bags go straight to Oslo | in person
10:22 > Security line
10:22:08 d4 Agent walked a lost family to the desk
10:25 p Ten minutes at most | due 10:35
10:27 q Is this the line for Oslo?
10:29 c4 Have your boarding pass ready | announcement
10:36 .
10:38 w
10:40 .
10:41 f3 Two lanes closed, nobody says why | information
10:53 2
11:00 end
"""
DONE = NOTES.replace("10:36 .\n", "").replace("10:40 .\n", "")  # without marks

Screen = TypeVar("Screen", DebriefScreen, StoryScreen)


def read_notes(text: str = NOTES) -> Record:
    """A journey from field notes, in its debrief."""
    return field_notes.read(text, file="notes", templates=templates.builtin(), today=date(2026, 11, 14))


class ScreenRig(DeskRig, Generic[Screen]):
    """One journey on one screen; keys go where the keyboard is, as a leader's would."""

    def __init__(self, qtbot: QtBot, app: QApplication, folder: Path, make: type[Screen]) -> None:
        super().__init__(qtbot, app, folder, FixedClock(instant(12, 0)))
        self.screen: Screen = make(self.desk, self.theme)
        self.screen.resize(1280, 800)

    def close(self) -> None:
        """Leave nothing behind."""
        self.screen.set_journey(None)
        self.screen.close()
        self.screen.deleteLater()
        super().close()

    def open(self, record: Record | None = None) -> None:
        """Put a journey into the store and show it on the screen."""
        record = record or read_notes()
        done: list[object] = []
        self.desk.write(lambda r: r.import_record(record), done.append)
        self.qtbot.waitUntil(lambda: bool(done))
        self.reopen(record.journey.id)

    def reopen(self, ident: str) -> None:
        """Show the journey as it is on disk."""
        self.journey = OpenJourney(self.stored(ident), self.desk, self.screen)
        self.screen.set_journey(self.journey)
        self.screen.show()
        self.screen.activateWindow()
        self.qtbot.waitUntil(lambda: self.screen.isActiveWindow())
        self.rest()

    def press(self, *keys: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Press keys one after the other, and wait until all they did is durable."""
        for key in keys:
            QTest.keyClick(self.keyboard, key, modifier)
            self.settle()

    def keys(self, text: str) -> None:
        """Press the keys of these letters and digits; a line break is Enter."""
        for letter in text:
            self.press(Qt.Key.Key_Return if letter == "\n" else Qt.Key(ord(letter.upper())))

    def type(self, text: str) -> None:
        """Type text where the keyboard is."""
        QTest.keyClicks(self.keyboard, text)

    def rest(self) -> None:
        """Until nothing waits for the disk or for the reader."""
        self.settle()
        self.qtbot.waitUntil(lambda: not self.desk.reader.busy, timeout=60_000)

    def find(self, name: str, kind: type[QWidget] = QWidget) -> QWidget:
        """The widget of that name, as scripts find it."""
        found = self.screen.findChild(kind, name)
        assert isinstance(found, QWidget), f"there is no {name}"
        return found

    @property
    def keyboard(self) -> QWidget:
        """The widget that has the keyboard."""
        return self.screen.focusWidget() or self.screen

    def moment(self, hour: int, minute: int) -> Moment:
        """The moment first stamped at that time, as it is on disk."""
        return next(m for m in self.stored().moments if m.original_observed_at == instant(hour, minute))
