"""What the store holds of the disk and of open files: no more than it needs, whatever was stopped or went wrong."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mysteryshop.clock import FixedClock
from mysteryshop.errors import InputError, StoreError
from mysteryshop.imports.logs import ocel_sqlite
from mysteryshop.imports.report import Stopped
from mysteryshop.imports.table import Context, read
from mysteryshop.journey import Record
from mysteryshop.paths import database_file
from mysteryshop.recorder import Recorder
from mysteryshop.store import cipher, database, ledger, readers, reserve
from mysteryshop.store.database import Database
from mysteryshop.store.keyfile import fresh
from tests.core.object_logs import put_sqlite
from tests.core.sample import sample
from tests.core.walks import START_US, begun, closing

LONG = 400_000
on_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks /proc which files are open")


def records(n: int, *, then: BaseException | None = None) -> Iterator[Record]:
    """So many journeys with words enough to fill a log; then whatever stops the import."""
    one = sample()
    moments = tuple(replace(m, text="words that were said " * 20) for m in one.moments)
    for number in range(n):
        yield replace(one, journey=replace(one.journey, id=f"{number:08x}{one.journey.id[8:]}"), moments=moments)
    if then is not None:
        raise then


def log_of(folder: Path) -> Path:
    return database_file(folder).with_name(f"{database_file(folder).name}-wal")


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """What counts as a large transaction, made small enough for a test."""
    monkeypatch.setattr(database, "LONG_LOG", LONG)
    monkeypatch.setattr(ledger, "_MANY_ROWS", 500)


@pytest.mark.parametrize("stopped", [False, True])
def test_an_import_gives_the_disk_back_what_its_log_took_whether_it_ended_or_was_stopped(
    stopped: bool, plain_and_locked: None, small: None, tmp_path: Path
) -> None:
    longest = 0

    def watched() -> Iterator[Record]:
        nonlocal longest
        for record in records(150, then=Stopped() if stopped else None):
            longest = max(longest, log_of(tmp_path).stat().st_size)
            yield record

    with Database.open(tmp_path) as store:
        store.writer_connection().execute("PRAGMA cache_size = -500")  # what does not fit goes into the log at once
        recorder = Recorder(store, FixedClock(START_US))
        try:
            came = len(recorder.import_each(watched))
        except Stopped:
            came = 0
        assert came == (0 if stopped else 150)
        if stopped:
            assert longest > LONG  # it was there to be given back
        assert log_of(tmp_path).stat().st_size == 0


def test_what_a_reader_still_needs_of_the_log_is_given_back_later(small: None, tmp_path: Path) -> None:
    with closing(begun(tmp_path)) as walk:
        with walk.database.reader() as reader:
            reader.exec_driver_sql("SELECT count(*) FROM moments").one()
            walk.recorder.import_each(lambda: records(150))
            assert log_of(tmp_path).stat().st_size > LONG
        assert walk.capture("note").text == ""
        walk.took(walk.recorder.enter(walk.id, walk.later(), touchpoint="coach-seat"))
        assert log_of(tmp_path).stat().st_size == 0


def test_a_capture_never_waits_for_the_log(small: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "LONG_LOG", 0)  # any log is too long
    with closing(begun(tmp_path)) as walk, monkeypatch.context() as patched:
        patched.setattr(walk.database, "checkpoint", lambda: pytest.fail("it waited"))
        walk.recorder.capture(walk.id, "note", walk.later(), text="on disk at once")


# Open files


def held(path: Path) -> int:
    """How often this process has the file open."""
    found = [link.readlink() for link in Path("/proc/self/fd").iterdir() if link.is_symlink()]
    return found.count(path.resolve())


def broken(*_: Any, **__: Any) -> None:
    raise sqlite3.OperationalError("disk I/O error")


@on_linux
def test_a_log_that_cannot_be_read_is_let_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocel_sqlite, "_bind", broken)
    path = put_sqlite(tmp_path)
    with pytest.raises(InputError, match="disk I/O error") as caught:
        read(path, Context(()))
    assert held(path) == 0, caught


@on_linux
def test_a_store_whose_connections_cannot_be_made_ready_is_let_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = database_file(tmp_path)
    begun(tmp_path).database.close()
    with Database.open(tmp_path) as store, monkeypatch.context() as patched:
        patched.setattr(database, "prepare_writer", broken)
        before = held(path)
        with pytest.raises(sqlite3.OperationalError) as caught:
            store.writer_connection()
        assert held(path) == before, caught
        patched.setattr(readers, "prepare_reader", broken)
        with pytest.raises(StoreError) as told, store.reader(), store.reader(), store.reader():
            pytest.fail("it was not ready")
        assert held(path) == before, told
    assert held(path) == 0


@on_linux
def test_opening_that_fails_on_its_way_leaves_no_file_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun(tmp_path).database.close()
    monkeypatch.setattr(reserve, "keep", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError) as caught:
        Database.open(tmp_path)
    assert held(database_file(tmp_path)) == held(tmp_path / "writer.lock") == 0, caught


@on_linux
def test_an_encrypted_file_that_takes_no_key_is_let_go(tmp_path: Path) -> None:
    class Broken(cipher.dbapi2.Connection):  # type: ignore[misc,name-defined]  # it comes without types
        execute = broken

    begun(tmp_path).database.close()
    path = database_file(tmp_path)
    with pytest.raises(sqlite3.Error) as caught:
        cipher.connect(path.as_uri(), fresh(), factory=Broken)
    assert held(path) == 0, caught
