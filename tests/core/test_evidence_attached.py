"""Evidence in the store: the file before its row, both or a file that harms nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from mysteryshop import templates
from mysteryshop.clock import FixedClock
from mysteryshop.errors import InputError, StoreError
from mysteryshop.evidence_files.taking import take_in
from mysteryshop.journey import Attachment
from mysteryshop.recorder import Recorder
from mysteryshop.store import check
from mysteryshop.store.database import Database
from mysteryshop.store.files import EvidenceFiles
from mysteryshop.store.inspection import CheckLine
from mysteryshop.store.queries import Queries
from tests.core.pictures import photo

START = 1_794_657_600_000_000


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with Database.open(tmp_path) as opened:
        yield opened


class Walk:
    """A walk with one moment."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock = FixedClock(START)
        self.recorder = Recorder(database, self.clock)
        self.id = self.recorder.prepare(templates.find("airline-passenger")).journey.id
        self.recorder.start(self.id, self.clock.now(), "book-online")
        self.recorder.capture(self.id, "mark", self.clock.advance(60), id="m1")

    def attachment(self, data: bytes, ident: str = "a1", **more: object) -> Attachment:
        taken = take_in(data, "photo.jpg", zone="UTC", now=START)
        fields = {"captured_at": taken.captured_at, "recorded_at": START, "clock": taken.clock} | more
        return Attachment(ident, "m1", taken.digest, taken.name, taken.media_type, len(taken.data), **fields)  # type: ignore[arg-type]

    def attach(self, ident: str = "a1") -> Attachment:
        data = take_in(photo(), "photo.jpg", zone="UTC", now=START).data
        item = self.attachment(data, ident)
        self.recorder.attach(self.id, item, data)
        return item


def test_an_attached_file_comes_back_the_same(database: Database) -> None:
    walk = Walk(database)
    item = walk.attach()
    assert Queries(database).load(walk.id).attachments == (item,)
    assert len(database.files.read(item.digest)) == item.size


def test_a_row_never_names_another_file(database: Database) -> None:
    walk = Walk(database)
    item = walk.attachment(photo())
    with pytest.raises(InputError, match="not the one that was read"):
        walk.recorder.attach(walk.id, item, b"something else")
    assert not Queries(database).load(walk.id).attachments


def test_where_the_file_cannot_be_written_there_is_no_row(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    walk = Walk(database)

    def full(*_: object) -> None:
        raise StoreError("The disk is full.", "Make room.")

    monkeypatch.setattr(EvidenceFiles, "put", full)
    with pytest.raises(StoreError):
        walk.attach()
    assert not Queries(database).load(walk.id).attachments


def test_undo_lets_the_file_lie_and_redo_finds_it(database: Database) -> None:
    walk = Walk(database)
    item = walk.attach()
    walk.recorder.undo(walk.id)
    assert not Queries(database).load(walk.id).attachments
    walk.recorder.redo(walk.id)
    assert Queries(database).load(walk.id).attachments == (item,)
    assert database.files.holds(item.digest)


def test_attachments_go_with_their_moment(database: Database) -> None:
    walk = Walk(database)
    walk.attach()
    walk.recorder.retract(walk.id, "m1")
    assert not Queries(database).load(walk.id).attachments


def evidence(folder: Path) -> CheckLine:
    return next(line for line in check(folder) if line.name == "evidence")


def test_check_reads_every_file_that_a_journey_names(tmp_path: Path) -> None:
    with Database.open(tmp_path) as database:
        assert evidence(tmp_path).text == "There is no evidence file yet."
        item = Walk(database).attach()
        path = database.files.path(item.digest)
    assert evidence(tmp_path) == CheckLine("evidence", True, "The one evidence file is there and whole.")
    whole = path.read_bytes()
    path.write_bytes(whole[:-1] + b"x")
    assert "photo.jpg of journey" in evidence(tmp_path).text
    assert "damaged" in evidence(tmp_path).text
    path.unlink()
    assert not evidence(tmp_path).ok
    assert "missing" in evidence(tmp_path).text
    assert evidence(tmp_path).remedy


def test_check_lets_go_what_a_crash_left_and_nothing_else(tmp_path: Path) -> None:
    """A file without its row harms nothing; what an undo could bring back stays."""
    with Database.open(tmp_path) as database:
        walk = Walk(database)
        undone = walk.attach()
        walk.recorder.undo(walk.id)
        old = database.files.path(database.files.put(b"written, then the power went"))
        new = database.files.path(database.files.put(b"on its way to its row"))
        half = old.with_name(f"{old.name}.77.part")
        half.write_bytes(b"hal")
        for path in (old, half, database.files.path(undone.digest)):
            os.utime(path, (0, 0))
    told = evidence(tmp_path)
    assert (told.ok, old.exists(), half.exists(), new.exists()) == (True, False, False, True)
    assert "Removed 2 files that no journey names" in told.text
    with Database.open(tmp_path) as database:
        assert database.files.holds(undone.digest)


def test_nothing_is_let_go_while_the_app_is_open(tmp_path: Path) -> None:
    with Database.open(tmp_path, exclusive=True) as database:
        path = database.files.path(database.files.put(b"x"))
        os.utime(path, (0, 0))
        assert "once the app is closed" in evidence(tmp_path).text
        assert path.exists()
