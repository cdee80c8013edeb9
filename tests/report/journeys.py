# ruff: noqa: E501 - a row of a journey reads best as one line
"""Journeys built by hand for the report: PRODUCT.md's sample, and ones that nobody would want to set."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from mysteryshop import templates
from mysteryshop.journey import (
    SECOND,
    Expectation,
    Finding,
    Instant,
    Journey,
    Moment,
    Pause,
    Record,
    Skip,
    Template,
    Touchpoint,
    Visit,
    visit_at,
)

LISBON = ZoneInfo("Europe/Lisbon")
GENERATED_AT = 1_795_000_000 * SECOND


def at(clock: str) -> Instant:
    """HH:MM[:SS] of the sample's day in Lisbon."""
    hour, minute, *rest = (int(part) for part in clock.split(":"))
    day = datetime(2026, 11, 14, hour, minute, rest[0] if rest else 0, tzinfo=LISBON)
    return int(day.timestamp()) * SECOND


def moments(visits: tuple[Visit, ...], *rows: tuple[str, str, dict[str, Any]]) -> tuple[Moment, ...]:
    """Moments from (HH:MM, kind, fields), each at the visit of its time."""
    made = []
    for seq, (clock, kind, known) in enumerate(rows, 1):
        when = at(clock)
        visit = visit_at(visits, when)
        made.append(Moment(f"m{seq}", kind, when, when, when, seq=seq, visit=visit.id if visit else None, **known))
    return tuple(made)


def product_sample() -> Record:
    """The field notes of PRODUCT.md, as their import makes them."""
    template = templates.find("airline-passenger")
    security = template.named("Security line")
    fellow = template.named("Fellow passengers")
    assert security is not None
    assert fellow is not None
    visits = (
        Visit("v1", "Security line", at("10:22"), security.key, at("10:54")),
        Visit("v2", "Re-screening", at("10:54"), None, at("14:04")),
    )
    agent = {"role": "lane agent"}
    return Record(
        Journey(
            "11111111-2222-3333-4444-555555555555", template, state="debrief", place="Lisbon to Oslo",
            relationship="end-user", persona="first-time flyer", why="I want to know what our quietest customers put up with",
            zone="Europe/Lisbon", created_at=at("10:22"), started_at=at("10:22"), ended_at=at("14:04"),
        ),
        visits=visits,
        skips=(Skip("s1", fellow.key, at("11:01"), "travelled alone"),),
        pauses=(Pause("p1", at("11:02"), at("11:10")),),
        moments=moments(
            visits,
            ("10:22:08", "delight", {"level": 4, "text": "Agent walked a lost family to the desk"}),
            ("10:25", "promise", {"text": "Ten minutes at most", "due_at": at("10:35"), "outcome": "broken", **agent}),
            ("10:27", "question", {"text": "Is this the line for Oslo?", "resolved_at": at("10:28")}),
            ("10:29", "communication", {"level": 4, "text": "Have your boarding pass ready", "channel": "announcement", "trigger": "proactive"}),
            ("10:36", "mark", {}),
            ("10:38", "wait", {"resolved_at": at("10:52"), "explained": False}),
            ("10:41", "friction", {"level": 3, "text": "Two lanes closed, nobody says why", "category": "information"}),
            ("10:44", "communication", {"text": "Asked how long it would take", "channel": "in person", "trigger": "chase"}),
            ("10:45", "communication", {"level": 2, "text": "\"No idea, sorry\"", "channel": "in person", "trigger": "reactive", **agent}),
            ("10:53", "feeling", {"level": -1}),
        ),
        expectations=(
            Expectation("e1", 1, "Lines are faster since March", 0.8, verdict="refuted"),
            Expectation("e2", 2, touchpoint=security.key, wait_s=600, contacts=2, feeling=1),
        ),
        answers=MappingProxyType({"rate.satisfaction": "6", "rate.speed": "4"}),
    )  # fmt: skip


def finished(record: Record) -> Record:
    """The sample after its debrief: verdict, findings, ratings, reflection, incognito check, sealed."""
    security = record.visits[0].touchpoint
    findings = (
        Finding("f1", 1, "silence in the security line", "Two lanes closed with no word of why or how long. Staff at the line have no screen "
                "and no authority to announce.", "correct", "customer", "authority", "nobody at the line may announce a delay", security,
                "does not know whether to worry about the flight", "Head of ground operations", "2027-01-31", ("m7", "m8", "m9")),
        Finding("f2", 2, "the promise at the line", "“Ten minutes at most” was said to everyone, whatever the queue.", "improve", "both",
                "tools", "the queue length is not measured", security, "stops believing what is said", "", "", ("m2",)),
        Finding("f3", 3, "the agent who walked along", "A lost family was taken to the desk in person. Nobody asked her to.", "amplify",
                "customer", moments=("m1",), owner="Training"),
    )  # fmt: skip
    answers = {
        "verdict.headline": "Nobody told me anything for three hours, and that, not the queue, is what I remember",
        "rate.satisfaction": "6", "rate.speed": "4", "rate.quality": "7", "rate.cost": "8", "rate.communication": "2",
        "rate.effort": "3", "rate.recommend": "5",
        "similarity.knowledge": "1", "similarity.tech": "4", "similarity.time": "5", "similarity.money": "2",
        "similarity.status": "1", "similarity.language": "5", "similarity.mobility": "5",
        "incognito.nobody": "yes", "incognito.name": "yes", "incognito.status": "no", "incognito.pay": "yes", "incognito.dress": "yes",
        "incognito.recognised": "no", "incognito.favoured": "no",
        "reflection.reassured": "That one agent left her desk without being asked.",
        "reflection.scared": "How quickly I stopped asking.",
        "reflection.learned": "I wait badly when I do not know what for.",
    }  # fmt: skip
    journey = replace(record.journey, state="finalised", seal="7f3a91c2" + "0" * 56, sealed_at=at("15:00"))
    return replace(record, journey=journey, findings=findings, answers=MappingProxyType(answers))


def bare_template() -> Template:
    """A plan of two touchpoints without any figure."""
    return Template(
        "bare", "Bare plan", "", (Touchpoint("one", "First step", "Only"), Touchpoint("two", "Second step", "Only"))
    )


def empty(state: str = "planned") -> Record:
    """A journey of which nothing was recorded: only prepared, or begun and finished at once."""
    begun = {} if state == "planned" else {"started_at": at("10:00"), "ended_at": at("10:00")}
    return Record(
        Journey("22222222-2222-3333-4444-555555555555", bare_template(), state=state, zone="Europe/Lisbon", **begun)
    )
