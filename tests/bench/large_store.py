"""A store of many journeys, the same on every machine: made once, kept in build/.

Journeys are spread over templates, leaders, places, two years and both origins; each has the same number of moments,
of all kinds. They go in as any import does, so that chains of edits, counts and seals are what the app would write.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType

from mysteryshop import figures, templates
from mysteryshop.clock import FixedClock
from mysteryshop.journey import SECOND, Journey, Moment, Record, Template, Visit
from mysteryshop.recorder import Recorder
from mysteryshop.store.database import Database
from mysteryshop.store.identity import SCHEMA_VERSION
from tests.imports import ROOT

JOURNEYS, MOMENTS = 10_000, 100
VERSION = 1  # raise it when what is made here changes
_START_US = 1_735_725_600 * SECOND  # 2025-01-01 10:00 UTC
_DAY_US = 86_400 * SECOND
_BATCH = 250
_KINDS = ("communication", "communication", "friction", "feeling", "note", "question", "delight", "wait", "promise")
_PLACES = ("Lisbon", "Oslo", "Malmö", "Graz", "Porto", "Turku", "Bergen", "Ghent")
_LEADERS = ("A. finance", "B. operations", "C. managing director")
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
    return place


def make(data_dir: Path, journeys: int, moments: int) -> None:
    """Write that store into a new folder."""
    with Database.open(data_dir) as database:
        recorder = Recorder(database, FixedClock(_START_US))
        batch: list[Record] = []
        for record in records(journeys, moments):
            batch.append(record)
            if len(batch) == _BATCH:
                recorder.import_records(batch)
                batch = []
        recorder.import_records(batch)
        figures.refresh(database)


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
