"""Every so often: how long since each leader last walked, and which walks are due by the cadences that were set.

Days are proleptic ordinals of the walk's local day. A walk is one that was begun by a leader; logs are none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mysteryshop.practice import Cadence

SOON = 14  # days before which a walk is said to come up
YEAR = 365


@dataclass(frozen=True, slots=True)
class Walk:
    """One walk: who, as whom, what, when. `done` once it has ended."""

    journey: str
    state: str
    template: str  # key
    name: str  # of the template
    relationship: str
    leader: str
    day: int
    done: bool = True


@dataclass(frozen=True, slots=True)
class Rhythm:
    """One leader: when they last walked, and how often within the last year."""

    leader: str
    last: Walk
    days: int  # since then
    within_a_year: int


@dataclass(frozen=True, slots=True)
class Due:
    """One cadence for one leader: `left` days until it is due, below zero where it is over; None: never walked."""

    cadence: Cadence
    leader: str  # "": whoever
    last: Walk | None
    left: int | None

    @property
    def over(self) -> bool:
        """Whether it should have been walked by now."""
        return self.left is None or self.left < 0

    @property
    def soon(self) -> bool:
        """Whether it comes up within a fortnight."""
        return self.left is not None and 0 <= self.left <= SOON


def rhythms(walks: Iterable[Walk], today: int) -> tuple[Rhythm, ...]:
    """Each leader with their last walk, who has not walked for longest first; days to come are none."""
    by_leader: dict[str, list[Walk]] = {}
    for walk in walks:
        if walk.done and 0 < walk.day <= today:
            by_leader.setdefault(walk.leader, []).append(walk)
    found = [
        Rhythm(leader, last, today - last.day, sum(today - walk.day < YEAR for walk in own))
        for leader, own in by_leader.items()
        for last in [max(own, key=lambda walk: (walk.day, walk.journey))]
    ]
    return tuple(sorted(found, key=lambda r: (-r.days, r.leader)))


def due(walks: Sequence[Walk], cadences: Iterable[Cadence], today: int) -> tuple[Due, ...]:
    """What each cadence asks for, the most overdue first, what was never walked before all.

    A cadence without a leader asks it of anybody: whoever walked last counts. Of two cadences for the same leader,
    template and relationship the one entered last holds.
    """
    asked = {(c.leader, c.template, c.relationship): c for c in cadences}
    found = [_due(walks, cadence, today) for cadence in asked.values()]
    return tuple(sorted(found, key=lambda d: (d.left is not None, d.left or 0, d.cadence.id)))


def _due(walks: Sequence[Walk], cadence: Cadence, today: int) -> Due:
    meant = [walk for walk in walks if walk.done and 0 < walk.day <= today and _asks(cadence, walk)]
    last = max(meant, key=lambda walk: (walk.day, walk.journey), default=None)
    left = None if last is None else last.day + cadence.every_days - today
    return Due(cadence, cadence.leader, last, left)


def _asks(cadence: Cadence, walk: Walk) -> bool:
    return (
        cadence.template in ("", walk.template)
        and cadence.relationship in ("", walk.relationship)
        and cadence.leader in ("", walk.leader)
    )


def told(left: int | None) -> str:
    """`due in 12 days`, `due today`, `12 days over`, `never walked`."""
    if left is None:
        return "never walked"
    if left == 0:
        return "due today"
    number = f"{abs(left)} {'day' if abs(left) == 1 else 'days'}"
    return f"due in {number}" if left > 0 else f"{number} over"


def ago(days: int) -> str:
    """`today`, `1 day ago`, `34 days ago`."""
    return "today" if days == 0 else f"{days} {'day' if days == 1 else 'days'} ago"


def headline(found: Sequence[Due], leaders: Sequence[Rhythm]) -> str:
    """The finding in one sentence."""
    if not leaders:
        return "Nobody has walked yet"
    over = [each for each in found if each.over]
    longest = leaders[0]
    who = f"{longest.leader or 'The leader'} last walked {ago(longest.days)}"
    if over:
        return f"{len(over)} {'walk is' if len(over) == 1 else 'walks are'} due; {who}"
    return f"Nothing is due; {who}" if found else who
