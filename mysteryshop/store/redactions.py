"""What was decided about redaction, per journey and beside its evidence: it alters nothing and breaks no seal."""

from __future__ import annotations

import sqlite3
from contextlib import suppress

from . import failures
from .database import Database

_READ = "SELECT r.decisions FROM redactions r JOIN journeys j ON j.key = r.journey WHERE j.id = ?"
_KEEP = (
    "INSERT INTO redactions (journey, decisions) SELECT key, :decisions FROM journeys WHERE id = :journey "
    "ON CONFLICT (journey) DO UPDATE SET decisions = excluded.decisions"
)


def read(database: Database, journey: str) -> str:
    """What was kept of that journey's decisions, as text; "" where nothing was."""
    with database.reader() as connection:
        row = connection.exec_driver_sql(_READ, (journey,)).first()
    return "" if row is None else str(row[0])


def keep(database: Database, journey: str, decisions: str) -> None:
    """Keep them for the next time; on the writer's thread. StoreError as elsewhere."""
    try:
        connection = database.writer_connection()
        try:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(_KEEP, {"journey": journey, "decisions": decisions})
            connection.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
            raise
    except sqlite3.Error as error:
        database.forget_writer()
        raise failures.told(error, database.path) from error
    database.committed()
