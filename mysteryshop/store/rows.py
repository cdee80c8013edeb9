"""How the things recorded during a journey lie in their tables: one `Shelf` each.

A shelf knows the columns, their codes, and the three statements that its table needs; everything
that reads or writes evidence goes through it. Pure: no connection, no SQLAlchemy.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from operator import attrgetter
from typing import Any

from mysteryshop import vocabulary as words
from mysteryshop.journey import Answer, Attachment, Expectation, Finding, Item, Moment, Pause, Skip, Visit


@dataclass(frozen=True, slots=True)
class Codec:
    """How one column's value is written and read; None passes through both."""

    write: Callable[[Any], Any]
    read: Callable[[Any], Any]


def _word(table: Iterable[words.Term]) -> Codec:
    codes = {term.id: term.code for term in table}
    idents = {term.code: term.id for term in table}
    return Codec(codes.__getitem__, idents.__getitem__)


TRUTH = Codec(int, bool)
IDS = Codec(lambda ids: json.dumps(list(ids), ensure_ascii=False), lambda text: tuple(json.loads(text)))
STATE, ORIGIN, RELATIONSHIP = _word(words.STATES), _word(words.ORIGINS), _word(words.RELATIONSHIPS)


@dataclass(frozen=True)
class Shelf:
    """One kind of item: its class, its table, the codecs of columns that are not plain, its order."""

    name: str  # in edits: "moment"
    kind: type[Any]
    table: str
    codecs: dict[str, Codec]
    order: str  # SQL

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The columns that an item's fields fill, in the order of the fields."""
        return tuple(f.name for f in fields(self.kind))

    @cached_property
    def put(self) -> str:
        """Insert an item as live, or overwrite what is there; parameters: `row(journey, item)`."""
        columns = ("journey", *self.columns, "live")
        names = ", ".join(f'"{c}"' for c in columns)
        update = ", ".join(f'"{c}" = excluded."{c}"' for c in columns if c not in ("journey", "id"))
        marks = ", ".join("?" * (len(columns) - 1))
        return (
            f"INSERT INTO {self.table} ({names}) VALUES ({marks}, 1) ON CONFLICT (journey, id) DO UPDATE SET {update}"
        )

    @cached_property
    def take_back(self) -> str:
        """Mark an item as no longer live; parameters: journey, id."""
        return f"UPDATE {self.table} SET live = 0 WHERE journey = ? AND id = ?"

    @cached_property
    def select(self) -> str:
        """Items of one journey, `item`'s columns first and then `live`; a condition may follow."""
        names = ", ".join(f'"{c}"' for c in (*self.columns, "live"))
        return f"SELECT {names} FROM {self.table} WHERE journey = ?"

    @cached_property
    def live(self) -> str:
        """All live items of one journey in their natural order; parameter: journey."""
        return f"{self.select} AND live = 1 ORDER BY {self.order}"

    @cached_property
    def one(self) -> str:
        """One live item; parameters: journey, id."""
        return f"{self.select} AND id = ? AND live = 1"

    @cached_property
    def values(self) -> Callable[[Any], tuple[Any, ...]]:
        """The values of an item's fields, in the order of `columns`."""
        return attrgetter(*self.columns)

    @cached_property
    def _coded(self) -> tuple[tuple[int, Codec], ...]:
        return tuple((i, self.codecs[c]) for i, c in enumerate(self.columns) if c in self.codecs)

    def row(self, journey: int, item: Item) -> tuple[Any, ...]:
        """The parameters of `put`; KeyError where a word is not of the vocabulary."""
        values = list(self.values(item))
        for index, codec in self._coded:
            if values[index] is not None:
                values[index] = codec.write(values[index])
        return (journey, *values)

    def item(self, row: Sequence[Any]) -> Any:
        """The item that a row of `select` holds."""
        values = list(row[: len(self.columns)])
        for index, codec in self._coded:
            if values[index] is not None:
                values[index] = codec.read(values[index])
        return self.kind(*values)


SHELVES: tuple[Shelf, ...] = (  # visits first: moments refer to them
    Shelf("visit", Visit, "visits", {"failed": TRUTH}, "entered_at, id"),
    Shelf("skip", Skip, "skips", {}, "at, id"),
    Shelf("pause", Pause, "pauses", {}, "started_at, id"),
    Shelf(
        "moment",
        Moment,
        "moments",
        {
            "kind": _word(words.KINDS),
            "source": _word(words.SOURCES),
            "category": _word(words.CATEGORIES),
            "channel": _word(words.CHANNELS),
            "trigger": _word(words.TRIGGERS),
            "outcome": _word(words.OUTCOMES),
            "explained": TRUTH,
            "occupied": TRUTH,
            "fair": TRUTH,
        },
        "observed_at, seq, id",
    ),
    Shelf(  # after moments: attachments refer to them
        "attachment",
        Attachment,
        "attachments",
        {"clock": _word(words.CAPTURE_CLOCKS), "in_report": TRUTH, "kept_metadata": TRUTH},
        "captured_at, id",
    ),
    Shelf(
        "expectation", Expectation, "expectations", {"verdict": _word(words.VERDICTS), "evidence": IDS}, "ordinal, id"
    ),
    Shelf(
        "finding",
        Finding,
        "findings",
        {
            "triage": _word(words.TRIAGES),
            "beneficiary": _word(words.BENEFICIARIES),
            "condition": _word(words.CONDITIONS),
            "moments": IDS,
        },
        "ordinal, id",
    ),
    Shelf("answer", Answer, "answers", {}, "key"),
)
SHELF_OF: dict[type[Any], Shelf] = {shelf.kind: shelf for shelf in SHELVES}
SHELF_NAMED: dict[str, Shelf] = {shelf.name: shelf for shelf in SHELVES}
