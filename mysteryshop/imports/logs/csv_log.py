"""Event logs as tables: one row an event, with columns for case, activity and time. Read row by row."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import TextIOWrapper
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from mysteryshop.errors import InputError
from mysteryshop.imports import own_tables
from mysteryshop.imports.columns import NAMED, Sheet, delimiter_of
from mysteryshop.imports.decoding import marked, packed
from mysteryshop.imports.report import Progress, Report
from mysteryshop.journey import Instant
from mysteryshop.permitted import in_calendar

from .event_log import Case, EventLog
from .guessing import ROLES, SURE, guess
from .times import NoTime, Order, order_of, reader, reader_of

_SAMPLE = 2_000  # rows from which columns and the order of dates are found out
_WIDEST = 1_000  # columns: of each pair is asked whether it is case and activity
_EVERY = 1_000  # rows between two words of progress
_OPTIONS = {"case": "--case", "activity": "--activity", "time": "--time"}
_NOTHING = "nothing was imported."


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns that somebody named, "" where none; `confirm` is asked about a guess that is not sure."""

    case: str = ""
    activity: str = ""
    time: str = ""
    order: Order | None = None
    confirm: Callable[[str], bool] | None = None
    places: tuple[int, int, int] | None = None  # of case, activity and time, where they were shown and chosen

    @property
    def any(self) -> bool:
        """Whether any was named."""
        return bool(self.case or self.activity or self.time)

    def named(self, role: str) -> str:
        """The column named for a role."""
        return {"case": self.case, "activity": self.activity, "time": self.time}[role]


@dataclass(frozen=True, slots=True)
class _Layout:
    """How the file is to be read: where case, activity and time stand, and what reads a time."""

    case: int
    activity: int
    time: int
    width: int
    instant: Callable[[str], Instant]


def read(path: Path, zone: str, columns: Columns, report: Report, progress: Progress) -> EventLog:
    """The log of a table. InputError names line, what was found and what is expected."""
    encoding, size = _encoding(path), path.stat().st_size
    header, sample = _sample(path, encoding, _SAMPLE)
    if not columns.any and columns.places is None:
        own_tables.check(path.name, header)
    layout = _layout(header, sample, zone, columns, path.name, report)
    with path.open("rb") as file, _text(file, encoding) as text:
        return _events(text, path, layout, report, lambda: progress("reading", min(file.tell(), size), size))


def first_rows(path: Path, most: int) -> tuple[tuple[str, ...], list[list[str]]]:
    """The header and at most so many rows; InputError where the file cannot be read or has too few columns."""
    try:
        header, sample = _sample(path, _encoding(path), most)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise InputError(f"{path} cannot be read: {why}.", "Nothing was imported; check its name.") from error
    return tuple(" ".join(title.split()) for title in header), [row for _, row in sample]


def _sample(path: Path, encoding: str, most: int) -> tuple[list[str], list[tuple[int, list[str]]]]:
    with path.open("rb") as file, _text(file, encoding) as text:
        rows = _rows(text, path.name)
        _, header = next(rows, (0, []))
        if any("\0" in title for title in header):
            _check_text(path)
            raise InputError(
                f"{path.name} is no table in text: it holds zero bytes.", f"Save it as CSV (UTF-8); {_NOTHING}"
            )
        if len(header) < 3:
            title = f"{path.name}, line 1: found {len(header)} columns, expected case, activity and time at least."
            raise InputError(title, f"Choose a table with a header; {_NOTHING}")
        if len(header) > _WIDEST:
            title = f"{path.name}, line 1: found {len(header):,} columns, expected {_WIDEST:,} at most."
            raise InputError(title, f"Leave out those that are neither case, activity nor time; {_NOTHING}")
        return header, list(islice(rows, most))


def _check_text(path: Path) -> None:
    """InputError where a workbook or an archive was named like a table."""
    with path.open("rb") as file:
        if refusal := packed(file.read(8), path.name):
            raise refusal


def _events(text: TextIOWrapper, path: Path, layout: _Layout, report: Report, tell: Callable[[], None]) -> EventLog:
    log = EventLog(path.stem)
    cases: dict[str, Case | None] = {}  # None: no row of it could be read yet
    for number, (line, row) in enumerate(islice(_rows(text, path.name), 1, None)):
        if number % _EVERY == 0:
            tell()
        _event(log, cases, layout, path.name, line, row, report)
    for name in (name for name, case in cases.items() if case is None):
        report.skip("cases without a row that could be read", name[:60])
    return log


