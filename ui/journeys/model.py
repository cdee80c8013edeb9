"""The journeys as a table: pages come from SQL, already filtered and sorted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from mysteryshop import vocabulary
from mysteryshop.journey import SECOND
from mysteryshop.store.listing import JourneyRow

from ..desk import Desk

Index = QModelIndex | QPersistentModelIndex
PAGE = 200
ID_ROLE = Qt.ItemDataRole.UserRole + 1
DETAIL_ROLE = Qt.ItemDataRole.UserRole + 2  # the second line of the journey's cell
TAGS_ROLE = Qt.ItemDataRole.UserRole + 3  # its tags, each behind a number sign
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, the SQL order behind it, its cell's text and its alignment."""

    title: str
    order: str
    text: Callable[[JourneyRow], str]
    right: bool = False
    tip: str = ""
    longest: str = ""  # what it may have to show, besides its title


@dataclass(frozen=True, slots=True)
class Filter:
    """What of all journeys is shown, and in which order."""

    text: str = ""
    state: str | None = None
    template: str | None = None
    tag: str | None = None
    order: str = "started_at"
    descending: bool = True


def when(row: JourneyRow) -> str:
    """The day of the walk in the journey's own zone; a planned journey has none yet."""
    if row.started_at is None:
        return "to be walked"
    moment = datetime.fromtimestamp(row.started_at / SECOND, ZoneInfo(row.zone))
    return f"{moment.day} {moment:%b %Y}"


def exactly(row: JourneyRow) -> str:
    """Day and time of the start, with the zone that they are told in."""
    if row.started_at is None:
        return when(row)
    return f"{when(row)}, {datetime.fromtimestamp(row.started_at / SECOND, ZoneInfo(row.zone)):%H:%M} {row.zone}"


def title(row: JourneyRow) -> str:
    """Template and place in one line."""
    return f"{row.template_name} · {row.place}" if row.place else row.template_name


def _length(row: JourneyRow) -> str:
    if row.started_at is None or row.ended_at is None:
        return "–"
    return span((row.ended_at - row.started_at) / SECOND)


def span(seconds: float) -> str:
    """A length for a column: h:mm, and from two days on days and hours."""
    hours, rest = divmod(round(seconds / 60), 60)
    return f"{hours // 24} d {hours % 24} h" if hours >= 48 else f"{hours}:{rest:02}"


def _state(row: JourneyRow) -> str:
    words = [vocabulary.by_id(vocabulary.STATES, row.state).label]
    words += ["tainted"] * row.tainted + ["amended"] * row.seal_broken
    return ", ".join(words)


def detail(row: JourneyRow) -> str:
    """Which of two states where there are two, where, as whom and by whom, in one line."""
    twin = "one of two states" if row.twin else ""
    walked = f"as {row.persona}" if row.persona else ""
    leader = f"by {row.leader}" if row.leader else ""
    return " · ".join(part for part in (twin, row.place, walked, leader) if part)


def _number(value: int | None) -> str:
    return "–" if value is None else str(value)


COLUMNS: tuple[Column, ...] = (
    Column("When", "started_at", when, longest="to be walked"),
    Column("Journey", "template_name", lambda r: r.template_name),
    Column("State", "state", _state, longest="Finalised, amended"),
    Column("Length", "duration", _length, True, "Hours and minutes, door to door, pauses included", "100 d 10 h"),
    Column("Moments", "moments", lambda r: str(r.moments), True),
    Column("Frictions", "frictions", lambda r: str(r.frictions), True),
    Column("Satisfaction", "satisfaction", lambda r: _number(r.satisfaction), True, "Overall, 0 to 10"),
)  # fmt: skip


class JourneyTable(QAbstractTableModel):
    """Rows arrive in pages of 200; scrolling fetches the next one."""

    loaded = Signal(int)  # how many journeys match

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._rows: list[JourneyRow] = []
        self._total = 0
        self._asked = 0  # numbers the requests: a late answer to an old question is dropped
        self._fetching = False
        self.filter = Filter()

    def show_rows(self, rows: Sequence[JourneyRow], total: int) -> None:
        """Show these rows at once: the first page, read before the store was open."""
        self.beginResetModel()
        self._rows, self._total, self._fetching = list(rows), total, False
        self.endResetModel()
        self.loaded.emit(total)

    def set_filter(self, **changes: Any) -> None:
        """Change the filter or the order, and read anew."""
        self.filter = replace(self.filter, **changes)
        self.reload()

    def reload(self) -> None:
        """Read the first page, and how many there are, again."""
        if not self._desk.is_open:
            return
        self._asked += 1
        asked, wanted = self._asked, self.filter

        def read(queries: Any) -> tuple[list[JourneyRow], int]:
            where = {"text": wanted.text, "state": wanted.state, "template": wanted.template, "tag": wanted.tag}
            page = queries.rows(**where, order=wanted.order, descending=wanted.descending, limit=PAGE, offset=0)
            return page, queries.count(**where)

        self._desk.read(read, lambda answer: self._on_page(asked, *answer), None, self)

    def listed(self) -> Callable[[Any], list[str]]:
        """The ids of all journeys that the filter leaves, in the order of the list: to be asked on the reader."""
        wanted = self.filter

        def ids(queries: Any) -> list[str]:
            rows = queries.rows(
                text=wanted.text, state=wanted.state, template=wanted.template, tag=wanted.tag,
                order=wanted.order, descending=wanted.descending, limit=-1,
            )  # fmt: skip
            return [row.id for row in rows]

        return ids

    def _on_page(self, asked: int, rows: list[JourneyRow], total: int) -> None:
        if asked == self._asked:
            self.show_rows(rows, total)

    def canFetchMore(self, parent: Index = _ROOT) -> bool:
        """Whether the store has more rows than are shown."""
        return not parent.isValid() and len(self._rows) < self._total and self._desk.is_open and not self._fetching

    def fetchMore(self, _parent: Index = _ROOT) -> None:
        """Read the next page."""
        self._fetching = True
        asked, wanted, offset = self._asked, self.filter, len(self._rows)

        def read(queries: Any) -> list[JourneyRow]:
            return list(queries.rows(
                text=wanted.text, state=wanted.state, template=wanted.template, tag=wanted.tag,
                order=wanted.order, descending=wanted.descending, limit=PAGE, offset=offset,
            ))  # fmt: skip

        self._desk.read(read, lambda rows: self._on_more(asked, rows), None, self)

    def _on_more(self, asked: int, rows: list[JourneyRow]) -> None:
        self._fetching = False
        if asked != self._asked:
            return
        if not rows:
            self._total = len(self._rows)
            return
        first = len(self._rows)
        self.beginInsertRows(_ROOT, first, first + len(rows) - 1)
        self._rows.extend(rows)
        self.endInsertRows()

    def row_of(self, index: Index) -> JourneyRow:
        """The journey behind an index."""
        return self._rows[index.row()]

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Rows fetched so far."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """The columns of COLUMNS."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell's text, alignment, or the row behind it."""
        if not index.isValid():
            return None
        column = COLUMNS[index.column()]
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join([title(row), exactly(row), *([", ".join(row.tags)] if row.tags else [])])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == TAGS_ROLE:
            return "  ".join(f"#{tag}" for tag in row.tags)
        if role == DETAIL_ROLE:
            return detail(row)
        if role == ID_ROLE:
            return row.id
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A column's head and what it means."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = COLUMNS[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.tip or None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort in SQL by that column."""
        self.set_filter(order=COLUMNS[column].order, descending=order == Qt.SortOrder.DescendingOrder)
