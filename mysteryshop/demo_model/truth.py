"""What is true in the demo's world. resources/demo/README.md tells it in words; this file is what it means.

All strengths are per standard deviation of what they belong to, in points of satisfaction (0-10).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from .pools import Pool

SEED = 2007
STRENGTHS = {"frequency": 1.7, "speed": 0.8, "quality": 0.5, "message_quality": 0.3, "cost": 0.1}
BASE, NOISE = 5.8, 0.6
PER_HOUR, PER_HOUR_SD = 2.2, 0.8  # communications from the organisation
MESSAGE, MESSAGE_SD = 3.4, 0.35  # mean message quality of a journey
TRENDS = {"airline-passenger": 0.7, "internal-service-desk": -0.4}  # of frequency in 2026, standard deviations
LEADERS = {"A. finance": -0.3, "B. operations": 0.0, "C. managing director": 0.3}  # how mildly each one grades
TAINTED = 1.0  # how much more satisfied is who was recognised
_FIRST, _DAYS = date(2025, 1, 13), 660
_TAINTED = {("airline-passenger", 5), ("hotel-stay", 3), ("retail-store-visit", 1), ("internal-service-desk", 2)}
_UNFINISHED = {("airline-passenger", 15), ("phone-chat-support", 7), ("internal-sales-support", 5)}


@dataclass(frozen=True, slots=True)
class Setting:
    """One journey before it is walked. What ends in nothing else is in standard deviations from the usual."""

    chance: Random
    number: int
    day: date
    leader: str
    frequency: float
    message_quality: float
    speed: float
    quality: float
    cost: float
    tainted: bool
    unfinished: bool

    @property
    def mood(self) -> float:
        """How well it goes, all in all, before anything has happened."""
        whole = sum(strength * float(getattr(self, name)) for name, strength in STRENGTHS.items())
        return whole / math.hypot(*STRENGTHS.values())


def setting(pool: Pool, number: int, seed: int) -> Setting:
    """The journey with that number of a template. Speed and quality go a little along with frequency."""
    chance = Random(f"{seed} {pool.template.key} {number}")
    day = _FIRST + timedelta(days=round((number + chance.uniform(0.1, 0.9)) * _DAYS / pool.journeys))
    usual = chance.gauss(0, 1)
    trend = TRENDS.get(pool.template.key, 0.0) if day.year == 2026 else 0.0
    who = (pool.template.key, number)
    return Setting(
        chance,
        number,
        day,
        chance.choice(list(LEADERS)),
        frequency=usual + trend,
        message_quality=chance.gauss(0, 1),
        speed=0.3 * usual + math.sqrt(1 - 0.3**2) * chance.gauss(0, 1),
        quality=0.2 * usual + math.sqrt(1 - 0.2**2) * chance.gauss(0, 1),
        cost=chance.gauss(0, 1),
        tainted=who in _TAINTED,
        unfinished=who in _UNFINISHED,
    )


def ratings(of: Setting, per_hour: float, message_quality: float) -> dict[str, int]:
    """What is graded after the walk, from what was really told an hour and how well, and the rest as it was set."""
    frequency = (per_hour - PER_HOUR) / PER_HOUR_SD
    message = (message_quality - MESSAGE) / MESSAGE_SD
    strengths = STRENGTHS
    liking = BASE + LEADERS[of.leader] + TAINTED * of.tainted + of.chance.gauss(0, NOISE)
    liking += strengths["frequency"] * frequency + strengths["message_quality"] * message
    liking += sum(strengths[name] * getattr(of, name) for name in ("speed", "quality", "cost"))
    told = 5.6 + 1.6 * frequency + 0.4 * message + of.chance.gauss(0, 0.6)
    return {
        "satisfaction": graded(liking),
        "speed": graded(6 + 1.8 * of.speed),
        "quality": graded(6 + 1.8 * of.quality),
        "cost": graded(6 + 1.8 * of.cost),
        "communication": graded(told),
        "effort": graded(4.4 + 0.5 * of.speed + 0.5 * frequency + of.chance.gauss(0, 0.6), 1, 7),
        "recommend": graded(liking + of.chance.gauss(0.2, 0.9)),
    }


def graded(value: float, low: int = 0, high: int = 10) -> int:
    """A whole number of a scale."""
    return min(high, max(low, round(value)))