def _event(
    log: EventLog, cases: dict[str, Case | None], layout: _Layout, file: str, line: int, row: list[str], report: Report
) -> None:
    """One row as an event, or as something to be left out."""
    if len(row) > layout.width and any(cell.strip() for cell in row[layout.width :]):
        title = f"{file}, line {line}: found {len(row)} cells, expected {layout.width} as in the header."
        raise InputError(title, f"Put cells that hold the delimiter into quotation marks; {_NOTHING}")
    row += [""] * (layout.width - len(row))
    name, activity, time = row[layout.case].strip(), row[layout.activity].strip(), row[layout.time].strip()
    missing = next((role for role, cell in zip(ROLES, (name, activity, time), strict=True) if not cell), None)
    if missing:
        report.skip(f"rows without {'an' if missing == 'activity' else 'a'} {missing}", f"line {line}")
        if name:
            cases.setdefault(name, None)
        return
    try:
        case = cases.get(name)
        if case is None:
            case = cases[name] = log.case(name)
        log.add(case, activity, _at(layout, time))
    except NoTime:
        title = f'{file}, line {line}: found "{time[:60]}", expected a time such as 2026-11-14T10:22:08+00:00.'
        raise InputError(title, f"Correct the file, or name another column with --time; {_NOTHING}") from None
    except InputError as error:
        raise InputError(f"{file}, line {line}: {error.title}.", f"{error.remedy} Now {_NOTHING}") from error


def _at(layout: _Layout, text: str) -> Instant:
    at = layout.instant(text)
    if not in_calendar(at):
        raise NoTime("no calendar has it")
    return at


def _layout(
    header: list[str], sample: list[tuple[int, list[str]]], zone: str, columns: Columns, file: str, report: Report
) -> _Layout:
    """Where case, activity and time stand: as named, else as guessed and sure, or confirmed."""
    sheet = Sheet(file, ",", tuple(" ".join(title.split()) for title in header), (), ())
    rows = [[cell.strip() for cell in (*row, *[""] * len(header))][: len(header)] for _, row in sample]
    places = {role: sheet.find(columns.named(role)) for role in ROLES if columns.named(role)}
    if columns.places is not None:
        places = dict(zip(ROLES, columns.places, strict=True))
    wanted = [role for role in ROLES if role not in places]
    if wanted:
        places |= _guessed(sheet, rows, wanted, set(places.values()), zone, columns, report)
    order = columns.order or order_of(row[places["time"]] for row in rows)
    if order == "either":
        found = next(row[places["time"]] for row in rows if row[places["time"]])
        title = f'{file}: found dates such as "{found[:40]}", in which day and month cannot be told apart.'
        raise InputError(title, f"Say which comes first: --dates dmy or --dates mdy; {_NOTHING}")
    return _Layout(places["case"], places["activity"], places["time"], len(header), reader(zone, order))


def _guessed(
    sheet: Sheet, rows: list[list[str]], wanted: list[str], taken: set[int], zone: str, columns: Columns,
    report: Report,
) -> dict[str, int]:  # fmt: skip
    """The columns that nobody named; InputError where they cannot be told, or the guess is turned down."""
    blanked = [[("" if place in taken else cell) for place, cell in enumerate(row)] for row in rows]
    guessed = guess(sheet.header, blanked, lambda cells: reader_of(cells, zone, columns.order))
    found = {role: each for role, each in guessed.items() if role in wanted}
    lacking = [role for role in wanted if found[role] is None]
    if lacking:
        title = f"{sheet.file}: found no column that can be the {' or the '.join(lacking)} of an event."
        options = " ".join(f"{_OPTIONS[role]} COLUMN" for role in lacking)
        listed = ", ".join(title or "(no name)" for title in sheet.header)[:200]
        raise InputError(title, f"Name it with {options}; the columns are {listed}.")
    sure = {role: each for role, each in found.items() if each is not None}
    told = ", ".join(f'{r} = "{sheet.header[g.place]}" ({g.confidence:.0%})' for r, g in sure.items())
    if min(g.confidence for g in sure.values()) < SURE and not (columns.confirm and columns.confirm(told)):
        options = " ".join(f'{_OPTIONS[role]} "{sheet.header[g.place]}"' for role, g in sure.items())
        raise InputError(f"{sheet.file}: it is not sure which columns are meant: {told}.", f"Confirm: {options}")
    report.notes.append(f"Columns taken: {told}.")
    return {role: g.place for role, g in sure.items()}


def _encoding(path: Path) -> str:
    """UTF-8, or what a byte order mark says, or the Windows code page where it is neither."""
    with path.open("rb") as file:
        mark, encoding = marked(file.read(4))
        if mark and encoding != "utf-8":
            return encoding.rsplit("-", 1)[0]  # which of the two orders of bytes it is the mark says
        decoder = codecs.getincrementaldecoder("utf-8")()
        file.seek(0)
        try:
            while chunk := file.read(1 << 20):
                decoder.decode(chunk)
            decoder.decode(b"", True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def _text(file: BinaryIO, encoding: str) -> TextIOWrapper:
    return TextIOWrapper(file, encoding=encoding, errors="replace", newline="")


def _rows(text: TextIOWrapper, name: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not blank, each with its first line's number."""
    start = text.read(1 << 16)
    named = NAMED.match(start)
    delimiter = named.group(1) if named else delimiter_of(start)
    text.seek(0)
    rows = csv.reader(text, delimiter=delimiter, skipinitialspace=True)
    line = 1
    try:
        if named:
            next(rows)
        for row in rows:
            if any(cell.strip() for cell in row):
                yield line, row
            line = rows.line_num + 1
    except csv.Error as error:
        raise InputError(f"{name}, line {line}: this is no CSV ({error}).", f"Correct the file; {_NOTHING}") from error
