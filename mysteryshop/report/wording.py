"""How the report writes numbers, times and the vocabulary's words. An undefined value is a dash."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from mysteryshop import clock
from mysteryshop.analysis.wording import whole_percent
from mysteryshop.charts.durations import DAY, MINUTE, spoken
from mysteryshop.journey import SECOND, Instant, Moment, Record
from mysteryshop.vocabulary import CAPTURES, KINDS, CaptureTerm, KindTerm, by_id

Words = TypeVar("Words")
DASH = "–"
_PARTED = re.compile(r"(?<=\d) (?=%)|(?<=\bn) (?==)|(?<=\bn =) (?=\d)")
MINUS = "−"


def duration(seconds: float | None) -> str:
    """Seconds as a reader says them, in two units at most: "45 s", "43 min", "3 h 11 min", "2 d 4 h"."""
    if seconds is None:
        return DASH
    return f"{MINUS if seconds < 0 else ''}{spoken(abs(seconds))}"


def hours(seconds: float) -> tuple[str, str]:
    """A length as a figure and its unit: ("3:34", "hours"), ("42", "minutes"), ("45", "seconds"), ("12.5", "days")."""
    if seconds < MINUTE - 0.5:
        return str(round(seconds)), "second" if round(seconds) == 1 else "seconds"
    minutes = round(seconds / MINUTE)
    if minutes < 60:
        return str(minutes), "minute" if minutes == 1 else "minutes"
    if seconds < 2 * DAY:
        return f"{minutes // 60}:{minutes % 60:02}", "hours"
    return f"{seconds / DAY:.1f}", "days"


def decimal(value: float | None, digits: int = 2) -> str:
    """A figure with up to that many digits after the point, none of them idle: "0.56", "3.2", "12"."""
    if value is None:
        return DASH
    places = digits if abs(value) < 1 else max(0, digits - 1) if abs(value) < 10 else 0
    text = f"{abs(value):.{places}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"{MINUS}{text}" if value < 0 and text.strip("0.") else text


def percent(share: float | None) -> str:
    """A share 0..1 as "38 %"; never rounded to 0 or 100 unless it is."""
    if share is None:
        return DASH
    return f"{whole_percent(share)}\N{NO-BREAK SPACE}%"


def signed(value: float | None) -> str:
    """A feeling or a difference with its sign: "+2", "0", "−1.5"."""
    if value is None:
        return DASH
    text = f"{abs(value):.1f}".removesuffix(".0")
    return text if text == "0" else f"{'+' if value > 0 else MINUS}{text}"


def counted(count: int, one: str, many: str | None = None) -> str:
    """ "1 moment", "3 moments", "no moments"."""
    return f"{f'{count:,}' if count else 'no'} {one if count == 1 else many or one + 's'}"


def listed(words: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1] if words else ""


def numbers(values: Iterable[int]) -> str:
    """Moment numbers in order, runs of three and more joined: "moments 9, 13–17", "moment 4"."""
    runs: list[tuple[int, int]] = []
    for value in sorted(set(values)):
        if runs and value == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], value)
        else:
            runs.append((value, value))
    parts = [p for run in runs for p in _run(*run)]
    return f"{'moment' if len(parts) == 1 and '–' not in parts[0] else 'moments'} {', '.join(parts)}" if parts else ""


def bound(whole: Words) -> Words:
    """A text, or a tuple or mapping of them, in which no line ends between a figure and its sign: 64 %, n = 12."""
    made: Any = whole
    if isinstance(whole, str):
        made = _PARTED.sub("\N{NO-BREAK SPACE}", whole)
    elif isinstance(whole, tuple):
        made = tuple(bound(part) for part in whole)
    elif isinstance(whole, Mapping):
        made = {key: bound(part) for key, part in whole.items()}
    result: Words = made
    return result


def _run(first: int, last: int) -> tuple[str, ...]:
    if last - first < 2:
        return tuple(str(n) for n in range(first, last + 1))
    return (f"{first}–{last}",)


def date(at: Instant, zone: str) -> str:
    """The day in the journey's zone: "14 Nov 2026"."""
    day = clock.local(at, zone)
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def time(at: Instant, zone: str, seconds: bool = False) -> str:
    """The time of day in the journey's zone: "10:41", or "10:41:07"."""
    return f"{clock.local(at, zone):{'%H:%M:%S' if seconds else '%H:%M'}}"


def iso_date(text: str) -> str:
    """An ISO date as "14 Nov 2026"; the text itself where it is none."""
    year, _, rest = text.partition("-")
    month, _, day = rest.partition("-")
    if len(year) == 4 and all(p.isascii() and p.isdigit() for p in (year, month, day)) and 1 <= int(month) <= 12:
        return f"{int(day)} {_MONTHS[int(month) - 1]} {year}"
    return text


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def kind_of(moment: Moment) -> tuple[KindTerm, str, str]:
    """A moment's kind with the letter and the word of its badge: a chase is H, "I chased"."""
    kind = by_id(KINDS, moment.kind)
    capture = _CHASE if moment.kind == "communication" and moment.trigger == "chase" else None
    return (kind, capture.key, capture.label) if capture else (kind, kind.letter, kind.label)


_CHASE: CaptureTerm = by_id(CAPTURES, "chase")


def level_word(kind: KindTerm, level: int) -> str:
    """What a level is called: "major", "unclear", "bad"; "" for one that the kind does not have."""
    return dict(zip(kind.levels, kind.level_labels, strict=True)).get(level, "")


def shows_seconds(record: Record) -> bool:
    """Whether any moment was stamped within a minute: only then are seconds worth their place."""
    return any(m.observed_at % (60 * SECOND) for m in record.moments)
