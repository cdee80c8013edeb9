"""The disk fails, at any statement: the whole edit is stored or nothing is, and the recorder goes on."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing as closing_connection
from pathlib import Path
from typing import Any, ClassVar

import pytest

from mysteryshop.errors import InputError, StoreError
from mysteryshop.journey import Change, Expectation, Finding
from mysteryshop.store import reserve
from tests.core.walks import AIRLINE, Walk, begun, closing, rich

CODES = {
    "disk full": sqlite3.SQLITE_FULL,
    "I/O error": sqlite3.SQLITE_IOERR | (2 << 8),
    "locked": sqlite3.SQLITE_BUSY,
    "read-only": sqlite3.SQLITE_READONLY,
}
SAID = {
    "disk full": "The disk is full",
    "I/O error": "The disk reported an error",
    "locked": "locked by another program",
    "read-only": "read-only",
}


class Failing(sqlite3.Connection):
    """A connection whose statement number `fail_at` fails, before it is done or right after."""

    fail_at: ClassVar[int] = 0
    code: ClassVar[int] = sqlite3.SQLITE_IOERR
    after_it_is_done: ClassVar[bool] = False
    executed: ClassVar[int] = 0

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        if sql.startswith("PRAGMA") or sql == "ROLLBACK":
            return super().execute(sql, parameters)
        Failing.executed += 1
        failing = Failing.executed == Failing.fail_at
        if failing and not Failing.after_it_is_done:
            raise self._failure()
        cursor = super().execute(sql, parameters)
        if failing:
            raise self._failure()
        return cursor

    @staticmethod
    def _failure() -> sqlite3.OperationalError:
        error = sqlite3.OperationalError("injected")
        error.sqlite_errorcode = Failing.code
        return error

    @classmethod
    def arm(cls, fail_at: int, code: int = sqlite3.SQLITE_IOERR, *, after_it_is_done: bool = False) -> None:
        cls.fail_at, cls.code, cls.after_it_is_done, cls.executed = fail_at, code, after_it_is_done, 0


@pytest.fixture
def walk(tmp_path: Path) -> Iterator[Walk]:
    Failing.arm(0)
    with closing(begun(tmp_path)) as walk:
        walk.capture("friction", text="kept")
        walk.capture("wait")
        walk.database.forget_writer()
        walk.database.writer_class = Failing
        yield walk
        Failing.arm(0)


Verb = Callable[[Walk], Change]
VERBS: dict[str, Verb] = {
    "capture": lambda w: w.recorder.capture(w.id, "friction", w.clock.now(), id="new", level=3),
    "end wait": lambda w: w.recorder.capture(w.id, "wait", w.later()),
    "amend": lambda w: w.recorder.amend(w.id, w.record.moments[0].id, text="amended"),
    "retract": lambda w: w.recorder.retract(w.id, w.record.moments[0].id),
    "enter": lambda w: w.recorder.enter(w.id, w.later(), touchpoint="coach-seat"),
    "skip": lambda w: w.recorder.skip(w.id, w.later(), "snacks", "none"),
    "pause": lambda w: w.recorder.pause(w.id, w.later()),
    "undo": lambda w: w.recorder.undo(w.id),
    "finish": lambda w: w.recorder.finish(w.id, w.later()),
    "save_all": lambda w: w.recorder.save_all(w.id, [Finding("f", 1, "x"), Expectation("e", 1, "y")]),
    "answer": lambda w: w.recorder.answer(w.id, "rate.satisfaction", "7"),
    "exclude": lambda w: w.recorder.exclude(w.id, "reason"),
    "amend_journey": lambda w: w.recorder.amend_journey(w.id, place="Oslo"),
}


@pytest.mark.parametrize("failure", CODES)
@pytest.mark.parametrize("verb", VERBS)
def test_whatever_fails_wherever_all_of_the_edit_is_stored_or_nothing(walk: Walk, verb: str, failure: str) -> None:
    for number in range(1, 30):
        before = walk.queries.load(walk.id)
        Failing.arm(number, CODES[failure])
        try:
            change = VERBS[verb](walk)
        except StoreError as error:
            assert SAID[failure] in error.title
            assert "Everything recorded before is kept." in error.remedy
            assert walk.queries.load(walk.id) == before
            assert walk.queries.verify(walk.id).ok
        else:
            break  # fewer statements than that, or the disk had room again
    walk.took(change)
    assert number > 1 or failure == "disk full"


@pytest.mark.parametrize("number", range(1, 9))
def test_a_commit_that_reports_failure_but_was_done_is_not_done_twice(walk: Walk, number: int) -> None:
    """Of all failures this one cannot be told apart: the retry with the same id finds the moment there."""
    Failing.arm(number, after_it_is_done=True)
    at = walk.later()
    try:
        change = walk.recorder.capture(walk.id, "friction", at, id="mine")
    except StoreError:
        change = walk.recorder.capture(walk.id, "friction", at, id="mine")
    assert [m.id for m in walk.queries.load(walk.id).moments].count("mine") == 1
    assert [item.id for item in change.saved] == ["mine"]
    assert walk.queries.verify(walk.id).ok


def test_preparing_and_importing_fail_wholly_too(walk: Walk) -> None:
    for number in range(1, 12):
        Failing.arm(number)
        try:
            walk.recorder.prepare(AIRLINE, id="second", expectations=[Expectation("e", 1, "x")])
        except StoreError:
            assert walk.queries.ids() == [walk.id]
        else:
            break
    assert number > 3
    assert walk.queries.verify("second").ok


def test_a_bug_of_ours_leaves_nothing_behind_either(walk: Walk, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> str:
        raise RuntimeError("a bug")

    with monkeypatch.context() as patch:
        patch.setattr("mysteryshop.store.ledger.summary.after", fail)
        with pytest.raises(RuntimeError):
            walk.recorder.capture(walk.id, "friction", walk.later())
    assert walk.queries.load(walk.id) == walk.record
    walk.capture("friction")


# The engine's own failures, none injected


def test_another_program_that_writes_is_waited_for_and_then_named(walk: Walk) -> None:
    walk.database.writer_connection().execute("PRAGMA busy_timeout = 20")
    with closing_connection(sqlite3.connect(walk.database.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="locked by another program"):
            walk.recorder.capture(walk.id, "friction", walk.later())
        other.execute("ROLLBACK")
    walk.capture("friction")


def test_a_file_that_became_read_only_is_named(walk: Walk) -> None:
    walk.database.writer_connection().execute("PRAGMA query_only = 1")
    with pytest.raises(StoreError, match="read-only"):
        walk.recorder.capture(walk.id, "friction", walk.later())
    walk.capture("friction")  # on a new connection


def test_another_process_may_edit_the_same_journey(walk: Walk) -> None:
    """A command beside the app: what the recorder remembers of the journey is found to be outdated."""
    other = Walk(walk.database, walk.clock, type(walk.recorder)(walk.database, walk.clock), walk.queries, walk.record)
    for number in range(3):
        other.recorder.amend(walk.id, walk.record.moments[0].id, text=f"from outside {number}")
        walk.recorder.capture(walk.id, "note", walk.later())
    assert walk.queries.verify(walk.id).ok
    record = walk.queries.load(walk.id)
    assert record.moments[0].text == "from outside 2"
    assert len(record.moments) == 5


def test_a_full_file_gives_a_sentence_and_goes_on_when_there_is_room(walk: Walk) -> None:
    connection = walk.database.writer_connection()
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")
    kept: list[str] = []
    with pytest.raises(StoreError, match="The disk is full"):
        for _ in range(1000):
            kept.append(walk.recorder.capture(walk.id, "note", walk.later(), text="x" * 500).saved[0].id)
    assert [m.id for m in walk.queries.load(walk.id).moments][2:] == kept
    assert walk.queries.verify(walk.id).ok
    assert walk.database.disk_is_full
    walk.database.writer_connection().execute("PRAGMA max_page_count = 1000000")
    walk.recorder.capture(walk.id, "note", walk.later())
    assert not walk.database.disk_is_full  # the reserve is taken again


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of four megabytes."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = shutil.which("mount")
    if mount is None or os.geteuid() != 0:
        pytest.skip("mounting a tiny file system needs root")
    if subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(disk)], check=False, capture_output=True
    ).returncode:
        pytest.skip("this machine does not let root mount")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_walk_is_finished_on_a_full_disk(tiny_disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reserve, "_ROOM", 0)
    with closing(begun(tiny_disk)) as walk:
        assert not walk.database.disk_is_full
        kept = [walk.capture("note", text="before").id]
        stuffing = (tiny_disk / "photos").open("wb", buffering=0)
        with stuffing, pytest.raises(OSError, match="No space left"):
            while True:
                stuffing.write(b"x" * 4096)
        while not walk.database.disk_is_full:
            kept.append(walk.recorder.capture(walk.id, "note", walk.later(), text="x" * 500).saved[0].id)
        kept += [walk.recorder.capture(walk.id, "note", walk.later()).saved[0].id for _ in range(300)]
        walk.recorder.finish(walk.id, walk.later())
        with pytest.raises(StoreError, match="The disk is full"):
            for _ in range(20_000):
                kept.append(walk.recorder.answer(walk.id, "verdict.headline", os.urandom(400).hex()).saved[0].id)
        kept = [ident for ident in kept if ident != "verdict.headline"]
        assert [m.id for m in walk.queries.load(walk.id).moments] == kept
        assert walk.queries.verify(walk.id).ok
        (tiny_disk / "photos").unlink()
        walk.record = walk.queries.load(walk.id)
        walk.took(walk.recorder.answer(walk.id, "verdict.headline", "There is room again"))
        assert not walk.database.disk_is_full


def test_refused_input_costs_no_edit(tmp_path: Path) -> None:
    with closing(rich(tmp_path)) as walk:
        edits = len(walk.queries.edits(walk.id))
        with pytest.raises(InputError):
            walk.recorder.capture(walk.id, "friction", walk.later(), level=9)
        assert len(walk.queries.edits(walk.id)) == edits


def test_nothing_is_acknowledged_that_goes_into_a_deleted_file(tmp_path: Path) -> None:
    """A folder that was moved away under the app still takes what is written, and nobody would find it."""
    with closing(begun(tmp_path / "data")) as walk:
        walk.capture("note", text="kept")
        (tmp_path / "data").rename(tmp_path / "moved")
        for _ in range(2):
            with pytest.raises(StoreError, match=r"taken away|cannot be opened"):
                walk.recorder.capture(walk.id, "note", walk.later(), text="lost?", id="again")
        (tmp_path / "moved").rename(tmp_path / "data")
        walk.took(walk.recorder.capture(walk.id, "note", walk.later(), text="lost?", id="again"))
        assert [moment.text for moment in walk.record.moments] == ["kept", "lost?"]
