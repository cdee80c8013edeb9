"""Figures of what leaders do between walks leave out excluded, unfinished and tainted walks, and say so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

import pytest

from mysteryshop import figures
from mysteryshop.analysis.board.latency import listening_latency
from mysteryshop.analysis.pooling import said_left_out
from mysteryshop.board import board
from mysteryshop.clock import Clock
from mysteryshop.comparison import believing, cadencing, customers, deciding
from mysteryshop.comparison.trend_question import Question
from mysteryshop.journey import Expectation, Finding, Moment, Record
from mysteryshop.practice import Cadence, HeardBack, Listening, Party
from mysteryshop.recorder import Recorder
from mysteryshop.report.practice.findings import paper as findings_paper
from mysteryshop.store.database import Database
from tests.many import many

TODAY = date(2027, 3, 1)
COUNTING, OUT = 3, ("tainted", "tainted", "debrief", "excluded")
LISTENED = 600  # seconds on each walk


def walked(record: Record, number: int, how: str) -> Record:
    """The walk with a finding, a belief that was refuted and ten minutes of listening."""
    head = replace(record.journey, state=how if how in ("debrief", "excluded") else "finalised")
    if how == "excluded":
        head = replace(head, excluded_reason="a rehearsal")
    first: Moment = next(m for m in record.moments if m.kind == "communication")
    heard = replace(first, listened_s=LISTENED, talked_s=60, role="Gate agent")
    finding = Finding(f"f{number}", 1, f"Finding {number}", beneficiary="customer" if how == "counts" else "company")
    answers = {**record.answers, **({"incognito.recognised": "yes"} if how == "tainted" else {})}
    return replace(
        record,
        journey=head,
        moments=tuple(heard if m.id == first.id else m for m in record.moments),
        findings=(finding,),
        expectations=(Expectation(f"e{number}", 1, "Nobody waits", 0.8, verdict="refuted", evidence=(first.id,)),),
        answers=MappingProxyType(answers),
    )  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    with Database.open(tmp_path) as database:
        recorder = Recorder(database, Clock())
        ways = ["counts"] * COUNTING + list(OUT)
        records = [walked(r, n, how) for n, (r, how) in enumerate(zip(many(len(ways)), ways, strict=True))]
        recorder.import_records(records)
        recorder.keep(
            Party("gate", "Gate agent", "internal team", 1.0),
            Listening("l", "gate", 1_794_650_400_000_000, 1200, 0),
            Cadence("c", 10_000),
            *(
                HeardBack(
                    f"h{n}", r.journey.id, f"f{n}", (r.journey.ended_at or 0) + 86_400_000_000 * (1 + 9 * n), "Head"
                )
                for n, r in enumerate(records)
            ),
        )
        figures.refresh(database)
        yield database


def test_the_all_in_share_is_of_walks_that_count(store: Database) -> None:
    found = deciding.answered(store)
    assert (found.shares.n, found.shares.share) == (COUNTING, 1.0)  # the four others would be for the company
    assert "Left out: 4 findings, 1 of excluded, 1 of unfinished and 2 of tainted walks." in found.small
    assert len(found.choices) == COUNTING + len(OUT)  # the log still has them
    outs = sorted(choice.out for choice in found.choices)
    assert outs == [*[""] * COUNTING, "excluded", "tainted", "tainted", "unfinished"]


def test_listening_is_of_walks_that_count_and_of_what_was_logged_by_hand(store: Database) -> None:
    found = customers.answered(store, figures.FigureTable(store), "", TODAY)
    assert sum(share.listened_s for share in found.shares) == 1200 + COUNTING * LISTENED
    assert len(found.heard) == 1 + COUNTING
    assert "Left out: 4 conversations, 1 of excluded, 1 of unfinished and 2 of tainted walks." in found.small


def test_beliefs_are_of_walks_that_count(store: Database) -> None:
    found = believing.answered(store, believing.Asked())
    assert found.calibration.n == COUNTING
    assert {row.walks for row in found.touchpoints} == {row.n for row in found.touchpoints}
    assert sum(row.n for row in found.touchpoints) == COUNTING
    assert "Left out: 4 beliefs, 1 of excluded, 1 of unfinished and 2 of tainted walks." in found.small


def test_the_years_are_of_walks_that_count_and_an_excluded_walk_counts_in_no_cadence(store: Database) -> None:
    found = cadencing.answered(store, figures.FigureTable(store), Question("satisfaction"), TODAY)
    assert sum(group.n for group in found.years.trend.found.years.values()) == COUNTING
    assert "4 left out: 1 excluded, 1 unfinished and 2 tainted." in found.years.trend.small
    assert sum(rhythm.within_a_year for rhythm in found.rhythms) <= COUNTING + len(OUT) - 1
    assert found.small == "1 excluded walk left out; 2 tainted walks among them: of no other figure, but walked."


def test_how_long_people_waited_to_hear_is_of_walks_that_count(store: Database) -> None:
    found = board(store, TODAY)
    latency = listening_latency(found.found)
    assert (latency.n, latency.not_told, latency.left_out) == (COUNTING, 0, 3)  # the board has no excluded ones
    assert latency.median_s == pytest.approx(86_400 * 10)  # told after 1, 10 and 19 days
    assert "left out: 3 findings, 1 of unfinished and 2 of tainted walks." in findings_paper(found).small


def test_what_was_left_out_is_said_with_its_reasons() -> None:
    assert said_left_out([], "finding") == ""
    assert said_left_out(["tainted"], "finding") == "Left out: 1 finding of tainted walks."
    assert said_left_out(["tainted", "excluded", "tainted"], "belief") == (
        "Left out: 3 beliefs, 1 of excluded and 2 of tainted walks."
    )
