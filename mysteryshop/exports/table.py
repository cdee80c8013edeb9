"""The formats that journeys can be exported as."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from mysteryshop.errors import InputError
from mysteryshop.journey import Record


@dataclass(frozen=True, slots=True)
class Exporter:
    """One format: its suffixes, whether a file holds many journeys, and how they are written."""

    name: str
    label: str
    suffixes: tuple[str, ...]
    many: bool
    write: Callable[[Sequence[Record]], bytes]


def _field_notes(records: Sequence[Record]) -> bytes:
    from . import field_notes

    (record,) = records
    return field_notes.write(record).encode()


def _json(records: Sequence[Record]) -> bytes:
    from . import json_record

    return json_record.write(*records).encode()


EXPORTERS: tuple[Exporter, ...] = (
    Exporter("notes", "Field notes", (".txt", ".md", ".text", ".notes"), False, _field_notes),
    Exporter("json", "Whole journeys as JSON", (".json",), True, _json),
)


def exporter_for(path: Path) -> Exporter:
    """The exporter for a file's suffix; InputError lists those that there are."""
    for exporter in EXPORTERS:
        if path.suffix.casefold() in exporter.suffixes:
            return exporter
    known = ", ".join(f"{suffix} ({row.label.casefold()})" for row in EXPORTERS for suffix in row.suffixes[:1])
    raise InputError(f"{path.name} is of no kind that can be exported.", f"Choose a file that ends in {known}.")
