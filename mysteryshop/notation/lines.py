"""One timed line: `10:41 f3 Two lanes closed, nobody says why | information`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches

from mysteryshop.journey import Moment
from mysteryshop.vocabulary import KINDS, by_id

from .escape import split_bar, split_commas
from .found import NotUnderstood
from .when import ClockTime, read_clock


@dataclass(frozen=True, slots=True)
class Code:
    """What stands behind the time: the moment it makes, or None and what it does to the walk."""

    id: str
    label: str
    kind: str | None = None
    trigger: str | None = None
    level: int | None = None


CODES: tuple[Code, ...] = (
    Code(">", "enter a touchpoint"),
    Code(".", "mark", "mark"),
    Code("f", "friction", "friction"),
    Code("d", "delight", "delight"),
    Code("c", "they told me something", "communication", trigger="proactive"),
    Code("h", "I had to chase", "communication", trigger="chase"),
    Code("w", "a wait begins or ends", "wait"),
    Code("p", "promise", "promise"),
    Code("q", "question", "question"),
    Code("n", "note", "note"),
    *(Code(str(level + 3), f"feeling {level:+d}", "feeling", level=level) for level in range(-2, 3)),
    Code("x", "skip a touchpoint"),
    Code("pause", "pause"),
    Code("resume", "resume"),
    Code("end", "end"),
)  # fmt: skip
_BY_ID = {code.id: code for code in CODES}
_BARE = frozenset({"pause", "resume", "end"})
_LINE = re.compile(r"(\d{1,2}:\S*?)(?:\s+|(?=[>.]))(\S.*)?", re.DOTALL)
_CODE = re.compile(r"([>.]|[a-z]+|\d+)(\d*)(?:\s+(.*))?", re.DOTALL | re.IGNORECASE)
_ATTACHED = re.compile(r"([>.])(?=[^\s\d])(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Line:
    """A parsed line; `text` and `details` are still escaped, `details` None where there is no bar."""

    code: Code
    time: ClockTime | None = None
    level: int | None = None
    text: str = ""
    details: str | None = None

    @property
    def parts(self) -> list[str]:
        """The details one by one, still escaped."""
        return split_commas(self.details or "")


def parse_line(text: str, *, timed: bool = True) -> Line:
    """The line, its time at the front where `timed`; NotUnderstood says what was found and expected."""
    text = text.strip()
    if not timed:
        return _coded(text, None)
    match = _LINE.fullmatch(text)
    time = read_clock(match.group(1)) if match else None
    if match is None or time is None:
        found = match.group(1) if match else text
        raise NotUnderstood(found, 'a time and a code, such as "10:22 > Security line"')
    return _coded((match.group(2) or "").strip(), time)


def code_text(moment: Moment) -> str:
    """The code of a moment with its level: `f3`, `h`, `2`."""
    code = code_of(moment)
    return code.id if code.level is not None or moment.level is None else f"{code.id}{moment.level}"


def joined(head: str, text: str, details: str = "") -> str:
    """A line from its parts; without details there is no bar."""
    return " ".join(part for part in (head, text, f"| {details}" if details else "") if part)


def code_of(moment: Moment) -> Code:
    """The code that makes this moment."""
    for code in CODES:
        same_level = code.level is None or code.level == moment.level
        same_side = moment.kind != "communication" or (code.trigger == "chase") == (moment.trigger == "chase")
        if code.kind == moment.kind and same_level and same_side:
            return code
    raise ValueError(f"no line for a {moment.kind} of level {moment.level}")


def _coded(text: str, time: ClockTime | None) -> Line:
    attached = _ATTACHED.fullmatch(text)
    match = _CODE.fullmatch(f"{attached.group(1)} {attached.group(2)}" if attached else text)
    code = _BY_ID.get(match.group(1).casefold()) if match else None
    if match is None or code is None:
        raise NotUnderstood(text.split(maxsplit=1)[0] if text else "", _expected_codes(text))
    left, right = split_bar(match.group(3) or "")
    if code.id in _BARE and (left or right is not None):
        raise NotUnderstood(text, f'"{code.id}" alone; write a note as a line of its own')
    return Line(code, time, _level(code, match.group(2)), left, right)


def _level(code: Code, digits: str) -> int | None:
    if not digits:
        return code.level
    levels = by_id(KINDS, code.kind).levels if code.kind and code.level is None else ()
    if not levels:
        raise NotUnderstood(f"{code.id}{digits}", f'"{code.id}" without a number')
    if len(digits) > 1 or int(digits) not in levels:
        scale = by_id(KINDS, code.kind or "").scale
        raise NotUnderstood(f"{code.id}{digits}", f"{scale} {levels[0]} to {levels[-1]} after the {code.id}")
    return int(digits)


def _expected_codes(text: str) -> str:
    word = text.split(maxsplit=1)[0].casefold() if text else ""
    labels = {code.label: code.id for code in CODES} | {code.kind: code.id for code in CODES if code.kind}
    close = get_close_matches(word, labels, n=1, cutoff=0.75)
    hint = f' (for a {close[0]}, write "{labels[close[0]]}")' if close else ""
    return f"one of the codes {' '.join(code.id for code in CODES)}{hint}"
