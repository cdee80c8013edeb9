"""Whole journeys from the tables that mysteryshop.exports.csv_tables writes, in one .zip.

Derived columns, the metrics and the dictionary are not read. Columns may stand in any order, and those of fields that
have a default may be missing. A text that may be empty or unknown comes back as unknown.
"""

from __future__ import annotations

import csv
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from io import TextIOWrapper
from pathlib import Path
from types import MappingProxyType
from typing import Any
from zipfile import BadZipFile, ZipFile

from mysteryshop.errors import InputError
from mysteryshop.exports.safe_text import freed
from mysteryshop.exports.tables import TABLES, Column, Table
from mysteryshop.journey import Answer, Journey, Record, Template, Touchpoint

from .batch import Batch, whole

MOST_UNPACKED = 256_000_000  # bytes of all tables together: they are read whole
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_REMEDY = "Correct the table, or export the journeys again; nothing was imported."
_SMALLER = "Export the journeys as .json instead: that comes in a journey at a time. Nothing was imported."
_ITEMS = ("visits", "moments", "attachments", "expectations", "findings", "skips", "pauses")  # fields of a record
_LATER = frozenset({"attachments"})  # tables that archives of earlier versions do not have
_Place = tuple[str, int]  # table, line


def read(path: Path) -> Batch:
    """The journeys of an archive; InputError names table, line, column, what was found and what is expected."""
    try:
        with ZipFile(path) as archive:
            there = {entry.filename: entry for entry in archive.infolist()}
            if sum(entry.file_size for entry in there.values()) > MOST_UNPACKED:
                raise InputError(_too_much(path.name), _SMALLER)
            needed = [
                table.name
                for table in TABLES
                if table.kind and f"{table.name}.csv" not in there and table.name not in _LATER
            ]
            if needed:
                title = f"{path.name} holds no journeys: expected {needed[0]}.csv in it."
                raise InputError(title, "Choose an archive of tables that this app wrote; nothing was imported.")
            return whole(path.name, "tables", _Tables(archive, path.name).records())
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error) as error:
        raise InputError(f"{path.name} is no archive that can be read: {error}.", _REMEDY) from error


def _too_much(file: str) -> str:
    return f"{file} unpacks to more than {MOST_UNPACKED:,} bytes: tables are read whole, and that is the limit."


