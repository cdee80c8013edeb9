"""Whole journeys from named tables of rows, wherever these stand: in an archive of CSV files, or in a workbook.

Derived columns, the metrics and the dictionary are not read. Columns may stand in any order, and those of fields that
have a default may be missing. A text that may be empty or unknown comes back as unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import closing
from dataclasses import MISSING, dataclass, fields, replace
from functools import cache
from types import MappingProxyType
from typing import Any, Protocol

from mysteryshop.errors import InputError
from mysteryshop.exports.tables import TABLES, Column, Table
from mysteryshop.journey import Answer, Journey, Record, Template, Touchpoint
from mysteryshop.permitted import Rule, rules

from .sound import Fault, fault

REMEDY = "Correct the table, or export the journeys again; nothing was imported."
_ITEMS = ("visits", "moments", "attachments", "expectations", "findings", "skips", "pauses")  # fields of a record
_LATER = frozenset({"attachments"})  # tables that files of earlier versions do not have
# Titles of earlier versions, where the plan was called as the template's key is: what gives one away, and what is it.
_ONCE: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "journeys": ("template_key", {"template": "plan"}),
    "templates": ("key", {"template": "plan", "key": "template"}),
    "touchpoints": ("template", {"template": "plan"}),
}
_Place = tuple[str, int]  # table, row
_Row = tuple[_Place, dict[str, Any], dict[str, Any]]  # where it stands, what only the table knows, its object's fields


@dataclass(frozen=True, slots=True)
class Kind:
    """How the cells of a kind of column are read; `read` raises ValueError where they are not `expected`."""

    read: Callable[[Any], Any]
    expected: str


class Source(Protocol):
    """The tables of one file. Cells are what the file has; an empty one is None or an empty text."""

    @property
    def file(self) -> str:
        """The file's name."""

    @property
    def kinds(self) -> Mapping[str, Kind]:
        """How cells are read, by the kind of their column."""

    def has(self, table: str) -> bool:
        """Whether the file has that table."""

    def rows(self, table: Table) -> Generator[tuple[int, Sequence[Any]], None, None]:
        """The header as `titles` gives it and all rows, each with its number and as many cells as the header has."""

    def place(self, table: str, row: int = 0) -> str:
        """What a reader of the file calls a row, or without one the table."""


def needed(name: str) -> frozenset[str]:
    """The columns that a table of that name must have."""
    return _needed(name)[0]


def absent(source: Source) -> str | None:
    """The first table that the file should have, and has not."""
    names = (table.name for table in TABLES if table.kind and table.name not in _LATER)
    return next((name for name in names if not source.has(name)), None)


def wrong(source: Source, place: _Place, column: str, found: str, expected: str) -> InputError:
    """What is said of a cell, a row or a header that cannot be read."""
    where = f"{source.file}, {source.place(*place)}" + (f", column {column}" if column else "")
    return _found(where, found, expected)


def _found(where: str, found: str, expected: str) -> InputError:
    return InputError(f"{where}: found “{' '.join(found.split())[:60]}”, expected {expected}.", REMEDY)


def titles(table: Table, header: Sequence[str]) -> list[str]:
    """The header of a table as it is written now, whatever version wrote it."""
    mark, once = _ONCE.get(table.name, ("", {}))
    return [once.get(t, t) for t in header] if mark in header and "plan" not in header else list(header)


def records(source: Source) -> list[Record]:
    """The journeys in the order of their table; InputError names table, row, column, what was found and expected."""
    return _Tables(source).records()


