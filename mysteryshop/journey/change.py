"""What one committed edit did, and what it makes of a record."""

from __future__ import annotations

from bisect import insort_right
from collections.abc import Callable
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from .items import Answer, Attachment, Expectation, Finding, Item, Moment, Pause, Skip, Visit
from .record import Journey, Record


@dataclass(frozen=True, slots=True)
class Change:
    """What one committed edit did: enough for any screen to follow without reading again.

    `journey` is the head after the edit; `saved` holds every item inserted or altered, whole;
    `removed` the ids of items that are no longer live.
    """

    journey: Journey
    seq: int
    verb: str
    saved: tuple[Item, ...] = ()
    removed: tuple[str, ...] = ()
    can_undo: bool = False
    can_redo: bool = False


def apply(record: Record, change: Change) -> Record:
    """The record after the change. Moments stay in order of time, ties in order of entry.

    Costs little more for a journey of thousands of moments than for a short one: it is done at every key.
    """
    altered: dict[str, tuple[Item, ...]] = {}
    for name, kind in _PLACES.items():
        saved = [item for item in change.saved if isinstance(item, kind)]
        items: tuple[Item, ...] = getattr(record, name)
        if saved or (change.removed and any(item.id in change.removed for item in items)):
            altered[name] = _placed(items, saved, change.removed, _ORDER[name])
    result = replace(record, journey=change.journey, **altered)  # type: ignore[arg-type]  # by name
    return _apply_answers(result, change)


def _placed(
    items: tuple[Item, ...], saved: list[Item], removed: tuple[str, ...], order: Callable[[Item], Any]
) -> tuple[Item, ...]:
    """The items in their order, without those that are removed or saved anew, and with those saved."""
    gone = {*removed, *(item.id for item in saved)}
    kept = [item for item in items if item.id not in gone]
    for item in saved:
        insort_right(kept, item, key=order)
    return tuple(kept)


def _apply_answers(record: Record, change: Change) -> Record:
    answers = {k: v for k, v in record.answers.items() if k not in change.removed}
    answers.update({a.key: a.text for a in change.saved if isinstance(a, Answer)})
    return record if answers == record.answers else replace(record, answers=MappingProxyType(answers))


_PLACES: dict[str, type] = {
    "visits": Visit,
    "skips": Skip,
    "pauses": Pause,
    "moments": Moment,
    "expectations": Expectation,
    "findings": Finding,
    "attachments": Attachment,
}
_ORDER = {
    "visits": lambda v: (v.entered_at, v.id),
    "skips": lambda s: (s.at, s.id),
    "pauses": lambda p: (p.started_at, p.id),
    "moments": lambda m: (m.observed_at, m.seq, m.id),
    "expectations": lambda e: (e.ordinal, e.id),
    "findings": lambda f: (f.ordinal, f.id),
    "attachments": lambda a: (a.captured_at, a.id),
}
