"""The detail line of the app: what is typed about a moment, in any order, forgiving where it must be."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from mysteryshop.journey import Instant
from mysteryshop.vocabulary import KINDS, by_id

from .escape import split_bar, split_commas, unescape
from .found import NotUnderstood
from .moving import take_move
from .rules import RULES, Fields, Line, read_detail, read_details, take_timed

_DIGITS = {f"\\{digit}" for digit in range(10)}


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


def parse_details(
    kind: str, text: str, *, at: Instant, zone: str, now: Instant | None = None, strict: bool = True
) -> Details:
    """A detail line of the app: `3 Two lanes closed | information, -5m`.

    `at` is the moment's stamp, `now` the clock (for `@10:42` and a bare `kept`). A digit in front is the level
    where the kind has one (`\\3` is the digit itself). Details may stand alone, without a bar, and those with a time
    in them behind a comma. What the details do not understand raises NotUnderstood, or with `strict=False` stays in
    the text, so that no word is lost.
    """
    level, rest = _leading_level(kind, text.strip())
    left, right = split_bar(rest)
    moved = take_move(left, at, zone, now)
    parts = split_commas(right or "")
    if right is None and (alone := stands_alone(kind, moved.text, moved.at or at, zone, now)) is not None:
        return _details("", level, alone, moved.at)
    words, parts = take_timed(kind, moved.text, parts, Line(at, zone, now), alone=right is None)
    if moved.at is None:  # a comma may have stood behind the moving word
        moved = take_move(words, at, zone, now)
        words = moved.text
    line = Line(at if moved.at is None else moved.at, zone, now)
    words, fields = _read(kind, words, parts, line, strict=strict)
    return _details(unescape(words.removeprefix("\\") if words[:2] in _DIGITS else words), level, fields, moved.at)


def _read(kind: str, words: str, parts: list[str], line: Line, *, strict: bool) -> tuple[str, Fields]:
    """The words and the fields of the details; what is not understood is said, or joins the words."""
    known = parts
    if not strict:
        known = [part for part in parts if _understood(kind, part, line)]
        words = ", ".join([w for w in (words, *(p for p in parts if p not in known)) if w])
    try:
        return words, read_details(kind, known, line.at, line.zone, line.now)
    except NotUnderstood:
        if strict:
            raise
        return ", ".join(w for w in (words, *known) if w), {}


def _leading_level(kind: str, text: str) -> tuple[int | None, str]:
    match = re.match(r"([0-9])(?:\s+|$)", text)
    levels = by_id(KINDS, kind).levels
    if not match or not levels:
        return None, text
    level = int(match.group(1)) - (3 if kind == "feeling" else 0)
    return (level, text[match.end() :]) if level in levels else (None, text)


def stands_alone(kind: str, text: str, at: Instant, zone: str, now: Instant | None = None) -> Fields | None:
    """The details that make up a line without a bar; None where any of it is text."""
    parts = split_commas(text)
    try:
        return read_details(kind, parts, at, zone, now) if parts else None
    except NotUnderstood:
        return None


def _understood(kind: str, part: str, line: Line) -> bool:
    try:
        return bool(read_detail(kind, part, line))
    except NotUnderstood:
        return False


def _details(text: str, level: int | None, fields: Fields, moved: Instant | None) -> Details:
    observed = fields.pop("observed_at", moved)
    return Details(text, fields if level is None else {"level": level, **fields}, observed)
