"""The badge of a kind: its letter on its colour, so that a kind is never colour alone."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from mysteryshop import vocabulary
from mysteryshop.palette import Palette

RADIUS = 4.0


def paint_badge(painter: QPainter, rect: QRectF, kind: str, palette: Palette, letter: str = "") -> None:
    """Paint the badge of `kind` into `rect`; `letter` overrides the kind's own (H for a chase)."""
    term = vocabulary.by_id(vocabulary.KINDS, kind)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(palette.role(term.role)))
    painter.drawRoundedRect(rect, RADIUS, RADIUS)
    font = QFont(painter.font())
    font.setPixelSize(max(8, round(rect.height() * 0.58)))
    font.setWeight(QFont.Weight.Bold)
    painter.setFont(font)
    painter.setPen(QColor(palette.surface if term.role == "ink" else palette.on_badge))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, letter or term.letter)
    painter.restore()


class Badge(QWidget):
    """The badge as a widget of its own."""

    def __init__(self, kind: str, palette: Palette, letter: str = "", size: int = 20) -> None:
        super().__init__()
        self._kind, self._palette, self._letter, self._size = kind, palette, letter, size
        self.setFixedSize(self.sizeHint())
        self.setAccessibleName(vocabulary.by_id(vocabulary.KINDS, kind).label)

    def set_kind(self, kind: str, letter: str = "") -> None:
        """Show another kind."""
        self._kind, self._letter = kind, letter
        self.setAccessibleName(vocabulary.by_id(vocabulary.KINDS, kind).label)
        self.update()

    def set_palette(self, palette: Palette) -> None:
        """Follow the theme."""
        self._palette = palette
        self.update()

    def sizeHint(self) -> QSize:
        """Wider than high where the letter is a word."""
        width = self._size if len(self._letter) <= 1 else self._size + 8 * (len(self._letter) - 1)
        return QSize(width, self._size)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the letter on its colour."""
        painter = QPainter(self)
        painter.setFont(self.font())
        paint_badge(painter, QRectF(self.rect()), self._kind, self._palette, self._letter)
        painter.end()
