"""Silence: what breaks it, and how long it may last."""

from __future__ import annotations

from collections.abc import Callable

from mysteryshop.journey import Instant, Moment, Record, Visit


def is_communication(moment: Moment) -> bool:
    """Whether it belongs to C: the organisation told the customer something, asked or not."""
    return moment.kind == "communication" and moment.trigger != "chase"


def limit_s(record: Record, start: Instant, visit: Visit | None, active: Callable[[Instant, Instant], float]) -> float:
    """Seconds of silence that are in order from `start` on (METRICS.md, silence overrun).

    The promised update where one is open at `start`: the active time until the latest such promise is due.
    Else the limit of the touchpoint where the silence began, else the template's.
    """
    promise = open_promise(record, start)
    if promise is not None and promise.due_at is not None:
        return active(start, promise.due_at)
    touchpoint = record.template.touchpoint(visit.touchpoint) if visit and visit.touchpoint else None
    if touchpoint is not None and touchpoint.silence_limit_minutes is not None:
        return touchpoint.silence_limit_minutes * 60
    return record.template.silence_limit_minutes * 60


def open_promise(record: Record, at: Instant) -> Moment | None:
    """The promise made last that is open at an instant: made, not yet due, not yet kept or broken."""
    for moment in reversed(record.moments):
        made = moment.kind == "promise" and moment.observed_at <= at
        if made and moment.due_at is not None and at < moment.due_at:
            unresolved = moment.resolved_at is None or at < moment.resolved_at
            if unresolved:
                return moment
    return None
