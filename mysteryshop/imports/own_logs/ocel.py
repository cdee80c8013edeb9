"""Journeys from the OCEL 2.0 that mysteryshop.exports.ocel writes: each object of type journey is one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from mysteryshop.exports.logged import FORMAT
from mysteryshop.exports.ocel import END_OF_WAIT, ENTER, LEAVE, PAUSE, RESUME, SKIP, Thing
from mysteryshop.imports.batch import Batch
from mysteryshop.imports.logs.object_log import ObjectSource, OutOfOrder
from mysteryshop.imports.report import Progress, Report, unwatched
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


def has_journeys(types: set[str]) -> bool:
    """Whether a log with these object types may be one of this app's: of JSON it need not say which columns."""
    return _JOURNEY in types


def is_own(objects: Mapping[str, Thing]) -> bool:
    """Whether this app wrote the log: any journey in it says so."""
    return any(thing.facts.get("format") == FORMAT for thing in objects.values() if thing.type == _JOURNEY)


def batch(source: ObjectSource, progress: Progress) -> Batch:
    """The journeys of such a log; InputError where it is of a newer version, or an event is of no journey.

    Where the events stand journey by journey, as they are written, one journey is in memory at a time.
    """
    journeys = {ident: thing for ident, thing in source.objects.items() if thing.type == _JOURNEY}
    for thing in journeys.values():
        check_version(source.file, _version(source.file, thing), _JOURNEY)
    told = _Log(source, journeys)
    try:
        count = told.count(progress)
        read = told.one_by_one
    except OutOfOrder:
        whole = source.whole(progress).events
        count, groups = len(whole), told.grouped(whole)
        read = lambda: told.all_at_once(groups)  # noqa: E731
    return batch_of(Report(source.file, "journeys as an event log in OCEL 2.0", len(journeys), count), read)


@dataclass(frozen=True, slots=True)
class _Log:
    """The objects of a log, and the journeys among them."""

    source: ObjectSource
    journeys: Mapping[str, Thing]
    plans: dict[str, Template] = field(default_factory=dict)  # those that were read already

    def count(self, progress: Progress) -> int:
        """How many events there are; OutOfOrder where they do not stand in the order of their journeys."""
        places = {ident: place for place, ident in enumerate(self.journeys)}
        count = before = 0
        for event in self.source.stream(progress):
            place = places[self._owner(event)]
            if place < before:
                raise OutOfOrder
            before, count = place, count + 1
        return count

    def one_by_one(self) -> Iterator[Record]:
        """The journeys, each with the events that stand together."""
        rest = iter(self.journeys.values())
        for ident, together in groupby(self.source.stream(unwatched), key=self._owner):
            events = list(together)
            for thing in rest:
                if thing.id == ident:
                    yield self._record(thing, events)
                    break
                yield self._record(thing, [])
        for thing in rest:
            yield self._record(thing, [])

    def grouped(self, events: Iterable[Thing]) -> dict[str, list[Thing]]:
        """The events of each journey, wherever they stand."""
        groups: dict[str, list[Thing]] = {}
        for event in events:
            groups.setdefault(self._owner(event), []).append(event)
        return groups

    def all_at_once(self, groups: Mapping[str, list[Thing]]) -> Iterator[Record]:
        """The journeys, each with its events of those in memory."""
        return (self._record(thing, groups.get(thing.id, [])) for thing in self.journeys.values())

    def _owner(self, event: Thing) -> str:
        own = [ident for ident, _ in event.related if ident in self.journeys]
        if len(own) != 1:
            odd = Odd(f"relations to {len(own)} journeys", "one")
            raise changed(f"{self.source.file}, event {shown(event.id)}", odd, _JOURNEY)
        return own[0]

    def _record(self, journey: Thing, events: list[Thing]) -> Record:
        objects = self.source.objects
        try:
            told = [_told(objects, event) for event in events]
            return assembling.record(journey.id, journey.facts, told, self._plan(journey))
        except Odd as odd:
            raise changed(f"{self.source.file}, journey {shown(journey.id)}", odd, _JOURNEY) from odd

    def _plan(self, journey: Thing) -> Template:
        ident, objects = f"plan:{text(journey.facts, 'plan')}", self.source.objects
        if ident not in self.plans:
            plan = objects.get(ident)
            if plan is None:
                raise Odd(f"no object {shown(ident)}", "its touchpoints")
            if lost := next((other for other, _ in plan.related if other not in objects), None):
                raise Odd(f"no object {shown(lost)}", "each touchpoint of its plan")
            steps = [objects[other].facts for other, _ in plan.related]
            steps.sort(key=lambda step: whole_number(step.get("position"), "position"))
            self.plans[ident] = assembling.plan(plan.facts, steps)
        return self.plans[ident]


def _version(file: str, journey: Thing) -> int:
    try:
        if (found := journey.facts.get("format")) != FORMAT:
            raise Odd("no format" if found is None else f"the format {shown(found)}", FORMAT)
        return whole_number(journey.facts.get("format_version"), "format_version")
    except Odd as odd:
        raise changed(f"{file}, journey {shown(journey.id)}", odd, _JOURNEY) from odd


def _told(objects: Mapping[str, Thing], event: Thing) -> Told:
    kind, second = _KINDS.get(event.type, (event.type, False))
    facts = {**event.facts, "role": next((role for role in _roles(objects, event)), None)}
    assert event.at is not None  # an event has a time
    return Told(event.at, kind, text(event.facts, "instance"), second, facts)


def _roles(objects: Mapping[str, Thing], event: Thing) -> Iterator[Any]:
    for ident, _ in event.related:
        other = objects.get(ident)
        if other is not None and other.type == "role":
            yield other.facts.get("name")
