"""The chain of edits sees what SQLite does not: any value that was changed behind the recorder's back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing as closing_connection
from pathlib import Path

import pytest

from mysteryshop.store.chain import Changes, ItemChange, from_text, to_text
from mysteryshop.store.rows import SHELVES
from mysteryshop.store.schema import METADATA
from tests.core.walks import Walk, begun, closing, rich

LOCAL = {"key", "journey"}  # numbers of this file's own; a row that belongs to nobody is seen as missing
TABLES = [*(s.table for s in SHELVES), "journeys", "edits", "snapshots"]
COLUMNS = [(t, c.name) for t in TABLES for c in METADATA.tables[t].columns if c.name not in LOCAL]


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    with closing(rich(tmp_path_factory.mktemp("sealed"))) as walk:
        walk.took(walk.recorder.finalise(walk.id, walk.later()))
        walk.took(walk.recorder.amend_journey(walk.id, place="Porto", reason="wrong town"))
        walk.database.checkpoint()
        yield walk


def flipped(kind: str, value: object) -> object:
    """Another value that the column would take."""
    if kind == "BLOB" or isinstance(value, bytes):
        assert isinstance(value, bytes)
        return bytes([value[0] ^ 1]) + value[1:]
    if kind == "TEXT":
        return f"{value or ''}x"
    if kind == "REAL":
        return 0.125
    return 0 if value == 1 else int(str(value or 0)) + 1


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_a_value_changed_in_the_file_is_seen(sealed: Walk, table: str, column: str) -> None:
    kind = str(METADATA.tables[table].c[column].type)
    with closing_connection(sqlite3.connect(sealed.database.path, isolation_level=None)) as raw:
        raw.execute("PRAGMA foreign_keys = OFF")
        row, value = raw.execute(f'SELECT rowid, "{column}" FROM {table} ORDER BY rowid DESC LIMIT 1').fetchone()
        try:
            raw.execute(f'UPDATE {table} SET "{column}" = ? WHERE rowid = ?', (flipped(kind, value), row))
            if (table, column) == ("journeys", "id"):
                assert sealed.queries.ids() != [sealed.id]
                assert not sealed.queries.verify(sealed.queries.ids()[0]).ok
            else:
                verification = sealed.queries.verify(sealed.id)
                assert not verification.ok
                assert verification.reason.endswith(".")
        finally:
            raw.execute(f'UPDATE {table} SET "{column}" = ? WHERE rowid = ?', (value, row))
    assert sealed.queries.verify(sealed.id).ok


@pytest.mark.parametrize("table", [s.table for s in SHELVES] + ["edits"])
def test_a_row_that_vanished_is_seen(sealed: Walk, table: str) -> None:
    with closing_connection(sqlite3.connect(sealed.database.path, isolation_level=None)) as raw:
        raw.execute("PRAGMA foreign_keys = OFF")
        live = "" if table == "edits" else "WHERE live = 1"
        key = raw.execute(f"SELECT max(key) FROM {table} {live}").fetchone()[0]
        raw.execute(f"UPDATE {table} SET journey = -1 WHERE key = ?", (key,))
        try:
            assert not sealed.queries.verify(sealed.id).ok
        finally:
            raw.execute(f"UPDATE {table} SET journey = (SELECT key FROM journeys) WHERE key = ?", (key,))
    assert sealed.queries.verify(sealed.id).ok


def test_it_says_at_which_edit_the_chain_breaks(sealed: Walk) -> None:
    with closing_connection(sqlite3.connect(sealed.database.path, isolation_level=None)) as raw:
        raw.execute("UPDATE edits SET reason = 'better so' WHERE seq = 5")
        try:
            verification = sealed.queries.verify(sealed.id)
        finally:
            raw.execute("UPDATE edits SET reason = '' WHERE seq = 5")
    assert (verification.broken_at_seq, verification.reason) == (5, "An edit was changed after it was made.")


def test_a_chain_computed_anew_over_changed_rows_does_not_match_the_seal(tmp_path: Path) -> None:
    """Someone who rewrites the whole chain cannot keep the seal that stands on the printed report."""
    with closing(rich(tmp_path / "a")) as one, closing(rich(tmp_path / "b", id="other")) as two:
        one.took(one.recorder.finalise(one.id, one.later()))
        two.took(two.recorder.finalise(two.id, two.later()))
        assert len(one.record.journey.seal) == 64
        assert one.record.journey.seal != two.record.journey.seal


def test_an_edit_reads_back_as_it_was_written(tmp_path: Path) -> None:
    with closing(rich(tmp_path)) as walk:
        for edit in walk.queries.edits(walk.id):
            assert from_text(to_text(edit.changes)) == edit.changes
            assert edit.changes.reversed().reversed() == edit.changes


def test_an_edit_can_be_read_by_people(tmp_path: Path) -> None:
    with closing(begun(tmp_path)) as walk:
        moment = walk.capture("friction", level=3, category="information", text="Two lanes closed")
        text = to_text(Changes((ItemChange(None, moment),)))
        assert '"kind":"friction"' in text
        assert '"category":"information"' in text
        assert "talked_s" not in text


def test_who_made_an_edit_stands_in_it_and_is_hashed(tmp_path: Path) -> None:
    with closing(begun(tmp_path)) as walk:
        walk.recorder.author = " Ada\0 "
        walk.took(walk.recorder.answer(walk.id, "rate.cost", "3"))
        walk.undo()
        walk.recorder.author = ""
        walk.redo()
        assert [edit.changes.by for edit in walk.queries.edits(walk.id)] == ["", "", "Ada", "Ada", ""]
        walk.database.writer_connection().execute("UPDATE edits SET changes = replace(changes, 'Ada', 'Eve')")
        assert walk.queries.verify(walk.id).broken_at_seq == 3
