"""A picture on which boxes are drawn: by dragging, or with the keys.

N draws a box in the middle, Tab goes to the next one, arrows move it, with Shift they size it, Del removes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from mysteryshop.privacy.decisions import Box

from ..theme import Theme

SMALLEST = 0.01  # share of a side: less is a click, not a box
_STEP, _NEW = 0.01, 0.2
_ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}


class BoxCanvas(QWidget):
    """Boxes are black, as they will be; the chosen one has an edge."""

    boxesChanged = Signal()

    def __init__(self, image: QImage, boxes: Sequence[Box], theme: Theme) -> None:
        super().__init__()
        self.setObjectName("boxes.canvas")
        self.setAccessibleName("The picture: N draws a box, arrows move it, Shift and arrows size it, Del removes it")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setMinimumSize(320, 240)
        self._image, self._theme = image, theme
        self.boxes = list(boxes)
        self.chosen = -1
        self._began: QPointF | None = None  # where a drag began, in shares of the picture
        self._drawn: Box | None = None

    def add(self) -> None:
        """A box in the middle."""
        self.boxes.append(Box((1 - _NEW) / 2, (1 - _NEW) / 2, _NEW, _NEW))
        self._choose(len(self.boxes) - 1)

    def remove(self) -> None:
        """Take the chosen box away."""
        if 0 <= self.chosen < len(self.boxes):
            del self.boxes[self.chosen]
            self._choose(len(self.boxes) - 1)

    def event(self, event: QEvent) -> bool:
        """Tab goes from box to box, and past the last one to the buttons."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}.get(Qt.Key(event.key()))
            if step is not None and 0 <= self.chosen + step < len(self.boxes):
                self._choose(self.chosen + step)
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See the module."""
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_N:
            self.add()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove()
        elif key in _ARROWS and 0 <= self.chosen < len(self.boxes):
            self._nudge(*_ARROWS[key], size=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        else:
            super().keyPressEvent(event)

    def _nudge(self, x: int, y: int, *, size: bool) -> None:
        box = self.boxes[self.chosen]
        if size:
            width = _within(box.width + x * _STEP, SMALLEST, 1 - box.x)
            box = replace(box, width=width, height=_within(box.height + y * _STEP, SMALLEST, 1 - box.y))
        else:
            left = _within(box.x + x * _STEP, 0, 1 - box.width)
            box = replace(box, x=left, y=_within(box.y + y * _STEP, 0, 1 - box.height))
        self.boxes[self.chosen] = box
        self._told()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """On a box it is chosen; elsewhere a new one begins."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        at = self._share(event.position())
        hit = [n for n, box in enumerate(self.boxes) if _rect(box).contains(at)]
        if hit:
            self._choose(hit[-1])
        else:
            self._began = at

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The box grows with the mouse."""
        if self._began is not None:
            at = self._share(event.position())
            area = QRectF(self._began, at).normalized()
            self._drawn = Box(area.x(), area.y(), area.width(), area.height())
            self.update()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """What was drawn stays, unless it was but a click."""
        drawn, self._drawn, self._began = self._drawn, None, None
        if drawn is not None and min(drawn.width, drawn.height) >= SMALLEST:
            self.boxes.append(drawn)
            self._choose(len(self.boxes) - 1)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The picture, and the boxes on it."""
        place = self.picture
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), QColor(self._theme.palette.role("ground")))
        painter.drawImage(place, self._image)
        for number, box in enumerate([*self.boxes, *([self._drawn] if self._drawn else [])]):
            area = QRectF(
                place.x() + box.x * place.width(),
                place.y() + box.y * place.height(),
                box.width * place.width(),
                box.height * place.height(),
            )
            painter.fillRect(area, Qt.GlobalColor.black)
            if number == self.chosen or box is self._drawn:
                painter.setPen(QPen(QColor(self._theme.palette.role("accent")), 2 + self.hasFocus()))
                painter.drawRect(area)
        painter.end()

    @property
    def picture(self) -> QRectF:
        """Where the picture stands, in pixels: whole, and in the middle."""
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        return QRectF((self.width() - size.width()) / 2, (self.height() - size.height()) / 2, *size.toTuple())

    def _share(self, at: QPointF) -> QPointF:
        place = self.picture
        x, y = (at.x() - place.x()) / place.width(), (at.y() - place.y()) / place.height()
        return QPointF(_within(x, 0, 1), _within(y, 0, 1))

    def _choose(self, number: int) -> None:
        self.chosen = number
        self._told()

    def _told(self) -> None:
        self.update()
        self.boxesChanged.emit()


def _rect(box: Box) -> QRectF:
    return QRectF(box.x, box.y, box.width, box.height)


def _within(value: float, low: float, high: float) -> float:
    return max(low, min(high, value))
