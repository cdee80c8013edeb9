"""The findings of one lane of the board as a list's rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QMimeData, QModelIndex, QObject, Qt

from mysteryshop.analysis.board.found import Found

from ..widgets.followed_rows import FollowedRows, Index
from . import wording

MIME = "application/x-mysteryshop-finding"


class LaneModel(FollowedRows):
    """One row a finding."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.today = date.min

    def key(self, item: Found) -> str:
        """Of which journey it is the which finding."""
        return item.key

    def words(self, item: Found) -> str:
        """Its title."""
        return wording.title(item)

    def spoken(self, item: Found, _place: int) -> str:
        """Title, chain, owner and state."""
        return wording.told(item, self.today)

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
            carried.setData(MIME, self.key(self._items[indexes[0].row()]).encode())
        return carried

    def show_found(self, found: Sequence[Found], today: date) -> None:
        """Follow the board."""
        self.today = today
        self.follow(found)
