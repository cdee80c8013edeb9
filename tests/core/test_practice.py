"""What a leader keeps between walks: it stays, it can be taken back, and nobody changes it unseen."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing as closing_connection
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mysteryshop.clock import FixedClock
from mysteryshop.errors import InputError
from mysteryshop.practice import (
    Cadence,
    ChainTest,
    Commitment,
    Decision,
    Entry,
    HeardBack,
    Link,
    Listening,
    MirrorRating,
    OutcomePoint,
    Party,
    Practice,
    Reply,
    Session,
)
from mysteryshop.recorder import Recorder
from mysteryshop.store import check
from mysteryshop.store.database import Database
from mysteryshop.store.practice_rows import KINDS
from mysteryshop.store.queries import Queries
from mysteryshop.store.schema import METADATA

WHOLE: tuple[Entry, ...] = (
    Party("gate", "Gate agents — naïve 😀", "internal team", 0.4, "in the morning", "they feed the flight"),
    Listening("l1", "gate", 1_794_650_400_000_000, 1200, 300, "about lanes"),
    Link("link", "service-desk", "airline-passenger", "security-line", "their tools"),
    Decision("d1", 5, "Two lanes", "a shorter line", "customer", "Ada"),
    Session("s1", 7, "What would change?", (Reply("1", "both", "a line", 7), Reply("2", "company", "", 0)), True),
    HeardBack("h1", "j", "f", 9, "head of ground", "in person", "she nodded"),
    Commitment("c1", "j", "f", "A sign", "Head of ground", "2026-11-21", "2026-12-01", "2027-01-01", "kept", "k"),
    ChainTest("t1", "authority", "airline-passenger", "security-line", "supported", "k", "seen again"),
    MirrorRating("m1", "j", "security-line", -2, "lane agent", 11, "they knew"),
    OutcomePoint("o1", "Order backlog", "2026-Q2", 1234.5, "orders", "airline-passenger"),
    Cadence("x1", 90, "airline-passenger", "end-user", "Ada"),
)


class Kept:
    """A store, its recorder, and what it says."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.recorder = Recorder(database, FixedClock(1))

    def says(self) -> Practice:
        return Queries(self.database).practice()


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    with Database.open(tmp_path) as database:
        yield Kept(database)


def test_every_kind_of_entry_is_in_this_test() -> None:
    assert [type(entry) for entry in WHOLE] == [kind.kind for kind in KINDS]


def test_what_is_kept_comes_back_the_same_after_a_restart(tmp_path: Path) -> None:
    with Database.open(tmp_path) as database:
        Kept(database).recorder.keep(*WHOLE)
    with Database.open(tmp_path) as database:
        said = Kept(database).says()
        assert [getattr(said, kind.place) for kind in KINDS] == [(entry,) for entry in WHOLE]


def test_an_entry_with_the_same_id_takes_its_place(kept: Kept) -> None:
    first, second = Party("a", "A", "peer"), Party("b", "B", "peer")
    kept.recorder.keep(first, second)
    kept.recorder.keep(replace(first, name="Ah"))
    assert kept.says().parties == (replace(first, name="Ah"), second)


def test_taking_back_goes_step_by_step_also_after_a_restart(tmp_path: Path) -> None:
    party = Party("a", "A", "peer")
    with Database.open(tmp_path) as database:
        one = Kept(database)
        one.recorder.keep(party)
        one.recorder.keep(replace(party, name="Ah"), Party("b", "B", "peer"))
        one.recorder.drop("a", "never there")
        one.recorder.keep()
    with Database.open(tmp_path) as database:
        two = Kept(database)
        assert two.recorder.undo_practice()
        assert two.says().parties == (replace(party, name="Ah"), Party("b", "B", "peer"))
        assert two.recorder.undo_practice()
        assert two.says().parties == (party,)
        two.recorder.keep(Party("c", "C", "peer"))
        assert two.recorder.undo_practice()
        assert two.recorder.undo_practice()
        assert two.says() == Practice()
        assert not two.recorder.undo_practice()
        assert Queries(database).has_practice()


