"""A first look at a table of events, before anything is read: its columns, what they seem to be, its first rows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from mysteryshop.errors import InputError
from mysteryshop.imports import own_tables

from . import csv_log
from .guessing import ROLES, guess
from .times import NoTime, Order, order_of, reader, reader_of

SAMPLE = 2_000  # rows that are looked at
SHOWN = 8  # of them, rows that are shown
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_OFFSET = re.compile(r"(?:Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Look:
    """What the first rows of a file show. `guessed` holds for each role a column's place and how sure that is (0..1).

    A role for which no column fits is not in it.
    """

    file: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    guessed: Mapping[str, tuple[int, float]]

    def title(self, place: int) -> str:
        """A column's name, as `find` takes it; `column 3` where it has none."""
        return self.header[place] or f"column {place + 1}"

    def cells(self, place: int) -> list[str]:
        """What stands in a column, without empty cells."""
        return [row[place] for row in self.rows if row[place]]

    def order(self, place: int) -> Order | Literal["either"] | None:
        """Which of two numbers of a date is the day; None where the question does not arise."""
        return order_of(self.cells(place))

    def needs_zone(self, place: int) -> bool:
        """Whether a column's times say nothing of where they are told; plain numbers count from 1970 in UTC."""
        cells = self.cells(place)
        numbers = all(cell.replace(".", "", 1).isdecimal() and len(cell) != 8 for cell in cells)
        return bool(cells) and not numbers and not all(_has_offset(cell) for cell in cells)

    def unread(self, place: int, zone: str, order: Order | None) -> str | None:
        """The first cell of a column that is no time; None where all are."""
        read = reader(zone, order)
        for cell in self.cells(place):
            try:
                read(cell)
            except NoTime:
                return cell
        return None

    def first_event(self, places: Sequence[int], zone: str, order: Order | None) -> tuple[str, str, str] | None:
        """Case, activity and time of the first whole row as they would be read, the time in that zone."""
        read = reader(zone, order)
        for row in self.rows:
            case, activity, time = (row[place] for place in places)
            if case and activity and time:
                try:
                    at = _EPOCH + timedelta(microseconds=read(time))
                    local = at.astimezone(ZoneInfo(zone))
                    return case, activity, f"{local.day} {local:%b %Y, %H:%M:%S} {zone}"
                except (NoTime, OverflowError):
                    return None
        return None


def look(path: Path, zone: str = "UTC") -> Look:
    """The first rows of a table; InputError where it is none, or too narrow for events."""
    header, rows = csv_log.first_rows(path, SAMPLE)
    filled = tuple(tuple(cell.strip() for cell in (*row, *[""] * len(header))[: len(header)]) for row in rows)
    if not filled:
        raise InputError(f"{path.name} has a header and no rows: there is nothing to import.", "Choose another file.")
    own_tables.check(path.name, header)
    found = guess(header, filled, lambda cells: reader_of(cells, zone))
    guessed = {role: (each.place, each.confidence) for role, each in found.items() if each is not None}
    return Look(path.name, header, filled, {role: guessed[role] for role in ROLES if role in guessed})


def holding(words: str) -> re.Pattern[str] | None:
    """What finds activities that hold any of these words, divided by commas, whatever their case; None for no word."""
    parts = [re.escape(part.strip()) for part in words.split(",") if part.strip()]
    return re.compile("|".join(parts), re.IGNORECASE) if parts else None


def activities(looked: Look, place: int) -> list[str]:
    """The different activities of the first rows, in the order in which they first appear."""
    return list(islice(dict.fromkeys(looked.cells(place)), 1_000))


def _has_offset(cell: str) -> bool:
    """`2026-11-14T10:22+01:00`, `... Z`; the -14 of a bare date is none."""
    time = cell.strip()[10:] if len(cell.strip()) > 10 else ""
    return _OFFSET.search(time) is not None
