"""Opening the store: checks first, then backup and migration, and only then anything is written.

One process may open it as the app (`exclusive`); commands read and write beside it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from mysteryshop.errors import KnownError, StoreError
from mysteryshop.paths import database_file

from . import backup, failures, keyfile, opening, reserve
from .connections import BUSY_MS, connect, is_shared, key_for, prepare_writer
from .files import EvidenceFiles
from .identity import PENDING
from .keyfile import FolderKey
from .letting_go import kept_open
from .lock import WriterLock
from .readers import reader_engine

LONG_LOG = 16_000_000  # bytes; in a walk it is written back at a quarter of that
_PATIENCE_S = 1.0  # a command that is just writing will soon be done
Done = TypeVar("Done")


class Database:
    """The open store of one data folder. Make it with `open`; close it when done."""

    writer_class: type[sqlite3.Connection] = sqlite3.Connection  # tests put one here that fails

    def __init__(self, data_dir: Path, lock: WriterLock, key: FolderKey | None = None) -> None:
        self.data_dir = data_dir
        self.path = database_file(data_dir)
        self.files = EvidenceFiles(data_dir)
        self.warnings: list[KnownError] = []  # what a user should know although the store works
        self.disk_is_full = False  # the reserve was given up: room is needed soon
        self._lock = lock
        self._shared = is_shared(data_dir)
        self.key = key  # of a locked folder; None where anybody may read the file
        self._readers: Engine | None = None
        self._writer: sqlite3.Connection | None = None
        self._opened: tuple[int, int] | None = None  # the file that the writer has open

    @classmethod
    def open(
        cls, data_dir: Path, *, create: bool = True, exclusive: bool = False, key: FolderKey | None = None
    ) -> Database:
        """Open the store, making it where there is none and `create` says so; StoreError with a remedy.

        `exclusive` is for the app: a second one on the same folder is refused, with a sentence.
        A locked folder asks for its `key` (`keyfile.unlock`), and Locked says so; what was still to be
        encrypted, or no longer to be, is brought to its end here.
        Takes a backup once a day and before a migration, and looks the file over after an unclean end.
        """
        data_dir = data_dir.expanduser().absolute()
        database = cls(data_dir, opening.lock_of(data_dir, create=create), key)
        try:
            database._open(create, exclusive)
        except BaseException:
            database._let_go()
            raise
        return database

    def _let_go(self) -> None:
        """Whatever was opened before opening failed."""
        if self._readers is not None:
            self._readers.dispose()
        self.forget_writer()
        self._lock.release()

    def _open(self, create: bool, exclusive: bool) -> None:
        alone = self._lock.take(_PATIENCE_S if exclusive else 0.0)
        if exclusive and not alone:
            raise StoreError(
                f"Mysteryshop is already open on {self.data_dir}.",
                "Go on in its window, or choose another folder with --data-dir.",
            )
        self._settle(alone)
        self._with_room(lambda: opening.make_ready(self.data_dir, self._lock, create=create, key=self.key))
        self.key = key_for(self.path, self.key)
        self._readers = reader_engine(self.path, self.key)
        if alone and (self.data_dir / PENDING).exists():
            self._finish_purges()
        if alone and not exclusive:
            self._lock.release()
        self._daily_backup()
        self.disk_is_full = not reserve.keep(self.data_dir)
        if self.disk_is_full:
            self.warnings.append(opening.NO_RESERVE)

    def _finish_purges(self) -> None:
        """What was purged when the last process ended is gone from everywhere now."""
        from . import purging  # which needs this module

        purging.settle(self)
        self.forget_writer()

    @property
    def is_only_writer(self) -> bool:
        """Whether this process holds the lock: no other one writes the log back into the file."""
        return self._lock.held

    def _settle(self, alone: bool) -> None:
        """A passphrase that was being set or removed when the last process ended is so now, in all files."""
        if not keyfile.is_locked(self.data_dir):
            self.key = None
            if alone:
                keyfile.tidy(self.data_dir)
        elif self.key is None:
            raise opening.locked(self.data_dir)
        elif alone:
            from .passphrase import settle  # only where there is one

            try:
                settle(self.data_dir, self.key)
            except StoreError as error:
                self.warnings.append(error)  # files of both kinds can be read: a walk goes first
            if not keyfile.is_locked(self.data_dir):
                self.key = None
        self.files = EvidenceFiles(self.data_dir, self.key)

    def _with_room(self, work: Callable[[], Done]) -> Done:
        """After a crash on a full disk even reading needs room: the reserve is there for it."""
        try:
            return work()
        except StoreError as error:
            if error.__cause__ is None or not failures.is_full(error.__cause__) or not self.give_up_reserve():
                raise
            return work()

    def _daily_backup(self) -> None:
        try:
            due = backup.is_due(self.data_dir, datetime.now().astimezone())
            if self._with_room(self._has_journeys) and due:
                backup.copy(self.data_dir, key=self.key)
        except StoreError as error:
            self.warnings.append(error)

    def _has_journeys(self) -> bool:
        with self.reader() as connection:
            return connection.exec_driver_sql("SELECT 1 FROM journeys LIMIT 1").first() is not None

    def writer_connection(self) -> sqlite3.Connection:
        """The one connection that writes; opened at its first use, and again after `forget_writer`.

        Nothing but `Ledger` uses it: whoever writes beside the chain of edits breaks it.
        """
        if self._writer is not None and not self._is_in_place():
            self.forget_writer()  # it comes back with the folder
        if self._writer is None:
            self._take_lock()
            with kept_open(connect(self.path, "rw", self.writer_class, key=self.key)) as writer:
                prepare_writer(writer, shared=self._shared, checkpoints=self._lock.held)
            self._writer, self._opened = writer, self._place()
        return self._writer

    def refuse_if_gone(self) -> None:
        """StoreError where the file is no longer in its place: a deleted one still takes what is written, and loses it.

        To be asked before each commit.
        """
        if not self._is_in_place():
            raise StoreError(
                f"The journeys file {self.path} was taken away while the app was open: this could not be stored.",
                "Put the data folder back where it was, and try again; what was recorded before lies in it.",
            )

    def _is_in_place(self) -> bool:
        found = self._place()
        return found is not None and (self._shared or found == self._opened)

    def _place(self) -> tuple[int, int] | None:
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino

    def _take_lock(self) -> None:
        """As the only writer, say that the store is in use; beside another one, leave checkpoints to it."""
        with suppress(OSError):  # a full disk, or a folder that went away: writing itself will tell
            if self._lock.held or self._lock.take():
                self._lock.mark()

    def forget_writer(self) -> None:
        """Close the writing connection after a failure that it may not have survived."""
        if self._writer is not None:
            with suppress(sqlite3.Error):
                self._writer.close()
            self._writer = None

    @contextmanager
    def reader(self) -> Iterator[Connection]:
        """A connection that only reads, all of it as of one instant; for any thread."""
        try:
            with self._reading().connect() as connection:
                yield connection
        except (DBAPIError, sqlite3.Error) as error:
            raise failures.told(error, self.path) from error

    def _reading(self) -> Engine:
        assert self._readers is not None  # it is there once the store is open
        return self._readers

    def checkpoint(self) -> bool:
        """Write the log back into the file and empty it, where this process may; whether it did.

        A log that is deleted takes everything in it along: what is in the file stays.
        """
        if self._writer is None or not self._lock.held or self._writer.in_transaction:
            return False
        try:
            self._writer.execute("PRAGMA busy_timeout = 0")  # a reader must not hold up the next keypress
            return bool(self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0)
        except sqlite3.Error:
            return False  # what the log holds is safe where it is; the next checkpoint takes it
        finally:
            with suppress(sqlite3.Error):
                self._writer.execute(f"PRAGMA busy_timeout = {BUSY_MS}")

    def give_back_log(self) -> bool:
        """After a large transaction: free what its log took of the disk; whether nothing long is left of it.

        SQLite keeps the log as long as it ever was, even where all of it was rolled back. Where a reader
        still needs it, the next touchpoint, large transaction or closing does it.
        """
        try:
            long = self.path.with_name(f"{self.path.name}-wal").stat().st_size > LONG_LOG
        except OSError:
            return True  # there is none: a rollback journal goes with its transaction
        return not long or self.checkpoint()

    def give_up_reserve(self) -> bool:
        """On a full disk: free what was kept back for this; whether there was anything left."""
        self.disk_is_full = True
        return reserve.give_up(self.data_dir)

    def committed(self) -> None:
        """After each edit. On a full disk the log must not grow into what is left: it is emptied every time."""
        if self.disk_is_full:
            self.checkpoint()
            self.disk_is_full = not reserve.keep(self.data_dir)

    def close(self) -> None:
        """Put everything away. May be called twice."""
        if self._readers is not None:
            self._readers.dispose()
        self.checkpoint()
        self.forget_writer()
        if self._lock.held:
            self._lock.clear()
            self._lock.release()

    def __enter__(self) -> Database:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