class _Tables:
    """The tables of one file."""

    def __init__(self, source: Source) -> None:
        self._source = source

    def records(self) -> list[Record]:
        plans = self._plans()
        heads: dict[str, Journey] = {}
        with closing(self._rows("journeys")) as rows:
            for place, own, found in rows:
                plan = self._of(plans, own["plan"], place, "plan")
                if found["id"] in heads:
                    raise self._wrong(place, "id", found["id"], "each journey once")
                heads[found["id"]] = Journey(template=plan, **found)
        groups = {name: self._grouped(name, heads) for name in (*_ITEMS, "answers")}
        return [self._record(head, groups) for head in heads.values()]

    def _record(self, head: Journey, groups: Mapping[str, Mapping[str, list[Any]]]) -> Record:
        items = {name: tuple(groups[name].get(head.id, ())) for name in _ITEMS}
        answers: list[Answer] = groups["answers"].get(head.id, [])
        record = Record(head, **items, answers=MappingProxyType({a.key: a.text for a in answers}))
        if odd := fault(record):
            raise self._torn(odd, head.id)
        return record

    def _plans(self) -> dict[str, Template]:
        plans: dict[str, Template] = {}
        with closing(self._rows("templates")) as rows:
            for _, own, found in rows:
                plans[own["plan"]] = Template(key=own["template"], touchpoints=(), **found)
        steps: dict[str, list[tuple[int, Touchpoint]]] = {}
        with closing(self._rows("touchpoints")) as rows:
            for place, own, found in rows:
                self._of(plans, own["plan"], place, "plan")
                steps.setdefault(own["plan"], []).append((own["position"], Touchpoint(**found)))
        ordered = {key: tuple(t for _, t in sorted(of, key=lambda pair: pair[0])) for key, of in steps.items()}
        return {key: replace(plan, touchpoints=ordered.get(key, ())) for key, plan in plans.items()}

    def _grouped(self, name: str, heads: Mapping[str, Journey]) -> dict[str, list[Any]]:
        """The items of a table by their journey, each id once."""
        table = _table(name)
        assert table.kind is not None  # only tables that hold objects are asked for
        groups: dict[str, list[Any]] = {}
        seen: set[tuple[str, str]] = set()
        with closing(self._rows(name)) as rows:
            for place, own, found in rows:
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

    def _rows(self, name: str) -> Generator[_Row, None, None]:
        """Each row of a table."""
        if name in _LATER and not self._source.has(name):
            return
        table = _table(name)
        assert table.kind is not None  # only tables that hold objects are read
        takes = rules(table.kind)
        must, belongs = _needed(name)
        with closing(self._source.rows(table)) as rows:
            _, header = next(rows)
            columns = self._columns(table, header, must)
            for number, cells in rows:
                place = (name, number)
                if len(cells) != len(header):
                    raise self._wrong(place, "", f"{len(cells)} cells", f"{len(header)} as in the header")
                values = {c.name: self._value(c, takes.get(c.name), cells[n], place) for n, c in columns}
                own = {k: values.pop(k) for k in belongs}
                yield place, own, values

    def _columns(self, table: Table, header: Sequence[str], must: frozenset[str]) -> list[tuple[int, Column]]:
        lacking = sorted(must - set(header))
        if lacking:
            raise self._wrong((table.name, 1), "", f"no column {lacking[0]}", "it in the header")
        known = {column.name: column for column in table.columns if not column.derived}
        twice = next((title for title in header if title in known and header.count(title) > 1), None)
        if twice is not None:
            raise self._wrong((table.name, 1), "", f"two columns {twice}", "one")
        return [(n, known[title]) for n, title in enumerate(header) if title in known]

    def _value(self, column: Column, rule: Rule | None, cell: Any, place: _Place) -> Any:
        if column.optional and (cell is None or cell == ""):
            return None
        kind = self._source.kinds[column.kind]
        shown = "" if cell is None else str(cell)
        try:
            found = kind.read(cell)
        except (ValueError, OverflowError, RecursionError):
            raise self._wrong(place, column.name, shown, kind.expected) from None
        if rule is not None and not rule.takes(found):
            raise self._wrong(place, column.name, shown, rule.expected)
        return found

    def _wrong(self, place: _Place, column: str, found: str, expected: str) -> InputError:
        return wrong(self._source, place, column, found, expected)

    def _torn(self, odd: Fault, journey: str) -> InputError:
        """What does not hold between rows: told by ids, for it stands in no row alone."""
        of = "" if odd.part == "journey" else f" of journey {journey}"
        table = "journeys" if odd.part == "journey" else odd.part
        where = ", ".join(filter(None, (self._source.place(table), f"{odd.ident}{of}", odd.field)))
        return _found(f"{self._source.file}, {where}", str(odd.found), odd.expected)


def _table(name: str) -> Table:
    return next(table for table in TABLES if table.name == name)


@cache
def _needed(name: str) -> tuple[frozenset[str], frozenset[str]]:
    """The columns that a table must have, and those that are no field of its objects."""
    table = _table(name)
    assert table.kind is not None  # only tables that hold objects are read
    own = {f.name: f for f in fields(table.kind)}
    named = frozenset(c.name for c in table.columns if not c.derived)
    belongs = frozenset(c for c in named if c not in own)
    required = {c for c in named - belongs if own[c].default is MISSING and own[c].default_factory is MISSING}
    return frozenset(required) | belongs, belongs
