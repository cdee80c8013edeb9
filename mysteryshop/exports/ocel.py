"""Journeys as an object-centric event log, OCEL 2.0, as JSON or as a SQLite file.

Objects are journeys, touchpoints (of a plan, or ad hoc in a journey) and roles of counterparts; a journey is related to
the touchpoints that it visited. Events are `enter touchpoint`, `leave touchpoint`, a moment's kind, and `end of wait`;
each is related to its journey, and to the touchpoint and role where there is one. Times are UTC with microseconds.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from mysteryshop.clock import local
from mysteryshop.journey import Instant, Record, Visit
from mysteryshop.vocabulary import KINDS, RATINGS

from .events import Event, events
from .safe_text import storable

ENTER, LEAVE, END_OF_WAIT = "enter touchpoint", "leave touchpoint", "end of wait"
_MOMENT = {
    "text": "string", "level": "integer", "category": "string", "channel": "string", "trigger": "string",
    "outcome": "string", "explained": "boolean", "estimated_s": "integer", "source": "string",
}  # fmt: skip
_VISIT = {"ad_hoc": "boolean", "failed": "boolean"}
EVENT_TYPES: dict[str, dict[str, str]] = {
    ENTER: _VISIT, LEAVE: _VISIT, **{kind.id: _MOMENT for kind in KINDS}, END_OF_WAIT: {},
}  # fmt: skip
_HEAD = ("state", "origin", "place", "relationship", "persona", "leader", "zone")
OBJECT_TYPES: dict[str, dict[str, str]] = {
    "journey": {
        "template": "string", **dict.fromkeys(_HEAD, "string"), "demo": "boolean",
        **{f"rate.{rating.id}": "integer" for rating in RATINGS},
    },
    "touchpoint": {"name": "string", "phase": "string", "template": "string"},
    "role": {"name": "string"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Thing:
    """An object, or an event (then `at` is its time)."""

    id: str
    type: str
    facts: dict[str, Any]
    at: Instant | None = None
    related: list[tuple[str, str]] = field(default_factory=list)  # id, qualifier


def things(records: Iterable[Record]) -> Iterator[Thing]:
    """Objects and events, a journey at a time; objects that journeys share come once, where they first appear."""
    seen: set[str] = set()
    for record in records:
        own = _journey(record)
        visited: dict[str, None] = {}
        for event in events(record):
            related = [(own.id, "during")]
            for thing, qualifier in _around(event, record):
                if thing.id not in seen:
                    seen.add(thing.id)
                    yield thing
                related.append((thing.id, qualifier))
                if qualifier == "at":
                    visited[thing.id] = None
            yield _event(event, record, related)
        yield replace(own, related=[(ident, "visited") for ident in visited])


def write_json(records: Iterable[Record], path: Path) -> None:
    """The log as OCEL 2.0 JSON, an object or event a line; events wait in a file until all objects stand."""
    types = {
        "objectTypes": [_type(name, facts) for name, facts in OBJECT_TYPES.items()],
        "eventTypes": [_type(name, facts) for name, facts in EVENT_TYPES.items()],
    }
    with path.open("w", encoding="ascii") as stream, TemporaryFile("w+", encoding="ascii") as later:
        stream.write(json.dumps(types)[:-1] + ', "objects": [')
        ends = {stream: "\n", later: "\n"}
        for thing in things(records):
            if thing.at is None:
                file, said = stream, _thing(thing, _EPOCH)
            else:
                file, said = later, {**_thing(thing, None), "time": when(thing.at)}
            file.write(ends[file] + json.dumps(said))
            ends[file] = ",\n"
        stream.write('\n], "events": [')
        later.seek(0)
        shutil.copyfileobj(later, stream)
        stream.write("\n]}\n")


_EPOCH = "1970-01-01T00:00:00.000000Z"  # since always: objects do not change here


def when(at: Instant | None) -> str:
    """An instant in UTC."""
    return local(at or 0, "UTC").isoformat(timespec="microseconds").replace("+00:00", "Z")


def _type(name: str, facts: dict[str, str]) -> dict[str, Any]:
    return {"name": name, "attributes": [{"name": fact, "type": kind} for fact, kind in facts.items()]}


def _thing(thing: Thing, since: str | None) -> dict[str, Any]:
    dated = {} if since is None else {"time": since}
    return {
        "id": thing.id,
        "type": thing.type,
        "attributes": [{"name": name, **dated, "value": value} for name, value in thing.facts.items()],
        "relationships": [{"objectId": other, "qualifier": qualifier} for other, qualifier in thing.related],
    }


def _journey(record: Record) -> Thing:
    journey = record.journey
    facts: dict[str, Any] = {"template": journey.template.key}
    facts |= {name: getattr(journey, name) for name in (*_HEAD, "demo")}
    facts |= {name: int(text) for name, text in record.answers.items() if name in OBJECT_TYPES["journey"]}
    return Thing(storable(journey.id), "journey", _known(facts))


def _around(event: Event, record: Record) -> Iterator[tuple[Thing, str]]:
    """The touchpoint and the role of an event."""
    if event.touchpoint is not None:
        yield _touchpoint(event.touchpoint, record), "at"
    if event.role:
        name = storable(event.role)
        yield Thing(f"role:{name}", "role", {"name": name}), "with"


def _touchpoint(visit: Visit, record: Record) -> Thing:
    """The planned touchpoint, shared by all journeys of a plan; an ad hoc one belongs to its journey."""
    plan = record.template
    planned = plan.touchpoint(visit.touchpoint or "")
    if planned is None:
        name = storable(visit.name)
        return Thing(storable(f"touchpoint:{record.journey.id}:{name}"), "touchpoint", {"name": name})
    facts = _known({"name": planned.name, "phase": planned.phase, "template": plan.key})
    return Thing(storable(f"touchpoint:{plan.key}:{planned.key}"), "touchpoint", facts)


def _event(event: Event, record: Record, related: list[tuple[str, str]]) -> Thing:
    name = event.kind
    if event.kind == "visit":
        name = ENTER if event.transition == "start" else LEAVE
    elif event.kind == "wait" and event.transition == "complete" and not event.facts:
        name = END_OF_WAIT
    ident = storable(f"{record.journey.id}:{event.instance}:{name}")
    return Thing(ident, name, _known(event.facts), event.at, related)


def _known(facts: dict[str, Any]) -> dict[str, Any]:
    return {n: storable(v) if isinstance(v, str) else v for n, v in facts.items() if v is not None and v != ""}
