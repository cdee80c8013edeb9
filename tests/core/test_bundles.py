"""Journeys handed from one desk to another: whole, provable, once, and two truths kept as two."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest

from mysteryshop.errors import InputError, KnownError, StoreError
from mysteryshop.store import check, purge_log
from mysteryshop.store.adopting import compared
from mysteryshop.store.bundle_cipher import MARK, PassphraseNeeded
from mysteryshop.store.bundle_format import BadBundle
from mysteryshop.store.bundle_reading import opened
from mysteryshop.store.purging import purge
from tests.core.bundles import Desk, desk
from tests.core.walks import Walk, closing, rich
from tests.databases.make import fill


@pytest.fixture
def leader(tmp_path: Path) -> Iterator[Walk]:
    with closing(rich(tmp_path / "leader")) as walk:
        walk.took(walk.recorder.finalise(walk.id, walk.later()))
        yield walk


@pytest.fixture
def analyst(tmp_path: Path) -> Iterator[Desk]:
    with desk(tmp_path / "analyst") as made:
        yield made


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "walk.journey"


def of(walk: Walk) -> Desk:
    return Desk(walk.database)


def test_a_journey_arrives_whole_with_its_chain_its_seal_and_its_evidence(
    leader: Walk, analyst: Desk, file: Path
) -> None:
    written = of(leader).hand_on(file)
    assert (written.journeys, written.evidence, written.missing) == (1, 1, ())
    (adopted,) = analyst.take(file)
    assert (adopted.outcome, adopted.id) == ("new", leader.id)
    assert analyst.queries.load(leader.id) == leader.record
    assert analyst.queries.edits(leader.id) == leader.queries.edits(leader.id)
    assert analyst.all_is_well()
    (attached,) = leader.record.attachments
    assert analyst.database.files.read(attached.digest) == leader.database.files.read(attached.digest)
    assert list(analyst.database.files.digests()) == [attached.digest]  # not the one that was taken back


def test_every_journey_in_every_state_arrives_and_goes_on(tmp_path: Path, analyst: Desk, file: Path) -> None:
    with closing(rich(tmp_path / "all", id="debrief")) as walk:
        fill(walk)
        of(walk).hand_on(file)
        assert {a.outcome for a in analyst.take(file)} == {"new"}
        assert analyst.queries.ids() == walk.queries.ids()
        for ident in walk.queries.ids():
            assert analyst.queries.load(ident) == walk.queries.load(ident)
    assert [r.state for r in analyst.queries.unfinished()] == ["walking", "debrief", "planned"]
    analyst.recorder.redo("walking")
    analyst.recorder.capture("walking", "note", analyst.clock.advance(5), text="goes on")
    assert analyst.all_is_well()


def test_taking_a_bundle_in_twice_is_taking_it_in_once(leader: Walk, analyst: Desk, file: Path) -> None:
    of(leader).hand_on(file)
    analyst.take(file)
    before = analyst.queries.edits(leader.id)
    assert analyst.outcomes(file) == ["here"]
    assert of(leader).outcomes(file) == ["here"]
    assert analyst.queries.edits(leader.id) == before
    assert analyst.queries.ids() == [leader.id]


def test_a_newer_state_takes_the_place_of_an_older_one_and_never_back(
    leader: Walk, analyst: Desk, file: Path, tmp_path: Path
) -> None:
    of(leader).hand_on(file)
    analyst.take(file)
    leader.took(leader.recorder.amend_journey(leader.id, place="Porto", reason="wrong town"))
    newer = tmp_path / "newer.journey"
    of(leader).hand_on(newer)
    assert analyst.outcomes(newer) == ["newer"]
    assert analyst.queries.load(leader.id) == leader.record
    assert analyst.outcomes(file) == ["here"]
    assert analyst.queries.load(leader.id).journey.place == "Porto"
    assert analyst.all_is_well()


def test_tags_given_here_hold_for_the_newer_state_too(leader: Walk, analyst: Desk, file: Path) -> None:
    of(leader).hand_on(file)
    analyst.take(file)
    analyst.recorder.annotate(leader.id, tags=["pilot"], retain_until="2028-01-01")
    leader.took(leader.recorder.annotate(leader.id, tags=["mine"]))
    leader.took(leader.recorder.answer(leader.id, "rate.cost", "3", reason="forgotten"))
    of(leader).hand_on(file)
    assert analyst.outcomes(file) == ["newer"]
    head = analyst.queries.load(leader.id).journey
    assert (head.tags, head.retain_until) == (("mine", "pilot"), "2028-01-01")
    assert analyst.outcomes(file) == ["here"]
    assert analyst.all_is_well()


def test_a_tag_that_the_sender_took_away_goes(leader: Walk, analyst: Desk, file: Path) -> None:
    leader.took(leader.recorder.annotate(leader.id, tags=["mine"]))
    of(leader).hand_on(file)
    analyst.take(file)
    leader.took(leader.recorder.annotate(leader.id, tags=[]))
    of(leader).hand_on(file)
    assert analyst.outcomes(file) == ["newer"]
    assert analyst.queries.load(leader.id).journey.tags == ()


def test_two_states_that_went_different_ways_are_both_kept_and_name_each_other(
    leader: Walk, analyst: Desk, file: Path
) -> None:
    of(leader).hand_on(file)
    analyst.take(file)
    analyst.recorder.answer(leader.id, "rate.cost", "9", reason="the analyst's view")
    leader.took(leader.recorder.answer(leader.id, "rate.cost", "1", reason="the leader's view"))
    of(leader).hand_on(file)
    (adopted,) = analyst.take(file)
    assert (adopted.outcome, adopted.twin) == ("diverged", leader.id)
    own, other = analyst.queries.load(leader.id), analyst.queries.load(adopted.id)
    assert (own.rating("cost"), own.journey.twin) == (9, adopted.id)
    assert (other.rating("cost"), other.journey.twin) == (1, leader.id)
    assert other.journey.seal == own.journey.seal
    assert {(r.id, r.twin) for r in analyst.queries.rows()} == {(leader.id, adopted.id), (adopted.id, leader.id)}
    assert analyst.all_is_well()
    assert analyst.outcomes(file) == ["here"]
    leader.took(leader.recorder.answer(leader.id, "rate.speed", "2", reason="and more"))
    of(leader).hand_on(file)
    (again,) = analyst.take(file)
    assert (again.outcome, again.id) == ("newer", adopted.id)
    assert analyst.queries.load(adopted.id).journey.twin == leader.id
    assert len(analyst.queries.ids()) == 2
    assert analyst.all_is_well()


@pytest.mark.parametrize("going", ["the one that came", "the one that was here"])
def test_when_one_of_two_states_is_purged_the_other_is_marked_no_longer(
    leader: Walk, analyst: Desk, file: Path, going: str
) -> None:
    adopted = diverged(leader, analyst, file)
    gone, left = (adopted, leader.id) if going == "the one that came" else (leader.id, adopted)
    seal = analyst.queries.load(left).journey.seal
    recorder = analyst.recorder
    recorder.annotate(left, tags=["ours"])  # the recorder remembers where the journey stands
    purge(analyst.database, gone, 7, "one is enough")
    head = analyst.queries.load(left).journey
    assert (head.twin, head.seal, head.tags) == ("", seal, ("ours",))
    assert [row.twin for row in analyst.queries.rows()] == [""]
    last = analyst.queries.edits(left)[-1]
    assert (last.verb, last.at, last.reason, last.changes.head) == (
        "twin", 7, "the other one was purged", {"twin": (gone, "")},
    )  # fmt: skip
    recorder.annotate(left, tags=[])
    assert analyst.all_is_well()
    assert all(line.ok for line in check(analyst.database.data_dir))


def test_of_three_states_those_that_are_left_name_each_other(leader: Walk, analyst: Desk, file: Path) -> None:
    second = diverged(leader, analyst, file)
    analyst.recorder.answer(second, "rate.speed", "4", reason="another view of it")
    leader.took(leader.recorder.answer(leader.id, "rate.speed", "2", reason="and more"))
    of(leader).hand_on(file)
    (third,) = analyst.take(file)
    assert third.outcome == "diverged"
    assert len(analyst.queries.ids()) == 3
    purge(analyst.database, leader.id, 7, "")
    assert {(r.id, r.twin) for r in analyst.queries.rows()} == {(second, third.id), (third.id, second)}
    assert analyst.all_is_well()


def diverged(leader: Walk, analyst: Desk, file: Path) -> str:
    """Two states that went different ways, both at the analyst's; the id of the one that came second."""
    of(leader).hand_on(file)
    analyst.take(file)
    analyst.recorder.answer(leader.id, "rate.cost", "9", reason="the analyst's view")
    leader.took(leader.recorder.answer(leader.id, "rate.cost", "1", reason="the leader's view"))
    of(leader).hand_on(file)
    (adopted,) = analyst.take(file)
    assert adopted.outcome == "diverged"
    return adopted.id


