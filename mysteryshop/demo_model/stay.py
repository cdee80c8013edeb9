"""What happens during one stay at a touchpoint, minute by minute."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from .pools import Place, Words
from .truth import Setting, graded

Timed = tuple[int, str]  # minutes since midnight, and the line behind the time


@dataclass
class Stay:
    """One stay: minutes that count, minutes that do not, and what is told during it."""

    place: Place
    minutes: int
    pause: int
    told: list[Words] = field(default_factory=list)


@dataclass(frozen=True)
class _Clock:
    """Minutes of the stay as minutes of the day; the pause lies in the middle."""

    start: int
    stay: Stay

    @property
    def middle(self) -> int:
        return self.stay.minutes // 2

    def at(self, minute: int) -> int:
        """When a minute of the stay is; whoever is later than the middle has waited out the pause."""
        return self.start + minute + (self.stay.pause if minute > self.middle else 0)

    def said(self, minute: int) -> str:
        """The same as a detail says it."""
        whole = self.at(minute)
        return f"{whole // 60 % 24:02}:{whole % 60:02}"


def happenings(stay: Stay, of: Setting, start: int, *, last: bool) -> list[Timed]:
    """Everything noted during the stay, in order of time."""
    clock, chance = _Clock(start, stay), of.chance
    lines: list[tuple[int, str]] = []
    waits = list(_waits(stay, of, clock))
    lines += waits
    lines += [(_minute(stay, chance), words.written(*_trigger(words))) for words in stay.told]
    frictions = _some(stay, "f", min(0.85, max(0.1, 0.45 - 0.18 * of.quality)), chance)
    delights = _some(stay, "d", min(0.6, max(0.05, 0.22 + 0.1 * of.quality)), chance)
    lines += [(_minute(stay, chance), words.written()) for words in (*frictions, *delights)]
    lines += [(_minute(stay, chance), w.written()) for w in _some(stay, "n", 0.55, chance)]
    chasing = min(0.9, max(0.03, 0.35 - 0.25 * of.frequency))
    lines += [(_minute(stay, chance), w.written()) for w in stay.place.all("h") if chance.random() < chasing]
    lines += [_question(stay, words, clock, chance) for words in _some(stay, "q", 0.45, chance)]
    lines += [_promise(stay, words, clock, of) for words in _some(stay, "p", 0.6, chance)]
    if last or chance.random() < 0.85:
        local = 0.9 * len(delights) - sum(0.4 * ((w.level or 2) - 1) for w in frictions) - 0.2 * len(waits)
        lines.append((stay.minutes, str(graded(3.2 + 0.75 * of.mood + local + chance.gauss(0, 0.4), 1, 5))))
    timed = [(clock.at(minute), text) for minute, text in lines]
    if stay.pause:
        timed += [(start + clock.middle, "pause"), (start + clock.middle + stay.pause, "resume")]
    return sorted(timed, key=lambda line: line[0])


def _minute(stay: Stay, chance: Random) -> int:
    return chance.randint(1, max(1, stay.minutes - 1))


def _trigger(words: Words) -> tuple[str, ...]:
    return () if "reactive" in words.details else ("proactive",)


def _some(stay: Stay, code: str, likely: float, chance: Random) -> list[Words]:
    """At most one line of a kind, and seldom a second."""
    found = stay.place.all(code)
    taken = chance.sample(found, min(2, len(found)))
    return [words for words, odds in zip(taken, (likely, likely / 4), strict=False) if chance.random() < odds]


def _waits(stay: Stay, of: Setting, clock: _Clock) -> Iterator[Timed]:
    """A wait that begins early, and ends before the stay does; the slower the journey, the longer."""
    found, chance = stay.place.all("w"), of.chance
    if not found or chance.random() > 0.7 - 0.15 * of.speed or stay.minutes < 6:
        return
    begin = chance.randint(1, 2)
    room = clock.middle - begin if stay.pause else stay.minutes - 2 - begin
    length = min(room, max(2, round(stay.minutes * chance.uniform(0.25, 0.5) * math.exp(-0.25 * of.speed))))
    explained = chance.random() < min(0.95, max(0.1, 0.5 + 0.25 * of.frequency))
    details = ["explained" if explained else "unexplained"]
    if explained and chance.random() < 0.5:
        details.append(f"estimated {max(1, round(length * chance.uniform(0.5, 1.1)))}m")
    yield begin, chance.choice(found).written(*details)
    yield begin + length, "w"


def _question(stay: Stay, words: Words, clock: _Clock, chance: Random) -> Timed:
    minute = chance.randint(1, max(1, stay.minutes - 3))
    if chance.random() > 0.7:
        return minute, words.written()
    return minute, words.written(f"answered {clock.said(minute + chance.randint(1, 2))}")


def _promise(stay: Stay, words: Words, clock: _Clock, of: Setting) -> Timed:
    """Kept more often where one is told more often."""
    chance = of.chance
    minute = chance.randint(1, max(1, stay.minutes // 2 - 1))
    within = chance.choice((5, 10, 10, 15, 20))
    due = minute + within
    if chance.random() > 1 / (1 + math.exp(-0.3 - 0.9 * of.frequency)):
        return minute, words.written(f"due {clock.said(due)}", "broken")
    kept = min(stay.minutes, max(minute + 1, due - chance.randint(-3, 4)))
    return minute, words.written(f"due {clock.said(due)}", f"kept {clock.said(kept)}")
