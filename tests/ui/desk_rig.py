"""What lies behind every screen under test: the real store on a folder of its own, and a clock that stands still."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mysteryshop.clock import FixedClock
from mysteryshop.journey import Record
from ui.desk import Desk
from ui.open_journey import OpenJourney
from ui.theme import Theme


class DeskRig:
    """A desk that is open, and the journey that is shown."""

    journey: OpenJourney

    def __init__(self, qtbot: QtBot, app: QApplication, folder: Path, clock: FixedClock) -> None:
        self.qtbot, self.clock = qtbot, clock
        self.theme = Theme(app, "light")
        self.desk = Desk(folder, clock)
        self.bugs: list[str] = []
        for worker in (self.desk.writer, self.desk.reader):
            worker.bugFound.connect(self.bugs.append)
        self.desk.open()
        qtbot.waitUntil(lambda: self.desk.is_open and not self.desk.writer.busy, timeout=20_000)

    def close(self) -> None:
        """Leave nothing behind; a bug on a worker fails the test."""
        self.desk.close()
        self.desk.deleteLater()
        self.theme.deleteLater()
        QApplication.processEvents()
        assert not self.bugs, self.bugs[0]

    @property
    def record(self) -> Record:
        """What the screen holds durable."""
        return self.journey.record

    def settle(self) -> None:
        """Until nothing waits for the disk."""
        self.qtbot.waitUntil(lambda: not self.journey.waiting and not self.desk.writer.busy, timeout=20_000)

    def stored(self, ident: str = "") -> Record:
        """The journey as another program would read it from the disk."""
        found: list[Record] = []
        self.desk.read(lambda q: q.load(ident or self.journey.id), found.append)
        self.qtbot.waitUntil(lambda: bool(found))
        return found[0]
