"""The journeys of a choice touchpoint by touchpoint: what curves, durations and heat maps are drawn from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mysteryshop.store import kept
from mysteryshop.store.database import Database
from mysteryshop.vocabulary import CATEGORIES

from .figures import Array, Figures, Floats, frozen

Objects = NDArray[np.object_]
Ints = NDArray[np.int64]
Where = tuple[str, str]  # key ("" outside the plan) and name
_MEASURES = ("planned_s", "actual_s", "wait_s", "contacts", "emotion", "silence_s")
_CATEGORIES: Objects = np.array(["", *(term.id for term in sorted(CATEGORIES, key=lambda t: t.code))], dtype=object)
_READ: Mapping[str, tuple[Callable[[Database, Sequence[int]], Iterable[kept.Page]], Sequence[str]]] = {
    "touchpoints": (kept.touchpoints, kept.TOUCHPOINT_FIELDS),
    "frictions": (kept.frictions, kept.FRICTION_FIELDS),
    "ungraded": (kept.ungraded, kept.UNGRADED_FIELDS),
    "expected": (kept.expected, kept.EXPECTED_FIELDS),
}


@dataclass(frozen=True)
class Touchpoints:
    """One entry for each touchpoint of each journey, by journey and then in the plan's order.

    `journey` is the index within the figures that were asked for; `where` numbers the touchpoint as the table's
    `places` do. `entered` is -1 where it was never entered. Lengths are seconds without pauses, NaN where it was not
    visited or nothing was noted.
    """

    places: Sequence[Where]
    journey: Ints
    place: Ints
    where: Ints
    result: Objects  # completed, failed, missing, ad hoc, out of sequence
    entered: Ints  # order of first entry, from 0
    planned_s: Floats
    actual_s: Floats
    wait_s: Floats
    contacts: Floats
    emotion: Floats
    silence_s: Floats  # the longest silence that began there

    def __len__(self) -> int:
        return len(self.journey)

    @property
    def key(self) -> Objects:
        """The touchpoints' keys; "" outside the plan."""
        return _said(self.places, self.where, 0)

    @property
    def name(self) -> Objects:
        """The touchpoints' names."""
        return _said(self.places, self.where, 1)


@dataclass(frozen=True)
class Frictions:
    """One entry for each category of friction at each touchpoint of each journey; `severity` is the sum of severities.

    `ungraded` of them have none. Outside the plan `key` is "", and `name` "" too before the first visit; `category` is
    "" where none was noted.
    """

    places: Sequence[Where]
    journey: Ints
    where: Ints
    codes: Ints  # of the categories, 0 where none was noted
    count: Ints
    severity: Ints
    ungraded: Ints

    def __len__(self) -> int:
        return len(self.journey)

    @property
    def category(self) -> Objects:
        """The categories' ids; "" where none was noted."""
        return frozen(_CATEGORIES[self.codes])

    @property
    def key(self) -> Objects:
        """The touchpoints' keys; "" outside the plan."""
        return _said(self.places, self.where, 0)

    @property
    def name(self) -> Objects:
        """The touchpoints' names."""
        return _said(self.places, self.where, 1)


@dataclass(frozen=True)
class Expected:
    """What was expected of a touchpoint, an entry for each; NaN where that was left open. The last word counts."""

    journey: Ints
    where: Ints
    wait_s: Floats
    contacts: Floats
    feeling: Floats


