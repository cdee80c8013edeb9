"""What must hold between the fields of a journey that comes in: nothing ends before it begins or points to nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from mysteryshop.clock import local
from mysteryshop.journey import Instant, Moment, Record
from mysteryshop.permitted import LEVELS, RATINGS

_SPANS = (("visits", "entered_at", "left_at"), ("pauses", "started_at", "ended_at"))
_POINTING = (  # from which items, by which field, to which
    ("moments", "visit", "visits"),
    ("attachments", "moment", "moments"),
    ("expectations", "evidence", "moments"),
    ("findings", "moments", "moments"),
)


@dataclass(frozen=True, slots=True)
class Fault:
    """What does not hold: in which part of the record, of which item (counted from 1; 0 of the journey itself)."""

    part: str
    number: int
    ident: str
    field: str
    found: object
    expected: str


def fault(record: Record) -> Fault | None:
    """The first thing that does not hold; None where all does."""
    return next(_faults(record), None)


def _faults(record: Record) -> Iterator[Fault]:
    yield from _ended_early(record, "journey", "started_at", "ended_at", [record.journey])
    for part, begun, ended in _SPANS:
        yield from _ended_early(record, part, begun, ended, getattr(record, part))
    for number, moment in enumerate(record.moments, start=1):
        levels = LEVELS[moment.kind]
        if moment.level is not None and moment.level not in levels:
            yield Fault("moments", number, moment.id, "level", moment.level, _level(moment, levels))
    for part, field, to in _POINTING:
        yield from _lost(record, part, field, to)
    yield from _answers(record)


def _ended_early(record: Record, part: str, begun: str, ended: str, items: Iterable[Any]) -> Iterator[Fault]:
    for number, item in enumerate(items, start=1):
        first, last = getattr(item, begun), getattr(item, ended)
        if first is not None and last is not None and last < first:
            zone = record.journey.zone
            expected = f"nothing before {begun}, which is {_shown(first, zone)}"
            yield Fault(part, 0 if part == "journey" else number, item.id, ended, _shown(last, zone), expected)


def _shown(at: Instant, zone: str) -> str:
    return local(at, zone).isoformat(timespec="microseconds")


def _level(moment: Moment, levels: tuple[int, ...]) -> str:
    kind = moment.kind
    return f"that of a {kind}, from {levels[0]} to {levels[-1]}" if levels else f"none, for a {kind} has no level"


def _lost(record: Record, part: str, field: str, to: str) -> Iterator[Fault]:
    """What points to something that is not there."""
    there = {item.id for item in getattr(record, to)}
    for number, item in enumerate(getattr(record, part), start=1):
        value = getattr(item, field)
        idents = value if isinstance(value, tuple) else () if value is None else (value,)
        if lost := next((ident for ident in idents if ident not in there), None):
            yield Fault(part, number, item.id, field, lost, f"the id of one of its {to}")


def _answers(record: Record) -> Iterator[Fault]:
    for key, text in record.answers.items():
        rule = RATINGS.get(key)
        if not key.strip() or (rule is None and key.startswith("rate.")):
            yield Fault("answers", 0, key, "", key, f"the name of a question; of ratings {', '.join(RATINGS)}")
        elif rule is not None and not rule.takes(text):
            yield Fault("answers", 0, key, "text", text, rule.expected)
