"""Journeys from files and from pasted text, with the templates and the day that hold here."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from mysteryshop import templates
from mysteryshop.errors import InputError
from mysteryshop.journey import Record

from .here import today_here
from .table import Context, importer_for

MOST_BYTES = 256_000_000


def read_files(files: Iterable[Path], data_dir: Path, zone: str = "UTC") -> list[Record]:
    """The journeys of all files; the first that cannot be read stops it, so that nothing comes in by halves.

    `zone` is the IANA zone that holds where a file names none.
    """
    context = here(data_dir, zone)
    return [record for file in files for record in importer_for(file).read(_bytes(file), file.name, context)]


def read_pasted(text: str, data_dir: Path, zone: str = "UTC") -> Record:
    """The journey of field notes that were pasted."""
    from . import field_notes

    context = here(data_dir, zone)
    known = context.templates
    return field_notes.read(text, file="the pasted notes", templates=known, today=context.today, zone=zone)


def here(data_dir: Path, zone: str = "UTC") -> Context:
    """Built-in templates and the user's own, today's date in a zone, and that zone."""
    return Context(templates.all_templates(data_dir), today_here(zone), zone)


def _bytes(file: Path) -> bytes:
    try:
        if file.is_file() and file.stat().st_size > MOST_BYTES:
            title = f"{file} has more than {MOST_BYTES:,} bytes, too many for a file of journeys."
            raise InputError(title, "Choose another file, or split it; nothing was imported.")
        return file.read_bytes()
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise InputError(f"{file} cannot be read: {why}.", "Nothing was imported; check its name.") from error
