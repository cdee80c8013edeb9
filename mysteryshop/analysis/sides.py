"""What charts of several journeys are drawn from: one or more groups, their figures, and what was met where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from mysteryshop.vocabulary import CATEGORIES

from .intervals import Floats

Ints = NDArray[np.int64]
_CATEGORIES = {term.code: term.id for term in CATEGORIES}
_WIDE = 256  # more than there are categories


def _no_floats() -> Floats:
    return np.empty(0)


def _no_ints() -> Ints:
    return np.empty(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Behind:
    """Which moments a mark stands for: of these kinds (all where none is named), at these places, of one category.

    `places` are touchpoints' keys, or their names outside the plan; none asks for none, as `category` None does.
    `contact` asks of communications for what was "told" or for a "chase"; `levels` for these only; `having` for those
    with a "role", a counterpart, or where somebody "listened". Without `moments` no moment stands behind it, only
    journeys. `figures` are the fields shown beside each journey, the first one in the order of the journeys.
    """

    words: str
    kinds: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    category: str | None = None
    contact: str = ""
    levels: tuple[int, ...] = ()
    having: str = ""
    moments: bool = True
    figures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Rests:
    """What the drivers rest on: the journeys that have every value, and what stands behind each predictor in them."""

    journeys: tuple[str, ...]
    behind: Mapping[str, Behind]


@dataclass(frozen=True, slots=True, eq=False)
class Met:
    """One group touchpoint by touchpoint: one entry for each touchpoint that a journey planned or met.

    `journey` is the index within the group, `row` that of Sides.places, `entered` the rank of first entry (-1: never).
    Lengths in seconds without pauses; `feeling` -2..+2; `silence_s` the longest silence that began there; NaN is
    undefined. `expected_...` is what was expected of it before.
    """

    journey: Ints = field(default_factory=_no_ints)
    row: Ints = field(default_factory=_no_ints)
    entered: Ints = field(default_factory=_no_ints)
    planned_s: Floats = field(default_factory=_no_floats)
    actual_s: Floats = field(default_factory=_no_floats)
    wait_s: Floats = field(default_factory=_no_floats)
    contacts: Floats = field(default_factory=_no_floats)
    feeling: Floats = field(default_factory=_no_floats)
    silence_s: Floats = field(default_factory=_no_floats)
    expected_wait_s: Floats = field(default_factory=_no_floats)
    expected_contacts: Floats = field(default_factory=_no_floats)
    expected_feeling: Floats = field(default_factory=_no_floats)


@dataclass(frozen=True, slots=True, eq=False)
class Rubs:
    """The frictions of one group by journey, place and category: its code in the vocabulary, 0 where none was noted.

    `graded` of them have a severity, and `severity` is the sum of those.
    """

    journey: Ints = field(default_factory=_no_ints)
    row: Ints = field(default_factory=_no_ints)
    category: Ints = field(default_factory=_no_ints)
    count: Ints = field(default_factory=_no_ints)
    graded: Ints = field(default_factory=_no_ints)
    severity: Ints = field(default_factory=_no_ints)

    def classes(self) -> dict[tuple[int, str], NDArray[np.intp]]:
        """The entries of each class, by row and the category's id ("" where none was noted)."""
        keys = self.row * _WIDE + self.category
        order = np.argsort(keys, kind="stable")
        found, starts = np.unique(keys[order], return_index=True)
        parts = np.split(order, starts[1:]) if len(found) else []
        return {
            (int(key) // _WIDE, _CATEGORIES.get(int(key) % _WIDE, "")): part
            for key, part in zip(found, parts, strict=True)
        }


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One group: journeys by id, a line that names each, and a column of numbers a metric (NaN is undefined)."""

    name: str
    journeys: tuple[str, ...]
    labels: tuple[str, ...]
    numbers: Mapping[str, Floats]
    met: Met = field(default_factory=Met, repr=False)
    rubs: Rubs = field(default_factory=Rubs, repr=False)

    @property
    def n(self) -> int:
        """How many journeys there are."""
        return len(self.journeys)

    def column(self, field_name: str) -> Floats:
        """The metric's value of each journey; all NaN where there is no such column."""
        found = self.numbers.get(field_name)
        return found if found is not None else np.full(self.n, np.nan)

    def ids(self, which: NDArray[np.int64] | NDArray[np.intp]) -> tuple[str, ...]:
        """The ids of those journeys."""
        return tuple(self.journeys[index] for index in which.tolist())


@dataclass(frozen=True, slots=True)
class Place:
    """A touchpoint of the plan (`key`), or one outside it (`key` is "")."""

    key: str
    name: str

    @property
    def ident(self) -> str:
        """What its moments are found by."""
        return self.key or self.name


@dataclass(frozen=True, slots=True, eq=False)
class Sides:
    """One group, or several against each other.

    `places` are all touchpoints met; the first `planned` of them are the plan in its order, none where plans differ.
    `limits` are the seconds of silence that are in order, by key, as the newest of the journeys has them.
    """

    sides: tuple[Side, ...]
    places: tuple[Place, ...] = ()
    planned: int = 0
    limits: Mapping[str, float] = field(default_factory=dict)

    @property
    def n(self) -> int:
        """All journeys."""
        return sum(side.n for side in self.sides)

    @property
    def touchpoints(self) -> tuple[str, ...]:
        """The names of the plan's touchpoints in its order; none where plans differ."""
        return tuple(place.name for place in self.places[: self.planned])

    def label_of(self) -> dict[str, str]:
        """The line that names each journey, by id."""
        return {ident: words for side in self.sides for ident, words in zip(side.journeys, side.labels, strict=True)}
