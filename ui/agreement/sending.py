"""The agreement as a file: every row that was compared, then the figures; written on the reader."""

from __future__ import annotations

import csv
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from mysteryshop.exports.safe_text import guarded, storable
from mysteryshop.replacing import replace_file

if TYPE_CHECKING:
    from mysteryshop.analysis.agreement import Value
    from mysteryshop.comparison.agreeing import Answer

_SURE_WHOLE = 1e15  # below it a whole number is the one that was written
_BESIDE = ("difference", "what the first noted", "what the second noted")


def write_csv(answer: Answer, path: Path) -> Path:
    """One line a touchpoint or row, in their order; KnownError where the file cannot be written.

    `difference` is the second value less the first, empty for words and where one is missing.
    """
    out = StringIO()
    table = csv.writer(out)
    table.writerow([guarded(storable(cell)) for cell in (answer.what, *answer.names, *_BESIDE)])
    for row in answer.rows:
        cells = (_cell(row.first), _cell(row.second), _difference(row.first, row.second))
        told = [guarded(storable(words)) for words in (row.first_told, row.second_told)]
        table.writerow([guarded(storable(row.item)), *cells, *told])
    replace_file(path, b"\xef\xbb\xbf" + out.getvalue().encode())
    return path


def _cell(value: Value | None) -> str:
    if value is None:
        return ""
    return guarded(storable(value)) if isinstance(value, str) else _number(value)


def _difference(first: Value | None, second: Value | None) -> str:
    if isinstance(first, str) or isinstance(second, str) or first is None or second is None:
        return ""
    return _number(float(Decimal(repr(second)) - Decimal(repr(first))))


def _number(value: float) -> str:
    """The number in full: whole ones without a point, others in the fewest digits that tell them exactly."""
    return str(int(value)) if value.is_integer() and abs(value) < _SURE_WHOLE else repr(value)
