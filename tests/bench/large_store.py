"""A store of many journeys, the same on every machine: made once, kept in build/.

Journeys are spread over templates, leaders, places, two years and both origins; each has the same number of moments,
of all kinds. They go in as any import does, so that chains of edits, counts and seals are what the app would write.
`leaders_folder` is the store of the leader's screens: few moments, but beliefs, findings, decisions and commitments.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from types import MappingProxyType

from mysteryshop import figures, templates
from mysteryshop.clock import FixedClock
from mysteryshop.journey import SECOND, Expectation, Finding, Journey, Moment, Record, Template, Visit
from mysteryshop.practice import Commitment, Decision, Entry
from mysteryshop.recorder import Recorder
from mysteryshop.store.database import Database
from mysteryshop.store.identity import SCHEMA_VERSION
from tests.imports import ROOT

JOURNEYS, MOMENTS = 10_000, 100
LEADERS = (10_000, 10)  # journeys, moments of each
FINDINGS = 4_500
VERSION = 1  # raise it when what is made here changes
_START_US = 1_735_725_600 * SECOND  # 2025-01-01 10:00 UTC
_DAY_US = 86_400 * SECOND
_BATCH = 250
_KINDS = ("communication", "communication", "friction", "feeling", "note", "question", "delight", "wait", "promise")
_PLACES = ("Lisbon", "Oslo", "Malmö", "Graz", "Porto", "Turku", "Bergen", "Ghent")
_LEADERS = ("A. finance", "B. operations", "C. managing director")
WHO = ("customer", "both", "company")
VERDICTS = ("confirmed", "refuted", "mixed", "untested")
_WORDS = (
    *("nobody", "said", "why", "the", "line", "moved", "slowly", "two", "lanes", "closed", "and", "a", "kind", "word"),
    *("came", "late", "again", "screen", "went", "dark", "please", "wait", "here", "your", "number", "is", "next"),
)


def folder(journeys: int = JOURNEYS, moments: int = MOMENTS) -> Path:
    """The data folder with that store, made where it is not there yet, its figures kept."""
    name = f"store-{VERSION}-{SCHEMA_VERSION}-{journeys}x{moments}"
    place = ROOT / "build" / name
    if not place.exists():
        beside = place.with_name(f"{name}.new")
        shutil.rmtree(beside, ignore_errors=True)
        make(beside, journeys, moments)
        beside.replace(place)
    return _up_to_date(place)


def leaders_folder(journeys: int = LEADERS[0], findings: int = FINDINGS) -> Path:
    """The data folder for the leader's screens, made where it is not there yet: a belief a journey, and findings."""
    place = ROOT / "build" / f"leaders-{VERSION}-{SCHEMA_VERSION}-{journeys}x{findings}"
    if not place.exists():
        beside = place.with_name(f"{place.name}.new")
        shutil.rmtree(beside, ignore_errors=True)
        told = [_told(record, n, journeys, findings) for n, record in enumerate(records(journeys, LEADERS[1]))]
        write(beside, iter(told), practice(told))
        beside.replace(place)
    return _up_to_date(place)


def _up_to_date(place: Path) -> Path:
    """The store, with the figures as they are defined now: it may have been made when they were defined otherwise."""
    with Database.open(place) as database:
        figures.refresh(database)
    return place


def make(data_dir: Path, journeys: int, moments: int) -> None:
    """Write that store into a new folder."""
    write(data_dir, records(journeys, moments))


def write(data_dir: Path, made: Iterator[Record], kept: tuple[Entry, ...] = ()) -> None:
    """Write these journeys, and what is kept between them, into a new folder."""
    with Database.open(data_dir) as database:
        recorder = Recorder(database, FixedClock(_START_US))
        while batch := list(islice(made, _BATCH)):
            recorder.import_records(batch)
        recorder.keep(*kept)
        figures.refresh(database)


def practice(made: list[Record]) -> tuple[Entry, ...]:
    """Three hundred decisions, and a commitment for every tenth finding."""
    decisions = [
        Decision(f"d{n}", _START_US + n * 2 * _DAY_US, f"Decision {n}", "Nobody waits", WHO[n % 3], _LEADERS[n % 3])
        for n in range(300)
    ]
    found = [(record.journey.id, finding.id) for record in made for finding in record.findings][::10]
    return (
        *decisions,
        *(
            Commitment(f"c{n}", *key, "Say it at the desk", "Desk lead", "2025-06-01", "2026-12-01")
            for n, key in enumerate(found)
        ),
    )


