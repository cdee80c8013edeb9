"""What the screens share: the store behind two workers, the clock, and what was just stored."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from mysteryshop.clock import Clock
from mysteryshop.errors import KnownError

from .background import Worker

if TYPE_CHECKING:  # SQLAlchemy is imported on the workers, after the first paint
    from mysteryshop.recorder import Recorder
    from mysteryshop.store.database import Database
    from mysteryshop.store.queries import Queries

T = TypeVar("T")


class Desk(QObject):
    """The one way from a screen to the store: `write` on the writer, `read` on the reader.

    Both answer through callbacks on the GUI thread; only frozen dataclasses come back.
    """

    stored = Signal(object)  # every Change that is durable
    opened = Signal()
    openFailed = Signal(object)  # KnownError

    def __init__(self, data_dir: Path, clock: Clock | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.data_dir = data_dir
        self.clock = clock or Clock()
        self.writer = Worker("writer", self)
        self.reader = Worker("reader", self)
        self._database: Database | None = None
        self._recorder: Recorder | None = None
        self._queries: Queries | None = None

    @property
    def is_open(self) -> bool:
        """Whether the store is ready for screens."""
        return self._recorder is not None

    def open(self) -> None:
        """Open the store on the writer; `opened` or `openFailed` follows."""
        self.writer.submit(self._open, lambda _: self.opened.emit(), self.openFailed.emit, self)

    def _open(self) -> None:
        from mysteryshop.recorder import Recorder
        from mysteryshop.store.database import Database
        from mysteryshop.store.queries import Queries

        self._database = Database.open(self.data_dir)
        self._queries = Queries(self._database)
        self._recorder = Recorder(self._database, self.clock)

    def write(
        self,
        work: Callable[[Recorder], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[KnownError], None] | None = None,
        owner: QObject | None = None,
    ) -> None:
        """Do `work(recorder)` on the writer."""
        self.writer.submit(lambda: work(self._need(self._recorder)), done, failed, owner)

    def read(
        self,
        work: Callable[[Queries], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[KnownError], None] | None = None,
        owner: QObject | None = None,
    ) -> None:
        """Do `work(queries)` on the reader."""
        self.reader.submit(lambda: work(self._need(self._queries)), done, failed, owner)

    def back_up(self) -> Path:
        """Make a backup now and return where it lies; to be called on the writer."""
        from mysteryshop.store.backup import backup

        return backup(self._need(self._database))

    def close(self) -> None:
        """Drain both workers, then close the store."""
        self.reader.drain()
        self.writer.drain()
        if self._database is not None:
            self._database.close()
        self._database = self._recorder = self._queries = None

    @staticmethod
    def _need(part: T | None) -> T:
        if part is None:
            raise KnownError("The data folder is not open.", "Restart Mysteryshop; what was recorded before is kept.")
        return part
