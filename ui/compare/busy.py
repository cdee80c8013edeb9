"""A calm sign that an answer is being worked out: only where it takes longer than a moment."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLabel, QWidget

from ..widgets.parts import button, label, row

AFTER_MS = 300


class BusySign(QWidget):
    """`appeared` after 300 ms without an answer, `stopped` when the user wants no answer any more."""

    appeared = Signal()
    stopped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.words: QLabel = label("Working it out …", "small", name="compare.busy")
        self.stop = button("Stop", "link", name="compare.stop", tip="Keep what was shown before (Esc)")
        self.stop.clicked.connect(self.stopped)
        self.setLayout(row(self.words, self.stop, spacing=4))
        self.hide()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(AFTER_MS)
        self._wait.timeout.connect(self._on_long)

    @property
    def waiting(self) -> bool:
        """Whether an answer is awaited, shown or not yet."""
        return self._wait.isActive() or not self.isHidden()

    def begin(self) -> None:
        """An answer was asked for."""
        if self.isHidden():
            self._wait.start()

    def end(self) -> None:
        """It is there, or nobody wants it."""
        self._wait.stop()
        self.hide()

    def _on_long(self) -> None:
        self.show()
        self.appeared.emit()
