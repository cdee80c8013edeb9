"""Every report of what leaders do between walks says what to do next, the most pressing first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from mysteryshop import figures
from mysteryshop.analysis.beliefs import by_touchpoint, calibration
from mysteryshop.analysis.board.chains import chains
from mysteryshop.analysis.cadence import Due, Rhythm, Walk
from mysteryshop.analysis.coverage import coverage
from mysteryshop.analysis.listening import Heard, shares
from mysteryshop.comparison import believing, cadencing, customers, deciding
from mysteryshop.comparison.trend_question import Question
from mysteryshop.practice import Cadence, Decision, Party, Practice, Reply, Session
from mysteryshop.report.practice import next_steps
from mysteryshop.report.wording import bound
from mysteryshop.store.database import Database
from tests.core.test_beliefs import belief
from tests.core.test_board import board, commitment, found, heard, walk

TODAY = date(2026, 11, 21)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Database]:
    with Database.open(tmp_path) as database:
        figures.refresh(database)
        yield database


def test_findings_what_is_overdue_comes_before_what_is_to_be_judged_and_walked_again() -> None:
    late, told = found(1, 3, due="2026-10-01"), found(2, 2)
    promised = commitment(told, due="2027-01-01", rewalk="2027-01-01")
    kept = board(
        late, told, walks=(told.walk, walk(40)),
        practice=Practice(commitments=(promised,), heard_backs=(heard(told, 1),)),
    )  # fmt: skip
    assert next_steps.of_findings(kept) == (
        "Settle the overdue finding “Finding 1” (Head of lines, due 1 Oct 2026).",
        "Judge the finding “Finding 2”: walked again since.",
        "Tell somebody of the finding “Finding 1”: nobody has heard of it.",
    )
    assert next_steps.of_findings(board()) == (next_steps.WALK,)


def test_causes_ask_those_who_serve_and_test_what_nobody_tested() -> None:
    found_, unnamed = chains(board(found(1, 4), found(2, 1, condition="policy", touchpoint="desk"))), 2
    assert next_steps.of_causes(found_, unnamed) == (
        "Ask those who serve at “Line” (Fly) what they would need: tools stands behind 1 finding there, "
        "severity 4 in all.",
        "Test on the next walk whether it is tools at “Line” (Fly): nobody has yet.",
        "Name the condition behind 2 findings: those stand in no chain.",
    )
    assert len(next_steps.of_causes((), 0)) == 1


def test_expectations_name_the_clearest_place_the_surest_error_and_how_sure_to_be(empty: Database) -> None:
    answer = believing.answered(empty, believing.Asked())
    assert next_steps.of_expectations(answer)[0].startswith("Write down before the next walk")
    told = [
        belief(n, 0.6 + n / 100, "refuted" if n < 7 else "mixed", touchpoints=("Gate",), relationship="buyer")
        for n in range(8)
    ]
    answer = replace(answer, beliefs=tuple(told), calibration=calibration(told), touchpoints=by_touchpoint(told, ()))
    assert next_steps.of_expectations(answer) == (
        "Ask a customer before deciding about “Gate”, walked as buyer: it was worse than believed in 7½ of 8.",
        "Test again what was surest and refuted: “belief 6” (66\N{NO-BREAK SPACE}% sure).",
        "Where you feel 64\N{NO-BREAK SPACE}% sure, expect to be right in 6\N{NO-BREAK SPACE}%, as so far.",
    )


def test_customers_name_whom_to_hear_and_as_whom_to_walk(empty: Database) -> None:
    answer = customers.answered(empty, figures.FigureTable(empty), "", TODAY)
    assert next_steps.of_customers(answer)[0].startswith("Name who depends on you")
    parties = (Party("a", "Buyers", "buyer", 0.8), Party("b", "Desk", "internal team", 0.2))
    talks = (Heard("b", "Desk", 1, 600, 900),)
    walked = coverage([Walk("j", "finalised", "t", "T", "buyer", "A", TODAY.toordinal())], TODAY.toordinal())
    answer = replace(answer, parties=parties, heard=talks, shares=shares(parties, talks), coverage=walked)
    listen, walk_as, ask = next_steps.of_customers(answer)
    assert listen.startswith("Listen to Buyers: 80\N{NO-BREAK SPACE}% of the listening was meant for them, 0")
    assert walk_as.startswith("Walk once as end-user, internal team, peer")
    assert ask == "Ask one more question in the next conversation: more was talked than listened."


def test_all_in_names_the_decision_without_an_outcome_and_the_team_that_is_apart(empty: Database) -> None:
    answer = deciding.answered(empty)
    assert next_steps.of_all_in(answer)[0].startswith("Log the next decision")
    decisions = (
        Decision("d", 1, "Charge for paper", "", "company"),
        Decision("e", 2, "Open a lane", "no queue", "both"),
    )
    choices = tuple(deciding._decision(d) for d in decisions)
    session = Session("s", 3, "Saturdays?", (Reply("1", "both", "", 2), Reply("2", "company", "", 9)), revealed=True)
    answer = replace(answer, choices=choices, decisions=decisions, sessions=(session,))
    assert next_steps.of_all_in(answer) == (
        "Name what is different for the customer in the decision “Charge for paper”.",
        "Talk again about “Saturdays?”: the answers lie 7 points apart.",
        "Ask what a customer gains by “Charge for paper”: so far only the company does.",
    )


def test_cadence_names_what_is_due_what_comes_and_who_has_not_walked_for_long(empty: Database) -> None:
    answer = cadencing.answered(empty, figures.FigureTable(empty), Question("satisfaction"), TODAY)
    assert next_steps.of_cadence(answer, {}) == (next_steps.WALK,)
    last = Walk("j", "finalised", "fly", "Fly", "buyer", "A. finance", TODAY.toordinal() - 200)
    due = (
        Due(Cadence("c", 100, "fly", "buyer"), "", last, -100),
        Due(Cadence("d", 230, leader="B"), "B", last, 30),
    )  # fmt: skip
    answer = replace(answer, due=due, rhythms=(Rhythm("A. finance", last, 200, 1),))
    assert next_steps.of_cadence(answer, {"fly": "Fly as a passenger"}) == (
        "Walk “Fly as a passenger” as buyer now: 100 days over.",
        "Plan any journey (B): due in 30 days.",
        "Ask A. finance to walk: the last time was 200 days ago.",
    )


def test_a_figure_and_its_sign_are_never_parted() -> None:
    space = "\N{NO-BREAK SPACE}"
    assert bound("64 % of n = 12, as in 3 of 4") == f"64{space}% of n{space}={space}12, as in 3 of 4"
    assert bound({"rows": (("1 %",),), "n": 3}) == {"rows": ((f"1{space}%",),), "n": 3}
