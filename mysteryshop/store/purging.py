"""Purging: a journey is let go for good, in the store, its log, its evidence files and every backup that has it.

Its rows go in one transaction, with which the list of purges says that it is gone. A small file, written before,
names what else must follow: evidence files that no other journey has, backups (written anew without it; one that
cannot be is deleted), the room that the rows took (`secure_delete`, `VACUUM`) and the log (checkpoint, TRUNCATE).
After an end in the middle the next opening does what is left, or finds the journey untouched and forgets the file.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mysteryshop.errors import InputError, KnownError, StoreError

from . import backup, failures, practice_forgetting, purge_log, scrubbing, twins
from .connections import BUSY_MS, connect, is_plain
from .heads import Execute
from .identity import PENDING
from .keyfile import FolderKey, key_file
from .ledger import Ledger
from .placing import put_in_place
from .rows import SHELVES, STATE

if TYPE_CHECKING:
    from .database import Database

_TABLES = (*(shelf.table for shelf in reversed(SHELVES)), "edits")  # those that the foreign keys of others do not need
_LEFT_BEHIND = (".part", ".part-journal", ".part-wal", ".part-shm", ".without")


@dataclass(frozen=True, slots=True)
class Purged:
    """What came of it: how many backups were written anew and how many deleted, and how many evidence files went.

    `waiting` where another program held the files: the rest follows when the store is next opened.
    """

    journey: str
    files: int = 0
    rewritten: int = 0
    deleted: int = 0
    waiting: bool = False


@dataclass(frozen=True, slots=True)
class Pending:
    """Purges that were begun: the journeys' ids, and the hashes of their evidence files."""

    journeys: tuple[str, ...]
    digests: tuple[str, ...]


def purge(database: Database, journey: str, at: int, reason: str = "") -> Purged:
    """Let a journey go for good; on the writer's thread, `at` in microseconds UTC.

    InputError where there is none of that id; KnownError where it is being walked, or another program has the
    store open; StoreError where the rows cannot be deleted, and then nothing has changed.
    """
    try:
        raw = database.writer_connection()
        if not database.is_only_writer:
            raise KnownError(
                "Mysteryshop is open on this folder: nothing was purged.", "Purge in its window, or close it first."
            )
        key, edits, head = _standing(raw, journey)
        before = _read_pending(database.data_dir)
        begun = Pending((*before.journeys, journey), (*before.digests, *_digests(raw, key)))
        _write_pending(database.data_dir, begun)
        raw.execute("PRAGMA secure_delete = ON")
        _delete_rows(Ledger(database), journey, key, at, lambda e: purge_log.add(e, journey, at, reason, edits, head))
    except sqlite3.Error as error:
        database.forget_writer()
        raise failures.told(error, database.path) from error
    except OSError as error:
        raise failures.folder(error, database.data_dir) from error
    return _finish(database, journey)


def settle(database: Database) -> None:
    """Do what an end in the middle of a purge left to be done; to be called by the only writer. Never raises."""
    with suppress(StoreError, OSError, sqlite3.Error):  # the file stays, and the next opening tries again
        _finish(database, "")


def _finish(database: Database, journey: str) -> Purged:
    """Everything that follows the rows; what cannot be done now waits, and says so."""
    pending = _read_pending(database.data_dir)
    done = Purged(journey)
    try:
        raw = database.writer_connection()
        gone = [ident for ident in pending.journeys if _key(raw, ident) is None]
        if gone:
            files = _remove_files(database, raw, pending.digests)
            rewritten, deleted = _scrub_backups(database, gone)
            _sweep(database.data_dir)
            whole = _compact(raw, database)
            done = Purged(journey, files, rewritten, deleted, waiting=not whole)
        if not done.waiting:
            (database.data_dir / PENDING).unlink(missing_ok=True)
    except (sqlite3.Error, OSError, StoreError):
        database.forget_writer()
        return Purged(journey, waiting=True)
    return done


def _standing(raw: sqlite3.Connection, journey: str) -> tuple[int, int, bytes]:
    row = raw.execute("SELECT key, edits, head, state FROM journeys WHERE id = ?", (journey,)).fetchone()
    if row is None:
        raise InputError(f"There is no journey {journey}.", "mysteryshop list shows all of them.")
    if STATE.read(row[3]) == "walking":
        raise KnownError("A journey that is being walked cannot be purged.", "Finish the walk first.")
    return row[0], row[1], bytes(row[2] or b"")


def _key(raw: sqlite3.Connection, journey: str) -> int | None:
    row = raw.execute("SELECT key FROM journeys WHERE id = ?", (journey,)).fetchone()
    return None if row is None else int(row[0])


def _digests(raw: sqlite3.Connection, key: int) -> list[str]:
    """The evidence files that only this journey has, those of attachments taken back too."""
    own = "SELECT DISTINCT digest FROM attachments WHERE journey = :key"
    others = "SELECT digest FROM attachments WHERE journey <> :key"
    return [str(row[0]) for row in raw.execute(f"{own} AND digest NOT IN ({others})", {"key": key})]


