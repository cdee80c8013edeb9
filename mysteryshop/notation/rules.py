"""The forms of detail: which kinds take each, what it sets, and how it is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from mysteryshop.journey import Instant
from mysteryshop.vocabulary import CATEGORIES, CHANNELS, KINDS, by_id

from .escape import last_comma, unescape
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
    timed: bool = False  # a word and a time or a span: nobody says that otherwise


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


def _with_time(word: str, read_time: Callable[[str, Line], Fields | None]) -> Callable[[str, Line], Fields | None]:
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


_PROMISE, _QUESTION, _WAIT = _only("promise"), _only("question"), _only("wait")
_BROKEN = _instant("resolved_at", {"outcome": "broken"}, bare=True)


RULES: tuple[Rule, ...] = (
    Rule("a category such as information", ("category",), _vocabulary("category", _CATEGORY), ALL),
    Rule("a channel such as in person", ("channel",), _vocabulary("channel", _CHANNEL), ALL),
    *(Rule(word, ("trigger",), _word(word), _only("communication")) for word in ("proactive", "reactive", "chase")),
    Rule("due 10m", ("due_at",), _with_time("due", _instant("due_at", {})), _PROMISE, timed=True),
    Rule("kept 14:30", ("outcome", "resolved_at"), _with_time("kept", _kept), _PROMISE, timed=True),
    Rule("broken", ("outcome", "resolved_at"), _with_time("broken", _BROKEN), _PROMISE, timed=True),
    Rule("answered 14:30", ("resolved_at",), _with_time("answered", _answered), _QUESTION, timed=True),
    *(Rule(word, ("explained",), _word(word), _WAIT) for word in ("explained", "unexplained")),
    Rule("estimated 10m", ("estimated_s",), _with_time("estimated", _seconds("estimated_s")), _WAIT, timed=True),
    *(Rule(word, ("occupied",), _word(word), _WAIT) for word in ("occupied", "unoccupied")),
    *(Rule(word, ("fair",), _word(word), _WAIT) for word in ("fair", "unfair")),
    Rule("until 14:30", ("resolved_at",), _with_time("until", _instant("resolved_at", {})), _WAIT, timed=True),
    Rule("listened 5m", ("listened_s",), _with_time("listened", _seconds("listened_s")), ALL, timed=True),
    Rule("talked 5m", ("talked_s",), _with_time("talked", _seconds("talked_s")), ALL, timed=True),
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


def take_timed(kind: str, text: str, parts: list[str], line: Line, *, alone: bool) -> tuple[str, list[str]]:
    """Take details with a time in them off the end of a text: `Ten minutes at most, due 10m` needs no bar.

    Each stands behind a comma or, with `alone`, makes up the whole text; any other word behind a comma stays one, and
    so does what `parts`, the details behind the bar, say already. Returns the text that is left, and all details.
    """
    said = {name for part in parts for name in _fields_of(kind, part, line)}
    taken: list[str] = []
    while text:
        comma = last_comma(text)
        part = text[comma + 1 :].strip()
        names = _timed_names(kind, part, line) if comma >= 0 or alone else frozenset()
        if not names or names & said:
            break
        said |= names
        taken.insert(0, part)
        text = text[: max(comma, 0)].rstrip()
    return text, [*parts, *taken]


def _timed_names(kind: str, part: str, line: Line) -> frozenset[str]:
    """The fields that a detail with a time in it names; none where it is something else, or `kept` alone."""
    if len(part.split(maxsplit=1)) < 2:
        return frozenset()
    rules = (rule for rule in RULES if rule.timed and kind in rule.kinds)
    try:
        return next((frozenset(fields) for rule in rules if (fields := rule.read(part, line))), frozenset())
    except NotUnderstood:  # a time that the zone does not have then
        return frozenset()


def _fields_of(kind: str, part: str, line: Line) -> Fields:
    try:
        return read_detail(kind, part, line)
    except NotUnderstood:
        return {}


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
