"""The letters of every chart: Inter with fallbacks, and the user's words made safe to draw.

Whatever a user can type comes out as letters or as a visible placeholder, without a warning: the last
family of the list has a box for every code point.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from threading import Lock

from matplotlib import font_manager
from matplotlib.font_manager import FontEntry, FontProperties, fontManager

from mysteryshop import paths

REGULAR, SEMIBOLD = 400, 600
_OWN = "Inter"
_LETTERS = "DejaVu Sans"  # ships with matplotlib: Greek, Cyrillic, Arabic, arrows, signs
_LAST_RESORT = "Last Resort High-Efficiency"  # ships with matplotlib: a labelled box for everything else
_FILES = (
    ("Inter-Regular.ttf", "normal", REGULAR),
    ("Inter-SemiBold.ttf", "normal", SEMIBOLD),
    ("Inter-Italic.ttf", "italic", REGULAR),
    ("Inter-SemiBoldItalic.ttf", "italic", SEMIBOLD),
)
_SYSTEM = (  # outline fonts of the user's system for what Inter and DejaVu lack, taken where they are installed
    *("Noto Sans CJK SC", "Noto Sans CJK JP", "Noto Sans SC", "Noto Sans JP", "Noto Sans KR", "Source Han Sans SC"),
    *("Microsoft YaHei", "Yu Gothic", "Malgun Gothic", "PingFang SC", "Hiragino Sans", "Apple SD Gothic Neo"),
    *("WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Droid Sans Fallback", "Arial Unicode MS"),
    *("Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans Devanagari", "Noto Sans Bengali", "Noto Sans Thai"),
    *("Nirmala UI", "Leelawadee UI", "Segoe UI Symbol", "Noto Sans Symbols2", "Noto Emoji"),
)
_DROPPED = (  # code points without a picture of their own
    *((0x202A, 0x202E), (0x2066, 0x2069), (0xFEFF, 0xFEFF)),  # direction overrides, byte order mark
    *((0xFE00, 0xFE0F), (0x20E3, 0x20E3), (0x1F3FB, 0x1F3FF), (0xE0000, 0xE01EF)),  # how an emoji is to look
)
_SURPLUS = re.compile("(?<![\u0600-\u1cff])\u200d|([\u0300-\u036f])[\u0300-\u036f]+")  # emoji joiners, piled accents
_ODD = re.compile(  # what _drawable changes
    "[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\U0001f1e6-\U0001f1ff"
    + "".join(f"{chr(low)}-{chr(high)}" for low, high in _DROPPED)
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
    + "]"
)
_LOCK = Lock()
_LONGEST = 600  # characters of a text that are looked at: more than any label shows


@cache
def _families() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The families for ordinary text, and those for text that needs the system's fonts as well."""
    with _LOCK:
        system = tuple(f for f in _SYSTEM if f in set(fontManager.get_font_names()))
        _register(system)
    return (_OWN, _LETTERS, _LAST_RESORT), (_OWN, _LETTERS, *system, _LAST_RESORT)


def _register(system: tuple[str, ...]) -> None:
    """Give matplotlib our files, and every fallback an entry in each weight that we use.

    Without the entries matplotlib logs that a fallback has no semi-bold, whether or not it is drawn.
    """
    folder = paths.resources() / "fonts"
    known = list(fontManager.ttflist)
    for name, style, weight in _FILES:
        entry = FontEntry(str(folder / name), 0, _OWN, style, "normal", weight, "normal", "scalable")
        fontManager.ttflist.insert(0, entry)
    for family in (_LETTERS, _LAST_RESORT, *system):
        own = [e for e in known if e.name == family and e.stretch == "normal" and e.variant == "normal"]
        for weight in (REGULAR, SEMIBOLD):
            nearest = min(own, key=lambda e: (e.style != "normal", abs(_weight(e) - weight), e.fname))
            for style in ("normal", "italic"):
                entry = FontEntry(nearest.fname, nearest.index, family, style, "normal", weight, "normal", "scalable")
                fontManager.ttflist.insert(0, entry)
    fontManager.addfont(str(folder / "Inter-Medium.ttf"))  # adding also clears matplotlib's cache of look-ups


def _weight(entry: FontEntry) -> int:
    return entry.weight if isinstance(entry.weight, int) else font_manager.weight_dict.get(entry.weight, REGULAR)


@lru_cache(512)
def font(size: float, weight: int = REGULAR, italic: bool = False, wide: bool = False) -> FontProperties:
    """The font of that size in points; `wide` adds the system's fonts for other scripts."""
    families = _families()[1 if wide else 0]
    return FontProperties(family=list(families), size=size, weight=weight, style="italic" if italic else "normal")


@cache
def file_of(weight: int) -> str:
    """The upright file of Inter in that weight."""
    _families()
    return str(
        next(paths.resources() / "fonts" / name for name, style, w in _FILES if (style, w) == ("normal", weight))
    )


@cache
def _covered(weight: int) -> frozenset[int]:
    """The code points of Inter and DejaVu."""
    _families()
    files = [fontManager.findfont(FontProperties(family=f, weight=weight)) for f in (_OWN, _LETTERS)]
    return frozenset().union(*(font_manager.get_font(file).get_charmap() for file in files))


def needs_system(text: str) -> bool:
    """Whether the text has letters that neither Inter nor DejaVu has."""
    return not text.isascii() and any(ord(c) not in _covered(REGULAR) for c in text)


def clean(text: str) -> str:
    """The text as one line that can be drawn: no control, no half characters, no direction overrides.

    Emoji are told by their first part and flags by their letters: what joins several code points into one
    picture has no glyph of its own, and would cost a PDF its tagged standard.
    """
    text = text[: 4 * _LONGEST]
    if _ODD.search(text):  # most have none, and ten thousand journeys have ten thousand labels
        text = "".join(map(_drawable, text))
    plain = unicodedata.normalize("NFC", text)
    return " ".join(_SURPLUS.sub(r"\1", plain).split())[:_LONGEST]


def _drawable(char: str) -> str:
    code = ord(char)
    if code < 0x20 or 0x7F <= code < 0xA0:
        return " "
    if 0xD800 <= code < 0xE000 or code & 0xFFFE == 0xFFFE or 0xFDD0 <= code < 0xFDF0:
        return "\ufffd"
    if 0x1F1E6 <= code <= 0x1F1FF:
        return chr(code - 0x1F1E6 + ord("A"))
    return "" if any(low <= code <= high for low, high in _DROPPED) else char
