"""Local times and durations of the grammar, read in the journey's zone, clock changes included.

A local time that a clock change leaves out is read as if the clock had not changed yet (02:30 becomes 03:30).
A local time that happens twice is the first of the two unless something says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from mysteryshop.clock import local as to_local
from mysteryshop.clock import offset_s as _offset_s
from mysteryshop.journey import SECOND, Instant

from .found import NotUnderstood

DAY = timedelta(days=1)
MOST_SECONDS = 36_525 * 86_400  # a hundred years: beyond it a duration is a slip of the finger
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?(?:(Z)|([+-])(\d{2}):(\d{2})(?::(\d{2}))?)?", re.ASCII)
_DURATION = re.compile(
    r"([+-]?)\s*(?:(\d{1,6})\s*d(?:ays?)?)?\s*(?:(\d{1,6})\s*h(?:ours?|rs?)?)?"
    r"\s*(?:(\d{1,6})\s*m(?:in(?:ute)?s?)?)?\s*(?:(\d{1,8})\s*s(?:ec(?:ond)?s?)?)?",
    re.ASCII | re.IGNORECASE,
)
_DASHES = str.maketrans({"−": "-", "–": "-", "—": "-"})
_UNITS = (86400, 3600, 60, 1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class ClockTime:
    """A time of day as written; `exact` where seconds were given, `offset_s` where a UTC offset was."""

    at: time
    exact: bool = False
    offset_s: int | None = None


@cache
def time_zone(name: str) -> ZoneInfo:
    """The zone with that IANA name; NotUnderstood where there is none."""
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError) as error:  # a name may also be a folder, a path, or not text at all
        raise NotUnderstood(name, 'the IANA name of a time zone, such as "Europe/Lisbon"') from error


def offset_s(at: Instant, zone: str) -> int:
    """The zone's UTC offset at that instant, seconds."""
    return _offset_s(at, time_zone(zone))


def instants(naive: datetime, zone: str) -> tuple[Instant, ...]:
    """The instants at which the clocks of the zone show that local time: one, or two in a repeated hour."""
    both = [naive.replace(tzinfo=time_zone(zone), fold=fold) for fold in (0, 1)]
    found = sorted({_instant(moment) for moment in both})
    if len(found) == 1 or both[0].utcoffset() > both[1].utcoffset():  # type: ignore[operator]  # zones have offsets
        return tuple(found)
    return (_instant(both[0]),)  # left out by a clock change: the clock as it was


def read_clock(text: str) -> ClockTime | None:
    """`10:42`, `10:42:30`, with an offset where one is given; None where it is no time of day."""
    match = _CLOCK.fullmatch(text.strip().translate(_DASHES))
    if match is None:
        return None
    hours, minutes, seconds, zulu, sign, *offset = match.groups()
    try:
        at = time(int(hours), int(minutes), int(seconds or 0))
    except ValueError:
        return None
    east = 0 if zulu else None
    if sign:
        parts = [int(part or 0) for part in offset]
        east = (parts[0] * 3600 + parts[1] * 60 + parts[2]) * (-1 if sign == "-" else 1)
    return ClockTime(at, seconds is not None, east)


def read_duration(text: str) -> int | None:
    """`10m`, `90s`, `1h30m`, `2 days` in seconds; None where it is no duration."""
    match = _DURATION.fullmatch(text.strip().translate(_DASHES))
    if match is None or not any(match.groups()[1:]):
        return None
    sign, *counts = match.groups()
    total = sum(int(count or 0) * unit for count, unit in zip(counts, _UNITS, strict=True))
    if total > MOST_SECONDS:
        return None
    return -total if sign == "-" else total


def duration_text(seconds: int) -> str:
    """The duration as it is written: `14m`, `1h30m`, `45s`."""
    minutes, rest = divmod(abs(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    parts = [f"{count}{unit}" for count, unit in ((hours, "h"), (minutes, "m"), (rest, "s")) if count]
    return ("-" if seconds < 0 else "") + ("".join(parts) or "0m")


def clock_text(local: datetime, *, offset: bool = False) -> str:
    """The time of day as it is written: seconds only where there are any."""
    text = local.strftime("%H:%M:%S" if local.second else "%H:%M")
    if not offset:
        return text
    east = round((local.utcoffset() or timedelta()).total_seconds())
    hours, rest = divmod(abs(east), 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{text}{'-' if east < 0 else '+'}{hours:02}:{minutes:02}" + (f":{seconds:02}" if seconds else "")


def next_time(clock: ClockTime, after: Instant, zone: str) -> Instant:
    """The next such time at or after an instant; a time without seconds means the instant's own minute, too."""
    local = to_local(after, zone)
    if not clock.exact and clock.offset_s is None and (local.hour, local.minute) == (clock.at.hour, clock.at.minute):
        return after
    return min(_around(clock, after, zone, lambda at: at >= after))


def last_time(clock: ClockTime, before: Instant, zone: str) -> Instant:
    """The latest such time at or before an instant."""
    return max(_around(clock, before, zone, lambda at: at <= before))


def _around(clock: ClockTime, near: Instant, zone: str, wanted: Callable[[Instant], bool]) -> list[Instant]:
    today = to_local(near, zone).date()
    days = [datetime.combine(today + days * DAY, clock.at) for days in (-2, -1, 0, 1, 2)]
    found = [at for day in days for at in instants(day, zone) if wanted(at)]
    fitting = [at for at in found if clock.offset_s is None or clock.offset_s == offset_s(at, zone)]
    if not fitting:
        raise NotUnderstood(f"{clock.at:%H:%M} with another UTC offset", f"an offset that {zone} has then, or none")
    return fitting


def _instant(moment: datetime) -> Instant:
    return (moment - _EPOCH) // timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class When:
    """A time in a detail: a time of day, a duration from the line's own time, or the end of tomorrow."""

    clock: ClockTime | None = None
    seconds: int = 0
    tomorrow: bool = False

    def after(self, at: Instant, zone: str) -> Instant:
        """The instant that is meant on a line of time `at`."""
        if self.tomorrow:
            clock = self.clock or ClockTime(time(23, 59))
            day = to_local(at, zone).date() + DAY
            return instants(datetime.combine(day, clock.at), zone)[0]
        if self.clock is None:
            return at + self.seconds * SECOND
        return next_time(self.clock, at, zone)


def read_when(text: str) -> When | None:
    """`14:30`, `10m`, `in 10m`, `at 14:30`, `by tomorrow`, `tomorrow 14:30`; None where it is none of them."""
    words = re.sub(r"^(?:(?:in|at|by)\s+)+", "", text.strip(), flags=re.IGNORECASE)
    if words.casefold().startswith("tomorrow"):
        rest = re.sub(r"^(?:at|by)\s+", "", words[len("tomorrow") :].strip(), flags=re.IGNORECASE)
        clock = read_clock(rest)
        return When(clock, tomorrow=True) if clock or not rest else None
    if (clock := read_clock(words)) is not None:
        return When(clock)
    seconds = read_duration(words)
    return None if seconds is None else When(seconds=seconds)


def when_text(meant: Instant, at: Instant, zone: str) -> str:
    """The detail's time as it is written on a line of time `at`: a time of day where that reads back the same."""
    text = clock_text(to_local(meant, zone))
    read = read_clock(text)
    if read is not None and meant >= at and next_time(read, at, zone) == meant:
        return text
    return duration_text((meant - at) // SECOND)
