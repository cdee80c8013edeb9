"""How often they told me something against how satisfied I was: one point a journey."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from matplotlib.figure import Figure

from mysteryshop.analysis.apart import rank_interval
from mysteryshop.analysis.figure_moments import behind_figures
from mysteryshop.analysis.intervals import Floats
from mysteryshop.analysis.ranks import spearman
from mysteryshop.analysis.sides import Side, Sides
from mysteryshop.analysis.wording import figure
from mysteryshop.charts.comparison.panel import panel, round_ticks
from mysteryshop.charts.comparison.two import crowded, key_of, look, slices
from mysteryshop.charts.lettering import clean
from mysteryshop.charts.marks import Marks, attach
from mysteryshop.charts.sheet import Sheet, points
from mysteryshop.palette import Palette

NAME = "Told often, satisfied?"
NOTHING = "No journey has both a rating of satisfaction and a time in which something could be told."
FREQUENCY, SATISFACTION = "communication_frequency_per_hour", "satisfaction"
_BEHIND = behind_figures(FREQUENCY, SATISFACTION)
_WEAK = 0.2  # of rho: below it no direction is claimed, however sure it is


@dataclass(frozen=True, slots=True, eq=False)
class Dots:
    """The journeys of one group: communications per hour and satisfaction 0-10."""

    journeys: tuple[str, ...]
    labels: tuple[str, ...]
    x: Floats
    y: Floats

    def __len__(self) -> int:
        return len(self.journeys)

    def told(self, start: int, place: int) -> str:
        """What the point of that number says, counted from `start`."""
        at = start + place
        figures = f"{self.x[at]:.1f} communications per hour · satisfaction {self.y[at]:g}"
        return f"{clean(self.labels[at])}\n{figures}"


@dataclass(frozen=True, slots=True, eq=False)
class ScatterData:
    """The journeys of each group that have both figures."""

    title: str
    names: tuple[tuple[str, int], ...]
    dots: tuple[Dots, ...]


def prepare(sides: Sides) -> ScatterData:
    """The points; pure, for a worker thread."""
    dots = tuple(_dots(side) for side in sides.sides)
    names = tuple((side.name, len(found)) for side, found in zip(sides.sides, dots, strict=True))
    return ScatterData(_title(dots), names, dots)


def _dots(side: Side) -> Dots:
    x, y = side.column(FREQUENCY), side.column(SATISFACTION)
    there = np.flatnonzero(np.isfinite(x) & np.isfinite(y))
    labels = tuple(side.labels[index] for index in there.tolist())
    return Dots(side.ids(there), labels, x[there], y[there])


def _title(dots: Sequence[Dots]) -> str:
    n = sum(map(len, dots))
    x = np.concatenate([each.x for each in dots]) if dots else np.empty(0)
    y = np.concatenate([each.y for each in dots]) if dots else np.empty(0)
    rho = spearman(x, y) if n >= 3 else None
    if not n:
        return NAME
    within = None if rho is None else rank_interval(rho, n)
    if rho is None or within is None:
        return f"{n} {'journey' if n == 1 else 'journeys'}: too few to tell whether telling more satisfies more"
    figures = f"rho {figure(rho)}, 95 % {figure(within.low)} to {figure(within.high)}, n = {n:,}"
    if abs(rho) < _WEAK and 0.0 not in within:
        return f"Being told and satisfaction are only weakly related ({figures})"
    if 0.0 in within:
        return f"No clear relation between being told and satisfaction ({figures})"
    return f"More often told, {'more' if rho > 0 else 'less'} satisfied ({figures})"


def empty(data: ScatterData) -> bool:
    """Whether no journey has both figures."""
    return not any(map(len, data.dots))


def height(_data: ScatterData) -> float:
    """The height in inches at which the chart reads well across a report's page."""
    return 3.0


def describe(data: ScatterData) -> str:
    """The chart in words."""
    if empty(data):
        return f"{NAME} {NOTHING}"
    groups = "; ".join(f"{clean(name)}, n = {n:,}" for name, n in data.names)
    return f"{data.title}. Communications per hour against satisfaction, 0 to 10: {groups}."


def draw(figure: Figure, data: ScatterData, palette: Palette) -> None:
    """Draw the points on the figure, which is cleared."""
    sheet = Sheet(figure, palette)
    if empty(data):
        sheet.say(NAME, NOTHING)
        return
    top = sheet.title(data.title)
    highest = max(float(dots.x.max()) for dots in data.dots if len(dots))
    x, y = round_ticks(0.0, highest or 1.0, 9), round_ticks(0.0, 10.0, 6)
    made = panel(
        sheet, top + 1.9 * sheet.small, x=x, y=y, x_unit="communications per hour", y_unit="satisfaction, 0–10"
    )
    sheet.key(made.right, top + 0.9 * sheet.small, key_of(data.names, palette), made.axes)
    for place, dots in enumerate(data.dots):
        each = look(place, palette)
        size, opaque = crowded(len(dots))
        x_at, y_at = [made.x(value) for value in dots.x.tolist()], [made.y(value) for value in dots.y.tolist()]
        for some in slices(len(dots)):
            drawn = points(
                made.axes, x_at[some], y_at[some], marker=each.marker, sizes=4.6 * size,
                face=each.face if place == 0 else "none", edge=each.edge, width=1.0,
            )  # fmt: skip
            drawn.set_alpha(None if opaque == 1.0 else opaque)
            attach(drawn, Marks(dots.journeys[some], partial(dots.told, some.start), _BEHIND))
