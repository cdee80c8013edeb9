"""Moving a moment in time by hand: how far it can go, and what of it changes. Without Qt."""

from __future__ import annotations

from typing import Any

from mysteryshop.journey import Instant, Moment, Record


def reach(record: Record, moment: Moment, now: Instant) -> tuple[Instant, Instant]:
    """The earliest and the latest time it can be moved to: within the walk, and not behind its own end."""
    head = record.journey
    first = head.started_at if head.started_at is not None else moment.observed_at
    last = head.ended_at if head.ended_at is not None else now
    if moment.resolved_at is not None:
        last = min(last, moment.resolved_at)
    return min(first, moment.observed_at), max(last, moment.observed_at)


def moving(record: Record, moment: Moment, at: Instant, now: Instant) -> dict[str, Any]:
    """The fields of an amendment that moves it to `at`, or as near as it can go; none where it stays.

    What was stamped first and when it was entered never change. Back at its first stamp it is live
    again, where it was entered then and there.
    """
    first, last = reach(record, moment, now)
    wanted = min(max(at, first), last)
    if wanted == moment.observed_at:
        return {}
    fields: dict[str, Any] = {"observed_at": wanted}
    if wanted == moment.original_observed_at and _entered_live(record, moment):
        fields["source"] = "live"
    return fields


def _entered_live(record: Record, moment: Moment) -> bool:
    ended = record.journey.ended_at
    at_once = moment.recorded_at == moment.original_observed_at
    return moment.source == "recalled" and at_once and (ended is None or moment.recorded_at <= ended)
