"""How the details of a moment are written: the reading's other half."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mysteryshop.journey import Moment
from mysteryshop.vocabulary import KINDS, by_id

from .details import stands_alone
from .escape import escape
from .rules import Line, take_timed
from .when import duration_text, read_clock, when_text

_SIDES = (
    ("explained", "explained", "unexplained"),
    ("occupied", "occupied", "unoccupied"),
    ("fair", "fair", "unfair"),
)
_RESOLVED = {"question": "answered", "wait": "until"}


def format_details(moment: Moment, zone: str) -> str:
    """What the detail line shows when the moment is amended: parse_details reads the same back."""
    parts = list(detail_parts(moment, zone))
    text = text_in_line(moment, zone, bar=True, also="-@")  # where there is none below, the text alone is looked at
    text = re.sub(r"(?<=\S)\\([-@])", r"\1", text)  # only a word that begins with it could move anything
    level = _level_text(moment)
    if not level and by_id(KINDS, moment.kind).levels and re.match(r"\d(?:\s|$)", text):
        text = "\\" + text
    alone = not parts and stands_alone(moment.kind, text, moment.observed_at, zone) is not None
    bar = " | " + ", ".join(parts) if parts else (" |" if alone else "")
    return f"{level} {text}{bar}".strip()


def text_in_line(moment: Moment, zone: str, *, bar: bool, also: str = "") -> str:
    """The moment's text as it stands in a line with or without a bar, so that nothing of it reads as a detail."""
    text, line = escape(moment.text, also), Line(moment.observed_at, zone, None)
    if take_timed(moment.kind, text, [], line, alone=False)[1]:
        return escape(moment.text, also + ",")
    if not bar and take_timed(moment.kind, text, [], line, alone=True)[1]:
        return f"\\u{{{ord(text[0]):X}}}{text[1:]}"
    return text


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
