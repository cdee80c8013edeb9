"""Object-centric event logs as OCEL 2.0 JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from sys import intern
from typing import Any

from mysteryshop.errors import InputError
from mysteryshop.exports.ocel import Thing
from mysteryshop.exports.safe_text import storable
from mysteryshop.imports.decoding import pieces
from mysteryshop.imports.report import Progress
from mysteryshop.journey import Instant
from mysteryshop.permitted import in_calendar

from . import ocel_lines
from .json_parts import BEGINS, parts
from .object_log import MOST_WHOLE, NOTHING, ObjectLog, ObjectSource, taken
from .times import NoTime, reader

_TYPES = ("objectTypes", "eventTypes")
_PARTS = (*_TYPES, "objects", "events")
_REMEDY = f"Correct the file, or export it again as OCEL 2.0; {NOTHING}"
_EVERY = 1_000  # objects or events between two words of progress
_NONE: dict[str, Any] = {}


def is_log(path: Path) -> bool:
    """Whether a JSON file is such a log, whatever its name says; of what is no JSON, no."""
    lists: set[str] = set()
    try:
        for key, value, _ in parts(pieces(path)):
            if key == "format":  # whole journeys begin with it
                return False
            if value is BEGINS:
                lists.add(key)
            if lists >= set(_TYPES):
                return True
    except (ValueError, RecursionError, InputError):
        pass
    return False


def read(path: Path, keeps: Callable[[set[str]], bool], progress: Progress) -> ObjectSource:
    """The log of a file; InputError names the place, what was found and what is expected.

    As this app writes it, with an object or event a line, events are read one at a time; otherwise they are held, of
    each its type, time and relations. `keeps` is given the object types, and says whether attributes are wanted too.
    """
    size = path.stat().st_size
    if (found := ocel_lines.objects(path, lambda thing: _object(thing, path.name))) is not None:
        listed, place = found
        objects = taken(path.name, listed)

        def stream(progress: Progress) -> Iterator[Thing]:
            instant, told = reader("UTC"), ocel_lines.events(path, place, progress)
            for number, value in enumerate(told, start=1):
                yield _event(_thing(value, "events", number, path.name), path.name, instant)

        return ObjectSource(path.name, size, objects, stream, lambda p: _log(path.name, objects, stream(p)))
    if size > MOST_WHOLE:
        title = f"{path} has more than {MOST_WHOLE:,} bytes: the events of such a file are held in memory."
        raise InputError(title, f"That is the limit; split it, or use OCEL 2.0 as SQLite; {NOTHING}")
    return _Held(path.name, keeps).read(pieces(path), size, progress)


class _Held:
    """Objects and events of a file, in memory."""

    def __init__(self, file: str, keeps: Callable[[set[str]], bool]) -> None:
        self._file, self._keeps = file, keeps
        self._lists: dict[str, list[Any]] = {name: [] for name in _PARTS}
        self._found: set[str] = set()
        self._instant = reader("UTC")
        self._wanted = True  # attributes, as long as the object types are not known
        self._pairs: dict[tuple[str, str], tuple[str, str]] = {}  # most stand there many times

    def read(self, text: Iterable[str], size: int, progress: Progress) -> ObjectSource:
        """The log of a JSON text."""
        file = self._file
        try:
            for number, (key, value, at) in enumerate(parts(text)):
                if number % _EVERY == 0:
                    progress("reading", at, size)
                self._take(key, value)
        except RecursionError:
            raise InputError(f"{file} is nested too deep to be an event log.", _REMEDY) from None
        except ValueError as error:
            raise InputError(f"{file} is no JSON object: {error}.", _REMEDY) from error
        if lacking := [name for name in _PARTS if name not in self._found]:
            raise _wrong(file, f"no list “{lacking[0]}” at its top", "objectTypes, eventTypes, objects and events")
        objects, events = taken(file, self._lists["objects"]), self._lists["events"]
        return ObjectSource(file, size, objects, lambda _: iter(events), lambda _: _log(file, objects, iter(events)))

    def _take(self, key: str, value: Any) -> None:
        if value is BEGINS:
            self._found.add(key)
            types = {name for name in self._lists["objectTypes"] if isinstance(name, str)}
            self._wanted = "objectTypes" not in self._found or self._keeps(types)
        elif key in self._found and key in self._lists:
            self._lists[key].append(self._made(key, value))
        elif key.startswith("ocel:"):
            title = f"{self._file} is an OCEL 1.0 log, expected OCEL 2.0."
            raise InputError(title, f"Convert it to OCEL 2.0; {NOTHING}")

    def _made(self, key: str, value: Any) -> Any:
        if key in _TYPES:
            return value.get("name") if isinstance(value, dict) else None
        thing = _thing(value, key, len(self._lists[key]) + 1, self._file)
        made = _object(thing, self._file) if key == "objects" else _event(thing, self._file, self._instant)
        related = [self._pairs.setdefault(pair, pair) for pair in made.related]
        return Thing(made.id, made.type, made.facts if self._wanted else _NONE, made.at, related)


def _log(file: str, objects: dict[str, Thing], events: Iterator[Thing]) -> ObjectLog:
    log = ObjectLog(file, objects)
    log.take(events)
    return log


def _object(thing: dict[str, Any], file: str) -> Thing:
    facts, related = _rest(thing, file)
    return Thing(_text(thing, "id", file), intern(_text(thing, "type", file)), facts, related=related)


def _event(thing: dict[str, Any], file: str, instant: Callable[[str], Instant]) -> Thing:
    ident = _text(thing, "id", file)
    facts, related = _rest(thing, file)
    return Thing(ident, intern(_text(thing, "type", file)), facts, _at(thing, ident, file, instant), related)


def _thing(value: Any, part: str, number: int, file: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _wrong(file, f"{part} {number:,} that is no object of JSON", "id and type in it")
    return value


def _rest(thing: dict[str, Any], file: str) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """The attributes, of several values of one the last, and what it relates to."""
    facts = {intern(_text(a, "name", file)): _value(a.get("value")) for a in _listed(thing, "attributes", file)}
    related = [
        (_text(other, "objectId", file), storable(str(other.get("qualifier", ""))))
        for other in _listed(thing, "relationships", file)
    ]
    return facts, related


def _listed(thing: dict[str, Any], name: str, file: str) -> list[dict[str, Any]]:
    value = thing.get(name) or []
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise _wrong(file, f"{name} of “{str(thing.get('id'))[:60]}” that are no list of objects", "one")
    return value


def _value(value: Any) -> Any:
    """JSON can write letters that nothing can hold."""
    return storable(value) if isinstance(value, str) else value


def _text(thing: dict[str, Any], name: str, file: str) -> str:
    value = thing.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str) or not value:
        raise _wrong(file, f"{json.dumps(thing)[:80]} without {name}", "it as a text")
    return storable(value)


def _at(thing: dict[str, Any], ident: str, file: str, instant: Callable[[str], Instant]) -> Instant:
    time = thing.get("time")
    try:
        at = int(instant(time if isinstance(time, str) else ""))
    except NoTime:
        at = -(1 << 63)
    if not in_calendar(at):
        found = f"the time {json.dumps(time)[:60]} of event “{ident[:60]}”"
        raise _wrong(file, found, "a time such as 2026-11-14T10:22:08Z")
    return at


def _wrong(file: str, found: str, expected: str) -> InputError:
    return InputError(f"{file}: found {found}, expected {expected}.", _REMEDY)
