"""Whole journeys from the tables that mysteryshop.exports.csv_tables writes, in one .zip.

A spreadsheet may have saved them anew with semicolons, tabs or bars between the cells, and with decimal commas: those
are taken where they can mean nothing else.
"""

from __future__ import annotations

import csv
import json
import re
import zlib
from collections.abc import Generator, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from io import TextIOWrapper
from itertools import chain
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from mysteryshop.errors import InputError
from mysteryshop.exports.safe_text import freed
from mysteryshop.exports.tables import Table

from . import tables
from .batch import Batch, whole
from .columns import NAMED, delimiter_of
from .tables import REMEDY, Kind, titles, wrong

MOST_UNPACKED = 256_000_000  # bytes of all tables together: they are read whole
SMALLER = "Export the journeys as .json instead: that comes in a journey at a time. Nothing was imported."
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_IN_WORDS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+")  # or, with one comma, little more than one with three decimals


def read(path: Path) -> Batch:
    """The journeys of an archive; InputError names table, line, column, what was found and what is expected."""
    try:
        with ZipFile(path) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MOST_UNPACKED:
                raise InputError(_too_much(path.name), SMALLER)
            source = _Archive(archive, path.name)
            absent = tables.absent(source)
            if absent is not None:
                title = f"{path.name} holds no journeys: expected {absent}.csv in it."
                raise InputError(title, "Choose an archive of tables that this app wrote; nothing was imported.")
            return whole(path.name, "tables", tables.records(source))
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error) as error:
        raise InputError(f"{path.name} is no archive that can be read: {str(error).rstrip('.')}.", REMEDY) from error


def _too_much(file: str) -> str:
    return f"{file} unpacks to more than {MOST_UNPACKED:,} bytes: tables are read whole, and that is the limit."


class _Archive:
    """The tables of one archive: a file each, whose rows are told by their line."""

    def __init__(self, archive: ZipFile, file: str) -> None:
        self._archive, self.file = archive, file
        self.kinds: Mapping[str, Kind] = _KINDS
        self._names = frozenset(archive.namelist())
        self._unpacked = 0

    def has(self, table: str) -> bool:
        return f"{table}.csv" in self._names

    def place(self, table: str, row: int = 0) -> str:
        return f"{table}.csv, line {row}" if row else f"{table}.csv"

    def rows(self, table: Table) -> Generator[tuple[int, list[str]], None, None]:
        with self._archive.open(f"{table.name}.csv") as raw, TextIOWrapper(raw, "utf-8-sig", newline="") as text:
            try:
                first = text.readline()
                named = NAMED.match(first)
                delimiter = named.group(1) if named else delimiter_of(first)
                reader = csv.reader(chain([first], text), delimiter=delimiter)
                if named:
                    next(reader)
                yield 1, self._header(table, reader, delimiter)
                line = reader.line_num + 1
                for cells in reader:
                    self._bounded(cells)
                    yield line, cells
                    line = reader.line_num + 1
            except (csv.Error, UnicodeDecodeError) as error:
                title = f"{self.file}, {self.place(table.name)}: this is no CSV in UTF-8 ({error})."
                raise InputError(title, REMEDY) from error

    def _header(self, table: Table, rows: Iterator[list[str]], delimiter: str) -> list[str]:
        """The titles; from now on numbers are read as in a table that is divided so."""
        header = titles(table, next(rows, []))
        if len(header) == 1:
            between = "columns with commas, semicolons, tabs or bars between them"
            raise wrong(self, (table.name, 1), "", header[0], between)
        expected = f"a number; with {_IN_WORDS[delimiter]} between the cells a comma may be decimal or group thousands"
        self.kinds = _KINDS | {"number": Kind(_number, "a number" if delimiter == "," else expected)}
        return header

    def _bounded(self, cells: list[str]) -> None:
        """An archive may lie about its size: what is read is counted as well."""
        self._unpacked += sum(map(len, cells))
        if self._unpacked > MOST_UNPACKED:
            raise InputError(_too_much(self.file), SMALLER)


def truth(cell: str) -> bool:
    """What a cell says that is true or false; ValueError where it says neither."""
    word = cell.strip().casefold()
    if word not in ("true", "false"):
        raise ValueError("neither true nor false")
    return word == "true"


def _number(cell: str) -> float:
    """A number, also with a decimal comma; ValueError where the comma may as well group thousands."""
    if _THOUSANDS.fullmatch(cell.strip()):
        raise ValueError("a comma that may be either")
    return float(cell.replace(",", ".") if cell.count(",") == 1 and "." not in cell else cell)


def _time(cell: str) -> int:
    found = datetime.fromisoformat(cell)
    if found.tzinfo is None:
        raise ValueError("no offset")
    return (found - _EPOCH) // timedelta(microseconds=1)


def texts(cell: str) -> tuple[str, ...]:
    """The texts of a JSON list; ValueError where it is none."""
    try:
        found = json.loads(cell)
    except RecursionError:
        raise ValueError("brackets too deep to read") from None
    if not isinstance(found, list) or not all(isinstance(item, str) for item in found):
        raise ValueError("no list of texts")
    return tuple(found)


_TEXT = Kind(freed, "a text")
_KINDS: dict[str, Kind] = {
    "text": _TEXT,
    "date": _TEXT,
    "date or text": _TEXT,
    "whole number": Kind(int, "a whole number"),
    "number": Kind(_number, "a number"),
    "true or false": Kind(truth, "true or false"),
    "time": Kind(_time, "a time such as 2026-11-14T10:22:08.000000+00:00"),
    "list": Kind(lambda cell: texts(freed(cell)), "a JSON list of texts"),
}
