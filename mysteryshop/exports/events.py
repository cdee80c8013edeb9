"""A journey as a stream of events, for process mining: entering and leaving touchpoints, and every moment.

A visit is two events named like its touchpoint, `start` and `complete`; a moment is one `complete` event named like its
kind, and a wait that has ended two. Events stand in order of time; at one instant a visit is left before the next is
entered, and entered before what happens there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from mysteryshop.journey import Instant, Moment, Record, Visit

_FIELDS = ("level", "text", "category", "channel", "trigger", "outcome", "explained", "estimated_s", "source")


@dataclass(frozen=True, slots=True)
class Event:
    """One event. `instance` is the id of the visit or moment; two events of one instance have one id."""

    at: Instant
    activity: str
    transition: str  # start, complete
    kind: str  # visit, or a moment's kind
    instance: str
    touchpoint: Visit | None
    role: str | None = None
    facts: dict[str, Any] = field(default_factory=dict)


def events(record: Record) -> list[Event]:
    """All events of a journey in order."""
    ranked = [*_of_visits(record), *_of_moments(record)]
    ranked.sort(key=lambda pair: pair[0])
    return [event for _, event in ranked]


_Ranked = tuple[tuple[int, int, int, int], Event]


def _of_visits(record: Record) -> Iterator[_Ranked]:
    for place, visit in enumerate(record.visits):
        facts = {"ad_hoc": visit.ad_hoc, **({"failed": True} if visit.failed else {})}
        begun = Event(visit.entered_at, visit.name, "start", "visit", visit.id, visit, facts=facts)
        yield (visit.entered_at, place, 0, 0), begun
        if visit.left_at is not None:
            ended = Event(visit.left_at, visit.name, "complete", "visit", visit.id, visit, facts=facts)
            yield (visit.left_at, place, 2, 0), ended


def _of_moments(record: Record) -> Iterator[_Ranked]:
    places = {visit.id: (place, visit) for place, visit in enumerate(record.visits)}
    for order, moment in enumerate(record.moments):
        place, visit = places.get(moment.visit or "", (-1, None))
        waited = moment.kind == "wait" and moment.resolved_at is not None
        begun = "start" if waited else "complete"
        event = Event(
            moment.observed_at, moment.kind, begun, moment.kind, moment.id, visit, moment.role, _facts(moment)
        )
        yield (moment.observed_at, place, 1, order), event
        if waited and moment.resolved_at is not None:
            ended = Event(moment.resolved_at, moment.kind, "complete", moment.kind, moment.id, visit, moment.role)
            yield (moment.resolved_at, len(places), 3, order), ended


def _facts(moment: Moment) -> dict[str, Any]:
    """What is known of a moment, without what is not."""
    said = {name: getattr(moment, name) for name in _FIELDS}
    return {name: value for name, value in said.items() if value is not None and value != ""}