def _told(record: Record, n: int, journeys: int, findings: int) -> Record:
    """The same journey with a belief, and now and then a finding with its chain."""
    touchpoint = record.journey.template.touchpoints[n % len(record.journey.template.touchpoints)].key
    belief = Expectation("x1", 1, f"They tell us what goes on, {n}", (n % 10 + 1) / 10, verdict=VERDICTS[n % 4])
    if n * findings // journeys == (n + 1) * findings // journeys:
        return replace(record, expectations=(belief,))
    finding = Finding(
        *("f1", 1, f"Nobody says why the line stands, {n}", "Two lanes closed, no word"),
        triage=(None, "improve", "amplify", "correct")[n % 4],
        beneficiary=WHO[n % 3],
        condition=("tools", "training", "authority", "staffing")[n % 4],
        touchpoint=touchpoint,
        effect="Waits in the dark",
        owner="Desk lead",
        moments=(record.moments[0].id,),
    )
    return replace(record, expectations=(belief,), findings=(finding,))


def records(journeys: int, moments: int) -> Iterator[Record]:
    """The journeys, one by one."""
    plans = [templates.find(key) for key in ("airline-passenger", "hotel-stay", "internal-service-desk")]
    chance = random.Random(7)
    for number in range(journeys):
        yield _record(number, plans[number % len(plans)], moments, chance)


def _record(number: int, plan: Template, moments: int, chance: random.Random) -> Record:
    start = _START_US + chance.randrange(700) * _DAY_US
    step = chance.randrange(20, 200) * SECOND
    end = start + (moments + 2) * step
    stay = (end - start) // len(plan.touchpoints)
    visits = tuple(
        Visit(f"v{place}", point.name, start + place * stay, point.key, start + (place + 1) * stay)
        for place, point in enumerate(plan.touchpoints)
    )
    head = Journey(
        f"{number:08x}-0000-4000-8000-000000000000",
        plan,
        "debrief" if number % 50 == 0 else "finalised",
        "log" if number % 10 == 0 else "walked",
        place=chance.choice(_PLACES),
        relationship=plan.relationship,
        leader=chance.choice(_LEADERS),
        created_at=start - _DAY_US,
        started_at=start,
        ended_at=end,
    )
    made = [_moment(n, start + (n + 1) * step, stay, start, visits, chance) for n in range(moments)]
    return Record(head, visits, moments=tuple(made), answers=MappingProxyType(_answers(made, chance)))


def _moment(n: int, at: int, stay: int, start: int, visits: tuple[Visit, ...], chance: random.Random) -> Moment:
    kind = chance.choice(_KINDS)
    level = {"communication": (1, 5), "friction": (1, 4), "delight": (1, 4), "feeling": (-2, 2)}.get(kind)
    visit = visits[min((at - start) // stay, len(visits) - 1)]
    return Moment(
        f"m{n}",
        kind,
        at,
        at,
        at,
        seq=n + 1,
        source="recalled",
        visit=visit.id,
        level=None if level is None else chance.randint(*level),
        text="" if kind == "feeling" else " ".join(chance.choices(_WORDS, k=7)),
        category=chance.choice(("wait", "information", "system")) if kind == "friction" else None,
        channel=chance.choice(("in person", "email", "phone")) if kind == "communication" else None,
        trigger=chance.choice(("proactive", "reactive", "chase")) if kind == "communication" else None,
        resolved_at=at + 10 * SECOND if kind == "wait" else None,
        outcome="kept" if kind == "promise" else None,
    )


def _answers(made: list[Moment], chance: random.Random) -> dict[str, str]:
    told = sum(m.trigger == "proactive" for m in made) * 10 / max(1, len(made))
    rated = {name: chance.randint(0, 10) for name in ("speed", "quality", "cost", "communication")}
    liking = round(0.3 * rated["communication"] + 0.2 * rated["speed"] + 3 * told + chance.gauss(0, 1))
    rated["satisfaction"] = min(10, max(0, liking))
    return {f"rate.{name}": str(value) for name, value in rated.items()}
