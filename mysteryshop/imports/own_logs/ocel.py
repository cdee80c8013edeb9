"""Journeys from the OCEL 2.0 that mysteryshop.exports.ocel writes: each object of type journey is one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mysteryshop.exports.logged import FORMAT
from mysteryshop.exports.ocel import END_OF_WAIT, ENTER, LEAVE, PAUSE, RESUME, SKIP, Thing
from mysteryshop.imports.batch import Batch
from mysteryshop.imports.logs.object_log import ObjectLog
from mysteryshop.imports.report import Report
from mysteryshop.journey import Record, Template

from . import assembling
from .batch import batch as batch_of
from .told import Odd, Told, changed, check_version, shown, text, whole_number

_JOURNEY = "journey"
_KINDS = {  # of types that are not named like their kind: the kind, and whether it ends something
    ENTER: ("visit", False), LEAVE: ("visit", True), SKIP: ("skip", False), END_OF_WAIT: ("wait", True),
    PAUSE: ("pause", False), RESUME: ("pause", True),
}  # fmt: skip


def may_be_own(columns: dict[str, set[str]]) -> bool:
    """Whether a log with these object types and columns may be one of this app's."""
    return "format" in columns.get(_JOURNEY, set())


def is_own(log: ObjectLog) -> bool:
    """Whether this app wrote the log: any journey in it says so."""
    return any(thing.facts.get("format") == FORMAT for thing in log.objects.values() if thing.type == _JOURNEY)


def batch(log: ObjectLog, kind: str) -> Batch:
    """The journeys of such a log; InputError where it is of a newer version, or an event is of no journey."""
    journeys = {ident: thing for ident, thing in log.objects.items() if thing.type == _JOURNEY}
    events: dict[str, list[Thing]] = {ident: [] for ident in journeys}
    for thing in journeys.values():
        check_version(log.file, _version(log, thing), _JOURNEY)
    for event in log.events:
        own = [ident for ident, _ in event.related if ident in journeys]
        if len(own) != 1:
            odd = Odd(f"relations to {len(own)} journeys", "one")
            raise changed(f"{log.file}, event {shown(event.id)}", odd, _JOURNEY)
        events[own[0]].append(event)
    report = Report(log.file, kind, len(journeys), len(log.events))
    return batch_of(report, lambda: (_record(log, thing, events[thing.id]) for thing in journeys.values()))


def _version(log: ObjectLog, journey: Thing) -> int:
    try:
        if (found := journey.facts.get("format")) != FORMAT:
            raise Odd("no format" if found is None else f"the format {shown(found)}", FORMAT)
        return whole_number(journey.facts.get("format_version"), "format_version")
    except Odd as odd:
        raise changed(f"{log.file}, journey {shown(journey.id)}", odd, _JOURNEY) from odd


def _record(log: ObjectLog, journey: Thing, events: list[Thing]) -> Record:
    try:
        told = [_told(log, event) for event in events]
        return assembling.record(journey.id, journey.facts, told, _plan(log, journey))
    except Odd as odd:
        raise changed(f"{log.file}, journey {shown(journey.id)}", odd, _JOURNEY) from odd


def _told(log: ObjectLog, event: Thing) -> Told:
    kind, second = _KINDS.get(event.type, (event.type, False))
    facts = {**event.facts, "role": next((role for role in _roles(log, event)), None)}
    assert event.at is not None  # an event has a time
    return Told(event.at, kind, text(event.facts, "instance"), second, facts)


def _roles(log: ObjectLog, event: Thing) -> Iterator[Any]:
    for ident, _ in event.related:
        other = log.objects.get(ident)
        if other is not None and other.type == "role":
            yield other.facts.get("name")


def _plan(log: ObjectLog, journey: Thing) -> Template:
    ident = f"plan:{text(journey.facts, 'plan')}"
    plan = log.objects.get(ident)
    if plan is None:
        raise Odd(f"no object {shown(ident)}", "its touchpoints")
    if lost := next((other for other, _ in plan.related if other not in log.objects), None):
        raise Odd(f"no object {shown(lost)}", "each touchpoint of its plan")
    steps = [log.objects[other].facts for other, _ in plan.related]
    return assembling.plan(plan.facts, sorted(steps, key=lambda step: whole_number(step.get("position"), "position")))
