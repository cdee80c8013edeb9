"""The screen as it was, standing still, for the leader to pick from: a window, a part, or all of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

LEAST = 8  # pixels: less was no drag
_DRAG = "Drag over what counts  ·  Enter takes all of it  ·  Esc leaves"
_CLICK = "Click a window, or drag over what counts  ·  Enter takes all of it  ·  Esc leaves"


class RegionPicker(QWidget):
    """`picked(QImage)` what was chosen, `left` where nothing was."""

    picked = Signal(QImage)
    left = Signal()

    def __init__(self, picture: QImage, ground: QRect, windows: Sequence[QRect] = ()) -> None:
        """`windows` are where they stood when the picture was taken, the topmost first, in places of the desktop."""
        flags = Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint
        super().__init__(None, Qt.WindowType.Window | flags | Qt.WindowType.BypassWindowManagerHint)
        self.setObjectName("regionPicker")
        self.setWindowTitle("Notes")
        self.setAccessibleName("Pick a part of the screen: click a window, drag, or Enter for all of it; Esc leaves")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setGeometry(ground)
        self.setMouseTracking(True)
        self._picture = picture
        whole = QRect(QPoint(0, 0), ground.size())
        cut = (place.translated(-ground.topLeft()).intersected(whole) for place in windows)
        self._windows = tuple(place for place in cut if not place.isEmpty())
        self._from: QPoint | None = None
        self._rect = QRect()

    def begin(self) -> None:
        """Cover the screens and take the keyboard."""
        self.show()
        self.raise_()
        self.activateWindow()
        self.grabKeyboard()
        self.setFocus()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A part begins here; the right button leaves."""
        if event.button() == Qt.MouseButton.RightButton:
            self._leave()
        else:
            self._from = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The part grows; before it is begun the window under the pointer stands out."""
        at = event.position().toPoint()
        before = self._rect
        self._rect = QRect(self._from, at).normalized() if self._from is not None else self._window_at(at)
        if self._rect != before:
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The part is picked, where it is one; a click without a drag picks the window that lies there."""
        begun, self._from = self._from, None
        if begun is None:
            return
        dragged = QRect(begun, event.position().toPoint()).normalized()
        chosen = dragged if min(dragged.width(), dragged.height()) >= LEAST else self._window_at(begun)
        self._rect = QRect()
        self.update()
        if not chosen.isEmpty():
            self._pick(chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes all, Esc leaves."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._pick(self.rect())
        elif event.key() == Qt.Key.Key_Escape:
            self._leave()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The screen, darker where it is not picked."""
        painter = QPainter(self)
        painter.drawImage(QPoint(0, 0), self._picture)
        painter.fillRect(self.rect(), QColor(0, 0, 0, 90))
        if not self._rect.isEmpty():
            ratio = self._picture.devicePixelRatio()
            source = QRectF(QRectF(self._rect).topLeft() * ratio, QRectF(self._rect).size() * ratio)
            painter.drawImage(QRectF(self._rect), self._picture, source)
            painter.setPen(QPen(QColor(255, 255, 255), 1))
            painter.drawRect(self._rect.adjusted(-1, -1, 0, 0))
        if self._from is None:
            self._paint_hint(painter)
        painter.end()

    def _window_at(self, at: QPoint) -> QRect:
        return next((place for place in self._windows if place.contains(at)), QRect())

    def _paint_hint(self, painter: QPainter) -> None:
        hint = _CLICK if self._windows else _DRAG
        font = QFont(self.font())
        font.setPixelSize(16)
        painter.setFont(font)
        size = painter.fontMetrics().size(0, hint)
        card = QRect(0, 0, size.width() + 48, size.height() + 24)
        card.moveCenter(QPoint(self.width() // 2, self.height() - 72))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(28, 34, 41, 235))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawRoundedRect(card, 10, 10)
        painter.setPen(QColor(255, 255, 255))
        painter.drawText(card, Qt.AlignmentFlag.AlignCenter, hint)

    def _pick(self, rect: QRect) -> None:
        ratio = self._picture.devicePixelRatio()
        whole = QRect(rect.topLeft() * ratio, rect.size() * ratio)
        image = self._picture.copy(whole)
        image.setDevicePixelRatio(1)
        self.releaseKeyboard()
        self.picked.emit(image)

    def _leave(self) -> None:
        self.releaseKeyboard()
        self.left.emit()
