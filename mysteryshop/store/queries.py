"""Reading the store: only frozen dataclasses come out. Any thread; each call sees one instant of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection

from mysteryshop.errors import InputError, StoreError
from mysteryshop.journey import Answer, Attachment, Expectation, Finding, Item, Moment, Pause, Record, Skip, Visit
from mysteryshop.practice import Practice

from . import demo_apart, heads, listing, practice_log, purge_log
from .across import Across, across
from .adopting import Beside, beside
from .carried import Carried
from .chain import Edit, from_text
from .checking import clean
from .database import Database
from .listing import JourneyRow
from .practice_rows import practice_of
from .proof import Proof, fault
from .purge_log import Purge
from .replay import Verification, sealed_elsewhere, verify
from .rows import SHELF_OF

__all__ = ["Across", "JourneyRow", "Purge", "Queries", "Verification"]

_HEAD = (
    f"SELECT {', '.join('j.' + c for c in heads.COLUMNS)}, j.key, s.template "
    "FROM journeys j JOIN snapshots s ON s.digest = j.snapshot WHERE j.id = ?"
)
_BEGINS = "SELECT id FROM journeys WHERE substr(id, 1, length(:begin)) = :begin ORDER BY id = :begin DESC, id LIMIT 4"
_EDITS = (
    "SELECT e.seq, e.at, e.verb, e.reason, e.changes, e.target, e.undo_top, e.redo_top, e.previous, e.hash "
    "FROM edits e JOIN journeys j ON j.key = e.journey WHERE j.id = ? ORDER BY e.seq"
)


class Queries:
    """What can be asked of the store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def load(self, journey: str) -> Record:
        """One journey, whole; InputError where there is none with that id."""
        with self._database.reader() as connection:
            row = connection.exec_driver_sql(_HEAD, (journey,)).first()
            if row is None:
                raise _unknown(journey)
            return _record(connection, row)

    def find(self, prefix: str) -> str:
        """The id that begins so; InputError where none does, or several do."""
        prefix = clean(prefix)  # on the command line it may hold any bytes
        with self._database.reader() as connection:
            found = [str(row[0]) for row in connection.exec_driver_sql(_BEGINS, {"begin": prefix})] if prefix else []
        if not found:
            raise _unknown(prefix)
        if len(found) > 1 and found[0] != prefix:
            raise InputError(
                f"Several journeys begin with {prefix}: {', '.join(found[:3])}{' ...' if len(found) > 3 else ''}.",
                "Give more of the id.",
            )
        return found[0]

    def rows(
        self,
        *,
        text: str = "",
        state: str | None = None,
        template: str | None = None,
        tag: str | None = None,
        order: str = "started_at",
        descending: bool = True,
        limit: int = 200,
        offset: int = 0,
    ) -> list[JourneyRow]:
        """A page of the list, filtered and sorted by any column; `limit` -1 means all."""
        return self._rows(listing.page(listing.where(text, state, template, tag), order, descending, limit, offset))

    def count(
        self, *, text: str = "", state: str | None = None, template: str | None = None, tag: str | None = None
    ) -> int:
        """How many journeys those filters leave."""
        condition, parameters = listing.where(text, state, template, tag)
        with self._database.reader() as connection:
            return int(connection.exec_driver_sql(f"SELECT count(*) FROM journeys{condition}", parameters).scalar_one())

    def tags(self) -> list[str]:
        """Every tag that any journey has."""
        sql = "SELECT DISTINCT t.value FROM journeys j, json_each(j.tags) t ORDER BY t.value COLLATE NOCASE"
        with self._database.reader() as connection:
            return [str(row[0]) for row in connection.exec_driver_sql(sql)]

    def ids(self) -> list[str]:
        """The ids of all journeys, in the order in which they were made here."""
        with self._database.reader() as connection:
            return [str(row[0]) for row in connection.exec_driver_sql("SELECT id FROM journeys ORDER BY key")]

    def by_date(self, idents: Iterable[str]) -> list[str]:
        """Those journeys from the earliest to the latest begun; what has not begun yet counts from when it was made."""
        with self._database.reader() as connection:
            sql = "SELECT id FROM journeys ORDER BY coalesce(started_at, created_at), key"
            every = [str(row[0]) for row in connection.exec_driver_sql(sql)]
        wanted = set(idents)
        return [ident for ident in every if ident in wanted]

    def unfinished(self) -> list[JourneyRow]:
        """What can be gone on with: walks under way first, then debriefs, then plans."""
        return self._rows(listing.unfinished())

    def due(self, today: date) -> list[JourneyRow]:
        """The journeys that were to be kept until `today` or an earlier day, the one that waits longest first."""
        filters = (" WHERE retain_until <> '' AND retain_until <= ?", (today.isoformat(),))
        return sorted(self._rows(listing.page(filters, "created_at", False, -1, 0)), key=lambda row: row.retain_until)

    def across(self, kind: type[Item], *, demo: bool | None = None) -> list[Across]:
        """Every live item of that kind in all journeys, the newest journey's first; `demo` as in a filter."""
        with self._database.reader() as connection:
            return across(connection.exec_driver_sql, kind, demo)

    def practice(self) -> Practice:
        """What the leader keeps between walks."""
        with self._database.reader() as connection:
            return practice_of(practice_log.entries(connection.exec_driver_sql))

    def holds_demo(self) -> bool:
        """Whether any of the journeys is a demo's: then the folder is."""
        with self._database.reader() as connection:
            return demo_apart.holds_demo(connection.exec_driver_sql)

    def has_practice(self) -> bool:
        """Whether anything was ever kept between walks, also if it was taken back since."""
        with self._database.reader() as connection:
            return connection.exec_driver_sql("SELECT 1 FROM practice_edits LIMIT 1").first() is not None

    def purges(self) -> list[Purge]:
        """The journeys that were let go for good, the first one first."""
        with self._database.reader() as connection:
            return purge_log.purges(connection.exec_driver_sql)

    def edits(self, journey: str) -> list[Edit]:
        """The journey's chain of edits, from the first; empty where there is no such journey."""
        with self._database.reader() as connection:
            return [_edit(row) for row in connection.exec_driver_sql(_EDITS, (journey,))]

    def verify(self, journey: str) -> Verification:
        """Whether the journey is what its chain of edits says: hashes, rows, counts and seal."""
        with self._database.reader() as connection:
            return verify(connection.exec_driver_sql, journey)

    def sealed_elsewhere(self, journey: str) -> bool:
        """Whether the journey came in with a seal and without the edits that it was made over."""
        with self._database.reader() as connection:
            return sealed_elsewhere(connection.exec_driver_sql, journey)

    def prove(self, journey: str) -> Proof:
        """Whether the journey's record and every file attached to it are what they were."""
        attached = self.load(journey).attachments
        faults = []
        for attachment in attached:
            try:
                self._database.files.read(attachment.digest)
            except StoreError as error:
                faults.append(fault(attachment, error))
        return Proof(self.verify(journey), tuple(faults), len(attached))

    def beside(self, journey: str, carried: Carried) -> Beside | None:
        """How a journey of a bundle stands to one that is here; None where they are not of the same walk."""
        with self._database.reader() as connection:
            return beside(connection.exec_driver_sql, journey, carried)

    def _rows(self, sql: listing.Sql) -> list[JourneyRow]:
        with self._database.reader() as connection:
            return listing.rows_of(connection.exec_driver_sql(*sql))


def _record(connection: Connection, row: Any) -> Record:
    *head, key, template = row

    def all_of(kind: type[Item]) -> tuple[Any, ...]:
        shelf = SHELF_OF[kind]
        return tuple(shelf.item(found) for found in connection.exec_driver_sql(shelf.live, (key,)))

    return Record(
        heads.journey_of(head, heads.template_of(template)),
        visits=all_of(Visit),
        skips=all_of(Skip),
        pauses=all_of(Pause),
        moments=all_of(Moment),
        expectations=all_of(Expectation),
        findings=all_of(Finding),
        attachments=all_of(Attachment),
        answers=MappingProxyType({a.key: a.text for a in all_of(Answer)}),
    )


def _edit(row: Any) -> Edit:
    seq, at, verb, reason, text, target, undo_top, redo_top, previous, end = row
    return Edit(seq, at, verb, reason, from_text(text), target, undo_top, redo_top, bytes(previous), bytes(end))


def _unknown(prefix: str) -> InputError:
    return InputError(f"There is no journey {prefix or 'without a name'}.", "mysteryshop list shows all of them.")
