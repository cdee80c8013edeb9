"""Whole journeys as JSON: everything that is recorded of them, for other programs and for reading back.

    {"format": "mysteryshop-journeys", "version": 1, "journeys": [
        {"journey": {... "template": {...}}, "visits": [...], "skips": [...], "pauses": [...],
         "moments": [...], "expectations": [...], "findings": [...], "answers": {"rate.satisfaction": "6", ...}}]}

Names and words are those of mysteryshop.journey and of the vocabulary. Instants (`at`, `..._at`) are ISO 8601 in the
journey's zone with its UTC offset and six decimals, so no microsecond is lost; lengths (`..._s`) are seconds. Every
field is always there; what is not known is null. A program of this version refuses a higher `version`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from textwrap import indent
from typing import Any

from mysteryshop.clock import local as to_local
from mysteryshop.journey import Record

FORMAT, VERSION = "mysteryshop-journeys", 1


def write(*records: Record) -> str:
    """The journeys as JSON text, ending with a line break; in ASCII, so that no character is lost on the way."""
    whole = {"format": FORMAT, "version": VERSION, "journeys": [plain(record) for record in records]}
    return json.dumps(whole, indent=1) + "\n"


def write_to(records: Iterable[Record], path: Path) -> None:
    """The same text as `write` makes, into a file, a journey at a time."""
    with path.open("w", encoding="ascii", newline="\n") as stream:
        stream.write(f'{{\n "format": "{FORMAT}",\n "version": {VERSION},\n "journeys": [')
        first = True
        for record in records:
            stream.write("\n" if first else ",\n")
            stream.write(indent(json.dumps(plain(record), indent=1), "  "))
            first = False
        stream.write("]\n}\n" if first else "\n ]\n}\n")


def plain(record: Record) -> dict[str, Any]:
    """One journey as JSON takes it."""
    return {f.name: _plain(f.name, getattr(record, f.name), record.journey.zone) for f in fields(record)}


def is_instant(name: str) -> bool:
    """Whether a field holds an instant."""
    return name == "at" or name.endswith("_at")


def _plain(name: str, value: Any, zone: str) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, (list, tuple)):
        return [_plain(name, item, zone) for item in value]
    if is_dataclass(value):
        return {f.name: _plain(f.name, getattr(value, f.name), zone) for f in fields(value)}
    if value is not None and is_instant(name):
        return to_local(value, zone).isoformat(timespec="microseconds")
    return value
