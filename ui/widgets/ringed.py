"""A ring around what has the keyboard, where the style sheet cannot draw one."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget


class SeenFocus(QWidget):
    """Painted anew when the keyboard comes and when it goes."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The ring goes with the keyboard."""
        super().focusOutEvent(event)
        self.update()


class Ringed(SeenFocus):
    """Keys go to the whole of it; the ring comes and goes with the keyboard."""

    def ring(self) -> tuple[QRectF, float]:
        """Where the ring runs, and how round its corners are, pixels; nowhere where the rectangle is empty."""
        raise NotImplementedError

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A ring while it has the keyboard."""
        if not self.hasFocus():
            return
        around, radius = self.ring()
        if not around.isEmpty():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self.palette().highlight().color(), 1.5))
            painter.drawRoundedRect(around, radius, radius)
            painter.end()
