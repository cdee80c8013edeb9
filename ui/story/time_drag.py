"""A moment dragged along the story's time axis: a ghost and its time while it is held, Esc takes it back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from mysteryshop.analysis.timeline import Timeline
from mysteryshop.clock import Clock
from mysteryshop.journey import SECOND, Instant, Moment, Record

from ..theme import Theme
from ..widgets.chart_canvas import ChartCanvas
from ..widgets.chart_drawing import Drawn, mark_at
from ..widgets.ghost import moved_words, paint_ghost, paint_label
from ..widgets.moving import reach
from ..widgets.nudge import nudge_of

_AROUND = 9.0  # pixels around a mark that its ghost shows
_KEYS = (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)


class Overlay(QWidget):
    """Lies over the chart and lets the mouse through."""

    def __init__(self, canvas: ChartCanvas, theme: Theme) -> None:
        super().__init__(canvas)
        self.setObjectName("story.ghost")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._theme = theme
        self.picture, self.place, self.words = QPixmap(), QPointF(), ""
        self.line = 0.0
        self.area = QRectF()
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The line in time, the ghost on it, the time above it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._theme.palette.accent), 1.2))
        painter.drawLine(QPointF(self.line, self.area.top()), QPointF(self.line, self.area.bottom()))
        paint_ghost(painter, self.picture, self.place)
        near = QPointF(self.line, self.place.y())
        paint_label(painter, self.words, near, self.rect(), self._theme.palette)
        painter.end()


class TimeDrag(QObject):
    """Watches the story chart; `moved(moment, when)` when a mark was dropped, or Alt and an arrow moved it."""

    moved = Signal(str, object)  # Instant

    def __init__(self, canvas: ChartCanvas, theme: Theme, clock: Clock) -> None:
        super().__init__(canvas)
        self._canvas, self._clock = canvas, clock
        self.overlay = Overlay(canvas, theme)
        self._record: Record | None = None
        self.chosen = ""  # the moment that is open beside the chart
        self._sent: tuple[str, Instant] | None = None  # asked for by a key, not yet in the record
        self._pressed: QPointF | None = None
        self._moment: Moment | None = None
        self._dragging = False
        canvas.installEventFilter(self)

    def show_record(self, record: Record | None, waiting: int = 0) -> None:
        """Follow the record, with so many edits still on their way; what is dragged of an older one is let go."""
        self._record = record
        if not waiting:
            self._sent = None
        self.cancel()

    def cancel(self) -> None:
        """Leave the moment where it was."""
        if self._dragging:
            self._canvas.releaseKeyboard()
            self._canvas.unsetCursor()
        self._pressed, self._moment, self._dragging = None, None, False
        self.overlay.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what belongs to a drag; the chart gets everything else."""
        if isinstance(event, QMouseEvent):
            return self._on_mouse(event)
        if isinstance(event, QKeyEvent) and event.type() in _KEYS:
            return self._on_key(event)
        return super().eventFilter(watched, event)

    def _on_mouse(self, event: QMouseEvent) -> bool:
        kind, left = event.type(), Qt.MouseButton.LeftButton
        if kind == QEvent.Type.MouseButtonPress and event.button() == left:
            self._press(event.position())
        elif kind == QEvent.Type.MouseMove and self._pressed is not None and event.buttons() & left:
            far = (event.position() - self._pressed).manhattanLength() >= QApplication.startDragDistance()
            if self._dragging or far:
                self._drag(event.position())
                return True
        elif kind == QEvent.Type.MouseButtonRelease and event.button() == left:
            dragged, when = self._moment if self._dragging else None, self._when(event.position())
            self.cancel()
            if dragged is not None:
                if when != dragged.observed_at:
                    self.moved.emit(dragged.id, when)
                return True
        return False

    def _on_key(self, event: QKeyEvent) -> bool:
        pressed = event.type() == QEvent.Type.KeyPress
        if self._dragging and event.key() == Qt.Key.Key_Escape:
            if pressed:
                self.cancel()
            else:
                event.accept()
            return True
        seconds = nudge_of(event)
        shown = self._canvas.shown
        if not seconds or not self.chosen or shown is None or shown.wanted.chart != "story":
            return False
        if pressed:
            self._nudge(seconds)
        else:
            event.accept()
        return True

    def _press(self, at: QPointF) -> None:
        shown = self._shown()
        mark = mark_at(shown, at.x(), at.y()) if shown is not None else None
        if shown is None or mark is None or len(mark.moments) != 1 or self._record is None:
            return
        self._moment = self._record.moment(mark.moments[0])
        self._pressed = at if self._moment is not None else None

    def _drag(self, at: QPointF) -> None:
        shown, moment = self._shown(), self._moment
        if shown is None or shown.image is None or moment is None or self._pressed is None or self._record is None:
            return
        overlay = self.overlay
        if not self._dragging:
            self._dragging = True
            self._canvas.grabKeyboard()  # so that Esc reaches the drag, wherever the keyboard is
            self._canvas.setCursor(Qt.CursorShape.ClosedHandCursor)
            overlay.setGeometry(self._canvas.rect())
            place = shown.places.get(moment.id, QRectF(self._pressed, self._pressed))
            box = place.adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND)
            overlay.picture = self._canvas.grab(box.toAlignedRect())
            overlay.area = shown.area
            self._from = box.topLeft()
            overlay.show()
        when = self._when(at)
        by = (_seconds(self._record, when) - _seconds(self._record, moment.observed_at)) / _seconds_per_pixel(shown)
        overlay.place = QPointF(self._from.x() + by, self._from.y())
        overlay.line = self._start_of(shown, moment) + by
        overlay.words = moved_words(when, moment.observed_at, self._record.journey.zone)
        overlay.update()

    def _start_of(self, shown: Drawn, moment: Moment) -> float:
        """Where the moment itself lies: of a wait, where it began."""
        place = shown.places.get(moment.id)
        if place is None:
            return self._pressed.x() if self._pressed is not None else 0.0
        return place.left() if moment.kind == "wait" else place.center().x()

    def _when(self, at: QPointF) -> Instant:
        """The time at which the moment would be if it were dropped there."""
        shown, moment, record = self._shown(), self._moment, self._record
        if shown is None or moment is None or record is None or self._pressed is None:
            return 0
        by = (at.x() - self._pressed.x()) * _seconds_per_pixel(shown)
        when = _instant(record, _seconds(record, moment.observed_at) + by)
        return self._within(record, moment, when - when % SECOND)

    def _nudge(self, seconds: int) -> None:
        record = self._record
        moment = record.moment(self.chosen) if record is not None else None
        if record is None or moment is None:
            return
        before = self._sent[1] if self._sent is not None and self._sent[0] == moment.id else moment.observed_at
        when = self._within(record, moment, before + seconds * SECOND)
        if when != before:
            self._sent = moment.id, when
            self.moved.emit(moment.id, when)

    def _within(self, record: Record, moment: Moment, when: Instant) -> Instant:
        first, last = reach(record, moment, self._clock.now().at)
        return min(max(when, first), last)

    def _shown(self) -> Drawn | None:
        """The story as it is drawn; None while another chart, or an older state, is shown."""
        shown = self._canvas.shown
        if shown is None or shown.figure is None or shown.wanted.chart != "story" or not self._canvas.up_to_date:
            return None
        return shown


def _seconds_per_pixel(shown: Drawn) -> float:
    """Of journey time, by the chart's own axis."""
    from mysteryshop.charts.story import TIME_AXIS

    assert shown.figure is not None
    axes = next(a for a in shown.figure.axes if a.get_gid() == TIME_AXIS)
    (left, _), (right, _) = axes.transData.transform([(0.0, 0.0), (1000.0, 0.0)])
    return 1000.0 * shown.wanted.ratio / float(right - left)


def _seconds(record: Record, at: Instant) -> float:
    return Timeline(record).journey_time(at)


def _instant(record: Record, seconds: float) -> Instant:
    """The instant of that journey time: pauses are stepped over."""
    line = Timeline(record)
    at = line.start + round(max(seconds, 0.0) * SECOND)
    for start, end in line.pauses:
        if at >= start:
            at += end - start
    return at