def test_twins_come_home_without_a_third(leader: Walk, analyst: Desk, file: Path) -> None:
    of(leader).hand_on(file)
    analyst.take(file)
    analyst.recorder.answer(leader.id, "rate.cost", "9", reason="here")
    leader.took(leader.recorder.answer(leader.id, "rate.cost", "1", reason="there"))
    of(leader).hand_on(file)
    (adopted,) = analyst.take(file)
    analyst.hand_on(file)
    home = of(leader)
    assert sorted(a.outcome for a in home.take(file)) == ["diverged", "here"]
    assert len(home.queries.ids()) == 2
    assert adopted.id not in home.queries.ids() or home.queries.load(adopted.id).journey.twin
    assert set(home.outcomes(file)) == {"here"}
    assert home.all_is_well()


def test_what_was_purged_comes_back_only_when_asked_for(leader: Walk, analyst: Desk, file: Path) -> None:
    of(leader).hand_on(file)
    analyst.recorder._ledger.beside(lambda e: purge_log.add(e, leader.id, 1, "its time was over", 5, bytes(32)))
    assert analyst.outcomes(file) == ["purged"]
    assert analyst.queries.ids() == []
    assert list(analyst.database.files.digests()) == []
    assert [a.outcome for a in analyst.take(file, bring_back=True)] == ["new"]


