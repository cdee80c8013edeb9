"""How I am perceived: the other party rates the same touchpoints, and the gap to what the leader felt is shown.

Both are on the scale of feelings, -2..+2. The leader's is the time-weighted mean of feelings at the touchpoint
(METRICS.md, emotion); the others' is the mean of their ratings, each shown with its n. Gap: own less theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean
from uuid import NAMESPACE_URL, uuid5

from mysteryshop.journey import Record, Visit
from mysteryshop.practice import MirrorRating

from .measures import experienced
from .timeline import Timeline
from .wording import counted

APART = 1.0  # from this gap on it is told


@dataclass(frozen=True, slots=True)
class Reflection:
    """One touchpoint from both sides; None where a side said nothing."""

    key: str  # the touchpoint's key, or an ad hoc visit's name
    name: str
    own: float | None
    theirs: float | None
    ratings: tuple[MirrorRating, ...]
    moments: tuple[str, ...]  # the leader's feelings there

    @property
    def gap(self) -> float | None:
        """Own less theirs, -4..+4."""
        return None if self.own is None or self.theirs is None else self.own - self.theirs


def reflections(record: Record, ratings: Iterable[MirrorRating]) -> tuple[Reflection, ...]:
    """Every touchpoint that was visited, in the order of the walk, from both sides."""
    timeline = Timeline(record)
    told: dict[str, list[MirrorRating]] = {}
    for rating in ratings:
        if rating.journey == record.journey.id:
            told.setdefault(rating.touchpoint, []).append(rating)
    places: dict[str, list[Visit]] = {}
    for visit in record.visits:
        places.setdefault(visit.touchpoint or visit.name, []).append(visit)
    return tuple(_reflection(record, timeline, key, visits, told.get(key, ())) for key, visits in places.items())


def _reflection(
    record: Record, timeline: Timeline, key: str, visits: Sequence[Visit], told: Sequence[MirrorRating]
) -> Reflection:
    idents = {visit.id for visit in visits}
    felt = tuple(m.id for m in record.moments if m.kind == "feeling" and m.visit in idents)
    theirs = fmean(rating.rating for rating in told) if told else None
    own = experienced(timeline, visits)["emotion"] if felt else None
    return Reflection(key, visits[0].name, own, theirs, tuple(told), felt)


def headline(found: Sequence[Reflection]) -> str:
    """Where both are furthest apart, in one sentence."""
    both = [each for each in found if each.gap is not None]
    raters = {rating.rater for each in found for rating in each.ratings}
    if not raters:
        return "Nobody has rated these touchpoints from their side yet"
    if not both:
        return "Rated by them where I noted no feeling: there is nothing to set side by side"
    worst = max(both, key=lambda each: abs(each.gap or 0.0))
    if abs(worst.gap or 0.0) < APART:
        return f"Both sides see it alike: nowhere more than a point apart (n = {counted(len(both), 'touchpoint')})"
    return f"Furthest apart at {worst.name}: I felt {told(worst.own)}, they rated {told(worst.theirs)}"


def told(value: float | None) -> str:
    """`+1`, `−0.5`, `0`, a dash."""
    if value is None:
        return "–"
    return f"{round(value, 1):+g}".replace("-", "−") if round(value, 1) else "0"


def rating_id(journey: str, touchpoint: str, rater: str) -> str:
    """The same id for the same rater at the same touchpoint: a second rating replaces the first."""
    return str(uuid5(NAMESPACE_URL, f"mirror {journey} {touchpoint} {rater.casefold()}"))
