"""What each field of a journey may hold: one rule a field, for the store, for import and for the published schema.

A rule knows one field by itself. What a field may hold beside others, such as a level beside its kind, is in LEVELS;
what refers to something else is for those to check who see the whole journey.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from types import MappingProxyType, UnionType
from typing import Any, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo

from . import vocabulary as words
from .journey import Attachment, Expectation, Instant, Journey, Moment, Template, Touchpoint

LARGEST = (1 << 62) - 1  # what the store keeps without loss
_OFFSET = 24 * 3600  # no clock is further from UTC, seconds
_TWO_DAYS = 2 * 86_400_000_000  # what any zone may add to an instant or take away from it
_EARLIEST, _LATEST = -62_135_596_800_000_000 + _TWO_DAYS, 253_402_300_799_999_999 - _TWO_DAYS

DAY = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_HOUR = "([01][0-9]|2[0-3]):[0-5][0-9]"
# The years of which no zone leaves the calendar; offsets with seconds are those of clocks before 1972.
TIME = f"(?!000[01]|9999){DAY}T{_HOUR}:[0-5][0-9]([.][0-9]{{1,6}})?(Z|[+-]{_HOUR}(:[0-5][0-9])?)"
DIGEST = "[0-9a-f]{64}"

WORDS: Mapping[str, Iterable[words.Term]] = MappingProxyType(
    {
        "kind": words.KINDS,
        "source": words.SOURCES,
        "category": words.CATEGORIES,
        "channel": words.CHANNELS,
        "trigger": words.TRIGGERS,
        "outcome": words.OUTCOMES,
        "verdict": words.VERDICTS,
        "triage": words.TRIAGES,
        "beneficiary": words.BENEFICIARIES,
        "condition": words.CONDITIONS,
        "state": words.STATES,
        "origin": words.ORIGINS,
        "clock": words.CAPTURE_CLOCKS,
        "relationship": words.RELATIONSHIPS,
    }
)
LEVELS: Mapping[str, tuple[int, ...]] = MappingProxyType({kind.id: kind.levels for kind in words.KINDS})
_FEELINGS = LEVELS["feeling"]
_RANGES: Mapping[tuple[type[Any], str], tuple[int, int]] = {
    (Moment, "seq"): (0, LARGEST),
    (Moment, "offset_s"): (-_OFFSET, _OFFSET),
    (Moment, "estimated_s"): (0, LARGEST),
    (Moment, "listened_s"): (0, LARGEST),
    (Moment, "talked_s"): (0, LARGEST),
    (Attachment, "size"): (0, LARGEST),
    (Attachment, "offset_s"): (-_OFFSET, _OFFSET),
    (Attachment, "width"): (0, LARGEST),
    (Attachment, "height"): (0, LARGEST),
    (Expectation, "confidence"): (0, 1),
    (Expectation, "wait_s"): (0, LARGEST),
    (Expectation, "contacts"): (0, LARGEST),
    (Expectation, "feeling"): (_FEELINGS[0], _FEELINGS[-1]),
    (Template, "silence_limit_minutes"): (0, LARGEST),
    (Touchpoint, "planned_minutes"): (0, LARGEST),
    (Touchpoint, "expected_communications"): (0, LARGEST),
    (Touchpoint, "silence_limit_minutes"): (0, LARGEST),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """What a field takes besides nothing: in words, as a test, and in keywords of JSON Schema as far as these go."""

    expected: str
    takes: Callable[[Any], bool]
    said: Mapping[str, Any]


def rules(kind: Any) -> Mapping[str, Rule]:
    """The rules of a class by field, of those that have any; they expect values of the field's type."""
    return _rules(kind)


@cache
def _rules(kind: Any) -> Mapping[str, Rule]:
    hints = get_type_hints(kind)
    found = ((f.name, _rule(kind, f.name, hints[f.name])) for f in fields(kind))
    return MappingProxyType({name: rule for name, rule in found if rule is not None})


def is_instant(name: str) -> bool:
    """Whether a field holds an instant."""
    return name == "at" or name.endswith("_at")


def in_calendar(at: Instant) -> bool:
    """Whether a calendar has that instant, whatever the zone."""
    return _EARLIEST <= at <= _LATEST


def is_day(text: str) -> bool:
    """Whether the text is an ISO date."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def is_zone(name: str) -> bool:
    """Whether the text is the IANA name of a time zone."""
    try:
        return bool(ZoneInfo(name).key)
    except (KeyError, ValueError, OSError):
        return False


def words_of(name: str) -> Rule:
    """The rule of a field that holds a word of the vocabulary."""
    known = [term.id for term in WORDS[name]]
    return Rule(f"one of {', '.join(known)}", frozenset(known).__contains__, {"enum": known})


def _rule(kind: type[Any], name: str, hint: Any) -> Rule | None:
    plain = get_args(hint)[0] if get_origin(hint) is UnionType else hint
    if name in WORDS:
        return words_of(name)
    if is_instant(name):
        return _INSTANT
    if plain in (int, float):
        return _between(*_RANGES.get((kind, name), (-LARGEST, LARGEST)), whole=plain is int)
    return _NAME if name == "id" else _TEXTS.get((kind, name))


def _between(least: int, most: int, *, whole: bool) -> Rule:
    what = "a whole number" if whole else "a number"
    if most < LARGEST:
        expected = f"{what} from {least} to {most}"
    else:
        expected = f"{what} from {least} on" if least > -LARGEST else f"{what} that is smaller"
    return Rule(expected, lambda value: least <= value <= most, {"minimum": least, "maximum": most})


def _rating(term: words.RatingTerm) -> Rule:
    """An answer is a text: a rating is one that a whole number of its scale makes, or nothing."""
    numbers = "|".join(map(str, range(term.low, term.high + 1)))
    pattern = f"(0*({numbers}))?"
    return Rule(
        f'a whole number from {term.low} to {term.high} as a text, such as "{term.high}"',
        _matching(pattern),
        {"pattern": f"^{pattern}$"},
    )


def _matching(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern)
    return lambda text: compiled.fullmatch(text) is not None


_EXAMPLE = "2026-11-14T10:22:08.000000+00:00"
_INSTANT = Rule(f"a time such as {_EXAMPLE}", in_calendar, {"format": "date-time", "pattern": f"^{TIME}$"})
_NAME = Rule("an id, not an empty one", lambda text: bool(text.strip()), {"pattern": r"\S"})
_TEXTS: Mapping[tuple[type[Any], str], Rule] = {
    (Journey, "zone"): Rule("a time zone such as Europe/Lisbon, or UTC", is_zone, {"minLength": 1}),
    (Journey, "retain_until"): Rule(
        "a date such as 2027-03-31, or nothing",
        lambda text: not text or is_day(text),
        {"anyOf": [{"const": ""}, {"format": "date", "pattern": f"^{DAY}$"}]},
    ),
    (Journey, "seal"): Rule(
        "SHA-256 as 64 lower case hexadecimal digits, or nothing",
        _matching(f"({DIGEST})?"),
        {"pattern": f"^({DIGEST})?$"},
    ),
    (Attachment, "digest"): Rule(
        "SHA-256 as 64 lower case hexadecimal digits", _matching(DIGEST), {"pattern": f"^{DIGEST}$"}
    ),
}
RATINGS: Mapping[str, Rule] = MappingProxyType({f"rate.{term.id}": _rating(term) for term in words.RATINGS})
