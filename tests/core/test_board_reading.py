"""The board out of the store is what the journeys' records say, one by one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import pytest

from mysteryshop import demo
from mysteryshop.analysis.board.assembling import assembled
from mysteryshop.analysis.board.chains import chains
from mysteryshop.analysis.board.found import Board
from mysteryshop.analysis.board.of_record import found_in, walk_of
from mysteryshop.analysis.board.proofs import counts_as_proof, stay
from mysteryshop.board import board
from mysteryshop.clock import FixedClock
from mysteryshop.demo_model.practice_findings import findings
from mysteryshop.journey import Record
from mysteryshop.recorder import Recorder
from mysteryshop.store.database import Database
from mysteryshop.store.queries import Queries

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def records(demo_folder: Path) -> dict[str, Record]:
    with Database.open(demo_folder) as database:
        queries = Queries(database)
        return {ident: queries.load(ident) for ident in queries.ids()}


@pytest.fixture(scope="module")
def read(demo_folder: Path) -> Board:
    with Database.open(demo_folder) as database:
        return board(database, TODAY)


def test_it_is_what_the_records_say(demo_folder: Path, records: dict[str, Record], read: Board) -> None:
    with Database.open(demo_folder) as database:
        practice = Queries(database).practice()
    over: dict[tuple[str, str], list[Record]] = {}
    for record in records.values():
        if counts_as_proof(walk_of(record)):
            for name in {v.touchpoint or v.name for v in record.visits}:
                over.setdefault((record.template.key, name), []).append(record)
    walks = {
        key: tuple(walk_of(r) for r in sorted(made, key=lambda r: -(r.journey.started_at or 0)))
        for key, made in over.items()
    }
    again = assembled((f for r in records.values() for f in found_in(r)), practice, walks, TODAY)
    assert {f.key: f for f in read.found} == {f.key: f for f in again.found}
    spoken = {(f.walk.template, f.finding.touchpoint or "") for f in read.found}
    assert read.walks == {key: walks[key] for key in spoken if key in walks}


def test_an_excluded_journeys_findings_are_left_out_and_counted(tmp_path: Path) -> None:
    with Database.open(tmp_path) as database:
        record = next(j.record for j in demo.load() if len(j.record.findings) >= 2)
        recorder = Recorder(database, FixedClock(record.journey.ended_at or 0))
        recorder.import_record(record)
        assert len(board(database, TODAY).found) == len(record.findings)
        recorder.exclude(record.journey.id, "Somebody told them")
        left = board(database, TODAY)
    assert (left.found, left.excluded) == ((), len(record.findings))


def test_the_demos_practice_says_nothing_that_its_walks_contradict(records: dict[str, Record], read: Board) -> None:
    judged = [(f, c) for f in read.found for c in f.commitments if c.proof]
    assert {c.state for _, c in judged} == {"kept", "broken"}
    for found, made in judged:
        place = found.finding.touchpoint or ""
        before, after = stay(records[found.walk.id], place), stay(records[made.proof], place)
        assert after.visited
        assert walk_of(records[made.proof]).day > date.fromisoformat(made.made_on)  # type: ignore[operator]
        if made.state == "kept":
            assert after.severity < before.severity or not after.frictions
    told = [h for f in read.found for h in f.heard]
    assert all(h.at > (records[h.journey].journey.ended_at or 0) for h in told)
    verdicts = {c.verdict for c in chains(read)}
    assert verdicts == {"untested", "supported", "refuted"}
    for test in read.tests:
        record = records[test.journey]
        if test.verdict == "refuted":
            assert not stay(record, test.touchpoint).frictions
        else:
            assert any(f.condition == test.condition and f.touchpoint == test.touchpoint for f in record.findings)


def test_the_demos_practice_is_the_same_in_every_run() -> None:
    records = [replace(j.record) for j in demo.load()]
    assert findings(records, Random(1)) == findings(records, Random(1))
    assert findings([], Random(1)) == []
