"""The tables of figures kept beside the evidence: which are out of date, writing them, reading them.

They are written on the writer, and never along with evidence: a keypress does not wait for a figure.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeAlias

from mysteryshop.vocabulary import KINDS, by_id

from . import failures
from .database import Database
from .schema import FIGURES, FRICTION_FIGURES, SEARCH_TEXTS, TOUCHPOINT_FIGURES

Page: TypeAlias = Sequence[tuple[Any, ...]]
FETCH = 2000  # rows at once: more would hold up the window's thread
FIELDS: tuple[str, ...] = tuple(column.name for column in FIGURES.columns)[3:]
TOUCHPOINT_FIELDS: tuple[str, ...] = tuple(column.name for column in TOUCHPOINT_FIGURES.columns)
FRICTION_FIELDS: tuple[str, ...] = (*(column.name for column in FRICTION_FIGURES.columns), "touchpoint", "name")
UNGRADED_FIELDS = ("journey", "touchpoint", "name", "category", "count")
EXPECTED_FIELDS = ("journey", "ordinal", "touchpoint", "wait_s", "contacts", "feeling")
HEAD_FIELDS = (
    *("key", "edits", "id", "template_key", "template_name", "place", "relationship", "persona", "leader", "zone"),
    *("state", "origin", "started_at", "ended_at", "created_at", "recognised", "favoured", "demo", "seal_broken"),
    "tags",
)
_FRICTION = by_id(KINDS, "friction").code
_TOUCHPOINT = ", ".join("coalesce(t.touchpoint, '')" if f == "touchpoint" else f"t.{f}" for f in TOUCHPOINT_FIELDS)
_TABLES = (FIGURES, TOUCHPOINT_FIGURES, FRICTION_FIGURES, SEARCH_TEXTS)
_PUT = {table.name: f"INSERT INTO {table.name} VALUES ({', '.join('?' * len(table.columns))})" for table in _TABLES}
_OUT_OF_DATE = (
    "SELECT j.key, j.id, j.edits FROM journeys j LEFT JOIN figures f ON f.journey = j.key "
    "WHERE f.journey IS NULL OR f.edits <> j.edits OR f.method <> ?"
)
# With the id: the number of a journey that was discarded is given to the next one.
_VERSIONS = "SELECT j.key, j.id, j.edits, f.edits, f.method FROM journeys j LEFT JOIN figures f ON f.journey = j.key"
_ROWS = (
    f"SELECT {', '.join('j.' + name for name in HEAD_FIELDS)}, f.edits, f.method, "
    f"{', '.join('f.' + name for name in FIELDS)} FROM journeys j LEFT JOIN figures f ON f.journey = j.key"
)
_FEW = 500  # keys that are asked for by name rather than with everything


@dataclass(frozen=True, slots=True)
class Stale:
    """A journey whose figures are missing or out of date, as of its edit `edits`."""

    key: int
    id: str
    edits: int


@dataclass(frozen=True, slots=True)
class KeptRows:
    """What is kept of one journey, as rows without the journey's key."""

    journey: Stale
    figures: tuple[Any, ...]
    touchpoints: tuple[tuple[Any, ...], ...]
    frictions: tuple[tuple[Any, ...], ...]
    text: str


def stale(database: Database, method: int, limit: int | None = None) -> list[Stale]:
    """The journeys to be computed anew, those under way last: they will change again."""
    with database.reader() as connection:
        sql = f"{_OUT_OF_DATE} ORDER BY j.state = 2, j.key LIMIT ?"
        return [Stale(*row) for row in connection.exec_driver_sql(sql, (method, -1 if limit is None else limit))]


def count_stale(database: Database, method: int) -> int:
    """How many journeys are to be computed anew."""
    with database.reader() as connection:
        return int(connection.exec_driver_sql(f"SELECT count(*) FROM ({_OUT_OF_DATE})", (method,)).scalar_one())


def put(database: Database, method: int, batch: Sequence[KeptRows]) -> int:
    """Write what was computed, in one transaction; how many. On the writer's thread. StoreError as elsewhere.

    A journey that was discarded meanwhile is passed over; one that was edited meanwhile stays out of date.
    """
    try:
        connection = database.writer_connection()
        try:
            connection.execute("BEGIN IMMEDIATE")
            written = sum(_put(connection, method, rows) for rows in batch)
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
    return written


