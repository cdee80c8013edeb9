"""A panel with an axis on two sides: round ticks, hairlines and units, laid out in points."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor, log10

from matplotlib.axes import Axes

from mysteryshop.charts.sheet import MARGIN, Sheet

Ticks = Sequence[tuple[float, str]]
Write = Callable[[float], str]


@dataclass(frozen=True, slots=True)
class Panel:
    """Values laid out between `left` and `right`, `top` and `bottom` (points); the axes are in points."""

    axes: Axes
    left: float
    top: float
    right: float
    bottom: float
    x_range: tuple[float, float]
    y_range: tuple[float, float]

    def x(self, value: float) -> float:
        """Where that value stands from left to right."""
        low, high = self.x_range
        return self.left + (value - low) / ((high - low) or 1.0) * (self.right - self.left)

    def y(self, value: float) -> float:
        """Where that value stands from top to bottom."""
        low, high = self.y_range
        return self.bottom - (value - low) / ((high - low) or 1.0) * (self.bottom - self.top)


def plain(value: float) -> str:
    """`2`, `0.5`, `−1`, `1,240,000`."""
    return f"{value:,.0f}".replace("-", "−") if abs(value) >= 1e6 else f"{value:,.6g}".replace("-", "−")


def round_ticks(low: float, high: float, most: int, write: Write = plain) -> list[tuple[float, str]]:
    """At most `most` round values that take in `low` and `high`."""
    if high <= low:
        low, high = low - 0.5, high + 0.5
    power = 10.0 ** floor(log10((high - low) / max(2, most)))
    for step in (power * factor for factor in (1, 2, 5, 10, 20, 50)):
        first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
        if last - first < most:
            break
    return [(round(step * i, 10), write(round(step * i, 10))) for i in range(first, last + 1)]


def tick_room(sheet: Sheet, y: Ticks) -> float:
    """What the widest of the ticks takes, points."""
    return max((sheet.letters.width(words, sheet.small) for _, words in y), default=0.0)


def panel(
    sheet: Sheet,
    top: float,
    *,
    x: Ticks,
    y: Ticks,
    x_unit: str,
    y_unit: str,
    foot: float | None = None,
    beside: float = 0.0,
) -> Panel:
    """Draw ticks, hairlines and units, and give the panel between them; `foot` is what stands below it (points).

    `beside` is what the widest tick of the panels above and below takes: with it they begin at the same place.
    """
    small = sheet.small
    widest = max(beside, tick_room(sheet, y))
    left, right = MARGIN + widest + 8 + 1.5 * small, sheet.width - 2 * MARGIN
    bottom = sheet.height - (foot if foot is not None else 3.1 * small + 2)
    made = Panel(sheet.whole(), left, top, right, bottom, (x[0][0], x[-1][0]) if x else (0, 1), (y[0][0], y[-1][0]))
    color = sheet.palette.ink2
    sheet.lines([[(left, made.y(at)), (right, made.y(at))] for at, _ in y], width=0.5, zorder=-0.5)
    for at, words in y:
        sheet.text(left - 6, made.y(at) + 0.36 * small, words, color=color, size=small, ha="right")
    while any(made.x(b) - made.x(a) < sheet.letters.width(w, small) + 6 for (a, w), (b, _) in pairwise(x)):
        x = x[::2]
    for at, words in x:
        half = sheet.letters.width(words, small) / 2
        place = min(max(made.x(at), MARGIN + half), sheet.width - MARGIN - half)
        sheet.text(place, bottom + 1.35 * small, words, color=color, size=small, ha="center")
    room = bottom - top
    if sheet.letters.width(y_unit, small) > room:
        y_unit = y_unit.rpartition(", ")[2]  # the title names the figure, only the axis says its unit
    unit = sheet.letters.shorten(y_unit, room, small)
    sheet.text(MARGIN + small, (top + bottom) / 2, unit, color=color, size=small, ha="center", rotation=90)
    if x_unit:
        middle = (left + right) / 2
        sheet.text(middle, bottom + 2.7 * small, x_unit, color=color, size=small, ha="center")
    return made
