"""How wide text is, and how much of it fits: measured in points, before anything is drawn."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from matplotlib import font_manager
from matplotlib.ft2font import LoadFlags
from matplotlib.textpath import text_to_path

from mysteryshop.charts.lettering import REGULAR, file_of, font, needs_system

_ELLIPSIS = "…"
_HINTED = 1.1  # shaped letters on a pixel grid run up to so much wider than their outlines
_BREAKS = re.compile(r"\s+(?!%)")  # a number and its per cent stay on one line
_LATIN = 0x2212  # code points up to the minus sign: beyond it they are not Inter's, or shape each other


@dataclass(frozen=True, slots=True)
class Letters:
    """Measures text as it comes out at that resolution: on a pixel grid letters stand up to a tenth wider.

    Outlines (SVG, PDF) are measured at a high resolution. All widths are in points.
    """

    dpi: float

    def width(self, text: str, size: float, weight: int = REGULAR) -> float:
        """How wide the line is."""
        return _width(text, size, weight, self.dpi)

    def shorten(self, text: str, room: float, size: float, weight: int = REGULAR) -> str:
        """The text, or as much of its beginning as fits with an ellipsis; "" where nothing does."""
        if self.width(text, size, weight) <= room:
            return text
        cut = _longest_fit(text, lambda part: self.width(part.rstrip() + _ELLIPSIS, size, weight) <= room)
        return text[:cut].rstrip() + _ELLIPSIS if cut else ""

    def wrap(self, text: str, room: float, size: float, *, lines: int, weight: int = REGULAR) -> list[str]:
        """The text in at most `lines` lines; what is left over ends in an ellipsis."""
        words, result = [word for word in _BREAKS.split(text) if word], list[str]()
        while words and len(result) < lines - 1:
            taken = self._fitting(words, room, size, weight)
            if taken:
                result.append(" ".join(words[:taken]))
                words = words[taken:]
                continue
            part = max(1, _longest_fit(words[0], lambda p: self.width(p, size, weight) <= room))
            result.append(words[0][:part])
            words = [words[0][part:], *words[1:]] if words[0][part:] else words[1:]
        rest = self.shorten(" ".join(words), room, size, weight)
        return _directed(text, [*result, rest] if rest else result)

    def balanced(self, text: str, room: float, size: float, *, weight: int = REGULAR) -> list[str]:
        """In two lines where one is too short: broken between two clauses where that fits, else about equal."""
        found = self.wrap(text, room, size, lines=2, weight=weight)
        if len(found) < 2 or found[-1].endswith(_ELLIPSIS):
            return found
        first, mark, rest = text.partition("; ")
        if mark and max(self.width(f"{first};", size, weight), self.width(rest, size, weight)) <= room:
            return _directed(text, [f"{first};", rest])
        for narrower in (0.55, 0.65, 0.75, 0.85, 0.93):
            tried = self.wrap(text, room * narrower, size, lines=2, weight=weight)
            if not tried[-1].endswith(_ELLIPSIS):
                return tried
        return found

    def _fitting(self, words: list[str], room: float, size: float, weight: int) -> int:
        """How many of the words fit on one line."""
        total, space = 0.0, self.width(" ", size, weight)
        for index, word in enumerate(words):
            total += self.width(word, size, weight) + (space if index else 0.0)
            if total > room:
                return index
        return len(words)


@lru_cache(8192)
def _width(text: str, size: float, weight: int, dpi: float) -> float:
    """Letter by letter where Inter has them, which is quick and exact but for kerning; other scripts as shaped."""
    advances = [_advance(c, size, weight, dpi) for c in text]
    if None not in advances:
        return sum(a for a in advances if a is not None)
    shaped = font(100.0, weight, wide=needs_system(text))
    return float(text_to_path.get_text_width_height_descent(text, shaped, False)[0]) * size / 100.0 * _HINTED


@lru_cache(8192)
def _advance(char: str, size: float, weight: int, dpi: float) -> float | None:
    """The width of one letter of Inter, hinted as matplotlib does by default; None where Inter lacks it."""
    face = font_manager.get_font(file_of(weight))
    if ord(char) > _LATIN or not face.get_char_index(ord(char)):
        return None
    face.set_size(size, dpi)
    return float(face.load_char(ord(char), flags=LoadFlags.FORCE_AUTOHINT).horiAdvance / 64 * 72 / dpi)


def _longest_fit(text: str, fits: Callable[[str], bool]) -> int:
    """How many characters fit, never ending within one character of several code points."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(text[:middle]) else (low, middle - 1)
    while 0 < low < len(text) and (_joins(text[low]) or text[low - 1] == "\u200d"):
        low -= 1
    return low


def _joins(char: str) -> bool:
    """Whether the character belongs to the one before it."""
    code = ord(char)
    return bool(unicodedata.combining(char)) or code in (0x200D, 0xFE0E, 0xFE0F) or 0x1F3FB <= code <= 0x1F3FF


def _directed(text: str, lines: list[str]) -> list[str]:
    """The lines, each marked to run as the whole text runs, where it mixes directions."""
    strong = [d for d in map(unicodedata.bidirectional, text) if d in ("L", "R", "AL")]
    if len(set(strong) & {"L"}) == len(set(strong)) or not lines:
        return lines
    mark = "\u200e" if strong[0] == "L" else "\u200f"
    return [mark + line for line in lines]
