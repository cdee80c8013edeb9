"""Where the walk stands: computed from the record alone, so that every part of the screen agrees."""

from __future__ import annotations

from dataclasses import dataclass

from mysteryshop.journey import Moment, Pause, Record, Touchpoint, Visit


@dataclass(frozen=True, slots=True)
class Position:
    """The touchpoint under way and what the plan says comes after it.

    `upcoming` is where Enter leads: the next planned touchpoint that was neither visited nor
    skipped. `remaining` are all of these, in plan order.
    """

    visit: Visit | None
    touchpoint: Touchpoint | None
    number: int | None  # of the touchpoint in the plan, from 1
    upcoming: Touchpoint | None
    remaining: tuple[Touchpoint, ...]


def position(record: Record) -> Position:
    """Where the walk stands now."""
    plan = record.template.touchpoints
    visit = open_visit(record)
    here = record.template.touchpoint(visit.touchpoint) if visit and visit.touchpoint else None
    taken = {v.touchpoint for v in record.visits} | {s.touchpoint for s in record.skips}
    remaining = tuple(t for t in plan if t.key not in taken)
    reached = _reached(record)
    upcoming = next((t for t in remaining if plan.index(t) > reached), None)
    return Position(visit, here, plan.index(here) + 1 if here else None, upcoming, remaining)


def open_visit(record: Record) -> Visit | None:
    """The visit under way."""
    return next((v for v in reversed(record.visits) if v.left_at is None), None)


def _reached(record: Record) -> int:
    """The index in the plan of the planned touchpoint entered or skipped last; -1 before the first."""
    index = {t.key: i for i, t in enumerate(record.template.touchpoints)}
    entered = next((v for v in reversed(record.visits) if v.touchpoint in index), None)
    if entered is None or entered.touchpoint is None:
        return -1
    return index[entered.touchpoint]


def open_pause(record: Record) -> Pause | None:
    """The pause under way."""
    return next((p for p in reversed(record.pauses) if p.ended_at is None), None)


def open_wait(record: Record) -> Moment | None:
    """The wait that is running, the newest where there are several."""
    return next((m for m in reversed(record.moments) if m.kind == "wait" and m.resolved_at is None), None)


def open_promises(record: Record) -> tuple[Moment, ...]:
    """Promises neither kept nor broken: those with a due time first, the earliest before the others."""
    promises = [m for m in record.moments if m.kind == "promise" and m.outcome in (None, "open")]
    return tuple(sorted(promises, key=lambda m: (m.due_at is None, m.due_at or m.observed_at)))


def open_question(record: Record) -> Moment | None:
    """The newest question asked in the visit under way that got no answer yet."""
    visit = open_visit(record)
    questions = (m for m in reversed(record.moments) if m.kind == "question" and m.resolved_at is None)
    return next((m for m in questions if visit is not None and m.visit == visit.id), None)


def can_walk(record: Record) -> bool:
    """Whether keys record: the journey is planned or under way."""
    return record.journey.state in ("planned", "walking")
