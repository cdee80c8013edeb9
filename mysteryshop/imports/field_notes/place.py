"""The lines of a file of notes, and the sentence that names the one that stops the import."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from mysteryshop.notation import NotUnderstood

REMEDY = "Correct the line and import again; nothing was imported."
_TAIL = re.compile(r"(rate|verdict)(?:\s|$)", re.IGNORECASE)
_TIMED = re.compile(r"\d")
_HEADER = re.compile(r"([A-Za-z][\w. -]*?)\s*[:：]\s*(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Row:
    """One line that is not blank, with its number in the file, counted from 1."""

    number: int
    text: str

    @property
    def timed(self) -> bool:
        """Whether it begins like a timed line."""
        return _TIMED.match(self.text) is not None

    @property
    def tail(self) -> bool:
        """Whether it is a rating or a verdict."""
        return _TAIL.match(self.text) is not None

    @property
    def header(self) -> tuple[str, str] | None:
        """Key and value of a line `key: value`; None where it is none."""
        match = None if self.timed or self.tail else _HEADER.fullmatch(self.text)
        return (match.group(1).casefold(), match.group(2)) if match else None


@dataclass(frozen=True, slots=True)
class Notes:
    """A file of notes: its name as errors call it, and its lines: the header's, then the rest."""

    file: str
    head: tuple[Row, ...]
    body: tuple[Row, ...]

    @classmethod
    def of(cls, text: str, file: str) -> Notes:
        """Split a text into lines; any line break counts, blank lines and a byte order mark do not."""
        stripped = (line.strip() for line in text.removeprefix("\ufeff").splitlines())
        rows = [Row(number, line) for number, line in enumerate(stripped, start=1) if line]
        first = next((i for i, row in enumerate(rows) if row.timed or row.tail), len(rows))
        return cls(file, tuple(rows[:first]), tuple(rows[first:]))

    def refuse(self, row: Row | int, found: str, expected: str) -> NotUnderstood:
        """The error of a line, to be raised."""
        number = row if isinstance(row, int) else row.number
        return NotUnderstood(found, expected).at(f"{self.file}, line {number}: ", REMEDY)

    @contextmanager
    def line(self, row: Row | int) -> Iterator[None]:
        """Names the file and the line in whatever does not parse inside."""
        try:
            yield
        except NotUnderstood as error:
            raise self.refuse(row, error.found, error.expected) from error
