"""The tables, named after the vocabulary. See ARCHITECTURE.md for what they promise.

Instants are integer microseconds since the epoch, UTC. Words of the vocabulary are their small
codes. `journey` columns hold the journey's local number, `journeys.key`; everything else is
addressed by (journey, id), so that journeys from many machines merge. Nothing recorded is ever
deleted from the evidence tables: what was taken back stays with `live` = 0.
"""

from __future__ import annotations

from sqlalchemy import Connection

from ..identity import APPLICATION_ID, SCHEMA_VERSION
from . import evidence, own_chains  # so that their tables are made with the others
from .columns import METADATA
from .kept import FIGURES, FRICTION_FIGURES, SEARCH_TEXTS, TOUCHPOINT_FIGURES

__all__ = [
    "FIGURES",
    "FRICTION_FIGURES",
    "METADATA",
    "SEARCH_TEXTS",
    "TOUCHPOINT_FIGURES",
    "create_schema",
    "evidence",
    "own_chains",
]


def create_schema(connection: Connection) -> None:
    """Make all tables in an empty file, as the newest schema; the caller's transaction holds it all."""
    METADATA.create_all(connection, checkfirst=False)
    connection.exec_driver_sql(
        "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
        "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
    )
    connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (f"{SCHEMA_VERSION:04}",))
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")
