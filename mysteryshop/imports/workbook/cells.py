"""What the cells of a workbook mean, by the kind of their column. An empty cell is None."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from mysteryshop.exports.safe_text import storable
from mysteryshop.imports.csv_tables import texts, truth
from mysteryshop.imports.tables import Kind

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_DAYS = range(10_000, 100_000)  # of a calendar that begins in 1900: the days from 1927 to 2173
_SURE_WHOLE = 1e15  # below it a whole number that a spreadsheet keeps is the one that was typed


def unescaped(text: str) -> str:
    """The text with the characters that XML cannot hold, which workbooks write as _x0007_."""
    return storable(_ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)) if "_x" in text else text


def _text(cell: Any) -> str:
    """A text; also a number or a day that was typed where a text is expected."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        raise ValueError("a truth")
    if isinstance(cell, (int, float)):
        return str(int(cell)) if cell == int(cell) and abs(cell) < _SURE_WHOLE else repr(cell)
    if isinstance(cell, datetime) and (cell.hour, cell.minute, cell.second, cell.microsecond) != (0, 0, 0, 0):
        return cell.isoformat(" ")
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    raise ValueError("no text")


def day(cell: Any, days: datetime) -> str:
    """A day as ISO date, also where it lost its format and is a number of days; any other cell as a text.

    `days` is the day from which the workbook counts.
    """
    if isinstance(cell, (int, float)) and not isinstance(cell, bool) and cell in _DAYS:
        from openpyxl.utils.datetime import from_excel

        return _text(from_excel(cell, days))
    return _text(cell)


def _number(cell: Any) -> float:
    if isinstance(cell, bool) or not isinstance(cell, (int, float, str)):
        raise ValueError("no number")
    found = float(cell)
    if not math.isfinite(found):
        raise ValueError("no number that can be reckoned with")
    return found


def _whole_number(cell: Any) -> int:
    if isinstance(cell, str):
        return int(cell)
    if _number(cell) != int(cell):
        raise ValueError("not whole")
    return int(cell)


def _truth(cell: Any) -> bool:
    if isinstance(cell, (int, float)) and cell in (0, 1):
        return bool(cell)
    return truth(_text(cell))


def _no_time(cell: Any) -> int:
    raise ValueError("a time needs its row")


KINDS: Mapping[str, Kind] = {
    "text": Kind(_text, "a text"),
    "whole number": Kind(_whole_number, "a whole number"),
    "number": Kind(_number, "a number"),
    "true or false": Kind(_truth, "true or false"),
    "time": Kind(_no_time, "a date with its time, or a text such as 2026-11-14 10:22:08"),
    "list": Kind(lambda cell: texts(_text(cell)), "a JSON list of texts"),
}
