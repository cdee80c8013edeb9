"""The three screens of a journey with their evidence, on a folder of their own."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from mysteryshop import templates
from mysteryshop.clock import FixedClock
from mysteryshop.errors import KnownError
from mysteryshop.journey import Attachment, Record
from tests.ui.desk_rig import DeskRig
from tests.ui.screen_rig import read_notes
from tests.ui.walk_rig import instant
from ui.actions import DEFAULT_KEYS
from ui.journey_screens import JourneyParts, JourneyScreens
from ui.open_journey import OpenJourney


class EvidenceRig(DeskRig):
    """A walk, a debrief or a story in a window; files come as a leader would bring them."""

    def __init__(self, qtbot: QtBot, app: QApplication, folder: Path) -> None:
        super().__init__(qtbot, app, folder / "data", FixedClock(instant(12, 0)))
        self.folder = folder
        self.screens = JourneyScreens(self.desk, self.theme, JourneyParts(self.desk, self.theme, DEFAULT_KEYS))
        self.evidence = self.screens.evidence
        self.failed: list[KnownError] = []
        self.evidence.attaching.failed.connect(self.failed.append)
        self.window = QStackedWidget()
        for screen in self.screens.by_name.values():
            self.window.addWidget(screen)
        self.window.resize(1280, 800)

    def close(self) -> None:
        """Leave nothing behind."""
        for screen in (*self.screens.by_name.values(), self.screens.discreet):
            screen.set_journey(None)  # type: ignore[attr-defined]  # each of them has one
        self.evidence.set_journey(None)
        self.screens.close()
        self.window.close()
        self.window.deleteLater()
        self.screens.deleteLater()
        super().close()

    def walk(self) -> None:
        """A walk that was just started, without a moment."""
        made: list[str] = []
        plan = templates.find("airline-passenger")
        self.desk.write(lambda r: r.prepare(plan, zone="Europe/Lisbon").journey.id, made.append)
        self.qtbot.waitUntil(lambda: bool(made))
        at = self.clock.now()
        self.desk.write(lambda r: r.start(made[0], at, "book-online"))
        self.show(made[0], "walk")

    def read(self, screen: str, record: Record | None = None) -> None:
        """A journey that was walked, on its debrief or its story."""
        record = record or read_notes()
        self.desk.write(lambda r: r.import_record(record))
        self.show(record.journey.id, screen)

    def show(self, ident: str, screen: str) -> None:
        """Open a journey as it is on disk."""
        self.rest()
        self.journey = OpenJourney(self.stored(ident), self.desk, self.window)
        self.screens.set_journey(self.journey)
        self.window.setCurrentWidget(self.screens.by_name[screen])
        self.window.show()
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)
        self.rest()

    @property
    def screen(self) -> QWidget:
        """The screen in sight."""
        shown = self.window.currentWidget()
        assert shown is not None
        return shown

    def file(self, name: str, data: bytes) -> Path:
        """A file that lies somewhere else on the computer."""
        path = self.folder / name
        path.write_bytes(data)
        return path

    def drop(
        self, *paths: Path, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, wait: bool = True
    ) -> bool:
        """Drag files over the screen and drop them; whether it took them."""
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        return self.drop_mime(mime, modifier, wait=wait)

    def drop_mime(
        self, mime: QMimeData, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, *, wait: bool = True
    ) -> bool:
        """The same with anything."""
        left, copy = Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction
        enter = QDragEnterEvent(QPointF(400, 300).toPoint(), copy, mime, left, modifier)
        QApplication.sendEvent(self.screen, enter)
        if not enter.isAccepted():
            return False
        drop = QDropEvent(QPointF(400, 300), copy, mime, left, modifier)
        QApplication.sendEvent(self.screen, drop)
        if wait:
            self.rest()
        return drop.isAccepted()

    def rest(self) -> None:
        """Until nothing is on its way."""
        desk = self.desk
        for _ in range(2):
            self.qtbot.waitUntil(lambda: not desk.reader.busy and not desk.writer.busy, timeout=60_000)
            QApplication.processEvents()

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """What is on disk of this journey's evidence."""
        return self.stored().attachments

    def kept(self, attachment: Attachment) -> bytes:
        """The file as it lies in the data folder."""
        found: list[bytes] = []
        self.desk.read_store(lambda database: database.files.read(attachment.digest), found.append)
        self.qtbot.waitUntil(lambda: bool(found))
        return found[0]
