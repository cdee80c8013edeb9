"""Moments as rows: time, badge, what happened and what is known of it, as in the walk's list.

One model for every list of moments; where it is `checkable` a row can be ticked as evidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from mysteryshop.analysis.timeline import Timeline
from mysteryshop.journey import Moment, Record
from mysteryshop.vocabulary import KINDS, by_id

from . import wording
from .runs import Runs, plain

Index = QModelIndex | QPersistentModelIndex
MOMENT = int(Qt.ItemDataRole.UserRole)
ROW = MOMENT + 1
COLUMNS = ("Time", "Kind", "Where", "What happened", "Details")
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class MomentRow:
    """One moment as it is shown."""

    moment: Moment
    time: str
    where: str
    what: Runs
    details: Runs
    letter: str

    @property
    def told(self) -> str:
        """The row in words."""
        kind = wording.kind_word(self.moment)
        return ", ".join(part for part in (self.time, kind, plain(self.what), plain(self.details), self.where) if part)


class RowMaker:
    """Makes rows, and gives the same row again while nothing of it has changed: lists then repaint little."""

    def __init__(self) -> None:
        self._made: dict[str, MomentRow] = {}
        self._about: object = None

    def rows(self, record: Record, moments: Iterable[Moment]) -> list[MomentRow]:
        """The moments of a record as rows, in the order given."""
        line, ended = Timeline(record), record.journey.ended_at is not None
        about = (record.journey.id, record.journey.zone, line.start, line.end, ended, record.pauses)
        if about != self._about:
            self._made.clear()
            self._about = about
        when = wording.When(record.journey.zone, line.end, line.active, ended)
        visits = {v.id: v.name for v in record.visits}
        return [self._row(m, visits.get(m.visit or "", ""), when) for m in moments]

    def _row(self, moment: Moment, where: str, when: wording.When) -> MomentRow:
        row = self._made.get(moment.id)
        if row is None or row.moment is not moment or row.where != where:
            row = self._made[moment.id] = MomentRow(
                moment,
                wording.clock_text(moment.observed_at, when.zone),
                where,
                wording.headline(moment, when),
                wording.details(moment, when),
                wording.letter(moment),
            )
        return row


def moment_rows(record: Record, moments: Iterable[Moment]) -> list[MomentRow]:
    """A few moments of a record as rows."""
    return RowMaker().rows(record, moments)


def matching(record: Record, kinds: frozenset[str], words: str, ids: frozenset[str] | None = None) -> list[Moment]:
    """The moments of those kinds (none: all) with all of the words in what is known of them; `ids` narrows further."""
    wanted = words.casefold().split()
    visits = {v.id: v.name for v in record.visits}

    def fits(moment: Moment) -> bool:
        if (kinds and moment.kind not in kinds) or (ids is not None and moment.id not in ids):
            return False
        if not wanted:
            return True
        known = (moment.text, moment.category, moment.channel, moment.role, moment.trigger, moment.outcome)
        where, kind = visits.get(moment.visit or "", ""), by_id(KINDS, moment.kind).label
        text = " ".join(part for part in (*known, where, kind, wording.kind_word(moment)) if part).casefold()
        return all(word in text for word in wanted)

    return [m for m in record.moments if fits(m)]


class MomentModel(QAbstractTableModel):
    """Rows follow what they are given: only what differs is told to the views."""

    ticked = Signal(str, bool)  # a moment's id, and whether it is evidence now

    def __init__(self, parent: QObject | None = None, *, checkable: bool = False) -> None:
        super().__init__(parent)
        self._rows: list[MomentRow] = []
        self._checkable = checkable
        self._ticks: frozenset[str] = frozenset()
        self.locked = False

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many moments are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """The columns of COLUMNS."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell's words, the moment, or whether it is ticked."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            kind = wording.kind_word(row.moment)
            return (row.time, kind, row.where, plain(row.what), plain(row.details))[index.column()]
        if role == ROW:
            return row
        if role == MOMENT:
            return row.moment.id
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.told
        if role == Qt.ItemDataRole.CheckStateRole and self._checkable and index.column() == 0:
            return Qt.CheckState.Checked if row.moment.id in self._ticks else Qt.CheckState.Unchecked
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A column's name."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Rows can be chosen, and ticked where they are evidence."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        plain_flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        tickable = self._checkable and not self.locked and index.column() == 0
        return plain_flags | Qt.ItemFlag.ItemIsUserCheckable if tickable else plain_flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick a moment: said at once, shown for good when the record says so."""
        if role != Qt.ItemDataRole.CheckStateRole or not self._checkable or self.locked or not index.isValid():
            return False
        ident = self._rows[index.row()].moment.id
        on = Qt.CheckState(value) == Qt.CheckState.Checked
        self.set_ticks(self._ticks | {ident} if on else self._ticks - {ident})
        self.ticked.emit(ident, on)
        return True

    @property
    def ticks(self) -> frozenset[str]:
        """The ids of the moments that are ticked, shown or not."""
        return self._ticks

    def set_ticks(self, ticks: Iterable[str]) -> None:
        """Show which moments are evidence."""
        wanted = frozenset(ticks)
        changed = self._ticks ^ wanted
        self._ticks = wanted
        for place, row in enumerate(self._rows):
            if row.moment.id in changed:
                index = self.index(place, 0)
                self.dataChanged.emit(index, index, [Qt.ItemDataRole.CheckStateRole])

    def set_rows(self, rows: Sequence[MomentRow]) -> None:
        """Show these rows; where the same moments stand in the same order, only what differs is repainted."""
        if len(rows) != len(self._rows) or any(
            new is not old and new.moment.id != old.moment.id for new, old in zip(rows, self._rows, strict=True)
        ):
            self.beginResetModel()
            self._rows = list(rows)
            self.endResetModel()
            return
        for place, (new, old) in enumerate(zip(rows, self._rows, strict=True)):
            if new is not old and new != old:
                self._rows[place] = new
                self.dataChanged.emit(self.index(place, 0), self.index(place, len(COLUMNS) - 1))

    def row_of(self, ident: str) -> int:
        """The row of the moment with that id; -1 where it is not shown."""
        return next((i for i, row in enumerate(self._rows) if row.moment.id == ident), -1)

    def row(self, place: int) -> MomentRow:
        """The row at that place."""
        return self._rows[place]