def _delete_rows(ledger: Ledger, journey: str, key: int, at: int, note: Callable[[Execute], object]) -> None:
    """All rows of the journey go, and those who named it as their twin no longer do; `note` says that it is gone."""

    def work(execute: Execute) -> None:
        for table in _TABLES:
            execute(f"DELETE FROM {table} WHERE journey = ?", (key,))
        execute("DELETE FROM journeys WHERE key = ?", (key,))  # what is kept beside it goes along
        execute("DELETE FROM snapshots WHERE digest NOT IN (SELECT snapshot FROM journeys)", ())
        practice_forgetting.forget(execute, journey)
        twins.let_go(ledger, execute, journey, at)
        note(execute)

    ledger.beside(work)


def _compact(raw: sqlite3.Connection, database: Database) -> bool:
    """Write the file anew without the room that is free, and empty the log; whether both could be done."""
    if database.key is not None:
        raw.execute("PRAGMA temp_store = MEMORY")  # nothing plain beside an encrypted file
    raw.execute("VACUUM")
    raw.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    busy, *_ = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return int(busy) == 0


def _remove_files(database: Database, raw: sqlite3.Connection, digests: Iterable[str]) -> int:
    """Overwrite and delete evidence files that no row names any more."""
    removed = 0
    for digest in dict.fromkeys(digests):
        if raw.execute("SELECT 1 FROM attachments WHERE digest = ? LIMIT 1", (digest,)).fetchone() is None:
            path = database.files.path(digest)
            removed += path.exists()
            scrubbing.scrub(path)
            with suppress(OSError):  # others lie there
                path.parent.rmdir()
    return removed


def _scrub_backups(database: Database, journeys: Sequence[str]) -> tuple[int, int]:
    """Write backups that have one of the journeys anew without them; how many, and how many had to be deleted."""
    rewritten = deleted = 0
    for path in backup.backups(database.data_dir):
        try:
            rewritten += _write_without(path, journeys, database.key)
        except sqlite3.Error as error:
            if failures.primary_code(error) not in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
                raise  # no room, say: nothing is deleted for that, and the next opening tries again
            scrubbing.scrub(path)  # nobody can say what it holds
            key_file(path).unlink(missing_ok=True)
            deleted += 1
    return rewritten, deleted


def _write_without(path: Path, journeys: Sequence[str], key: FolderKey | None) -> bool:
    """Write a backup of any version anew without those journeys; False where it has none of them."""
    key = None if is_plain(path) else key
    with closing(connect(path, "rw", key=key)) as raw:
        raw.execute("PRAGMA query_only = 1")
        if not any(_key(raw, journey) is not None for journey in journeys):
            return False
    beside = path.with_name(f"{path.name}.{os.getpid()}.without")
    try:
        beside.touch(0o600)
        beside.write_bytes(path.read_bytes())
        with closing(connect(beside, "rw", key=key)) as raw:
            raw.execute("PRAGMA journal_mode = OFF")  # no second file that would hold what goes
            raw.execute("PRAGMA secure_delete = ON")
            for journey in journeys:
                _delete_anywhere(raw, journey)
            raw.execute("VACUUM")
            if raw.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                raise _damaged()
        scrubbing.hold(path)
        put_in_place(beside, path)
        scrubbing.scrub_held(path)
    finally:
        scrubbing.scrub(beside)
    return True


def _damaged() -> sqlite3.DatabaseError:
    error = sqlite3.DatabaseError("the backup is damaged")
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return error


def _delete_anywhere(raw: sqlite3.Connection, journey: str) -> None:
    """Delete a journey from a store of any version: every row of every table that is its own."""
    key = _key(raw, journey)
    tables = [str(row[0]) for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for table in tables if key is not None else ():
        columns = {str(row[1]) for row in raw.execute(f'PRAGMA table_info("{table}")')}
        if "journey" in columns and table != "purges":
            raw.execute(f'DELETE FROM "{table}" WHERE journey = ?', (key,))
    if "practice_edits" in tables:
        practice_forgetting.forget(raw.execute, journey)
    raw.execute("DELETE FROM journeys WHERE id = ?", (journey,))
    raw.execute("DELETE FROM snapshots WHERE digest NOT IN (SELECT snapshot FROM journeys)")


def _sweep(data_dir: Path) -> None:
    """Overwrite what a crash left half written in the folder."""
    for folder in (data_dir, backup.folder(data_dir), *(data_dir / "evidence").glob("??")):
        for path in folder.iterdir() if folder.is_dir() else ():
            if path.is_file() and path.name.endswith((*_LEFT_BEHIND, scrubbing.HELD)):
                scrubbing.scrub(path)


def _read_pending(data_dir: Path) -> Pending:
    try:
        said = json.loads((data_dir / PENDING).read_text(encoding="ascii"))
        return Pending(tuple(map(str, said["journeys"])), tuple(map(str, said["digests"])))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return Pending((), ())


def _write_pending(data_dir: Path, pending: Pending) -> None:
    beside = data_dir / f"{PENDING}.new"
    beside.write_text(json.dumps({"journeys": pending.journeys, "digests": pending.digests}), encoding="ascii")
    put_in_place(beside, data_dir / PENDING)
