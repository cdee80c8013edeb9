"""Tables of rows in the house style: how they are dressed, and the model of rows that can be searched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QTableView

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


def dress_rows(table: QTableView, *, several: bool = False) -> None:
    """Whole rows are chosen, one or `several`; hairlines are the style sheet's; Tab leads out of the table."""
    mode = QAbstractItemView.SelectionMode
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(mode.ExtendedSelection if several else mode.SingleSelection)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.horizontalHeader().setHighlightSections(False)


class SearchedRows(QAbstractTableModel):
    """Rows in the order shown; a search only leaves some out.

    `columns` are heads with what each means; `texts` makes a row's cells and `searched` what a search looks into.
    """

    def __init__(
        self,
        columns: Sequence[tuple[str, str]],
        texts: Callable[[Any], Sequence[str]],
        searched: Callable[[Any], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._columns, self._texts, self._searched = tuple(columns), texts, searched
        self._all: tuple[Any, ...] = ()
        self._rows: list[Any] = []
        self._words: list[str] = []

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Other rows."""
        self._all = tuple(rows)
        self.anew()

    def search(self, text: str) -> None:
        """Only rows that hold every word."""
        self._words = text.casefold().split()
        self.anew()

    def anew(self) -> None:
        """Work out again which rows are shown, and in which order."""
        self.beginResetModel()
        self._rows = self.arranged([row for row in self._all if self.wanted(row)])
        self.endResetModel()

    def wanted(self, row: Any) -> bool:
        """Whether the row holds every word that is searched."""
        text = self._searched(row).casefold() if self._words else ""
        return all(word in text for word in self._words)

    def arranged(self, rows: list[Any]) -> list[Any]:
        """The rows in their order: as they came."""
        return rows

    def row(self, place: int) -> Any:
        """What stands in that row."""
        return self._rows[place]

    def aligned(self, _column: int) -> Qt.AlignmentFlag:
        """Where a column's words stand."""
        return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter

    def tip(self, _row: Any) -> str:
        """What the pointer is told of a row."""
        return ""

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A column's name, and what it means."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.aligned(section)
        words, means = self._columns[section]
        return {Qt.ItemDataRole.DisplayRole: words, Qt.ItemDataRole.ToolTipRole: means or None}.get(
            Qt.ItemDataRole(role)
        )

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._texts(row)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.tip(row)
        return self.aligned(index.column()) if role == Qt.ItemDataRole.TextAlignmentRole else None
