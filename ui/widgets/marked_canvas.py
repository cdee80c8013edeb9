"""A picture with marks in it: what the pointer and the keyboard have in common on every chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QToolTip

from .ringed import SeenFocus

if TYPE_CHECKING:
    from mysteryshop.charts.marks import Mark

_RING, _ROUND = 16.0, 8.0  # pixels: a ring is at least so wide, and its corners at most so round


class MarkedCanvas(SeenFocus):
    """Hover tells of a mark, a click opens what is behind it."""

    def mark_at(self, x: float, y: float) -> Mark | None:
        """The mark at that pixel of the widget."""
        raise NotImplementedError

    def open_mark(self, mark: Mark) -> None:
        """Open the moments behind a mark."""
        raise NotImplementedError

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Hover tells."""
        mark = self.mark_at(event.position().x(), event.position().y())
        if mark is None:
            QToolTip.hideText()
            self.unsetCursor()
            return
        self.setCursor(Qt.CursorShape.PointingHandCursor if mark.moments else Qt.CursorShape.ArrowCursor)
        QToolTip.showText(event.globalPosition().toPoint(), as_plain(mark.text), self)

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is told of what the pointer has left."""
        QToolTip.hideText()
        super().leaveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens what is behind the mark."""
        if event.button() == Qt.MouseButton.LeftButton:
            mark = self.mark_at(event.position().x(), event.position().y())
            if mark is not None and mark.moments:
                self.open_mark(mark)
        super().mouseReleaseEvent(event)


def draw_ring(painter: QPainter, place: QRectF) -> None:
    """A ring around a mark, so that a small one is seen as well."""
    ring = QRectF(0, 0, max(_RING, place.width() + 6), max(_RING, place.height() + 6))
    ring.moveCenter(place.center())
    radius = min(_ROUND, ring.height() / 2)
    painter.drawRoundedRect(ring, radius, radius)


def as_plain(text: str) -> str:
    """The text as a tooltip that is never read as markup."""
    safe = text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>")
    return f"<qt>{safe}</qt>"
