"""Journeys into a file: written beside it, then put in its place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from mysteryshop.errors import InputError
from mysteryshop.journey import Record
from mysteryshop.replacing import replace_by

from .table import Exporter, exporter_for


def write_file(records: Sequence[Record], path: Path) -> None:
    """Write the journeys in the format of the file's suffix; KnownError where that cannot be."""
    write_each(records, len(records), path, exporter_for(path))


def write_each(records: Iterable[Record], count: int, path: Path, exporter: Exporter) -> None:
    """Write journeys that come one at a time; `count` is how many."""
    if not count:
        raise InputError("There is no journey to export.", "Walk one, import one, or choose others.")
    if count > 1 and not exporter.many:
        raise InputError(
            f"A file of {exporter.label.casefold()} holds one journey, and {count} were to be written.",
            "Name one journey, or choose a file that ends in .json.",
        )
    replace_by(path, lambda beside: exporter.write(records, beside))
