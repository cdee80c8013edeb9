"""Journeys side by side as arrays: heads, and one column a figure. Frozen; NaN is undefined."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from mysteryshop.analysis import pooling
from mysteryshop.analysis.figure_columns import FIGURE_COLUMNS

from .filters import sentence

Array: TypeAlias = NDArray[Any]
Floats: TypeAlias = NDArray[np.float64]
NEVER = np.iinfo(np.int64).min  # an instant or a day that there is none of
HEADS: Mapping[str, Any] = MappingProxyType(
    {
        "key": np.int64,  # the store's number of the journey
        "edits": np.int64,
        **dict.fromkeys(("id", "template", "template_name", "place", "relationship"), object),
        **dict.fromkeys(("persona", "leader", "zone", "state", "origin"), object),
        "tags": object,  # one a line
        **dict.fromkeys(("started_at", "ended_at", "created_at"), np.int64),  # microseconds UTC, or NEVER
        **dict.fromkeys(("tainted", "demo", "seal_broken"), np.bool_),
        "current": np.bool_,  # whether the figures are of the journey as it stands
        "day": np.int64,  # ordinal of the date on which it began, where it was walked; or NEVER
        "year": np.int64,  # of that day; 0 where it has not begun
    }
)
_PLACE = {column.field: index for index, column in enumerate(FIGURE_COLUMNS)}
_NO_REASONS: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True)
class Figures:
    """n journeys: `figures["place"]`, `figures["longest_silence_s"]`; all arrays have one entry a journey.

    Heads are as in HEADS, figures float64 in the order of FIGURE_COLUMNS. `left_out` counts those that the filter
    found and that do not count, by the first reason why.
    """

    heads: Mapping[str, Array]
    values: Floats  # journeys x FIGURE_COLUMNS
    left_out: Mapping[str, int] = field(default_factory=lambda: _NO_REASONS)

    def __len__(self) -> int:
        return len(self.values)

    def __getitem__(self, name: str) -> Array:
        """A head's or a figure's column; KeyError where there is none."""
        if name in self.heads:
            return self.heads[name]
        column: Array = self.values[:, _PLACE[name]]
        return column

    @property
    def ids(self) -> Array:
        """The journeys' ids."""
        return self.heads["id"]

    @property
    def sentence(self) -> str:
        """`12 journeys; 3 left out: 2 tainted and 1 unfinished.`"""
        return sentence(len(self), self.left_out)

    @property
    def out_of_date(self) -> int:
        """How many of them have figures of an earlier state, or none yet."""
        return int(len(self) - self.heads["current"].sum())

    @cached_property
    def position(self) -> Mapping[str, int]:
        """Where each id stands."""
        return {ident: index for index, ident in enumerate(self.ids)}

    def take(self, which: Any) -> Figures:
        """Those journeys, in that order: indices or a mask."""
        return replace(self, heads={n: frozen(a[which]) for n, a in self.heads.items()}, values=self._rows(which))

    def slim(self, heads: Sequence[str]) -> Figures:
        """The same journeys with these heads only and without figures: for whoever only counts them."""
        return replace(self, heads={name: self.heads[name] for name in heads}, values=np.empty((len(self), 0)))

    def _rows(self, which: Any) -> Floats:
        return frozen(self.values[which])

    def order(self, name: str, *, descending: bool = False) -> NDArray[np.intp]:
        """The indices that sort by a column; what is undefined stands last either way, equals by when they began."""
        column = self[name]
        if column.dtype == object:
            folded = [str(value).casefold() for value in column]
            _, column = np.unique(np.array(folded, dtype=np.str_), return_inverse=True)
        keys = column.astype(np.float64)
        keys[column == NEVER] = np.nan
        keys = -keys if descending else keys
        ties = self.heads["started_at"] if not descending else -self.heads["started_at"]
        return np.lexsort((self.heads["key"], ties, keys))

    def split(self, name: str) -> dict[Any, Figures]:
        """One group for each value of a column, in order; journeys without a value are in none."""
        column = self[name]
        missing = column == NEVER if column.dtype == np.int64 else np.zeros(len(self), dtype=np.bool_)
        if column.dtype == np.float64:
            missing = np.isnan(column)
        found = sorted(
            set(column[~missing].tolist()), key=lambda v: (isinstance(v, str), str(v) if isinstance(v, str) else v)
        )
        return {value: self.take(column == value) for value in found}

    def keep_apart(self, *, pool: Sequence[str] = ()) -> None:
        """InputError where they are of several origins or relationships, unless `pool` names that column."""
        pooling.keep_apart(
            _Head(o, r) for o, r in zip(self._alike("origin", pool), self._alike("relationship", pool), strict=True)
        )

    def _alike(self, name: str, pool: Sequence[str]) -> Iterator[str]:
        values = self.heads[name].tolist()
        return iter(values[:1] * len(values) if name in pool else values)


@dataclass(frozen=True, slots=True)
class _Head:
    origin: str
    relationship: str
    state: str = "finalised"
    tainted: bool = False


def frozen(array: Array) -> Array:
    """The array, from now on read-only."""
    array.flags.writeable = False
    return array


def joined(parts: Sequence[Figures]) -> Figures:
    """All of them, in the order of the journeys' numbers."""
    order = np.argsort(np.concatenate([part["key"] for part in parts]), kind="stable")
    heads = {name: frozen(np.concatenate([part.heads[name] for part in parts])[order]) for name in HEADS}
    return Figures(heads, frozen(np.concatenate([part.values for part in parts])[order]))
