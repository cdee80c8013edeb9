"""The edits as tables: the list of them, and what the chosen one changed. Rows are asked for as they are seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from .words import Alteration, Line

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_COLUMNS: tuple[tuple[str, Callable[[Line], str]], ...] = (
    ("Edit", lambda line: str(line.seq)),
    ("When", lambda line: line.when),
    ("Who", lambda line: line.who),
    ("What", lambda line: line.what),
    ("Why", lambda line: line.why),
)
_FACTS: tuple[tuple[str, Callable[[Alteration], str]], ...] = (
    ("Of", lambda fact: fact.of),
    ("What", lambda fact: fact.what),
    ("Before", lambda fact: fact.before),
    ("After", lambda fact: fact.after),
)


class Rows(QAbstractTableModel):
    """Rows of one kind under fixed heads."""

    def __init__(self, columns: Sequence[tuple[str, Callable[[Any], str]]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = columns
        self._rows: Sequence[Any] = ()

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show these."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row(self, number: int) -> Any:
        """What stands in a row."""
        return self._rows[number]

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """How many facts each has."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell's text, on one line; whole where the mouse rests on it."""
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(self._columns[index.column()][1](self._rows[index.row()]).split())
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._columns[index.column()][1](self._rows[index.row()]) or None
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The heads, set to the left as the cells are."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return self._columns[section][0] if role == Qt.ItemDataRole.DisplayRole else None


def edits(parent: QObject) -> Rows:
    """The table of edits."""
    return Rows(_COLUMNS, parent)


def facts(parent: QObject) -> Rows:
    """The table of what one edit changed."""
    return Rows(_FACTS, parent)
