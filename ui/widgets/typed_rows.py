"""What stands in a list in which typing finds: entries as rows, narrowed to those that hold every word typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from unicodedata import combining, normalize

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
MOST = 500  # rows: a view lays out every one of them, and nobody looks through more


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to choose: what it is known by, its words, a figure beside them, its meaning, whether it is chosen."""

    id: str
    words: str
    beside: str = ""
    tip: str = ""
    ticked: bool = False

    @property
    def said(self) -> str:
        """Its row: `Lisbon   n = 12`."""
        return f"{self.words}   {self.beside}".rstrip()


class TypedRows(QAbstractListModel):
    """The entries that hold what was typed, in their order; of very many only the first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[Entry, ...] = ()
        self._held: tuple[Entry, ...] = ()
        self.shown: tuple[Entry, ...] = ()
        self._typed = ""

    @property
    def of(self) -> int:
        """How many entries there are, shown or not."""
        return len(self._all)

    @property
    def beyond(self) -> int:
        """How many hold what was typed and are not shown."""
        return len(self._held) - len(self.shown)

    @property
    def ticked(self) -> int:
        """The row of the first that is ticked; the first row where none is."""
        return next((row for row, entry in enumerate(self.shown) if entry.ticked), 0)

    def offer(self, entries: Sequence[Entry]) -> None:
        """Show all of these."""
        self._all, self._typed = tuple(entries), ""
        self._show(self._all)

    def narrow(self, typed: str) -> None:
        """Show those whose words or meaning hold every word of `typed`; one letter more looks only at what is left."""
        typed = _folded(typed)
        among = self._held if self._typed and typed.startswith(self._typed) else self._all
        self._typed, wanted = typed, typed.split()
        self._show(tuple(entry for entry in among if _holds(entry, wanted)) if wanted else self._all)

    def tick(self, ticked: Sequence[str]) -> None:
        """Tick these ids and no other; rows stay where they are."""
        self._all = tuple(_ticked(entry, entry.id in ticked) for entry in self._all)
        self._held = tuple(_ticked(entry, entry.id in ticked) for entry in self._held)
        self.shown = tuple(_ticked(entry, entry.id in ticked) for entry in self.shown)
        self.dataChanged.emit(self.index(0), self.index(max(0, len(self.shown) - 1)))

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many are shown."""
        return 0 if parent.isValid() else len(self.shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words, meaning and tick of an entry; a screen reader hears whether it is chosen."""
        if not index.isValid():
            return None
        entry = self.shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.said
        if role == Qt.ItemDataRole.ToolTipRole:
            return entry.tip or entry.said
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if entry.ticked else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{entry.said}, chosen" if entry.ticked else entry.said
        return None

    def _show(self, entries: tuple[Entry, ...]) -> None:
        self.beginResetModel()
        self._held, self.shown = entries, _first(entries)
        self.endResetModel()


def _holds(entry: Entry, wanted: Sequence[str]) -> bool:
    folded = _folded(f"{entry.words} {entry.tip}" if entry.tip else entry.words)
    return all(each in folded for each in wanted)


def _folded(words: str) -> str:
    """Capitals and accents aside: `zurich` finds Zürich, however its letters came."""
    if not words.isascii():
        words = "".join(letter for letter in normalize("NFKD", words) if not combining(letter))
    return words.casefold()


def _first(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """As many as are shown; what is ticked is among them, wherever it stands."""
    beyond = (entry for entry in entries[MOST:] if entry.ticked)
    return entries[:MOST] if (last := next(beyond, None)) is None else (*entries[: MOST - 1], last)


def _ticked(entry: Entry, ticked: bool) -> Entry:
    return entry if entry.ticked == ticked else replace(entry, ticked=ticked)
