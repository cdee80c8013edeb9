"""One edit, one transaction: the rows it changes, its link in the chain, the journey's summary.

`Ledger.edit` runs a builder inside the transaction, so that what it decides from is what is there.
A standing kept from the last edit saves reading; that it is still true is part of the writing: the
first statement finds no row where another process came between, and all is done again from the file.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from mysteryshop.clock import Stamp
from mysteryshop.errors import InputError, KnownError
from mysteryshop.journey import Change, Item, Journey, Moment, Pause, Visit

from . import failures, heads, history, standing, summary
from .chain import START, Changes, ItemChange, digest, to_text
from .checking import clean
from .history import Draft
from .rows import SHELF_OF, SHELVES, STATE
from .standing import Standing

if TYPE_CHECKING:
    from .database import Database

Kind = TypeVar("Kind", bound=Item)
Done = TypeVar("Done")
_MANY_ROWS = 5_000
_HARMLESS = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_CONSTRAINT)
_EDIT = (
    "INSERT INTO edits (journey, seq, at, verb, changes, reason, target, undo_top, redo_top, previous, hash) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_SUMMARY = (
    f"UPDATE journeys SET {', '.join(f'{c} = ?' for c in summary.COLUMNS)}, edits = ?, head = ? "
    "WHERE key = ? AND edits = ? AND head = ?"
)
_MOMENTS = SHELF_OF[Moment]
_SINCE = f"{_MOMENTS.select} AND live = 1 AND observed_at >= ?"
_WALKING = "SELECT 1 FROM journeys WHERE state = ? LIMIT 1"
_LAST = (
    "SELECT e.at, 0 FROM journeys j JOIN edits e ON e.journey = j.key AND e.seq = j.edits WHERE j.state = :walking "
    "UNION ALL SELECT * FROM (SELECT m.recorded_at, m.elapsed_us FROM journeys j JOIN moments m ON m.journey = j.key "
    "WHERE j.state = :walking ORDER BY m.recorded_at DESC LIMIT 1)"
)


class _Overtaken(Exception):
    """Another process edited the journey since its standing was read."""


class Ledger:
    """Writes edits of journeys; used from one thread."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.author = ""  # who makes the edits; it stands in each of them
        self._standings: dict[str, Standing] = {}
        self._execute: heads.Execute  # within a transaction: how to reach it

    def edit(self, journey: str, build: Callable[[Standing], Draft]) -> Change:
        """Write what `build` makes of the journey's standing. All of it is stored, or nothing is."""
        return self._transaction(lambda: self._edit(journey, build))

    def make(self, journey: Journey, draft: Draft) -> Change | None:
        """Write a new journey with its first edit; None where its id is there already."""
        return self.make_all([(journey, draft)])[0]

    def make_all(self, new: Sequence[tuple[Journey, Draft]]) -> list[Change | None]:
        """Write new journeys in one transaction: all of them, or after a failure none."""
        return self._transaction(lambda: [self._make(journey, draft) for journey, draft in new])

    def make_each(self, new: Callable[[], Iterable[tuple[Journey, Draft]]]) -> list[str]:
        """Write new journeys in one transaction, holding one of them at a time; the ids of those that are new.

        `new` is called again where a full disk made room. What it raises undoes everything.
        """
        return self._transaction(lambda: [j.id for j, draft in new() if self._make(j, draft, remember=False)])

    def discard(self, journey: str, check: Callable[[Standing], None]) -> None:
        """Delete a journey with all its rows, if `check` does not object."""
        self._transaction(lambda: self._discard(journey, check))

    def beside(self, work: Callable[[heads.Execute], Done]) -> Done:
        """Do what belongs to no journey's chain, in one transaction; `work` is given how to reach the store."""
        return self._transaction(lambda: work(self._execute))

    def aside(self, journey: str, build: Callable[[Standing], Draft]) -> Change:
        """Within `beside`: write one more edit of a journey in the same transaction."""
        self._standings.pop(journey, None)
        return self._edit(journey, build)

    def undo(self, journey: str, at: int) -> Change:
        """Take back the newest edit that stands; KnownError where there is none."""
        return self.edit(journey, lambda now: history.undone(self._execute, now, at))

    def redo(self, journey: str, at: int) -> Change:
        """Make again what was undone last; KnownError where there is nothing."""
        return self.edit(journey, lambda now: history.redone(self._execute, now, at))

    def is_walking(self) -> bool:
        """Whether any walk is under way."""
        with self._database.reader() as connection:
            return connection.exec_driver_sql(_WALKING, (STATE.write("walking"),)).first() is not None

    def last_stamp(self) -> Stamp | None:
        """The newest stamp of the walks that are under way; None where none is.

        `elapsed_us` is 0 where the newest edit is no moment's, and the steady clock was not written down.
        """
        with self._database.reader() as connection:
            rows = connection.exec_driver_sql(_LAST, {"walking": STATE.write("walking")}).all()
        return Stamp(max(rows)[0], 0, max(rows)[1]) if rows else None

    # Reading inside a builder

    def item(self, now: Standing, kind: type[Kind], ident: str) -> Kind | None:
        """One live item of the journey."""
        shelf = SHELF_OF[kind]
        row = self._execute(shelf.one, (now.key, ident)).fetchone()
        return None if row is None else shelf.item(row)

    def items(self, now: Standing, kind: type[Kind]) -> list[Kind]:
        """All live items of one kind, in their order."""
        shelf = SHELF_OF[kind]
        return [shelf.item(row) for row in self._execute(shelf.live, (now.key,))]

    def moments_since(self, now: Standing, at: int) -> list[Moment]:
        """The live moments observed at that instant or after it."""
        return [_MOMENTS.item(row) for row in self._execute(_SINCE, (now.key, at))]

    # The transaction

    def _transaction(self, work: Callable[[], Done]) -> Done:
        for rescue in (*self._rescues(), None):
            try:
                return self._once(work)
            except _Overtaken:
                continue
            except sqlite3.IntegrityError as error:
                raise InputError(f"This does not fit the journey: {error}.", "Nothing was stored.") from error
            except sqlite3.Error as error:
                if rescue is None or not failures.is_full(error) or not rescue():
                    raise failures.told(error, self._database.path) from error
        raise failures.told(sqlite3.OperationalError("other programs keep changing this journey"))

    def _rescues(self) -> tuple[Callable[[], bool], ...]:
        """What can be tried on a full disk, in this order: empty the log, then give up the reserve."""
        return (self._empty_log, self._give_up_reserve)

    def _empty_log(self) -> bool:
        self._database.checkpoint()
        return True

    def _give_up_reserve(self) -> bool:
        given_up = self._database.give_up_reserve()
        self._database.checkpoint()
        return given_up

    def _once(self, work: Callable[[], Done]) -> Done:
        connection = self._database.writer_connection()
        self._execute, before = connection.execute, connection.total_changes
        try:
            connection.execute("BEGIN IMMEDIATE")
            result = work()
            self._database.refuse_if_gone()
            connection.execute("COMMIT")
        except BaseException as error:
            self._standings.clear()
            changed = connection.total_changes - before
            self._roll_back(connection, error)
            self._ended(changed)
            raise
        self._ended(connection.total_changes - before)
        self._database.committed()
        return result

    def _ended(self, changed: int) -> None:
        """A capture, which changes a few rows, never waits for the log to be given back."""
        if changed >= _MANY_ROWS:
            self._database.give_back_log()

    def _roll_back(self, connection: sqlite3.Connection, error: BaseException) -> None:
        """Undo what was begun. A connection that saw an error of the disk's is not used again."""
        try:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
        except sqlite3.Error:
            self._database.forget_writer()
            return
        if isinstance(error, sqlite3.Error) and failures.primary_code(error) not in _HARMLESS:
            self._database.forget_writer()

    # What is written

    def _edit(self, journey: str, build: Callable[[Standing], Draft]) -> Change:
        now, draft = self._built(journey, build)
        if not draft.changes.items and not draft.changes.head:
            self._standings[journey] = now
            return _change(now, draft.verb, draft.changes, draft.shown)
        after = self._write(now, draft)
        self._standings[journey] = after
        return _change(after, draft.verb, draft.changes)

    def _built(self, journey: str, build: Callable[[Standing], Draft]) -> tuple[Standing, Draft]:
        """What `build` makes of the journey; only a standing that was just read may refuse."""
        remembered = self._standings.get(journey)
        if remembered is not None:
            with suppress(KnownError):
                return remembered, build(remembered)
        now = standing.read(self._execute, journey)
        return now, build(now)

    def _make(self, journey: Journey, draft: Draft, *, remember: bool = True) -> Change | None:
        if self._execute("SELECT 1 FROM journeys WHERE id = ?", (journey.id,)).fetchone() is not None:
            return None
        key = heads.insert(self._execute, journey)
        nothing = Standing(key, journey, 0, START, None, None, summary.Summary(), chain_id=journey.id)
        after = self._write(nothing, draft)
        if remember:
            self._standings[journey.id] = after
        return _change(after, draft.verb, draft.changes)

    def _discard(self, journey: str, check: Callable[[Standing], None]) -> None:
        now = standing.read(self._execute, journey)
        check(now)
        for table in ("edits", *(s.table for s in reversed(SHELVES))):
            self._execute(f"DELETE FROM {table} WHERE journey = ?", (now.key,))
        self._execute("DELETE FROM journeys WHERE key = ?", (now.key,))
        self._execute("DELETE FROM snapshots WHERE digest NOT IN (SELECT snapshot FROM journeys)", ())
        self._standings.pop(journey, None)

    def _write(self, now: Standing, draft: Draft) -> Standing:
        """Write the edit; the standing after it, once the transaction is committed."""
        seq, execute = now.seq + 1, self._execute
        undo_top, redo_top = history.tops(now, draft, seq)
        text = to_text(replace(draft.changes, by=clean(self.author)) if self.author else draft.changes)
        links = (draft.target, undo_top, redo_top)
        end = digest(now.chain_id, now.hash, seq, draft.at, draft.verb, draft.reason, links, text)
        counts = summary.after(now.summary, draft.changes.items)
        if execute(_SUMMARY, (*counts, seq, end, now.key, now.seq, now.hash)).rowcount != 1:
            raise _Overtaken
        for change in draft.changes.items:
            shelf = SHELF_OF[type(change.item)]
            if change.after is not None:
                execute(shelf.put, shelf.row(now.key, change.after))
            else:
                execute(shelf.take_back, (now.key, change.item.id))
        journey = sealed(replace(now.journey, **head_after(draft.changes)), end) if draft.changes.head else now.journey
        if draft.changes.head:
            execute(heads.UPDATE, (*heads.values(journey)[1:], heads.search_text(journey), now.key))
        execute(_EDIT, (now.key, seq, draft.at, draft.verb, text, draft.reason, *links, now.hash, end))
        opens = _opens(execute, now, draft.changes)
        return Standing(now.key, journey, seq, end, undo_top, redo_top, counts, *opens, chain_id=now.chain_id)


