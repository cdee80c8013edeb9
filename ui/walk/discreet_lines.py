"""The lines of the discreet window: the newest moments as anybody's notes would show them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from mysteryshop.analysis.live import silence_now
from mysteryshop.journey import Instant, Moment, Record
from mysteryshop.notation.lines import code_of

from ..theme import tabular
from ..widgets.wording import clock_text
from .position import Position

SHOWN = 5
ROW = 24


@dataclass(frozen=True, slots=True)
class Paper:
    """The window's own colours: it must look like any notes, not like this app."""

    body: str
    head: str
    ink: str
    faint: str
    line: str


PAPERS = {
    "light": Paper("#FCFBF6", "#F3EFE0", "#1C2430", "#6B6F76", "#E6E2D4"),
    "dark": Paper("#22231F", "#2B2C27", "#E4E2DA", "#A0A199", "#3A3B35"),
}


def note_line(moment: Moment) -> str:
    """A moment as a line of notes, without its time: f3 two lanes closed."""
    code = code_of(moment)
    level = str(moment.level) if moment.level is not None and code.level is None else ""
    return f"{code.id}{level} {' '.join(moment.text.split())}".strip()


def status_line(record: Record, where: Position, now: Instant) -> tuple[str, str]:
    """Where in the plan, and the silence in minutes: 4/10, security line · 11 min."""
    total = len(record.template.touchpoints)
    if record.journey.started_at is None:
        return f"–/{total}", "not started"
    name = where.visit.name.lower() if where.visit is not None else "on the way"
    place = f"{where.number}/{total}" if where.number is not None else f"+/{total}"
    return place, f"{name} · {int(silence_now(record, now).seconds // 60)} min"


class NoteLines(QWidget):
    """Time and text, newest first, and below them where the walk stands."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("noteLines")
        self.rows: tuple[tuple[str, str], ...] = ()
        self.status = ("", "")
        self.paper = PAPERS["light"]

    def show_record(self, durable: Record, ahead: Record, where: Position, now: Instant) -> None:
        """Moments only once they are durable; the place at once."""
        zone = durable.journey.zone
        newest = durable.moments[: -SHOWN - 1 : -1]
        rows = tuple((clock_text(m.observed_at, zone, seconds=False), note_line(m)) for m in newest)
        status = status_line(ahead, where, now)
        if (rows, status) != (self.rows, self.status):
            self.rows, self.status = rows, status
            self.setAccessibleName("; ".join(" ".join(row) for row in (*rows, status)))
            self.update()

    def sizeHint(self) -> QSize:
        """Five lines and the status."""
        return QSize(300, ROW * (SHOWN + 1) + 12)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the lines."""
        painter = QPainter(self)
        painter.setFont(tabular(self.font()))
        left = QFontMetrics(self.font()).horizontalAdvance("00:00") + 10
        for number, (time, text) in enumerate(self.rows):
            self._paint_row(painter, number * ROW, left, time, text, self.paper.ink)
        self._paint_row(painter, SHOWN * ROW + 8, left, *self.status, self.paper.faint)
        painter.end()

    def _paint_row(self, painter: QPainter, top: int, left: int, time: str, text: str, ink: str) -> None:
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine)
        painter.setPen(QColor(self.paper.faint))
        painter.drawText(QRect(0, top, left, ROW), flags, time)
        room = QRect(left, top, self.width() - left, ROW)
        painter.setPen(QColor(ink))
        shown = QFontMetrics(self.font()).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, flags, shown)
