"""The object-centric event log of mysteryshop.exports.ocel as a SQLite file, in the tables that OCEL 2.0 prescribes."""

from __future__ import annotations

import errno
import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from mysteryshop.journey import Instant, Record
from mysteryshop.permitted import is_instant

from .ocel import EVENT_TYPES, OBJECT_TYPES, Thing, things, when

_KINDS = {"string": "TEXT", "integer": "INTEGER", "float": "REAL", "boolean": "BOOLEAN", "time": "TIMESTAMP"}
_SHARED = """
CREATE TABLE event_map_type (ocel_type TEXT PRIMARY KEY, ocel_type_map TEXT NOT NULL);
CREATE TABLE object_map_type (ocel_type TEXT PRIMARY KEY, ocel_type_map TEXT NOT NULL);
CREATE TABLE event (ocel_id TEXT PRIMARY KEY, ocel_type TEXT NOT NULL REFERENCES event_map_type (ocel_type));
CREATE TABLE object (ocel_id TEXT PRIMARY KEY, ocel_type TEXT NOT NULL REFERENCES object_map_type (ocel_type));
CREATE TABLE event_object (
    ocel_event_id TEXT NOT NULL REFERENCES event (ocel_id), ocel_object_id TEXT NOT NULL REFERENCES object (ocel_id),
    ocel_qualifier TEXT NOT NULL, PRIMARY KEY (ocel_event_id, ocel_object_id, ocel_qualifier)
);
CREATE TABLE object_object (
    ocel_source_id TEXT NOT NULL REFERENCES object (ocel_id), ocel_target_id TEXT NOT NULL REFERENCES object (ocel_id),
    ocel_qualifier TEXT NOT NULL, PRIMARY KEY (ocel_source_id, ocel_target_id, ocel_qualifier)
);
"""


def write(records: Iterable[Record], path: Path) -> None:
    """The log as a SQLite file, a journey at a time; OSError where the disk refuses."""
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            # The file is new, and put in its place only when it is whole: it needs no journal of its own.
            connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;" + _SHARED)
            _types(connection, "event", EVENT_TYPES)
            _types(connection, "object", OBJECT_TYPES)
            for thing in things(records):
                _put(connection, thing)
            connection.execute("COMMIT")
    except sqlite3.OperationalError as error:
        code = errno.ENOSPC if error.sqlite_errorcode == sqlite3.SQLITE_FULL else errno.EIO
        raise OSError(errno.ENOENT if not path.parent.is_dir() else code, str(error)) from error


def _when(at: Instant | None) -> str:
    return when(at).replace("T", " ").removesuffix("Z")


def table_name(kind: str) -> str:
    """What OCEL calls the map of a type: its name in letters and digits."""
    return "".join(part.capitalize() for part in re.findall(r"[A-Za-z0-9]+", kind))


def _types(connection: sqlite3.Connection, what: str, types: dict[str, dict[str, str]]) -> None:
    changed = ", ocel_changed_field TEXT" if what == "object" else ""
    for name, facts in types.items():
        columns = "".join(f', "{fact}" {_KINDS[kind]}' for fact, kind in facts.items())
        connection.execute(f"INSERT INTO {what}_map_type VALUES (?, ?)", (name, table_name(name)))
        connection.execute(
            f"CREATE TABLE {what}_{table_name(name)} "
            f"(ocel_id TEXT NOT NULL REFERENCES {what} (ocel_id), ocel_time TIMESTAMP{changed}{columns})"
        )


def _put(connection: sqlite3.Connection, thing: Thing) -> None:
    """An object since always, or an event at its time, with what it is related to."""
    what, facts = ("object", OBJECT_TYPES[thing.type]) if thing.at is None else ("event", EVENT_TYPES[thing.type])
    connection.execute(f"INSERT INTO {what} VALUES (?, ?)", (thing.id, thing.type))
    changed = [None] if what == "object" else []
    said = (_when(value) if is_instant(name) and value is not None else value
            for name, value in ((name, thing.facts.get(name)) for name in facts))  # fmt: skip
    values = [thing.id, _when(thing.at), *changed, *said]
    connection.execute(f"INSERT INTO {what}_{table_name(thing.type)} VALUES ({', '.join('?' * len(values))})", values)
    rows = [(thing.id, other, qualifier) for other, qualifier in thing.related]
    connection.executemany(f"INSERT INTO {what}_object VALUES (?, ?, ?)", rows)
