"""How often they told me something against how satisfied I was: one point a journey."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure

from mysteryshop.analysis.ranks import spearman
from mysteryshop.analysis.sides import Side, Sides
from mysteryshop.charts.comparison.panel import panel, round_ticks
from mysteryshop.charts.comparison.two import LEAST, crowded, key_of, look
from mysteryshop.charts.lettering import clean
from mysteryshop.charts.marks import Mark, attach
from mysteryshop.charts.sheet import Sheet, points
from mysteryshop.palette import Palette

NAME = "Told often, satisfied?"
NOTHING = "No journey has both a rating of satisfaction and a time in which something could be told."
FREQUENCY, SATISFACTION = "communication_frequency_per_hour", "satisfaction"
_WEAK = 0.2  # of rho: below it no direction is claimed


@dataclass(frozen=True, slots=True)
class Dot:
    """One journey: communications per hour and satisfaction 0-10."""

    journey: str
    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class ScatterData:
    """The journeys of each group that have both figures."""

    title: str
    names: tuple[tuple[str, int], ...]
    dots: tuple[tuple[Dot, ...], ...]


def prepare(sides: Sides) -> ScatterData:
    """The points; pure, for a worker thread."""
    dots = tuple(_dots(side) for side in sides.sides)
    names = tuple((side.name, len(found)) for side, found in zip(sides.sides, dots, strict=True))
    return ScatterData(_title([dot for found in dots for dot in found]), names, dots)


def _dots(side: Side) -> tuple[Dot, ...]:
    rows = zip(side.journeys, side.labels, side.column(FREQUENCY), side.column(SATISFACTION), strict=True)
    return tuple(
        Dot(ident, float(x), float(y), f"{clean(label)}\n{x:.1f} communications per hour · satisfaction {y:g}")
        for ident, label, x, y in rows
        if np.isfinite(x) and np.isfinite(y)
    )


def _title(dots: list[Dot]) -> str:
    n = len(dots)
    rho = spearman(np.array([d.x for d in dots]), np.array([d.y for d in dots])) if n >= 3 else None
    if not n:
        return NAME
    if rho is None or n < LEAST:
        return f"{n} {'journey' if n == 1 else 'journeys'}: too few to tell whether telling more satisfies more"
    figures = f"rho {rho:.2f}, n = {n}".replace("-", "−")
    if abs(rho) < _WEAK:
        return f"No clear relation between being told and satisfaction ({figures})"
    return f"More often told, {'more' if rho > 0 else 'less'} satisfied ({figures})"


def empty(data: ScatterData) -> bool:
    """Whether no journey has both figures."""
    return not any(data.dots)


def height(_data: ScatterData) -> float:
    """The height in inches at which the chart reads well across a report's page."""
    return 3.0


def describe(data: ScatterData) -> str:
    """The chart in words."""
    if empty(data):
        return f"{NAME} {NOTHING}"
    groups = "; ".join(f"{clean(name)}, n = {n}" for name, n in data.names)
    return f"{data.title}. Communications per hour against satisfaction, 0 to 10: {groups}."


def draw(figure: Figure, data: ScatterData, palette: Palette) -> None:
    """Draw the points on the figure, which is cleared."""
    sheet = Sheet(figure, palette)
    if empty(data):
        sheet.say(NAME, NOTHING)
        return
    top = sheet.title(data.title)
    highest = max(dot.x for dots in data.dots for dot in dots)
    x, y = round_ticks(0.0, highest or 1.0, 9), round_ticks(0.0, 10.0, 6)
    made = panel(
        sheet, top + 1.9 * sheet.small, x=x, y=y, x_unit="communications per hour", y_unit="satisfaction, 0–10"
    )
    sheet.key(made.right, top + 0.9 * sheet.small, key_of(data.names, palette), made.axes)
    for place, dots in enumerate(data.dots):
        each = look(place, palette)
        size, opaque = crowded(len(dots))
        if dots:
            drawn = points(
                made.axes, [made.x(d.x) for d in dots], [made.y(d.y) for d in dots], marker=each.marker,
                sizes=4.6 * size, face=each.face if place == 0 else "none", edge=each.edge, width=1.0,
            )  # fmt: skip
            drawn.set_alpha(None if opaque == 1.0 else opaque)
            attach(drawn, [Mark(d.text, (d.journey,)) for d in dots])
