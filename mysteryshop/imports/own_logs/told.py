"""What a log tells, before it is a journey: its events, and facts that may be of another type than when written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from mysteryshop.errors import InputError
from mysteryshop.exports.logged import VERSION
from mysteryshop.journey import Instant
from mysteryshop.permitted import in_calendar, is_instant, rules

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SHOWN = 60
_NAMES = {str: "a text", int: "a whole number", float: "a number", bool: "true or false"}


class Odd(Exception):
    """Something that this app would not have written: what was found, and what is expected."""

    def __init__(self, found: str, expected: str) -> None:
        super().__init__(f"found {found}, expected {expected}")


class ChangedLog(InputError):
    """A log that this app wrote and can no longer read as journeys; as an event log it can.

    `cases` names the cases then; `file` is told by whoever knows where the log lies.
    """

    def __init__(self, title: str, remedy: str, cases: str) -> None:
        super().__init__(title, f"{remedy}, {_as_log(cases)}")
        self.cases = cases
        self.file: Path | None = None


@dataclass(slots=True)
class Told:
    """One event. `second` says that it ends what an event before it began."""

    at: Instant
    kind: str  # visit, skip, pause, or a moment's kind
    instance: str
    second: bool
    facts: Mapping[str, Any] = field(default_factory=dict)


def changed(where: str, odd: Odd, cases: str) -> ChangedLog:
    """The sentence for a log that is not as it was written; `cases` is what the command line would call its cases."""
    title = f"{where}: {odd}. Another program has changed this log since this app wrote it."
    return ChangedLog(title, "Export the journeys again", cases)


def check_version(file: str, version: int, cases: str) -> None:
    """ChangedLog where a newer program wrote the log."""
    if version > VERSION:
        title = f"{file} was written by a newer version of the app."
        raise ChangedLog(title, "Update the app and import it again", cases)


def _as_log(cases: str) -> str:
    return f"or on the command line name its cases (--case {cases}) to read it as an event log; nothing was imported."


def shown(value: object) -> str:
    """A value of the file as an error names it."""
    text = " ".join(str(value).split())
    return f"“{text if len(text) <= _SHOWN else text[: _SHOWN - 1] + '…'}”"


def fitting(kind: Any, facts: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """Those of the facts that a class has fields for, as these hold them; Odd where one cannot be that."""
    wanted = _kinds(kind)
    found = {name: _fit(wanted[name], facts[name], name) for name in names if facts.get(name) is not None}
    for name, rule in rules(kind).items():
        if name in found and not rule.takes(found[name]):
            raise Odd(f"{name} {shown(found[name])}", rule.expected)
    return found


def text(facts: Mapping[str, Any], name: str) -> str:
    """A text that must be there."""
    value = facts.get(name)
    if not isinstance(value, str) or not value:
        raise Odd(f"no {name}" if value is None or value == "" else f"{name} {shown(value)}", "it as a text")
    return value


def whole_number(value: Any, name: str) -> int:
    """A whole number."""
    return int(_fit(int, value, name))


def instant(value: Any, name: str) -> Instant:
    """An instant; without an offset it is UTC."""
    try:
        found = datetime.fromisoformat(value)
        at = ((found if found.tzinfo else found.replace(tzinfo=UTC)) - _EPOCH) // timedelta(microseconds=1)
    except (TypeError, ValueError):
        at = None
    if at is None or not in_calendar(at):
        raise Odd(f"{name} {shown(value)}", "a time such as 2026-11-14T10:22:08.000000+00:00")
    return at


@cache
def _kinds(kind: Any) -> dict[str, type[Any]]:
    """The plain type of each field; that of an instant is datetime."""
    hints = get_type_hints(kind)
    plain = {n: get_args(h)[0] if get_origin(h) is UnionType else h for n, h in hints.items()}
    return {f.name: datetime if is_instant(f.name) else plain[f.name] for f in fields(kind)}


def _fit(kind: type[Any], value: Any, name: str) -> Any:
    """Other programs write 3 as 3.0 and true as 1: it is what it was."""
    if kind is datetime:
        return instant(value, name)
    if kind is bool and value in (0, 1) and not isinstance(value, str):
        return bool(value)
    if kind is int and isinstance(value, float) and value.is_integer():
        return int(value)
    if kind is float and type(value) is int:
        return float(value)
    if type(value) is not kind or (kind is float and value - value != 0):
        raise Odd(f"{name} {shown(value)}", _NAMES[kind])
    return value
