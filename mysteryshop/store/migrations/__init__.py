"""Bringing an older store up to date: Alembic's scripts, inside the package, in one transaction."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import NullPool

from ..connections import connect
from ..identity import SCHEMA_VERSION
from ..keyfile import FolderKey

SCRIPTS = "mysteryshop:store/migrations"


def upgrade(path: Path, *, scripts: str = SCRIPTS, version: int = SCHEMA_VERSION, key: FolderKey | None = None) -> None:
    """Upgrade the store at `path` to `version`, wholly or not at all; sqlite3 or DBAPI errors pass through.

    `scripts` is another script folder, for tests of upgrades that do not exist yet.
    """
    engine = create_engine("sqlite://", creator=lambda: connect(path, "rw", key=key), poolclass=NullPool)
    with engine.connect() as connection:
        # Tables that are rebuilt must not take their dependants along; checked before the commit.
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        try:
            _run(connection, scripts, version)
        except BaseException:
            connection.exec_driver_sql("ROLLBACK")
            raise
        connection.exec_driver_sql("COMMIT")
    with closing(connect(path, "rw", key=key)) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _run(connection: Connection, scripts: str, version: int) -> None:
    config = Config()
    config.set_main_option("script_location", scripts)
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, f"{version:04}")
    dangling = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if dangling is not None:
        raise sqlite3.IntegrityError(f"a row of {dangling[0]} refers to nothing after the upgrade")
    connection.exec_driver_sql(f"PRAGMA user_version = {version}")
