"""Two walks of the same template side by side: who walked close to whom, and what each noted at every touchpoint."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from mysteryshop.journey import SECOND, Instant, Moment, Record
from mysteryshop.vocabulary import CATEGORIES, by_id

from .agreement import Value, severity

SEVERITY_WORDS = ("no friction", "cosmetic", "minor", "major", "catastrophe")
NEAR_S = 31 * 24 * 3600  # from one walk's start to the other's
_NEIGHBOURS = 12  # walks after one that are looked at as its partner
_MOST = 24  # pairs that are suggested


class Walked(Protocol):
    """What must be known of a walk to find its partner."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def template_key(self) -> str:
        """Its template."""

    @property
    def place(self) -> str:
        """Where it was walked."""

    @property
    def leader(self) -> str:
        """Who walked it."""

    @property
    def started_at(self) -> Instant | None:
        """When it began."""


Walk = TypeVar("Walk", bound=Walked)


@dataclass(frozen=True, slots=True)
class Judged:
    """One thing that two judge: a touchpoint, or a row of a file. A value is None where it cannot be compared.

    `*_told` is what was noted there: the words of the worst frictions, or why there is no value. `place` is the
    touchpoint's key.
    """

    item: str
    first: Value | None
    second: Value | None
    first_told: str = ""
    second_told: str = ""
    place: str = ""

    @property
    def differs(self) -> bool:
        """Whether both said something, and not the same."""
        return self.first is not None and self.second is not None and self.first != self.second


def pairs(walks: Iterable[Walk]) -> list[tuple[Walk, Walk]]:
    """Walks of one template by two leaders within a month: those of one place first, then the closest in time.

    Of a pair the earlier one stands first; a walk without a leader or a start is in none.
    """
    known = sorted(
        (walk for walk in walks if walk.leader.strip() and walk.started_at is not None),
        key=lambda walk: (walk.template_key, walk.started_at or 0),
    )
    found: list[tuple[tuple[bool, int, int], Walk, Walk]] = []
    for place, first in enumerate(known):
        for second in known[place + 1 : place + 1 + _NEIGHBOURS]:
            apart = ((second.started_at or 0) - (first.started_at or 0)) // SECOND
            if second.template_key != first.template_key or apart > NEAR_S:
                break
            if second.leader.strip() != first.leader.strip():
                elsewhere = second.place.strip().casefold() != first.place.strip().casefold()
                found.append(((elsewhere, apart, -(first.started_at or 0)), first, second))
    return [(first, second) for _, first, second in sorted(found, key=lambda each: each[0])[:_MOST]]


def judged(first: Record, second: Record) -> tuple[Judged, ...]:
    """What both noted at each touchpoint of the plan, in its order; values are severities, 0 without a friction."""
    return tuple(
        Judged(
            touchpoint.name,
            severity(first, touchpoint.key),
            severity(second, touchpoint.key),
            _told(first, touchpoint.key),
            _told(second, touchpoint.key),
            touchpoint.key,
        )
        for touchpoint in first.template.touchpoints
    )


def furthest_apart(rows: Sequence[Judged]) -> list[Judged]:
    """The rows in which the two differ, those that are furthest apart first; of words in the order given."""
    return sorted((row for row in rows if row.differs), key=_nearness)


def _nearness(row: Judged) -> float:
    if isinstance(row.first, str) or isinstance(row.second, str):
        return 0
    return -abs((row.first or 0) - (row.second or 0))


def _told(record: Record, touchpoint: str) -> str:
    """`Information: Two lanes closed`, of the worst frictions there; why there is no value; or nothing."""
    visits = {visit.id for visit in record.visits if visit.touchpoint == touchpoint}
    if not visits:
        skip = next((skip for skip in record.skips if skip.touchpoint == touchpoint), None)
        return f"skipped: {skip.reason}" if skip is not None and skip.reason else "not visited"
    met = [m for m in record.moments if m.kind == "friction" and m.visit in visits]
    if any(m.level is None for m in met):
        return "a friction without severity"
    worst = max((m.level or 0 for m in met), default=0)
    return "; ".join(filter(None, (_words(m) for m in met if m.level == worst)))


def _words(moment: Moment) -> str:
    category = by_id(CATEGORIES, moment.category).label if moment.category else ""
    return ": ".join(part for part in (category, " ".join(moment.text.split())) if part)