def _put(connection: sqlite3.Connection, method: int, rows: KeptRows) -> bool:
    key = rows.journey.key
    if connection.execute("SELECT 1 FROM journeys WHERE key = ?", (key,)).fetchone() is None:
        return False
    for table in _TABLES:
        connection.execute(f"DELETE FROM {table.name} WHERE journey = ?", (key,))
    connection.execute(_PUT["figures"], (key, rows.journey.edits, method, *rows.figures))
    connection.executemany(_PUT["touchpoint_figures"], [(key, *row) for row in rows.touchpoints])
    connection.executemany(_PUT["friction_figures"], [(key, *row) for row in rows.frictions])
    connection.execute(_PUT["search_texts"], (key, rows.text))
    return True


def versions(database: Database) -> list[tuple[Any, ...]]:
    """Of every journey: key, id, newest edit, the edit and the method that its figures were computed by."""
    return _fetched(database, _VERSIONS)


def rows(database: Database, keys: Sequence[int]) -> Iterator[Page]:
    """Pages of HEAD_FIELDS, the figures' edit and method, then FIELDS; of others too, where many are asked for."""
    if len(keys) > _FEW:
        return _pages(database, _ROWS)
    return _pages(database, f"{_ROWS} WHERE j.key IN ({', '.join('?' * len(keys))})", tuple(keys))


def touchpoints(database: Database, keys: Sequence[int]) -> Iterator[Page]:
    """Pages of TOUCHPOINT_FIELDS, `touchpoint` "" outside the plan; of others too, where many are asked for."""
    return _those(database, f"SELECT {_TOUCHPOINT} FROM touchpoint_figures t", keys)


def frictions(database: Database, keys: Sequence[int]) -> Iterator[Page]:
    """Pages of FRICTION_FIELDS; of others too, where many are asked for."""
    own = ", ".join(f"f.{name}" for name in FRICTION_FIELDS[:-2])
    tables = "friction_figures f JOIN touchpoint_figures t USING (journey, place)"
    return _those(database, f"SELECT {own}, coalesce(t.touchpoint, ''), t.name FROM {tables}", keys)


def ungraded(database: Database, keys: Sequence[int]) -> Iterator[Page]:
    """Pages of UNGRADED_FIELDS: frictions without a severity; of others too, where many are asked for."""
    sql = (
        "SELECT t.journey, coalesce(v.touchpoint, ''), coalesce(v.name, ''), coalesce(t.category, 0), count(*) "
        "FROM journeys j CROSS JOIN moments t ON t.journey = j.key "  # in this order: few journeys have any
        "LEFT JOIN visits v ON v.journey = t.journey AND v.id = t.visit "
        f"WHERE j.friction_0 > 0 AND t.kind = {_FRICTION} AND t.live = 1 AND t.level IS NULL"
    )
    return _those(database, sql, keys, " GROUP BY 1, 2, 3, 4")


def expected(database: Database, keys: Sequence[int]) -> Iterator[Page]:
    """Pages of EXPECTED_FIELDS: what was expected of touchpoints; of others too, where many are asked for."""
    columns = ", ".join(f"t.{name}" for name in EXPECTED_FIELDS)
    return _those(database, f"SELECT {columns} FROM expectations t WHERE t.live = 1 AND t.touchpoint <> ''", keys)


def _those(database: Database, sql: str, keys: Sequence[int], last: str = "") -> Iterator[Page]:
    if len(keys) > _FEW:
        return _pages(database, f"{sql}{last}")
    word = "AND" if " WHERE " in sql else "WHERE"
    return _pages(database, f"{sql} {word} t.journey IN ({', '.join('?' * len(keys))}){last}", tuple(keys))


def holding(database: Database, words: Sequence[str]) -> set[int]:
    """The keys of the journeys in whose head or moments every one of those words (case folded) stands."""
    condition = " AND ".join("(instr(j.search, ?) OR instr(t.text, ?))" for _ in words)
    sql = f"SELECT j.key FROM journeys j LEFT JOIN search_texts t ON t.journey = j.key WHERE {condition}"
    return {row[0] for row in _fetched(database, sql, tuple(word for word in words for _ in range(2)))}


def _fetched(database: Database, sql: str, parameters: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    return [row for page in _pages(database, sql, parameters) for row in page]


def _pages(database: Database, sql: str, parameters: tuple[Any, ...] = ()) -> Iterator[Page]:
    """Rows as sqlite3 gives them, a page at a time: SQLAlchemy's are five times as dear."""
    with database.reader() as connection:
        cursor = connection.exec_driver_sql(sql, parameters).cursor
        while page := cursor.fetchmany(FETCH):
            yield page
