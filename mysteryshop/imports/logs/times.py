"""Times as event logs write them, to instants.

Read are: ISO 8601 (`2026-11-14T10:22:08.123456+01:00`, with a space for the T, shortened, basic, with Z);
year/month/day; day.month.year; day/month/year or month/day/year, as the column shows or `order` says; month names in
English; each with or without time, seconds, fractions, AM/PM and an offset, UTC, GMT or Z; and whole numbers since 1970
in seconds, milliseconds, microseconds or nanoseconds, by their size. A time without an offset is one in the log's zone;
where clocks are set back, the first of the two hours is meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta, timezone
from typing import Literal
from zoneinfo import ZoneInfo

from mysteryshop.journey import Instant

Order = Literal["dmy", "mdy"]  # of day and month where both are numbers and no year stands first
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_CLOCK = r"(?:[T ,:]+(\d{1,2})(?:[:.](\d{2})(?:[:.](\d{2})(?:[.,](\d{1,9}))?)?)?\s*([AaPp]\.?[Mm]\.?)?)?"
_ZONE = r"\s*(Z|z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?"
_YEAR_FIRST = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_CLOCK}{_ZONE}")
_YEAR_LAST = re.compile(rf"(\d{{1,2}})([-/.])(\d{{1,2}})[-/.](\d{{4}}){_CLOCK}{_ZONE}")
_NAMED = re.compile(rf"(\d{{1,2}})[- ]([A-Za-z]{{3,9}})\.?[- ,]+(\d{{4}}){_CLOCK}{_ZONE}")
_NAME_FIRST = re.compile(rf"(?:[A-Za-z]{{3}},? )?([A-Za-z]{{3,9}})\.? (\d{{1,2}}),? (\d{{4}}){_CLOCK}{_ZONE}")
_SINCE_1970 = re.compile(r"\d{9,19}(\.\d{1,9})?")
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"), start=1,
    )
    for name in names.split()
}  # fmt: skip


class NoTime(ValueError):
    """A text that is no time."""


def reader(zone: str, order: Order | None = None) -> Callable[[str], Instant]:
    """What reads the times of one log; NoTime for a text that it cannot read."""
    where = ZoneInfo(zone)

    def read(text: str) -> Instant:
        try:
            found = datetime.fromisoformat(text)
        except ValueError:
            found = _written(text.strip(), order)
        if found.tzinfo is None:
            found = found.replace(tzinfo=where)
        return (found - _EPOCH) // _MICROSECOND

    def guarded(text: str) -> Instant:
        if text.isdecimal() and len(text) != 8:  # not a basic date such as 20261114
            return _since_1970(text)
        try:
            return read(text)
        except (ValueError, OverflowError) as error:
            raise NoTime(str(error)) from error

    return guarded


def reader_of(texts: Iterable[str], zone: str, order: Order | None = None) -> Callable[[str], Instant]:
    """What reads the times of a column: in the order that was given, or else in the one that its texts show."""
    found = order or order_of(texts)
    return reader(zone, None if found == "either" else found)


def order_of(texts: Iterable[str]) -> Order | Literal["either"] | None:
    """Which of two numbers is the day; None where the question does not arise, "either" where nothing tells."""
    found = [match for text in texts if (match := _YEAR_LAST.match(text.strip()))]
    pairs = [(int(match[1]), int(match[3])) for match in found if match[2] != "."]
    if not pairs:
        return "dmy" if found else None  # with dots the day is always first
    if any(first > 12 for first, _ in pairs):
        return "dmy"
    return "mdy" if any(second > 12 for _, second in pairs) else "either"


def _since_1970(text: str) -> Instant:
    """Seconds up to the year 5138, then milliseconds, microseconds, nanoseconds."""
    whole, _, rest = text.partition(".")
    if not _SINCE_1970.fullmatch(text):
        raise NoTime("a number that is no time")
    number = int(whole)
    for digits, scale in ((11, 1_000_000), (14, 1_000)):
        if len(whole) <= digits:
            return number * scale + int(int(f"{rest:0<9.9}") * scale // 1_000_000_000) if rest else number * scale
    return number if len(whole) <= 16 else number // 1_000


def _written(text: str, order: Order | None) -> datetime:
    """A time in one of the forms that ISO 8601 does not have; ValueError where it is none of them."""
    if match := _YEAR_FIRST.fullmatch(text):
        year, month, day, *rest = match.groups()
    elif match := _YEAR_LAST.fullmatch(text):
        day, divided, month, year, *rest = match.groups()
        if divided != "." and order == "mdy":
            day, month = month, day
    elif match := _NAMED.fullmatch(text):
        day, month, year, *rest = match.groups()
    elif match := _NAME_FIRST.fullmatch(text):
        month, day, year, *rest = match.groups()
    elif _SINCE_1970.fullmatch(text):
        return _EPOCH + timedelta(microseconds=_since_1970(text))
    else:
        raise ValueError("not a time")
    return _built(int(year), _month(month), int(day), rest)


def _month(text: str) -> int:
    number = int(text) if text.isdecimal() else _MONTHS.get(text.lower(), 0)
    if not number:
        raise ValueError("no month")
    return number


def _built(year: int, month: int, day: int, rest: list[str | None]) -> datetime:
    hour, minute, second, fraction, half, zone = rest
    hours = int(hour or 0)
    if half:
        if not 1 <= hours <= 12:
            raise ValueError("no hour")
        hours = hours % 12 + (12 if half[0] in "Pp" else 0)
    micro = int(f"{fraction or '':0<6.6}")
    return datetime(year, month, day, hours, int(minute or 0), int(second or 0), micro, tzinfo=_offset(zone))


def _offset(zone: str | None) -> timezone | None:
    if zone is None:
        return None
    if zone[0] not in "+-":
        return UTC
    digits = zone[1:].replace(":", "").ljust(4, "0")
    ahead = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(ahead if zone[0] == "+" else -ahead)
