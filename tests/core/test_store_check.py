"""`check`: what is wrong with a store, in words, without changing anything or failing itself."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from contextlib import closing as closing_connection
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from mysteryshop import templates
from mysteryshop.paths import database_file
from mysteryshop.store import backup, check
from mysteryshop.store.identity import SCHEMA_VERSION
from mysteryshop.store.inspection import CheckLine
from tests.core.walks import closing, rich

WHOLE = ["data folder", "journeys", "integrity", "references", "edits", "practice", "evidence", "backups", "space"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with closing(rich(tmp_path)) as walk:
        walk.took(walk.recorder.finalise(walk.id, walk.later()))
    return tmp_path


def failed(data_dir: Path) -> list[CheckLine]:
    lines = [line for line in check(data_dir) if not line.ok]
    assert all(line.remedy for line in lines)
    return lines


def altered(data_dir: Path, sql: str) -> None:
    with closing_connection(sqlite3.connect(database_file(data_dir))) as raw:
        raw.execute(sql)
        raw.commit()


def test_a_healthy_store_passes_every_check_and_is_left_as_it_is(folder: Path) -> None:
    before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    lines = check(folder)
    assert [line.name for line in lines] == WHOLE
    assert failed(folder) == []
    assert "1 journey with" in lines[1].text
    assert f"schema {SCHEMA_VERSION}" in lines[1].text
    assert {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()} == before


def test_a_store_in_use_can_be_checked(tmp_path: Path) -> None:
    with closing(rich(tmp_path)) as walk:
        walk.capture("note")
        assert failed(tmp_path) == []


def test_where_there_is_no_store_yet_nothing_is_wrong(tmp_path: Path) -> None:
    assert [line.name for line in check(tmp_path)] == ["data folder", "journeys", "backups", "space"]
    assert failed(tmp_path) == []
    assert [line.name for line in check(tmp_path / "nowhere")] == ["data folder"]
    assert not (tmp_path / "nowhere").exists()


def test_a_folder_that_is_a_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (line,) = failed(tmp_path / "file")
    assert line.name == "data folder"


def test_a_value_changed_behind_the_apps_back_is_found_with_its_journey(folder: Path) -> None:
    altered(folder, "UPDATE moments SET level = 1 WHERE level = 4 AND kind = 2")
    (line,) = failed(folder)
    assert line.name == "edits"
    assert "The friction “Two lanes closed, nobody says why” at 10:08" in line.text
    assert "its severity was 4, and is 1 now." in line.text


def test_a_row_that_belongs_to_nobody_is_found(folder: Path) -> None:
    altered(folder, "UPDATE visits SET journey = 99 WHERE key = 1")
    assert {line.name for line in failed(folder)} == {"references", "edits"}


def test_a_damaged_page_is_found_where_it_is_and_the_other_checks_go_on(folder: Path) -> None:
    path = database_file(folder)
    with closing_connection(sqlite3.connect(path)) as raw:
        page = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = 'findings'").fetchone()[0]
        size = raw.execute("PRAGMA page_size").fetchone()[0]
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    assert "integrity" in {line.name for line in failed(folder)}
    assert [line.name for line in check(folder)] == WHOLE


def test_a_store_that_cannot_be_opened_is_one_line_with_its_remedy(folder: Path) -> None:
    kept = backup.copy(folder)
    database_file(folder).write_bytes(b"")
    (line,) = failed(folder)
    assert (line.name, "it is empty" in line.text) == ("journeys", True)
    assert str(kept) in line.remedy


def test_a_newer_store_is_one_line(folder: Path) -> None:
    altered(folder, f"PRAGMA user_version = {SCHEMA_VERSION + 5}")
    (line,) = failed(folder)
    assert f"schema {SCHEMA_VERSION + 5}" in line.text


def test_one_journey_is_not_called_journeys(folder: Path) -> None:
    said = {line.name: line.text for line in check(folder)}
    assert said["journeys"].startswith("1 journey with ")
    assert said["edits"] == "Every journey is what its edits say: 1 read."


def test_old_backups_and_little_room_are_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    backup.copy(folder, now=datetime(2026, 1, 1, tzinfo=UTC))
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=5 << 20))
    assert {line.name: line.remedy for line in failed(folder)} == {
        "backups": "Make one: mysteryshop backup.",
        "space": "Make room before you walk.",
    }


def test_a_folder_that_may_not_be_looked_into_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not by its rights: whoever runs the tests may be allowed everything."""
    (tmp_path / "templates").mkdir()
    plain = os.stat

    def forbidden(path: object, *args: object, **more: object) -> os.stat_result:
        if str(path).startswith(str(tmp_path)):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return plain(path, *args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "stat", forbidden)
    monkeypatch.setattr(os, "access", lambda *_: False)
    (line,) = check(tmp_path)
    assert (line.ok, "permission denied" in line.text) == (False, True)
    shipped, (problem,) = templates.load_all(tmp_path)
    assert shipped
    assert "permission denied" in problem.title
