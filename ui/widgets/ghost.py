"""What is seen while a moment is dragged to another time: a pale copy of it, and the time at which it would be."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPixmap

from mysteryshop.clock import hms
from mysteryshop.journey import Instant
from mysteryshop.palette import Palette

from ..theme import tabular
from .wording import clock_text

_PAD = 8


def moved_words(at: Instant, before: Instant, zone: str) -> str:
    """When it would be, and how far that is from now on the clock: 10:38:20 · 2:10 earlier."""
    by = (at - before) // 1_000_000
    if not by:
        return f"{clock_text(at, zone)} · as it is"
    return f"{clock_text(at, zone)} · {hms(abs(by))} {'later' if by > 0 else 'earlier'}"


def paint_ghost(painter: QPainter, picture: QPixmap, at: QPointF, opacity: float = 0.65) -> None:
    """The pale copy."""
    painter.setOpacity(opacity)
    painter.drawPixmap(at, picture)
    painter.setOpacity(1.0)


def paint_label(painter: QPainter, words: str, near: QPointF, room: QRect, palette: Palette) -> None:
    """The time in a small dark box above the place, or below it where there is no room."""
    font = tabular(painter.font())
    painter.setFont(font)
    size = QFontMetrics(font).size(Qt.TextFlag.TextSingleLine, words)
    width, height = size.width() + 2 * _PAD, size.height() + _PAD
    left = min(max(near.x() - width / 2, room.left() + 2), room.right() - width - 2)
    top = near.y() - height - 6
    if top < room.top() + 2:
        top = near.y() + 14
    box = QRectF(left, top, width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(palette.ink))
    painter.drawRoundedRect(box, 6, 6)
    painter.setPen(QColor(palette.surface))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), words)
