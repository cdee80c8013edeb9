"""What the screens share: the store behind two workers, the clock, and what was just stored."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from mysteryshop.clock import Clock, hms
from mysteryshop.errors import KnownError

from .background import Done, Failed, Owner, Worker

if TYPE_CHECKING:  # SQLAlchemy is imported on the workers, after the first paint
    from mysteryshop.recorder import Recorder
    from mysteryshop.store.database import Database
    from mysteryshop.store.glance import Glance
    from mysteryshop.store.keyfile import FolderKey
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
    glimpsed = Signal(object)  # Glance: what a locked store shows first; `opened` follows
    locked = Signal()  # the store was closed and its key dropped

    def __init__(self, data_dir: Path, clock: Clock | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.data_dir = data_dir
        self.clock = clock or Clock()
        self.writer = Worker("writer", self)
        self.reader = Worker("reader", self)
        self._database: Database | None = None
        self._recorder: Recorder | None = None
        self._queries: Queries | None = None
        self._key: FolderKey | None = None  # of a locked folder, while it is open
        self._author = ""
        self._jumps_told = 0
        self.stored.connect(self._tell_jumps)

    @property
    def is_open(self) -> bool:
        """Whether the store is ready for screens."""
        return self._recorder is not None

    @property
    def has_passphrase(self) -> bool:
        """Whether the folder is one that a passphrase locks."""
        from mysteryshop.store.keyfile import is_locked

        return is_locked(self.data_dir)

    def set_author(self, name: str) -> None:
        """Who makes the edits from now on, as each of them says."""
        self._author = name
        if self._recorder is not None:
            self.write(lambda recorder: setattr(recorder, "author", name))

    def open(self) -> None:
        """Open the store on the writer; `opened` or `openFailed` follows. What is asked meanwhile waits for it."""
        self._alone(self._open, self._on_opened, self.openFailed.emit)

    def unlock(self, passphrase: str, failed: Callable[[KnownError], None]) -> None:
        """Open a locked store; `opened` follows, or `failed` with why not."""
        self.writer.submit(lambda: self._unlock(passphrase), self._on_unlocked, failed, self)

    def _unlock(self, passphrase: str) -> tuple[Glance, Sequence[KnownError]]:
        from mysteryshop.store import keyfile
        from mysteryshop.store.glance import glance

        key = keyfile.unlock(self.data_dir, passphrase)
        seen = glance(self.data_dir, key)
        return seen, self._open(key)

    def _on_unlocked(self, seen: tuple[Glance, Sequence[KnownError]]) -> None:
        self.glimpsed.emit(seen[0])
        self._on_opened(seen[1])

    def recognise(self, passphrase: str, done: Callable[[object], None], failed: Callable[[KnownError], None]) -> None:
        """Whether this is the folder's passphrase, while the store stays open; keypresses do not wait for it."""
        from mysteryshop.store import keyfile

        self.reader.submit(lambda: keyfile.unlock(self.data_dir, passphrase).forget(), done, failed, self)

    def lock(self) -> None:
        """Close the store once everything given is written, and drop its key; `locked` follows."""
        self._alone(self._put_away, lambda _: self.locked.emit(), self.openFailed.emit)

    def convert(
        self,
        work: Callable[[Path], FolderKey | None],
        done: Callable[[object], None],
        failed: Callable[[KnownError], None],
    ) -> None:
        """Close the store, do `work(data_dir)`, and open it again with the key that it returns.

        Where the work fails the store is opened as it was.
        """
        self._alone(lambda: self._convert(work), done, failed)

    def _convert(self, work: Callable[[Path], FolderKey | None]) -> None:
        key, self._key = self._key, None
        self._put_away()
        try:
            new = work(self.data_dir)
        except KnownError:
            if key is not None or not self.has_passphrase:
                self._open(key)
            raise
        self._open(new)

    def _put_away(self) -> None:
        if self._database is not None:
            self._database.close()
        self._database = self._recorder = self._queries = None
        if self._key is not None:
            self._key.forget()
        self._key = None

    def _alone(self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[KnownError], None]) -> None:
        """Do `work` on the writer while the reader stands still: nobody has the store in use meanwhile."""
        reached, go_on = Event(), Event()

        def stand_still() -> None:
            reached.set()
            go_on.wait()

        def work_alone() -> T:
            reached.wait()
            try:
                return work()
            finally:
                go_on.set()

        self.reader.submit(stand_still, owner=self)
        self.writer.submit(work_alone, done, failed, self)

    def _on_opened(self, warnings: Sequence[KnownError]) -> None:
        self.opened.emit()
        for warning in warnings:
            self.warned.emit(warning)

    def _open(self, key: FolderKey | None = None) -> Sequence[KnownError]:
        from mysteryshop.recorder import Recorder
        from mysteryshop.store.database import Database
        from mysteryshop.store.queries import Queries

        self._database = Database.open(self.data_dir, exclusive=True, key=key)
        self._key = key
        self._queries = Queries(self._database)
        self._recorder = Recorder(self._database, self.clock, self._author)
        self._recorder.carry_on()
        return tuple(self._database.warnings)

    def write(
        self, work: Callable[[Recorder], T], done: Done[T] = None, failed: Failed = None, owner: Owner = None
    ) -> None:
        """Do `work(recorder)` on the writer."""
        self.writer.submit(lambda: work(self._need(self._recorder)), done, failed, owner)

    def read(
        self, work: Callable[[Queries], T], done: Done[T] = None, failed: Failed = None, owner: Owner = None
    ) -> None:
        """Do `work(queries)` on the reader."""
        self.reader.submit(lambda: work(self._need(self._queries)), done, failed, owner)

    def read_store(
        self, work: Callable[[Database], T], done: Done[T] = None, failed: Failed = None, owner: Owner = None
    ) -> None:
        """Do `work(database)` on the reader: for what reads many journeys at once."""
        self.reader.submit(lambda: work(self._need(self._database)), done, failed, owner)

    def write_store(
        self, work: Callable[[Database], T], done: Done[T] = None, failed: Failed = None, owner: Owner = None
    ) -> None:
        """Do `work(database)` on the writer: for what is kept beside the evidence, and is no evidence itself."""
        self.writer.submit(lambda: work(self._need(self._database)), done, failed, owner)

    def exchange(
        self, work: Callable[[Recorder, Queries], T], done: Done[T] = None, failed: Failed = None, owner: Owner = None
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
        self._put_away()

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
            raise KnownError(
                "The journeys are not open.", "Give the passphrase, or restart; all recorded before is kept."
            )
        return part
