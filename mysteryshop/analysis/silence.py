"""Silence: what breaks it, and how long it may last."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from math import inf

from mysteryshop.journey import Instant, Moment, Record, Visit


def is_communication(moment: Moment) -> bool:
    """Whether it belongs to C: the organisation told the customer something, asked or not."""
    return moment.kind == "communication" and moment.trigger != "chase"


def limit_s(
    record: Record,
    promises: Sequence[Moment],
    start: Instant,
    visit: Visit | None,
    active: Callable[[Instant, Instant], float],
) -> float:
    """Seconds of silence that are in order from `start` on (METRICS.md, silence overrun).

    The promised update where one of `promises` is open at `start`: the active time until the latest is due.
    Else the limit of the touchpoint where the silence began, else the template's. Nobody set any for an event log of
    another system: there every silence is in order, and the limit infinite.
    """
    promise = open_promise(promises, start)
    if promise is not None and promise.due_at is not None:
        return active(start, promise.due_at)
    touchpoint = record.template.touchpoint(visit.touchpoint) if visit and visit.touchpoint else None
    if touchpoint is not None and touchpoint.silence_limit_minutes is not None:
        return touchpoint.silence_limit_minutes * 60
    return inf if record.journey.origin == "log" else record.template.silence_limit_minutes * 60


def timed_promises(record: Record) -> tuple[Moment, ...]:
    """The promises that name a time, in the order in which they were made."""
    return tuple(m for m in record.moments if m.kind == "promise" and m.due_at is not None)


def open_promise(promises: Sequence[Moment], at: Instant) -> Moment | None:
    """Of promises in order, the one made last that is open: made, not yet due, not yet kept or broken."""
    made = bisect_right(promises, at, key=lambda m: m.observed_at)
    for moment in reversed(promises[:made]):
        due = moment.due_at is not None and at < moment.due_at
        if due and (moment.resolved_at is None or at < moment.resolved_at):
            return moment
    return None
