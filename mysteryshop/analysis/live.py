"""The silence clock of a walk: how long since anyone told me anything, and whether that is too long."""

from __future__ import annotations

from dataclasses import dataclass

from mysteryshop.journey import Instant, Moment, Record, visit_at

from .silence import is_communication
from .timeline import Timeline


@dataclass(frozen=True, slots=True)
class Silence:
    """The silence that runs now; lengths in seconds without pauses."""

    since: Instant
    seconds: float
    limit_s: float
    last: Moment | None  # what was said last; None where nothing was said yet

    @property
    def over(self) -> bool:
        """Whether it has gone past its limit."""
        return self.seconds > self.limit_s


def silence_now(record: Record, now: Instant) -> Silence:
    """The silence that runs at `now`: the last of the journey's gaps, by the same rules as the metrics.

    The limit counts from when the silence began, so a promise made during it changes nothing until someone speaks.
    """
    timeline = Timeline(record, now)
    last = next((m for m in reversed(record.moments) if is_communication(m) and m.observed_at <= now), None)
    since = timeline.start if last is None else max(last.observed_at, timeline.start)
    visit = visit_at(record.visits, since) if last is None else record.visit_of(last)
    return Silence(since, timeline.active(since, now), timeline.limit_s(since, visit), last)
