"""Journeys as an Excel workbook: a sheet a table, typed cells, real dates, filters, and the data dictionary.

Times are local times at the place, to the millisecond: Excel knows no UTC offset (journeys.zone names the zone). So a
hidden column at the right end of the sheet holds each of them exactly, and import takes that wherever the time that is
seen still says the same. No cell is a formula or a link, whatever its text says. Excel holds 1,048,576 rows a sheet and
32,767 characters a cell; more rows are refused, longer text is cut with a mark, and a hidden sheet holds what follows.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from mysteryshop.clock import local
from mysteryshop.errors import InputError
from mysteryshop.journey import Record

from .csv_tables import jsonable
from .dictionary_sheet import EXACT, exact_columns, write_dictionary
from .long_texts import CUT, Continued, fitted, is_cut
from .safe_text import is_dangerous, storable
from .sheet_looks import Looks, name_book, set_pages
from .tables import TABLES, Column, Table

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 1_048_576
_ROW_NAMES = ("journey", "plan", "template", "id", "key")  # by these cells a row is found again, wherever it was moved
_SAFE_WHOLE = 1 << 53  # beyond it Excel does not tell neighbours apart
_FIRST = datetime(1900, 3, 1)  # noqa: DTZ001  (Excel knows no zones; before this day its calendar is wrong)
_DAYS = ("date", "date or text")  # kinds of columns whose texts are days, or may be
_OPTIONS = {
    "constant_memory": True,  # rows go to disk as they come
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write(records: Iterable[Record], path: Path) -> None:
    """The workbook; InputError where a sheet would be too long for Excel."""
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    with path.open("wb") as stream, TemporaryDirectory(prefix="mysteryshop-") as folder:
        book = Workbook(stream, {**_OPTIONS, "tmpdir": folder})
        try:
            _fill(book, records)
            book.close()
        except FileCreateError as error:  # it wraps what the disk said
            raise error.args[0] from error
        finally:
            for sheet in book.worksheets():  # after a failure the rows so far still lie open in the folder
                sheet._opt_close()


def row_name(table: Table, cells: Mapping[str, Any]) -> str:
    """What tells a row from all others of its table, by its columns."""
    own = {column.name for column in table.columns if not column.derived}
    return " ".join(str(cells.get(name, "")) for name in _ROW_NAMES if name in own)


def _fill(book: Workbook, records: Iterable[Record]) -> None:
    looks, rest = Looks(book), Continued(partial(_added, book))
    sheets = {table.name: _Sheet(_added(book, table.name.capitalize()), table, looks, rest) for table in TABLES}
    explained: Worksheet = book.add_worksheet("Dictionary")
    seen: set[tuple[str, Any]] = set()
    journeys = demo = 0
    for record in records:
        journeys, demo = journeys + 1, demo + record.journey.demo
        for table in TABLES:
            if not (table.shared and (table.name, record.template) in seen):
                sheets[table.name].add(record)
            seen.add((table.name, record.template))
    for sheet in sheets.values():
        sheet.close()
    write_dictionary(explained, looks, continued=rest.used)
    name_book(book, journeys, demo)


class _Sheet:
    """One sheet under construction: the next row, and how its cells look."""

    def __init__(self, sheet: Worksheet, table: Table, looks: Looks, rest: Continued) -> None:
        self._sheet, self._table, self._looks, self._rest = sheet, table, looks, rest
        self._row = 1
        names = [column.name for column in table.columns]
        exact = exact_columns(table)
        self._exact = {name: len(names) + place for place, name in enumerate(exact)}
        self._width = len(names) + len(exact)
        looks.head(sheet, [*names, *(name + EXACT for name in exact)])
        set_pages(sheet, looks.set_columns(sheet, table.columns))
        if exact:
            sheet.set_column(len(names), self._width - 1, 34, looks.plain, {"hidden": True})

    def add(self, record: Record) -> None:
        """The rows of one journey."""
        for row in self._table.rows(record):
            if self._row >= MOST_ROWS:
                title = f"The sheet {self._table.name} would have more than the {MOST_ROWS:,} rows that Excel holds."
                raise InputError(title, "Export fewer journeys, or all of them as tables (.zip).")
            for place, (value, column) in enumerate(zip(row, self._table.columns, strict=True)):
                if value is None:
                    continue
                if column.kind == "time":
                    self._time(place, value, column, record)
                elif isinstance(value, (int, float)):
                    self._plain(place, value)
                elif column.kind in _DAYS and (day := _day(value)) is not None:
                    self._sheet.write_datetime(self._row, place, day, self._looks.day)
                else:
                    text = value if isinstance(value, str) else json.dumps(jsonable(value), ensure_ascii=False)
                    self._text(place, storable(text), row)
            self._row += 1

    def close(self) -> None:
        """The filter over all rows, hidden columns with them: what is sorted stays together."""
        self._sheet.autofilter(0, 0, max(1, self._row - 1), self._width - 1)

    def _time(self, place: int, value: int, column: Column, record: Record) -> None:
        exact = local(value, record.journey.zone)
        there = exact.replace(tzinfo=None)
        if there >= _FIRST:
            self._sheet.write_datetime(self._row, place, there, self._looks.time)
        else:
            self._sheet.write_string(self._row, place, there.isoformat(" "))
        if column.name in self._exact:
            text = exact.isoformat(timespec="microseconds")
            self._sheet.write_string(self._row, self._exact[column.name], text)

    def _plain(self, place: int, value: float) -> None:
        if isinstance(value, bool):
            self._sheet.write_boolean(self._row, place, value)
        elif isinstance(value, int) and abs(value) > _SAFE_WHOLE:
            self._sheet.write_string(self._row, place, str(value))
        else:
            fraction = not float(value).is_integer()
            self._sheet.write_number(self._row, place, value, self._looks.fraction if fraction else None)

    def _text(self, place: int, text: str, row: Sequence[Any]) -> None:
        cell = fitted(text)
        if cell:
            self._sheet.write_string(self._row, place, cell, self._looks.quoted if is_dangerous(cell) else None)
        if (cell != text or is_cut(cell)) and self._table.kind is not None:
            columns = [column.name for column in self._table.columns]
            name = storable(row_name(self._table, dict(zip(columns, row, strict=True))))
            self._rest.add(self._table.name, name, columns[place], text[len(cell) - len(CUT) :])


def _day(text: str) -> datetime | None:
    """The day that a text is, where a cell that holds it as a date gives the same text back."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.isoformat() == f"{text}T00:00:00" and found >= _FIRST else None


def _added(book: Workbook, name: str) -> Worksheet:
    from .exact_sheet import ExactSheet

    sheet: Worksheet = book.add_worksheet(name, ExactSheet)
    return sheet
