"""Chains across journeys: a condition of the people who serve, the touchpoint where it shows, what the customer felt.

A chain is one condition at one touchpoint of one template; findings that name both are its evidence. Walks over that
touchpoint after the first of them can test it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mysteryshop.practice import ChainTest
from mysteryshop.vocabulary import CONDITIONS, by_id

from .found import Board, Found, Walk
from .proofs import counts_as_proof


@dataclass(frozen=True, slots=True)
class Chain:
    """One condition at one touchpoint."""

    condition: str  # CONDITIONS
    template: str
    template_name: str
    touchpoint: str  # key, or an ad hoc visit's name; "" where the findings name none
    name: str  # of the touchpoint
    found: tuple[Found, ...]
    tests: tuple[ChainTest, ...] = ()
    later: tuple[Walk, ...] = ()  # walks that could test it and have not yet, the newest first

    @property
    def key(self) -> tuple[str, str, str]:
        """What names the chain."""
        return self.condition, self.template, self.touchpoint

    @property
    def label(self) -> str:
        """The condition in words."""
        return by_id(CONDITIONS, self.condition).label

    @property
    def frictions(self) -> dict[str, int]:
        """The frictions behind it, each once: moment, severity."""
        return {ident: level for f in self.found for ident, level in f.severities}

    @property
    def severity(self) -> int:
        """The sum of their severities."""
        return sum(self.frictions.values())

    @property
    def worst(self) -> int:
        """The gravest of them; 0 where none is graded."""
        return max(self.frictions.values(), default=0)

    @property
    def journeys(self) -> int:
        """How many walks found it."""
        return len({f.walk.id for f in self.found})

    @property
    def verdict(self) -> str:
        """What most tests say (CHAIN_VERDICTS), the latest walk's where they are even; untested where there is none."""
        said = [t.verdict for t in self.tests if t.verdict != "untested"]
        return max(said, key=lambda verdict: (said.count(verdict), verdict == said[-1])) if said else "untested"

    @property
    def effects(self) -> tuple[str, ...]:
        """What customers felt of it, each once, the commonest first."""
        counts: dict[str, list[str]] = {}
        for f in self.found:
            if f.finding.effect.strip():
                counts.setdefault(alike(f.finding.effect), []).append(f.finding.effect.strip())
        return tuple(said[0] for said in sorted(counts.values(), key=len, reverse=True))

    def found_again(self, walk: Walk) -> bool:
        """Whether that walk brought a finding of the same chain."""
        return any(f.walk.id == walk.id for f in self.found)


def alike(words: str) -> str:
    """The words without what makes no difference: case, spaces, a full stop."""
    return " ".join(words.split()).casefold().rstrip(".! ")


def chains(board: Board, found: Iterable[Found] | None = None) -> tuple[Chain, ...]:
    """The chains of those findings (all, where left out) that name a condition; what was suffered most first."""
    grouped: dict[tuple[str, str, str], list[Found]] = {}
    for each in board.found if found is None else found:
        if each.finding.condition:
            key = (each.finding.condition, each.walk.template, each.finding.touchpoint or "")
            grouped.setdefault(key, []).append(each)
    made = [_chain(board, key, group) for key, group in grouped.items()]
    return tuple(sorted(made, key=lambda c: (-c.severity, -len(c.found), c.name.casefold(), c.key)))


def _chain(board: Board, key: tuple[str, str, str], group: list[Found]) -> Chain:
    condition, template, touchpoint = key
    first = group[0]
    started = {w.id: w.started_at or 0 for w in board.walked(template, touchpoint)}
    tests = [t for t in board.tests if (t.condition, t.template, t.touchpoint) == key]
    tests.sort(key=lambda t: started.get(t.journey, 0))  # stable: as entered, where the walk is not known
    tested = {t.journey for t in tests}
    begun = min((f.walk.started_at for f in group if f.walk.started_at is not None), default=None)
    later = tuple(
        walk
        for walk in board.walked(template, touchpoint)
        if touchpoint
        and begun is not None
        and counts_as_proof(walk)
        and (walk.started_at or 0) > begun
        and walk.id not in tested
    )
    return Chain(
        condition, template, first.walk.template_name, touchpoint, first.touchpoint or touchpoint, tuple(group),
        tuple(tests), later,
    )  # fmt: skip
