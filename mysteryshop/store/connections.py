"""Plain connections to the store, and the pragmas that make one a writer or a reader.

The writer is plain sqlite3, because a keypress waits for it: SQLAlchemy's part of a capture would be
as long as SQLite's own. No connection begins transactions by itself: the writer's are IMMEDIATE,
because a read that is upgraded to a write ignores the busy timeout. With the key of a locked folder
SQLCipher opens the file, and all else is the same.
"""

from __future__ import annotations

import re
import sqlite3
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal

from .keyfile import FolderKey

BUSY_MS = 5000
_AGAIN_S = 0.02
MAGIC = b"SQLite format 3\0"
_SHARED = frozenset((
    "nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "ncpfs", "afs", "9p", "davfs", "ceph", "lustre",
    "fuse.sshfs", "fuse.rclone", "fuse.davfs2",
))  # fmt: skip
_OCTAL = re.compile(r"\\([0-7]{3})")  # how mountinfo writes spaces


def is_shared(folder: Path) -> bool:
    """Whether the folder lies on a network share, where several machines may write: no WAL there."""
    if str(folder).startswith("\\\\"):
        return True
    folder = folder.resolve()
    best, kind = -1, ""
    for point, filesystem in _mounts():
        if folder.is_relative_to(point) and len(point) >= best:
            best, kind = len(point), filesystem
    return kind in _SHARED


def _mounts() -> list[tuple[str, str]]:
    """Mount points and their file system's kind, where the system lists them."""
    try:
        lines = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return []
    halves = [line.split(" - ", 1) for line in lines]
    return [(_OCTAL.sub(lambda m: chr(int(m[1], 8)), h[0].split()[4]), h[1].split()[0]) for h in halves if len(h) == 2]


def prepare_writer(raw: sqlite3.Connection, *, shared: bool, checkpoints: bool) -> None:
    """The writer's pragmas. Where WAL is refused or unsafe: a rollback journal that survives a power cut."""
    raw.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    mode = _journal_mode(raw, "DELETE" if shared else "WAL")
    raw.execute(f"PRAGMA synchronous = {'FULL' if mode == 'wal' else 'EXTRA'}")
    raw.execute("PRAGMA foreign_keys = ON")
    if not checkpoints:
        raw.execute("PRAGMA wal_autocheckpoint = 0")


def _journal_mode(raw: sqlite3.Connection, wanted: str) -> str:
    """Ask for that journal, and say which one holds.

    Changing it ignores the busy timeout where two processes make a new folder at once: it is asked again for as long.
    """
    until = time.monotonic() + BUSY_MS / 1000
    while True:
        try:
            return str(raw.execute(f"PRAGMA journal_mode = {wanted}").fetchone()[0])
        except sqlite3.OperationalError as error:
            busy = getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY
            if not busy or time.monotonic() > until:
                raise
        time.sleep(_AGAIN_S)


def prepare_reader(raw: sqlite3.Connection) -> None:
    """A reader's pragmas: it writes nothing, not even the log back into the file."""
    raw.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    raw.execute("PRAGMA query_only = 1")
    raw.execute("PRAGMA wal_autocheckpoint = 0")


def connect(
    path: Path,
    mode: Literal["ro", "rw", "rwc"],
    factory: type[sqlite3.Connection] = sqlite3.Connection,
    *,
    key: FolderKey | None = None,
) -> sqlite3.Connection:
    """A plain connection without transactions of its own. The path may hold any character.

    With `rw` the file must be there: none is made by opening it.
    """
    address = f"{path.resolve().as_uri()}?mode={mode}"
    if key is not None:
        return connect_address(address, key, cached_statements=256)
    return sqlite3.connect(
        address,
        uri=True,
        timeout=BUSY_MS / 1000,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=256,
        factory=factory,
    )


def connect_address(address: str, key: FolderKey | None, **options: Any) -> sqlite3.Connection:
    """A connection without transactions of its own to an address that SQLite understands."""
    whole = {"timeout": BUSY_MS / 1000, "isolation_level": None, "check_same_thread": False, **options}
    if key is None:
        raw: sqlite3.Connection = sqlite3.connect(address, uri=True, **whole)
        return raw
    from . import cipher  # only where a folder has a passphrase

    return cipher.connect(address, key, **whole)


def is_plain(path: Path) -> bool:
    """Whether anybody can read the database file.

    Not to be asked of a file that this process has open: closing it here would drop its locks.
    """
    with suppress(OSError), path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC
    return False


def key_for(path: Path, key: FolderKey | None) -> FolderKey | None:
    """The key where the file needs it: until a passphrase is wholly set or removed, files of both kinds lie there."""
    return None if key is None or is_plain(path) else key