@pytest.mark.parametrize(
    "wrong",
    [
        Party("p", "P", "stranger"),
        Party("p", "P", "peer", should_be=1.5),
        Listening("l", "p", 1, -1),
        Decision("d", 1, "D", beneficiary="nobody"),
        Session("s", 1, "?", (Reply("1", "customer", "", 11),)),
        HeardBack("h", "j", "f", 1, "x", channel="drum"),
        Commitment("c", "j", "f", "t", state="maybe"),
        Commitment("c", "j", "f", "t", due="31.12.2026"),
        ChainTest("t", "authority", "x", "y", "perhaps"),
        MirrorRating("m", "j", "t", 3),
        Cadence("x", 0),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(kept: Kept, wrong: Entry) -> None:
    with pytest.raises(InputError) as refusal:
        kept.recorder.keep(Party("good", "Good", "peer"), wrong)
    assert refusal.value.remedy
    assert kept.says() == Practice()


def test_an_id_stays_with_its_kind(kept: Kept) -> None:
    kept.recorder.keep(Party("a", "A", "peer"))
    with pytest.raises(InputError, match="a is a party already"):
        kept.recorder.keep(Cadence("a", 30))


names = st.sampled_from("abc")
steps = st.one_of(
    st.tuples(st.just("keep"), st.lists(st.tuples(names, st.text(max_size=3)), max_size=3)),
    st.tuples(st.just("drop"), st.lists(names, max_size=2)),
    st.tuples(st.just("undo"), st.just(())),
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plan=st.lists(steps, max_size=12))
def test_any_course_of_keeping_and_taking_back_ends_where_a_pile_of_copies_ends(
    plan: list[tuple[str, Any]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    pile: list[dict[str, str]] = [{}]
    with Database.open(tmp_path_factory.mktemp("plan")) as database:
        kept = Kept(database)
        for verb, said in plan:
            now = dict(pile[-1])
            if verb == "keep":
                entries = {n: t.replace("\\0", "") for n, t in said}
                now.update(entries)
                kept.recorder.keep(*(Party(n, t, "peer") for n, t in entries.items()))
            elif verb == "drop":
                now = {n: t for n, t in now.items() if n not in said}
                kept.recorder.drop(*said)
            else:
                assert kept.recorder.undo_practice() == (len(pile) > 1)
                if len(pile) > 1:
                    pile.pop()
                now = pile[-1]
            if verb != "undo" and now != pile[-1]:
                pile.append(now)
            assert {p.id: p.name for p in kept.says().parties} == pile[-1]


PLACES = [(t, c.name) for t in ("practice", "practice_edits") for c in METADATA.tables[t].columns if c.name != "key"]


@pytest.mark.parametrize(("table", "column"), PLACES)
def test_a_value_changed_in_the_file_is_seen(tmp_path: Path, table: str, column: str) -> None:
    with Database.open(tmp_path) as database:
        Kept(database).recorder.keep(*WHOLE)
        Kept(database).recorder.keep(Party("late", "Late", "peer"))
    assert all(line.ok for line in check(tmp_path))
    with closing_connection(sqlite3.connect(tmp_path / "mysteryshop.sqlite", isolation_level=None)) as raw:
        change = "substr(x'00', 1) || hash" if column in ("previous", "hash") else f"{column} || 'x'"
        change = {"live": "0", "seq": "seq + 5", "at": "at + 1", "undo_top": "7"}.get(column, change)
        raw.execute(f"UPDATE {table} SET {column} = CAST({change} AS {_kind(table, column)}) WHERE rowid = 2")
    assert [line.name for line in check(tmp_path) if not line.ok] == ["practice"]


def _kind(table: str, column: str) -> str:
    return str(METADATA.tables[table].c[column].type)