def test_a_purged_twin_stays_away_too(leader: Walk, analyst: Desk, file: Path) -> None:
    of(leader).hand_on(file)
    analyst.take(file)
    analyst.recorder.answer(leader.id, "rate.cost", "9", reason="here")
    leader.took(leader.recorder.answer(leader.id, "rate.cost", "1", reason="there"))
    of(leader).hand_on(file)
    (adopted,) = analyst.take(file)
    purge(analyst.database, adopted.id, 1, "not ours to keep")
    leader.took(leader.recorder.answer(leader.id, "rate.speed", "1", reason="and more"))
    of(leader).hand_on(file)
    assert analyst.outcomes(file) == ["purged"]
    assert analyst.queries.ids() == [leader.id]
    (back,) = analyst.take(file, bring_back=True)
    assert (back.outcome, back.id) == ("diverged", adopted.id)


def test_a_passphrase_keeps_a_bundle_closed(leader: Walk, analyst: Desk, file: Path) -> None:
    of(leader).hand_on(file, passphrase="naïve café")
    held = file.read_bytes()
    assert held.startswith(MARK)
    assert b"PK" not in held[:100]
    with pytest.raises(PassphraseNeeded, match="has a passphrase"):
        analyst.take(file)
    with pytest.raises(PassphraseNeeded, match="not the passphrase"):
        analyst.take(file, "naive cafe")
    assert [a.outcome for a in analyst.take(file, "nai\u0308ve cafe\u0301")] == ["new"]
    assert analyst.queries.load(leader.id) == leader.record


