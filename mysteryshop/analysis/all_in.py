"""All In: are decisions based on what helps the customer most? Who benefits, over time, and what a team answered.

A choice is a logged decision or a finding; the All-In share is customer or both / all with a beneficiary (METRICS.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from mysteryshop.practice import Reply, Session
from mysteryshop.vocabulary import BENEFICIARIES

from .intervals import LEAST, Interval, wilson

ALL_IN = ("customer", "both")
_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
_SAID_LIKING = (
    "care cares caring cared like likes liking love loves loving treat treats treated treating treatment well "
    "nice nicer nicely kind kindly kindness friendly friendlier friendliness respect respects respected "
    "respectful respectfully value values valued valuing appreciate appreciates appreciated appreciation warm "
    "warmly warmth polite politely happy happier happiness smile smiles welcome welcomed heart hearts special "
    "pleasant delighted delight feel feels good better best great important matter matters passion passionate "
    "listen listened dignity decent decently experience satisfied satisfaction excellent excellence "
    "fair fairly trust trusts trusted look looks looked looking after family committed commitment dedicated dedication "
    "focus focused king service services serve serves served improve improves improved improving "
)
_LIKING = frozenset(_SAID_LIKING.split())
_SAID_EMPTY_WORDS = (
    "a an the and or but of for to in on at by with as our ours we us i my me you your they them their it its "
    "this that these those is are be been being was were will would shall should can could may might must do does "
    "did have has had more most very really always every each all any so much about into from than then when who "
    "what which how customer customers client clients guest guests patient patients passenger passengers user "
    "users people person everyone everybody one company organisation organization team make makes made making get "
    "gets want wants show shows give gives giving given put puts first there here because truly simply just even "
    "also too still genuinely deeply sincerely everything do does doing come comes staff employees "
)
_EMPTY_WORDS = frozenset(_SAID_EMPTY_WORDS.split())


@dataclass(frozen=True, slots=True)
class Choice:
    """A decision or a finding with who benefits. `day` is its proleptic ordinal; `journey` is that of a finding."""

    id: str
    day: int
    title: str
    beneficiary: str | None
    outcome: str = ""
    leader: str = ""
    journey: str = ""
    state: str = ""  # of the journey
    out: str = ""  # why a finding stands in no figure: its walk is excluded, unfinished or tainted


@dataclass(frozen=True, slots=True)
class Quarter:
    """The choices of a quarter by who benefits."""

    year: int
    quarter: int
    customer: tuple[Choice, ...]
    both: tuple[Choice, ...]
    company: tuple[Choice, ...]

    @property
    def n(self) -> int:
        """How many choices have a beneficiary."""
        return len(self.customer) + len(self.both) + len(self.company)

    @property
    def share(self) -> float | None:
        """All-In share, 0..1; None where there is no choice."""
        return (len(self.customer) + len(self.both)) / self.n if self.n else None


@dataclass(frozen=True, slots=True)
class Shares:
    """All choices by who benefits, and quarter by quarter from the first to the last, gaps included."""

    customer: int
    both: int
    company: int
    undecided: int
    quarters: tuple[Quarter, ...]

    @property
    def n(self) -> int:
        """How many choices have a beneficiary."""
        return self.customer + self.both + self.company

    @property
    def share(self) -> float | None:
        """All-In share, 0..1."""
        return (self.customer + self.both) / self.n if self.n else None

    @property
    def interval(self) -> Interval | None:
        """Wilson's, from 8 on."""
        return wilson(self.customer + self.both, self.n) if self.n >= LEAST else None


@dataclass(frozen=True, slots=True)
class Spread:
    """What a team answered: how far the customer comes first (0..10), and who benefits."""

    values: tuple[int, ...]
    middle: float | None
    low: int | None
    high: int | None
    beneficiaries: tuple[tuple[str, int], ...]  # BENEFICIARIES' order

    @property
    def n(self) -> int:
        """How many answered."""
        return len(self.values)


def questioned(outcome: str) -> str | None:
    """A friendly sentence where an outcome names nothing that is different for the customer; None where it does.

    It looks for a word beside those of caring, liking and treating well, and beside those that say nothing: a number,
    a thing, a deed. It never forbids anything: it asks.
    """
    words = [word.casefold() for word in _WORD.findall(outcome)]
    if not words:
        return "What will be different for the customer? One thing that somebody could see or count is enough."
    if re.search(r"\d", outcome) or [word for word in words if word not in _LIKING and word not in _EMPTY_WORDS]:
        return None
    said = next((word for word in words if word in _LIKING), "")
    about = f"“{said}” says how we mean it" if said else "That says whom it is for"
    return f"{about}. What will the customer have, know or no longer have to do? That outcome is still missing."


def shares(choices: Iterable[Choice]) -> Shares:
    """The choices that count, by who benefits; those without a beneficiary stand apart."""
    every = [each for each in choices if not each.out]
    decided = [each for each in every if each.beneficiary is not None]
    found = {term.id: sum(each.beneficiary == term.id for each in decided) for term in BENEFICIARIES}
    return Shares(
        found["customer"], found["both"], found["company"], len(every) - len(decided), tuple(_quarters(decided))
    )


def _quarters(decided: Sequence[Choice]) -> list[Quarter]:
    """From the first quarter with a choice to the last one."""
    placed: dict[int, list[Choice]] = {}
    for each in decided:
        if each.day:
            day = date.fromordinal(each.day)
            placed.setdefault(4 * day.year + (day.month - 1) // 3, []).append(each)
    if not placed:
        return []
    return [_quarter(number, placed.get(number, [])) for number in range(min(placed), max(placed) + 1)]


def _quarter(number: int, own: Sequence[Choice]) -> Quarter:
    customer, both, company = (tuple(c for c in own if c.beneficiary == who) for who in ("customer", "both", "company"))
    return Quarter(number // 4, number % 4 + 1, customer, both, company)


def spread(replies: Sequence[Reply]) -> Spread:
    """How the answers of a session lie; the median and the ends, no mean of so few."""
    values = tuple(sorted(reply.all_in for reply in replies))
    counts = tuple((t.id, sum(r.beneficiary == t.id for r in replies)) for t in BENEFICIARIES)
    if not values:
        return Spread((), None, None, None, counts)
    return Spread(values, float(median(values)), values[0], values[-1], counts)


def headline(found: Shares) -> str:
    """The finding in one sentence, as far as n carries it."""
    if not found.n:
        return "No decision and no finding says yet who benefits"
    said = f"In {found.customer + found.both} of {found.n} decisions and findings the customer benefits"
    return f"{said}, {found.both} of them with the company" if found.both else said


def session_line(session: Session) -> str:
    """`5 answers from 2 to 9, median 7`."""
    found = spread(session.replies)
    if not found.n:
        return "nobody has answered yet"
    if found.n == 1:
        return "1 answer"
    return f"{found.n} answers from {found.low} to {found.high}, median {found.middle:g}"
