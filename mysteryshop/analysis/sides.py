"""What charts of several journeys are drawn from: one or two groups, their figures, and what was met where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from .intervals import Floats


@dataclass(frozen=True, slots=True)
class Felt:
    """How one touchpoint of one journey felt: the mean of the feelings noted there, -2..+2."""

    journey: str  # id
    touchpoint: str  # its name
    value: float


@dataclass(frozen=True, slots=True)
class Rubbed:
    """Frictions of one category ("" where none was noted) at one touchpoint of one journey."""

    journey: str
    touchpoint: str
    category: str
    count: int


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One group: journeys by id, a line that names each, and a column of numbers a metric (NaN is undefined)."""

    name: str
    journeys: tuple[str, ...]
    labels: tuple[str, ...]
    numbers: Mapping[str, Floats]

    @property
    def n(self) -> int:
        """How many journeys there are."""
        return len(self.journeys)

    def column(self, field_name: str) -> Floats:
        """The metric's value of each journey; all NaN where there is no such column."""
        found = self.numbers.get(field_name)
        return found if found is not None else np.full(self.n, np.nan)


@dataclass(frozen=True, slots=True, eq=False)
class Sides:
    """One group, or two against each other. `touchpoints` are in the order of the plan; none where plans differ."""

    sides: tuple[Side, ...]
    touchpoints: tuple[str, ...] = ()
    felt: tuple[Felt, ...] = field(default=(), repr=False)
    rubbed: tuple[Rubbed, ...] = field(default=(), repr=False)

    @property
    def n(self) -> int:
        """All journeys."""
        return sum(side.n for side in self.sides)

    def label_of(self) -> dict[str, str]:
        """The line that names each journey, by id."""
        return {ident: words for side in self.sides for ident, words in zip(side.journeys, side.labels, strict=True)}


def feelings(side: Side, felt: Sequence[Felt]) -> dict[str, dict[str, float]]:
    """By touchpoint and journey: how it felt, for journeys of that side."""
    wanted, found = set(side.journeys), dict[str, dict[str, float]]()
    for each in felt:
        if each.journey in wanted:
            found.setdefault(each.touchpoint, {})[each.journey] = each.value
    return found
