"""The reading of the journey that is shown: worked out on the reader, once a burst of edits is over."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from mysteryshop.journey import Record

from ..desk import Desk
from ..pause import pause
from ..pen import Pen
from .reading import Reading, read

_PAUSE_MS = 250  # after a change, so that a burst of edits is read once


class StoryReader(QObject):
    """`found` with what the cards, the figures and the head say; never of another journey than the one that is open."""

    found = Signal(object)  # Reading
    failed = Signal(object)  # KnownError

    def __init__(self, desk: Desk, pen: Pen, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._pen = desk, pen
        self._read: Record | None = None
        self._pause = pause(self, _PAUSE_MS, self.ask)

    def ask(self) -> None:
        """Work it out now, where it is not known."""
        record = self._pen.record
        if record is None or record is self._read:
            return
        now = self._desk.clock.now().at
        self._desk.reader.submit(lambda: read(record, now), self._on_read, self.failed.emit, self)

    def ask_soon(self) -> None:
        """Work it out once nothing more is changed."""
        self._pause.start()

    def rest(self) -> None:
        """Nobody is looking."""
        self._pause.stop()

    def forget(self) -> None:
        """Another journey: nothing is known of it."""
        self._read = None

    def _on_read(self, reading: Reading) -> None:
        record = self._pen.record
        if record is not None and reading.record.journey.id == record.journey.id:
            self._read = reading.record
            self.found.emit(reading)
