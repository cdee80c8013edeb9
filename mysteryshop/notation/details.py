"""What stands behind the bar of a line: `information, in person, due 10m, @lane agent`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from mysteryshop.journey import Instant, Moment
from mysteryshop.vocabulary import CATEGORIES, CHANNELS, KINDS, by_id

from .escape import escape, split_bar, split_commas, unescape
from .found import NotUnderstood, nearest
from .moving import moved_to, take_move
from .when import duration_text, read_clock, read_duration, read_when, when_text

Fields = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Details:
    """What a detail line says of a moment: the fields it names, its text, and when it happened if it says so."""

    text: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)
    observed_at: Instant | None = None

    def whole(self, kind: str) -> Fields:
        """All fields that a detail line of that kind can say, those it leaves out at None: for amending."""
        names = {name for rule in RULES if kind in rule.kinds for name in rule.names} - {"observed_at"}
        if by_id(KINDS, kind).levels and kind != "feeling":
            names.add("level")
        return {name: self.fields.get(name) for name in names} | {"text": self.text} | dict(self.fields)


@dataclass(frozen=True, slots=True)
class _Line:
    """The line that a detail stands on."""

    at: Instant
    zone: str
    now: Instant | None


@dataclass(frozen=True, slots=True)
class _Rule:
    """One form of detail: which kinds take it, which fields it sets, how it is read."""

    example: str
    names: tuple[str, ...]
    read: Callable[[str, _Line], Fields | None]
    kinds: frozenset[str]


_ALL = frozenset(kind.id for kind in KINDS)
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


def _word(word: str) -> Callable[[str, _Line], Fields | None]:
    return lambda text, _: _WORDS[word] if text.casefold() == word else None


def _vocabulary(name: str, words: Mapping[str, str]) -> Callable[[str, _Line], Fields | None]:
    def read(text: str, _: _Line) -> Fields | None:
        known = words.get(re.sub(r"[\s-]+", " ", text.casefold()))
        return None if known is None else {name: known}

    return read


def _timed(word: str, read_time: Callable[[str, _Line], Fields | None]) -> Callable[[str, _Line], Fields | None]:
    def read(text: str, line: _Line) -> Fields | None:
        head, _, rest = text.partition(" ")
        return read_time(rest.strip(), line) if head.casefold().rstrip(":") == word else None

    return read


def _instant(name: str, also: Fields, *, bare: bool = False) -> Callable[[str, _Line], Fields | None]:
    def read(text: str, line: _Line) -> Fields | None:
        if not text and bare:
            return dict(also)
        when = read_when(text)
        return None if when is None else {name: when.after(line.at, line.zone), **also}

    return read


def _kept(text: str, line: _Line) -> Fields | None:
    fields = _instant("resolved_at", {"outcome": "kept"}, bare=True)(text, line)
    return {"resolved_at": line.now, **fields} if fields is not None and line.now is not None else fields


def _answered(text: str, line: _Line) -> Fields | None:
    if text:
        return _instant("resolved_at", {})(text, line)
    return {"resolved_at": line.at if line.now is None else max(line.now, line.at)}


def _seconds(name: str) -> Callable[[str, _Line], Fields | None]:
    def read(text: str, _: _Line) -> Fields | None:
        seconds = read_duration(text)
        return None if seconds is None or seconds < 0 else {name: seconds}

    return read


def _role(text: str, _: _Line) -> Fields | None:
    if not text.startswith("@") or read_clock(text[1:]) is not None:
        return None
    role = unescape(text[1:].strip())
    return {"role": role} if role else None


def _move(text: str, line: _Line) -> Fields | None:
    at = moved_to(text, line.at, line.zone, line.now)
    return None if at is None else {"observed_at": at}


_CATEGORY = {term.id.casefold(): term.id for term in CATEGORIES}
_CHANNEL = {term.id.casefold(): term.id for term in CHANNELS}


def _only(*kinds: str) -> frozenset[str]:
    return frozenset(kinds)


RULES: tuple[_Rule, ...] = (
    _Rule("a category such as information", ("category",), _vocabulary("category", _CATEGORY), _ALL),
    _Rule("a channel such as in person", ("channel",), _vocabulary("channel", _CHANNEL), _ALL),
    *(_Rule(word, ("trigger",), _word(word), _only("communication")) for word in ("proactive", "reactive", "chase")),
    _Rule("due 10m", ("due_at",), _timed("due", _instant("due_at", {})), _only("promise")),
    _Rule("kept 14:30", ("outcome", "resolved_at"), _timed("kept", _kept), _only("promise")),
    _Rule("broken", ("outcome", "resolved_at"),
          _timed("broken", _instant("resolved_at", {"outcome": "broken"}, bare=True)), _only("promise")),
    _Rule("answered 14:30", ("resolved_at",), _timed("answered", _answered), _only("question")),
    *(_Rule(word, ("explained",), _word(word), _only("wait")) for word in ("explained", "unexplained")),
    _Rule("estimated 10m", ("estimated_s",), _timed("estimated", _seconds("estimated_s")), _only("wait")),
    *(_Rule(word, ("occupied",), _word(word), _only("wait")) for word in ("occupied", "unoccupied")),
    *(_Rule(word, ("fair",), _word(word), _only("wait")) for word in ("fair", "unfair")),
    _Rule("until 14:30", ("resolved_at",), _timed("until", _instant("resolved_at", {})), _only("wait")),
    _Rule("listened 5m", ("listened_s",), _timed("listened", _seconds("listened_s")), _ALL),
    _Rule("talked 5m", ("talked_s",), _timed("talked", _seconds("talked_s")), _ALL),
    _Rule("@role", ("role",), _role, _ALL),
    _Rule("-5m", ("observed_at",), _move, _ALL),
)  # fmt: skip


def read_details(kind: str, parts: list[str], at: Instant, zone: str, now: Instant | None = None) -> Fields:
    """The fields that the parts name; what moves the moment counts first. NotUnderstood names the first bad part."""
    line = _Line(at, zone, now)
    moves = [fields["observed_at"] for part in parts if (fields := _move(part, line))]
    if moves:
        line = _Line(moves[-1], zone, now)
    found: Fields = {"observed_at": moves[-1]} if moves else {}
    for part in parts:
        fields = _read_part(kind, part, line)
        if twice := [name for name in fields if name in found and name != "observed_at"]:
            raise NotUnderstood(
                part, f"each detail once: {twice[0].removesuffix('_at').removesuffix('_s')} is said twice"
            )
        found = {**fields, **found}
    return found


def parse_details(
    kind: str, text: str, *, at: Instant, zone: str, now: Instant | None = None, strict: bool = True
) -> Details:
    """A detail line of the app: `3 Two lanes closed | information, -5m`.

    `at` is the moment's stamp, `now` the clock (for `@10:42` and a bare `kept`). A digit in front is the level
    where the kind has one (`\\3` is the digit itself). Details may stand alone, without a bar. What the details
    do not understand raises NotUnderstood, or with `strict=False` stays in the text, so that no word is lost.
    """
    level, rest = _leading_level(kind, text.strip())
    left, right = split_bar(rest)
    moved = take_move(left, at, zone, now)
    stamp = at if moved.at is None else moved.at
    parts = split_commas(right or "")
    if right is None and (alone := _alone(kind, moved.text, stamp, zone, now)) is not None:
        return _details("", level, alone, moved.at)
    words, known = moved.text, parts
    if not strict:
        known = [part for part in parts if _understood(kind, part, stamp, zone, now)]
        words = ", ".join([w for w in (words, *(p for p in parts if p not in known)) if w])
    try:
        fields = read_details(kind, known, stamp, zone, now)
    except NotUnderstood:
        if strict:
            raise
        words, fields = ", ".join(w for w in (words, *known) if w), {}
    return _details(unescape(words.removeprefix("\\") if words[:2] in _DIGITS else words), level, fields, moved.at)


def format_details(moment: Moment, zone: str) -> str:
    """What the detail line shows when the moment is amended: parse_details reads the same back."""
    parts = list(detail_parts(moment, zone))
    text = escape(moment.text, also="-@")
    text = re.sub(r"(?<=\S)\\([-@])", r"\1", text)  # only a word that begins with it could move anything
    level = _level_text(moment)
    if not level and by_id(KINDS, moment.kind).levels and re.match(r"\d(?:\s|$)", text):
        text = "\\" + text
    alone = not parts and _alone(moment.kind, text, moment.observed_at, zone, None) is not None
    bar = " | " + ", ".join(parts) if parts else (" |" if alone else "")
    return f"{level} {text}{bar}".strip()


def detail_parts(moment: Moment, zone: str, *, chase: bool = True) -> Iterator[str]:
    """The details of a moment, each as it is written; `chase` False where the line's code says it."""
    yield from (word for word in (moment.category, moment.channel) if word)
    if moment.trigger and (chase or moment.trigger != "chase"):
        yield moment.trigger
    if moment.due_at is not None:
        yield f"due {when_text(moment.due_at, moment.observed_at, zone)}"
    yield from _outcome(moment, zone)
    for name, yes, no in _SIDES:
        value = getattr(moment, name)
        if value is not None:
            yield yes if value else no
    for name, word in (("estimated_s", "estimated"), ("listened_s", "listened"), ("talked_s", "talked")):
        seconds = getattr(moment, name)
        if seconds is not None:
            yield f"{word} {duration_text(seconds)}"
    if moment.role:
        yield "@" + _role_text(moment.role)


