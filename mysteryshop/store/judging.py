"""What a data folder holds, read with sqlite3 only and without touching anything.

Used before the first paint and before every opening, so that both say the same sentences.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

from mysteryshop.errors import StoreError
from mysteryshop.paths import database_file

from . import backup, failures
from .connections import MAGIC, connect_address, key_for
from .identity import APPLICATION_ID, SCHEMA_VERSION
from .keyfile import SUFFIX, FolderKey, is_locked, key_file

Seen = TypeVar("Seen")


@dataclass(frozen=True, slots=True)
class Verdict:
    """`none`: no store yet; `old`: made by an older version; `current`: ready; `locked`: it has a passphrase.

    `has_log`: the log was not put away.
    """

    state: Literal["none", "old", "current", "locked"]
    version: int = 0
    has_log: bool = False


def judge(data_dir: Path, key: FolderKey | None = None) -> Verdict:
    """What the folder holds; StoreError where it is damaged, not ours, of a newer version, or lost.

    Without its key a locked folder is only known to be locked.
    """
    path = database_file(data_dir)
    locked = key is None and is_locked(data_dir)
    try:
        size = path.stat().st_size if path.exists() else None
        start = path.read_bytes()[:100] if size is not None and size < 100 else _header(path, size)
    except OSError as error:
        raise failures.folder(error, data_dir) from error
    if locked:
        return Verdict("locked")
    if not size:
        return _nothing(data_dir, size)
    if key is None and not start.startswith(MAGIC):
        raise _unreadable(data_dir)
    return _of_version(data_dir, path, key)


def _header(path: Path, size: int | None) -> bytes:
    if size is None:
        return b""
    with path.open("rb") as file:
        return file.read(100)


def _nothing(data_dir: Path, size: int | None) -> Verdict:
    """No file, or an empty one: nothing was ever there, or it was lost."""
    used = backup.backups(data_dir) or _has_log(database_file(data_dir))
    used = used or (size == 0 and (data_dir / "reserve").exists())
    if used:
        raise damaged(data_dir, "it is missing" if size is None else "it is empty")
    return Verdict("none")


def _unreadable(data_dir: Path) -> StoreError:
    """A file without a database's beginning: damaged, or encrypted and its key is gone."""
    path = database_file(data_dir)
    if not any(backup.folder(data_dir).glob(f"*{SUFFIX}")):
        return damaged(data_dir, "it does not begin as a database does")
    return StoreError(
        f"The journeys are encrypted, and their key file {key_file(path)} is gone. Nothing was touched.",
        f"Copy the newest file that ends in .sqlite{SUFFIX} from the folder backups to {key_file(path).name}.",
    )


def look(path: Path, read: Callable[[sqlite3.Connection], Seen], key: FolderKey | None = None) -> Seen:
    """What `read` sees in the file; sqlite3 errors pass through.

    A file whose log was put away is read as it lies: nothing is made beside it, so that this works on
    a full disk too. Where that fails, another process is just writing, and it is read along with its log.
    A rollback journal that a crash left is the exception: what it undoes is undone first, or nobody could read.
    """
    address = path.resolve().as_uri()
    needed = key_for(path, key)
    if not _has_log(path):
        with suppress(sqlite3.Error), closing(connect_address(f"{address}?mode=ro&immutable=1", needed)) as raw:
            return read(raw)
    try:
        with closing(connect_address(f"{address}?mode=ro", needed)) as raw:
            return read(raw)
    except sqlite3.Error as error:
        if failures.primary_code(error) != sqlite3.SQLITE_READONLY:
            raise
    with closing(connect_address(f"{address}?mode=rw", needed)) as raw:
        return read(raw)


def _marks(raw: sqlite3.Connection) -> tuple[int, int, set[str]]:
    application = raw.execute("PRAGMA application_id").fetchone()[0]
    version = raw.execute("PRAGMA user_version").fetchone()[0]
    return application, version, {row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def _of_version(data_dir: Path, path: Path, key: FolderKey | None) -> Verdict:
    try:
        application, version, tables = look(path, _marks, key)
    except sqlite3.DatabaseError as error:
        if failures.primary_code(error) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            raise damaged(data_dir, str(error)) from error
        raise failures.told(error, path) from error
    if application != APPLICATION_ID:
        raise StoreError(
            f"{path} is a database of another program.",
            "Choose another data folder with --data-dir, or move that file away.",
        )
    if version > SCHEMA_VERSION:
        raise newer(path, version)
    if not {"journeys", "edits"} <= tables:
        raise damaged(data_dir, "its tables are missing")
    return Verdict("current" if version == SCHEMA_VERSION else "old", version, _has_log(path))


def newer(path: Path, version: int) -> StoreError:
    """A store that a newer version of the app made."""
    return StoreError(
        f"{path} was made by a newer version of Mysteryshop (schema {version}; this one knows up to {SCHEMA_VERSION}). "
        "Nothing was touched.",
        "Install the newer version, or choose another data folder with --data-dir.",
    )


def damaged(data_dir: Path, why: str) -> StoreError:
    """A store that cannot be trusted, with the newest backup and the way back to it."""
    path = database_file(data_dir)
    kept = backup.backups(data_dir)
    title = f"The journeys file {path} is damaged: {why}. Nothing was touched."
    if not kept:
        return StoreError(
            title,
            "There is no backup in its folder: look for a copy elsewhere before you move the file away to begin anew.",
        )
    when = backup.made_at(kept[0])
    key = key_file(kept[0])
    along = f" and {key.name} to {key_file(path).name}" if key.exists() else ""
    return StoreError(
        title,
        f"The newest backup is of {when:%Y-%m-%d %H:%M}. To go back to it, move {path.name} "
        f"(and files named like it) away and copy {kept[0]} to {path}{along}.",
    )


def _has_log(path: Path) -> bool:
    """Whether anything waits beside the file to be written into it."""
    beside = (path.with_name(path.name + suffix) for suffix in ("-wal", "-journal"))
    return any(log.exists() and log.stat().st_size > 0 for log in beside)
