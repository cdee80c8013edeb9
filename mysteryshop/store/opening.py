"""What happens before a store is used: is it there, is it ours, is it whole, is it of our version."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from mysteryshop.errors import KnownError, StoreError
from mysteryshop.paths import database_file

from . import backup, failures
from .connections import connect, is_shared, key_for, prepare_writer
from .judging import damaged, judge
from .keyfile import FolderKey, Locked
from .lock import WriterLock
from .placing import put_in_place
from .schema import create_schema

NO_RESERVE = KnownError(
    "The disk is nearly full.",
    "Make room before you walk: one megabyte could not be kept back for finishing a journey on a full disk.",
)
_PATIENCE_S = 5.0


def lock_of(data_dir: Path, *, create: bool) -> WriterLock:
    """The folder's lock, after the folder was made where it may be; StoreError where it cannot be used."""
    try:
        if not create and not data_dir.is_dir():
            raise StoreError(f"There is no data folder {data_dir}.", "Name one that exists with --data-dir.")
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = WriterLock(data_dir)
        lock.take()
        lock.release()
    except OSError as error:
        raise failures.folder(error, data_dir) from error
    return lock


def locked(data_dir: Path) -> Locked:
    """A folder whose passphrase was not given."""
    return Locked(
        f"The journeys in {data_dir} are locked with a passphrase.",
        "Give it: in a file named by --passphrase-file, in MYSTERYSHOP_PASSPHRASE, or when the app asks.",
    )


def make_ready(data_dir: Path, lock: WriterLock, *, create: bool, key: FolderKey | None = None) -> None:
    """Judge the file; make or migrate it where needed. Holding the lock means nobody else uses it."""
    verdict = judge(data_dir, key)
    if verdict.state == "locked":
        raise locked(data_dir)
    if verdict.state == "none" and not create:
        raise StoreError(f"There are no journeys in {data_dir} yet.", "Walk one, import one, or run the demo first.")
    if verdict.state in ("none", "old"):
        was_held = lock.held
        if not lock.take(_PATIENCE_S):
            raise StoreError("The journeys are being used by another program.", "Close it and try again.")
        verdict = judge(data_dir, key)  # another process may have done it meanwhile
        if verdict.state == "none":
            _create(data_dir, key)
        elif verdict.state == "old":
            _migrate(data_dir, key_for(database_file(data_dir), key))
        if not was_held:
            lock.release()
    if lock.held and (lock.left_behind or verdict.has_log):
        look_over(data_dir, key)
        lock.clear()
    if is_shared(data_dir):
        _without_log(database_file(data_dir), key)


def _without_log(path: Path, key: FolderKey | None) -> None:
    """On a network share the file gets along without a log before anybody reads it."""
    try:
        with closing(connect(path, "rw", key=key_for(path, key))) as raw:
            prepare_writer(raw, shared=True, checkpoints=True)
    except sqlite3.Error as error:
        raise failures.told(error, path) from error


def look_over(data_dir: Path, key: FolderKey | None = None) -> None:
    """SQLite's quick check, after an unclean end; StoreError where it finds damage."""
    path = database_file(data_dir)
    try:
        with closing(connect(path, "rw", key=key_for(path, key))) as raw:
            found = raw.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.DatabaseError as error:
        if failures.primary_code(error) not in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            raise failures.told(error, path) from error
        found = str(error)
    if found != "ok":
        raise damaged(data_dir, str(found))


def _create(data_dir: Path, key: FolderKey | None) -> None:
    """Make the file beside its place and move it there: it is never seen half made, or empty."""
    path = database_file(data_dir)
    beside = path.with_name(f"{path.name}.new")
    engine = create_engine("sqlite://", creator=lambda: connect(beside, "rwc", key=key), poolclass=NullPool)
    try:
        beside.unlink(missing_ok=True)
        beside.touch(0o600)
        with engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            create_schema(connection)
            connection.commit()
        put_in_place(beside, path)
    except (DBAPIError, sqlite3.Error) as error:
        raise failures.told(error, path) from error
    except OSError as error:
        raise failures.folder(error, data_dir) from error
    finally:
        beside.unlink(missing_ok=True)


def _migrate(data_dir: Path, key: FolderKey | None) -> None:
    """Bring an older store up to date, after a backup of it."""
    from .migrations import upgrade  # Alembic takes half a second to import: only where it is needed

    path = database_file(data_dir)
    kept = backup.copy(data_dir, key=key)
    try:
        upgrade(path, key=key)
    except (DBAPIError, sqlite3.Error) as error:
        told = failures.told(error, path)
        raise StoreError(
            f"The journeys could not be brought to this version: {told.title}",
            f"They are as they were, and in {kept}. {told.remedy}",
        ) from error
