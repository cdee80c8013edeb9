"""The capture keys: each a badge with its key and the word for it, to press or to click."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from mysteryshop import vocabulary
from mysteryshop.palette import Palette
from mysteryshop.vocabulary import CAPTURES

from ..theme import Theme
from .keys import key_text

NARROW = 108  # pixels of each key: below it keys are as wide as their words need, which are set smaller
LEAST = 10  # pixels: smaller letters are not read at arm's length
_LOW = 20  # pixels of a badge in a narrow bar
_PAD, _END = 4.0, 3.0  # and beside it, and behind the words
_ON_BAR = tuple(term for term in CAPTURES if term.kind != "feeling")


class CaptureKey(QAbstractButton):
    """One key; `role` is the colour role of its badge."""

    def __init__(self, theme: Theme, action: QAction, words: str, role: str) -> None:
        super().__init__()
        self._theme, self._action, self._role = theme, action, role
        self._letters = 0
        self.setObjectName(f"key.{action.objectName().partition('.')[2]}")
        self.setText(words)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(action.trigger)
        action.changed.connect(self._on_action)
        theme.changed.connect(self._on_theme)
        self._on_action()

    def sizeHint(self) -> QSize:
        """One row of the bar."""
        return QSize(120, round(44 * self._theme.scale))

    def needs(self, pixels: int) -> int:
        """The width that its words need beside the badge where the bar is narrow, in letters of that size."""
        words = QFontMetrics(_font(pixels, QFont.Weight.Medium)).horizontalAdvance(self.text())
        return ceil(_PAD + self._badge_width(_LOW * self._theme.scale) + _PAD + words + _END)

    def set_letters(self, pixels: int) -> None:
        """The size that the words of all keys are set in where the bar is narrow; 0 where it is not."""
        self._letters = pixels
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card, the badge with the key, the word."""
        palette, scale, narrow = self._theme.palette, self._theme.scale, bool(self._letters)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_card(painter, palette)
        pad, gap = (_PAD, _PAD) if narrow else (10.0, 8.0)
        badge = self._paint_badge(painter, palette, pad, (_LOW if narrow else 24) * scale)
        room = QRectF(badge.right() + gap, 0, self.width() - badge.right() - gap - _END, self.height())
        font = _font(self._letters or 14 * scale, QFont.Weight.Medium)
        painter.setFont(font)
        painter.setPen(QColor(palette.ink))
        words = QFontMetrics(font).elidedText(self.text(), Qt.TextElideMode.ElideRight, ceil(room.width()))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), words)
        painter.end()

    def _paint_card(self, painter: QPainter, palette: Palette) -> None:
        edge = palette.ink2 if self.underMouse() else palette.line
        painter.setPen(QPen(QColor(edge), 1))
        painter.setBrush(QColor(palette.accent_soft if self.isDown() else palette.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)

    def _paint_badge(self, painter: QPainter, palette: Palette, left: float, height: float) -> QRectF:
        text = key_text(self._action)
        rect = QRectF(left, (self.height() - height) / 2, self._badge_width(height), height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.role(self._role)))
        painter.drawRoundedRect(rect, 5, 5)
        painter.setPen(QColor(palette.on_accent if self._role == "accent" else palette.on_badge))
        if text == "↵":
            _paint_return(painter, rect)
        else:
            painter.setFont(self._badge_font(height))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
        return rect

    def _badge_font(self, height: float) -> QFont:
        return _font(height * (0.5 if len(key_text(self._action)) > 1 else 0.54), QFont.Weight.Bold)

    def _badge_width(self, height: float) -> float:
        words = QFontMetrics(self._badge_font(height)).horizontalAdvance(key_text(self._action))
        return max(height, words + (10 if height > _LOW * self._theme.scale else 8) * self._theme.scale)

    def _on_action(self) -> None:
        self.setToolTip(f"{self._action.text()}  ({key_text(self._action)})")
        self.setAccessibleName(f"{self.text()}, key {key_text(self._action)}")
        self.update()

    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()


class CaptureBar(QWidget):
    """All capture keys but the feelings, and at the end the way on."""

    def __init__(self, theme: Theme, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self.setObjectName("captureBar")
        self._theme = theme
        layout = self._row = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for term in _ON_BAR:
            role = vocabulary.by_id(vocabulary.KINDS, term.kind).role
            layout.addWidget(CaptureKey(theme, actions[term.id], term.label, role))
        self._next = CaptureKey(theme, actions["next"], "Next", "accent")
        layout.addWidget(self._next)
        theme.changed.connect(self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the keys stand closer, for the sake of their words."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Keys of one width where their words have room; else each as its own need, in letters of one size for all."""
        keys = self.findChildren(CaptureKey)
        narrow = self.width() < len(keys) * NARROW * self._theme.scale
        gap = 3 if narrow else 8
        self._row.setSpacing(gap)
        room = self.width() - (len(keys) - 1) * gap
        sizes = range(round(12 * self._theme.scale), LEAST - 1, -1) if narrow else ()
        letters = next((size for size in sizes if sum(key.needs(size) for key in keys) <= room), LEAST if narrow else 0)
        wide = narrow and max(key.needs(letters) for key in keys) > room // len(keys)
        for key in keys:
            key.set_letters(letters)
            self._row.setStretchFactor(key, key.needs(letters) if wide else 1)

    def show_next(self, words: str) -> None:
        """What Enter does now: Start, Next or Finish."""
        if words != self._next.text():
            self._next.setText(words)
            self._fit()


def _font(pixels: float, weight: QFont.Weight) -> QFont:
    font = QFont()
    font.setPixelSize(max(9, round(pixels)))
    font.setWeight(weight)
    return font


def _paint_return(painter: QPainter, rect: QRectF) -> None:
    """The sign of the Enter key, drawn: fonts disagree about it."""
    pen = QPen(painter.pen().color(), rect.width() / 12)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    x, y, size = rect.left(), rect.top(), rect.width()
    right, low = x + size * 0.7, y + size * 0.56
    painter.drawPolyline([QPointF(right, y + size * 0.34), QPointF(right, low), QPointF(x + size * 0.3, low)])
    painter.drawPolyline(
        [
            QPointF(x + size * 0.42, low - size * 0.12),
            QPointF(x + size * 0.3, low),
            QPointF(x + size * 0.42, low + size * 0.12),
        ]
    )