def head_after(changes: Changes) -> dict[str, Any]:
    """The head's fields as they are after the edit; the snapshot is not a field of the head."""
    return {name: after for name, (_, after) in changes.head.items() if name != "snapshot"}


def sealed(journey: Journey, end: bytes) -> Journey:
    """A finalised journey carries the hash of the edit that finalised it."""
    return replace(journey, seal=end.hex()) if journey.state == "finalised" and not journey.seal else journey


def _opens(execute: heads.Execute, now: Standing, changes: Changes) -> tuple[Visit | None, Moment | None, Pause | None]:
    """What is under way after the edit; read anew only where the edit touched it."""
    visit, wait, pause = now.visit, now.wait, now.pause
    kinds = {type(c.item) for c in changes.items}
    if Visit in kinds:
        visit = standing.visit_at(execute, now.key)
    if Pause in kinds:
        pause = standing.open_pause(execute, now.key)
    if any(_is_wait(c) for c in changes.items):
        wait = standing.open_wait(execute, now.key)
    return visit, wait, pause


def _is_wait(change: ItemChange) -> bool:
    return any(isinstance(item, Moment) and item.kind == "wait" for item in (change.before, change.after))


def _change(now: Standing, verb: str, changes: Changes, shown: tuple[Item, ...] = ()) -> Change:
    saved = tuple(c.after for c in changes.items if c.after is not None) or shown
    removed = tuple(c.item.id for c in changes.items if c.after is None)
    return Change(now.journey, now.seq, verb, saved, removed, history.can_undo(now), history.can_redo(now))
