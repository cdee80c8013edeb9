"""One metric in one or two groups: every journey a point, the middle half as a bar, the median as a line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from matplotlib.figure import Figure

from mysteryshop.analysis.figure_columns import FigureColumn
from mysteryshop.analysis.figure_moments import behind_figures
from mysteryshop.analysis.intervals import MEDIAN
from mysteryshop.analysis.shown import shown, without_rate
from mysteryshop.analysis.sides import Behind, Side, Sides
from mysteryshop.charts.comparison.panel import round_ticks
from mysteryshop.charts.comparison.two import LEAST, crowded, look, named, slices
from mysteryshop.charts.durations import time_ticks
from mysteryshop.charts.lettering import clean
from mysteryshop.charts.marks import Marks, attach
from mysteryshop.charts.rows import AXIS, NAME_SHARE, Rows, Scale
from mysteryshop.charts.sheet import MARGIN, Sheet, bars, points, ticks
from mysteryshop.palette import Palette

_GOLDEN = 0.618034  # points are set off by it: evenly, and always the same way


@dataclass(frozen=True, slots=True)
class Row:
    """One group: the journeys with a value, in ascending order of it."""

    name: str
    journeys: tuple[str, ...]
    values: tuple[float, ...]
    told: Callable[[int], str]  # what the point of that number says


@dataclass(frozen=True, slots=True)
class SpreadData:
    """One metric of one or two groups."""

    title: str
    label: str
    unit: str
    rows: tuple[Row, ...]
    behind: Behind


def prepare(sides: Sides, metric: FigureColumn, groups: int = 0) -> SpreadData:
    """The values of each group; pure, for a worker thread.

    `groups` is how many there are, where `sides` are only the largest of them.
    """
    rows = tuple(_row(side, metric) for side in sides.sides)
    title = _title(rows, metric, max(groups, len(rows)))
    return SpreadData(title, metric.label, metric.unit, rows, behind_figures(metric.field))


def _title(rows: tuple[Row, ...], metric: FigureColumn, groups: int) -> str:
    """The medians, where every group has enough values for one; of many groups how many stand here."""
    there = [row for row in rows if row.values]
    if not there:
        return metric.label
    few = min(len(row.values) for row in there) < MEDIAN
    if groups > len(rows):
        each = "each point is a journey" if few else "each with its median"
        return f"{metric.label}, the {len(rows)} largest of {groups:,} groups: {each}; the table has them all"
    if few:
        return f"{metric.label}: each point is a journey"
    if len(rows) > 2:
        return f"{metric.label}: each group with its median"
    told = [told_value(metric, float(np.median(row.values))) for row in there]
    return f"Median {' against '.join((*(without_rate(each, told[-1]) for each in told[:-1]), told[-1]))}"


def told_value(metric: FigureColumn, value: float) -> str:
    """The value with its unit: durations in words, the rest as in tables."""
    return shown(metric, value)


def _row(side: Side, metric: FigureColumn) -> Row:
    column = side.column(metric.field)
    order = np.argsort(column, kind="stable")
    order = order[np.isfinite(column[order])]
    values = tuple(column[order].tolist())

    def told(place: int) -> str:
        return f"{clean(side.labels[int(order[place])])}\n{told_value(metric, values[place])}"

    return Row(side.name, side.ids(order), values, told)


def empty(data: SpreadData) -> bool:
    """Whether no journey has a value."""
    return not any(row.values for row in data.rows)


def _nothing(data: SpreadData) -> str:
    return f"{data.label}: none of these journeys has a value."


def height(data: SpreadData) -> float:
    """The height in inches at which the chart reads well across a report's page."""
    return 0.9 + 0.4 * len(data.rows)


def describe(data: SpreadData) -> str:
    """The chart in words."""
    return _nothing(data) if empty(data) else f"{data.title}."


def draw(figure: Figure, data: SpreadData, palette: Palette) -> None:
    """Draw the distribution on the figure, which is cleared."""
    sheet = Sheet(figure, palette)
    if empty(data):
        sheet.say(data.label, _nothing(data))
        return
    top = sheet.title(data.title)
    rows = Rows(sheet, [_named(sheet, row) for row in data.rows], top, sheet.height - AXIS * sheet.body)
    rows.draw()
    values = [value for row in data.rows for value in row.values]
    marks, unit = _axis(data, min(values), max(values))
    scale = Scale(rows.left + 6, sheet.width - 2 * MARGIN, marks[0][0], marks[-1][0])
    rows.axis(scale, marks, f"{data.label.lower()}{f', {unit}' if unit else ''}")
    for place, row in enumerate(data.rows):
        _draw_row(rows, scale, row, place if len(data.rows) == 2 else 0, rows.middle(place), data.behind)


def _named(sheet: Sheet, row: Row) -> str:
    """Name and n, of which n is never cut off."""
    n = named("", len(row.values))
    room = NAME_SHARE * sheet.width - sheet.letters.width(n, sheet.body) - 2
    return f"{sheet.letters.shorten(clean(row.name), room, sheet.body)}{n}"


def _axis(data: SpreadData, low: float, high: float) -> tuple[list[tuple[float, str]], str]:
    if data.unit == "s" and low >= 0:
        found = time_ticks(1.3 * high or 60.0, 6)
        return list(zip(found.positions, found.labels, strict=True)), found.unit
    if data.unit == "share":
        return round_ticks(0.0, max(high, 0.1), 6, lambda value: f"{round(100 * value)}"), "%"
    return round_ticks(min(low, 0.0), max(high, 1.0), 7), "" if data.unit in ("count", "per hour") else data.unit


def _draw_row(rows: Rows, scale: Scale, row: Row, place: int, middle: float, behind: Behind) -> None:
    if not row.values:
        return
    sheet, half, palette = rows.sheet, 0.34 * rows.height, rows.sheet.palette
    each = look(place, palette)
    whole = sheet.whole()
    median = scale.x(float(np.median(row.values)))
    if len(row.values) >= LEAST:
        low, high = (scale.x(float(q)) for q in np.quantile(row.values, (0.25, 0.75)))
        bars(whole, [(low, middle - half, max(high, low + 1), middle + half)], face=each.edge, alpha=0.2)
    if len(row.values) >= MEDIAN:
        ticks(whole, [((median, middle - half), (median, middle + half))], color=palette.ink, width=2.2, zorder=4.0)
    size, opaque = crowded(len(row.values))
    offsets = [((i * _GOLDEN) % 1.0 - 0.5) * 1.5 * half if len(row.values) > 1 else 0.0 for i in range(len(row.values))]
    x, y = [scale.x(value) for value in row.values], [middle + by for by in offsets]
    for some in slices(len(row.values)):
        dots = points(
            whole, x[some], y[some], marker=each.marker, sizes=4.2 * size,
            face=each.face if place == 0 else "none", edge=each.edge, width=0.9,
        )  # fmt: skip
        dots.set_alpha(None if opaque == 1.0 else opaque)
        attach(dots, Marks(row.journeys[some], partial(_told_from, row.told, some.start), behind))


def _told_from(told: Callable[[int], str], start: int, place: int) -> str:
    return told(start + place)
