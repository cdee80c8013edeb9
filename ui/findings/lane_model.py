"""The findings of one lane of the board as a list's rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt

from mysteryshop.analysis.board.found import Found

from . import wording

Index = QModelIndex | QPersistentModelIndex
FOUND = int(Qt.ItemDataRole.UserRole)
MIME = "application/x-mysteryshop-finding"
_ROOT = QModelIndex()
_MANY = 500  # cards of one lane


class LaneModel(QAbstractListModel):
    """One row a finding."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._found: tuple[Found, ...] = ()
        self.today = date.min

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many findings there are."""
        return 0 if parent.isValid() else len(self._found)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The finding, its title, or what a screen reader says of it."""
        if not index.isValid():
            return None
        found = self._found[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return wording.title(found)
        if role == FOUND:
            return found
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return wording.told(found, self.today)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A card can be chosen, and carried to another lane."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else flags | Qt.ItemFlag.ItemIsDropEnabled

    def mimeTypes(self) -> list[str]:
        """What a card is while it is carried."""
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The key of the card that is carried."""
        carried = QMimeData()
        if indexes:
            carried.setData(MIME, self._found[indexes[0].row()].key.encode())
        return carried

    def show_found(self, found: Sequence[Found], today: date) -> None:
        """Follow the board: where the same findings stand in the same order, only what differs is painted anew."""
        self.today = today
        if [f.key for f in found] != [f.key for f in self._found]:
            self.beginResetModel()
            self._found = tuple(found)
            self.endResetModel()
            return
        old, self._found = self._found, tuple(found)
        if len(found) > _MANY:  # comparing thousands takes longer than looking again at what is in sight
            self.dataChanged.emit(self.index(0), self.index(len(found) - 1))
            return
        for place, (before, after) in enumerate(zip(old, found, strict=True)):
            if before != after:
                self.dataChanged.emit(self.index(place), self.index(place))

    def place(self, key: str) -> int:
        """The row of that finding; -1 where it is not there."""
        return next((i for i, f in enumerate(self._found) if f.key == key), -1)
