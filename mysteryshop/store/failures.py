"""What SQLite and the disk say, told as a sentence with a remedy. Leaf: sqlite3 and errors only."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

from mysteryshop.errors import StoreError

KEPT = "Everything recorded before is kept."
_NOT_KEPT = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)  # of these nobody can say that all is kept
_REMEDIES: dict[int, tuple[str, str]] = {
    sqlite3.SQLITE_FULL: (
        "The disk is full: this could not be stored.",
        "Make room on the disk and try again.",
    ),
    sqlite3.SQLITE_IOERR: (
        "The disk reported an error: this could not be stored.",
        "Try again; if it comes back, look after the disk, and keep a copy of the newest backup elsewhere.",
    ),
    sqlite3.SQLITE_BUSY: (
        "The journeys are locked by another program: this could not be stored.",
        "Close the other program that uses them and try again.",
    ),
    sqlite3.SQLITE_READONLY: (
        "The journeys cannot be written: the file or its folder is read-only.",
        "Give yourself the right to write there, or choose another folder with --data-dir.",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "The journeys cannot be opened.",
        "See that the folder exists and that you may write in it, or choose another with --data-dir.",
    ),
    sqlite3.SQLITE_CORRUPT: (
        "The journeys file is damaged.",
        "Close the app, keep the damaged file, and go back to the newest backup in the folder backups.",
    ),
    sqlite3.SQLITE_NOTADB: (
        "This is not a journeys file of Mysteryshop's.",
        "Move it away, or choose another folder with --data-dir.",
    ),
}
_ALIKE = {
    sqlite3.SQLITE_LOCKED: sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_PROTOCOL: sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_PERM: sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_AUTH: sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_NOLFS: sqlite3.SQLITE_FULL,
}
_FOLDER_REMEDY = "Choose a folder that you may write in with --data-dir, or change the rights of this one."


def primary_code(error: BaseException) -> int:
    """SQLite's primary result code of an error, whoever wrapped it; 0 where there is none."""
    return _code(error) & 0xFF


def _code(error: BaseException) -> int:
    inner = getattr(error, "orig", None) or error
    return int(getattr(inner, "sqlite_errorcode", 0) or 0)


def is_full(error: BaseException) -> bool:
    """Whether the disk had no room."""
    if getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT):
        return True
    return primary_code(error) == sqlite3.SQLITE_FULL or _code(error) == sqlite3.SQLITE_IOERR_SHMSIZE


def told(error: BaseException, path: Path | None = None) -> StoreError:
    """The error as a sentence; its own words stand in it where it is none that we know."""
    code = sqlite3.SQLITE_FULL if is_full(error) else primary_code(error)
    known = _REMEDIES.get(_ALIKE.get(code, code))
    where = f" ({path})" if path is not None else ""
    if known is None:
        return StoreError(
            f"The journeys could not be stored or read: {getattr(error, 'orig', None) or error}{where}.",
            f"{KEPT} Try again.",
        )
    title, remedy = known
    kept = "" if _ALIKE.get(code, code) in _NOT_KEPT else f"{KEPT} "
    return StoreError(f"{title.removesuffix('.')}{where}.", f"{kept}{remedy}")


def folder(error: OSError, data_dir: Path) -> StoreError:
    """Why the data folder cannot be used."""
    if is_full(error):
        return StoreError(
            f"The disk of the data folder {data_dir} is full.",
            "Make room on it, or choose another folder with --data-dir.",
        )
    why = (error.strerror or type(error).__name__).lower()
    return StoreError(f"The data folder {data_dir} cannot be written: {why}.", _FOLDER_REMEDY)
