"""Whole journeys as JSON: everything that is recorded of them, for other programs and for reading back.

    {"format": "mysteryshop-journeys", "version": 1, "journeys": [
        {"journey": {... "template": {...}}, "visits": [...], "skips": [...], "pauses": [...],
         "moments": [...], "expectations": [...], "findings": [...], "answers": {"rate.satisfaction": "6", ...},
         "attachments": [...]}]}

Names and words are those of mysteryshop.journey and of the vocabulary. Instants (`at`, `..._at`) are ISO 8601 in the
journey's zone with its UTC offset and six decimals, so no microsecond is lost; lengths (`..._s`) are seconds. Every
field is always there; what is not known is null. Of an attached file it is told what it is, by its hash, and the file
itself is left aside. A program of this version refuses a higher `version`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from mysteryshop.clock import local as to_local
from mysteryshop.journey import Record
from mysteryshop.permitted import is_instant

FORMAT, VERSION = "mysteryshop-journeys", 1
_MINUTE = timedelta(minutes=1)


def write(*records: Record) -> str:
    """The journeys as JSON text, ending with a line break; in ASCII, so that no character is lost on the way."""
    whole = {"format": FORMAT, "version": VERSION, "journeys": [plain(record) for record in records]}
    return json.dumps(whole, indent=1) + "\n"


def write_to(records: Iterable[Record], path: Path) -> None:
    """The journeys into a file, a journey a line, one in memory at a time."""
    with path.open("w", encoding="ascii", newline="\n") as stream:
        stream.write(f'{{"format": "{FORMAT}", "version": {VERSION}, "journeys": [')
        before = "\n"
        for record in records:
            stream.write(before + json.dumps(plain(record)))
            before = ",\n"
        stream.write("\n]}\n")


def plain(record: Record) -> dict[str, Any]:
    """One journey as JSON takes it."""
    return {name: _plain(name, getattr(record, name), record.journey.zone) for name in _names(Record)}


def _plain(name: str, value: Any, zone: str) -> Any:
    if value is None or isinstance(value, (str, bool)):
        return value
    if isinstance(value, int):
        return _time(value, zone) if is_instant(name) else value
    if isinstance(value, (list, tuple)):
        return [_plain(name, item, zone) for item in value]
    if isinstance(value, Mapping):
        return dict(value)
    kind: Any = type(value)
    names = _names(kind)
    return {each: _plain(each, getattr(value, each), zone) for each in names} if names else value


def _time(at: int, zone: str) -> str:
    """The instant as RFC 3339 has it: where clocks were off by odd seconds, as before 1972, in UTC."""
    shown = to_local(at, zone)
    if (shown.utcoffset() or _MINUTE) % _MINUTE:
        shown = to_local(at, "UTC")
    return shown.isoformat(timespec="microseconds")


@cache
def _names(kind: Any) -> tuple[str, ...]:
    """The fields of a class; none for what is no dataclass."""
    return tuple(f.name for f in fields(kind)) if is_dataclass(kind) else ()