class TouchpointTable:
    """All journeys touchpoint by touchpoint in memory. One thread at a time; what it returns may go anywhere."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._versions: dict[int, Any] = {}
        self._numbers: dict[Where, int] = {}
        self.places: list[Where] = []
        self._kept = {name: self._arrays(name, (), frozenset()) for name in _READ}

    def bring_up(self, versions: Mapping[int, Any]) -> None:
        """Read what changed: `versions` says of every journey's number in which state it is."""
        changed = [key for key, version in versions.items() if self._versions.get(key) != version]
        gone = [key for key in self._versions if key not in versions]
        if not changed and not gone:
            return
        stale = np.array([*changed, *gone])
        for name, (read, _) in _READ.items():
            old, fresh = self._kept[name], self._arrays(name, read(self._database, changed), frozenset(changed))
            rest = ~np.isin(old["journey"], stale)
            self._kept[name] = {each: np.concatenate([old[each][rest], fresh[each]]) for each in old}
        self._versions = dict(versions)

    def touchpoints(self, of: Figures) -> Touchpoints:
        """The touchpoints of those journeys, as they were when their figures were kept."""
        said = self._of("touchpoints", of, "place")
        return Touchpoints(
            tuple(self.places), said["journey"], said["place"].astype(np.int64), said["where"],
            frozen(said["result"]), np.where(np.isnan(said["entered"]), -1, said["entered"]).astype(np.int64),
            *(frozen(said[name]) for name in _MEASURES),
        )  # fmt: skip

    def frictions(self, of: Figures) -> Frictions:
        """The frictions of those journeys by touchpoint and category, as they were when their figures were kept."""
        said, less = self._of("frictions", of, "place"), self._of("ungraded", of, "category")
        without = {
            key: int(count)
            for *key_, count in zip(less["journey"], less["where"], less["category"], less["count"], strict=True)
            for key in (tuple(map(int, key_)),)
        }
        ungraded = np.zeros(len(said["journey"]), dtype=np.int64)
        if without:
            keys = zip(said["journey"].tolist(), said["where"].tolist(), said["category"].astype(int), strict=True)
            ungraded[:] = [without.get(key, 0) for key in keys]
        return Frictions(
            tuple(self.places), said["journey"], said["where"], said["category"].astype(np.int64),
            said["count"].astype(np.int64), said["severity"].astype(np.int64), frozen(ungraded),
        )  # fmt: skip

    def expected(self, of: Figures) -> Expected:
        """What was expected of the touchpoints of those journeys."""
        said = self._of("expected", of, "ordinal")
        return Expected(said["journey"], said["where"], *(said[name] for name in ("wait_s", "contacts", "feeling")))

    def _of(self, name: str, of: Figures, then: str) -> dict[str, Array]:
        """The rows of these journeys, `journey` as their index; in the figures' order, then by the column `then`."""
        said = self._kept[name]
        by_key = np.argsort(of["key"], kind="stable")
        keys = of["key"][by_key]
        if not len(keys):
            return {each: column[:0] for each, column in said.items()}
        at = np.minimum(np.searchsorted(keys, said["journey"]), len(keys) - 1)
        mine = np.flatnonzero(keys[at] == said["journey"])
        journey = by_key[at[mine]].astype(np.int64)
        order = np.lexsort((said[then][mine], journey))
        return {each: column[mine[order]] for each, column in said.items()} | {"journey": frozen(journey[order])}

    def _arrays(self, name: str, pages: Iterable[kept.Page], wanted: frozenset[int]) -> dict[str, Array]:
        """Columns of the pages' rows of those journeys; key and name of the touchpoint become one number.

        Page by page, so that no step holds up the window's thread.
        """
        fields = [field for field in _READ[name][1] if field not in ("touchpoint", "name")]
        kinds = {field: object if field == "result" else np.float64 for field in fields} | {"journey": np.int64}
        found: dict[str, list[Array]] = {
            each: [np.empty(0, dtype=kind)] for each, kind in (kinds | {"where": np.int64}).items()
        }
        for page in pages:
            said = dict(zip(_READ[name][1], zip(*page, strict=True), strict=True))
            every = wanted.issuperset(said["journey"])
            mine = slice(None) if every else np.array([key in wanted for key in said["journey"]], dtype=np.bool_)
            for field in fields:
                found[field].append(np.array(said[field], dtype=kinds[field])[mine])
            names = said.get("name", ("",) * len(page))
            numbers = [self._number(key, words) for key, words in zip(said["touchpoint"], names, strict=True)]
            found["where"].append(np.array(numbers, dtype=np.int64)[mine])
        return {each: np.concatenate(arrays) for each, arrays in found.items()}

    def _number(self, key: str, name: str) -> int:
        where = (key, "") if key else ("", name)
        number = self._numbers.get(where)
        if number is None:
            number = self._numbers[where] = len(self.places)
            self.places.append((key, name))
        elif name and self.places[number][1] != name:
            self.places[number] = (key, name)  # the newest name of a touchpoint that was renamed
        return number


def touchpoints(database: Database, of: Figures) -> Touchpoints:
    """The touchpoints of those journeys, read once; whoever asks again keeps a `FigureTable`."""
    return _once(database, of).touchpoints(of)


def frictions(database: Database, of: Figures) -> Frictions:
    """The frictions of those journeys, read once; whoever asks again keeps a `FigureTable`."""
    return _once(database, of).frictions(of)


def _once(database: Database, of: Figures) -> TouchpointTable:
    table = TouchpointTable(database)
    table.bring_up(dict.fromkeys(of["key"].tolist(), 0))
    return table


def _said(places: Sequence[Where], where: Ints, part: int) -> Objects:
    names = np.empty(len(places) + 1, dtype=object)
    names[: len(places)] = [place[part] for place in places]
    found: Objects = names[where]
    return frozen(found)
