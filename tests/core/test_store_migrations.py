"""Stores of every version that ever was: each is opened, upgraded and still says the same."""

from __future__ import annotations

import json
import shutil
import sqlite3
import sys
from contextlib import closing as closing_connection
from pathlib import Path
from typing import Any

import pytest

from mysteryshop.clock import FixedClock
from mysteryshop.errors import StoreError
from mysteryshop.paths import database_file
from mysteryshop.recorder import Recorder
from mysteryshop.store import backup, check, identity, judging, opening
from mysteryshop.store.database import Database
from mysteryshop.store.glance import glance
from mysteryshop.store.identity import APPLICATION_ID, SCHEMA_VERSION
from mysteryshop.store.keyfile import FolderKey
from mysteryshop.store.migrations import upgrade
from mysteryshop.store.queries import Queries
from tests.core.walks import START_US, closing, rich
from tests.databases.make import FOLDER, said

STORES = sorted(FOLDER.glob("schema-*.sqlite"))


def placed(store: Path, data_dir: Path) -> Path:
    data_dir.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(store, database_file(data_dir))
    return data_dir


def of_today(record: dict[str, Any]) -> dict[str, Any]:
    """What was said of a journey before there were attachments and tags, as it is said now."""
    head = {"tags": [], "retain_until": "", "twin": "", **record["journey"]}
    return {"attachments": [], **record, "journey": head}


def schema_of(path: Path) -> dict[str, str]:
    """Tables and indexes, spaces left aside."""
    with closing_connection(sqlite3.connect(path)) as raw:
        found = raw.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        return {name: "".join(sql.split()) for name, sql in found}


def test_every_version_has_its_store() -> None:
    assert [store.stem for store in STORES] == [f"schema-{n}" for n in range(1, SCHEMA_VERSION + 1)]


@pytest.mark.parametrize("store", STORES, ids=lambda path: path.stem)
def test_a_store_of_that_version_opens_and_says_the_same(store: Path, tmp_path: Path) -> None:
    with Database.open(placed(store, tmp_path)) as database:
        queries = Queries(database)
        expected = json.loads(store.with_suffix(".json").read_text(encoding="utf-8"))
        assert set(queries.ids()) == set(expected)
        for journey, record in expected.items():
            assert said(queries.load(journey)) == of_today(record)
            assert queries.verify(journey).ok
        assert {row.state for row in queries.rows()} == {"planned", "walking", "debrief", "finalised", "excluded"}
    # The evidence files themselves do not lie in tests/databases, and a row without its file is told.
    assert [line for line in check(tmp_path) if not line.ok and line.name != "evidence"] == []


@pytest.mark.parametrize("store", STORES, ids=lambda path: path.stem)
def test_a_store_of_that_version_has_all_that_a_new_one_has(store: Path, tmp_path: Path) -> None:
    for folder in (placed(store, tmp_path / "old"), tmp_path / "new"):
        Database.open(folder).close()
    old, new = (set(schema_of(database_file(tmp_path / name))) for name in ("old", "new"))
    assert old == new


@pytest.mark.parametrize("store", STORES, ids=lambda path: path.stem)
def test_the_walk_in_it_goes_on_with_undo_and_redo(store: Path, tmp_path: Path) -> None:
    with Database.open(placed(store, tmp_path)) as database:
        clock = FixedClock(START_US + 10**10)
        recorder, queries = Recorder(database, clock), Queries(database)
        before = queries.load("walking")
        assert recorder.redo("walking").can_undo
        assert [m.text for m in queries.load("walking").moments] == ["", "taken back"]
        recorder.undo("walking")
        assert queries.load("walking") == before
        assert recorder.capture("walking", "wait", clock.advance(60)).verb == "end wait"
        while recorder.undo("debrief").can_undo:
            pass
        assert queries.load("debrief").journey.state == "planned"
        assert all(queries.verify(journey).ok for journey in queries.ids())


