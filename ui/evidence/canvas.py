"""A picture that can be looked at closely: zoom where the pointer is, drag, fit; all from the keyboard as well."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from ..theme import Theme
from .thumbnails import borrowed

if TYPE_CHECKING:  # Pillow is imported on the worker
    from mysteryshop.evidence_files.pictures import Bitmap

STEP = 1.25
CLOSEST = 16.0  # screen pixels for one of the picture
_PAN = 64


class PictureCanvas(QWidget):
    """`zoomed(percent)` of the picture's own pixels; `sentence` stands there where there is no picture."""

    zoomed = Signal(int)
    stepRequested = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("evidenceCanvas")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(240, 200)
        self._theme = theme
        self._picture: QImage | None = None
        self._levels: tuple[QImage, ...] = ()
        self._bitmaps: tuple[Bitmap, ...] = ()
        self._shrunk = 1.0  # pixels of the whole picture for one of those shown
        self._sentence = ""
        self._factor = 1.0
        self._middle = QPointF()  # what stands in the middle, in pixels of the picture shown
        self._fits = True
        self._held: QPointF | None = None
        theme.changed.connect(self.update)

    @property
    def percent(self) -> int:
        """How large the picture is shown, of its own pixels."""
        return round(self._factor / self._shrunk * 100)

    @property
    def fits(self) -> bool:
        """Whether the whole picture is in sight and follows the window."""
        return self._fits

    @property
    def middle(self) -> QPointF:
        """What stands in the middle."""
        return self._middle

    def show_picture(self, levels: Sequence[Bitmap]) -> None:
        """Show a picture whole: `levels` are it and its halves."""
        self._bitmaps = tuple(levels)  # their pixels are not copied
        self._levels = tuple(borrowed(level) for level in levels)
        self._picture, self._sentence = self._levels[0], ""
        self._shrunk = levels[0].full_width / max(1, levels[0].width)
        self.setAccessibleName("Picture: plus and minus zoom, arrows move, 0 fits")
        self.fit()

    def show_sentence(self, sentence: str) -> None:
        """Say something where a picture would be."""
        self._levels, self._picture, self._sentence = (), None, sentence
        self.setAccessibleName(sentence)
        self.update()
        self.zoomed.emit(0)

    def fit(self) -> None:
        """The whole picture, as large as there is room and not larger than it is."""
        self._fits = True
        if self._picture is not None:
            room = QSizeF(self.width() - 24, self.height() - 24)
            factor = min(room.width() / self._picture.width(), room.height() / self._picture.height())
            self._middle = QPointF(self._picture.width() / 2, self._picture.height() / 2)
            self._set_factor(max(0.01, min(factor, self._shrunk)))

    def actual(self) -> None:
        """One pixel of the picture for one of the screen."""
        self.zoom(self._shrunk / self._factor)

    def zoom(self, by: float, at: QPointF | None = None) -> None:
        """Zoom so that what is at that point of the widget stays there."""
        if self._picture is None:
            return
        wanted = max(0.02, min(CLOSEST * self._shrunk, self._factor * by))
        point = at if at is not None else QPointF(self.width() / 2, self.height() / 2)
        away = point - QPointF(self.width() / 2, self.height() / 2)
        self._middle += away / self._factor - away / wanted
        self._fits = False
        self._set_factor(wanted)

    def pan(self, x: float, y: float) -> None:
        """Move what is looked at, in pixels of the screen."""
        self._middle += QPointF(x, y) / self._factor
        self._fits = False
        self._hold()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Plus, minus, 0 and 1 zoom; arrows move, or step where the whole picture is in sight."""
        key = event.key()
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(STEP)
        elif key in (Qt.Key.Key_Minus, Qt.Key.Key_Underscore):
            self.zoom(1 / STEP)
        elif key in (Qt.Key.Key_0, Qt.Key.Key_F):
            self.fit()
        elif key == Qt.Key.Key_1:
            self.actual()
        elif key in _ARROWS:
            self._on_arrow(*_ARROWS[Qt.Key(key)])
        else:
            super().keyPressEvent(event)

    def _on_arrow(self, x: int, y: int) -> None:
        if self._fits and x:
            self.stepRequested.emit(x)
        else:
            self.pan(x * _PAN, y * _PAN)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel zooms where the pointer is."""
        turns = event.angleDelta().y() / 120
        if turns:
            self.zoom(STEP**turns, event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the picture."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.button() == Qt.MouseButton.LeftButton and self._picture is not None:
            self._held = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag it."""
        if self._held is not None:
            moved = self._held - event.position()
            self._held = event.position()
            self.pan(moved.x(), moved.y())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go."""
        self._held = None
        self.unsetCursor()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Between the whole picture and its own pixels."""
        if self._fits:
            self.zoom(self._shrunk / self._factor, event.position())
        else:
            self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A picture that fits goes on fitting."""
        super().resizeEvent(event)
        if self._fits:
            self.fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what is in sight."""
        palette = self._theme.palette
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(palette.ground))
        if self._picture is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self._factor < 3)
            level = self._level()
            painter.drawImage(self._placed(), level, QRectF(level.rect()))
        elif self._sentence:
            painter.setPen(QColor(palette.ink2))
            room = self.rect().adjusted(32, 32, -32, -32)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(room, int(flags), self._sentence)
        if self.hasFocus():
            painter.setPen(QColor(palette.accent))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _level(self) -> QImage:
        """The smallest of the halves that is no smaller than it is shown: drawn quickly, and without a shimmer."""
        assert self._picture is not None
        wanted = self._picture.width() * self._factor * self.devicePixelRatioF()
        return next((level for level in reversed(self._levels) if level.width() >= wanted), self._picture)

    def _placed(self) -> QRectF:
        assert self._picture is not None
        size = QSizeF(self._picture.size()) * self._factor
        corner = QPointF(self.width() / 2, self.height() / 2) - self._middle * self._factor
        return QRectF(corner, size)

    def _set_factor(self, factor: float) -> None:
        self._factor = factor
        self._hold()
        self.update()
        self.zoomed.emit(self.percent)

    def _hold(self) -> None:
        """The picture never leaves the window: what is smaller than it stands in the middle."""
        if self._picture is None:
            return
        size = QSizeF(self._picture.size())
        half_x, half_y = self.width() / 2 / self._factor, self.height() / 2 / self._factor
        x = size.width() / 2 if half_x * 2 >= size.width() else _within(self._middle.x(), half_x, size.width() - half_x)
        y = (
            size.height() / 2
            if half_y * 2 >= size.height()
            else _within(self._middle.y(), half_y, size.height() - half_y)
        )
        self._middle = QPointF(x, y)


_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


def _within(value: float, low: float, high: float) -> float:
    return max(low, min(high, value))
