"""To whom should I be dedicating most of my listening time? Should-be shares against actual ones, party by party.

Listening share: minutes listened to a party / all minutes listened (METRICS.md), logged by hand or tallied on a walk.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from mysteryshop.practice import Party

FAR = 0.1  # from this difference between should-be and actual on it is told


@dataclass(frozen=True, slots=True)
class Heard:
    """One conversation: with whom, when, how long. `party` is its id, or "" for a role that is no party's name."""

    party: str
    name: str
    day: int  # proleptic ordinal
    listened_s: int
    talked_s: int
    journey: str = ""  # where it was tallied on a walk
    entry: str = ""  # the id of a conversation logged by hand
    note: str = ""
    out: str = ""  # why it stands in no figure: its walk is excluded, unfinished or tainted


@dataclass(frozen=True, slots=True)
class Share:
    """One party: its should-be share, the actual one, and how much was listened and talked."""

    party: Party | None  # none: a role met on walks that is no party
    name: str
    should_be: float | None  # 0..1
    actual: float | None  # 0..1; None where nobody was listened to at all
    listened_s: int
    talked_s: int
    n: int  # conversations
    journeys: tuple[str, ...]

    @property
    def gap(self) -> float | None:
        """Actual less should-be, -1..1."""
        return None if self.should_be is None or self.actual is None else self.actual - self.should_be

    @property
    def talk_ratio(self) -> float | None:
        """Talked / (talked + listened), 0..1: below a half the leader listened more than they talked."""
        total = self.listened_s + self.talked_s
        return self.talked_s / total if total else None


def named(parties: Iterable[Party]) -> Mapping[str, Party]:
    """Parties by their name as roles are compared with it."""
    return MappingProxyType({same(party.name): party for party in parties})


def same(name: str) -> str:
    """How a party's name is compared with a role."""
    return " ".join(name.casefold().split())


def allotted(parties: Sequence[Party]) -> tuple[Party, ...]:
    """The parties with should-be shares that sum to 1, in proportion to what was given; none where all are zero."""
    total = sum(party.should_be or 0.0 for party in parties)
    if not total:
        return tuple(replace(party, should_be=None) for party in parties)
    return tuple(replace(party, should_be=(party.should_be or 0.0) / total) for party in parties)


def shares(parties: Sequence[Party], heard: Iterable[Heard]) -> tuple[Share, ...]:
    """Every party and every other role that was listened to: who should be heard most first, others last."""
    talks: dict[tuple[str, str], list[Heard]] = {}
    for each in heard:
        talks.setdefault((each.party, "" if each.party else same(each.name)), []).append(each)
    total = sum(each.listened_s for found in talks.values() for each in found)
    known = [_share(party, party.name, talks.pop((party.id, ""), []), total) for party in parties]
    others = [_share(None, found[0].name, found, total) for found in talks.values()]
    return tuple(
        sorted(known, key=lambda s: (-(s.should_be or 0.0), -s.listened_s, s.name.casefold()))
        + sorted(others, key=lambda s: (-s.listened_s, s.name.casefold()))
    )


def _share(party: Party | None, name: str, talks: Sequence[Heard], total: int) -> Share:
    listened = sum(each.listened_s for each in talks)
    return Share(
        party, name, party.should_be if party is not None else None, listened / total if total else None, listened,
        sum(each.talked_s for each in talks), len(talks),
        tuple(dict.fromkeys(each.journey for each in talks if each.journey)),
    )  # fmt: skip


def real_customer(parties: Sequence[Party]) -> Party | None:
    """The party to whom most listening should go; None where no share was allotted, or two are level."""
    ranked = sorted((p for p in parties if p.should_be), key=lambda p: -(p.should_be or 0.0))
    if not ranked or (len(ranked) > 1 and ranked[0].should_be == ranked[1].should_be):
        return None
    return ranked[0]


def headline(parties: Sequence[Party], found: Sequence[Share]) -> str:
    """Who the real customer is, and whether the time says so too."""
    if not parties:
        return "Who is your real customer?"
    real = real_customer(parties)
    if real is None or real.should_be is None:
        return "No party stands out yet: allot who should be listened to most"
    begin = f"Your real customer is {real.name}"
    own = next((s for s in found if s.party is not None and s.party.id == real.id), None)
    if own is None or own.actual is None:
        return f"{begin}: {round(100 * real.should_be)} % of your listening should go there; none is logged yet"
    return (
        f"{begin}: {round(100 * real.should_be)} % of your listening should go there, {round(100 * own.actual)} % does"
    )


def furthest(found: Sequence[Share]) -> str:
    """The party whose share is furthest below what it should be, in a sentence; "" where none is far."""
    below = [s for s in found if s.gap is not None and s.gap <= -FAR]
    if not below:
        return ""
    worst = min(below, key=lambda s: s.gap or 0.0)
    return (
        f"Least heard against what you meant: {worst.name}, {round(100 * (worst.actual or 0))} % "
        f"instead of {round(100 * (worst.should_be or 0))} %."
    )
