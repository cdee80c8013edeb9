"""Backups: whole copies beside the store, made in one step while it is in use, each looked over once.

Seven are kept. A copy that does not pass `quick_check` is thrown away and told as damage: a backup
that nobody has read is only a hope.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from mysteryshop.errors import StoreError
from mysteryshop.paths import database_file

from . import failures
from .connections import connect, prepare_reader
from .keyfile import FolderKey, key_file, read, write
from .placing import put_in_place

if TYPE_CHECKING:
    from .database import Database

KEEP = 7


def folder(data_dir: Path) -> Path:
    """Where the backups of a data folder are."""
    return data_dir / "backups"


def backups(data_dir: Path) -> list[Path]:
    """The backups of a data folder, newest first."""
    return sorted(folder(data_dir).glob("mysteryshop-*.sqlite"), key=lambda p: p.name, reverse=True)


def backup(database: Database, target: Path | None = None, *, now: datetime | None = None) -> Path:
    """Copy the store to `target`, or among its own backups, of which the oldest are let go."""
    return copy(database.data_dir, target, now=now, key=database.key)


def copy(
    data_dir: Path, target: Path | None = None, *, now: datetime | None = None, key: FolderKey | None = None
) -> Path:
    """As `backup`, for a store that nobody has opened yet. One of a locked folder is encrypted as that is,
    and its key file lies beside it: the passphrase of today opens it."""
    own = folder(data_dir) / f"mysteryshop-{now or datetime.now().astimezone():%Y%m%d-%H%M%S-%f}.sqlite"
    path = target if target is not None else own
    source = database_file(data_dir)
    if path.exists() and path.samefile(source):
        raise StoreError("A backup cannot take the place of the journeys file itself.", "Name another file.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(source, path, key)
    except OSError as error:
        raise StoreError(
            f"The backup {path} cannot be written: {error.strerror}.", f"{failures.KEPT} Name another file."
        ) from error
    except sqlite3.Error as error:
        is_damaged = failures.primary_code(error) == sqlite3.SQLITE_CORRUPT
        raise failures.told(error, source if is_damaged else path) from error
    if target is None:
        for old in backups(data_dir)[KEEP:]:
            old.unlink(missing_ok=True)
            key_file(old).unlink(missing_ok=True)
    return path


def _write(source: Path, path: Path, key: FolderKey | None) -> None:
    beside = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        beside.touch(0o600)
        with (
            closing(connect(source, "rw", key=key)) as live,
            closing(connect(beside, "rw", key=key)) as kept,
        ):
            prepare_reader(live)
            live.backup(kept, pages=-1)
            kept.execute("PRAGMA journal_mode = DELETE")  # one file that stands alone
            verdict = kept.execute("PRAGMA quick_check(1)").fetchone()[0]
        if verdict != "ok":
            raise _damage(verdict)
        if key is not None:
            write(read(key_file(source)), key_file(path))
        put_in_place(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def _damage(verdict: str) -> sqlite3.DatabaseError:
    error = sqlite3.DatabaseError(verdict)
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return error


def made_at(kept: Path) -> datetime:
    """When a backup was made, local time: its name says it; a copy of the folder keeps no file's own time."""
    stamp = kept.stem.removeprefix("mysteryshop-")[:15]
    try:
        return datetime.strptime(stamp, "%Y%m%d-%H%M%S").astimezone()
    except ValueError:  # named by hand
        return datetime.fromtimestamp(kept.stat().st_mtime).astimezone()


def is_due(data_dir: Path, now: datetime) -> bool:
    """Whether the newest backup is of another day than `now`."""
    newest = backups(data_dir)
    return not newest or not newest[0].name.startswith(f"mysteryshop-{now:%Y%m%d}")
