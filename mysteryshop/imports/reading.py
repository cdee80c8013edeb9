"""Journeys from files and from pasted text, with the templates and the day that hold here."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from mysteryshop import templates
from mysteryshop.journey import Record

from .batch import Batch
from .here import today_here
from .table import Context, read


def read_batches(files: Iterable[Path], context: Context) -> list[Batch]:
    """What each file holds; the first that cannot be read stops it, so that nothing comes in by halves."""
    return [read(file, context) for file in files]


def read_files(files: Iterable[Path], data_dir: Path, zone: str = "UTC") -> list[Record]:
    """The journeys of all files, in memory.

    `zone` is the IANA zone that holds where a file names none.
    """
    return [record for batch in read_batches(files, here(data_dir, zone)) for record in batch.records()]


def read_pasted(text: str, data_dir: Path, zone: str = "UTC") -> Record:
    """The journey of field notes that were pasted."""
    from . import field_notes

    context = here(data_dir, zone)
    known = context.templates
    return field_notes.read(text, file="the pasted notes", templates=known, today=context.today, zone=zone)


def here(data_dir: Path, zone: str = "UTC") -> Context:
    """Built-in templates and the user's own, today's date in a zone, and that zone."""
    return Context(templates.all_templates(data_dir), today_here(zone), zone)
