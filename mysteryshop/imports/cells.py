"""Numbers as people and spreadsheets write them."""

from __future__ import annotations

import re
from collections.abc import Iterable

_EMPTY = frozenset({"", "na", "n/a", "n.a.", "nan", "null", "none", "#n/a", "#na", ".", "-", "–", "—", "?"})
_GROUPS = re.compile(r"(?<=\d)[\s'’](?=\d{3}(?!\d))")  # what groups digits in thousands; \s is any space, no-break too
_SIGN = re.compile(r"^([+-])\s+")
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?")
_GROUPED = re.compile(r"[+-]?\d{1,3}(\.\d{3})+(,\d*)?")


def is_empty(cell: str) -> bool:
    """Whether the cell says that there is no value: nothing, NA, N/A, null, a dash."""
    return cell.strip().casefold() in _EMPTY


def decimal_comma(cells: Iterable[str], delimiter: str) -> bool:
    """Whether a column writes 3,5 for three and a half.

    A comma is decimal where a cell can be read in no other way, or where any has one in a file whose cells are not
    divided by commas and no cell has a dot after it.
    """
    with_comma = [_bare(cell) for cell in cells if "," in cell]
    if any(text.rfind(".") > text.rfind(",") for text in with_comma):
        return False
    return bool(with_comma) and (delimiter != "," or any(not _THOUSANDS.fullmatch(text) for text in with_comma))


def number(cell: str, comma: bool) -> float | None:
    """The number in a cell; None where it is none. `comma` says that the comma is decimal."""
    text = cell if not comma and _NUMBER.fullmatch(cell) else _bare(cell)
    if comma:
        if _GROUPED.fullmatch(text):
            text = text.replace(".", "")
        text = text.replace(",", ".") if text.count(",") == 1 else text
    elif _THOUSANDS.fullmatch(text):
        text = text.replace(",", "")
    if not _NUMBER.fullmatch(text):
        return None
    value = float(text)
    return value if abs(value) < float("inf") else None


def _bare(cell: str) -> str:
    """The cell without what groups its digits, and with a plain minus."""
    return _SIGN.sub(r"\1", _GROUPS.sub("", cell.strip().replace("−", "-")))
