"""Backups: whole, readable, seven of them, and never of something damaged."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing as closing_connection
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from mysteryshop.errors import StoreError
from mysteryshop.paths import database_file
from mysteryshop.store import backup
from mysteryshop.store.database import Database
from mysteryshop.store.queries import Queries
from tests.core.walks import begun, closing, planned, rich

NOON = datetime(2026, 11, 14, 12).astimezone()


def test_a_backup_made_during_a_walk_holds_everything_so_far(tmp_path: Path) -> None:
    with closing(begun(tmp_path / "data")) as walk:
        walk.capture("friction", text="before")
        target = tmp_path / "elsewhere" / "copy.sqlite"
        assert backup.backup(walk.database, target) == target
        record = walk.record
        walk.capture("friction", text="after")
    folder = tmp_path / "restored"
    folder.mkdir()
    target.rename(database_file(folder))
    with Database.open(folder) as database:
        assert Queries(database).load(record.journey.id) == record
        assert Queries(database).verify(record.journey.id).ok


def test_a_backup_is_one_file_that_stands_alone(tmp_path: Path) -> None:
    with closing(rich(tmp_path)) as walk:
        path = backup.backup(walk.database)
    assert [p.name for p in path.parent.iterdir()] == [path.name]
    with closing_connection(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as raw:
        assert raw.execute("PRAGMA journal_mode").fetchone()[0] == "delete"
        assert raw.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert path.stat().st_mode & 0o077 == 0


def test_seven_are_kept(tmp_path: Path) -> None:
    with closing(planned(tmp_path)) as walk:
        made = [backup.backup(walk.database, now=NOON + timedelta(days=n)) for n in range(10)]
    assert backup.backups(tmp_path) == made[:2:-1]
    assert len(backup.backups(tmp_path)) == 7


def test_one_is_made_each_day_that_the_store_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    day = NOON

    class Now(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return day

    monkeypatch.setattr("mysteryshop.store.database.datetime", Now)
    monkeypatch.setattr("mysteryshop.store.backup.datetime", Now)
    planned(tmp_path).database.close()
    assert backup.backups(tmp_path) == []  # there was nothing yet to back up
    for hours in (1, 2, 30, 31):
        day = NOON + timedelta(hours=hours)
        Database.open(tmp_path).close()
    assert [p.name[12:20] for p in backup.backups(tmp_path)] == ["20261115", "20261114"]


def test_a_backup_says_when_it_was_made_also_after_its_folder_was_copied(tmp_path: Path) -> None:
    with closing(planned(tmp_path)) as walk:
        kept = backup.backup(walk.database, now=NOON)
    os.utime(kept, (0, 0))
    assert backup.made_at(kept) == NOON
    database_file(tmp_path).write_bytes(b"no journeys")
    with pytest.raises(StoreError, match="damaged") as error:
        Database.open(tmp_path)
    assert "The newest backup is of 2026-11-14 12:00." in error.value.remedy


def test_an_empty_store_is_not_backed_up(tmp_path: Path) -> None:
    for _ in range(3):
        Database.open(tmp_path).close()
    assert backup.backups(tmp_path) == []


def test_a_backup_cannot_take_the_place_of_the_journeys(tmp_path: Path) -> None:
    with closing(planned(tmp_path)) as walk, pytest.raises(StoreError, match="itself"):
        backup.backup(walk.database, walk.database.path)


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with closing(planned(tmp_path / "data")) as walk:
        with pytest.raises(StoreError, match="cannot be written") as error:
            backup.backup(walk.database, tmp_path / "file" / "copy.sqlite")
        assert str(tmp_path / "file" / "copy.sqlite") in error.value.title
        assert walk.queries.count() == 1


def test_a_daily_backup_that_fails_is_a_warning_and_no_obstacle(tmp_path: Path) -> None:
    planned(tmp_path).database.close()
    (tmp_path / "backups").write_text("in the way")
    with Database.open(tmp_path) as database:
        assert [w for w in database.warnings if "backup" in w.title.lower()]


def test_a_damaged_store_is_never_copied_over_good_backups(tmp_path: Path) -> None:
    with closing(rich(tmp_path)) as walk:
        good = backup.backup(walk.database, now=NOON)
    path = database_file(tmp_path)
    with closing_connection(sqlite3.connect(path)) as raw:
        page = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = 'sqlite_autoindex_moments_1'").fetchone()[0]
        size = raw.execute("PRAGMA page_size").fetchone()[0]
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    with pytest.raises(StoreError, match="damaged") as error:
        backup.copy(tmp_path, now=NOON + timedelta(days=1))
    assert "is kept" not in error.value.remedy  # nobody can say so of a damaged file
    assert "newest backup" in error.value.remedy
    assert backup.backups(tmp_path) == [good]
    assert [p.name for p in good.parent.iterdir()] == [good.name]
    with Database.open(tmp_path) as database:  # it still opens, and says what is wrong
        assert any("damaged" in warning.title for warning in database.warnings)
