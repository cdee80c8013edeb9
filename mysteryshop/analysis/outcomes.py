"""Business outcomes followed by hand (backlog, repeat business, yield): placed in time, never fitted to anything."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from mysteryshop.errors import InputError
from mysteryshop.practice import OutcomePoint

_PERIOD = re.compile(r"(\d{4})(?:-(?:(\d{2})|Q([1-4])))?\Z")


@dataclass(frozen=True, slots=True)
class Period:
    """A year, a quarter or a month: its first and its last day as proleptic ordinals."""

    text: str
    year: int
    first: int
    last: int

    @property
    def middle(self) -> float:
        """The day in its middle."""
        return (self.first + self.last) / 2


@dataclass(frozen=True, slots=True)
class Series:
    """One outcome's values in time order; `unit` is that of the newest."""

    name: str
    unit: str
    points: tuple[tuple[Period, OutcomePoint], ...]

    def of(self, year: int) -> tuple[tuple[Period, OutcomePoint], ...]:
        """The values of that year."""
        return tuple(pair for pair in self.points if pair[0].year == year)


def period(text: str) -> Period:
    """`2026`, `2026-Q2` or `2026-11`; InputError for anything else."""
    found = _PERIOD.match(text.strip().upper())
    if found is None or not 1 <= int(found[1]) <= 9998 or (found[2] and not 1 <= int(found[2]) <= 12):
        raise InputError(f"“{text}” is no period.", "Write a year (2026), a quarter (2026-Q2) or a month (2026-11).")
    year = int(found[1])
    first, months = 1, 12
    if found[2]:
        first, months = int(found[2]), 1
    elif found[3]:
        first, months = 3 * int(found[3]) - 2, 3
    end = first + months
    after = date(year + (end > 12), end - 12 if end > 12 else end, 1)
    return Period(text.strip().upper(), year, date(year, first, 1).toordinal(), (after - timedelta(1)).toordinal())


def series(points: Iterable[OutcomePoint], template: str = "") -> tuple[Series, ...]:
    """The outcomes that stand beside a template (its own, and those that stand beside all), by name.

    Of two values for the same period the one entered last holds.
    """
    found: dict[str, dict[str, tuple[Period, OutcomePoint]]] = {}
    for point in points:
        if point.template in ("", template):
            when = period(point.period)
            found.setdefault(point.series, {})[when.text] = when, point
    rows = {name: sorted(own.values(), key=lambda p: (p[0].middle, p[0].text)) for name, own in found.items()}
    return tuple(Series(name, own[-1][1].unit, tuple(own)) for name, own in sorted(rows.items()))


def told(value: float, unit: str = "") -> str:
    """`1,240 orders`, `−3.5 %`."""
    number = f"{value:,.10g}".replace("-", "−")
    return f"{number} {unit}".strip()