@pytest.mark.parametrize("change", ["cut", "cut a block", "flip", "longer", "exchange"])
def test_an_encrypted_bundle_that_was_changed_is_refused(leader: Walk, analyst: Desk, file: Path, change: str) -> None:
    import os

    digest = leader.database.files.put(os.urandom(200_000))
    attached = replace(leader.record.attachments[0], id="big", digest=digest)
    leader.took(leader.recorder.save(leader.id, attached, reason="more"))
    of(leader).hand_on(file, passphrase="secret")
    held = bytearray(file.read_bytes())
    block = (1 << 16) + 16
    start = len(MARK) + 17
    if change == "cut":
        del held[-5:]
    elif change == "cut a block":
        del held[start + 2 * block :]
    elif change == "flip":
        held[start + block + 7] ^= 1
    elif change == "longer":
        held += b"x"
    else:
        held[start : start + block], held[start + block : start + 2 * block] = (
            held[start + block : start + 2 * block],
            held[start : start + block],
        )
    file.write_bytes(held)
    with pytest.raises(KnownError) as refusal:
        analyst.take(file, "secret")
    assert isinstance(refusal.value, (BadBundle, PassphraseNeeded))
    assert analyst.queries.ids() == []


def test_a_missing_evidence_file_is_told_and_the_rest_goes(leader: Walk, analyst: Desk, file: Path) -> None:
    (attached,) = leader.record.attachments
    leader.database.files.remove(attached.digest)
    assert of(leader).hand_on(file).missing == (attached.digest,)
    with opened(file, analyst.database.data_dir) as bundle:
        assert bundle.missing == {attached.digest}
        assert bundle.count == 1
    assert analyst.outcomes(file) == ["new"]


def test_a_broken_record_is_not_handed_on(leader: Walk, file: Path) -> None:
    leader.database.writer_connection().execute("UPDATE edits SET reason = 'x' WHERE seq = 3")
    with pytest.raises(StoreError, match=r"not handed on: edit 3"):
        of(leader).hand_on(file)
    assert not file.exists()


def test_an_export_that_is_stopped_leaves_no_file(leader: Walk, tmp_path: Path) -> None:
    from mysteryshop.store.bundle_writing import write

    def stop(done: int, whole: int) -> None:
        raise KeyboardInterrupt

    folder = tmp_path / "out"
    folder.mkdir()
    with pytest.raises(KeyboardInterrupt):
        write(leader.database, [leader.id], folder / "x.journey", progress=stop)
    assert list(folder.iterdir()) == []


def test_nothing_to_hand_on_is_told(analyst: Desk, file: Path) -> None:
    with pytest.raises(InputError, match="no journey to export"):
        analyst.hand_on(file)


def test_other_programs_read_the_record_in_it(leader: Walk, file: Path) -> None:
    of(leader).hand_on(file)
    with ZipFile(file) as archive:
        assert archive.testzip() is None
        said = json.loads(archive.read("journeys/0.json"))
    assert said["record"]["journey"]["place"] == "Lisbon to Oslo"
    assert {m["text"] for m in said["record"]["moments"]} == {m.text for m in leader.record.moments}
    assert said["record"]["answers"] == dict(leader.record.answers)


A, B, C, T = (b"a", "x"), (b"b", "x"), (b"c", "x"), (b"t", "annotate")


@pytest.mark.parametrize(
    ("ours", "theirs", "outcome"),
    [
        ([A], [A], "here"),
        ([A, B], [A], "here"),
        ([A], [A, B], "newer"),
        ([A, T], [A, B], "newer"),
        ([A, B], [A, T], "here"),
        ([A, T], [A], "here"),
        ([A], [A, T], "newer"),
        ([A, T, B], [A, C], "diverged"),
        ([A, T, B], [A, B], "diverged"),
        ([A, B], [A, C], "diverged"),
        ([A], [B], "diverged"),
    ],
)
def test_which_of_two_chains_holds(
    ours: list[tuple[bytes, str]], theirs: list[tuple[bytes, str]], outcome: str
) -> None:
    assert compared(ours, theirs) == outcome
