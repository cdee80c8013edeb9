"""What the home screen shows before anything else is loaded: sqlite3 only, read only, one look.

Nothing here may import SQLAlchemy, numpy or Qt: it runs before the first paint.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from mysteryshop.paths import database_file

from . import failures, listing
from .judging import judge
from .listing import JourneyRow

PAGE = 200


@dataclass(frozen=True, slots=True)
class Glance:
    """The first page of journeys, newest first, and what is unfinished; `schema_version` 0 without a store."""

    schema_version: int = 0
    rows: tuple[JourneyRow, ...] = ()
    unfinished: tuple[JourneyRow, ...] = ()
    count: int = 0


def glance(data_dir: Path) -> Glance:
    """Look into the folder without touching anything; StoreError as when the store is opened.

    A store of an older version is left for `Database.open` to upgrade: its page comes afterwards.
    """
    data_dir = data_dir.expanduser().absolute()
    verdict = judge(data_dir)
    if verdict.state != "current":
        return Glance(verdict.version)
    path = database_file(data_dir)
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=1.0)) as raw:
            page = listing.rows_of(raw.execute(*listing.page(listing.where(), "started_at", True, PAGE, 0)))
            unfinished = listing.rows_of(raw.execute(*listing.unfinished()))
            count = raw.execute("SELECT count(*) FROM journeys").fetchone()[0]
    except sqlite3.Error as error:
        raise failures.told(error, path) from error
    return Glance(verdict.version, tuple(page), tuple(unfinished), count)
