"""The data dictionary as a sheet of a workbook: every column of every sheet, and what only a workbook has."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap
from typing import TYPE_CHECKING

from .long_texts import ABOUT_CONTINUED, CONTINUED, CONTINUED_ABOUT
from .sheet_looks import Looks, set_pages
from .tables import TABLES, Column, Table, dictionary

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

EXACT = "_exact"  # behind the name of a column of times: the hidden one that has them to the microsecond
_TITLES = ("Table", "Column", "Cells", "May be empty", "Meaning")
_WIDTHS = (14, 38, 14, 14, 90)
_LINE = 15  # points
_ABOUT_EXACT = (
    "Hidden: {0} to the microsecond, with its UTC offset. Import takes it where {0} still shows that time; where "
    "somebody changed {0}, that holds, as local time in the journey's zone."
)


def exact_columns(table: Table) -> tuple[str, ...]:
    """The columns of times of a table that is read back: each has a hidden one beside it."""
    return tuple(c.name for c in table.columns if c.kind == "time") if table.kind is not None else ()


def write_dictionary(sheet: Worksheet, looks: Looks, *, continued: bool) -> None:
    """The dictionary; `continued` says whether there is the sheet of what no cell holds.

    Each row is as high as its longest cell needs: not every program finds that out by itself.
    """
    looks.head(sheet, _TITLES)
    for place, width in enumerate(_WIDTHS):
        sheet.set_column(place, place, width)
    number = 0
    for number, row in enumerate(_explained(continued), start=1):
        lines = max(len(wrap(text, width)) for text, width in zip(row, _WIDTHS, strict=True))
        sheet.set_row(number, _LINE * lines)
        for place, text in enumerate(row):
            sheet.write_string(number, place, text, looks.wrapped)
    sheet.autofilter(0, 0, number, len(_TITLES) - 1)
    set_pages(sheet, sum(_WIDTHS))


def _explained(continued: bool) -> Iterator[tuple[str, str, str, str, str]]:
    for table in TABLES:
        yield from dictionary(_times, [table])
        for name in exact_columns(table):
            yield table.name, name + EXACT, "text", "yes", _ABOUT_EXACT.format(name)
    if continued:
        yield CONTINUED.casefold(), "", "table", "", ABOUT_CONTINUED
        for name, kind, about in CONTINUED_ABOUT:
            yield CONTINUED.casefold(), name, kind, "no", about


def _times(table: Table, column: Column) -> str:
    """What cells of times hold: spreadsheets know dates, and no offsets."""
    exact = f"{column.name}{EXACT}" if table.kind is not None else f"journeys.{column.name}{EXACT}"
    return f"Local time at the place to the millisecond, without UTC offset; {exact} has both in full."
