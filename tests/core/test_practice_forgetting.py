"""A purge takes a journey's heard-backs, commitments and ratings along, and the chain of the others holds."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing

from hypothesis import given, settings
from hypothesis import strategies as st

from mysteryshop.practice import Entry, HeardBack, Party
from mysteryshop.store import practice_log
from mysteryshop.store.practice_forgetting import forget

TABLES = (
    "CREATE TABLE practice (key INTEGER PRIMARY KEY, id TEXT UNIQUE, kind TEXT, entry TEXT, live INTEGER)",
    "CREATE TABLE practice_edits (key INTEGER PRIMARY KEY, seq INTEGER UNIQUE, at INTEGER, verb TEXT, changes TEXT, "
    "undo_top INTEGER, previous BLOB, hash BLOB)",
)
IDENTS = ("a", "b", "c")


def entry(ident: str, journey: str, words: str) -> Entry:
    return HeardBack(ident, journey, "f", 1, words) if journey else Party(f"party {ident}", words, "peer")


step = st.one_of(
    st.lists(
        st.builds(entry, st.sampled_from(IDENTS), st.sampled_from(["", "gone", "stays"]), st.text("xyz", min_size=1)),
        min_size=1, max_size=3,
    ),
    st.tuples(st.just("drop"), st.sampled_from([*IDENTS, "party a", "party b"])),
    st.just("undo"),
)  # fmt: skip


def play(raw: sqlite3.Connection, steps: Sequence[object]) -> None:
    for number, each in enumerate(steps):
        if each == "undo":
            practice_log.undo(raw.execute, number)
        elif isinstance(each, tuple):
            practice_log.drop(raw.execute, [each[1]], number)
        elif isinstance(each, list):
            practice_log.keep(raw.execute, each, number)


@settings(max_examples=150, deadline=None)
@given(st.lists(step, max_size=25))
def test_nothing_of_the_journey_is_left_and_the_chain_of_the_others_holds(steps: list[object]) -> None:
    with closing(sqlite3.connect(":memory:")) as raw:
        for table in TABLES:
            raw.execute(table)
        play(raw, steps)
        edits = raw.execute("SELECT changes FROM practice_edits").fetchall()
        ever = {i for (text,) in edits for i in IDENTS if f'["{i}"' in text and '\\"journey\\":\\"gone\\"' in text}
        before = {e.id: e for e in practice_log.entries(raw.execute)}
        forget(raw.execute, "gone")
        assert practice_log.verify(raw.execute) == ""
        after = {e.id: e for e in practice_log.entries(raw.execute)}
        assert all(getattr(e, "journey", "") != "gone" for e in after.values())
        assert {i for i in before if i not in after} <= ever  # nothing else went
        assert all(after[i] == before[i] for i in after)
        whole = " ".join(
            str(row) for table in ("practice", "practice_edits") for row in raw.execute(f"SELECT * FROM {table}")
        )
        assert "gone" not in whole
        for number in range(len(steps) + 1):  # undo still goes back, as far as there is anything
            if not practice_log.undo(raw.execute, 100 + number):
                break
            assert practice_log.verify(raw.execute) == ""
        assert not practice_log.undo(raw.execute, 999)
