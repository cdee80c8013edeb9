"""What the screens share: the store behind two workers, the clock, and what was just stored."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from mysteryshop.clock import Clock, hms
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
    warned = Signal(object)  # KnownError: the store works, and there is something to know

    def __init__(self, data_dir: Path, clock: Clock | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.data_dir = data_dir
        self.clock = clock or Clock()
        self.writer = Worker("writer", self)
        self.reader = Worker("reader", self)
        self._database: Database | None = None
        self._recorder: Recorder | None = None
        self._queries: Queries | None = None
        self._jumps_told = 0
        self.stored.connect(self._tell_jumps)

    @property
    def is_open(self) -> bool:
        """Whether the store is ready for screens."""
        return self._recorder is not None

    def open(self) -> None:
        """Open the store on the writer; `opened` or `openFailed` follows."""
        self.writer.submit(self._open, self._on_opened, self.openFailed.emit, self)

    def _on_opened(self, warnings: Sequence[KnownError]) -> None:
        self.opened.emit()
        for warning in warnings:
            self.warned.emit(warning)

    def _open(self) -> Sequence[KnownError]:
        from mysteryshop.recorder import Recorder
        from mysteryshop.store.database import Database
        from mysteryshop.store.queries import Queries

        self._database = Database.open(self.data_dir, exclusive=True)
        self._queries = Queries(self._database)
        self._recorder = Recorder(self._database, self.clock)
        return tuple(self._database.warnings)

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

    def read_store(
        self,
        work: Callable[[Database], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[KnownError], None] | None = None,
        owner: QObject | None = None,
    ) -> None:
        """Do `work(database)` on the reader: for what reads many journeys at once."""
        self.reader.submit(lambda: work(self._need(self._database)), done, failed, owner)

    def write_store(
        self,
        work: Callable[[Database], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[KnownError], None] | None = None,
        owner: QObject | None = None,
    ) -> None:
        """Do `work(database)` on the writer: for what is kept beside the evidence, and is no evidence itself."""
        self.writer.submit(lambda: work(self._need(self._database)), done, failed, owner)

    def exchange(
        self,
        work: Callable[[Recorder, Queries], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[KnownError], None] | None = None,
        owner: QObject | None = None,
    ) -> None:
        """Do `work(recorder, queries)` on the writer: for what has to look before it writes."""
        self.writer.submit(lambda: work(self._need(self._recorder), self._need(self._queries)), done, failed, owner)

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

    def _tell_jumps(self) -> None:
        """Say once when somebody set the computer's clock: the walk's own times do not follow it."""
        new = [jump for jump in self.clock.jumps[self._jumps_told :] if jump.cause == "set"]
        self._jumps_told = len(self.clock.jumps)
        for jump in new:
            way = "forward" if jump.seconds > 0 else "back"
            self.warned.emit(
                KnownError(
                    f"The computer's clock was set {way} by {hms(abs(jump.seconds))}.",
                    "This walk keeps its own steady time, so that no length is wrong; nothing has to be done.",
                )
            )

    @staticmethod
    def _need(part: T | None) -> T:
        if part is None:
            raise KnownError("The data folder is not open.", "Restart Mysteryshop; what was recorded before is kept.")
        return part
