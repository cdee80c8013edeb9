"""Journeys as an object-centric event log, OCEL 2.0, as JSON or as a SQLite file.

Objects are journeys, plans, touchpoints (of a plan, or ad hoc in a journey) and roles of counterparts; a journey is
related to its plan and to the touchpoints that it visited, a plan to its touchpoints. Events are `enter touchpoint`,
`leave touchpoint`, `skip touchpoint`, a moment's kind, `end of wait`, `pause` and `resume`; each is related to its
journey, and to the touchpoint and role where there is one. Times are UTC with microseconds.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from mysteryshop.clock import local
from mysteryshop.journey import Instant, Record, Template
from mysteryshop.permitted import is_instant
from mysteryshop.vocabulary import KINDS

from . import logged
from .events import Event, events
from .safe_text import storable

ENTER, LEAVE, SKIP, END_OF_WAIT = "enter touchpoint", "leave touchpoint", "skip touchpoint", "end of wait"
PAUSE, RESUME = "pause", "resume"
_KNOWN_AS = {("visit", False): ENTER, ("visit", True): LEAVE, ("skip", False): SKIP, ("wait", True): END_OF_WAIT,
             ("pause", True): RESUME}  # fmt: skip
_INSTANCE = {"instance": "string"}
_MOMENT = {
    **_INSTANCE, "seq": "integer", "visit": "string", "text": "string", "level": "integer", "category": "string",
    "channel": "string", "trigger": "string", "due_at": "time", "resolved_at": "time", "outcome": "string",
    "explained": "boolean", "estimated_s": "integer", "occupied": "boolean", "fair": "boolean", "listened_s": "integer",
    "talked_s": "integer", "source": "string", "recorded_at": "time", "original_observed_at": "time",
}  # fmt: skip
_VISIT = {**_INSTANCE, "name": "string", "touchpoint_key": "string", "ad_hoc": "boolean", "failed": "boolean"}
_SKIP = {**_INSTANCE, "touchpoint_key": "string", "text": "string"}
EVENT_TYPES: dict[str, dict[str, str]] = {
    ENTER: _VISIT, LEAVE: _VISIT, SKIP: _SKIP, **{kind.id: _MOMENT for kind in KINDS}, END_OF_WAIT: _INSTANCE,
    PAUSE: _INSTANCE, RESUME: _INSTANCE,
}  # fmt: skip
_PLAN = {
    "key": "string", "name": "string", "version": "integer", "relationship": "string", "silence_limit_minutes": "float",
}  # fmt: skip
_STEP = {
    "key": "string", "name": "string", "phase": "string", "template": "string", "position": "integer",
    "planned_minutes": "float", "expected_communications": "integer", "silence_limit_minutes": "float",
    "optional": "boolean",
}  # fmt: skip
OBJECT_TYPES: dict[str, dict[str, str]] = {
    "journey": {
        "format": "string", "format_version": "integer", "template": "string", "template_name": "string",
        "template_version": "integer", "plan": "string",
        **{name: "time" if is_instant(name) else "string" for name in logged.HEAD}, "demo": "boolean",
        **dict.fromkeys(logged.TAINTS, "string"), **dict.fromkeys(logged.RATED, "integer"), "events": "integer",
    },
    "plan": _PLAN,
    "touchpoint": _STEP,
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
        happened = events(record)
        own = _journey(record, len(happened))
        planned = _planned(record.template)
        yield from _new(planned.values(), seen)
        visited: dict[str, None] = {}
        for event in happened:
            related = [(own.id, "during")]
            for thing, qualifier in _around(event, record, planned):
                yield from _new([thing], seen)
                related.append((thing.id, qualifier))
                if qualifier == "at" and event.kind != "skip":
                    visited[thing.id] = None
            yield _event(event, record, related)
        yield replace(own, related=[*own.related, *((ident, "visited") for ident in visited)])


def _new(found: Iterable[Thing], seen: set[str]) -> Iterator[Thing]:
    for thing in found:
        if thing.id not in seen:
            seen.add(thing.id)
            yield thing


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


def _said(name: str, value: Any) -> Any:
    return when(value) if is_instant(name) else value


def _type(name: str, facts: dict[str, str]) -> dict[str, Any]:
    return {"name": name, "attributes": [{"name": fact, "type": kind} for fact, kind in facts.items()]}


def _thing(thing: Thing, since: str | None) -> dict[str, Any]:
    dated = {} if since is None else {"time": since}
    return {
        "id": thing.id,
        "type": thing.type,
        "attributes": [{"name": name, **dated, "value": _said(name, value)} for name, value in thing.facts.items()],
        "relationships": [{"objectId": other, "qualifier": qualifier} for other, qualifier in thing.related],
    }


def _journey(record: Record, happened: int) -> Thing:
    facts = {"format": logged.FORMAT, "format_version": logged.VERSION, **logged.head(record, happened, storable)}
    return Thing(storable(record.journey.id), "journey", facts, related=[(_plan_id(record.template), "follows")])


@lru_cache(maxsize=16)
def _planned(template: Template) -> Mapping[str | None, Thing]:
    """The touchpoints of a plan by their key, then the plan itself: journeys that follow the same one share them."""
    steps: dict[str | None, Thing] = {}
    for position, touchpoint in enumerate(template.touchpoints, start=1):
        facts = {**logged.step(touchpoint, storable), "template": storable(template.key), "position": position}
        ident = storable(f"touchpoint:{logged.plan_id(template, storable)}:{touchpoint.key}")
        steps.setdefault(touchpoint.key, Thing(ident, "touchpoint", facts))
    related = [(step.id, "plans") for step in steps.values()]
    return {**steps, None: Thing(_plan_id(template), "plan", logged.plan(template, storable), related=related)}


def _plan_id(template: Template) -> str:
    return f"plan:{logged.plan_id(template, storable)}"


def _around(event: Event, record: Record, planned: Mapping[str | None, Thing]) -> Iterator[tuple[Thing, str]]:
    """The touchpoint and the role of an event."""
    if (visit := event.touchpoint) is not None:
        yield _touchpoint(visit.touchpoint, visit.name, record, planned), "at"
    elif event.kind == "skip":
        yield _touchpoint(event.facts["touchpoint_key"], event.activity, record, planned), "at"
    if name := storable(event.role or ""):
        yield Thing(f"role:{name}", "role", {"name": name}), "with"


def _touchpoint(key: str | None, name: str, record: Record, planned: Mapping[str | None, Thing]) -> Thing:
    """The planned touchpoint, shared by all journeys of a plan; an ad hoc one belongs to its journey."""
    if key is not None and key in planned:
        return planned[key]
    ident = storable(f"touchpoint:{record.journey.id}:{name}")
    return Thing(ident, "touchpoint", logged.known({"name": name}, storable))


def _event(event: Event, record: Record, related: list[tuple[str, str]]) -> Thing:
    name = type_of(event)
    ident = storable(f"{record.journey.id}:{event.instance}:{name}")
    called = {"name": event.activity} if event.kind == "visit" else {}
    facts = logged.known({"instance": event.instance, **called, **event.facts}, storable)
    return Thing(ident, name, facts, event.at, related)


def type_of(event: Event) -> str:
    """What the log calls an event."""
    return _KNOWN_AS.get((event.kind, event.ends), event.kind)
