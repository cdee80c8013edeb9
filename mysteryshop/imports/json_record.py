"""Whole journeys from the JSON that mysteryshop.exports.json_record writes."""

from __future__ import annotations

import json
import re
import types
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType
from typing import Any, NoReturn, get_args, get_origin, get_type_hints

from mysteryshop.errors import InputError
from mysteryshop.exports.json_record import FORMAT, VERSION
from mysteryshop.journey import Record
from mysteryshop.permitted import TIME, is_instant, rules

from .sound import Fault, fault

_TIME = re.compile(TIME)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_REMEDY = "Correct the file, or export the journey again; nothing was imported."
_NAMES: dict[type, str] = {str: "a text", int: "a whole number", float: "a number", bool: "true or false"}


_TOP = ("format", "version", "journeys", "$schema")  # the last for editors, which check a file by it
_LISTS = tuple(f.name for f in fields(Record) if f.name not in ("journey", "answers"))


class _Wrong(Exception):
    """Something in the file that is not as it must be: where, what was found, what is expected."""

    def __init__(self, place: str, found: object, expected: str) -> None:
        shown = json.dumps(found)
        super().__init__(f"{place}: found {shown if len(shown) <= 60 else shown[:59] + '…'}, expected {expected}")


def read(text: str, *, file: str = "the file") -> list[Record]:
    """The journeys of a JSON text; InputError names the file, the place in it, what was found and expected."""
    try:
        whole = json.loads(text, parse_constant=_no_constant)
    except RecursionError:
        raise InputError(f"{file} is nested too deep to be a file of journeys.", _REMEDY) from None
    except ValueError as error:
        raise InputError(f"{file} is not JSON: {error}.", _REMEDY) from error
    if not isinstance(whole, dict) or whole.get("format") != FORMAT:
        raise InputError(f'{file} holds no journeys: expected "format": "{FORMAT}" at its top.', _REMEDY)
    version = _number(int, whole.get("version"))
    if version is None or version < 1:
        raise InputError(f'{file} holds no journeys: expected "version": {VERSION} at its top.', _REMEDY)
    if version > VERSION:
        raise InputError(f"{file} was written by a newer version of the app.", "Update the app, then import it again.")
    try:
        return [_record(journey, f"journey {n}") for n, journey in enumerate(_listed(whole), start=1)]
    except _Wrong as wrong:
        raise InputError(f"{file}, {wrong}.", _REMEDY) from wrong


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def _listed(whole: Mapping[str, Any]) -> list[Any]:
    if strange := next((name for name in whole if name not in _TOP), None):
        raise _Wrong("at its top", strange, f"nothing but {', '.join(_TOP)}")
    if not isinstance(whole.get("$schema", ""), str):
        raise _Wrong("$schema", whole["$schema"], "a text")
    journeys = whole.get("journeys")
    if not isinstance(journeys, list):
        raise _Wrong("journeys", journeys, "a list")
    return journeys


def read_one(text: str, number: int, *, file: str) -> Record:
    """The journey of that number, from its own JSON text; InputError as of `read`."""
    try:
        return _record(json.loads(text, parse_constant=_no_constant), f"journey {number}")
    except RecursionError:
        raise InputError(f"{file}, journey {number}: is nested too deep to be a journey.", _REMEDY) from None
    except _Wrong as wrong:
        raise InputError(f"{file}, {wrong}.", _REMEDY) from wrong
    except ValueError as error:
        raise InputError(f"{file}, journey {number}: this is not JSON: {error}.", _REMEDY) from error


def _record(value: Any, place: str) -> Record:
    record: Record = _built(Record, value, place)
    if odd := fault(record):
        raise _Wrong(", ".join((place, *_place(odd))), odd.found, odd.expected)
    for items in (getattr(record, name) for name in _LISTS):
        idents = [item.id for item in items]
        if len(set(idents)) < len(idents):
            twice = next(ident for ident in idents if idents.count(ident) > 1)
            raise _Wrong(place, twice, "each id once")
    return record


def _place(odd: Fault) -> tuple[str, ...]:
    """Where in a journey something does not hold, as the places of the other errors are told."""
    if odd.part == "answers":
        return ("answers", odd.ident) if odd.field else ("answers",)
    return (f"{odd.part} {odd.number}" if odd.number else odd.part, odd.field)


def _built(kind: Any, value: Any, place: str) -> Any:
    if not isinstance(value, dict):
        raise _Wrong(place, value, "an object")
    hints = _hints(kind)
    if strange := next((name for name in value if name not in hints), None):
        raise _Wrong(place, strange, f"fields that it has{_meant(strange, hints)}")
    given: dict[str, Any] = {}
    takes = rules(kind)
    for field in fields(kind):
        if field.name in value:
            there = f"{place}, {field.name}"
            found = given[field.name] = _value(hints[field.name], value[field.name], field.name, there)
            rule = takes.get(field.name)
            if rule is not None and found is not None and not rule.takes(found):
                raise _Wrong(there, value[field.name], rule.expected)
        elif field.default is MISSING and field.default_factory is MISSING:
            raise _Wrong(place, None, f"{field.name} in it")
    return kind(**given)


def _meant(strange: str, names: Iterable[str]) -> str:
    close = get_close_matches(strange, names, n=1)
    return f", such as {close[0]}" if close else ""


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _value(hint: Any, value: Any, name: str, place: str) -> Any:
    origin = get_origin(hint)
    if origin is types.UnionType:
        return None if value is None else _value(get_args(hint)[0], value, name, place)
    if origin is tuple:
        if not isinstance(value, list):
            raise _Wrong(place, value, "a list")
        return tuple(_value(get_args(hint)[0], item, name, f"{place} {n}") for n, item in enumerate(value, start=1))
    if is_dataclass(hint):
        return _built(hint, value, place)
    if origin is not None:
        return _texts(value, place)
    return _instant(value, place) if is_instant(name) else _plain(hint, value, place)


def _plain(hint: Any, value: Any, place: str) -> Any:
    found = _number(hint, value) if hint in (int, float) else value if type(value) is hint else None
    if found is None:
        raise _Wrong(place, value, _NAMES[hint])
    return found


def _number(hint: Any, value: Any) -> Any:
    """The value as such a number, None where it is none: in JSON 2 and 2.0 are the same."""
    if type(value) is int or (type(value) is float and (hint is float or value.is_integer())):
        try:
            return hint(value)
        except OverflowError:
            return None
    return None


def _texts(value: Any, place: str) -> Mapping[str, str]:
    if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
        raise _Wrong(place, value, "an object of texts")
    return MappingProxyType(value)


def _instant(value: Any, place: str) -> int:
    try:
        if not _TIME.fullmatch(value):
            raise ValueError("another way to write times")
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise _Wrong(place, value, "a time such as 2026-11-14T10:22:08.000000+00:00") from None
    return (moment - _EPOCH) // timedelta(microseconds=1)
