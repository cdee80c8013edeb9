"""The figures of all journeys for the analyst's screens: brought up to date first, then read on the reader."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from mysteryshop.errors import KnownError

from .desk import Desk

if TYPE_CHECKING:  # numpy and SQLAlchemy are imported on the workers
    from mysteryshop.figures import Batch, FigureTable
    from mysteryshop.store.database import Database

T = TypeVar("T")


class FiguresSource(QObject):
    """`refreshed` when every journey's figures are of its present state; computing is shared between both workers."""

    refreshed = Signal()
    progressed = Signal(int)  # journeys still to do
    failed = Signal(object)  # KnownError

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._table: FigureTable | None = None
        self._busy = False

    def refresh(self) -> None:
        """Bring the figures up to date, a batch at a time, so that a walk's keys come between."""
        if not self._busy and self._desk.is_open:
            self._busy = True
            self._next()

    def read(
        self,
        work: Callable[[Database, FigureTable], T],
        done: Callable[[T], None],
        failed: Callable[[KnownError], None],
        owner: QObject,
    ) -> None:
        """Do `work(database, table)` on the reader."""
        self._desk.read_store(lambda database: work(database, self._kept(database)), done, failed, owner)

    def _next(self) -> None:
        self._desk.read_store(_compute, self._on_computed, self._on_failed, self)

    def _on_computed(self, batch: Batch) -> None:
        if not len(batch):
            self._busy = False
            self.refreshed.emit()
            return
        self._desk.write_store(lambda database: _keep(database, batch), self._on_kept, self._on_failed, self)

    def _on_kept(self, left: int) -> None:
        self.progressed.emit(left)
        self._next()

    def _on_failed(self, error: KnownError) -> None:
        self._busy = False
        self.failed.emit(error)

    def _kept(self, database: Database) -> FigureTable:
        from mysteryshop.figures import FigureTable

        if self._table is None:
            self._table = FigureTable(database)
        return self._table


def _compute(database: Database) -> Batch:
    from mysteryshop.figures import computed

    return computed(database)


def _keep(database: Database, batch: Batch) -> int:
    from mysteryshop.figures import keep

    keep(database, batch)
    return batch.left
