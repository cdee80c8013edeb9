"""One journey laid out in time: what METRICS.md measures on, and what the charts draw.

Instants are microseconds, UTC; lengths are seconds of active time, that is without the pauses.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from mysteryshop.journey import Instant, Moment, Record, Visit, visit_at

from .silence import is_communication, limit_s, timed_promises
from .spans import Measure, Span, clip, union


@dataclass(frozen=True, slots=True)
class Gap:
    """A silence: from one communication (or the start) to the next (or the end)."""

    start: Instant
    end: Instant
    seconds: float
    limit_s: float
    visit: Visit | None  # where it began
    after: Moment | None  # the communication that it follows; None at the start
    before: Moment | None  # the one that ends it; None at the end

    @property
    def over_s(self) -> float:
        """How far it went past its limit, seconds."""
        return max(0.0, self.seconds - self.limit_s)


@dataclass(frozen=True, slots=True)
class WaitSpan:
    """A stretch of waiting, overlapping waits merged; `explained` is None where nobody noted it."""

    start: Instant
    end: Instant
    seconds: float
    explained: bool | None
    moments: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A feeling held from when it was felt to the next one, or to the end."""

    start: Instant
    end: Instant
    level: int
    moment: Moment


class Timeline:
    """A record laid out from start to end; `now` is the end of a journey that is still under way.

    Without `now` such a journey ends with its last line. A planned journey has no length.
    What was noted before the start or after the end counts as at the start or the end.
    """

    def __init__(self, record: Record, now: Instant | None = None) -> None:
        self.record = record
        last = _last(record) if now is None else now
        self.start: Instant = record.journey.started_at if record.journey.started_at is not None else last
        self.end: Instant = max(self.start, record.journey.ended_at if record.journey.ended_at is not None else last)
        self._whole: Span = self.start, self.end
        self._measure = Measure(self._inside((p.started_at, p.ended_at) for p in record.pauses))

    @cached_property
    def T(self) -> float:  # noqa: N802  (METRICS.md calls it T)
        """Seconds from start to end, without pauses."""
        return self.active(self.start, self.end)

    def active(self, start: Instant, end: Instant) -> float:
        """Seconds between two instants that were not paused; 0 where the second is not later."""
        return self._measure.seconds(start, end)

    def active_total(self, spans: list[Span]) -> float:
        """Seconds of the union of stretches, not paused."""
        return self._measure.total(spans)

    def journey_time(self, at: Instant) -> float:
        """Active seconds since the start."""
        return self.active(self.start, at)

    @property
    def pauses(self) -> list[Span]:
        """The pauses inside the journey, merged; one that is open lasts to the end."""
        return self._measure.pauses

    @property
    def visits(self) -> tuple[Visit, ...]:
        """The visits in order of entry."""
        return self.record.visits

    def span(self, visit: Visit) -> Span:
        """From entering to leaving; to the end where nobody has left yet."""
        left = self.end if visit.left_at is None else visit.left_at
        entered = self._clamped(visit.entered_at)
        return entered, max(entered, self._clamped(left))

    def touch(self, visit: Visit) -> float:
        """Active seconds of a visit."""
        return self.active(*self.span(visit))

    @cached_property
    def communications(self) -> tuple[Moment, ...]:
        """C: what the organisation told the customer, proactive or reactive, in order of time."""
        return tuple(m for m in self.record.moments if is_communication(m))

    @cached_property
    def promises(self) -> tuple[Moment, ...]:
        """The promises that name a time, in the order in which they were made."""
        return timed_promises(self.record)

    def limit_s(self, start: Instant, visit: Visit | None) -> float:
        """Seconds of silence that are in order from an instant on, at that visit."""
        return limit_s(self.record, self.promises, start, visit, self.active)

    @cached_property
    def chases(self) -> tuple[Moment, ...]:
        """What the customer had to ask for."""
        return tuple(m for m in self.record.moments if m.kind == "communication" and m.trigger == "chase")

    @cached_property
    def gaps(self) -> list[Gap]:
        """The silences, in order: one more than there are communications. Both edges of the journey count."""
        marks = [None, *self.communications, None]
        return [self._gap(after, before) for after, before in pairwise(marks)]

    @cached_property
    def waits(self) -> list[WaitSpan]:
        """The waits, merged where they overlap or touch; one still open lasts to the end."""
        spans = [(span, m) for m in self.wait_moments if (span := self.wait_span(m)) is not None]
        merged = union(span for span, _ in spans)
        return [self._wait(whole, [m for span, m in spans if clip(span, whole) == span]) for whole in merged]

    @cached_property
    def wait_moments(self) -> tuple[Moment, ...]:
        """The moments of kind wait, in order of time."""
        return tuple(m for m in self.record.moments if m.kind == "wait")

    def wait_span(self, moment: Moment) -> Span | None:
        """From where to where somebody waited, inside the journey."""
        end = self.end if moment.resolved_at is None else moment.resolved_at
        return clip((moment.observed_at, max(end, moment.observed_at)), self._whole)

    @cached_property
    def feelings(self) -> tuple[Moment, ...]:
        """The feelings noted, in order of time."""
        return tuple(m for m in self.record.moments if m.kind == "feeling" and m.level is not None)

    @cached_property
    def emotion_steps(self) -> list[Step]:
        """Each feeling, held until the next; the last one to the end."""
        return list(self.held(self.feelings, self.end))

    def held(self, feelings: tuple[Moment, ...], until: Instant) -> Iterator[Step]:
        """Feelings as steps; of several at one instant, each but the last has no length."""
        ends = [*(self._clamped(m.observed_at) for m in feelings[1:]), self._clamped(until)]
        for moment, end in zip(feelings, ends, strict=False):
            start = self._clamped(moment.observed_at)
            yield Step(start, max(start, end), moment.level or 0, moment)

    def _gap(self, after: Moment | None, before: Moment | None) -> Gap:
        start = self.start if after is None else self._clamped(after.observed_at)
        end = self.end if before is None else self._clamped(before.observed_at)
        visit = visit_at(self.visits, start) if after is None else self.record.visit_of(after)
        limit = self.limit_s(start, visit)
        return Gap(start, end, self.active(start, end), limit, visit, after, before)

    def _wait(self, span: Span, moments: list[Moment]) -> WaitSpan:
        known = {m.explained for m in moments}
        explained = False if False in known else (None if None in known else True)
        return WaitSpan(*span, self.active(*span), explained, tuple(moments))

    def _clamped(self, at: Instant) -> Instant:
        return min(max(at, self.start), self.end)

    def _inside(self, spans: Iterator[tuple[Instant, Instant | None]]) -> list[Span]:
        closed = ((start, self.end if end is None else end) for start, end in spans)
        return [span for start, end in closed if start <= end and (span := clip((start, end), self._whole))]


def _last(record: Record) -> Instant:
    """The last instant that a record knows of; 0 for one that knows none."""
    return max(
        (
            record.journey.started_at or 0,
            *(m.observed_at for m in record.moments),
            *(v.entered_at for v in record.visits),
            *(s.at for s in record.skips),
            *(p.ended_at or p.started_at for p in record.pauses),
        )
    )
