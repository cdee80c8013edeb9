"""A journey from field notes: plain text in the grammar of mysteryshop.notation.

All or nothing: the first line that does not parse stops the import with an InputError that names file, line, what
was found and what is expected. Everything read is of source recalled. The same notes give the same ids again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from mysteryshop.errors import InputError
from mysteryshop.journey import Record, Template

from .header import read_header
from .identity import identified, item_id
from .place import Notes
from .tail import read_tail
from .timed import read_events
from .walk import walked

MOST_CHARACTERS = 4_000_000

__all__ = ["MOST_CHARACTERS", "item_id", "read", "read_numbered"]


def read(
    text: str,
    *,
    file: str = "notes",
    templates: Sequence[Template],
    today: date | None = None,
    zone: str = "UTC",
) -> Record:
    """The journey that the notes tell, in review state debrief; one without a timed line is only planned.

    `templates` are those that a header may name; `today` and `zone` stand in where the header names no date or zone.
    InputError names file, line, what was found and what is expected.
    """
    return read_numbered(text, file=file, templates=templates, today=today, zone=zone)[0]


def read_numbered(
    text: str,
    *,
    file: str = "notes",
    templates: Sequence[Template],
    today: date | None = None,
    zone: str = "UTC",
) -> tuple[Record, Mapping[int, str]]:
    """As `read`, and which line of the file made which moment: line numbers from 1, ids of moments."""
    if len(text) > MOST_CHARACTERS:
        raise InputError(
            f"{file} has {len(text):,} characters, more than field notes can have ({MOST_CHARACTERS:,}).",
            "Choose the text file with the notes, or split it by journey; nothing was imported.",
        )
    notes = Notes.of(text, file)
    header = read_header(notes, templates, today, zone)
    record, lines = walked(notes, header, read_events(notes, header))
    record = identified(read_tail(notes, record))
    return record, {number: item_id(record.journey.id, ordinal) for number, ordinal in lines.items()}