_SIDES = (
    ("explained", "explained", "unexplained"),
    ("occupied", "occupied", "unoccupied"),
    ("fair", "fair", "unfair"),
)
_RESOLVED = {"question": "answered", "wait": "until"}
_DIGITS = {f"\\{digit}" for digit in range(10)}


def _outcome(moment: Moment, zone: str) -> Iterator[str]:
    word = moment.outcome if moment.outcome in ("kept", "broken") else _RESOLVED.get(moment.kind)
    if word and moment.resolved_at is not None:
        yield f"{word} {when_text(moment.resolved_at, moment.observed_at, zone)}"
    elif word and moment.kind == "promise":
        yield word


def _role_text(role: str) -> str:
    text = escape(role, also=",")
    return f"\\u{{{ord(text[0]):X}}}{text[1:]}" if read_clock(text) else text


def _level_text(moment: Moment) -> str:
    if moment.level is None:
        return ""
    return str(moment.level + 3 if moment.kind == "feeling" else moment.level)


def _leading_level(kind: str, text: str) -> tuple[int | None, str]:
    match = re.match(r"([0-9])(?:\s+|$)", text)
    levels = by_id(KINDS, kind).levels
    if not match or not levels:
        return None, text
    level = int(match.group(1)) - (3 if kind == "feeling" else 0)
    return (level, text[match.end() :]) if level in levels else (None, text)