def test_a_new_store_has_the_schema_that_the_migrations_lead_to(tmp_path: Path) -> None:
    """An Alembic upgrade from nothing, and the tables as `schema` declares them: no difference."""
    Database.open(tmp_path / "new").close()
    path = tmp_path / "upgraded.sqlite"
    path.touch()
    upgrade(path)
    assert schema_of(path) == schema_of(database_file(tmp_path / "new"))
    with closing_connection(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION
        assert raw.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID


# An upgrade that does not exist yet: what will happen to users' stores when it does.

NEXT = f"{SCHEMA_VERSION + 1:04}"
SCRIPT = f'''
import sqlalchemy as sa
from alembic import op

revision, down_revision = "{NEXT}", "{SCHEMA_VERSION:04}"


def upgrade() -> None:
    with op.batch_alter_table("journeys") as batch:
        batch.add_column(sa.Column("weather", sa.Text(), nullable=False, server_default=""))
    op.create_table("parties", sa.Column("id", sa.Text(), primary_key=True))
'''


@pytest.fixture
def next_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The app, as if it knew one schema more than it does."""
    scripts = tmp_path / "migrations"
    shutil.copytree(Path(sys.modules["mysteryshop.store.migrations"].__file__ or "").parent, scripts)
    (scripts / "versions" / f"{NEXT}_next.py").write_text(SCRIPT)
    for module in (identity, judging):
        monkeypatch.setattr(module, "SCHEMA_VERSION", SCHEMA_VERSION + 1)

    def up(path: Path, key: FolderKey | None) -> None:
        upgrade(path, scripts=str(scripts), version=SCHEMA_VERSION + 1, key=key)

    monkeypatch.setattr("mysteryshop.store.migrations.upgrade", up)
    return scripts


def test_an_older_store_is_backed_up_and_upgraded_when_it_is_opened(tmp_path: Path, next_version: Path) -> None:
    data_dir = placed(STORES[-1], tmp_path / "data")
    assert glance(data_dir).rows == ()
    with Database.open(data_dir) as database:
        assert Queries(database).count() == 6
        with database.reader() as connection:
            assert connection.exec_driver_sql("SELECT weather FROM journeys LIMIT 1").scalar_one() == ""
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        assert all(Queries(database).verify(journey).ok for journey in Queries(database).ids())
    (kept,) = backup.backups(data_dir)
    with closing_connection(sqlite3.connect(kept)) as raw:
        assert raw.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION
    assert glance(data_dir).schema_version == SCHEMA_VERSION + 1


def test_an_upgrade_that_fails_half_way_leaves_the_store_as_it_was(tmp_path: Path, next_version: Path) -> None:
    (next_version / "versions" / f"{NEXT}_next.py").write_text(SCRIPT + '    op.execute("SELECT nonsense")\n')
    data_dir = placed(STORES[-1], tmp_path / "data")
    before = schema_of(database_file(data_dir))
    with pytest.raises(StoreError, match="could not be brought to this version") as error:
        Database.open(data_dir)
    (kept,) = backup.backups(data_dir)
    assert str(kept) in error.value.remedy
    assert schema_of(database_file(data_dir)) == before
    assert judging.judge(data_dir) == judging.Verdict("old", SCHEMA_VERSION)


def test_a_store_in_use_elsewhere_is_not_upgraded_under_its_users(
    tmp_path: Path, next_version: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data_dir = placed(STORES[-1], tmp_path / "data")
    monkeypatch.setattr(opening, "_PATIENCE_S", 0.05)
    lock = opening.lock_of(data_dir, create=False)
    assert lock.take()
    with pytest.raises(StoreError, match="being used"):
        Database.open(data_dir)
    lock.release()
    Database.open(data_dir).close()


def test_a_journey_of_today_passes_through_the_upgrade(tmp_path: Path, next_version: Path) -> None:
    with pytest.MonkeyPatch.context() as today:
        for module in (identity, judging):
            today.setattr(module, "SCHEMA_VERSION", SCHEMA_VERSION)
        with closing(rich(tmp_path / "data")) as walk:
            record = walk.record
    with Database.open(tmp_path / "data") as database:
        assert Queries(database).load(record.journey.id) == record
