"""The record as it will be once every queued edit is durable: what the next key has to go by.

On a quiet disk it is ahead by milliseconds. While the disk refuses, the leader walks on by it, and
only the recorded list keeps to what is durable.
"""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

from mysteryshop.clock import Stamp
from mysteryshop.journey import Change, Item, Journey, Moment, Pause, Record, Skip, Visit, apply

from ..open_journey import OpenJourney
from .position import open_pause, open_visit

_PROPERTY = "walkAhead"


class Ahead:
    """Follows the keys at once, and the committed record as soon as nothing is waiting."""

    def __init__(self, record: Record) -> None:
        self.record = record

    @classmethod
    def of(cls, journey: OpenJourney) -> Ahead:
        """The one that both windows on this journey share."""
        there = journey.property(_PROPERTY)
        if not isinstance(there, cls):
            there = cls(journey.record)
            journey.setProperty(_PROPERTY, there)
        return there

    def settle(self, record: Record) -> None:
        """Everything is durable: the record is what counts."""
        self.record = record

    def start(self, at: Stamp) -> None:
        """The walk begins."""
        self._take(replace(self.record.journey, state="walking", started_at=at.at))

    def finish(self, at: Stamp) -> None:
        """The walk ends."""
        visit = open_visit(self.record)
        left = [replace(visit, left_at=at.at)] if visit is not None else []
        self._take(replace(self.record.journey, state="debrief", ended_at=at.at), *left)

    def enter(self, at: Stamp, touchpoint: str | None, name: str) -> None:
        """A visit begins, the one under way ends; a skip of the touchpoint is taken back."""
        visit = open_visit(self.record)
        left = [replace(visit, left_at=at.at)] if visit is not None else []
        taken = tuple(s.id for s in self.record.skips if touchpoint is not None and s.touchpoint == touchpoint)
        self._take(None, *left, Visit(str(uuid4()), name, at.at, touchpoint), removed=taken)

    def skip(self, at: Stamp, touchpoint: str, reason: str) -> None:
        """A planned touchpoint is left out."""
        self._take(None, Skip(str(uuid4()), touchpoint, at.at, reason))

    def pause(self, at: Stamp) -> None:
        """Time stands still, or runs again."""
        pause = open_pause(self.record)
        ended = Pause(str(uuid4()), at.at) if pause is None else replace(pause, ended_at=at.at)
        self._take(None, ended)

    def save(self, *items: Item, removed: tuple[str, ...] = ()) -> None:
        """Items are inserted, altered or taken back."""
        self._take(None, *items, removed=removed)

    def amend(self, moment: str, fields: dict[str, object]) -> None:
        """A moment gets details."""
        there = self.record.moment(moment)
        if there is not None:
            self._take(None, replace(there, **fields))  # type: ignore[arg-type]  # fields of Moment by name

    def capture(self, moment: Moment) -> Moment:
        """A moment; returns it as a member of the visit under way."""
        visit = open_visit(self.record)
        seq = 1 + max((m.seq for m in self.record.moments[-8:]), default=0)
        made = replace(moment, visit=visit.id if visit is not None else None, seq=seq)
        self._take(None, made)
        return made

    def _take(self, journey: Journey | None, *items: Item, removed: tuple[str, ...] = ()) -> None:
        change = Change(journey or self.record.journey, 0, "ahead", tuple(items), removed)
        self.record = apply(self.record, change)
