"""How commands name columns of a table, and whole numbers, on the command line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from mysteryshop.errors import InputError

if TYPE_CHECKING:
    from mysteryshop.imports.columns import Sheet


def names(text: str) -> list[str]:
    """The names in a list divided by commas; one in quotation marks may hold a comma."""
    import csv

    try:
        cells = next(csv.reader([" ".join(text.split())], skipinitialspace=True), [])
    except csv.Error as error:
        raise InputError(f"These are no names of columns: {error}.", "Divide them by commas.") from error
    found = [name.strip() for name in cells if name.strip()]
    if not found:
        raise InputError("No column is named.", "Name columns of the file, divided by commas.")
    return found


def titles(sheet: Sheet, named: Sequence[str]) -> list[str]:
    """The columns by the names that they have in the file; InputError where one is named twice."""
    found = [sheet.header[sheet.find(name)] for name in named]
    twice = next((title for title in found if found.count(title) > 1), None)
    if twice is not None:
        raise InputError(f'The column "{twice}" is named twice.', "Name different columns.")
    return found


def whole(least: int, most: int, text: str) -> int:
    """A whole number between two others."""
    value = int(text) if re.fullmatch(r"\d{1,12}", text) else -1
    if not least <= value <= most:
        raise InputError(f'Found "{text}", expected a whole number from {least:,} to {most:,}.', "See --help.")
    return value


def seed(text: str) -> int:
    """What random numbers begin with."""
    return whole(0, 2**32 - 1, text)
