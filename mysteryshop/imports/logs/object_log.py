"""An object-centric event log, OCEL 2.0, as it is kept while it is read, and one object type of it as cases.

An event relates to objects of many types, so that a log has as many ideas of a case as it has types: who imports it
says which. Each event then goes to every object of that type to which it relates.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from mysteryshop.errors import InputError
from mysteryshop.exports.ocel import Thing
from mysteryshop.imports.report import Progress, Report

from .event_log import Case, EventLog

NOTHING = "nothing was imported."
MOST_WHOLE = 256_000_000  # bytes of a file that is read whole
_FEWEST = 2  # events of an object, on average, that make a case of it
_SHOWN = 12  # object types that a sentence names


@dataclass(slots=True)
class ObjectLog:
    """Objects by their id and events, both in the order of the file."""

    file: str
    objects: dict[str, Thing] = field(default_factory=dict)
    events: list[Thing] = field(default_factory=list)

    def take(self, events: Iterable[Thing]) -> None:
        """All its events; InputError where an id stands there already."""
        seen: set[str] = set()
        for event in events:
            if event.id in seen:
                raise twice(self.file, "events", event.id)
            seen.add(event.id)
            self.events.append(event)


class OutOfOrder(Exception):
    """The events do not stand in the file as they would have to be read one at a time."""


@dataclass(frozen=True, slots=True)
class ObjectSource:
    """A file of which only the objects are read yet. `size` is in bytes."""

    file: str
    size: int
    objects: dict[str, Thing]
    stream: Callable[[Progress], Iterator[Thing]]  # one event in memory at a time; OutOfOrder where that cannot be
    gather: Callable[[Progress], ObjectLog]  # all of them, in memory

    def whole(self, progress: Progress) -> ObjectLog:
        """The log in memory; InputError where it is too large for that."""
        if self.size > MOST_WHOLE:
            title = f"{self.file} has more than {MOST_WHOLE:,} bytes, and its events stand in no order of cases."
            raise InputError(title, f"Such a log is read whole into memory, and that is the limit; {NOTHING}")
        return self.gather(progress)


def taken(file: str, things: Iterable[Thing]) -> dict[str, Thing]:
    """Objects by their id; InputError where one stands there already."""
    objects: dict[str, Thing] = {}
    for thing in things:
        if objects.setdefault(thing.id, thing) is not thing:
            raise twice(file, "objects", thing.id)
    return objects


def twice(file: str, what: str, ident: str) -> InputError:
    """The sentence for an id that stands there twice."""
    title = f"{file}: found two {what} with the id “{ident[:60]}”, expected each id once."
    return InputError(title, f"Correct the file, or export it again; {NOTHING}")


@dataclass(frozen=True, slots=True)
class ObjectType:
    """One type: how many of its objects have events, how many these have on average, and what they are."""

    name: str
    objects: int
    mean: float
    activities: tuple[str, ...] = ()  # in the order in which they first appear

    def __str__(self) -> str:
        of = "object" if self.objects == 1 else "objects"
        return f"{self.name} ({self.objects:,} {of}, {self.mean:.1f} events each)"


def types(log: ObjectLog) -> list[ObjectType]:
    """The types whose objects have events; the likeliest case first.

    That is the type with most objects of those that have two events or more on average.
    """
    events: dict[str, set[str]] = {}  # objects that have events, by their type
    related: Counter[str] = Counter()
    happens: dict[str, dict[str, None]] = {}
    for event in log.events:
        for ident in {ident for ident, _ in event.related if ident in log.objects}:
            name = log.objects[ident].type
            events.setdefault(name, set()).add(ident)
            related[name] += 1
            happens.setdefault(name, {})[event.type] = None
    found = [
        ObjectType(name, len(idents), related[name] / len(idents), tuple(happens[name]))
        for name, idents in events.items()
    ]
    return sorted(found, key=lambda each: (each.mean < _FEWEST, -each.objects, each.name))


def case_type(log: ObjectLog, named: str, confirm: Callable[[str], bool] | None, report: Report) -> str:
    """The object type that is the case: as named, the only one, or as guessed and confirmed."""
    found = types(log)
    if not found:
        title = f"{log.file}: found no event that relates to an object."
        raise InputError(title, f"Export it again with its relations; {NOTHING}")
    listed = ", ".join(map(str, found[:_SHOWN])) + (" ..." if len(found) > _SHOWN else "")
    if named:
        return _named(log, found, named, listed)
    guess = found[0]
    told = f'case = "{guess.name}" of the object types {listed}'
    if len(found) > 1 and not (confirm and confirm(told)):
        title = f"{log.file}: it is not sure which objects are the cases: {listed}."
        raise InputError(title, f'Name their type: --case "{guess.name}"; {NOTHING}')
    report.notes.append(f"Cases are the objects of the type {guess.name}; there are {listed}.")
    return guess.name


def _named(log: ObjectLog, found: list[ObjectType], named: str, listed: str) -> str:
    exact = [each.name for each in found if each.name == named]
    close = exact or [each.name for each in found if each.name.casefold() == named.strip().casefold()]
    if len(close) != 1:
        title = f"{log.file} has no events of objects of the type “{named.strip()[:60]}”."
        raise InputError(title, f"The types are: {listed}.")
    return close[0]


def flattened(log: ObjectLog, kind: str, name: str, report: Report) -> EventLog:
    """The log with one case for each object of that type which has events."""
    result = EventLog(name)
    cases: dict[str, Case] = {}
    for event in log.events:
        related = dict.fromkeys(ident for ident, _ in event.related)
        lost = [ident for ident in related if ident not in log.objects]
        if lost:
            report.skip("relations to objects that are not there", f"event {event.id[:60]}")
        own = [ident for ident in related if ident in log.objects and log.objects[ident].type == kind]
        if not own:
            report.skip(f"events that relate to no {kind}", f"event {event.id[:60]}")
        for ident in own:
            _add(result, cases, ident, event, log.file)
    return result


def _add(log: EventLog, cases: dict[str, Case], ident: str, event: Thing, file: str) -> None:
    assert event.at is not None  # an event has a time
    try:
        case = cases.get(ident)
        if case is None:
            case = cases[ident] = log.case(ident)
        log.add(case, event.type, event.at)
    except InputError as error:
        raise InputError(f"{file}, event “{event.id[:60]}”: {error.title}.", error.remedy) from error
