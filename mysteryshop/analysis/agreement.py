"""Do two who walked the same journey see the same? Kappa, the table behind it, and where they differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from mysteryshop.errors import InputError
from mysteryshop.journey import Record

from .intervals import LEAST, Floats, Interval, Z
from .kappa import WEIGHTS, Kappa, agreement_weights, kappa
from .wording import counted, figure, percent, upper

Value = float | str
SETTLED = 30  # pairs below which an interval from the asymptotic standard error is called rough
CROWDED = 0.75  # agreement by chance from which kappa says little (Feinstein & Cicchetti 1990)


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that the two judge differently; `item` is its name, such as a touchpoint or a line of a file."""

    item: str
    first: Value
    second: Value


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two agree on n things. `kappas` holds each weighting that the values allow, by its name.

    `table` counts, the first in rows, the second in columns, both in the order of `categories`. `interval` is kappa
    -+1.96 standard errors, within -1..1; None below 8 things, and where they agree on all (the error is then 0).
    `differences` are those that are furthest apart first.
    """

    names: tuple[str, str]
    n: int
    weights: str
    kappas: Mapping[str, Kappa]
    categories: tuple[Value, ...]
    table: tuple[tuple[int, ...], ...]
    interval: Interval | None
    differences: tuple[Difference, ...]
    left_out: int
    warnings: tuple[str, ...]
    verdict: str
    headline: str  # the verdict without its figures: what a leader understands
    figures: str  # and kappa with its interval, "" where it is undefined

    @property
    def kappa(self) -> Kappa:
        """The kappa with the weights that were asked for."""
        return self.kappas[self.weights]

    def to_json(self) -> dict[str, Any]:
        """What `mysteryshop agreement --json` prints."""
        return {
            "n": self.n,
            "weights": self.weights,
            "kappa": self.kappa.value,
            "ase": self.kappa.ase,
            "interval": None if self.interval is None else [self.interval.low, self.interval.high],
            "observed": self.kappa.observed,
            "expected": self.kappa.expected,
            "categories": [_plain(value) for value in self.categories],
            "table": [list(row) for row in self.table],
            "differences": [
                {"item": d.item, "first": _plain(d.first), "second": _plain(d.second)} for d in self.differences
            ],
            "kappas": {name: asdict(each) for name, each in self.kappas.items()},
            "names": list(self.names),
            "left_out": self.left_out,
            "warnings": list(self.warnings),
            "verdict": self.verdict,
        }


def agree(
    first: Sequence[Value | None],
    second: Sequence[Value | None],
    *,
    names: tuple[str, str],
    items: Sequence[str],
    weights: str = "plain",
    order: Sequence[str] = (),
) -> Agreement:
    """How far two columns agree, pair by pair; a pair in which a value is None is left out.

    Numbers are places on a scale, and a weighted kappa needs them: the distance of 1 and 3 is twice that of 1 and 2
    even where nobody said 2. Text only is or is not the same, unless `order` names the words from least to most, each
    one step from the next. InputError where fewer than two pairs are complete, or a word is not in the order.
    """
    pairs = list(zip(items, first, second, strict=True))
    complete = [Difference(item, a, b) for item, a, b in pairs if a is not None and b is not None]
    if len(complete) < 2:
        title = f"{names[0]} and {names[1]} have {counted(len(complete), 'pair')} of values: too few to compare them."
        raise InputError(title, "At least 2 are needed, and 8 for an interval.")
    places = _places(complete, order)
    if places is None and weights != "plain":
        raise InputError("Weights need numbers, whose distance is known.", "Leave them out, or give numbers for words.")
    categories = _categories(complete, places)
    table = _table(complete, categories)
    scale = [float(place) for place in range(len(categories))] if places is None else [places[v] for v in categories]
    kinds = WEIGHTS[:1] if places is None else WEIGHTS
    kappas = {kind: kappa(table, agreement_weights(kind, scale)) for kind in kinds}
    interval = interval_of(kappas[weights], len(complete))
    differences = _differences(complete, places)
    left_out = len(pairs) - len(complete)
    said = _said(names, len(complete), len(differences)), _kappa_told(kappas[weights], weights, interval)
    return Agreement(
        names=names,
        n=len(complete),
        weights=weights,
        kappas=kappas,
        categories=categories,
        table=tuple(tuple(int(count) for count in row) for row in table),
        interval=interval,
        differences=differences,
        left_out=left_out,
        warnings=tuple(_warnings(kappas[weights], len(complete), left_out)),
        verdict=_verdict(*said, interval, len(complete)),
        headline=_headline(*said, interval, len(complete)),
        figures=f"{upper(said[1])}." if said[1] else "",
    )


def _places(pairs: Sequence[Difference], order: Sequence[str]) -> Mapping[Value, float] | None:
    """Where each value stands on its scale; None for words without an order."""
    values = {value for pair in pairs for value in (pair.first, pair.second)}
    if order:
        known = {word: float(place) for place, word in enumerate(order)}
        stray = next((value for value in sorted(map(str, values)) if value not in known), None)
        if stray is not None:
            raise InputError(f"“{stray}” is not in the order {', '.join(order)}.", "Name every word, least to most.")
        return {value: known[str(value)] for value in values}
    return None if any(isinstance(value, str) for value in values) else {value: float(value) for value in values}


def _categories(pairs: Sequence[Difference], places: Mapping[Value, float] | None) -> tuple[Value, ...]:
    """All values of both, in order: by their places, else numbers before words."""
    values = {value for pair in pairs for value in (pair.first, pair.second)}
    if places is not None:
        return tuple(sorted(values, key=places.__getitem__))
    return tuple(sorted(values, key=lambda v: (isinstance(v, str), 0.0 if isinstance(v, str) else v, str(v))))


def _table(pairs: Sequence[Difference], categories: Sequence[Value]) -> Floats:
    place = {value: index for index, value in enumerate(categories)}
    table = np.zeros((len(categories), len(categories)))
    for pair in pairs:
        table[place[pair.first], place[pair.second]] += 1
    return table


def _differences(pairs: Sequence[Difference], places: Mapping[Value, float] | None) -> tuple[Difference, ...]:
    apart = [pair for pair in pairs if pair.first != pair.second]
    if places is None:
        return tuple(apart)
    return tuple(sorted(apart, key=lambda pair: -abs(places[pair.first] - places[pair.second])))


def _plain(value: Value) -> Value | int:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def interval_of(found: Kappa, n: int) -> Interval | None:
    """Kappa -+1.96 standard errors, within -1..1; None below 8 things and where there is no standard error."""
    if n < LEAST or found.value is None or not found.ase:
        return None
    half = Z * found.ase
    return Interval(found.value - half, found.value + half, "asymptotic").within(-1, 1)


def _warnings(found: Kappa, n: int, left_out: int) -> list[str]:
    told = []
    if left_out:
        told.append(f"{counted(left_out, 'pair')} left out because a value is missing.")
    if found.value is None:
        told.append("Both always say the same one thing: chance alone would agree as well, so kappa is not defined.")
    elif n < LEAST:
        told.append(f"{n} pairs are too few for an interval ({LEAST} are needed).")
    elif not found.ase:
        told.append("The standard error is 0 and tells nothing: no interval is given.")
    elif n < SETTLED:
        told.append(f"The standard error is made for large numbers; with {n} pairs the interval is a rough guide.")
    if found.value is not None and found.expected >= CROWDED:
        told.append(
            f"Chance alone would make them say the same in {percent(found.expected)}, since nearly all is in one "
            "category: kappa is then low however well they agree. Look at the table."
        )
    return told


def _said(names: tuple[str, str], n: int, apart: int) -> str:
    return f"{names[0]} and {names[1]} say the same of {n - apart} of {n} ({percent((n - apart) / n)})"


def _kappa_told(found: Kappa, weights: str, interval: Interval | None) -> str:
    """Kappa with its interval, and how to read it; "" where it is undefined."""
    if found.value is None:
        return ""
    kind = "kappa" if weights == "plain" else f"kappa with {weights} weights"
    within = "" if interval is None else f" (95 % interval {figure(interval.low)} to {figure(interval.high)})"
    return f"{kind} is {figure(found.value)}{within}, where 0 is chance and 1 full agreement"


def _verdict(begin: str, told: str, interval: Interval | None, n: int) -> str:
    if not told:
        return f"{begin}; whether that is more than chance cannot be told."
    return f"{begin}; {told}.{_sure(interval, n)}"


def _headline(begin: str, told: str, interval: Interval | None, n: int) -> str:
    return _verdict(begin, told, interval, n) if not told else f"{begin}.{_sure(interval, n)}"


def _sure(interval: Interval | None, n: int) -> str:
    if interval is None:
        return ""
    if interval.low <= 0 <= interval.high:
        return " That may be chance."
    way = "more" if interval.low > 0 else "less"
    return f" They agree {way} than by chance{f', as far as {n} pairs can tell' if n < SETTLED else ''}."


def of_journeys(first: Record, second: Record, weights: str = "plain") -> Agreement:
    """How far two walks of the same template agree on severity, touchpoint by touchpoint.

    The severity of a touchpoint is that of its worst friction, 0 without one. A touchpoint that either did not visit,
    or where a friction has no severity, is left out. InputError where the templates differ.
    """
    if first.template.key != second.template.key:
        title = f"These are walks of two templates, {first.template.name} and {second.template.name}."
        raise InputError(title, "Choose two walks of the same one.")
    touchpoints = first.template.touchpoints
    return agree(
        [severity(first, touchpoint.key) for touchpoint in touchpoints],
        [severity(second, touchpoint.key) for touchpoint in touchpoints],
        names=_walkers(first, second),
        items=[touchpoint.name for touchpoint in touchpoints],
        weights=weights,
    )


def severity(record: Record, touchpoint: str) -> float | None:
    """The severity of the worst friction at a touchpoint, 0..4; None where not visited or a severity is missing."""
    visits = {visit.id for visit in record.visits if visit.touchpoint == touchpoint}
    levels = [m.level for m in record.moments if m.kind == "friction" and m.visit in visits]
    if not visits or None in levels:
        return None
    return float(max((level for level in levels if level is not None), default=0))


def _walkers(first: Record, second: Record) -> tuple[str, str]:
    a, b = first.journey.leader.strip(), second.journey.leader.strip()
    return (a, b) if a and b and a != b else ("The first walk", "the second")
