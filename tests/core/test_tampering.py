"""Whoever changes any single value of a sealed journey by hand in SQLite is found by verify.

Every column of every table is asked for, as the schema has them today: a new one is in the test by itself, or has to
be named below with the reason why it carries no evidence.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing as closing_connection
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mysteryshop.clock import FixedClock
from mysteryshop.recorder import Recorder
from mysteryshop.store import check, purge_log
from mysteryshop.store.database import Database
from mysteryshop.store.queries import Queries
from mysteryshop.store.rows import SHELVES
from mysteryshop.store.schema import METADATA
from tests.core.walks import START_US, closing, rich
from tests.databases.make import PRACTICE

# What a journey's evidence is not made of. Table by table, and column by column, with the reason.
OTHER_CHAINS = {
    "practice": "kept between walks, with a chain of its own (tests/core/test_practice.py)",
    "practice_edits": "that chain",
    "purges": "what was let go, with a chain of its own (below)",
}
NO_EVIDENCE = {
    "figures": "computed from the evidence, and again whenever it changed",
    "touchpoint_figures": "the same",
    "friction_figures": "the same",
    "search_texts": "the same",
    "redactions": "what an export leaves out; it never alters the record",
}
LOCAL_COLUMNS = {"key": "a number of this file's own, by which rows belong together"}
TABLES = [
    table.name for table in METADATA.sorted_tables if table.name not in OTHER_CHAINS and table.name not in NO_EVIDENCE
]
COLUMNS = [(name, c.name) for name in TABLES for c in METADATA.tables[name].columns if c.name not in LOCAL_COLUMNS]


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two sealed journeys, one of them amended since, with rows in every table that carries evidence."""
    folder = tmp_path_factory.mktemp("sealed")
    with closing(rich(folder, id="walked")) as walk:
        walk.recorder.annotate("walked", tags=["pilot"], retain_until="2030-01-01")
        walk.recorder.finalise("walked", walk.later())
    with closing(rich(folder, id="amended")) as walk:
        walk.recorder.finalise("amended", walk.later())
        walk.recorder.amend_journey("amended", place="Porto", reason="wrong town")
    return folder


def verdicts(data_dir: Path) -> list[bool]:
    with Database.open(data_dir) as database:
        queries = Queries(database)
        return [queries.verify(ident).ok for ident in queries.ids()]


def test_no_table_and_no_column_is_forgotten(data_dir: Path) -> None:
    assert {s.table for s in SHELVES} | {"journeys", "edits", "snapshots"} == set(TABLES)
    with closing_connection(sqlite3.connect(data_dir / "mysteryshop.sqlite")) as raw:
        for table in TABLES:
            assert raw.execute(f"SELECT count(*) FROM {table}").fetchone()[0] >= 1, table
    assert verdicts(data_dir) == [True, True]


values = st.one_of(
    st.integers(-(1 << 62), 1 << 62), st.integers(0, 9), st.text(max_size=12), st.floats(allow_nan=False),
    st.binary(min_size=32, max_size=32), st.none(), st.sampled_from(["", "[]", "{}", "x", "UTC"]),
)  # fmt: skip


@pytest.mark.parametrize(("table", "column"), COLUMNS)
@settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_other_value_in_any_column_of_any_row_is_found(
    data_dir: Path, table: str, column: str, data: st.DataObject
) -> None:
    with closing_connection(sqlite3.connect(data_dir / "mysteryshop.sqlite", isolation_level=None)) as raw:
        raw.execute("PRAGMA foreign_keys = OFF")
        rows = [row[0] for row in raw.execute(f"SELECT rowid FROM {table}")]
        row = data.draw(st.sampled_from(rows))
        before = raw.execute(f'SELECT "{column}" FROM {table} WHERE rowid = ?', (row,)).fetchone()[0]
        after = _other(raw, table, column, row, before, data)
        try:
            if after is not None:
                assert not all(_seen(raw, data_dir)), (row, before, after)
        finally:
            raw.execute(f'UPDATE {table} SET "{column}" = ? WHERE rowid = ?', (before, row))


def _seen(raw: sqlite3.Connection, data_dir: Path) -> list[bool]:
    from mysteryshop.store.replay import verify

    idents = [row[0] for row in raw.execute("SELECT id FROM journeys")]
    found = [verify(raw.execute, ident).ok for ident in idents]
    return [*found, set(idents) == {"walked", "amended"}]


def _other(raw: sqlite3.Connection, table: str, column: str, row: int, before: Any, data: st.DataObject) -> Any:
    """Put another value there; (value,), or None where the column takes none of those that were drawn."""
    for _ in range(12):
        value = data.draw(values)
        try:
            raw.execute(f'UPDATE {table} SET "{column}" = ? WHERE rowid = ?', (value, row))
        except (sqlite3.IntegrityError, sqlite3.OperationalError, OverflowError, UnicodeEncodeError):
            continue
        if raw.execute(f'SELECT "{column}" FROM {table} WHERE rowid = ?', (row,)).fetchone()[0] != before:
            return (value,)
    return None


@pytest.mark.parametrize("table", [name for name in TABLES if name != "snapshots"])
def test_a_row_that_vanished_or_was_added_is_found(data_dir: Path, table: str) -> None:
    names = [c.name for c in METADATA.tables[table].columns if c.name != "key"]
    with closing_connection(sqlite3.connect(data_dir / "mysteryshop.sqlite", isolation_level=None)) as raw:
        raw.execute("PRAGMA foreign_keys = OFF")
        live = "" if table in ("journeys", "edits") else "live, "
        keys = [row[0] for row in raw.execute(f"SELECT key FROM {table} ORDER BY {live}key")]
        for key in [*keys[:4], *keys[-4:]]:  # what was taken back, and what stands
            raw.execute("SAVEPOINT a")
            raw.execute(f"DELETE FROM {table} WHERE key = ?", (key,))
            assert not all(_seen(raw, data_dir)), key
            raw.execute("ROLLBACK TO a")
            mark = {"id": "id || 'x'", "seq": "seq + 1000"}
            chosen = ", ".join(mark.get(name, f'"{name}"') for name in names)
            quoted = ", ".join(f'"{name}"' for name in names)
            raw.execute(f"INSERT INTO {table} ({quoted}) SELECT {chosen} FROM {table} WHERE key = ?", (key,))
            assert not all(_seen(raw, data_dir)), key
            raw.execute("ROLLBACK TO a")
            raw.execute("RELEASE a")


@pytest.fixture
def purged(tmp_path: Path) -> Path:
    with Database.open(tmp_path) as database:
        recorder = Recorder(database, FixedClock(START_US))
        for number in range(3):
            recorder._ledger.beside(lambda e, n=number: purge_log.add(e, f"j{n}", n, "its time was over", n, bytes(32)))
        recorder.keep(*PRACTICE)
    return tmp_path


@pytest.mark.parametrize("column", [c.name for c in METADATA.tables["purges"].columns])
def test_the_list_of_what_was_purged_cannot_be_changed_unseen(purged: Path, column: str) -> None:
    assert all(line.ok for line in check(purged))
    change = {"seq": "seq + 7", "at": "at + 1", "edits": "edits + 1"}.get(column, f"CAST('x' || {column} AS TEXT)")
    change = "zeroblob(31)" if column in ("head", "previous", "hash") else change
    with closing_connection(sqlite3.connect(purged / "mysteryshop.sqlite", isolation_level=None)) as raw:
        raw.execute(f"UPDATE purges SET {column} = {change} WHERE seq = 2")
    assert [line.name for line in check(purged) if not line.ok] == ["practice"]
