"""The lines of the discreet window: the newest moments as anybody's notes would show them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from mysteryshop.analysis.live import silence_now
from mysteryshop.journey import Instant, Moment, Record
from mysteryshop.notation.lines import code_of

from ..theme import tabular
from ..widgets.wording import clock_text
from .position import Position

_ROW = 24 / 14  # of a row's height to the text's
_ABOVE_STATUS = 8
SAID_US = 6_000_000  # how long something that is said stays


@dataclass(frozen=True, slots=True)
class Paper:
    """The window's own colours: it must look like any notes, not like this app."""

    body: str
    head: str
    ink: str
    faint: str
    line: str
    chosen: str


PAPERS = {
    "light": Paper("#FCFBF6", "#F3EFE0", "#1C2430", "#6B6F76", "#E6E2D4", "#DDD9CC"),
    "dark": Paper("#22231F", "#2B2C27", "#E4E2DA", "#A0A199", "#3A3B35", "#474840"),
}


def note_line(moment: Moment) -> str:
    """A moment as a line of notes, without its time: f3 two lanes closed. A note is its words."""
    words = " ".join(moment.text.split())
    if moment.kind == "note" and words:
        return words
    code = code_of(moment)
    level = str(moment.level) if moment.level is not None and code.level is None else ""
    return f"{'·' if code.id == '.' else code.id}{level} {words}".strip()


def status_line(record: Record, where: Position, now: Instant) -> tuple[str, str]:
    """Where in the plan, and the silence in minutes: 4/10, security line · 11 min."""
    total = len(record.template.touchpoints)
    if record.journey.started_at is None:
        return f"–/{total}", "not started"
    if record.journey.state != "walking":
        return "", "ended"
    name = where.visit.name.lower() if where.visit is not None else "on the way"
    place = f"{where.number}/{total}" if where.number is not None else f"+/{total}"
    return place, f"{name} · {int(silence_now(record, now).seconds // 60)} min"


class NoteLines(QWidget):
    """Time and text, newest first, and below them where the walk stands. A click on a line opens it."""

    opened = Signal(str)  # a moment's id

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("noteLines")
        self.rows: tuple[tuple[str, str], ...] = ()
        self.status = ("", "")
        self.paper = PAPERS["light"]
        self.blank = False  # show an empty page
        self._ids: tuple[str, ...] = ()
        self._said, self._until = "", 0

    @property
    def said(self) -> str:
        """What is said in place of where the walk stands; "" where nothing is."""
        return self._said

    def say(self, words: str, now: Instant) -> None:
        """Say something for a few seconds where the status stands."""
        self._said, self._until = words, now + SAID_US
        self.setAccessibleDescription(words)
        self.update()

    def show_record(self, durable: Record, ahead: Record, where: Position, now: Instant) -> None:
        """Moments only once they are durable; the place at once."""
        if self._said and now >= self._until:
            self._said = ""
            self.update()
        zone = durable.journey.zone
        newest = durable.moments[: -self.room - 1 : -1]
        rows = tuple((clock_text(m.observed_at, zone, seconds=False), note_line(m)) for m in newest)
        status = status_line(ahead, where, now)
        self._ids = tuple(m.id for m in newest)
        if (rows, status) != (self.rows, self.status):
            self.rows, self.status = rows, status
            self.setAccessibleName("; ".join(" ".join(row) for row in (*rows, status)))
            self.update()

    @property
    def room(self) -> int:
        """How many lines fit above the status."""
        return max(1, (self.height() - _ABOVE_STATUS) // self._row - 1)

    def sizeHint(self) -> QSize:
        """Five lines and the status."""
        return QSize(300, 6 * self._row + _ABOVE_STATUS)

    def minimumSizeHint(self) -> QSize:
        """One line and the status."""
        return QSize(120, 2 * self._row + _ABOVE_STATUS)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the line that is clicked."""
        row = int(event.position().y()) // self._row
        if event.button() == Qt.MouseButton.LeftButton and row < min(len(self._ids), self.room):
            self.opened.emit(self._ids[row])
        else:
            super().mousePressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the lines."""
        if self.blank:
            return
        painter = QPainter(self)
        painter.setFont(tabular(self.font()))
        left = QFontMetrics(self.font()).horizontalAdvance("00:00") + 10
        for number, (time, text) in enumerate(self.rows[: self.room]):
            self._paint_row(painter, number * self._row, left, time, text, self.paper.ink)
        top = self.room * self._row + _ABOVE_STATUS
        if self._said:
            painter.setFont(_smaller(self.font()))
            painter.setPen(QColor(self.paper.faint))
            room = QRect(0, top - _ABOVE_STATUS, self.width(), self.height() - top + _ABOVE_STATUS)
            flags = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
            painter.drawText(room, int(flags), self._said)
        else:
            self._paint_row(painter, top, left, *self.status, self.paper.faint)
        painter.end()

    @property
    def _row(self) -> int:
        return round(self.font().pixelSize() * _ROW)

    def _paint_row(self, painter: QPainter, top: int, left: int, time: str, text: str, ink: str) -> None:
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine)
        painter.setPen(QColor(self.paper.faint))
        painter.drawText(QRect(0, top, left, self._row), flags, time)
        room = QRect(left, top, self.width() - left, self._row)
        painter.setPen(QColor(ink))
        shown = QFontMetrics(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, flags, shown)


def _smaller(font: QFont) -> QFont:
    result = QFont(font)
    result.setPixelSize(max(10, round(font.pixelSize() * 0.86)))
    return result
