"""A purge leaves nothing of a journey anywhere in the data folder, and nothing of the others changes."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import MappingProxyType

import pytest

from mysteryshop import figures, templates
from mysteryshop.clock import FixedClock
from mysteryshop.errors import InputError, KnownError, StoreError
from mysteryshop.imports import field_notes
from mysteryshop.journey import Attachment, Finding, Record
from mysteryshop.paths import database_file
from mysteryshop.practice import HeardBack, MirrorRating, Party
from mysteryshop.recorder import Recorder
from mysteryshop.store import backup, check, purging, redactions
from mysteryshop.store.database import Database
from mysteryshop.store.queries import Queries

PLANTED = (b"Xanthippe-7431", b"zyxolite-quark", b"kept-in-the-attachment-4711")
NOTES = """template: airline-passenger
place: zyxolite-quark
date: 2026-11-{day}
zone: Europe/Lisbon
10:22 > Security line
10:25 p Ten minutes at most, said Xanthippe-7431 | due 10:35, broken, @Xanthippe-7431
10:41 f3 {words} | information
11:00 end
"""
SHARED, OWN = b"\x89PNG shared by both", b"\x89PNG kept-in-the-attachment-4711"
AT = 1_800_000_000_000_000


def record(day: int, words: str) -> Record:
    plan = NOTES.format(day=day, words=words)
    if day != 14:
        plan = plan.replace("zyxolite-quark", "Oslo").replace("Xanthippe-7431", "agent")
    return field_notes.read(plan, file="notes", templates=templates.builtin())


def attached(database: Database, whose: Record, ident: str, data: bytes, name: str) -> Attachment:
    moment = whose.moments[0]
    digest = database.files.put(data)
    return Attachment(ident, moment.id, digest, name, "image/png", len(data), AT, AT, "file")


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def journeys(data_dir: Path) -> tuple[str, str]:
    """See there."""
    return two_journeys(data_dir)


def two_journeys(data_dir: Path) -> tuple[str, str]:
    """One to be purged, of which there are amendments, an undo, figures, decisions, files and backups; one to stay."""
    going, staying = record(14, "Two lanes closed"), record(15, "One lane closed")
    finding = Finding("f", 1, "Xanthippe-7431 is alone", touchpoint="zyxolite-quark")
    going = replace(going, findings=(finding,), answers=MappingProxyType({"reflection.scared": "Xanthippe-7431"}))
    with Database.open(data_dir) as database:
        recorder = Recorder(database, FixedClock(AT))
        for each in (going, staying):
            recorder.import_record(each)
        ident = going.journey.id
        recorder.amend(ident, going.moments[1].id, text="Xanthippe-7431 " * 400)  # more than a page
        recorder.amend(ident, going.moments[1].id, text="zyxolite-quark again")
        recorder.undo(ident)
        recorder.save(ident, attached(database, going, "a1", OWN, "zyxolite-quark.png"))
        recorder.save(ident, attached(database, going, "a2", SHARED, "Xanthippe-7431.png"))
        recorder.save(staying.journey.id, attached(database, staying, "b1", SHARED, "lane.png"))
        figures.refresh(database)
        recorder.keep(Party("p", "Lane teams", "internal team"))
        for whose in (going, staying):
            told = "Xanthippe-7431" if whose is going else "lane agent"
            recorder.keep(HeardBack(f"h {told}", whose.journey.id, "f", AT, told, happened=f"{told} was told"))
        recorder.keep(MirrorRating("m", ident, "zyxolite-quark", 1, "Xanthippe-7431"))
        recorder.drop("m")
        redactions.keep(database, ident, '{"choices": [], "of": "Xanthippe-7431"}')
        for minute in range(3):
            backup.backup(database, now=datetime(2026, 11, 20, 10, minute, tzinfo=UTC))
    return ident, staying.journey.id


def held(data_dir: Path) -> list[tuple[str, bytes]]:
    """Which planted words stand in which file, whatever its kind."""
    files = [path for path in data_dir.rglob("*") if path.is_file()]
    assert len(files) > 3
    return [(path.name, word) for path in files for word in PLANTED if word.lower() in path.read_bytes().lower()]


def test_after_a_purge_no_byte_of_the_folder_holds_what_was_planted(data_dir: Path, journeys: tuple[str, str]) -> None:
    going, staying = journeys
    assert {word for _, word in held(data_dir)} == set(PLANTED)  # the test could see them
    with Database.open(data_dir) as database:
        before = Queries(database).load(staying)
        done = purging.purge(database, going, AT, "asked for")
        assert held(data_dir) == []  # at once, with the store still open
        assert (done.files, done.rewritten, done.deleted, done.waiting) == (1, 4, 0, False)  # with the daily backup
        queries = Queries(database)
        assert queries.ids() == [staying]
        assert queries.load(staying) == before
        assert database.files.read(before.attachments[0].digest) == SHARED
        (noted,) = queries.purges()
        assert (noted.journey, noted.at, noted.reason, noted.edits) == (going, AT, "asked for", 6)
        kept = queries.practice()
        assert [entry.id for entry in (*kept.parties, *kept.heard_backs)] == ["p", "h lane agent"]
    assert held(data_dir) == []
    assert [line for line in check(data_dir) if not line.ok] == []
    assert not (data_dir / "purge.pending").exists()


def test_the_backups_keep_the_other_journeys_and_open(
    data_dir: Path, journeys: tuple[str, str], tmp_path: Path
) -> None:
    going, staying = journeys
    with Database.open(data_dir) as database:
        purging.purge(database, going, AT)
    for number, kept in enumerate(backup.backups(data_dir)):
        other = tmp_path / str(number)
        other.mkdir()
        database_file(other).write_bytes(kept.read_bytes())
        with Database.open(other) as restored:
            assert Queries(restored).ids() == [staying]
            assert Queries(restored).verify(staying).ok


def test_backups_of_older_schemas_are_written_anew_too(data_dir: Path, journeys: tuple[str, str]) -> None:
    for version in (1, 2):
        old = data_dir / "backups" / f"mysteryshop-20200101-00000{version}-000000.sqlite"
        old.write_bytes((Path(__file__).parents[1] / "databases" / f"schema-{version}.sqlite").read_bytes())
    with closing(sqlite3.connect(old)) as raw:
        there = [row[0] for row in raw.execute("SELECT id FROM journeys")]
        raw.execute("UPDATE journeys SET id = ?, place = 'zyxolite-quark' WHERE id = ?", (journeys[0], there[0]))
        raw.commit()
    with Database.open(data_dir) as database:
        assert purging.purge(database, journeys[0], AT).rewritten == 5  # three, today's, and that of schema 2
    assert held(data_dir) == []
    with closing(sqlite3.connect(old)) as raw:
        assert [row[0] for row in raw.execute("SELECT id FROM journeys")] == there[1:]


def test_a_backup_that_nobody_can_read_is_deleted(data_dir: Path, journeys: tuple[str, str]) -> None:
    damaged = data_dir / "backups" / "mysteryshop-20260101-000000-000000.sqlite"
    damaged.write_bytes(b"no database, but Xanthippe-7431")
    with Database.open(data_dir) as database:
        assert purging.purge(database, journeys[0], AT).deleted == 1
    assert not damaged.exists()


def test_what_an_ended_process_left_half_written_goes_too(data_dir: Path, journeys: tuple[str, str]) -> None:
    (data_dir / "backups" / "mysteryshop-20260101-000000-000000.sqlite.77.part").write_bytes(PLANTED[0])
    (data_dir / "evidence" / "ab").mkdir()
    (data_dir / "evidence" / "ab" / f"ab{'0' * 62}.77.part").write_bytes(PLANTED[1])
    with Database.open(data_dir) as database:
        purging.purge(database, journeys[0], AT)
    assert held(data_dir) == []


def test_an_end_right_after_the_rows_went_is_made_good_at_the_next_opening(
    data_dir: Path, journeys: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with Database.open(data_dir) as database:
        monkeypatch.setattr(purging, "_finish", lambda _database, ident: purging.Purged(ident))
        purging.purge(database, journeys[0], AT)
    monkeypatch.undo()
    assert held(data_dir) != []
    Database.open(data_dir).close()
    assert held(data_dir) == []
    assert not (data_dir / "purge.pending").exists()


def test_without_room_for_the_backups_none_is_lost_and_the_rest_follows(
    data_dir: Path, journeys: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> bool:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    with Database.open(data_dir) as database:
        kept = backup.backups(data_dir)
        monkeypatch.setattr(purging, "_write_without", full)
        assert purging.purge(database, journeys[0], AT).waiting
        assert Queries(database).ids() == [journeys[1]]
        assert backup.backups(data_dir) == kept
    monkeypatch.undo()
    Database.open(data_dir).close()
    assert held(data_dir) == []
    assert backup.backups(data_dir) == kept


def test_an_end_before_the_rows_went_leaves_the_journey_untouched(
    data_dir: Path, journeys: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise sqlite3.OperationalError("power cut")

    with Database.open(data_dir) as database:
        before = Queries(database).load(journeys[0])
        monkeypatch.setattr(purging.purge_log, "add", fail)
        with pytest.raises(StoreError):
            purging.purge(database, journeys[0], AT)
    monkeypatch.undo()
    with Database.open(data_dir) as database:
        assert Queries(database).load(journeys[0]) == before
        assert database.files.read(before.attachments[0].digest) == OWN
    assert not (data_dir / "purge.pending").exists()
    assert [line for line in check(data_dir) if not line.ok] == []


def test_beside_the_open_app_nothing_is_purged(data_dir: Path, journeys: tuple[str, str]) -> None:
    with Database.open(data_dir, exclusive=True), Database.open(data_dir) as command:
        with pytest.raises(KnownError, match="open on this folder"):
            purging.purge(command, journeys[0], AT)
        assert journeys[0] in Queries(command).ids()


def test_a_walk_under_way_and_a_stranger_are_refused(data_dir: Path, journeys: tuple[str, str]) -> None:
    with Database.open(data_dir) as database:
        clock = FixedClock(AT)
        recorder = Recorder(database, clock)
        ident = recorder.prepare(templates.find("hotel-stay")).journey.id
        recorder.start(ident, clock.now())
        with pytest.raises(KnownError, match="being walked"):
            purging.purge(database, ident, AT)
        with pytest.raises(InputError):
            purging.purge(database, "nobody", AT)
        assert not (data_dir / "purge.pending").exists()


def test_the_recorder_goes_on_with_the_others(data_dir: Path, journeys: tuple[str, str]) -> None:
    going, staying = journeys
    with Database.open(data_dir) as database:
        recorder = Recorder(database, FixedClock(AT))
        recorder.answer(going, "rate.speed", "4")
        purging.purge(database, going, AT)
        recorder.answer(staying, "rate.speed", "5")
        with pytest.raises(KnownError):
            recorder.answer(going, "rate.speed", "5")
        assert Queries(database).verify(staying).ok


def test_journeys_whose_time_has_come_are_named(data_dir: Path, journeys: tuple[str, str]) -> None:
    with Database.open(data_dir) as database:
        recorder = Recorder(database, FixedClock(AT))
        recorder.annotate(journeys[0], retain_until="2027-01-31")
        recorder.annotate(journeys[1], retain_until="2027-02-01")
        queries = Queries(database)
        assert [row.id for row in queries.due(date(2027, 1, 30))] == []
        assert [row.id for row in queries.due(date(2027, 1, 31))] == [journeys[0]]
        assert len(queries.due(date(2027, 2, 1))) == 2
        assert queries.load(journeys[0]).journey.retain_until == "2027-01-31"


def test_a_purge_writes_over_nothing_to_which_a_link_leads(
    data_dir: Path, journeys: tuple[str, str], tmp_path: Path
) -> None:
    """Somebody, or something, put links into the folder: they go, and what lies elsewhere stays."""
    elsewhere = tmp_path.parent / f"{tmp_path.name} precious.jpg"
    elsewhere.write_bytes(OWN)
    with Database.open(data_dir) as database:
        (own,) = [a for a in Queries(database).load(journeys[0]).attachments if database.files.read(a.digest) == OWN]
        lies = database.files.path(own.digest)
        lies.unlink()
        lies.symlink_to(elsewhere)
        (data_dir / "left.part").symlink_to(elsewhere)
        purging.purge(database, journeys[0], AT)
    assert elsewhere.read_bytes() == OWN
    assert not lies.is_symlink()
    assert not (data_dir / "left.part").is_symlink()
