"""Texts that are longer than a cell of a workbook: cut with a mark, and what follows on a hidden sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

LONGEST = 32_767  # of a cell, in UTF-16 units
CUT = " […]"
CONTINUED = "Continued"
CONTINUED_ABOUT = (
    ("table", "text", "The table in which the text begins."),
    ("row", "text", "Which row of it: its journey, plan, template, id and key, of these what the table has."),
    ("column", "text", "Which column of it."),
    ("part", "whole number", "Its place among the parts that follow the cell: 1, 2, ..."),
    ("text", "text", "What follows there."),
)
ABOUT_CONTINUED = f"Hidden, and there only when needed: what follows where a text ends in “{CUT.strip()}”."


def fitted(text: str) -> str:
    """The text, cut where a cell cannot hold it."""
    if len(text) * 2 <= LONGEST or len(text.encode("utf-16-le")) // 2 <= LONGEST:
        return text
    return _beginning(text, LONGEST - len(CUT)) + CUT


def is_cut(cell: str) -> bool:
    """Whether a cell is as full as `fitted` leaves one, and ends with its mark.

    A text that is so by itself goes out like one that was cut: what follows it on the hidden sheet is its own end.
    """
    return cell.endswith(CUT) and len(cell.encode("utf-16-le")) // 2 >= LONGEST - 1


def pieces(text: str) -> Iterator[str]:
    """The text in parts that a cell holds."""
    while text:
        part = _beginning(text, LONGEST)
        yield part
        text = text[len(part) :]


class Continued:
    """The sheet of what no cell holds; there is none until something is added."""

    def __init__(self, added: Callable[[str], Worksheet]) -> None:
        self._added = added
        self._sheet: Worksheet | None = None
        self._row = 1

    @property
    def used(self) -> bool:
        """Whether anything was added."""
        return self._sheet is not None

    def add(self, table: str, row: str, column: str, rest: str) -> None:
        """What follows the cell of that column, in the row that goes by this name."""
        if self._sheet is None:
            self._sheet = self._added(CONTINUED)
            self._sheet.hide()
            self._sheet.write_row(0, 0, [name for name, _, _ in CONTINUED_ABOUT])
        for part, text in enumerate(pieces(rest), start=1):
            for place, cell in enumerate((table, row, column)):
                self._sheet.write_string(self._row, place, cell)
            self._sheet.write_number(self._row, 3, part)
            self._sheet.write_string(self._row, 4, text)
            self._row += 1


def _beginning(text: str, units: int) -> str:
    """As much of the text as is no longer than so many UTF-16 units; no character is torn."""
    return text[:units].encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore")
