"""Attached files, tags and the day of letting go: recorded, undone, exported, and kept apart from the seal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from mysteryshop.errors import InputError, KnownError, StoreError
from mysteryshop.exports import csv_tables as tables_out
from mysteryshop.exports.json_record import write
from mysteryshop.imports import csv_tables as tables_in
from mysteryshop.imports.json_record import read
from mysteryshop.journey import Attachment, Finding, Moment, Pause, apply
from mysteryshop.recorder import Recorder
from mysteryshop.store import demo_apart
from mysteryshop.store.database import Database
from mysteryshop.store.files import EvidenceFiles
from mysteryshop.store.queries import Queries
from tests.core.walks import Walk, attachment, begun, closing, rich


@pytest.fixture
def walk(tmp_path: Path) -> Iterator[Walk]:
    with closing(rich(tmp_path)) as made:
        yield made


def test_a_moment_taken_back_takes_its_files_along_and_undo_brings_both(walk: Walk) -> None:
    (kept,) = walk.record.attachments
    assert walk.record.attached_to(kept.moment) == (kept,)
    walk.took(walk.recorder.retract(walk.id, kept.moment))
    assert walk.record.attachments == ()
    walk.undo()
    assert walk.record.attachments == (kept,)


def test_a_moment_and_its_file_can_be_saved_as_one_edit_in_any_order(walk: Walk) -> None:
    moment = replace(walk.record.moments[0], id="new", text="seen on the photo")
    walk.took(walk.recorder.save_all(walk.id, [attachment(walk, "a9", note="the sign"), moment]))
    walk.took(
        walk.recorder.save_all(walk.id, [replace(attachment(walk, "b1"), moment="newer"), replace(moment, id="newer")])
    )
    assert {a.id for a in walk.record.attachments} == {"a1", "a9", "b1"}


def test_a_file_of_no_moment_is_refused(walk: Walk) -> None:
    with pytest.raises(InputError):
        walk.recorder.save(walk.id, replace(attachment(walk, "a3"), moment="nowhere"))
    with pytest.raises(InputError, match="hash"):
        walk.recorder.save(walk.id, replace(attachment(walk, "a3"), digest="../../etc/passwd"))
    assert walk.queries.load(walk.id) == walk.record


def test_evidence_of_a_sealed_journey_needs_a_reason_and_breaks_the_seal(walk: Walk) -> None:
    walk.took(walk.recorder.finalise(walk.id, walk.later()))
    with pytest.raises(KnownError, match="sealed"):
        walk.recorder.save(walk.id, attachment(walk, "a3"))
    with pytest.raises(KnownError, match="sealed"):
        walk.recorder.remove(walk.id, "a1")
    walk.took(walk.recorder.remove(walk.id, "a1", reason="a face is to be seen"))
    assert walk.record.journey.seal_broken


def test_tags_and_the_day_of_letting_go_break_no_seal(walk: Walk) -> None:
    walk.took(walk.recorder.finalise(walk.id, walk.later()))
    walk.took(walk.recorder.annotate(walk.id, tags=[" pilot ", "été", "pilot", ""], retain_until="2027-03-31"))
    head = walk.record.journey
    assert (head.tags, head.retain_until, head.seal_broken) == (("pilot", "été"), "2027-03-31", False)
    (row,) = walk.queries.rows(tag="pilot")
    assert (row.tags, row.retain_until, row.twin, row.sealed) == (("pilot", "été"), "2027-03-31", "", True)
    assert walk.queries.rows(text="ÉTÉ airline") == [row]
    assert walk.queries.count(tag="pil") == 0
    walk.took(walk.recorder.annotate(walk.id, tags=[]))
    walk.took(walk.recorder.annotate(walk.id, retain_until=""))
    assert (walk.record.journey.tags, walk.record.journey.retain_until) == ((), "")


def test_undo_leaves_tags_alone(walk: Walk) -> None:
    before = walk.record
    walk.took(walk.recorder.answer(walk.id, "rate.cost", "3"))
    walk.took(walk.recorder.annotate(walk.id, tags=["pilot"]))
    walk.undo()
    assert walk.record == replace(before, journey=replace(before.journey, tags=("pilot",)))


@pytest.mark.parametrize("day", ["soon", "2027-3-1", "2027-02-30", "20270301"])
def test_a_day_that_is_none_is_refused(walk: Walk, day: str) -> None:
    with pytest.raises(InputError, match="no day"):
        walk.recorder.annotate(walk.id, retain_until=day)


def test_attachments_and_tags_travel_as_json_and_as_tables(walk: Walk, tmp_path: Path) -> None:
    walk.took(walk.recorder.annotate(walk.id, tags=["pilot", "=1+1"], retain_until="2027-03-31"))
    assert read(write(walk.record)) == [walk.record]
    tables_out.write_tables([walk.record], tmp_path / "tables.zip")
    (back,) = tables_in.read(tmp_path / "tables.zip").records()
    assert back == walk.record
    with Database.open(tmp_path / "other") as database:
        Recorder(database, walk.clock).import_record(back)
        assert Queries(database).load(walk.id) == walk.record
        assert Queries(database).verify(walk.id).ok


def test_screens_follow_attachments_in_order_of_capture(walk: Walk) -> None:
    early = replace(attachment(walk, "a0"), captured_at=1)
    change = walk.recorder.save(walk.id, early)
    assert [a.id for a in apply(walk.record, change).attachments] == ["a0", "a1"]
    assert walk.queries.load(walk.id).attachments == apply(walk.record, change).attachments


def test_one_kind_of_item_over_all_journeys_comes_newest_journey_first(
    walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo_apart, "is_own", lambda _: False)  # folders from before they were kept apart hold both
    head = replace(walk.record.journey, id="later", started_at=(walk.record.journey.started_at or 0) + 1, demo=True)
    walk.recorder.import_record(replace(walk.record, journey=head))
    findings = walk.queries.across(Finding)
    assert [(a.journey.id, a.item.title) for a in findings] == [
        ("later", "Say why lanes are closed"),
        (walk.id, "Say why lanes are closed"),
    ]
    assert [a.item for a in walk.queries.across(Moment, demo=False)] == list(walk.record.moments)
    assert [a.journey.id for a in walk.queries.across(Attachment, demo=True)] == ["later"]
    assert [a.item for a in walk.queries.across(Pause, demo=False)] == list(walk.record.pauses)


def test_there_may_be_nothing_over_all_journeys(tmp_path: Path) -> None:
    with closing(begun(tmp_path)) as walk:
        assert walk.queries.across(Finding) == []


# The files themselves


def test_a_file_is_kept_once_under_its_hash(tmp_path: Path) -> None:
    files = EvidenceFiles(tmp_path)
    assert list(files.digests()) == []
    first, again, other = files.put(b"one"), files.put(b"one"), files.put(b"other")
    assert first == again
    assert list(files.digests()) == sorted([first, other])
    assert (files.read(first), files.path(first).stat().st_mode & 0o777) == (b"one", 0o600)
    assert not list(tmp_path.rglob("*.part"))


def test_a_damaged_file_is_told_and_mended_by_attaching_it_again(tmp_path: Path) -> None:
    files = EvidenceFiles(tmp_path)
    digest = files.put(b"one")
    files.path(digest).write_bytes(b"0ne")
    with pytest.raises(StoreError, match="not what it was"):
        files.read(digest)
    assert not files.holds(digest)
    assert files.put(b"one") == digest
    assert files.read(digest) == b"one"


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    files = EvidenceFiles(tmp_path)
    digest = files.put(b"one")
    assert files.remove(digest)
    assert not files.remove(digest)
    with pytest.raises(StoreError, match="missing"):
        files.read(digest)


@pytest.mark.parametrize("name", ["", "../../x", "A" * 64, "0" * 63, "0" * 64 + "/x"])
def test_only_a_hash_names_a_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError):
        EvidenceFiles(tmp_path).path(name)


def test_a_disk_that_refuses_keeps_nothing_half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    files = EvidenceFiles(tmp_path)
    monkeypatch.setattr("mysteryshop.store.files.put_in_place", full)
    with pytest.raises(StoreError, match="disk is full"):
        files.put(b"one")
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []
