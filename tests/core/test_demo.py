"""The demo folder: full after one run, the same after two, and never in the way of the user's own journeys."""

from __future__ import annotations

from pathlib import Path

import pytest

from mysteryshop import demo, paths, templates
from mysteryshop.cli import main
from mysteryshop.clock import Clock
from mysteryshop.errors import InputError
from mysteryshop.evidence_files.taking import take_in
from mysteryshop.journey import Record
from mysteryshop.recorder import Recorder
from mysteryshop.store.database import Database
from mysteryshop.store.queries import Queries
from tests.core.bundles import desk


def journeys(folder: Path) -> list[Record]:
    with Database.open(folder, create=False) as database:
        queries = Queries(database)
        return [queries.load(ident) for ident in queries.ids()]


def test_every_journey_is_there_marked_as_demo_and_sealed_where_it_is_to_be(tmp_path: Path) -> None:
    filled = demo.fill(tmp_path)
    records = journeys(tmp_path)
    assert filled.new == filled.journeys == tuple(r.journey.id for r in records)
    assert all(r.journey.demo for r in records)
    assert [r.journey.state for r in records] == ["finalised" if j.sealed else "debrief" for j in demo.load()]
    assert all(bool(r.journey.seal) == (r.journey.state == "finalised") for r in records)
    with Database.open(tmp_path) as database:
        assert all(Queries(database).verify(r.journey.id).ok for r in records)


def test_filling_again_or_elsewhere_gives_the_same(tmp_path: Path) -> None:
    demo.fill(tmp_path / "one")
    before = journeys(tmp_path / "one")
    assert demo.fill(tmp_path / "one").new == ()
    demo.fill(tmp_path / "two")
    assert journeys(tmp_path / "one") == before == journeys(tmp_path / "two")


def test_findings_and_verdicts_rest_on_the_moments_of_their_lines(tmp_path: Path) -> None:
    first = demo.load()[0].record
    texts = {m.id: m.text for m in first.moments}
    assert next(texts[m] for m in first.findings[2].moments) == "Agent walked a lost family to the desk"
    for record in (journey.record for journey in demo.load() if journey.sealed):
        known = {m.id for m in record.moments}
        rests = [m for finding in record.findings for m in finding.moments]
        rests += [m for expectation in record.expectations for m in expectation.evidence]
        assert rests
        assert set(rests) <= known


def test_pictures_bear_witness_and_tell_nothing_but_what_they_show(tmp_path: Path) -> None:
    demo.fill(tmp_path)
    attached = [(r, a) for r in journeys(tmp_path) for a in r.attachments]
    assert len(attached) >= 8
    assert {a.clock for _, a in attached} == {"camera", "app"}
    with Database.open(tmp_path) as database:
        for record, attachment in attached:
            assert record.moment(attachment.moment) is not None
            data = database.files.read(attachment.digest)
            again = take_in(data, attachment.name, zone="UTC", now=0)
            assert (again.digest, again.removed) == (attachment.digest, ())
            assert (again.width, again.height) == (attachment.width, attachment.height)
        assert {a.digest for _, a in attached} == set(database.files.digests())


def test_a_folder_with_journeys_of_ones_own_is_refused(tmp_path: Path) -> None:
    with Database.open(tmp_path) as database:
        Recorder(database, Clock()).prepare(templates.find("hotel-stay"))
    with pytest.raises(InputError, match="journeys of your own"):
        demo.fill(tmp_path)
    assert len(journeys(tmp_path)) == 1


def test_a_journey_walked_in_the_demo_folder_stays_and_does_no_harm(tmp_path: Path) -> None:
    demo.fill(tmp_path)
    with Database.open(tmp_path) as database:
        Recorder(database, Clock()).prepare(templates.find("hotel-stay"))
    assert demo.fill(tmp_path).new == ()
    assert len(journeys(tmp_path)) == len(demo.load()) + 1


def test_what_the_user_changed_in_the_demo_stays_changed(tmp_path: Path) -> None:
    demo.fill(tmp_path)
    left = next(j.record.journey.id for j in demo.load() if not j.sealed)
    with Database.open(tmp_path) as database:
        Recorder(database, Clock()).amend_journey(left, place="Elsewhere")
    demo.fill(tmp_path)
    assert next(r for r in journeys(tmp_path) if r.journey.id == left).journey.place == "Elsewhere"


def test_a_run_that_was_stopped_before_sealing_is_finished_by_the_next(tmp_path: Path) -> None:
    with Database.open(tmp_path) as database:
        Recorder(database, Clock()).import_record(demo.load()[0].record)
    demo.fill(tmp_path)
    assert journeys(tmp_path)[0].journey.state == "finalised"


def test_demo_journeys_do_not_come_among_journeys_of_ones_own(tmp_path: Path) -> None:
    made_up = demo.load()[0].record
    with Database.open(tmp_path) as database:
        recorder = Recorder(database, Clock())
        recorder.prepare(templates.find("hotel-stay"))
        with pytest.raises(InputError, match="journeys of your own"):
            recorder.import_record(made_up)
        with pytest.raises(InputError, match="nothing was imported"):
            recorder.import_each(lambda: [made_up])
        assert not Queries(database).holds_demo()
    assert len(journeys(tmp_path)) == 1


def test_a_bundle_of_the_demo_does_not_come_among_journeys_of_ones_own(tmp_path: Path) -> None:
    with desk(tmp_path / "demo") as theirs:
        theirs.recorder.import_record(demo.load()[0].record)
        theirs.hand_on(tmp_path / "demo.journey")
    with desk(tmp_path / "own") as own:
        own.recorder.prepare(templates.find("hotel-stay"))
        with pytest.raises(InputError, match="demo journeys"):
            own.take(tmp_path / "demo.journey")
        assert len(own.queries.ids()) == 1
    with desk(tmp_path / "empty") as empty:
        assert [adopted.outcome for adopted in empty.take(tmp_path / "demo.journey")] == ["new"]
        assert empty.queries.holds_demo()


def test_unless_a_folder_is_named_the_demo_gets_one_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(paths, "default_data_dir", lambda: tmp_path / "mysteryshop")
    assert main(["demo"]) == 0
    assert str(tmp_path / "mysteryshop-demo") in capsys.readouterr().out
    assert not (tmp_path / "mysteryshop").exists()
    assert len(journeys(tmp_path / "mysteryshop-demo")) == len(demo.load())