class _Tables:
    """The tables of one archive."""

    def __init__(self, archive: ZipFile, file: str) -> None:
        self._archive, self._file = archive, file
        self._unpacked = 0

    def records(self) -> list[Record]:
        """The journeys in the order of their table."""
        plans = self._plans()
        heads: dict[str, Journey] = {}
        for place, own, found in self._rows("journeys"):
            plan = self._of(plans, own["template"], place, "template")
            heads[found["id"]] = Journey(template=plan, **found)
        groups = {name: self._grouped(name, heads) for name in (*_ITEMS, "answers")}
        return [self._record(head, groups) for head in heads.values()]

    def _record(self, head: Journey, groups: Mapping[str, Mapping[str, list[Any]]]) -> Record:
        items = {name: tuple(groups[name].get(head.id, ())) for name in _ITEMS}
        answers: list[Answer] = groups["answers"].get(head.id, [])
        record = Record(head, **items, answers=MappingProxyType({a.key: a.text for a in answers}))
        visits = {visit.id for visit in record.visits}
        lost = next((m for m in record.moments if m.visit is not None and m.visit not in visits), None)
        if lost is not None:
            title = f"{self._file}, moments.csv: moment {lost.id} belongs to a visit {lost.visit} that is not there."
            raise InputError(title, _REMEDY)
        moments = {moment.id for moment in record.moments}
        torn = next((a for a in record.attachments if a.moment not in moments), None)
        if torn is not None:
            raise InputError(f"{self._file}, attachments.csv: {torn.id} belongs to no moment that is there.", _REMEDY)
        return record

    def _plans(self) -> dict[str, Template]:
        plans: dict[str, Template] = {}
        for _, own, found in self._rows("templates"):
            plans[own["template"]] = Template(touchpoints=(), **found)
        steps: dict[str, list[tuple[int, Touchpoint]]] = {}
        for place, own, found in self._rows("touchpoints"):
            self._of(plans, own["template"], place, "template")
            steps.setdefault(own["template"], []).append((own["position"], Touchpoint(**found)))
        ordered = {key: tuple(t for _, t in sorted(of, key=lambda pair: pair[0])) for key, of in steps.items()}
        return {key: replace(plan, touchpoints=ordered.get(key, ())) for key, plan in plans.items()}

    def _grouped(self, name: str, heads: Mapping[str, Journey]) -> dict[str, list[Any]]:
        """The items of a table by their journey, each id once."""
        table = _table(name)
        assert table.kind is not None  # only tables that hold objects are asked for
        groups: dict[str, list[Any]] = {}
        seen: set[tuple[str, str]] = set()
        for place, own, found in self._rows(name):
            self._of(heads, own["journey"], place, "journey")
            if (own["journey"], found["id"]) in seen:
                raise self._wrong(place, "id", found["id"], "each id once in a journey")
            seen.add((own["journey"], found["id"]))
            groups.setdefault(own["journey"], []).append(table.kind(**found))
        return groups

    def _of(self, known: Mapping[str, Any], ident: str, place: _Place, column: str) -> Any:
        if ident not in known:
            raise self._wrong(place, column, ident, f"a {column} that has a row of its own")
        return known[ident]

    def _rows(self, name: str) -> Iterator[tuple[_Place, dict[str, Any], dict[str, Any]]]:
        """Each row: where it stands, what only the table knows of it, and the fields of its object."""
        table = _table(name)
        if name in _LATER and f"{name}.csv" not in self._archive.namelist():
            return
        needed, belongs = _needed(name)
        with self._archive.open(f"{name}.csv") as raw, TextIOWrapper(raw, "utf-8-sig", newline="") as text:
            reader = csv.reader(text)
            try:
                header = next(reader, [])
                columns = self._columns(table, header, needed)
                line = reader.line_num + 1
                for cells in reader:
                    self._bounded(cells)
                    place, line = (name, line), reader.line_num + 1
                    if len(cells) != len(header):
                        raise self._wrong(place, "", f"{len(cells)} cells", f"{len(header)} as in the header")
                    values = {c.name: self._value(c, cells[n], place) for n, c in columns}
                    own = {k: values.pop(k) for k in belongs}
                    yield place, own, values
            except (csv.Error, UnicodeDecodeError) as error:
                raise InputError(f"{self._file}, {name}.csv: this is no CSV in UTF-8 ({error}).", _REMEDY) from error

    def _bounded(self, cells: list[str]) -> None:
        """An archive may lie about its size: what is read is counted as well."""
        self._unpacked += sum(map(len, cells))
        if self._unpacked > MOST_UNPACKED:
            raise InputError(_too_much(self._file), _SMALLER)

    def _columns(self, table: Table, header: list[str], needed: frozenset[str]) -> list[tuple[int, Column]]:
        lacking = sorted(needed - set(header))
        if lacking:
            raise self._wrong((table.name, 1), "", f"no column {lacking[0]}", "it in the header")
        known = {column.name: column for column in table.columns if not column.derived}
        return [(n, known[title]) for n, title in enumerate(header) if title in known]

    def _value(self, column: Column, cell: str, place: _Place) -> Any:
        if cell == "" and column.optional:
            return None
        try:
            return _READ[column.kind](cell)
        except (ValueError, OverflowError, RecursionError):
            raise self._wrong(place, column.name, cell, _EXPECTED[column.kind]) from None

    def _wrong(self, place: _Place, column: str, found: str, expected: str) -> InputError:
        where = f"{self._file}, {place[0]}.csv, line {place[1]}" + (f", column {column}" if column else "")
        return InputError(f"{where}: found “{' '.join(found.split())[:60]}”, expected {expected}.", _REMEDY)


def _table(name: str) -> Table:
    return next(table for table in TABLES if table.name == name)


@cache
def _needed(name: str) -> tuple[frozenset[str], frozenset[str]]:
    """The columns that a table must have, and those that are no field of its objects."""
    table = _table(name)
    assert table.kind is not None  # only tables that hold objects are read
    own = {f.name: f for f in fields(table.kind)}
    named = frozenset(c.name for c in table.columns if not c.derived)
    belongs = frozenset(c for c in named if c not in own or (name == "journeys" and c == "template"))
    required = {c for c in named - belongs if own[c].default is MISSING and own[c].default_factory is MISSING}
    return frozenset(required) | belongs, belongs


def _truth(cell: str) -> bool:
    word = cell.strip().casefold()
    if word not in ("true", "false"):
        raise ValueError("neither true nor false")
    return word == "true"


def _time(cell: str) -> int:
    found = datetime.fromisoformat(cell)
    if found.tzinfo is None:
        raise ValueError("no offset")
    return (found - _EPOCH) // timedelta(microseconds=1)


def _list(cell: str) -> tuple[str, ...]:
    try:
        found = json.loads(freed(cell))
    except RecursionError:
        raise ValueError("brackets too deep to read") from None
    if not isinstance(found, list) or not all(isinstance(item, str) for item in found):
        raise ValueError("no list of texts")
    return tuple(found)


_READ: Mapping[str, Any] = {
    "text": freed, "whole number": int, "number": float, "true or false": _truth, "time": _time, "list": _list,
}  # fmt: skip
_EXPECTED = {
    "text": "a text",
    "whole number": "a whole number",
    "number": "a number",
    "true or false": "true or false",
    "time": "a time such as 2026-11-14T10:22:08.000000+00:00",
    "list": "a JSON list of texts",
}
