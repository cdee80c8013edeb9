"""Connections to an encrypted store: SQLCipher, speaking as sqlite3 does.

Imported only where a folder has a passphrase.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any, cast

from sqlcipher3 import dbapi2  # type: ignore[import-untyped]  # it comes without types

from .keyfile import FolderKey
from .letting_go import kept_open


def _speak_alike() -> None:
    """Its errors become kinds of sqlite3's: what catches those everywhere catches these, and SQLAlchemy wraps them."""
    for name in ("DatabaseError", "InterfaceError", "DataError", "OperationalError", "IntegrityError", "InternalError",
                 "ProgrammingError", "NotSupportedError"):  # fmt: skip
        kind, theirs = getattr(dbapi2, name), getattr(sqlite3, name)
        if not issubclass(kind, theirs):
            kind.__bases__ = (*kind.__bases__, theirs)


_speak_alike()


def connect(address: str, key: FolderKey | None, **options: Any) -> sqlite3.Connection:
    """As `sqlite3.connect` with these options, on a file that the key opens; without one on a plain file."""
    with kept_open(cast("sqlite3.Connection", dbapi2.connect(address, uri=True, **options))) as raw:
        raw.execute("PRAGMA cipher_log_level = NONE")  # it would write to the terminal
        if key is not None:
            raw.execute(f"PRAGMA key = \"x'{key.database}'\"")  # a raw key: opening costs no derivation
    return raw


def attach(raw: sqlite3.Connection, path: Path, key: FolderKey | None) -> None:
    """Attach another file as `other`: encrypted with the key, or plain."""
    secret = "" if key is None else f"x'{key.database}'"
    raw.execute("ATTACH ? AS other KEY ?", (str(path), secret))
