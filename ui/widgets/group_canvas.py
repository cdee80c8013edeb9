"""A chart of several journeys: drawn on the reader, shown as an image, alive under the pointer and the arrow keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QToolTip

from mysteryshop.errors import KnownError
from mysteryshop.palette import Palette

from ..background import Worker
from ..pause import pause
from ..theme import Theme
from .chart_canvas import PAUSE_MS
from .chart_drawing import mark_in, needed, picture
from .chart_stops import Stops, stops_of
from .marked_canvas import MarkedCanvas, as_plain, draw_ring
from .parts import named

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from mysteryshop.charts.comparison import GroupChart
    from mysteryshop.charts.marks import Mark


_FADED = 0.3  # opacity of a picture that is out of date
_KEYS = {
    Qt.Key.Key_Right: (1, False),
    Qt.Key.Key_Left: (-1, False),
    Qt.Key.Key_Down: (1, True),
    Qt.Key.Key_Up: (-1, True),
}
_OPENS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
BY_KEYS = "The arrow keys go from mark to mark; Enter opens what is behind one."


@dataclass(frozen=True, eq=False)
class Shown:
    """A picture with the figure that marks are found in."""

    asked: tuple[object, ...]
    image: QImage
    figure: Figure
    ratio: float
    describes: str
    stops: Stops
    needs: int  # pixels of height at least


class GroupCanvas(MarkedCanvas):
    """Shows a chart of COMPARISONS; `journeysChosen` carries the ids behind the mark that was clicked.

    `marked` carries the mark itself. The arrow keys go from mark to mark, and Enter opens as a click does.
    """

    journeysChosen = Signal(tuple)
    marked = Signal(object)  # charts.marks.Mark
    drawn = Signal()

    def __init__(self, reader: Worker, theme: Theme, chart: str, name: str, height: int) -> None:
        super().__init__()
        named(self, name, "Chart")
        self.setMouseTracking(True)
        self.setMinimumSize(240, height)
        self._reader, self._theme, self._chart, self._height = reader, theme, chart, height
        self._given: Any = None
        self._shown: Shown | None = None
        self._asked: tuple[object, ...] | None = None
        self._problem = ""
        self._faded = False
        self._at: int | None = None  # the stop that the keys have come to
        self._pause = pause(self, PAUSE_MS, self._ask)
        theme.changed.connect(self._ask)

    @property
    def shown(self) -> Shown | None:
        """The picture on the screen."""
        return self._shown

    @property
    def chart(self) -> str:
        """The chart's name in COMPARISONS."""
        return self._chart

    @property
    def given(self) -> Any:
        """What the chart is prepared from."""
        return self._given

    def show_given(self, given: Any) -> None:
        """Draw from this: what the chart's `prepare` takes."""
        self._given = given
        self._ask()

    def fade(self) -> None:
        """What is shown is not of the present question any more; the next picture is."""
        self._faded = True
        self.update()

    def sizeHint(self) -> QSize:
        """As high as it was made."""
        return QSize(480, self._height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw anew when the size has settled."""
        super().resizeEvent(event)
        if self._shown is None:
            self._ask()
        else:
            self._pause.start()

    def showEvent(self, event: QShowEvent) -> None:
        """What became stale while it was hidden is drawn now."""
        super().showEvent(event)
        self._ask()

    def _ask(self) -> None:
        if self._given is None or not self.isVisible() or self.width() < 2:
            return
        palette, ratio, scale = self._theme.palette, self.devicePixelRatioF(), self._theme.scale
        asked = (self._given, palette, self.width(), self.height(), ratio, scale)
        if asked == self._asked or (self._asked is None and self._shown is not None and self._shown.asked == asked):
            self._faded = False
            self.update()
            return
        self._asked = asked
        self._reader.submit(self._drawing(asked, palette, ratio, scale), self._on_drawn, self._on_failed, self)

    def _drawing(self, asked: tuple[object, ...], palette: Palette, ratio: float, scale: float) -> Callable[[], Any]:
        width, height, given, name = self.width(), self.height(), self._given, self._chart

        def draw() -> Shown | None:
            if asked is not self._asked:
                return None  # nobody waits for it any more
            chart = find(name)
            data = chart.prepare(given)
            figure, image = picture(chart, data, palette, width, height, ratio, scale)
            stops = stops_of(figure, image.height(), ratio)
            return Shown(asked, image, figure, ratio, chart.describe(data), stops, needed(chart, data, width, scale))

        return draw

    def _on_drawn(self, shown: Shown | None) -> None:
        if shown is None or shown.asked is not self._asked:
            return
        self._asked, self._problem, self._shown, self._faded = None, "", shown, False
        self._at = None
        opens = bool(len(shown.stops))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if opens else Qt.FocusPolicy.NoFocus)
        self.setAccessibleDescription(f"{shown.describes} {BY_KEYS}" if opens else shown.describes)
        self.setMinimumHeight(max(self._height, shown.needs))
        self.update()
        self.drawn.emit()

    def _on_failed(self, error: KnownError) -> None:
        self._asked, self._problem = None, f"{error.title} {error.remedy}"
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The picture, or why there is none."""
        painter = QPainter(self)
        if self._problem:
            painter.setPen(QColor(self._theme.palette.ink2))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(QRectF(self.rect()).adjusted(24, 12, -24, -12), int(flags), self._problem)
        elif self._shown is not None:
            painter.setOpacity(_FADED if self._faded else 1.0)
            painter.drawImage(QPointF(0, 0), self._shown.image)
        if self.hasFocus():
            self._point_out(painter)
        painter.end()

    def _point_out(self, painter: QPainter) -> None:
        """The ring of the keyboard, and a smaller one around the mark that it has come to."""
        painter.setOpacity(1.0)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._theme.palette.accent), 1.5))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        if self._shown is not None and self._at is not None:
            place = self._shown.stops.place(self._at)
            draw_ring(painter, place)

    def mark_at(self, x: float, y: float) -> Mark | None:
        """The mark at that pixel of the widget."""
        shown = self._shown
        return None if shown is None else mark_in(shown.figure, shown.image, shown.ratio, x, y)

    def open_mark(self, mark: Mark) -> None:
        """Say which journeys are behind a mark, and give the mark itself."""
        if mark.moments:
            self.journeysChosen.emit(mark.moments)
            self.marked.emit(mark)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows go from mark to mark, Enter opens, Escape lets go."""
        key, shown = Qt.Key(event.key()), self._shown
        if shown is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in _KEYS:
            by, down = _KEYS[key]
            self._go(shown, shown.stops.after(self._at, by, down=down))
        elif key in _OPENS and self._at is not None:
            QToolTip.hideText()
            self.open_mark(shown.stops.mark(self._at))
        elif key == Qt.Key.Key_Escape and self._at is not None:
            self._leave_mark()
        else:
            super().keyPressEvent(event)

    def _go(self, shown: Shown, to: int | None) -> None:
        """To that mark, which is told as the pointer would have it told; at the end of the row nowhere."""
        if to is None:
            return
        self._at = to
        words, place = shown.stops.mark(to).text, shown.stops.place(to)
        self.setAccessibleDescription(words.replace("\n", ", "))
        QToolTip.showText(self.mapToGlobal(place.bottomRight().toPoint()), as_plain(words), self)
        self.update()

    def _leave_mark(self) -> None:
        self._at = None
        QToolTip.hideText()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The rings go with the keyboard."""
        super().focusOutEvent(event)
        self._leave_mark()


def find(name: str) -> GroupChart:
    """The chart of that name; matplotlib comes with it, so ask on a worker."""
    from mysteryshop.charts.comparison import COMPARISONS

    return COMPARISONS[name]
