"""Columns of a CSV file that anybody may have saved: delimiter, encoding and decimal sign are found out."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from io import StringIO
from math import nan
from pathlib import Path

from mysteryshop.errors import InputError

from .cells import decimal_comma, is_empty, number
from .decoding import decoded, packed

_DELIMITERS = ",;\t|"
MOST_BYTES = 256_000_000
_LOOKED_AT = 50  # lines from which the delimiter is found out
NAMED = re.compile(r"sep=([,;\t|])\r?\n")  # a first line in which a spreadsheet names the delimiter
_REMEDY = "Correct the file and run the command again."
_SHOWN = 40  # characters of a cell in an error


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with a header. `rows` all have its length; `lines` are their numbers in the file, counted from 1."""

    file: str
    delimiter: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]

    def find(self, name: str) -> int:
        """The place of the column with that name, whatever its case and spaces. InputError lists those there are."""
        exact = [index for index, title in enumerate(self.header) if title == name.strip()]
        found = exact or [index for index, title in enumerate(self.header) if _folded(title) == _folded(name)]
        if len(found) == 1:
            return found[0]
        if found:
            title = f'{self.file}, line 1: found {len(found)} columns called "{name.strip()}", expected one.'
            raise InputError(title, "Rename the others in the file.")
        close = get_close_matches(_folded(name), map(_folded, self.header), n=1)
        meant = "".join(f' (did you mean "{title}"?)' for title in self.header if close[:1] == [_folded(title)])
        listed = ", ".join(title or "(no name)" for title in self.header)
        raise InputError(
            f'{self.file} has no column "{name.strip()}"{meant}.', f"Its columns are: {_short(listed, 300)}."
        )

    def texts(self, name: str) -> list[str]:
        """The cells of a column, "" where one is empty or says that there is no value."""
        place = self.find(name)
        return ["" if is_empty(row[place]) else row[place] for row in self.rows]

    def numbers(self, name: str) -> list[float]:
        """The numbers of a column, NaN where a cell is empty. InputError names the first that is no number."""
        place = self.find(name)
        cells = [row[place] for row in self.rows]
        comma = decimal_comma(cells, self.delimiter)
        return [self._number(cell, line, place, comma) for cell, line in zip(cells, self.lines, strict=True)]

    def _number(self, cell: str, line: int, place: int, comma: bool) -> float:
        if is_empty(cell):
            return nan
        value = number(cell, comma)
        if value is None:
            where = f'{self.file}, line {line}, column "{self.header[place]}"'
            title = f'{where}: found "{_short(" ".join(cell.split()), _SHOWN)}", expected a number or an empty cell.'
            raise InputError(title, _REMEDY)
        return value


def read_sheet(file: Path) -> Sheet:
    """The table of a file. InputError where it cannot be read, is empty, or a row has more cells than the header."""
    try:
        if file.is_file() and file.stat().st_size > MOST_BYTES:
            raise InputError(
                f"{file} has more than {MOST_BYTES:,} bytes, too many for a table.", "Choose another file."
            )
        data = file.read_bytes()
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise InputError(f"{file} cannot be read: {why}.", "Check its name.") from error
    if refusal := packed(data[:8], file.name):
        raise refusal
    return sheet(_text(data, file.name), file.name)


def sheet(text: str, file: str) -> Sheet:
    """The table of a text; `file` is what errors call it. Blank lines do not count, missing last cells are empty."""
    if "\0" in text:
        raise InputError(f"{file} is no table in text: it holds zero bytes.", "Save it as CSV (UTF-8) and try again.")
    named = NAMED.match(text)
    delimiter = named.group(1) if named else delimiter_of(text)
    rows = _rows(text, file, delimiter)[1 if named else 0 :]
    if not rows:
        raise InputError(f"{file} is empty.", "Choose a CSV file with a header line and rows below it.")
    header = tuple(" ".join(title.split()) for title in rows[0][1])
    for line, cells in rows[1:]:
        if len(cells) > len(header):
            title = f"{file}, line {line}: found {len(cells)} cells, expected {len(header)} as in the header."
            raise InputError(title, "Put cells that hold the delimiter into quotation marks.")
    filled = tuple((*cells, *[""] * (len(header) - len(cells))) for _, cells in rows[1:])
    return Sheet(file, delimiter, header, filled, tuple(line for line, _ in rows[1:]))


def _text(data: bytes, file: str) -> str:
    try:
        return decoded(data, file)
    except InputError:
        # Older spreadsheets write the Windows code page; numbers and most names read the same in it.
        return data.decode("cp1252", errors="replace")


def _rows(text: str, file: str, delimiter: str) -> list[tuple[int, list[str]]]:
    """The rows that are not blank, trailing empty cells beyond the header cut, each with its first line's number."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)
    rows: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((line, _trimmed(cells, len(rows[0][1]) if rows else 0)))
            line = reader.line_num + 1
    except csv.Error as error:
        raise InputError(f"{file}, line {line}: this is no CSV ({error}).", _REMEDY) from error
    return rows


def _trimmed(cells: Sequence[str], least: int) -> list[str]:
    """The cells without outer spaces, and without empty ones at the end beyond the header's."""
    result = [cell.strip() for cell in cells]
    while len(result) > max(least, 1) and not result[-1]:
        result.pop()
    return result


def delimiter_of(text: str) -> str:
    """The delimiter that divides the header and, of those, most of the first lines into the same number of cells."""
    lines = [line for line in text.splitlines()[: 4 * _LOOKED_AT] if line.strip()][:_LOOKED_AT]
    return max(_DELIMITERS, key=lambda delimiter: _fits(lines, delimiter))


def _fits(lines: Iterable[str], delimiter: str) -> tuple[int, int]:
    """How many lines have as many cells as the header, and how many cells that is; nothing where it has but one."""
    try:
        sizes = [len(cells) for cells in csv.reader(lines, delimiter=delimiter, skipinitialspace=True)]
    except csv.Error:
        return 0, 0
    return (sizes.count(sizes[0]), sizes[0]) if sizes and sizes[0] > 1 else (0, 0)


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
