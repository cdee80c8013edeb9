"""What a leader does between walks: frozen dataclasses, kept beside the journeys and tied to none of their seals.

Instants are integer microseconds since the epoch, UTC; days are ISO dates ("2026-11-21"), months "2026-11",
years "2026"; shares are 0..1; durations end in `_s`. Words of the vocabulary are kept by their id.
`Practice` is everything kept so, as the screens and the analysis see it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from .journey import Instant


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody to listen to: a role or a group, never a person's name."""

    id: str
    name: str
    relationship: str  # RELATIONSHIPS
    should_be: float | None = None  # the share of listening time that the leader allots
    preferences: str = ""  # how they like to work with one
    override: str = ""  # why one's own manager is listed as a customer all the same


@dataclass(frozen=True, slots=True)
class Listening:
    """One conversation: how long the leader listened to a party, and how long they talked themselves."""

    id: str
    party: str  # the party's id
    at: Instant
    listened_s: int
    talked_s: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """An internal journey's template feeds a touchpoint of an external one."""

    id: str
    template: str  # the internal template's key
    fed_template: str
    fed_touchpoint: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision, with what it changes for the customer and who benefits."""

    id: str
    at: Instant
    title: str
    outcome: str = ""  # what is different for the customer
    beneficiary: str | None = None  # BENEFICIARIES
    leader: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """One member's private answer in a leadership team's session."""

    seat: str  # "1", "2" ...: a seat, not a name
    beneficiary: str
    outcome: str
    all_in: int  # 0..10: how far this puts the customer first


@dataclass(frozen=True, slots=True)
class Session:
    """One question put to a leadership team, answered privately in turn."""

    id: str
    at: Instant
    question: str
    replies: tuple[Reply, ...] = ()
    revealed: bool = False


@dataclass(frozen=True, slots=True)
class HeardBack:
    """Who was told what came of a finding, when, by which channel, and what happened."""

    id: str
    journey: str
    finding: str
    at: Instant
    told: str  # a role
    channel: str | None = None  # CHANNELS
    happened: str = ""


@dataclass(frozen=True, slots=True)
class Commitment:
    """What somebody took on because of a finding; only a later journey over the same touchpoint proves it."""

    id: str
    journey: str
    finding: str
    text: str
    owner: str = ""
    made_on: str = ""  # ISO date
    due: str = ""  # ISO date
    rewalk: str = ""  # ISO date
    state: str = "open"  # COMMITMENT_STATES
    proof: str = ""  # the later journey's id


@dataclass(frozen=True, slots=True)
class ChainTest:
    """What a later walk says of a chain from condition over touchpoint to effect."""

    id: str
    condition: str  # CONDITIONS
    template: str
    touchpoint: str  # key, or an ad hoc visit's name
    verdict: str  # CHAIN_VERDICTS
    journey: str = ""  # the walk that tested it
    note: str = ""


@dataclass(frozen=True, slots=True)
class MirrorRating:
    """The other party's rating of a touchpoint that the leader walked."""

    id: str
    journey: str
    touchpoint: str  # key, or the ad hoc visit's name
    rating: int  # -2..+2, the scale of feelings
    rater: str = ""  # a role
    at: Instant = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class OutcomePoint:
    """One value of a business outcome that the leader follows by hand, beside the journeys and never fitted to them."""

    id: str
    series: str  # "Order backlog"
    period: str  # "2026", "2026-Q2" or "2026-11"
    value: float
    unit: str = ""
    template: str = ""  # key; empty: it stands beside all of them


@dataclass(frozen=True, slots=True)
class Cadence:
    """How often a template is walked again; empty fields stand for any."""

    id: str
    every_days: int
    template: str = ""
    relationship: str = ""
    leader: str = ""


Entry: TypeAlias = (
    Party
    | Listening
    | Link
    | Decision
    | Session
    | HeardBack
    | Commitment
    | ChainTest
    | MirrorRating
    | OutcomePoint
    | Cadence
)


@dataclass(frozen=True, slots=True)
class Practice:
    """Everything kept between walks, each tuple in the order in which it was entered."""

    parties: tuple[Party, ...] = ()
    listening: tuple[Listening, ...] = ()
    links: tuple[Link, ...] = ()
    decisions: tuple[Decision, ...] = ()
    sessions: tuple[Session, ...] = ()
    heard_backs: tuple[HeardBack, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    chain_tests: tuple[ChainTest, ...] = ()
    mirror_ratings: tuple[MirrorRating, ...] = ()
    outcomes: tuple[OutcomePoint, ...] = ()
    cadences: tuple[Cadence, ...] = ()
