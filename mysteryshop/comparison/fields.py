"""What journeys are grouped and filtered by: each field's values in words, in the order in which they are offered."""

from __future__ import annotations

from calendar import day_name
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from mysteryshop import vocabulary
from mysteryshop.figures import Figures

Choice = tuple[str, str, int]  # value, label, journeys
Words = NDArray[np.object_]
_TERMS: Mapping[str, Sequence[vocabulary.Term]] = {
    "relationship": vocabulary.RELATIONSHIPS,
    "state": vocabulary.STATES,
    "origin": vocabulary.ORIGINS,
}
_NEWEST_FIRST = ("year", "half-year", "quarter")
_DAYS = tuple(day_name)


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its label, and how its value is read off journeys as text; "" where there is none.

    A journey may have `several` values, one a line.
    """

    label: str
    of: Callable[[Figures], Words]
    several: bool = False


def _head(name: str) -> Field:
    return Field(name, lambda found: found[name])


def _by_day(label: str, said: Callable[[date], str]) -> Field:
    @lru_cache(4096)
    def of_day(ordinal: int) -> str:
        return said(date.fromordinal(ordinal)) if ordinal > 0 else ""

    return Field(label, lambda found: _texts([of_day(day) for day in found["day"].tolist()]))


FIELDS: Mapping[str, Field] = {
    "year": _by_day("year", lambda day: f"{day.year}"),
    "half-year": _by_day("half-year", lambda day: f"{day.year} H{1 if day.month <= 6 else 2}"),
    "quarter": _by_day("quarter", lambda day: f"{day.year} Q{(day.month + 2) // 3}"),
    "weekday": _by_day("weekday", lambda day: _DAYS[day.weekday()]),
    "leader": _head("leader"),
    "place": _head("place"),
    "persona": _head("persona"),
    "relationship": _head("relationship"),
    "tag": Field("tag", lambda found: found["tags"], several=True),
    "template": _head("template"),
    "origin": _head("origin"),
    "state": _head("state"),
}


def values(found: Figures, name: str) -> Words:
    """The field's value of each journey as text; "" where there is none."""
    return FIELDS[name].of(found)


def members(found: Figures, name: str, value: str) -> NDArray[np.bool_]:
    """Which journeys have that value."""
    said = values(found, name)
    if FIELDS[name].several:
        return np.array([value in words.split("\n") for words in said], dtype=np.bool_)
    mask: NDArray[np.bool_] = said == value
    return mask


def counted(found: Figures, name: str) -> tuple[Choice, ...]:
    """The values that there are with how many journeys: the newest first, days in order, else by name."""
    names = dict(zip(found["template"].tolist(), found["template_name"].tolist(), strict=True))
    labels = names if name == "template" else {term.id: term.label for term in _TERMS.get(name, ())}
    words = values(found, name).tolist()
    counts = Counter(tag for each in words for tag in each.split("\n")) if FIELDS[name].several else Counter(words)
    rows = [(value, labels.get(value, value), n) for value, n in counts.items() if value]
    if name in _NEWEST_FIRST:
        return tuple(sorted(rows, reverse=True))
    if name == "weekday":
        return tuple(sorted(rows, key=lambda row: _DAYS.index(row[0])))
    return tuple(sorted(rows, key=lambda row: (-row[2] if name == "template" else 0, row[1].casefold())))


def _texts(words: Sequence[str]) -> Words:
    column = np.empty(len(words), dtype=object)
    column[:] = words
    return column
