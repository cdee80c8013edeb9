"""The object-centric event log of mysteryshop.exports.ocel as a SQLite file, in the tables that OCEL 2.0 prescribes."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from mysteryshop.journey import Record

from .ocel import EVENT_TYPES, OBJECT_TYPES, Thing, objects_and_events, when

_KINDS = {"string": "TEXT", "integer": "INTEGER", "float": "REAL", "boolean": "BOOLEAN"}
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
    """The log as a SQLite file; it is made in memory, so that a disk that fails says so as with any other file."""
    objects, happened = objects_and_events(records)
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(_SHARED)
        _types(connection, "event", EVENT_TYPES)
        _types(connection, "object", OBJECT_TYPES)
        for thing in objects:
            _put(connection, "object", thing, list(OBJECT_TYPES[thing.type]), 0)
        for thing in objects:
            rows = [(thing.id, other, qualifier) for other, qualifier in thing.related]
            connection.executemany("INSERT INTO object_object VALUES (?, ?, ?)", rows)
        for thing in happened:
            _put(connection, "event", thing, list(EVENT_TYPES[thing.type]), thing.at or 0)
            rows = [(thing.id, other, qualifier) for other, qualifier in thing.related]
            connection.executemany("INSERT INTO event_object VALUES (?, ?, ?)", rows)
        connection.commit()
        path.write_bytes(connection.serialize())


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


def _put(connection: sqlite3.Connection, what: str, thing: Thing, facts: list[str], at: int) -> None:
    connection.execute(f"INSERT INTO {what} VALUES (?, ?)", (thing.id, thing.type))
    said = [thing.facts.get(fact) for fact in facts]
    values = [thing.id, when(at).replace("T", " ").removesuffix("Z"), *([None] if what == "object" else []), *said]
    marks = ", ".join("?" * len(values))
    connection.execute(f"INSERT INTO {what}_{table_name(thing.type)} VALUES ({marks})", values)
