"""Object-centric event logs as OCEL 2.0 SQLite files, which come from strangers.

The file is opened read-only and immutable; only plain columns of plain tables are read, each table with one SELECT and
no other SQL: views, functions, recursion, attaching and writing are all refused, columns that are worked out are not
looked at, values are bounded in length, and all of it in time.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from mysteryshop.errors import InputError
from mysteryshop.exports.ocel import Thing
from mysteryshop.imports.report import Progress
from mysteryshop.journey import Instant

from .object_log import NOTHING, ObjectLog
from .times import NoTime, reader

_LONGEST = 1_000_000  # bytes of one value
_SECONDS, _SECONDS_A_MEGABYTE = 20.0, 1.0
_STEPS = 20_000  # of SQLite between two looks at the clock
_EVERY = 5_000  # rows between two words of progress
_MOST_TYPES = 2_000
_REMEDY = f"Correct the file, or export it again as OCEL 2.0; {NOTHING}"
_ALLOWED = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ)
_STORE = {"journeys", "moments", "edits"}  # tables by which the app's own store is known
_NEEDED = ("event", "object", "event_map_type", "object_map_type", "event_object")


def read(path: Path, progress: Progress, facts: Callable[[dict[str, set[str]]], bool]) -> ObjectLog:
    """The log of a file; InputError says what is missing.

    `facts` is given the columns of each object type, and says whether attributes are wanted.
    """
    try:
        with closing(_opened(path)) as connection:
            return _Reading(connection, path, progress).log(facts)
    except sqlite3.Error as error:
        interrupted = getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_INTERRUPT
        why = "reading it takes far longer than its size explains" if interrupted else str(error)[:120]
        raise InputError(f"{path.name} is no OCEL 2.0 log that can be read: {why}.", _REMEDY) from error


def _opened(path: Path) -> sqlite3.Connection:
    with path.open("rb") as file:
        if file.read(16) != b"SQLite format 3\0":
            raise InputError(f"{path.name} is no SQLite file.", _REMEDY)
    megabytes = path.stat().st_size / 1e6
    ends = time.monotonic() + _SECONDS + _SECONDS_A_MEGABYTE * megabytes
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA query_only = ON")
    connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    connection.set_progress_handler(lambda: time.monotonic() > ends, _STEPS)
    connection.set_authorizer(_authorized)
    return connection


def _authorized(action: int, one: str | None, _two: str | None, _base: str | None, within: str | None) -> int:
    """Reading plain tables and nothing else; `within` names the view or trigger that would read."""
    allowed = action in _ALLOWED or (action == sqlite3.SQLITE_PRAGMA and one == "table_xinfo")
    return sqlite3.SQLITE_OK if allowed and within is None else sqlite3.SQLITE_DENY


class _Reading:
    """One file, open."""

    def __init__(self, connection: sqlite3.Connection, path: Path, progress: Progress) -> None:
        self._connection, self._file, self._progress = connection, path.name, progress
        self._tables = self._schema()

    def log(self, facts: Callable[[dict[str, set[str]]], bool]) -> ObjectLog:
        """Objects and events as the tables have them."""
        self._require()
        log = ObjectLog(self._file)
        types = {what: self._mapped(what) for what in ("object", "event")}
        columns = {name: set(self._columns(table)) for name, table in types["object"].items() if table in self._tables}
        whole = facts(columns)
        said = self._facts(types["object"], "object") if whole else {}
        others = self._related("object_object", ("ocel_source_id", "ocel_target_id")) if whole else {}
        for ident, kind in self._listed("object"):
            log.take_object(Thing(ident, kind, said.get(ident, ({}, None))[0], related=others.get(ident, [])))
        self._events(log, types["event"], whole)
        return log

    def _events(self, log: ObjectLog, types: dict[str, str], whole: bool) -> None:
        listed = list(self._listed("event"))
        said = self._facts(types, "event", whole)
        related = self._related("event_object", ("ocel_event_id", "ocel_object_id"))
        seen: set[str] = set()
        instant = reader("UTC")
        for number, (ident, kind) in enumerate(listed):
            if ident in seen:
                raise self._wrong(f"two events with the id “{ident[:60]}”", "each id once")
            seen.add(ident)
            if number % _EVERY == 0:
                self._progress("reading", number, len(listed))
            facts, at = said.pop(ident, ({}, None))
            log.take_event(Thing(ident, kind, facts, self._at(ident, at, instant), related.pop(ident, [])))

    def _at(self, ident: str, value: Any, instant: Callable[[str], Instant]) -> Instant:
        try:
            return instant(str(value))
        except NoTime:
            found = "no time" if value is None else f"the time “{str(value)[:60]}”"
            raise self._wrong(
                f"{found} of event “{ident[:60]}”", "a time such as 2026-11-14 10:22:08 in the table of its type"
            ) from None

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

    def _facts(self, types: dict[str, str], what: str, whole: bool = True) -> dict[str, tuple[dict[str, Any], Any]]:
        """Attributes and time of each object or event, from the tables of the types."""
        found: dict[str, tuple[dict[str, Any], Any]] = {}
        for kind, table in types.items():
            if table not in self._tables:
                raise self._wrong(f"no table {table} for the type {kind}", "one for each type")
            names = [n for n in self._columns(table) if whole and not n.startswith("ocel_")]
            timed = "ocel_time" if what == "event" else "ocel_id"  # not every program says since when an object is so
            for ident, at, *values in self._rows(table, ("ocel_id", timed, *names)):
                facts = {n: v for n, v in zip(names, values, strict=True) if v is not None} if whole else _NONE
                before = found.get(_word(ident)) if what == "object" else None  # objects may change
                found[_word(ident)] = ({**before[0], **facts} if before else facts, at)
        return found

    def _related(self, table: str, ends: tuple[str, str]) -> dict[str, list[tuple[str, str]]]:
        if table not in self._tables:
            return {}
        pairs: dict[tuple[str, str], tuple[str, str]] = {}  # most stand there many times
        found: dict[str, list[tuple[str, str]]] = {}
        for one, other, qualifier in self._rows(table, (*ends, "ocel_qualifier")):
            pair = (_word(other), _word(qualifier))
            found.setdefault(_word(one), []).append(pairs.setdefault(pair, pair))
        return found

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
        yield from self._connection.execute(f"SELECT {named} FROM {_quoted(self._tables[table])}")

    def _wrong(self, found: str, expected: str) -> InputError:
        return InputError(f"{self._file}: found {found}, expected {expected}.", _REMEDY)


_NONE: dict[str, Any] = {}


def _word(value: Any) -> str:
    return value if isinstance(value, str) else "" if value is None else str(value)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
