"""What is recorded so far, newest first: rows follow committed changes and are never reset.

Only the newest rows are shown until the list is scrolled down (fetchMore), so that a row costs the
same in a journey of five thousand moments as in an empty one.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from mysteryshop.journey import Change, Moment, Record

from ..widgets import wording
from ..widgets.runs import plain
from ..widgets.wording import When

MOMENT = Qt.ItemDataRole.UserRole
HEADLINE = Qt.ItemDataRole.UserRole + 1
DETAILS = Qt.ItemDataRole.UserRole + 2
PAGE = 100
_Index = QModelIndex | QPersistentModelIndex
_Key = tuple[int, int]


def _key(moment: Moment) -> _Key:
    return moment.observed_at, moment.seq


class RecordedModel(QAbstractListModel):
    """Moments in order of time, the newest in row 0."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._moments: list[Moment] = []  # oldest first
        self._keys: list[_Key] = []
        self._by_id: dict[str, Moment] = {}
        self._running: set[str] = set()  # rows whose words change with time
        self._hidden = 0  # the oldest, not yet fetched
        self._when = When("UTC", 0, lambda a, b: (b - a) / 1e6)

    @property
    def total(self) -> int:
        """How many moments are recorded, shown or not."""
        return len(self._moments)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's signature
        """How many rows the view knows of."""
        return 0 if parent.isValid() else len(self._moments) - self._hidden

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The moment, or its words as runs or plain text."""
        if not index.isValid():
            return None
        moment = self.moment(index.row())
        if role == MOMENT:
            return moment
        if role == HEADLINE:
            return wording.headline(moment, self._when)
        if role == DETAILS:
            return wording.details(moment, self._when)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._told(moment)
        return (moment.text or None) if role == Qt.ItemDataRole.ToolTipRole else None

    def canFetchMore(self, parent: _Index) -> bool:
        """Whether older moments are still hidden."""
        return not parent.isValid() and self._hidden > 0

    def fetchMore(self, parent: _Index) -> None:
        """Show another page of older moments."""
        if parent.isValid() or not self._hidden:
            return
        more = min(PAGE, self._hidden)
        first = self.rowCount()
        self.beginInsertRows(QModelIndex(), first, first + more - 1)
        self._hidden -= more
        self.endInsertRows()

    def moment(self, row: int) -> Moment:
        """The moment of that row."""
        return self._moments[len(self._moments) - 1 - row]

    def row_of(self, ident: str) -> int:
        """The row of that moment; -1 where it is not shown."""
        moment = self._by_id.get(ident)
        return -1 if moment is None else self._row(bisect_left(self._keys, _key(moment)))

    def open_record(self, record: Record | None, when: When) -> None:
        """Show another journey."""
        self.beginResetModel()
        self._moments = list(record.moments) if record is not None else []
        self._keys = [_key(m) for m in self._moments]
        self._by_id = {m.id: m for m in self._moments}
        self._running = {m.id for m in self._moments if runs(m)}
        self._hidden = max(0, len(self._moments) - PAGE)
        self._when = when
        self.endResetModel()

    def follow(self, change: Change) -> list[int]:
        """Take over a committed change; returns the rows whose height may differ now."""
        for ident in change.removed:
            if ident in self._by_id:
                self._remove(ident)
        altered = [self._save(item) for item in change.saved if isinstance(item, Moment)]
        return [row for row in altered if row >= 0]

    def tick(self, when: When) -> None:
        """Let running waits count and due promises say so."""
        self._when = when
        for ident in self._running:
            row = self.row_of(ident)
            if row >= 0:
                self.dataChanged.emit(self.index(row), self.index(row), [HEADLINE, DETAILS])

    def _save(self, moment: Moment) -> int:
        known = self._by_id.get(moment.id)
        if known is None:
            self._insert(moment)
        elif _key(known) == _key(moment):
            self._alter(moment)
        else:
            self._move(known, moment)
        (self._running.add if runs(moment) else self._running.discard)(moment.id)
        return self.row_of(moment.id)

    def _alter(self, moment: Moment) -> None:
        place = bisect_left(self._keys, _key(moment))
        self._moments[place] = self._by_id[moment.id] = moment
        row = self._row(place)
        if row >= 0:
            self.dataChanged.emit(self.index(row), self.index(row))

    def _move(self, known: Moment, moment: Moment) -> None:
        old = bisect_left(self._keys, _key(known))
        new = bisect_left(self._keys, _key(moment))
        new -= new > old
        if old == new:
            self._keys[old] = _key(moment)
            self._alter(moment)
            return
        if min(old, new) < self._hidden:
            self._remove(known.id)
            self._insert(moment)
            return
        source, target = self._row(old), len(self._moments) - 1 - new
        self.beginMoveRows(QModelIndex(), source, source, QModelIndex(), target + (target > source))
        self._take(old)
        self._put(new, moment)
        self.endMoveRows()
        self.dataChanged.emit(self.index(target), self.index(target))

    def _insert(self, moment: Moment) -> None:
        place = bisect_left(self._keys, _key(moment))
        if place < self._hidden:
            self._hidden += 1
            self._put(place, moment)
            return
        row = len(self._moments) - place
        self.beginInsertRows(QModelIndex(), row, row)
        self._put(place, moment)
        self.endInsertRows()

    def _remove(self, ident: str) -> None:
        place = bisect_left(self._keys, _key(self._by_id[ident]))
        self._running.discard(ident)
        row = self._row(place)
        if row < 0:
            self._hidden -= 1
            self._take(place)
            return
        self.beginRemoveRows(QModelIndex(), row, row)
        self._take(place)
        self.endRemoveRows()

    def _put(self, place: int, moment: Moment) -> None:
        self._moments.insert(place, moment)
        self._keys.insert(place, _key(moment))
        self._by_id[moment.id] = moment

    def _take(self, place: int) -> None:
        del self._keys[place]
        del self._by_id[self._moments.pop(place).id]

    def _row(self, place: int) -> int:
        return len(self._moments) - 1 - place if place >= self._hidden else -1

    def _told(self, moment: Moment) -> str:
        words = plain(wording.headline(moment, self._when)), plain(wording.details(moment, self._when))
        return (
            f"{wording.clock_text(moment.observed_at, self._when.zone)} {wording.kind_word(moment)}: {', '.join(words)}"
        )


def runs(moment: Moment) -> bool:
    """Whether its words change with time: a wait that is not over, a promise that is open."""
    if moment.kind == "wait":
        return moment.resolved_at is None
    return moment.kind == "promise" and moment.outcome in (None, "open")
