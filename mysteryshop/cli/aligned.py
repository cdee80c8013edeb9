"""Cells under each other: in a terminal no wider than it is, with long words going on in the next line."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

_GAP = "  "
_LEAST = (16, 10)  # characters below which no column is narrowed: a date and time stays whole where it can


def lines(rows: Sequence[Sequence[str]], right: frozenset[int] = frozenset(), most: int | None = None) -> Iterator[str]:
    """The rows as lines; `right` names the columns that are set flush right, `most` is how wide a line may be."""
    widths = [max(width(row[column]) for row in rows) for column in range(len(rows[0]))] if rows else []
    if most is not None:
        _narrow(widths, most)
    for row in rows:
        cells = [_broken(cell, widths[n]) for n, cell in enumerate(row)]
        for place in range(max(map(len, cells))):
            parts = [cell[place] if place < len(cell) else "" for cell in cells]
            yield _GAP.join(_padded(part, widths[n], n in right) for n, part in enumerate(parts)).rstrip()


def width(text: str) -> int:
    """Columns that a terminal takes for it: two for wide letters, none for marks that stand on another."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _narrow(widths: list[int], most: int) -> None:
    """Take from the widest column, of equals the last one, until a line fits or nothing is left to take."""
    for least in _LEAST:
        while sum(widths) + len(_GAP) * (len(widths) - 1) > most and max(widths) > least:
            widths[max(range(len(widths)), key=lambda place: (widths[place], place))] -= 1


def _broken(cell: str, most: int) -> list[str]:
    """The cell in lines of that width: between words, and inside one only where it is too long by itself."""
    if width(cell) <= most:
        return [cell]
    found = [""]
    for word in cell.split(" "):
        whole = f"{found[-1]} {word}" if found[-1] else word
        if width(whole) <= most:
            found[-1] = whole
            continue
        if found[-1]:
            found.append("")
        for letter in word:
            if width(found[-1] + letter) > most:
                found.append("")
            found[-1] += letter
    return found


def _padded(text: str, wide: int, right: bool) -> str:
    space = " " * (wide - width(text))
    return space + text if right else text + space
