"""Times of a workbook: what its cells show, and what the hidden cells beside them hold exactly.

What is shown is whole seconds without a UTC offset; behind it a cell keeps fractions, one program milliseconds, another
hundredths. As long as it is what the exact time shows there, the exact one holds; where somebody changed it, it holds
itself, as local time in the journey's zone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from mysteryshop.journey import Instant
from mysteryshop.notation.when import instants, offset_s

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND, _HALF = timedelta(seconds=1), timedelta(seconds=0.5)


@dataclass(frozen=True, slots=True)
class Time:
    """A time as one row has it; `days` is the day from which the workbook counts dates that are numbers."""

    shown: Any
    exact: Any
    zone: str
    days: datetime

    def __str__(self) -> str:
        return str(self.shown)

    def read(self) -> tuple[Instant, bool]:
        """The time that holds, and whether it is exact; ValueError where what is shown is none."""
        shown, exact = _shown(self.shown, self.days), _exact(self.exact)
        if shown.tzinfo is not None:
            return _instant(shown), True
        if exact is not None and _same(shown, exact.replace(tzinfo=None)):
            return _instant(exact), True
        both = instants(shown, self.zone)
        if exact is None:
            return both[0], False
        # Of an hour that comes twice the one in which the time was before it was changed.
        east = exact.utcoffset()
        return next((at for at in both if timedelta(seconds=offset_s(at, self.zone)) == east), both[0]), False


def _same(shown: datetime, exact: datetime) -> bool:
    """Whether a cell shows that time: rounded somehow, or typed again to the second as somebody saw it.

    What they saw is the second begun (LibreOffice) or the nearest (Excel). A second more or less than it is a change.
    """
    later = shown - exact
    return -_HALF <= later <= _HALF or (shown.microsecond == 0 and -_SECOND < later < timedelta())


def _shown(cell: Any, days: datetime) -> datetime:
    if isinstance(cell, datetime):
        return cell
    if isinstance(cell, date):
        return datetime(cell.year, cell.month, cell.day)  # noqa: DTZ001  (local, as all that is shown)
    if isinstance(cell, str):
        return datetime.fromisoformat(cell.strip())
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        from openpyxl.utils.datetime import from_excel

        found = from_excel(cell, days)
        if isinstance(found, datetime):
            return found
    raise ValueError("no date with its time")


def _exact(cell: Any) -> datetime | None:
    """The time of the hidden cell; None where it is missing or spoilt."""
    try:
        found = datetime.fromisoformat(cell) if isinstance(cell, str) else None
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None


def _instant(at: datetime) -> Instant:
    return (at - _EPOCH) // timedelta(microseconds=1)
