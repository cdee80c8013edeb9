"""The pool of SQLAlchemy's connections that read the store, from any thread."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from .connections import connect, prepare_reader
from .keyfile import FolderKey
from .letting_go import kept_open


def reader_engine(path: Path, key: FolderKey | None = None) -> Engine:
    """An engine whose connections only read; it may be used from any thread."""

    def _connect() -> sqlite3.Connection:
        with kept_open(connect(path, "rw", key=key)) as raw:
            prepare_reader(raw)
        return raw

    engine = create_engine("sqlite://", creator=_connect, poolclass=QueuePool, pool_size=2, max_overflow=16)
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")
