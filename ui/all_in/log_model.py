"""Decisions and findings as a table, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from mysteryshop.analysis.all_in import Choice
from mysteryshop.analysis.wording import day_text

from .decision_form import WHO

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
COLUMNS = ("Day", "Decision or finding", "Different for the customer", "Benefits", "Who")


class LogModel(QAbstractTableModel):
    """The choices; searching only leaves some out."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[Choice, ...] = ()
        self._rows: list[Choice] = []
        self._words: list[str] = []

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """Other choices."""
        self._all = tuple(choices)
        self._anew()

    def search(self, text: str) -> None:
        """Only choices that hold every word."""
        self._words = text.casefold().split()
        self._anew()

    def choice(self, row: int) -> Choice:
        """The choice of that row."""
        return self._rows[row]

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """The columns of COLUMNS."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A column's name."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return COLUMNS[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell."""
        if not index.isValid():
            return None
        choice = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return _texts(choice)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            does = "Enter opens the journey of this finding." if choice.journey else "Enter changes this decision."
            return "\n".join(part for part in (choice.title, choice.outcome, does) if part)
        return None

    def _anew(self) -> None:
        self.beginResetModel()
        self._rows = [c for c in self._all if all(w in " ".join(_texts(c)).casefold() for w in self._words)]
        self.endResetModel()


def _texts(choice: Choice) -> tuple[str, ...]:
    who = WHO.get(choice.beneficiary or "", "not said")
    day = day_text(choice.day) if choice.day else "–"
    return day, choice.title, choice.outcome or "–", who, choice.leader or "–"
