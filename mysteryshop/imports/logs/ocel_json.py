"""Object-centric event logs as OCEL 2.0 JSON: read whole, so their size is bounded."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

from mysteryshop.errors import InputError
from mysteryshop.exports.ocel import Thing
from mysteryshop.imports.report import Progress
from mysteryshop.journey import Instant

from .object_log import NOTHING, ObjectLog
from .times import NoTime, reader

_TYPES = ("objectTypes", "eventTypes")
_PARTS = (*_TYPES, "objects", "events")
_REMEDY = f"Correct the file, or export it again as OCEL 2.0; {NOTHING}"
_EVERY = 5_000  # events between two words of progress


def is_log(text: str) -> bool:
    """Whether a JSON text is such a log, whatever the file's name says; of what is no JSON, no."""
    if not all(f'"{name}"' in text for name in _TYPES):
        return False  # most files are told apart without being parsed
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(whole, dict) and "format" not in whole and all(isinstance(whole.get(n), list) for n in _TYPES)


def read(text: str, file: str, progress: Progress) -> ObjectLog:
    """The log of a JSON text; InputError names the place, what was found and what is expected."""
    whole = _whole(text, file)
    log, instant = ObjectLog(file), reader("UTC")
    for thing in _things(whole, "objects", file):
        log.take_object(Thing(_text(thing, "id", file), _text(thing, "type", file), *_rest(thing, file)))
    seen: set[str] = set()
    for number, thing in enumerate(_things(whole, "events", file)):
        if number % _EVERY == 0:
            progress("reading", number, len(whole["events"]))
        ident = _text(thing, "id", file)
        if ident in seen:
            raise _wrong(file, f"event “{ident[:60]}” twice", "each id once")
        seen.add(ident)
        facts, _, related = _rest(thing, file)
        log.take_event(Thing(ident, _text(thing, "type", file), facts, _at(thing, ident, file, instant), related))
    return log


def _whole(text: str, file: str) -> dict[str, Any]:
    try:
        whole = json.loads(text, parse_constant=_no_constant)
    except RecursionError:
        raise InputError(f"{file} is nested too deep to be an event log.", _REMEDY) from None
    except ValueError as error:
        raise InputError(f"{file} is not JSON: {error}.", _REMEDY) from error
    if isinstance(whole, dict) and any(str(key).startswith("ocel:") for key in whole):
        raise InputError(f"{file} is an OCEL 1.0 log, expected OCEL 2.0.", f"Convert it to OCEL 2.0; {NOTHING}")
    lacking = [name for name in _PARTS if not isinstance(whole, dict) or not isinstance(whole.get(name), list)]
    if lacking:
        raise _wrong(file, f"no list “{lacking[0]}” at its top", "objectTypes, eventTypes, objects and events")
    return dict(whole)


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def _things(whole: Mapping[str, Any], part: str, file: str) -> Iterator[dict[str, Any]]:
    for number, thing in enumerate(whole[part], start=1):
        if not isinstance(thing, dict):
            raise _wrong(file, f"{part} {number} that is no object of JSON", "id and type in it")
        yield thing


def _rest(thing: dict[str, Any], file: str) -> tuple[dict[str, Any], None, list[tuple[str, str]]]:
    """The attributes, of several values of one the last; no time; and what it relates to."""
    facts = {_text(a, "name", file): a.get("value") for a in _listed(thing, "attributes", file)}
    related = [
        (_text(other, "objectId", file), str(other.get("qualifier", "")))
        for other in _listed(thing, "relationships", file)
    ]
    return facts, None, related


def _listed(thing: dict[str, Any], name: str, file: str) -> list[dict[str, Any]]:
    value = thing.get(name) or []
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise _wrong(file, f"{name} of “{str(thing.get('id'))[:60]}” that are no list of objects", "one")
    return value


def _text(thing: dict[str, Any], name: str, file: str) -> str:
    value = thing.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str) or not value:
        raise _wrong(file, f"{json.dumps(thing)[:80]} without {name}", "it as a text")
    return value


def _at(thing: dict[str, Any], ident: str, file: str, instant: Any) -> Instant:
    time = thing.get("time")
    try:
        return int(instant(time if isinstance(time, str) else ""))
    except NoTime:
        found = f"the time {json.dumps(time)[:60]} of event “{ident[:60]}”"
        raise _wrong(file, found, "a time such as 2026-11-14T10:22:08Z") from None


def _wrong(file: str, found: str, expected: str) -> InputError:
    return InputError(f"{file}: found {found}, expected {expected}.", _REMEDY)
