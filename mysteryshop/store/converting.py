"""A database file is encrypted, or made plain again: written anew beside it, looked over, then put in its place.

Whatever stops it, one whole file is there: the old one or the new one.
"""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from mysteryshop.errors import StoreError

from . import cipher, failures
from .connections import BUSY_MS, is_plain
from .keyfile import FolderKey
from .letting_go import kept_open
from .placing import put_in_place
from .scrubbing import hold, scrub, scrub_held

BESIDE = ".converted"
_LOGS = ("-wal", "-journal")


def encrypt(path: Path, key: FolderKey) -> None:
    """Encrypt a plain database file, and overwrite the plain one; StoreError where the world refuses."""
    _convert(path, None, key)
    tidy(path)


def make_plain(path: Path, key: FolderKey) -> None:
    """Write an encrypted database file so that anybody can read it."""
    _convert(path, key, None)
    tidy(path)


def tidy(path: Path) -> None:
    """Overwrite what an end in the middle left beside the file."""
    scrub(_beside(path))
    for name in ("", *_LOGS):
        scrub_held(path.with_name(path.name + name))


def _beside(path: Path) -> Path:
    return path.with_name(path.name + BESIDE)


def _convert(path: Path, old: FolderKey | None, new: FolderKey | None) -> None:
    beside = _beside(path)
    try:
        tidy(path)
        beside.touch(0o600)
        with closing(_alone(path, old)) as raw:
            cipher.attach(raw, beside, new)
            raw.execute("PRAGMA other.synchronous = OFF")  # it is brought to the disk once, before it takes its place
            raw.execute("PRAGMA other.journal_mode = MEMORY")
            _copy(raw)
            raw.execute("DETACH other")
            _look_over(beside, new)
            if old is None:
                hold(path)
            if sys.platform != "win32":  # there a file that is open cannot be replaced
                put_in_place(beside, path)  # while nobody can write into the old one
        if sys.platform == "win32":
            put_in_place(beside, path)
    except sqlite3.Error as error:
        raise failures.told(error, path) from error
    except OSError as error:
        raise failures.folder(error, path.parent) from error


def _alone(path: Path, key: FolderKey | None) -> sqlite3.Connection:
    """The file to itself, its log written back into it."""
    for log in _LOGS if key is None else ():
        if (beside := path.with_name(path.name + log)).exists():
            hold(beside)
    address = f"{path.resolve().as_uri()}?mode=rw"
    opened = cipher.connect(address, key, timeout=BUSY_MS / 1000, isolation_level=None, check_same_thread=False)
    with kept_open(opened) as raw:
        raw.execute("PRAGMA wal_checkpoint(FULL)")
        raw.execute("PRAGMA journal_mode = DELETE").fetchone()  # refused while anybody else has the file open
        raw.execute("PRAGMA main.locking_mode = EXCLUSIVE")
        raw.execute("BEGIN EXCLUSIVE")
        raw.execute("COMMIT")  # the lock stays until the connection is closed
    return raw


def _copy(raw: sqlite3.Connection) -> None:
    """Everything, and the two numbers in the file's head that SQLCipher's own copying leaves out."""
    raw.execute("SELECT sqlcipher_export('other')").fetchone()
    for number in ("application_id", "user_version"):
        raw.execute(f"PRAGMA other.{number} = {raw.execute(f'PRAGMA main.{number}').fetchone()[0]}")
    if _counts(raw, "main") != _counts(raw, "other"):
        raise StoreError("The copy of the journeys is not whole. Nothing was changed.", "Try again.")


def _counts(raw: sqlite3.Connection, schema: str) -> dict[str, int]:
    names = [str(row[0]) for row in raw.execute(f"SELECT name FROM {schema}.sqlite_master WHERE type = 'table'")]
    return {name: raw.execute(f'SELECT count(*) FROM {schema}."{name}"').fetchone()[0] for name in names}


def _look_over(path: Path, key: FolderKey | None) -> None:
    """Every page of the new file is read once: SQLCipher checks the seal of each."""
    with closing(cipher.connect(f"{path.resolve().as_uri()}?mode=ro", key)) as raw:
        found = raw.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok" or is_plain(path) != (key is None):
        raise StoreError(f"The copy of the journeys is not whole ({found}). Nothing was changed.", "Try again.")
