"""The sheets of a workbook as tables: a sheet each, whose rows are told by their number."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from functools import partial
from typing import Any

from mysteryshop.errors import InputError
from mysteryshop.exports.dictionary_sheet import EXACT, exact_columns
from mysteryshop.exports.long_texts import CONTINUED, CUT, is_cut
from mysteryshop.exports.tables import TABLES, Table
from mysteryshop.exports.workbook import MOST_ROWS, row_name
from mysteryshop.imports.csv_tables import MOST_UNPACKED, SMALLER
from mysteryshop.imports.report import Progress, counted
from mysteryshop.imports.tables import Kind, titles, wrong
from mysteryshop.notation.found import NotUnderstood
from mysteryshop.notation.when import time_zone

from .cells import KINDS, day, unescaped
from .parts import unreadable
from .times import Time

_WIDEST = 512  # columns: ours, and what others put beside them
_STEP = 1000  # rows between two words of progress
_Rows = Generator[tuple[int, Sequence[Any]], None, None]


class Sheets:
    """The tables of one workbook, as openpyxl opened it; `formulas` is the same with formulas instead of their values.

    `begin` comes before any row: it reads what goes beyond a cell.
    """

    def __init__(self, book: Any, formulas: Any, file: str, progress: Progress) -> None:
        self.file, self._book, self._formulas, self._progress = file, book, formulas, progress
        days = Kind(partial(day, days=book.epoch), "a day such as 2026-11-21")
        time = Kind(self._instant, KINDS["time"].expected)
        self.kinds = {**KINDS, "time": time, "date": days, "date or text": days}
        self._sheets = {sheet.title.strip().casefold(): sheet for sheet in book.worksheets}
        own = [self._sheets[t.name] for t in TABLES if t.kind and t.name in self._sheets]
        self._whole = sum(sheet.max_row or 0 for sheet in own)
        self._done = self._read = self._cut = self._changed = 0
        self._zones: dict[str, str] = {}
        self._rest: dict[tuple[str, str, str], str] = {}

    def begin(self) -> None:
        """Read what follows the texts that are longer than a cell."""
        parts: dict[tuple[str, str, str], list[tuple[int, str]]] = {}
        if CONTINUED.casefold() not in self._sheets:
            return
        for cells in self._values(self._sheets[CONTINUED.casefold()], 2, 5):
            table, row, column, part, text = cells
            if isinstance(part, (int, float)) and isinstance(text, str):
                parts.setdefault((str(table), str(row), str(column)), []).append((int(part), self._text(text)))
        self._rest = {of: "".join(text for _, text in sorted(found)) for of, found in parts.items()}

    def notes(self) -> list[str]:
        """What should be known of how it was read."""
        told = []
        if self._cut:
            told.append(f"Cut at their end, because no cell holds more: {counted(self._cut, 'text')}.")
        if self._changed:
            how = "changed there or without the hidden exact one"
            told.append(f"As the workbook shows them, {how}: {counted(self._changed, 'time')}.")
        return told

    def has(self, table: str) -> bool:
        """Whether there is a sheet of that name, however it is written."""
        return table in self._sheets

    def place(self, table: str, row: int = 0) -> str:
        """Sheet and row as a spreadsheet shows them."""
        name = self._sheets[table].title
        return f"{name}, row {row}" if row else name

    def rows(self, table: Table) -> _Rows:
        """The header and all rows but empty ones; times with what stands beside them."""
        sheet = self._sheets[table.name]
        header = titles(table, _header(next(self._values(sheet, 1, _WIDEST), ())))
        yield 1, header
        places = {name: place for place, name in enumerate(header)}
        times = [(places[n], places.get(n + EXACT)) for n in exact_columns(table) if n in places]
        for number, cells in enumerate(self._values(sheet, 2, len(header)), start=2):
            self._step()
            if any(cells):  # a sheet may go on for a million rows of nothing
                row = [self._text(cell) if isinstance(cell, str) else cell for cell in cells]
                self._go_on(table, header, row)
                zone = self._zone(table, number, dict(zip(header, row, strict=True)))
                for place, exact in times:
                    if row[place] not in (None, ""):
                        row[place] = Time(row[place], None if exact is None else row[exact], zone, self._book.epoch)
                yield number, row

    def _values(self, sheet: Any, first: int, width: int) -> Iterator[Sequence[Any]]:
        """The cells of each row from that one on; what openpyxl cannot read is told as what it is."""
        asked = {"min_row": first, "max_row": MOST_ROWS, "max_col": max(1, width)}
        try:
            if self._formulas is None:
                yield from sheet.iter_rows(**asked, values_only=True)
                return
            formulas = self._formulas[sheet.title].iter_rows(**asked)
            for number, both in enumerate(zip(sheet.iter_rows(**asked), formulas, strict=True), start=first):
                yield [self._sure(sheet, number, *cells) for cells in zip(*both, strict=True)]
        except InputError:
            raise
        except Exception as error:  # a spoilt file makes it raise whatever there is
            raise unreadable(self.file, error) from error

    def _sure(self, sheet: Any, number: int, cell: Any, formula: Any) -> Any:
        """A cell's value; InputError for an error, and for a formula that nobody has worked out."""
        worked_out = formula.data_type != "f" or cell.value is not None
        if cell.data_type != "e" and worked_out:
            return cell.value
        found = cell.value if worked_out else formula.value
        where = f"{self.file}, {sheet.title}, row {number}, cell {formula.coordinate}"
        title = f"{where}: found “{str(found)[:60]}”, expected a value."
        raise InputError(title, "Correct the cell and save the workbook in a spreadsheet; nothing was imported.")

    def _text(self, cell: str) -> str:
        """What a cell says. A workbook may hold one text in a million cells: what is read is counted."""
        self._read += len(cell)
        if self._read > MOST_UNPACKED:
            raise InputError(f"{self.file} holds more than {MOST_UNPACKED:,} characters, which is the limit.", SMALLER)
        return unescaped(cell)

    def _go_on(self, table: Table, header: Sequence[str], row: list[Any]) -> None:
        """What was cut goes on with what the hidden sheet has of it."""
        for place, cell in enumerate(row):
            if isinstance(cell, str) and is_cut(cell):
                of = (table.name, row_name(table, dict(zip(header, row, strict=True))), header[place])
                if of in self._rest:
                    row[place] = cell.removesuffix(CUT) + self._rest[of]
                else:
                    self._cut += 1

    def _zone(self, table: Table, number: int, cells: dict[str, Any]) -> str:
        """The zone of a row's journey; its own row comes before all others."""
        if table.name != "journeys":
            return self._zones.get(str(cells.get("journey")), "UTC")
        zone = str(cells.get("zone", "UTC") or "")
        try:
            self._zones[str(cells.get("id"))] = time_zone(zone).key
        except NotUnderstood as error:
            raise wrong(self, (table.name, number), "zone", zone, error.expected) from None
        return zone

    def _instant(self, cell: Any) -> int:
        if not isinstance(cell, Time):
            raise ValueError("no time")
        at, exact = cell.read()
        self._changed += not exact
        return at

    def _step(self) -> None:
        self._done += 1
        if self._done % _STEP == 0:
            self._progress("reading", min(self._done, self._whole), self._whole)


def _header(cells: Sequence[Any]) -> list[str]:
    """The titles of the columns; columns without one are nobody's."""
    titles = [cell.strip().casefold() if isinstance(cell, str) else "" for cell in cells]
    while titles and not titles[-1]:
        titles.pop()
    return titles
