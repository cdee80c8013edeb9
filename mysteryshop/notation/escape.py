r"""Texts inside a line of the grammar: what is escaped, and where a line is split."""

from __future__ import annotations

import re
import unicodedata

_UNSAFE = frozenset({"Cc", "Cs", "Zl", "Zp"})  # control characters, lone surrogates, line and paragraph separators
_ESCAPED = re.compile(r"\\(?:([\\|,@n-])|u\{([0-9A-Fa-f]{1,6})\})")
_BAR = re.compile(r"(?:^|(?<=\s))\|(?=\s|$)")
_COMMA = re.compile(r"\\.|,", re.DOTALL)
_PART = re.compile(r"(?:\\.|[^\\,])*", re.DOTALL)


def escape(text: str, also: str = "") -> str:
    """The text as it stands in a line; `also` names further characters to escape, of `,`, `-` and `@`."""
    inner = text.strip()
    start = text.index(inner) if inner else len(text)
    edges = set(range(start)) | set(range(start + len(inner), len(text)))
    return "".join(_coded(c) if i in edges else _escaped(c, also) for i, c in enumerate(text))


def unescape(text: str) -> str:
    """What the text of a line says; a backslash that escapes nothing stands for itself."""
    return _ESCAPED.sub(_meant, text)


def split_bar(text: str) -> tuple[str, str | None]:
    """Text and details, still escaped: split at the last bar; None where there is no bar."""
    bars = list(_BAR.finditer(text))
    if not bars:
        return text.strip(), None
    return text[: bars[-1].start()].strip(), text[bars[-1].end() :].strip()


def split_commas(text: str) -> list[str]:
    """The details of a line, still escaped, without the empty ones."""
    parts: list[str] = []
    place = 0
    while place <= len(text):
        match = _PART.match(text, place)
        end = match.end() if match else place
        if end < len(text) and text[end] != ",":  # a backslash at the very end
            end = len(text)
        parts.append(text[place:end].strip())
        place = end + 1
    return [part for part in parts if part]


def last_comma(text: str) -> int:
    """Where the last comma stands that is not escaped; -1 where there is none. `text` is still escaped."""
    return max((found.start() for found in _COMMA.finditer(text) if found.group() == ","), default=-1)


def _escaped(char: str, also: str) -> str:
    if char == "\n":
        return "\\n"
    if char in "\\|" or char in also:
        return "\\" + char
    return _coded(char) if unicodedata.category(char) in _UNSAFE else char


def _coded(char: str) -> str:
    return "\\n" if char == "\n" else f"\\u{{{ord(char):X}}}"


def _meant(match: re.Match[str]) -> str:
    char, number = match.groups()
    if char is not None:
        return "\n" if char == "n" else char
    code = int(number, 16)
    return chr(code) if code <= 0x10FFFF else match.group()
