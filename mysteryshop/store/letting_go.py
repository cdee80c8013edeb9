"""A connection that cannot be made ready is closed: nobody holds the file open without knowing of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def kept_open(raw: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Make a connection ready in here; where that fails it is closed."""
    try:
        yield raw
    except BaseException:
        raw.close()
        raise
