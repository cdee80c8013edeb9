"""Journeys into a file: written beside it, then put in its place."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from mysteryshop.errors import InputError
from mysteryshop.journey import Record
from mysteryshop.replacing import replace_file

from .table import exporter_for


def write_file(records: Sequence[Record], path: Path) -> None:
    """Write the journeys in the format of the file's suffix; KnownError where that cannot be."""
    exporter = exporter_for(path)
    if not records:
        raise InputError("There is no journey to export.", "Walk one, or import one.")
    if len(records) > 1 and not exporter.many:
        raise InputError(
            f"A file of {exporter.label.casefold()} holds one journey, and {len(records)} were to be written.",
            "Name one journey, or choose a file that ends in .json.",
        )
    replace_file(path, exporter.write(records))
