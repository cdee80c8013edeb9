"""A walk as somebody would have noted it: lines of field notes in order of time."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from .pools import Place, Pool, Words
from .stay import Stay, happenings
from .truth import MESSAGE, PER_HOUR, PER_HOUR_SD, Setting, ratings

_LEAST = 0.5  # communications an hour: nobody is left without any


@dataclass(frozen=True, slots=True)
class Line:
    """A timed line; `at` in minutes since midnight of the day."""

    at: int
    text: str
    place: str = ""  # key of the touchpoint

    @property
    def code(self) -> str:
        """What it is; a feeling's is its digit."""
        return self.text[0]


@dataclass(frozen=True, slots=True)
class Walked:
    """The notes, their timed lines in order, and what was graded (nothing yet where it is unfinished)."""

    notes: str
    lines: tuple[Line, ...]
    assumptions: int
    rated: dict[str, int] = field(default_factory=dict)


def walked(pool: Pool, of: Setting) -> Walked:
    """Walk it: who goes where for how long, then what happens there, then what is thought of it."""
    stays, skips = _stays(pool, of)
    _tell(pool, of, stays)
    lines = _laid_out(pool, of, stays, skips)
    told = [words for stay in stays for words in stay.told]
    levels = [words.level or 0 for words in told]
    hours = sum(stay.minutes for stay in stays) / 60
    rated = ratings(of, len(told) / hours, sum(levels) / len(levels))
    expected = _expected(pool, of)
    assumptions = sum(line.endswith("%") for line in expected)
    tail = [f"rate {name} {grade}" for name, grade in rated.items()] + _verdicts(of, assumptions)
    body = [f"{line.at // 60 % 24:02}:{line.at % 60:02} {line.text}" for line in lines]
    notes = [*_header(pool, of), *expected, *body, *([] if of.unfinished else tail)]
    return Walked("\n".join(notes) + "\n", tuple(lines), assumptions, {} if of.unfinished else rated)


def _header(pool: Pool, of: Setting) -> list[str]:
    place, zone = of.chance.choice(pool.said["places"])
    said = {
        "template": pool.template.key,
        "place": place,
        "date": of.day.isoformat(),
        "zone": zone,
        "relationship": pool.relationship,
        "persona": of.chance.choice(pool.said["personas"]),
        "why": of.chance.choice(pool.said["whys"]),
    }
    return [f"{name}: {value}" for name, value in said.items()]


def _expected(pool: Pool, of: Setting) -> list[str]:
    """Leaders believe that it is shorter, better told and nicer than it is."""
    chance = of.chance
    assumptions = chance.sample(pool.said["assumptions"], chance.choice((2, 2, 3)))
    lines = [f"expect: {text} | {chance.choice((60, 70, 75, 80, 90))}%" for text in assumptions]
    waited = [place for place in pool.touchpoints if place.all("w")]
    for place in sorted(chance.sample(waited, min(2, len(waited))), key=pool.touchpoints.index):
        wait, contacts = max(2, round(place.minutes * chance.uniform(0.1, 0.3))), chance.choice((1, 2, 2, 3))
        lines.append(f"expect: {place.name} | {wait}m, {contacts} contacts, feeling {chance.choice((3, 4, 4))}")
    return lines


def _verdicts(of: Setting, count: int) -> list[str]:
    refuted = min(0.85, max(0.15, 0.5 - 0.2 * of.mood))
    words = []
    for number in range(1, count + 1):
        drawn = of.chance.random()
        verdict = "refuted" if drawn < refuted else "mixed" if drawn < refuted + 0.15 else "confirmed"
        words.append(f"verdict {number} {verdict}")
    return words


def _stays(pool: Pool, of: Setting) -> tuple[list[Stay], dict[str, str]]:
    """Where one goes, for how long; and what is left out, with the reason."""
    chance = of.chance
    skips: dict[str, str] = {}
    stays: list[Stay] = []
    reasons = dict(pool.said["skips"])
    outside = {after: name for name, after in pool.said["adhoc"]}
    for place in pool.touchpoints:
        if place.key in reasons and chance.random() < 0.15:
            skips[place.key] = reasons[place.key]
            continue
        length = place.minutes * math.exp(-0.15 * of.speed + chance.gauss(0, 0.12))
        stays.append(Stay(place, max(3, round(length)), round(place.pause * chance.uniform(0.9, 1.1))))
        if place.key in outside and chance.random() < 0.2:
            elsewhere = Place("", outside[place.key], 9, 0, ())
            stays.append(Stay(elsewhere, chance.randint(5, 14), 0))
    return stays, skips


def _tell(pool: Pool, of: Setting, stays: Sequence[Stay]) -> None:
    """What the organisation tells: so often an hour, wherever there is something to tell."""
    per_hour = max(_LEAST, PER_HOUR + PER_HOUR_SD * of.frequency)
    wanted = max(1, round(per_hour * sum(stay.minutes for stay in stays) / 60))
    anywhere = list(pool.anywhere)
    left = {id(stay): stay.place.all("c") for stay in stays}
    while wanted and (anywhere or any(left.values())):
        weights = [stay.minutes**0.7 * (1 if left[id(stay)] else 0.3 * bool(anywhere)) for stay in stays]
        (stay,) = of.chance.choices(stays, weights)
        words = _nearest(left[id(stay)] or anywhere, of)
        (left[id(stay)] or anywhere).remove(words)
        stay.told.append(words)
        wanted -= 1


def _nearest(found: Sequence[Words], of: Setting) -> Words:
    wish = MESSAGE + 0.8 * of.message_quality + of.chance.gauss(0, 0.6)
    return min(found, key=lambda words: abs((words.level or 3) - wish))


def _laid_out(pool: Pool, of: Setting, stays: Sequence[Stay], skips: dict[str, str]) -> list[Line]:
    """All timed lines in order; what is left out is noted where it would have come."""
    at = of.chance.randint(*pool.hours) * 60 + of.chance.randrange(60)
    plan = [place.key for place in pool.touchpoints]
    lines: list[Line] = []
    waiting = [place for place in pool.touchpoints if place.key in skips]
    for stay in stays:
        while waiting and stay.place.key and plan.index(waiting[0].key) < plan.index(stay.place.key):
            left = waiting.pop(0)
            lines.append(Line(at, f"x {left.name} | {skips[left.key]}"))
        lines.append(Line(at, f"> {stay.place.name}"))
        found = happenings(stay, of, at, last=stay is stays[-1])
        lines += [Line(minute, text, stay.place.key) for minute, text in found]
        at += stay.minutes + stay.pause
    lines += [Line(at, f"x {left.name} | {skips[left.key]}") for left in waiting]
    return [*lines, Line(at, "end")]
