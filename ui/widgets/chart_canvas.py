"""A chart on the screen: drawn on the reader, shown as an image, alive under the pointer and the arrow keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)

from mysteryshop.errors import KnownError
from mysteryshop.journey import Record

from ..background import Worker
from ..pause import pause
from ..theme import Theme
from .chart_drawing import Drawn, Wanted, draw, mark_at
from .marked_canvas import MarkedCanvas, draw_ring
from .parts import named

if TYPE_CHECKING:
    from mysteryshop.charts.marks import Mark

PAUSE_MS = 160  # after a resize or a change, so that a drag or a burst of edits draws once
LOWEST = 170  # pixels
_LONG = 24  # pixels from which a mark is a length of time rather than an instant
NOTHING = "Nothing to draw yet."


class ChartCanvas(MarkedCanvas):
    """Shows one chart of a record; `momentsChosen` carries the ids behind the mark that was clicked.

    Redraws when the record, the theme or its own size changes, while it is visible. Nothing of
    matplotlib runs on the GUI thread but finding the mark under the pointer.
    """

    momentsChosen = Signal(tuple)
    drawn = Signal()

    def __init__(self, reader: Worker, theme: Theme, name: str = "chartCanvas") -> None:
        super().__init__()
        named(self, name, "Chart")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(320, LOWEST)
        self._reader, self._theme = reader, theme
        self._chart = ""
        self._record: Record | None = None
        self._shown: Drawn | None = None
        self._asked: Wanted | None = None
        self._problem = ""
        self._chosen = ""
        self._room = 0  # 0: as high as the widget is
        self._beside_bar = 0
        self._pause = pause(self, PAUSE_MS, self._ask)
        theme.changed.connect(self._on_theme)

    @property
    def shown(self) -> Drawn | None:
        """The picture on the screen."""
        return self._shown

    @property
    def up_to_date(self) -> bool:
        """Whether the picture shows what it should."""
        return self._shown is not None and self._shown.wanted == self._wanted() and not self._pause.isActive()

    def show_chart(self, name: str, label: str) -> None:
        """Show another chart."""
        if name != self._chart:
            self._chart = name
            self.setAccessibleName(f"Chart: {label}")
            self._stale(at_once=True)

    def show_record(self, record: Record | None) -> None:
        """Follow the record: a first one is drawn at once, a change after a short pause."""
        other = record is None or self._record is None or record.journey.id != self._record.journey.id
        changed = record is not self._record
        self._record = record
        if other:
            self._shown, self._chosen = None, ""
            self.update()
        if changed:
            self._stale(at_once=other)

    def set_room(self, height: int, beside_bar: int) -> None:
        """How high the canvas may be before it has to be scrolled, and how wide it would be then."""
        if (height, beside_bar) != (self._room, self._beside_bar):
            self._room, self._beside_bar = height, beside_bar
            self._stale(at_once=self._shown is None)

    def choose(self, moment: str) -> None:
        """Point out a moment with a thin line; "" points at nothing."""
        if moment != self._chosen:
            self._chosen = moment
            self.update()

    def sizeHint(self) -> QSize:
        """What a story needs at least to be read."""
        return QSize(880, 460)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw anew when the size has settled."""
        super().resizeEvent(event)
        self._stale(at_once=self._shown is None)

    def showEvent(self, event: QShowEvent) -> None:
        """What became stale while it was hidden is drawn now."""
        super().showEvent(event)
        self._stale(at_once=True)

    def hideEvent(self, event: QHideEvent) -> None:
        """A hidden chart is not drawn."""
        self._pause.stop()
        super().hideEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Another screen may have other pixels."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_pause"):
            self._stale()

    def event(self, event: QEvent) -> bool:
        """So may a move to a denser screen."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._stale()
        return super().event(event)

    # Drawing

    def _wanted(self) -> Wanted | None:
        if self._record is None or not self._chart or self.width() < 2 or self.height() < 2:
            return None
        ratio = self.devicePixelRatioF()
        height = self._room or self.height()
        look, wide = self._theme.palette, self.width()
        return Wanted(self._chart, self._record, look, wide, height, ratio, self._theme.scale, self._beside_bar)

    def _on_theme(self) -> None:
        self._stale(at_once=True)

    def _stale(self, *, at_once: bool = False) -> None:
        if not self.isVisible():
            return
        if at_once:
            self._pause.stop()
            self._ask()
        else:
            self._pause.start()

    def _ask(self) -> None:
        wanted = self._wanted()
        if wanted is None or wanted == self._asked or (self._shown is not None and self._shown.wanted == wanted):
            self._asked = wanted if wanted == self._asked else None
            return
        self._asked = wanted
        self._reader.submit(lambda: self._draw(wanted), self._on_drawn, self._on_failed, self)

    def _draw(self, wanted: Wanted) -> Drawn | None:
        """On the reader: what nobody waits for any more is not drawn."""
        return draw(wanted) if wanted is self._asked else None

    def _on_drawn(self, drawn: Drawn | None) -> None:
        if drawn is None or drawn.wanted is not self._asked:
            return
        self._asked = None
        self._problem = ""
        self._shown = drawn
        self.setAccessibleDescription(drawn.describes)
        needs = round(drawn.image.deviceIndependentSize().height()) if drawn.image is not None else 0
        self.setMinimumHeight(needs if self._room and needs > self._room else LOWEST)
        self.update()
        self.drawn.emit()

    def _on_failed(self, error: KnownError) -> None:
        self._asked = None
        self._problem = f"{error.title} {error.remedy}"
        self.update()

    # Painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The picture, the chosen moment, the ring of the keyboard."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._problem or (self._shown is not None and self._shown.image is None):
            self._say(painter, self._problem or (self._shown.describes if self._shown else "") or NOTHING)
        elif self._shown is not None and self._shown.image is not None:
            painter.drawImage(QPointF(0, 0), self._shown.image)
            self._point_out(painter)
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._theme.palette.accent), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        painter.end()

    def _say(self, painter: QPainter, words: str) -> None:
        painter.setPen(QColor(self._theme.palette.ink2))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(QRectF(self.rect()).adjusted(48, 24, -48, -24), int(flags), words)

    def _point_out(self, painter: QPainter) -> None:
        """A thin line through the moment over time; a ring where the chart has no time."""
        place = self.place_of(self._chosen)
        if place is None or self._shown is None:
            return
        painter.setPen(QPen(QColor(self._theme.palette.accent), 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        centre = place.center()
        if self._shown.wanted.chart == "story":
            area = self._shown.area
            at = place.left() if place.width() > _LONG else centre.x()  # of a wait, where it began
            painter.drawLine(QPointF(at, area.top()), QPointF(at, area.bottom()))
        draw_ring(painter, place)

    def place_of(self, moment: str) -> QRectF | None:
        """Where a moment stands in the picture, in pixels of this widget; None where it is not in it."""
        return self._shown.places.get(moment) if self._shown is not None else None

    # Pointer and keys

    def mark_at(self, x: float, y: float) -> Mark | None:
        """The mark at that pixel of the widget."""
        return mark_at(self._shown, x, y) if self._shown is not None else None

    def open_mark(self, mark: Mark) -> None:
        """Say which moments are behind a mark."""
        self.momentsChosen.emit(mark.moments)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows go from moment to moment."""
        by = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()), 0)
        if by and not event.modifiers() and self._step(by):
            return
        super().keyPressEvent(event)

    def _step(self, by: int) -> bool:
        if self._record is None or self._shown is None:
            return False
        there = [m.id for m in self._record.moments if m.id in self._shown.places]
        if not there:
            return False
        place = there.index(self._chosen) + by if self._chosen in there else (0 if by > 0 else len(there) - 1)
        if 0 <= place < len(there):
            self.momentsChosen.emit((there[place],))
        return True
