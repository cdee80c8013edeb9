"""Journeys as an Excel workbook: a sheet a table, typed cells, real dates, filters, and the data dictionary.

Times are local times at the place, to the millisecond: Excel knows no UTC offset (journeys.zone names the zone). So a
hidden column at the right end of the sheet holds each of them exactly, and import takes that wherever the time that is
seen still says the same. No cell is a formula or a link, whatever its text says. Excel holds 1,048,576 rows a sheet and
32,767 characters a cell; more rows are refused, longer text is cut with a mark, and a hidden sheet holds what follows.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from mysteryshop.clock import local
from mysteryshop.errors import InputError
from mysteryshop.journey import Record

from .csv_tables import jsonable
from .long_texts import ABOUT_CONTINUED, CONTINUED, CUT, Continued, fitted
from .safe_text import is_dangerous, storable
from .tables import TABLES, Column, Table, dictionary

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 1_048_576
EXACT = "_exact"  # behind the name of a column of times: the hidden one that has them to the microsecond
_ROW_NAMES = ("journey", "template", "id", "key")  # the cells by which a row is found again, wherever it was moved to
_SAFE_WHOLE = 1 << 53  # beyond it Excel does not tell neighbours apart
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
_ABOUT_EXACT = (
    "Hidden: {} to the microsecond, with its UTC offset. Import takes it where {} still shows that time; where "
    "somebody changed {}, that holds, as local time in the journey's zone."
)


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


def exact_columns(table: Table) -> tuple[str, ...]:
    """The columns of times of a table that is read back: each has a hidden one beside it."""
    return tuple(c.name for c in table.columns if c.kind == "time") if table.kind is not None else ()


def row_name(table: Table, cells: Mapping[str, Any]) -> str:
    """What tells a row from all others of its table, by its columns."""
    own = {column.name for column in table.columns if not column.derived}
    return " ".join(str(cells.get(name, "")) for name in _ROW_NAMES if name in own)


def _fill(book: Workbook, records: Iterable[Record]) -> None:
    rest = Continued(partial(_added, book))
    sheets = {table.name: _Sheet(book, table, rest) for table in TABLES}
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

    def __init__(self, book: Workbook, table: Table, rest: Continued) -> None:
        self._table, self._rest = table, rest
        self._sheet = _added(book, table.name.capitalize())
        self._row = 1
        self._quoted: Format = book.add_format({"quote_prefix": True})
        names = [column.name for column in table.columns]
        exact = exact_columns(table)
        self._exact = {name: len(names) + place for place, name in enumerate(exact)}
        self._width = len(names) + len(exact)
        _head(book, self._sheet, [*names, *(name + EXACT for name in exact)])
        for place, column in enumerate(table.columns):
            width = 48 if column.name in _WIDE else max(_WIDTHS[column.kind], len(column.name) + 3)
            self._sheet.set_column(place, place, width)
        if exact:
            self._sheet.set_column(len(names), self._width - 1, 34, None, {"hidden": True})

    def add(self, record: Record) -> None:
        """The rows of one journey."""
        for row in self._table.rows(record):
            if self._row >= MOST_ROWS:
                title = f"The sheet {self._table.name} would have more than the {MOST_ROWS:,} rows that Excel holds."
                raise InputError(title, "Export fewer journeys, or all of them as tables (.zip).")
            for place, (value, column) in enumerate(zip(row, self._table.columns, strict=True)):
                if value is None:
                    continue
                if column.kind in ("text", "list"):
                    text = value if column.kind == "text" else json.dumps(jsonable(value), ensure_ascii=False)
                    self._text(place, storable(text), row)
                elif column.kind == "time":
                    self._time(place, value, column, record)
                else:
                    self._plain(place, value)
            self._row += 1

    def close(self) -> None:
        """The filter over all rows, hidden columns with them: what is sorted stays together."""
        self._sheet.autofilter(0, 0, max(1, self._row - 1), self._width - 1)

    def _time(self, place: int, value: int, column: Column, record: Record) -> None:
        exact = local(value, record.journey.zone)
        there = exact.replace(tzinfo=None)
        if there >= _FIRST:
            self._sheet.write_datetime(self._row, place, there)
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
            self._sheet.write_number(self._row, place, value)

    def _text(self, place: int, text: str, row: Sequence[Any]) -> None:
        cell = fitted(text)
        if cell:
            self._sheet.write_string(self._row, place, cell, self._quoted if is_dangerous(cell) else None)
        if cell != text and self._table.kind is not None:
            columns = [column.name for column in self._table.columns]
            name = storable(row_name(self._table, dict(zip(columns, row, strict=True))))
            self._rest.add(self._table.name, name, columns[place], text[len(cell) - len(CUT) :])


def _added(book: Workbook, name: str) -> Worksheet:
    from .exact_sheet import ExactSheet

    sheet: Worksheet = book.add_worksheet(name, ExactSheet)
    return sheet


def _write_dictionary(book: Workbook) -> None:
    sheet: Worksheet = book.add_worksheet("Dictionary")
    _head(book, sheet, _TITLES)
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    rows = list(_explained())
    for number, row in enumerate(rows, start=1):
        for place, text in enumerate(row):
            sheet.write_string(number, place, text, wrapped)
    for place, width in enumerate((14, 32, 14, 14, 90)):
        sheet.set_column(place, place, width)
    sheet.autofilter(0, 0, len(rows), len(_TITLES) - 1)


def _explained() -> Iterator[tuple[str, str, str, str, str]]:
    """The data dictionary, with what only a workbook has."""
    for table in TABLES:
        yield from dictionary([table])
        for name in exact_columns(table):
            yield table.name, name + EXACT, "text", "yes", _ABOUT_EXACT.format(name, name, name)
    yield CONTINUED.casefold(), "", "table", "", ABOUT_CONTINUED


def _head(book: Workbook, sheet: Worksheet, titles: Sequence[str]) -> None:
    bold = book.add_format({"bold": True, "bottom": 1})
    for place, title in enumerate(titles):
        sheet.write_string(0, place, title, bold)
    sheet.freeze_panes(1, 0)
