"""The touchpoint list as a model: rows follow the record, and only what differs is told to the view."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from mysteryshop.clock import hms
from mysteryshop.journey import Instant, Record

from .plan_rows import CURRENT, PHASE, PlanRow, plan_rows

ROW = Qt.ItemDataRole.UserRole
TIME = Qt.ItemDataRole.UserRole + 1
_Index = QModelIndex | QPersistentModelIndex


class PlanModel(QAbstractListModel):
    """One column: PlanRow under ROW, the time spent there as text under TIME."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[PlanRow] = []
        self._now: Instant = 0
        self._active: Callable[[Instant, Instant], float] = lambda a, b: (b - a) / 1e6

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's signature
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row, its words, or its time."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == ROW:
            return row
        if role == TIME:
            return self._time(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (row.told, self._time(row)) if part)
        return row.name if role == Qt.ItemDataRole.ToolTipRole and row.sort != PHASE else None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Phases are headings: they can be neither chosen nor entered."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self._rows[index.row()].sort == PHASE:
            return Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def show_record(self, record: Record | None) -> None:
        """Follow the record: rows are inserted, removed or altered, never reset."""
        wanted = plan_rows(record) if record is not None else ()
        for place, row in enumerate(wanted):
            self._settle(place, row)
        if len(self._rows) > len(wanted):
            self.beginRemoveRows(QModelIndex(), len(wanted), len(self._rows) - 1)
            del self._rows[len(wanted) :]
            self.endRemoveRows()

    def tick(self, now: Instant, active: Callable[[Instant, Instant], float]) -> None:
        """Let the time of the touchpoint under way run."""
        self._now, self._active = now, active
        place = self.current_row()
        if place >= 0:
            index = self.index(place)
            self.dataChanged.emit(index, index, [TIME])

    def current_row(self) -> int:
        """The row of the touchpoint under way; -1 where there is none."""
        return next((i for i, row in enumerate(self._rows) if row.state == CURRENT), -1)

    def row(self, place: int) -> PlanRow:
        """The row at that place."""
        return self._rows[place]

    def _settle(self, place: int, row: PlanRow) -> None:
        later = {r.id for r in self._rows[place:]}
        while row.id in later and self._rows[place].id != row.id:
            self.beginRemoveRows(QModelIndex(), place, place)
            later.discard(self._rows.pop(place).id)
            self.endRemoveRows()
        if row.id not in later:
            self.beginInsertRows(QModelIndex(), place, place)
            self._rows.insert(place, row)
            self.endInsertRows()
        elif self._rows[place] != row:
            self._rows[place] = row
            self.dataChanged.emit(self.index(place), self.index(place))

    def _time(self, row: PlanRow) -> str:
        if not row.visits:
            return ""
        return hms(sum(self._active(v.entered_at, v.left_at or max(self._now, v.entered_at)) for v in row.visits))
