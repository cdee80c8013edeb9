"""A list's rows that follow what is stored: only what differs is painted anew."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
ITEM = int(Qt.ItemDataRole.UserRole)  # what the row shows, as it is
_ROOT = QModelIndex()
_MANY = 500  # comparing thousands takes longer than looking again at what is in sight


class FollowedRows(QAbstractListModel):
    """One row a thing. Subclasses say by what it is known, what its row says, and what a screen reader says of it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: tuple[Any, ...] = ()

    def key(self, item: Any) -> str:
        """By what it is known, however it changes."""
        return str(item.id)

    def words(self, item: Any) -> str:
        """What its row says."""
        raise NotImplementedError

    def spoken(self, item: Any, place: int) -> str:
        """What a screen reader says of it."""
        raise NotImplementedError

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many there are."""
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The thing itself, its words, or what a screen reader says of it."""
        if not index.isValid():
            return None
        item = self._items[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words(item)
        if role == ITEM:
            return item
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(item, index.row())
        return None

    def follow(self, items: Sequence[Any]) -> None:
        """Other things, or the same ones in the same order as they are now."""
        old, new = self._items, tuple(items)
        if [self.key(item) for item in old] != [self.key(item) for item in new]:
            self.beginResetModel()
            self._items = new
            self.endResetModel()
            return
        self._items = new
        if len(new) > _MANY:
            self.dataChanged.emit(self.index(0), self.index(len(new) - 1))
            return
        for place, (before, after) in enumerate(zip(old, new, strict=True)):
            if before != after:
                self.dataChanged.emit(self.index(place), self.index(place))

    def place(self, key: str) -> int:
        """The row of that thing; -1 where it is not there."""
        return next((i for i, item in enumerate(self._items) if self.key(item) == key), -1)
