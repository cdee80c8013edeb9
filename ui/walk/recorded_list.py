"""The recorded list under the mouse: a row is dragged to another time, between its neighbours or beyond them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRect, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, Qt
from PySide6.QtWidgets import QApplication

from mysteryshop.journey import SECOND, Instant, Moment

from ..theme import Theme
from ..widgets.ghost import moved_words, paint_ghost, paint_label
from ..widgets.nudge import nudge_of
from .keyed_list import KeyedList
from .recorded_model import MOMENT

_OPAQUE = 0.94  # words must not show through words
Reach = Callable[[Moment], tuple[Instant, Instant]]


class RecordedList(KeyedList):
    """`moveRequested(moment, when)` when a row was dropped, or Alt and an arrow moved it. Esc takes a drag back."""

    moveRequested = Signal(str, object)  # Instant

    def __init__(self, theme: Theme, running: Sequence[int]) -> None:
        super().__init__("recordedList", running)
        self._theme = theme
        self.zone = "UTC"
        self.reach: Reach = lambda moment: (moment.observed_at, moment.observed_at)
        self._pressed: QPoint | None = None
        self._dragged: Moment | None = None
        self._ghost = QPixmap()
        self._grip = QPoint()  # where the row is held
        self._at = QPoint()

    @property
    def dragging(self) -> str:
        """What the label says while a row is dragged; "" where none is."""
        dragged = self._dragged
        return "" if dragged is None else moved_words(self._when(dragged), dragged.observed_at, self.zone)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A row may be about to be dragged."""
        self._pressed = event.position().toPoint() if event.button() == Qt.MouseButton.LeftButton else None
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag."""
        at = event.position().toPoint()
        if self._dragged is not None:
            self._at = at
            self.viewport().update()
        elif self._pressed is not None and event.buttons() & Qt.MouseButton.LeftButton:
            if (at - self._pressed).manhattanLength() >= QApplication.startDragDistance():
                self._begin(self._pressed)
                self._at = at
        else:
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Drop."""
        dragged, self._pressed = self._dragged, None
        if dragged is None:
            super().mouseReleaseEvent(event)
            return
        self._at = event.position().toPoint()
        when = self._when(dragged)
        self.cancel()
        if when != dragged.observed_at:
            self.moveRequested.emit(dragged.id, when)

    def event(self, event: QEvent) -> bool:
        """During a drag Esc is ours, and nobody else's."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if self._dragged is not None and event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
            if nudge_of(event) and self.currentIndex().isValid():
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc takes the drag back; Alt and an arrow move the current row."""
        index, seconds = self.currentIndex(), nudge_of(event)
        if self._dragged is not None and event.key() == Qt.Key.Key_Escape:
            self.cancel()
        elif seconds and index.isValid():
            moment: Moment = index.data(MOMENT)
            self.moveRequested.emit(moment.id, self._within(moment, moment.observed_at + seconds * SECOND))
        else:
            super().keyPressEvent(event)

    def cancel(self) -> None:
        """Leave the row where it was."""
        if self._dragged is not None:
            self._dragged = None
            self._pressed = None
            self.releaseKeyboard()
            self.unsetCursor()
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows, and over them the one that is dragged."""
        super().paintEvent(event)
        if self._dragged is None:
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = self._at.y() - self._grip.y()
        paint_ghost(painter, self._ghost, QPointF(0, top), _OPAQUE)
        painter.setPen(QColor(self._theme.palette.accent))
        painter.drawRect(QRect(QPoint(0, top), self._ghost.deviceIndependentSize().toSize()).adjusted(0, 0, -1, -1))
        near = QPointF(self.viewport().width() / 2, top)
        paint_label(painter, self.dragging, near, self.viewport().rect(), self._theme.palette)
        painter.end()

    def _begin(self, at: QPoint) -> None:
        index = self.indexAt(at)
        if not index.isValid():
            self._pressed = None
            return
        moment: Moment = index.data(MOMENT)
        place = self.visualRect(index)
        self._ghost = self.viewport().grab(place)
        self._grip = at - place.topLeft()
        self._dragged = moment
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self.grabKeyboard()  # so that Esc reaches the drag, wherever the keyboard is

    def _when(self, moment: Moment) -> Instant:
        """The time at the row's middle: between the rows above and below it, in proportion."""
        middle = self._at.y() - self._grip.y() + self._ghost.deviceIndependentSize().height() / 2
        first, last = self.reach(moment)
        above: tuple[float, Instant] = (0.0, last)
        below: tuple[float, Instant] = (float(max(self.viewport().height(), 1)), first)
        for row in range(self.model().rowCount()):
            index = self.model().index(row, 0)
            other: Moment = index.data(MOMENT)
            if other.id == moment.id:
                if row == 0 and middle >= self._middle(index):
                    above = self._middle(index), other.observed_at
                continue
            place = self._middle(index)
            if place <= middle:
                above = place, other.observed_at
            else:
                below = place, other.observed_at
                break
        share = (middle - above[0]) / max(below[0] - above[0], 1.0)
        when = round(above[1] + (below[1] - above[1]) * share)
        return self._within(moment, when - when % SECOND)

    def _middle(self, index: QModelIndex | QPersistentModelIndex) -> float:
        place = self.visualRect(index)
        return place.top() + place.height() / 2

    def _within(self, moment: Moment, when: Instant) -> Instant:
        first, last = self.reach(moment)
        return min(max(when, first), last)
