"""The formats that can be imported."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from mysteryshop.errors import InputError
from mysteryshop.journey import Record, Template


@dataclass(frozen=True, slots=True)
class Context:
    """What a file of journeys is read against: known templates, and what holds where it names no day or zone."""

    templates: Sequence[Template]
    today: date | None = None
    zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Importer:
    """One format: its suffixes, and how the journeys of a file's bytes are read."""

    name: str
    label: str
    suffixes: tuple[str, ...]
    read: Callable[[bytes, str, Context], list[Record]]


def _field_notes(data: bytes, file: str, context: Context) -> list[Record]:
    from . import field_notes
    from .decoding import decoded

    text = decoded(data, file)
    return [field_notes.read(text, file=file, templates=context.templates, today=context.today, zone=context.zone)]


def _json(data: bytes, file: str, context: Context) -> list[Record]:
    from . import json_record
    from .decoding import decoded

    return json_record.read(decoded(data, file), file=file)


IMPORTERS: tuple[Importer, ...] = (
    Importer("notes", "Field notes", (".txt", ".md", ".text", ".notes"), _field_notes),
    Importer("json", "Whole journeys as JSON", (".json",), _json),
)


def importer_for(path: Path) -> Importer:
    """The importer for a file's suffix; InputError lists those that there are."""
    for importer in IMPORTERS:
        if path.suffix.casefold() in importer.suffixes:
            return importer
    known = ", ".join(f"{suffix} ({row.label.casefold()})" for row in IMPORTERS for suffix in row.suffixes[:1])
    raise InputError(f"{path.name} is of no kind that can be imported.", f"Choose a file that ends in {known}.")
