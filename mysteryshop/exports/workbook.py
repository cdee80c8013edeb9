"""Journeys as an Excel workbook: a sheet a table, typed cells, real dates, filters, and the data dictionary.

Times are local times at the place, to the millisecond: Excel knows no UTC offset (journeys.zone names the zone). No
cell is a formula or a link, whatever its text says. Excel holds 1,048,576 rows a sheet and 32,767 characters a cell;
more rows are refused, longer text is cut with a mark.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from mysteryshop.clock import local
from mysteryshop.errors import InputError
from mysteryshop.journey import Record

from .csv_tables import jsonable
from .safe_text import is_dangerous, storable
from .tables import TABLES, Column, Table, dictionary

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 1_048_576
_LONGEST = 32_767  # of a cell, in UTF-16 units
_CUT = " […]"
_FIRST = datetime(1900, 3, 1)  # noqa: DTZ001  (Excel knows no zones; before this day its calendar is wrong)
_WIDTHS = {"text": 18, "time": 20, "list": 24, "whole number": 10, "number": 12, "true or false": 9}
_WIDE = frozenset({"text", "why", "title", "about", "reason", "description", "note", "effect", "cause"})
_OPTIONS = {
    "constant_memory": True,  # rows go to disk as they come
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd hh:mm:ss",
}
_TITLES = ("Table", "Column", "Cells", "May be empty", "Meaning")


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


def _fill(book: Workbook, records: Iterable[Record]) -> None:
    sheets = {table.name: _Sheet(book, table) for table in TABLES}
    _write_dictionary(book)
    seen: set[tuple[str, Any]] = set()
    for record in records:
        for table in TABLES:
            if not (table.shared and (table.name, record.template) in seen):
                sheets[table.name].add(record)
            seen.add((table.name, record.template))
    for sheet in sheets.values():
        sheet.close()


class _Sheet:
    """One sheet under construction: the next row, and how its cells look."""

    def __init__(self, book: Workbook, table: Table) -> None:
        self._table = table
        self._sheet: Worksheet = book.add_worksheet(table.name.capitalize())
        self._row = 1
        self._quoted: Format = book.add_format({"quote_prefix": True})
        _head(book, self._sheet, [column.name for column in table.columns])
        for place, column in enumerate(table.columns):
            width = 48 if column.name in _WIDE else max(_WIDTHS[column.kind], len(column.name) + 3)
            self._sheet.set_column(place, place, width)

    def add(self, record: Record) -> None:
        """The rows of one journey."""
        for row in self._table.rows(record):
            if self._row >= MOST_ROWS:
                title = f"The sheet {self._table.name} would have more than the {MOST_ROWS:,} rows that Excel holds."
                raise InputError(title, "Export fewer journeys, or all of them as tables (.zip).")
            for place, (value, column) in enumerate(zip(row, self._table.columns, strict=True)):
                if value is not None:
                    self._cell(place, value, column, record)
            self._row += 1

    def close(self) -> None:
        """The filter over all rows."""
        self._sheet.autofilter(0, 0, max(1, self._row - 1), len(self._table.columns) - 1)

    def _cell(self, place: int, value: Any, column: Column, record: Record) -> None:
        if column.kind == "time":
            there = local(value, record.journey.zone).replace(tzinfo=None)
            if there >= _FIRST:
                self._sheet.write_datetime(self._row, place, there)
            else:
                self._sheet.write_string(self._row, place, there.isoformat(" "))
        elif column.kind == "list":
            self._text(place, json.dumps(jsonable(value), ensure_ascii=False))
        elif column.kind == "text":
            self._text(place, value)
        elif isinstance(value, bool):
            self._sheet.write_boolean(self._row, place, value)
        else:
            self._sheet.write_number(self._row, place, value)

    def _text(self, place: int, text: str) -> None:
        text = fitted(storable(text))
        if text:
            self._sheet.write_string(self._row, place, text, self._quoted if is_dangerous(text) else None)


def fitted(text: str) -> str:
    """The text, cut where a cell cannot hold it."""
    if len(text) * 2 <= _LONGEST or len(text.encode("utf-16-le")) // 2 <= _LONGEST:
        return text
    kept = text.encode("utf-16-le")[: 2 * (_LONGEST - len(_CUT))]
    return kept.decode("utf-16-le", "ignore") + _CUT


def _write_dictionary(book: Workbook) -> None:
    sheet: Worksheet = book.add_worksheet("Dictionary")
    _head(book, sheet, _TITLES)
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    rows = list(dictionary())
    for number, row in enumerate(rows, start=1):
        for place, text in enumerate(row):
            sheet.write_string(number, place, text, wrapped)
    for place, width in enumerate((14, 32, 14, 14, 90)):
        sheet.set_column(place, place, width)
    sheet.autofilter(0, 0, len(rows), len(_TITLES) - 1)


def _head(book: Workbook, sheet: Worksheet, titles: Sequence[str]) -> None:
    bold = book.add_format({"bold": True, "bottom": 1})
    for place, title in enumerate(titles):
        sheet.write_string(0, place, title, bold)
    sheet.freeze_panes(1, 0)
