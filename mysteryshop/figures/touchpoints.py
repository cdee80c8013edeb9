"""The journeys of a choice touchpoint by touchpoint: what curves, durations and heat maps are drawn from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mysteryshop.store import kept
from mysteryshop.store.database import Database
from mysteryshop.vocabulary import CATEGORIES

from .figures import Figures, Floats, frozen

Objects = NDArray[np.object_]
Indices = NDArray[np.intp]
_MEASURES = ("planned_s", "actual_s", "wait_s", "contacts", "emotion", "silence_s")
_CATEGORIES = {0: ""} | {term.code: term.id for term in CATEGORIES}


@dataclass(frozen=True)
class Touchpoints:
    """One entry for each touchpoint of each journey, by journey and then in the plan's order.

    `journey` is the index within the figures that were asked for. `key` is "" outside the plan, `entered` -1 where it
    was never entered. Lengths are seconds without pauses, NaN where it was not visited or nothing was noted.
    """

    journey: Indices
    place: NDArray[np.int64]
    key: Objects
    name: Objects
    result: Objects  # completed, failed, missing, ad hoc, out of sequence
    entered: NDArray[np.int64]  # order of first entry, from 0
    planned_s: Floats
    actual_s: Floats
    wait_s: Floats
    contacts: Floats
    emotion: Floats
    silence_s: Floats  # the longest silence that began there

    def __len__(self) -> int:
        return len(self.journey)


@dataclass(frozen=True)
class Frictions:
    """One entry for each category of friction at each touchpoint of each journey; `severity` is the sum of severities.

    `key` is "" outside the plan, and `name` "" too before the first visit; `category` is "" where none was noted.
    """

    journey: Indices
    place: NDArray[np.int64]
    key: Objects
    name: Objects
    category: Objects
    count: NDArray[np.int64]
    severity: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.journey)


def touchpoints(database: Database, of: Figures) -> Touchpoints:
    """The touchpoints of those journeys, as they were when their figures were kept."""
    rows = _of(kept.touchpoints(database, _keys(of)), of)
    said = dict(zip(kept.TOUCHPOINT_FIELDS, zip(*rows, strict=True) if rows else [()] * 12, strict=True))
    return Touchpoints(
        _indices(said["journey"]),
        _whole(said["place"]),
        _words(key or "" for key in said["touchpoint"]),
        _words(said["name"]),
        _words(said["result"]),
        _whole(-1 if rank is None else rank for rank in said["entered"]),
        *(frozen(np.array(said[name], dtype=np.float64)) for name in _MEASURES),
    )


def frictions(database: Database, of: Figures) -> Frictions:
    """The frictions of those journeys by touchpoint and category, as they were when their figures were kept."""
    rows = _of(kept.frictions(database, _keys(of)), of)
    said = dict(zip(kept.FRICTION_FIELDS, zip(*rows, strict=True) if rows else [()] * 7, strict=True))
    return Frictions(
        _indices(said["journey"]),
        _whole(said["place"]),
        _words(key or "" for key in said["touchpoint"]),
        _words(said["name"]),
        _words(_CATEGORIES[code] for code in said["category"]),
        _whole(said["count"]),
        _whole(said["severity"]),
    )


def _keys(of: Figures) -> list[int]:
    keys: list[int] = of["key"].tolist()
    return keys


def _of(rows: Sequence[tuple[Any, ...]], of: Figures) -> list[tuple[Any, ...]]:
    """Those rows that are of these journeys, with the journey's index for its number; in the figures' order."""
    index = {key: index for index, key in enumerate(_keys(of))}
    return sorted(((index[row[0]], *row[1:]) for row in rows if row[0] in index), key=lambda row: row[:2])


def _indices(values: Iterable[int]) -> Indices:
    return frozen(np.array(list(values), dtype=np.intp))


def _whole(values: Iterable[int]) -> NDArray[np.int64]:
    return frozen(np.array(list(values), dtype=np.int64))


def _words(values: Iterable[str]) -> Objects:
    found = list(values)
    array = np.empty(len(found), dtype=object)
    array[:] = found
    return frozen(array)
