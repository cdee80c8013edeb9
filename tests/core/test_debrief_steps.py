"""What is left of a debrief follows from the record alone, and empties as the record fills."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

import pytest

from mysteryshop import templates
from mysteryshop.analysis.debrief import (
    HEADLINE,
    LEFT_AS_IT_IS,
    SETTLED,
    Step,
    asked_of,
    finding_needs,
    left,
    reason_of,
    steps,
    tainted,
    unvisited,
)
from mysteryshop.imports import field_notes
from mysteryshop.journey import Finding, Moment, Record, Skip
from mysteryshop.vocabulary import RATINGS

NOTES = """template: airline-passenger
date: 2026-11-14
zone: Europe/Lisbon
expect: Lines are faster | 80%
expect: Security line | 10m
10:22 > Security line
10:25 p Ten minutes at most | due 10:35
10:27 q Is this the line?
10:36 .
10:38 w
11:00 end
"""


@pytest.fixture
def record() -> Record:
    return field_notes.read(NOTES, file="notes", templates=templates.builtin(), today=date(2026, 11, 14))


def step(record: Record, ident: str) -> Step:
    return next(s for s in steps(record) if s.id == ident)


def answered(record: Record, answers: Mapping[str, str]) -> Record:
    return replace(record, answers=MappingProxyType({**record.answers, **answers}))


def changed(record: Record, kind: str, fields: Mapping[str, Any]) -> tuple[Record, Moment]:
    """The record with its moment of that kind changed, and that moment."""
    moment = replace(next(m for m in record.moments if m.kind == kind), **fields)
    return replace(record, moments=tuple(moment if m.id == moment.id else m for m in record.moments)), moment


def test_the_steps_stand_in_the_order_of_a_debrief(record: Record) -> None:
    assert [s.id for s in steps(record)] == [
        *("marks", "open", "skips", "expectations", "incognito", "ratings"),
        *("similarity", "reflection", "findings", "headline", "finalise"),
    ]


def test_what_is_left_is_told_with_its_time_and_its_words(record: Record) -> None:
    record, _ = changed(record, "wait", {"resolved_at": None})  # field notes end it with the walk
    assert [t.text for t in step(record, "open").open] == [
        "10:25 promise “Ten minutes at most”: kept or broken?",
        "10:27 question “Is this the line?”: answered when?",
        "10:38 wait: when did it end?",
    ]
    assert [t.text for t in step(record, "marks").open] == ["10:36 mark: not described"]


@pytest.mark.parametrize(
    ("kind", "fields", "asks"),
    [
        ("mark", {"text": "A bell"}, ""),
        ("mark", {"kind": "note"}, "not described"),
        ("mark", {"kind": "friction", "level": 3}, "not described"),
        ("mark", {"kind": "communication", "trigger": "proactive"}, ""),
        ("mark", {"kind": "feeling", "level": 1}, ""),
        ("wait", {"resolved_at": None}, "when did it end?"),
        ("wait", {"resolved_at": 1}, "was it explained?"),
        ("wait", {"resolved_at": 1, "explained": False}, ""),
        ("promise", {"outcome": "kept"}, ""),
        ("promise", {"outcome": "broken"}, ""),
        ("promise", {"outcome": "open", "due_at": None}, "kept or broken?"),
        ("question", {"resolved_at": 1}, ""),
    ],
)
def test_a_moment_asks_for_what_it_lacks(record: Record, kind: str, fields: dict[str, Any], asks: str) -> None:
    assert asked_of(*changed(record, kind, fields)) == asks


def test_what_is_left_as_it_is_is_asked_no_more(record: Record) -> None:
    moment = next(m for m in record.moments if m.kind == "question")
    settled = answered(record, {SETTLED + moment.id: LEFT_AS_IT_IS})
    assert moment.id not in [t.id for t in step(settled, "open").open]
    assert step(settled, "open").total == step(record, "open").total


def test_touchpoints_without_a_visit_need_a_reason_but_optional_ones_do_not(record: Record) -> None:
    plan = record.template
    missing = [t.key for t in unvisited(record)]
    assert missing == [t.key for t in plan.touchpoints if t.key != "security-line"]
    optional = replace(plan, touchpoints=tuple(replace(t, optional=t.key == "snacks") for t in plan.touchpoints))
    skipped = replace(
        record,
        journey=replace(record.journey, template=optional),
        skips=(Skip("s1", "service", 1, "asleep"), Skip("s2", "coach-seat", 1, "  ")),
    )
    assert {t.id for t in step(skipped, "skips").open} == set(missing) - {"snacks", "service"}
    assert (reason_of(skipped, "service"), reason_of(skipped, "coach-seat")) == ("asleep", "")


def test_only_assumptions_are_judged(record: Record) -> None:
    assert len(step(record, "expectations").open) == 1
    judged = replace(record, expectations=tuple(replace(e, verdict="untested") for e in record.expectations))
    assert step(judged, "expectations").done


@pytest.mark.parametrize(
    ("answers", "open_", "taints"),
    [
        ({}, 2, False),
        ({"incognito.recognised": "no"}, 0, False),
        ({"incognito.recognised": "yes"}, 1, True),
        ({"incognito.recognised": "yes", "incognito.favoured": "no"}, 0, True),
        ({"incognito.favoured": "yes"}, 1, True),
    ],
)
def test_favoured_is_only_asked_of_the_recognised(
    record: Record, answers: dict[str, str], open_: int, taints: bool
) -> None:
    told = answered(record, answers)
    assert (len(step(told, "incognito").open), tainted(told)) == (open_, taints)


def test_ratings_are_given_or_left_out(record: Record) -> None:
    given = answered(record, {f"rate.{r.id}": "5" for r in RATINGS[1:]})
    assert [t.id for t in step(given, "ratings").open] == ["rate.satisfaction"]
    assert step(answered(given, {"settled.rate.satisfaction": LEFT_AS_IT_IS}), "ratings").done


def test_words_of_blanks_are_no_words(record: Record) -> None:
    blank = answered(record, {HEADLINE: "  \n", "reflection.scared": " "})
    assert not step(blank, "headline").done
    assert len(step(blank, "reflection").open) == 3


def test_a_finding_lacks_what_nobody_can_act_without(record: Record) -> None:
    bare = Finding("f", 1, " ")
    assert finding_needs(bare) == ("a title", "improve, amplify or correct", "who benefits", "an owner")
    whole = Finding("f", 1, "Silence", triage="correct", beneficiary="both", owner="Head of airport services")
    assert finding_needs(whole) == ()
    assert step(replace(record, findings=(whole,)), "findings").done
    assert (
        "“Silence” lacks an owner"
        in step(replace(record, findings=(replace(whole, owner=""),)), "findings").open[0].text
    )


def test_finalising_is_the_last_task_and_no_gap(record: Record) -> None:
    assert step(record, "finalise").open
    assert all(s.id != "finalise" for s, _ in left(record))
    sealed = replace(record, journey=replace(record.journey, state="finalised"))
    assert step(sealed, "finalise").done


def test_an_empty_journey_has_nothing_to_describe_and_all_to_say(record: Record) -> None:
    empty = replace(record, moments=(), visits=(), expectations=())
    done = {s.id for s in steps(empty) if s.done}
    assert done == {"marks", "open", "expectations"}
