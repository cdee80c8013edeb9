"""What was changed behind the record's back is told by its words: what it is, where it was, what it said before."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing as closing_connection
from pathlib import Path

import pytest

from mysteryshop.store.replay import Verification, verify
from tests.core.walks import Walk, closing, rich

Alter = Callable[[str], Verification]
LANES = "The friction “Two lanes closed, nobody says why” at 10:08, touchpoint Security line,"


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    with closing(rich(tmp_path_factory.mktemp("sealed"))) as walk:
        walk.took(walk.recorder.finalise(walk.id, walk.later()))
        yield walk


@pytest.fixture
def after(sealed: Walk) -> Alter:
    """What verify says after a statement by hand, which is taken back again."""

    def alter(sql: str) -> Verification:
        with closing_connection(sqlite3.connect(sealed.database.path, isolation_level=None)) as raw:
            raw.execute("PRAGMA foreign_keys = OFF")
            raw.execute("BEGIN")
            assert raw.execute(sql).rowcount == 1
            said = verify(raw.execute, sealed.id)
            raw.execute("ROLLBACK")
        assert not said.ok
        return said

    return alter


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("UPDATE moments SET text = 'All was well' WHERE level = 4 AND kind = 2",
         f"{LANES} is no longer what was sealed: "
         "its text was “Two lanes closed, nobody says why”, and is “All was well” now."),
        ("UPDATE moments SET level = 1 WHERE level = 4 AND kind = 2",
         f"{LANES} is no longer what was sealed: its severity was 4, and is 1 now."),
        ("UPDATE moments SET observed_at = observed_at + 60000000, category = NULL WHERE level = 4 AND kind = 2",
         f"{LANES} is no longer what was sealed: its time was 2026-11-14 10:08:39, and is 2026-11-14 10:09:39 now; "
         "its category was Information, and is gone now."),
        ("UPDATE moments SET category = 99 WHERE level = 4 AND kind = 2",
         f"{LANES} is no longer what was sealed: its category was Information, and cannot be read any more."),
        ("UPDATE moments SET live = 0 WHERE level = 4 AND kind = 2",
         f"{LANES} was taken back, and no edit says so."),
        ("UPDATE moments SET journey = -1 WHERE level = 4 AND kind = 2",
         f"{LANES} is missing from the file: only its edits still tell of it."),
        ("UPDATE moments SET live = 1 WHERE text LIKE 'Not what I meant%'",
         "The note “Not what I meant — naïve 😀 \u200fعربي” at 10:30, touchpoint Coach seat, counts again, "
         "although its edits took it back."),
        ("UPDATE visits SET name = 'The queue' WHERE touchpoint = 'security-line'",
         "The visit of Security line at 10:00 is no longer what was sealed: "
         "its name was “Security line”, and is “The queue” now."),
        ("UPDATE skips SET reason = ''",
         "The skip of The snacks is no longer what was sealed: its reason was “travelled alone”, and is gone now."),
        ("UPDATE pauses SET ended_at = NULL",
         "The pause at 10:22 is no longer what was sealed: its end was 2026-11-14 10:30:15, and is gone now."),
        ("UPDATE findings SET triage = 2",
         "The finding “Say why lanes are closed” is no longer what was sealed: "
         "its triage was Improve, and is Amplify now."),
        ("UPDATE expectations SET confidence = 0.5 WHERE confidence = 0.8",
         "The expectation “Lines are faster since March” is no longer what was sealed: "
         "its confidence was 0.8, and is 0.5 now."),
        ("UPDATE expectations SET evidence = '[]' WHERE evidence != '[]'",
         "The expectation “Lines are faster since March” is no longer what was sealed: "
         "its evidence was 2 moments, and is gone now."),
        ("UPDATE answers SET text = '10' WHERE id = 'rate.satisfaction'",
         "The answer to “Overall satisfaction” is no longer what was sealed: its text was “6”, and is “10” now."),
        ("UPDATE attachments SET note = 'forged' WHERE live = 1",
         "The attached file “a1.jpg” is no longer what was sealed: its note was empty, and is “forged” now."),
        ("UPDATE journeys SET place = 'Porto'",
         "The journey's place is not what its edits say: it was “Lisbon to Oslo”, and is “Porto” now."),
        ("UPDATE journeys SET relationship = 1",
         "The journey's relationship is not what its edits say: it was End-user, and is Buyer now."),
        ("UPDATE journeys SET delights = 7",
         "The journey's count (delights) is not what its edits say: it was 1, and is 7 now."),
    ],
)  # fmt: skip
def test_what_was_altered_is_told_by_its_words_with_what_it_said_before(after: Alter, sql: str, told: str) -> None:
    assert after(sql).reason == told


def test_the_thing_that_was_altered_is_named_for_whoever_leads_to_it(sealed: Walk, after: Alter) -> None:
    friction = next(m for m in sealed.record.moments if m.kind == "friction")
    assert after("UPDATE moments SET text = 'x' WHERE level = 4 AND kind = 2").item == friction.id
    assert after("UPDATE journeys SET place = 'Porto'").item == ""


def test_a_row_that_no_edit_made_is_told_as_what_it_claims_to_be(sealed: Walk, after: Alter) -> None:
    columns = "journey, id, touchpoint, at, live"
    said = after(
        f"INSERT INTO skips ({columns}, reason) SELECT journey, 'made up', 'coach-seat', at, live, 'no time' FROM skips"
    )
    assert said.reason == "No edit made what stands in the file as the skip of Coach seat."


def test_a_long_text_is_told_where_it_differs_or_at_least_that_it_does(tmp_path: Path) -> None:
    with closing(rich(tmp_path)) as walk:
        moment = walk.capture("note", text="long " * 100)
        with closing_connection(sqlite3.connect(walk.database.path, isolation_level=None)) as raw:
            raw.execute("UPDATE moments SET text = text || 'er' WHERE id = ?", (moment.id,))
        reason = walk.queries.verify(walk.id).reason
    assert reason.endswith("is not what its edits say: its text changed.")  # nothing was sealed yet
    assert len(reason) < 200
