"""Whom you have walked as, and whom never: walks by relationship and quarter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mysteryshop.vocabulary import RELATIONSHIPS

from .cadence import Walk

QUARTERS = 8  # shown, the last one that of today


@dataclass(frozen=True, slots=True)
class Cell:
    """The walks as one relationship in one quarter."""

    walks: tuple[Walk, ...]

    @property
    def n(self) -> int:
        """How many."""
        return len(self.walks)


@dataclass(frozen=True, slots=True)
class Row:
    """One relationship: its walks by quarter, and all there ever were."""

    relationship: str  # id
    label: str
    cells: tuple[Cell, ...]
    ever: int

    @property
    def never(self) -> bool:
        """Whether nobody has ever walked so."""
        return self.ever == 0


@dataclass(frozen=True, slots=True)
class Coverage:
    """Every relationship but that to one's own manager, who is no customer; quarters as (year, quarter)."""

    quarters: tuple[tuple[int, int], ...]
    rows: tuple[Row, ...]
    n: int  # walks ever

    @property
    def never(self) -> tuple[Row, ...]:
        """As whom nobody has walked."""
        return tuple(row for row in self.rows if row.never)


def coverage(walks: Sequence[Walk], today: int) -> Coverage:
    """Walks that were begun, by relationship, over the last eight quarters."""
    now = _quarter(today)
    numbers = range(now - QUARTERS + 1, now + 1)
    begun = [walk for walk in walks if 0 < walk.day <= today]
    terms = [t for t in RELATIONSHIPS if t.id != "manager" or any(w.relationship == "manager" for w in begun)]
    rows = []
    for term in terms:
        own = [walk for walk in begun if walk.relationship == term.id]
        cells = tuple(Cell(tuple(w for w in own if _quarter(w.day) == number)) for number in numbers)
        rows.append(Row(term.id, term.label, cells, len(own)))
    return Coverage(tuple((number // 4, number % 4 + 1) for number in numbers), tuple(rows), len(begun))


def _quarter(day: int) -> int:
    when = date.fromordinal(day)
    return 4 * when.year + (when.month - 1) // 3


def headline(found: Coverage) -> str:
    """The finding in one sentence."""
    if not found.n:
        return "Nobody has been a customer yet"
    never = [row.label.lower() for row in found.never]
    if not never:
        return f"Walked as every kind of customer ({found.n} walks)"
    said = never[0] if len(never) == 1 else f"{', '.join(never[:-1])} or {never[-1]}"
    return f"Never walked as {said}"