def _alone(kind: str, text: str, at: Instant, zone: str, now: Instant | None) -> Fields | None:
    """The details that make up a line without a bar; None where any of it is text."""
    parts = split_commas(text)
    try:
        return read_details(kind, parts, at, zone, now) if parts else None
    except NotUnderstood:
        return None


def _understood(kind: str, part: str, at: Instant, zone: str, now: Instant | None) -> bool:
    try:
        return bool(_read_part(kind, part, _Line(at, zone, now)))
    except NotUnderstood:
        return False


def _details(text: str, level: int | None, fields: Fields, moved: Instant | None) -> Details:
    observed = fields.pop("observed_at", moved)
    return Details(text, fields if level is None else {"level": level, **fields}, observed)


def _read_part(kind: str, part: str, line: _Line) -> Fields:
    for rule in RULES:
        fields = rule.read(part, line)
        if fields is not None:
            if kind not in rule.kinds:
                raise NotUnderstood(part, f"a detail that a {by_id(KINDS, kind).label.casefold()} can have")
            return fields
    examples = [rule.example for rule in RULES if kind in rule.kinds]
    close = nearest(part, [*_CATEGORY.values(), *_CHANNEL.values(), *_WORDS, *examples])
    raise NotUnderstood(part, f"{', '.join(examples[:-1])} or {examples[-1]}{close}")
