"""What the home screen shows before anything else is loaded: sqlite3 only, read only, one look.

Nothing here may import SQLAlchemy, numpy or Qt: it runs before the first paint.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from mysteryshop.errors import StoreError
from mysteryshop.paths import database_file

from . import failures, listing
from .judging import judge, look
from .keyfile import FolderKey
from .listing import JourneyRow

PAGE = 200


@dataclass(frozen=True, slots=True)
class Glance:
    """The first page of journeys, newest first, and what is unfinished; `schema_version` 0 without a store."""

    schema_version: int = 0
    rows: tuple[JourneyRow, ...] = ()
    unfinished: tuple[JourneyRow, ...] = ()
    count: int = 0
    locked: bool = False  # nothing can be seen without the passphrase


def glance(data_dir: Path, key: FolderKey | None = None) -> Glance:
    """Look into the folder without touching anything; StoreError as when the store is opened.

    Into a locked folder only its key lets look, and only while this process has not opened it.
    A store of an older version is left for `Database.open` to upgrade: its page comes afterwards. So
    it does after a crash on a full disk, where only opening makes the room that reading needs.
    """
    data_dir = data_dir.expanduser().absolute()
    try:
        verdict = judge(data_dir, key)
        if verdict.state != "current":
            return Glance(verdict.version, locked=verdict.state == "locked")
        return look(database_file(data_dir), lambda raw: _read(raw, verdict.version), key)
    except sqlite3.Error as error:
        raise failures.told(error, database_file(data_dir)) from error
    except StoreError as error:
        if error.__cause__ is not None and failures.is_full(error.__cause__):
            return Glance()
        raise


def _read(raw: sqlite3.Connection, version: int) -> Glance:
    page = listing.rows_of(raw.execute(*listing.page(listing.where(), "started_at", True, PAGE, 0)))
    unfinished = listing.rows_of(raw.execute(*listing.unfinished()))
    count = raw.execute("SELECT count(*) FROM journeys").fetchone()[0]
    return Glance(version, tuple(page), tuple(unfinished), count)
