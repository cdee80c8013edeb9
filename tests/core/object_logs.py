"""Object-centric event logs for tests, written here as the standard prescribes and not by the app."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

Event = tuple[str, str, str, tuple[str, ...]]  # id, type, time, ids of objects
OBJECTS = {"o1": "order", "o2": "order", "i1": "item", "i2": "item", "i3": "item", "c1": "customer"}
EVENTS: list[Event] = [
    ("e1", "place order", "2026-03-02T08:00:00Z", ("o1", "i1", "i2", "c1")),
    ("e2", "pick item", "2026-03-02T09:30:00Z", ("i1",)),
    ("e3", "pick item", "2026-03-02T10:00:00.250Z", ("i2", "o1")),
    ("e4", "place order", "2026-03-02T10:30:00Z", ("o2", "i3", "c1")),
    ("e5", "ship", "2026-03-03T08:00:00+01:00", ("o1", "i1", "i2")),
    ("e6", "ship", "2026-03-03T07:00:00Z", ("o2", "i3")),
    ("e7", "inform", "2026-03-03T07:00:00Z", ("o1",)),
]

# The standard's own keys, which its files have.
KEYS = (
    "CREATE UNIQUE INDEX a ON event (ocel_id); "
    "CREATE UNIQUE INDEX b ON event_object (ocel_event_id, ocel_object_id, ocel_qualifier)"
)


def as_json(events: Sequence[Event] = EVENTS, objects: Mapping[str, str] = OBJECTS) -> dict[str, Any]:
    """The log as OCEL 2.0 JSON."""
    return {
        "objectTypes": [{"name": name, "attributes": []} for name in dict.fromkeys(objects.values())],
        "eventTypes": [{"name": name, "attributes": []} for name in dict.fromkeys(event[1] for event in events)],
        "objects": [{"id": ident, "type": kind} for ident, kind in objects.items()],
        "events": [
            {
                "id": ident, "type": kind, "time": at, "attributes": [{"name": "cost", "value": 3}],
                "relationships": [{"objectId": other, "qualifier": "of"} for other in related],
            }
            for ident, kind, at, related in events
        ],
    }  # fmt: skip


def put_json(folder: Path, whole: Any, name: str = "log.ocel.json") -> Path:
    """A file with that JSON."""
    (folder / name).write_text(json.dumps(whole), encoding="utf-8")
    return folder / name


def put_sqlite(
    folder: Path, events: Sequence[Event] = EVENTS, objects: Mapping[str, str] = OBJECTS,
    name: str = "log.ocel.sqlite", more: str = "",
) -> Path:  # fmt: skip
    """The log in the tables of OCEL 2.0, with times that say no offset; then `more` is run on it."""
    path = folder / name
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as base, base:
        base.executescript(_SHARED)
        for what, types in (("object", objects.values()), ("event", [event[1] for event in events])):
            for kind in dict.fromkeys(types):
                base.execute(f"INSERT INTO {what}_map_type VALUES (?, ?)", (kind, kind.replace(" ", "")))
                base.execute(f'CREATE TABLE "{what}_{kind.replace(" ", "")}" (ocel_id TEXT, ocel_time TIMESTAMP)')
        base.executemany("INSERT INTO object VALUES (?, ?)", objects.items())
        for ident, kind, at, related in events:
            base.execute("INSERT INTO event VALUES (?, ?)", (ident, kind))
            time = at.removesuffix("Z").replace("T", " ")
            base.execute(f'INSERT INTO "event_{kind.replace(" ", "")}" VALUES (?, ?)', (ident, time))
            base.executemany("INSERT INTO event_object VALUES (?, ?, 'of')", [(ident, other) for other in related])
        base.executescript(more)
    return path


_SHARED = """
CREATE TABLE event_map_type (ocel_type TEXT, ocel_type_map TEXT);
CREATE TABLE object_map_type (ocel_type TEXT, ocel_type_map TEXT);
CREATE TABLE event (ocel_id TEXT, ocel_type TEXT);
CREATE TABLE object (ocel_id TEXT, ocel_type TEXT);
CREATE TABLE event_object (ocel_event_id TEXT, ocel_object_id TEXT, ocel_qualifier TEXT);
CREATE TABLE object_object (ocel_source_id TEXT, ocel_target_id TEXT, ocel_qualifier TEXT);
"""
