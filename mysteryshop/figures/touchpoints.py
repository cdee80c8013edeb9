"""The journeys of a choice touchpoint by touchpoint: what curves, durations and heat maps are drawn from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mysteryshop.store import kept
from mysteryshop.store.database import Database
from mysteryshop.vocabulary import CATEGORIES

from .figures import Array, Figures, Floats, frozen

Objects = NDArray[np.object_]
Indices = NDArray[np.intp]
_MEASURES = ("planned_s", "actual_s", "wait_s", "contacts", "emotion", "silence_s")
_TEXTS = frozenset({"touchpoint", "name", "result"})
_CATEGORIES: Objects = np.array(["", *(term.id for term in sorted(CATEGORIES, key=lambda t: t.code))], dtype=object)


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
    said = _columns(kept.touchpoints(database, of["key"].tolist()), kept.TOUCHPOINT_FIELDS, of)
    entered = said["entered"]
    return Touchpoints(
        said["journey"].astype(np.intp),
        said["place"].astype(np.int64),
        frozen(said["touchpoint"]),
        frozen(said["name"]),
        frozen(said["result"]),
        np.where(np.isnan(entered), -1, entered).astype(np.int64),
        *(frozen(said[name]) for name in _MEASURES),
    )


def frictions(database: Database, of: Figures) -> Frictions:
    """The frictions of those journeys by touchpoint and category, as they were when their figures were kept."""
    said = _columns(kept.frictions(database, of["key"].tolist()), kept.FRICTION_FIELDS, of)
    return Frictions(
        said["journey"].astype(np.intp),
        said["place"].astype(np.int64),
        frozen(said["touchpoint"]),
        frozen(said["name"]),
        _CATEGORIES[said["category"].astype(np.intp)],
        said["count"].astype(np.int64),
        said["severity"].astype(np.int64),
    )


def _columns(pages: Iterable[kept.Page], names: Sequence[str], of: Figures) -> dict[str, Array]:
    """Columns of the rows that are of these journeys, `journey` as their index; in the figures' order, then by place.

    Page by page, so that no step holds up the window's thread.
    """
    kinds = [object if name in _TEXTS else np.float64 for name in names]
    found: list[list[Array]] = [[np.empty(0, dtype=kind)] for kind in kinds]
    for page in pages:
        for arrays, kind, values in zip(found, kinds, zip(*page, strict=True), strict=True):
            arrays.append(np.array(values, dtype=kind))
    said = {name: np.concatenate(arrays) for name, arrays in zip(names, found, strict=True)}
    by_key = np.argsort(of["key"], kind="stable")
    keys = of["key"][by_key]
    at = np.minimum(np.searchsorted(keys, said["journey"]), max(0, len(keys) - 1))
    mine = np.flatnonzero(keys[at] == said["journey"]) if len(keys) else np.empty(0, dtype=np.intp)
    said["journey"] = by_key[at] if len(keys) else at
    order = mine[np.lexsort((said["place"][mine], said["journey"][mine]))]
    return {name: column[order] for name, column in said.items()}
