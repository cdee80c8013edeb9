"""Every row of the thinking that the app must carry is in the demo, so that whoever opens it sees each one at work."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache

import pytest

from mysteryshop import demo
from mysteryshop.analysis import debrief
from mysteryshop.analysis.all_in import questioned
from mysteryshop.demo_model import practice as demo_practice
from mysteryshop.journey import SECOND, Finding, Moment, Record
from mysteryshop.practice import (
    Cadence,
    ChainTest,
    Commitment,
    Decision,
    HeardBack,
    Link,
    Listening,
    MirrorRating,
    OutcomePoint,
    Party,
    Session,
)
from mysteryshop.vocabulary import TRIAGES

BECOMING = ("teacher-as-student", "coach-as-player", "pastor-as-parishioner", "doctor-as-patient")
BECOMING += ("engineer-as-end-user", "salesperson-as-buyer")


@cache
def records() -> tuple[Record, ...]:
    return tuple(journey.record for journey in demo.load())


@cache
def kept() -> tuple[object, ...]:
    return tuple(demo_practice.written(list(records())))


def moments() -> list[Moment]:
    return [moment for record in records() for moment in record.moments]


def findings() -> list[Finding]:
    return [finding for record in records() for finding in record.findings]


def templates() -> set[str]:
    return {record.template.key for record in records()}


def has(*kinds: type) -> bool:
    """Whether entries of all those kinds were kept."""
    return all(any(isinstance(entry, kind) for entry in kept()) for kind in kinds)


def years_of(template: str) -> set[int]:
    walked = [r.journey.started_at for r in records() if r.template.key == template]
    return {datetime.fromtimestamp(at / SECOND, UTC).year for at in walked if at is not None}


def answered(group: str) -> bool:
    prompts = [prompt.id for prompt in debrief.prompts(group)]
    return any(all(record.answers.get(each) for each in prompts) for record in records())


ROWS: dict[str, Callable[[], bool]] = {
    "become the customer": lambda: any(debrief.reason_of(r, s.touchpoint) for r in records() for s in r.skips),
    "the airline executive": lambda: "airline-passenger" in templates(),
    "teachers become students": lambda: set(BECOMING) <= templates(),
    "every so often": lambda: has(Cadence),
    "without a heads-up": lambda: any(debrief.tainted(r) for r in records()) and answered("incognito-after"),
    "ask, feel, perceive": lambda: (
        {"question", "friction", "delight", "note", "feeling"} <= {m.kind for m in moments()}
    ),
    "test the assumptions": lambda: (
        {"confirmed", "refuted", "mixed"} <= {e.verdict for r in records() for e in r.expectations}
    ),
    "improve, amplify, correct": lambda: {f.triage for f in findings() if f.triage} == {t.id for t in TRIAGES},
    "how similar am I": lambda: answered("similarity"),
    "reassuring and scary": lambda: answered("reflection"),
    "the best predictor": lambda: sum("rate.satisfaction" in r.answers for r in records()) >= 42,
    "cause and effect": lambda: has(ChainTest) and any(f.condition and f.touchpoint and f.effect for f in findings()),
    "marketplace and firm": lambda: (
        {"buyer", "end-user", "internal team", "supplier"} <= {r.journey.relationship for r in records()}
    ),
    "year beside year": lambda: len(years_of("airline-passenger")) >= 2 and has(OutcomePoint),
    "self-motivation first": lambda: all(r.journey.why for r in records()),
    "listening time": lambda: has(Party, Listening),
    "not your manager": lambda: any(
        isinstance(p, Party) and p.relationship == "manager" and p.override for p in kept()
    ),
    "internal customers": lambda: "internal-service-desk" in templates() and has(Link),
    "show that you listen": lambda: has(HeardBack),
    "whom decisions help": lambda: (
        any(isinstance(d, Decision) and questioned(d.outcome) for d in kept()) and has(Session)
    ),
    "a structured way": lambda: {"kept", "broken", "open"} <= {c.state for c in kept() if isinstance(c, Commitment)},
    "everyone is a customer": lambda: len({r.journey.relationship for r in records()}) >= 4,
    "start listening": lambda: (
        any(m.listened_s and m.talked_s for m in moments())
        and any(isinstance(p, Party) and p.preferences for p in kept())
    ),
    "how I can be perceived": lambda: has(MirrorRating),
}


@pytest.mark.parametrize("row", ROWS)
def test_the_demo_shows(row: str) -> None:
    assert ROWS[row]()
