"""What leaves the story leaves as it is on disk: acts wait until everything typed is stored."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from mysteryshop.journey import Record

from ..pen import Pen

Act = Callable[[Record], None]


class OnceSettled(QObject):
    """`waits` with True while the disk has not taken everything, and with False when it has."""

    waits = Signal(bool)

    def __init__(self, pen: Pen, flush: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._pen, self._flush = pen, flush
        self._waiting: Act | None = None
        pen.settled.connect(self._on_settled)

    def do(self, act: Act) -> None:
        """Do it with the record, at once or as soon as everything typed is on disk."""
        self._flush()
        record = self._pen.record
        if record is None:
            return
        if not self._pen.waiting:
            act(record)
            return
        self.waits.emit(True)
        self._waiting = act

    def forget(self) -> None:
        """Another journey: nothing is to be done any more."""
        self._waiting = None

    def _on_settled(self) -> None:
        act, self._waiting = self._waiting, None
        if act is not None:
            self.waits.emit(False)
            self.do(act)
