"""The capture keys: each a badge with its key and the word for it, to press or to click."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from mysteryshop import vocabulary
from mysteryshop.palette import Palette
from mysteryshop.vocabulary import CAPTURES

from ..theme import Theme
from .keys import key_text

NARROW = 108  # pixels: below it the words are set smaller
LEAST = 10  # pixels: smaller letters are not read at arm's length
_ON_BAR = tuple(term for term in CAPTURES if term.kind != "feeling")


class CaptureKey(QAbstractButton):
    """One key; `role` is the colour role of its badge."""

    def __init__(self, theme: Theme, action: QAction, words: str, role: str) -> None:
        super().__init__()
        self._theme, self._action, self._role = theme, action, role
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

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card, the badge with the key, the word."""
        palette, scale = self._theme.palette, self._theme.scale
        narrow = self.width() < NARROW * scale
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_card(painter, palette)
        pad, gap = (4.0, 4.0) if narrow else (10.0, 8.0)
        badge = self._paint_badge(painter, palette, pad, (20 if narrow else 24) * scale)
        room = QRectF(badge.right() + gap, 0, self.width() - badge.right() - gap - 3, self.height())
        font = _fitting(self.text(), room.width(), (12 if narrow else 14) * scale)
        painter.setFont(font)
        painter.setPen(QColor(palette.ink))
        words = QFontMetrics(font).elidedText(self.text(), Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), words)
        painter.end()

    def _paint_card(self, painter: QPainter, palette: Palette) -> None:
        edge = palette.ink2 if self.underMouse() else palette.line
        painter.setPen(QPen(QColor(edge), 1))
        painter.setBrush(QColor(palette.accent_soft if self.isDown() else palette.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)

    def _paint_badge(self, painter: QPainter, palette: Palette, left: float, height: float) -> QRectF:
        text = key_text(self._action)
        font = _font(height * (0.5 if len(text) > 1 else 0.54), QFont.Weight.Bold)
        width = max(height, QFontMetrics(font).horizontalAdvance(text) + 10 * self._theme.scale)
        rect = QRectF(left, (self.height() - height) / 2, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.role(self._role)))
        painter.drawRoundedRect(rect, 5, 5)
        painter.setPen(QColor(palette.on_accent if self._role == "accent" else palette.on_badge))
        if text == "↵":
            _paint_return(painter, rect)
        else:
            painter.setFont(font)
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
        return rect

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
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for term in _ON_BAR:
            role = vocabulary.by_id(vocabulary.KINDS, term.kind).role
            layout.addWidget(CaptureKey(theme, actions[term.id], term.label, role))
        self._next = CaptureKey(theme, actions["next"], "Next", "accent")
        layout.addWidget(self._next)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the keys stand closer, for the sake of their words."""
        super().resizeEvent(event)
        narrow = self.width() < (len(_ON_BAR) + 1) * NARROW * self._theme.scale
        layout = self.layout()
        if layout is not None:
            layout.setSpacing(3 if narrow else 8)

    def show_next(self, words: str) -> None:
        """What Enter does now: Start, Next or Finish."""
        if words != self._next.text():
            self._next.setText(words)
            self._next.update()


def _fitting(words: str, room: float, pixels: float) -> QFont:
    """The font of that size, or as much smaller as the words need, down to what can still be read."""
    font = _font(pixels, QFont.Weight.Medium)
    while font.pixelSize() > LEAST and QFontMetrics(font).horizontalAdvance(words) > room:
        font.setPixelSize(font.pixelSize() - 1)
    return font


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
