"""Instants from a steady clock that is anchored to the wall clock.

All instants are integer microseconds since the epoch, UTC. Durations between two instants of one
clock are right whatever happens to the wall clock: it is read once, and then only watched.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Literal
from zoneinfo import ZoneInfo

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
TOLERANCE_S = 2.0  # the wall clock may stray this far from the steady one before it is called a jump
_QUARTER_US = 900_000_000
_LONGEST_AWAY_US = 12 * 3600 * 1_000_000  # beyond it, it is another machine's clock or another start of this one


@dataclass(frozen=True, slots=True)
class Stamp:
    """One instant: `at` (microseconds, UTC), the zone's `offset_s` then, and the steady clock's reading.

    `elapsed_us` counts from the machine's start, so that two stamps of one day compare even when
    the app was started again between them.
    """

    at: int
    offset_s: int = 0
    elapsed_us: int = 0


@dataclass(frozen=True, slots=True)
class Jump:
    """Something that happened to the clocks: the wall clock was set, or the machine slept.

    `at` is the instant by this clock when it was noticed; `seconds` is how far the wall clock was
    moved (negative: back), or how long the machine slept.
    """

    at: int
    seconds: float
    cause: Literal["set", "sleep"]


def _boottime_ns() -> int:
    return time.clock_gettime_ns(time.CLOCK_BOOTTIME)


HAS_BOOTTIME = hasattr(time, "CLOCK_BOOTTIME")


class Clock:
    """The recording clock: steady, counting through sleep, and never going back by itself.

    `wall`, `steady` and `awake` return nanoseconds. `awake` is a clock that stands still during
    sleep, where `steady` does not; None where there is only one, and then `steady` may stop during
    sleep: a wall clock that runs ahead is then taken as sleep and followed, because the time passed.
    A wall clock that was set (by hand, or by the network) is reported in `jumps` and not followed
    until `anchor` is called, so that no walk has a hole or an overlap in it.
    """

    def __init__(
        self,
        wall: Callable[[], int] = time.time_ns,
        steady: Callable[[], int] = _boottime_ns if HAS_BOOTTIME else time.monotonic_ns,
        awake: Callable[[], int] | None = time.monotonic_ns if HAS_BOOTTIME else None,
        zone: tzinfo | str | None = None,
    ) -> None:
        self._wall, self._steady, self._awake = wall, steady, awake
        self._zone = ZoneInfo(zone) if isinstance(zone, str) else zone
        self._jumps: list[Jump] = []
        self._quarter = (-1, 0)
        self.anchor()

    def anchor(self) -> None:
        """Take the wall clock's word anew; call it only while no walk is under way."""
        steady, wall = self._steady(), self._wall()
        self._offset_ns = wall - steady
        self._strayed_ns = 0  # the last difference that was reported
        self._slept_ns = self._asleep(steady)

    def carry_on(self, last: Stamp) -> None:
        """Go on from the last stamp of a walk during which the app ended, where the wall clock now lies before it.

        Somebody set it back meanwhile, or the machine lost it: what follows must not lie before what was. How
        long it was away is what the steady clock says, where it ran on and that is not absurd.
        """
        now = self.now()
        if now.at >= last.at:
            return
        away = now.elapsed_us - last.elapsed_us if last.elapsed_us else 0
        behind = last.at - now.at + (away if 0 < away < _LONGEST_AWAY_US else 0)
        self._offset_ns += behind * 1000
        self._strayed_ns -= behind * 1000  # the wall clock is as far behind as that, and was told of
        if behind > TOLERANCE_S * 1e6:
            self._note(self._steady(), -behind * 1000, "set")

    def now(self) -> Stamp:
        """The instant now. Costs about a microsecond: it is the first thing a keypress does."""
        steady = self._steady()
        self._watch(steady)
        at = (steady + self._offset_ns) // 1000
        return Stamp(at, self._offset_s(at), steady // 1000)

    def today(self) -> date:
        """The day, as the calendar on the wall has it."""
        now = self.now()
        return (_EPOCH + timedelta(microseconds=now.at, seconds=now.offset_s)).date()

    @property
    def jumps(self) -> tuple[Jump, ...]:
        """The jumps noticed so far, oldest first."""
        return tuple(self._jumps)

    def _offset_s(self, at: int) -> int:
        """The zone's offset, worked out once a quarter of an hour: zones change at full quarters only."""
        quarter = at // _QUARTER_US
        if quarter != self._quarter[0]:
            self._quarter = (quarter, offset_s(at, self._zone))
        return self._quarter[1]

    def _asleep(self, steady: int) -> int:
        return steady - self._awake() if self._awake is not None else 0

    def _watch(self, steady: int) -> None:
        slept = self._asleep(steady)
        if slept - self._slept_ns > TOLERANCE_S * 1e9:
            self._note(steady, slept - self._slept_ns, "sleep")
        self._slept_ns = slept
        strayed = self._wall() - steady - self._offset_ns
        if abs(strayed - self._strayed_ns) <= TOLERANCE_S * 1e9:
            return
        if self._awake is None and strayed > 0:
            self._offset_ns += strayed
            self._note(steady, strayed, "sleep")
        else:
            self._note(steady, strayed - self._strayed_ns, "set")
            self._strayed_ns = strayed

    def _note(self, steady: int, nanoseconds: int, cause: Literal["set", "sleep"]) -> None:
        self._jumps.append(Jump((steady + self._offset_ns) // 1000, nanoseconds / 1e9, cause))


class FixedClock(Clock):
    """A clock for tests and demo data: it stands still until it is told to advance."""

    def __init__(self, start_us: int = 0, zone: tzinfo | str | None = "UTC") -> None:
        self._us = start_us
        super().__init__(lambda: self._us * 1000, lambda: self._us * 1000, None, zone)

    def advance(self, seconds: float) -> Stamp:
        """Let that many seconds pass, and say what time it is then."""
        self._us += round(seconds * 1_000_000)
        return self.now()


def offset_s(at: int, zone: tzinfo | None) -> int:
    """The zone's offset from UTC at that instant, in seconds; the system's own zone where it is None."""
    moment = _EPOCH + timedelta(microseconds=at)
    offset = moment.astimezone(zone).utcoffset()
    return int(offset.total_seconds()) if offset is not None else 0


def local(at: int, zone: tzinfo | str) -> datetime:
    """That instant as the clocks in `zone` (an IANA name) show it; exact to the microsecond."""
    return (_EPOCH + timedelta(microseconds=at)).astimezone(ZoneInfo(zone) if isinstance(zone, str) else zone)


def hms(seconds: float) -> str:
    """A duration as a clock shows it: 1:41:29 from an hour on, 14:32 below; whole seconds, cut off."""
    whole = abs(int(seconds))
    sign = "-" if seconds <= -1 else ""
    hours, rest = divmod(whole, 3600)
    minutes, secs = divmod(rest, 60)
    return f"{sign}{hours}:{minutes:02}:{secs:02}" if hours else f"{sign}{minutes}:{secs:02}"
