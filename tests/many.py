"""Many finalised journeys of one template, over two years and three leaders, the same at every run."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from mysteryshop import templates
from mysteryshop.imports import field_notes
from mysteryshop.journey import Record

_LEADERS = ("A. finance", "B. operations", "C. people")
_PLACES = ("Lisbon to Oslo", "Porto to Geneva", "Oslo to Bergen")
_CATEGORIES = ("wait", "effort", "information", "attitude", "environment", "system", "policy", "price")


def many(n: int, *, seed: int = 1, template: str = "airline-passenger", relationship: str = "end-user") -> list[Record]:
    """n journeys, the first ones of 2025; satisfaction follows how often something was told."""
    return [_one(number, n, Random(1000 * seed + number), template, relationship) for number in range(n)]


def _one(number: int, n: int, chance: Random, template: str, relationship: str) -> Record:
    plan = templates.find(template)
    year = 2025 if number < n * 0.45 else 2026
    day = date(year, 1, 10) + timedelta(days=7 * (number % 45))
    told = chance.uniform(1, 8) * (1.25 if year == 2025 else 0.85)
    lines = [
        *(f"template: {template}", f"place: {_PLACES[number % 3]}", f"date: {day}", "zone: Europe/Lisbon"),
        *(f"relationship: {relationship}", f"persona: {'first-time' if number % 2 else 'frequent'} flyer"),
    ]
    minute = 8 * 60 + chance.randrange(60)
    for place, touchpoint in enumerate(plan.touchpoints):
        lines.append(f"{_clock(minute)} > {touchpoint.name}")
        mood = 3 + (place % 3 - 1) * 0.6 - (1.2 if place == 4 else 0) + chance.gauss(0, 0.8)
        lines.append(f"{_clock(minute + 2)} {min(5, max(1, round(mood)))}")
        for step in range(round(told * chance.uniform(0.1, 0.5))):
            lines.append(f"{_clock(minute + 3 + step)} c{chance.randint(1, 5)} Boarding soon | announcement, proactive")
        if chance.random() < (0.75 if place == 4 else 0.2):
            category = "information" if place == 4 and chance.random() < 0.6 else chance.choice(_CATEGORIES)
            lines.append(f"{_clock(minute + 9)} f{chance.randint(1, 4)} Nobody says why | {category}")
        minute += chance.randint(12, 30)
    satisfaction = min(10, max(0, round(1.0 + 1.0 * told + chance.gauss(0, 1.2))))
    lines += [f"{_clock(minute)} end", f"rate satisfaction {satisfaction}"]
    lines += [f"rate {name} {chance.randint(2, 9)}" for name in ("speed", "quality", "cost")]
    record = field_notes.read("\n".join(lines), file=f"{number}", templates=templates.builtin(), today=day)
    head = replace(record.journey, state="finalised", leader=_LEADERS[number % 3])
    return replace(record, journey=head)


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
