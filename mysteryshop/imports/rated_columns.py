"""Two columns of a table in which two people judged the same things."""

from __future__ import annotations

from math import isnan
from typing import TypeAlias

from mysteryshop.errors import InputError

from .cells import is_empty
from .columns import Sheet

Cell: TypeAlias = float | str | None


def rated(
    sheet: Sheet, first: str, second: str, *, numbers: bool = False, words: bool = False
) -> tuple[list[Cell], list[Cell]]:
    """Both columns as numbers, or as words where any cell is none or `words` asks for it; None where a cell is empty.

    InputError names a cell that is no number where `numbers` asks for them.
    """
    if words:
        return _words(sheet, first), _words(sheet, second)
    try:
        a, b = ([None if isnan(value) else value for value in sheet.numbers(name)] for name in (first, second))
    except InputError:
        if numbers:
            raise
        return _words(sheet, first), _words(sheet, second)
    return list(a), list(b)


def _words(sheet: Sheet, name: str) -> list[Cell]:
    """The words of a column without regard to case; None where there is none. “None” is a word that raters use."""
    place = sheet.find(name)
    cells = (row[place].strip().casefold() for row in sheet.rows)
    return [cell if cell == "none" or not is_empty(cell) else None for cell in cells]


def row_names(sheet: Sheet, label: str = "") -> list[str]:
    """What each row is called: the cell of the label's column, or its line."""
    return sheet.texts(label) if label else [f"line {line}" for line in sheet.lines]
