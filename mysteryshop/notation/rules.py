"""The forms of detail: which kinds take each, what it sets, and how it is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from mysteryshop.journey import Instant
from mysteryshop.vocabulary import CATEGORIES, CHANNELS, KINDS, by_id

from .escape import unescape
from .found import NotUnderstood, nearest
from .moving import moved_to
from .when import read_clock, read_duration, read_when

Fields = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """The line that a detail stands on."""

    at: Instant
    zone: str
    now: Instant | None


@dataclass(frozen=True, slots=True)
class Rule:
    """One form of detail: which kinds take it, which fields it sets, how it is read."""

    example: str
    names: tuple[str, ...]
    read: Callable[[str, Line], Fields | None]
    kinds: frozenset[str]


ALL = frozenset(kind.id for kind in KINDS)
_WORDS: dict[str, Fields] = {
    "proactive": {"trigger": "proactive"},
    "reactive": {"trigger": "reactive"},
    "chase": {"trigger": "chase"},
    "explained": {"explained": True},
    "unexplained": {"explained": False},
    "occupied": {"occupied": True},
    "unoccupied": {"occupied": False},
    "fair": {"fair": True},
    "unfair": {"fair": False},
}


def _word(word: str) -> Callable[[str, Line], Fields | None]:
    return lambda text, _: _WORDS[word] if text.casefold() == word else None


def _vocabulary(name: str, words: Mapping[str, str]) -> Callable[[str, Line], Fields | None]:
    def read(text: str, _: Line) -> Fields | None:
        known = words.get(re.sub(r"[\s-]+", " ", text.casefold()))
        return None if known is None else {name: known}

    return read


def _timed(word: str, read_time: Callable[[str, Line], Fields | None]) -> Callable[[str, Line], Fields | None]:
    def read(text: str, line: Line) -> Fields | None:
        head, _, rest = text.partition(" ")
        return read_time(rest.strip(), line) if head.casefold().rstrip(":") == word else None

    return read


def _instant(name: str, also: Fields, *, bare: bool = False) -> Callable[[str, Line], Fields | None]:
    def read(text: str, line: Line) -> Fields | None:
        if not text and bare:
            return dict(also)
        when = read_when(text)
        return None if when is None else {name: when.after(line.at, line.zone), **also}

    return read


def _kept(text: str, line: Line) -> Fields | None:
    fields = _instant("resolved_at", {"outcome": "kept"}, bare=True)(text, line)
    return {"resolved_at": line.now, **fields} if fields is not None and line.now is not None else fields


def _answered(text: str, line: Line) -> Fields | None:
    if text:
        return _instant("resolved_at", {})(text, line)
    return {"resolved_at": line.at if line.now is None else max(line.now, line.at)}


def _seconds(name: str) -> Callable[[str, Line], Fields | None]:
    def read(text: str, _: Line) -> Fields | None:
        seconds = read_duration(text)
        return None if seconds is None or seconds < 0 else {name: seconds}

    return read


def _role(text: str, _: Line) -> Fields | None:
    if not text.startswith("@") or read_clock(text[1:]) is not None:
        return None
    role = unescape(text[1:].strip())
    return {"role": role} if role else None


def _move(text: str, line: Line) -> Fields | None:
    at = moved_to(text, line.at, line.zone, line.now)
    return None if at is None else {"observed_at": at}


_CATEGORY = {term.id.casefold(): term.id for term in CATEGORIES}
_CHANNEL = {term.id.casefold(): term.id for term in CHANNELS}


def _only(*kinds: str) -> frozenset[str]:
    return frozenset(kinds)


RULES: tuple[Rule, ...] = (
    Rule("a category such as information", ("category",), _vocabulary("category", _CATEGORY), ALL),
    Rule("a channel such as in person", ("channel",), _vocabulary("channel", _CHANNEL), ALL),
    *(Rule(word, ("trigger",), _word(word), _only("communication")) for word in ("proactive", "reactive", "chase")),
    Rule("due 10m", ("due_at",), _timed("due", _instant("due_at", {})), _only("promise")),
    Rule("kept 14:30", ("outcome", "resolved_at"), _timed("kept", _kept), _only("promise")),
    Rule("broken", ("outcome", "resolved_at"),
          _timed("broken", _instant("resolved_at", {"outcome": "broken"}, bare=True)), _only("promise")),
    Rule("answered 14:30", ("resolved_at",), _timed("answered", _answered), _only("question")),
    *(Rule(word, ("explained",), _word(word), _only("wait")) for word in ("explained", "unexplained")),
    Rule("estimated 10m", ("estimated_s",), _timed("estimated", _seconds("estimated_s")), _only("wait")),
    *(Rule(word, ("occupied",), _word(word), _only("wait")) for word in ("occupied", "unoccupied")),
    *(Rule(word, ("fair",), _word(word), _only("wait")) for word in ("fair", "unfair")),
    Rule("until 14:30", ("resolved_at",), _timed("until", _instant("resolved_at", {})), _only("wait")),
    Rule("listened 5m", ("listened_s",), _timed("listened", _seconds("listened_s")), ALL),
    Rule("talked 5m", ("talked_s",), _timed("talked", _seconds("talked_s")), ALL),
    Rule("@role", ("role",), _role, ALL),
    Rule("-5m", ("observed_at",), _move, ALL),
)  # fmt: skip


def read_details(kind: str, parts: list[str], at: Instant, zone: str, now: Instant | None = None) -> Fields:
    """The fields that the parts name; what moves the moment counts first. NotUnderstood names the first bad part."""
    line = Line(at, zone, now)
    moves = [fields["observed_at"] for part in parts if (fields := _move(part, line))]
    if moves:
        line = Line(moves[-1], zone, now)
    found: Fields = {"observed_at": moves[-1]} if moves else {}
    for part in parts:
        fields = read_detail(kind, part, line)
        if any(name in found for name in fields if name != "observed_at"):
            raise NotUnderstood(part, "each detail once: another one says this already")
        found = {**fields, **found}
    return found


def read_detail(kind: str, part: str, line: Line) -> Fields:
    """The fields of one detail; NotUnderstood says which the kind can have, and the nearest."""
    for rule in RULES:
        fields = rule.read(part, line)
        if fields is not None:
            if kind not in rule.kinds:
                raise NotUnderstood(part, f"a detail that a {by_id(KINDS, kind).label.casefold()} can have")
            return fields
    examples = [rule.example for rule in RULES if kind in rule.kinds]
    close = nearest(part, [*_CATEGORY.values(), *_CHANNEL.values(), *_WORDS, *examples])
    raise NotUnderstood(part, f"{', '.join(examples[:-1])} or {examples[-1]}{close}")
