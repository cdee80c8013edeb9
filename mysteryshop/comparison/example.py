"""Whether a data folder holds the demo: what is reported of it says so."""

from __future__ import annotations

from mysteryshop.store.database import Database


def is_example(database: Database) -> bool:
    """Whether any journey is the demo's."""
    with database.reader() as connection:
        return bool(connection.exec_driver_sql("SELECT EXISTS (SELECT 1 FROM journeys WHERE demo)").scalar_one())
