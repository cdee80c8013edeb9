"""The user's words made fit for print: whatever was typed comes out as letters or as a visible placeholder."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

PLACEHOLDER = "\N{REPLACEMENT CHARACTER}"
MOST_MARKS = 4  # combining marks on one letter: more would be drawn over the lines above and below

_ENDS_OF_LINE = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_SPACES = re.compile("[\t\x1f]")
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"  # controls
    "\u202a-\u202e"  # marks that turn the direction of what follows: a page must not be turned by its words
    "\ud800-\udfff"  # half characters
    "\ue000-\uf8ff\U000f0000-\U0010ffff"  # private use: no font says what they mean, and PDF/A forbids them
    "\ufdd0-\ufdef"  # not characters
    + "".join(f"{chr(plane | 0xFFFE)}{chr(plane | 0xFFFF)}" for plane in range(0, 0xF0000, 0x10000))
    + "]"
)
_MARK = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_MARKS = re.compile(f"({_MARK}{{{MOST_MARKS}}}){_MARK}+")
_ISOLATES = re.compile("[\u2066-\u2069]")
_FROM_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")
_FIRST_STRONG, _END_OF_ISOLATE = "\u2068", "\u2069"

Whole = TypeVar("Whole")


def clean(text: str) -> str:
    """The same words with a placeholder for every character that no page can show; lines end in "\\n"."""
    if text.isascii() and text.isprintable():
        return text
    text = _SPACES.sub(" ", _ENDS_OF_LINE.sub("\n", text))
    text = _MARKS.sub(rf"\1{PLACEHOLDER}", _UNPRINTABLE.sub(PLACEHOLDER, text))
    return _closed(text) if _ISOLATES.search(text) else text


def _closed(text: str) -> str:
    """The text with every direction isolate ended within its line, and no end without its beginning."""
    return "\n".join(_closed_line(line) for line in text.split("\n"))


def _closed_line(line: str) -> str:
    depth, kept = 0, []
    for char in line:
        if char == _END_OF_ISOLATE and depth == 0:
            continue
        depth += {"\u2066": 1, "\u2067": 1, "\u2068": 1, _END_OF_ISOLATE: -1}.get(char, 0)
        kept.append(char)
    return "".join(kept) + _END_OF_ISOLATE * depth


def cleaned(whole: Whole) -> Whole:
    """A dataclass, tuple or mapping with every text in it cleaned."""
    result: Whole = _cleaned(whole)
    return result


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, tuple):
        return tuple(_cleaned(part) for part in value)
    if isinstance(value, Mapping):
        return {key: _cleaned(part) for key, part in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: _cleaned(getattr(value, f.name)) for f in fields(value)})
    return value


def within(text: str) -> str:
    """A text for the middle of a sentence of ours: one line, and its direction stays its own."""
    line = " ".join(text.split())
    return f"{_FIRST_STRONG}{line}{_END_OF_ISOLATE}" if _FROM_RIGHT.search(line) else line


def shortened(text: str, longest: int) -> str:
    """The text on one line, cut at a word before `longest` characters and ended with an ellipsis where it is longer."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    cut = line[:longest].rsplit(" ", 1)[0] if " " in line[longest // 2 : longest] else line[:longest]
    return cut.rstrip(" ,;:–-") + "…"
