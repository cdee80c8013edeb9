"""A journey as a stream of events, for process mining: touchpoints entered, left and skipped, moments, pauses.

A visit is two events named like its touchpoint, `start` and `complete`; a moment is one `complete` event named like its
kind, and a wait that has ended two; a pause is two, and one while it lasts; a skipped touchpoint is one `manualskip`.
Events stand in order of time; at one instant a visit is left before the next is entered, and entered before what
happens there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from mysteryshop.journey import Instant, Moment, Pause, Record, Skip, Visit

FIELDS = (
    "seq", "visit", "level", "text", "category", "channel", "trigger", "due_at", "resolved_at", "outcome", "explained",
    "estimated_s", "occupied", "fair", "listened_s", "talked_s", "source", "recorded_at", "original_observed_at",
)  # fmt: skip
_STAMPS = ("recorded_at", "original_observed_at")


@dataclass(frozen=True, slots=True)
class Event:
    """One event. `instance` is the id of the visit, moment, skip or pause; two events of one instance have one id."""

    at: Instant
    activity: str
    transition: str  # start, complete, manualskip
    kind: str  # visit, skip, pause, or a moment's kind
    instance: str
    touchpoint: Visit | None
    role: str | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    ends: bool = False  # the second of two


def events(record: Record) -> list[Event]:
    """All events of a journey in order."""
    ranked = [*_of_visits(record), *_of_moments(record), *_of_skips(record), *_of_pauses(record)]
    ranked.sort(key=lambda pair: pair[0])
    return [event for _, event in ranked]


_Ranked = tuple[tuple[int, int, int, int], Event]


def _of_visits(record: Record) -> Iterator[_Ranked]:
    for place, visit in enumerate(record.visits):
        key = {} if visit.touchpoint is None else {"touchpoint_key": visit.touchpoint}
        facts = {**key, "ad_hoc": visit.ad_hoc, **({"failed": True} if visit.failed else {})}
        begun = Event(visit.entered_at, visit.name, "start", "visit", visit.id, visit, facts=facts)
        yield (visit.entered_at, place, 0, 0), begun
        if visit.left_at is not None:
            ended = Event(visit.left_at, visit.name, "complete", "visit", visit.id, visit, facts=facts, ends=True)
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
            ended = Event(
                moment.resolved_at, moment.kind, "complete", moment.kind, moment.id, visit, moment.role, ends=True
            )
            yield (moment.resolved_at, len(places), 3, order), ended


def _of_skips(record: Record) -> Iterator[_Ranked]:
    for order, skip in enumerate(record.skips):
        planned = record.template.touchpoint(skip.touchpoint)
        name = planned.name if planned is not None else skip.touchpoint
        yield (skip.at, len(record.visits), 4, order), _skip(skip, name)


def _skip(skip: Skip, name: str) -> Event:
    facts = {"touchpoint_key": skip.touchpoint, **({"text": skip.reason} if skip.reason else {})}
    return Event(skip.at, name, "manualskip", "skip", skip.id, None, facts=facts)


def _of_pauses(record: Record) -> Iterator[_Ranked]:
    for order, pause in enumerate(record.pauses):
        yield (pause.started_at, len(record.visits), 5, order), _pause(pause, pause.started_at, "start")
        if pause.ended_at is not None:
            yield (pause.ended_at, len(record.visits), 6, order), _pause(pause, pause.ended_at, "complete")


def _pause(pause: Pause, at: Instant, transition: str) -> Event:
    return Event(at, "pause", transition, "pause", pause.id, None, ends=transition == "complete")


def _facts(moment: Moment) -> dict[str, Any]:
    """What is known of a moment, without what is not, and without stamps that say when it happened once more."""
    said = {name: getattr(moment, name) for name in FIELDS}
    if moment.kind == "wait":
        del said["resolved_at"]  # an event of its own says it
    told_already = [name for name in _STAMPS if said[name] == moment.observed_at]
    return {n: v for n, v in said.items() if v is not None and v != "" and n not in told_already}
