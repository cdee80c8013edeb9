"""Which day a line's time belongs to: the same rule for reading and for writing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from mysteryshop.clock import local as to_local
from mysteryshop.journey import Instant

from .found import NotUnderstood
from .when import DAY, ClockTime, clock_text, instants, offset_s, read_clock

NEXT_DAY = timedelta(hours=12)
FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)


@dataclass(frozen=True, slots=True)
class Days:
    """The day that runs as lines are read one after the other, and the line above."""

    zone: str
    day: date
    above: datetime | None = None  # local time of the line above
    above_at: Instant | None = None

    def after(self, clock: ClockTime) -> tuple[Instant, Days]:
        """When a line of that time is, and the state below it. NotUnderstood where no such time exists.

        More than twelve hours before the line above means the next day. In the hour that a clock change
        repeats, the second time is meant where only that stands after the line above.
        """
        local = datetime.combine(self.day, clock.at)
        if self.above is not None and self.above - local > NEXT_DAY:
            local += DAY
        if not FIRST <= local.date() <= LAST:
            raise NotUnderstood(str(local.date()), f"a day from {FIRST} to {LAST}")
        at = self._chosen(clock, local)
        return at, replace(self, day=local.date(), above=local, above_at=at)

    def on(self, day: date) -> Days:
        """The state below a line `date: YYYY-MM-DD`: the next line is of that day."""
        return replace(self, day=day, above=None)

    def _chosen(self, clock: ClockTime, local: datetime) -> Instant:
        both = instants(local, self.zone)
        if clock.offset_s is not None:
            fitting = [at for at in both if offset_s(at, self.zone) == clock.offset_s]
            if not fitting:
                raise NotUnderstood(
                    f"{local:%H:%M} with another UTC offset", f"an offset that {self.zone} has then, or none"
                )
            return fitting[0]
        if self.above_at is not None and both[0] < self.above_at <= both[-1]:
            return both[-1]
        return both[0]

    def written(self, at: Instant) -> tuple[list[str], str, Days]:
        """How a line at that instant is written: the `date:` line it needs, if any, its time, the state below."""
        local = to_local(at, self.zone)
        for start, before in ((self, []), (self.on(local.date()), [f"date: {local.date()}"])):
            for offset in (False, True):
                text = clock_text(local, offset=offset)
                below = start._reads(text, at)
                if below is not None:
                    return before, text, below
        raise ValueError(f"no line can stand at {at} in {self.zone}")

    def _reads(self, text: str, at: Instant) -> Days | None:
        clock = read_clock(text)
        if clock is None:
            return None
        try:
            read, below = self.after(clock)
        except NotUnderstood:
            return None
        return below if read == at else None
