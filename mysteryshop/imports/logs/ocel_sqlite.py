"""Object-centric event logs as OCEL 2.0 SQLite files, which come from strangers.

The file is opened read-only and immutable; only plain columns of plain tables are read, each table with one SELECT and
no other SQL: views, functions, recursion, attaching and writing are all refused, columns that are worked out are not
looked at, values are bounded in length, and all of it in steps.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from sys import intern
from typing import Any

from mysteryshop.errors import InputError
from mysteryshop.exports.ocel import Thing
from mysteryshop.imports.report import Progress
from mysteryshop.journey import Instant
from mysteryshop.permitted import in_calendar

from .object_log import NOTHING, ObjectLog, ObjectSource, OutOfOrder, taken, twice
from .times import NoTime, reader

_LONGEST = 1_000_000  # bytes of one value
_STEPS = 20_000  # of SQLite's machine between two looks at how many there were
_MOST_LOOKS, _LOOKS_A_MEGABYTE = 10_000, 250  # some seconds, and some hundred times what a row needs
_EVERY = 5_000  # rows between two words of progress
_MOST_TYPES = 2_000
_NEVER = -(1 << 63)  # in no calendar
_REMEDY = f"Correct the file, or export it again as OCEL 2.0; {NOTHING}"
_ALLOWED = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ)
_STORE = {"journeys", "moments", "edits"}  # tables by which the app's own store is known
_OF_EVENTS = ("ocel_event_id", "ocel_object_id")
_NEEDED = ("event", "object", "event_map_type", "object_map_type", "event_object")


def read(path: Path, facts: Callable[[dict[str, set[str]]], bool]) -> ObjectSource:
    """The log of a file; InputError says what is missing.

    `facts` is given the columns of each object type, and says whether attributes are wanted.
    """
    with _reading(path) as reading:
        wanted, objects = reading.objects(facts)

    def stream(progress: Progress) -> Iterator[Thing]:
        with _reading(path) as again:
            yield from again.in_order(progress)

    def gather(progress: Progress) -> ObjectLog:
        log = ObjectLog(path.name, objects)
        with _reading(path) as again:
            log.take(again.events(progress, wanted))
        return log

    return ObjectSource(path.name, path.stat().st_size, objects, stream, gather)


@contextmanager
def _reading(path: Path) -> Iterator[_Reading]:
    try:
        with closing(_opened(path)) as connection:
            yield _Reading(connection, path)
    except (sqlite3.Error, UnicodeDecodeError) as error:  # what SQLite says of a damaged file may be no text itself
        interrupted = getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_INTERRUPT
        why = "reading it takes far more steps than its size explains" if interrupted else str(error)[:120]
        raise InputError(f"{path.name} is no OCEL 2.0 log that can be read: {why}.", _REMEDY) from error


def _opened(path: Path) -> sqlite3.Connection:
    with path.open("rb") as file:
        if file.read(16) != b"SQLite format 3\0":
            raise InputError(f"{path.name} is no SQLite file.", _REMEDY)
    most = _MOST_LOOKS + _LOOKS_A_MEGABYTE * path.stat().st_size / 1e6
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None)
    try:
        _bind(connection, most)
    except BaseException:
        connection.close()
        raise
    return connection


def _bind(connection: sqlite3.Connection, most: float) -> None:
    """Nothing but reading, and no more than so many looks at it."""
    looks = count()
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA query_only = ON")
    connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    connection.set_progress_handler(lambda: next(looks) > most, _STEPS)
    connection.set_authorizer(_authorized)


def _authorized(action: int, one: str | None, _two: str | None, _base: str | None, within: str | None) -> int:
    """Reading plain tables and nothing else; `within` names the view or trigger that would read."""
    allowed = action in _ALLOWED or (action == sqlite3.SQLITE_PRAGMA and one == "table_xinfo")
    return sqlite3.SQLITE_OK if allowed and within is None else sqlite3.SQLITE_DENY


class _Reading:
    """One file, open."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection, self._file = connection, path.name
        self._tables = self._schema()
        self._require()
        self._instant = reader("UTC")

    def objects(self, facts: Callable[[dict[str, set[str]]], bool]) -> tuple[bool, dict[str, Thing]]:
        """Whether attributes are wanted, and the objects, then with theirs."""
        types = self._mapped("object")
        wanted = facts({name: set(self._columns(table)) for name, table in types.items() if table in self._tables})
        said = self._facts(types) if wanted else {}
        others = self._related("object_object", ("ocel_source_id", "ocel_target_id")) if wanted else {}
        listed = (
            Thing(ident, kind, said.get(ident, _NONE), related=others.get(ident, []))
            for ident, kind in self._listed("object")
        )
        return wanted, taken(self._file, listed)

    def events(self, progress: Progress, wanted: bool) -> Iterator[Thing]:
        """The events in the order of their table, however the others are ordered."""
        numbers, kinds = self._numbered("event")
        ats, facts = array("q", [_NEVER]) * len(kinds), [_NONE] * len(kinds)
        for kind, table in self._mapped("event").items():
            for ident, at, said in self._typed(kind, table, "event", wanted):
                if (number := numbers.get(ident)) is not None:
                    ats[number], facts[number] = self._at(ident, at), said
        related: list[list[tuple[str, str]]] = [[] for _ in kinds]
        for ident, pair in self._pairs("event_object", _OF_EVENTS):
            if (number := numbers.get(ident)) is not None:
                related[number].append(pair)
        for ident, number in numbers.items():
            if number % _EVERY == 0:
                progress("reading", number, len(kinds))
            at = ats[number] if ats[number] != _NEVER else self._at(ident, None)
            yield Thing(ident, kinds[number], facts[number], at, related[number])

    def in_order(self, progress: Progress) -> Iterator[Thing]:
        """The events, where all tables have them in one order, one at a time; OutOfOrder where they do not."""
        rows = {kind: self._typed(kind, table) for kind, table in self._mapped("event").items()}
        pairs = self._rows("event_object", (*_OF_EVENTS, "ocel_qualifier"))
        pair = next(pairs, None)
        for number, (ident, kind) in enumerate(self._listed("event")):
            if number % _EVERY == 0:
                progress("reading", 0, 0)
            said = next(rows[kind], None) if kind in rows else None
            if said is None or said[0] != ident:
                raise OutOfOrder
            related = []
            while pair is not None and pair[0] == ident:
                related.append((_word(pair[1]), _word(pair[2])))
                pair = next(pairs, None)
            yield Thing(ident, kind, said[2], self._at(ident, said[1]), related)
        if pair is not None:
            raise OutOfOrder

    def _at(self, ident: str, value: Any) -> Instant:
        try:
            at = self._instant(str(value))
        except NoTime:
            at = _NEVER
        if not in_calendar(at):
            found = "no time" if value is None else f"the time “{str(value)[:60]}”"
            where = "a time such as 2026-11-14 10:22:08 in the table of its type"
            raise self._wrong(f"{found} of event “{ident[:60]}”", where)
        return at

    def _schema(self) -> dict[str, str]:
        """Plain tables by their name in small letters."""
        rows = self._connection.execute("SELECT name, sql, type FROM sqlite_master")
        return {
            str(name).lower(): str(name)
            for name, sql, kind in rows
            if kind == "table" and not str(sql).upper().startswith("CREATE VIRTUAL")
        }

    def _require(self) -> None:
        if self._tables.keys() >= _STORE:
            title = f"{self._file} is a store of this app, no event log."
            raise InputError(title, "Open it with --data-dir and its folder, or hand journeys on as a .journey file.")
        lacking = [name for name in _NEEDED if name not in self._tables]
        if lacking:
            raise self._wrong(f"no table {lacking[0]}", f"the tables of OCEL 2.0 ({', '.join(_NEEDED)})")

    def _mapped(self, what: str) -> dict[str, str]:
        """The table of each type, in small letters."""
        rows = list(self._rows(f"{what}_map_type", ("ocel_type", "ocel_type_map")))
        if len(rows) > _MOST_TYPES:
            raise self._wrong(f"{len(rows):,} types", f"{_MOST_TYPES:,} at most")
        return {_word(name): f"{what}_{_word(table)}".lower() for name, table in rows}

    def _listed(self, what: str) -> Iterator[tuple[str, str]]:
        for ident, kind in self._rows(what, ("ocel_id", "ocel_type")):
            if ident is None or kind is None:
                raise self._wrong(f"a row of the table {what} without ocel_id or ocel_type", "both")
            yield _word(ident), _word(kind)

    def _numbered(self, what: str) -> tuple[dict[str, int], list[str]]:
        """The number of each id, and the type of each number: in the order of their table."""
        numbers: dict[str, int] = {}
        kinds: list[str] = []
        for ident, kind in self._listed(what):
            if numbers.setdefault(ident, len(kinds)) != len(kinds):
                raise twice(self._file, f"{what}s", ident)
            kinds.append(intern(kind))
        return numbers, kinds

    def _facts(self, types: dict[str, str]) -> dict[str, dict[str, Any]]:
        """Attributes of each object, from the tables of the types: of one that changes the last."""
        found: dict[str, dict[str, Any]] = {}
        for kind, table in types.items():
            for ident, _, facts in self._typed(kind, table, "object"):
                found[ident] = {**found.get(ident, _NONE), **facts}
        return found

    def _typed(
        self, kind: str, table: str, what: str = "event", wanted: bool = True
    ) -> Iterator[tuple[str, Any, dict[str, Any]]]:
        """Id, time and attributes of each row of a type's table."""
        if table not in self._tables:
            raise self._wrong(f"no table {table} for the type {kind}", "one for each type")
        names = [n for n in self._columns(table) if wanted and not n.startswith("ocel_")]
        timed = "ocel_time" if what == "event" else "ocel_id"  # not every program says since when an object is so
        for ident, at, *values in self._rows(table, ("ocel_id", timed, *names)):
            facts = {n: v for n, v in zip(names, values, strict=True) if v is not None} if wanted else _NONE
            yield _word(ident), at, facts

    def _related(self, table: str, ends: tuple[str, str]) -> dict[str, list[tuple[str, str]]]:
        found: dict[str, list[tuple[str, str]]] = {}
        if table in self._tables:
            for ident, pair in self._pairs(table, ends):
                found.setdefault(ident, []).append(pair)
        return found

    def _pairs(self, table: str, ends: tuple[str, str]) -> Iterator[tuple[str, tuple[str, str]]]:
        """What relates, and to what: id and qualifier."""
        pairs: dict[tuple[str, str], tuple[str, str]] = {}  # most stand there many times
        for one, other, qualifier in self._rows(table, (*ends, "ocel_qualifier")):
            pair = (_word(other), _word(qualifier))
            yield _word(one), pairs.setdefault(pair, pair)

    def _columns(self, table: str) -> list[str]:
        """The plain ones: what a column is worked out with could take for ever."""
        listed = self._connection.execute(f"PRAGMA table_xinfo({_quoted(self._tables[table])})")
        return [str(name) for _, name, _, _, _, _, hidden in listed if not hidden]

    def _rows(self, table: str, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        there = self._columns(table)
        lacking = [name for name in columns if name not in there]
        if lacking:
            raise self._wrong(f"no column {lacking[0]} in the table {table}", "it as OCEL 2.0 has it")
        named = ", ".join(map(_quoted, columns))
        return self._connection.execute(f"SELECT {named} FROM {_quoted(self._tables[table])}")

    def _wrong(self, found: str, expected: str) -> InputError:
        return InputError(f"{self._file}: found {found}, expected {expected}.", _REMEDY)


_NONE: dict[str, Any] = {}


def _word(value: Any) -> str:
    return value if isinstance(value, str) else "" if value is None else str(value)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
