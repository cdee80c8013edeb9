"""The same walk across the years, and below it business outcomes: on one time axis, and never fitted to one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from matplotlib.figure import Figure

from mysteryshop.analysis.figure_columns import FigureColumn
from mysteryshop.analysis.groups import middle
from mysteryshop.analysis.intervals import MEDIAN
from mysteryshop.analysis.outcomes import Series, told
from mysteryshop.analysis.trends import Trend, year_on_year
from mysteryshop.charts.comparison.panel import Panel, panel, plain, round_ticks, tick_room
from mysteryshop.charts.comparison.spread import told_value
from mysteryshop.charts.durations import time_ticks
from mysteryshop.charts.lettering import SEMIBOLD, clean
from mysteryshop.charts.marks import Mark, attach
from mysteryshop.charts.sheet import MARGIN, Sheet, points, ticks
from mysteryshop.palette import Palette

NAME = "Year on year"
NOTHING = "No walk of this template counts yet, and no outcome was entered."
MOST = 3  # outcomes drawn; the table has them all


@dataclass(frozen=True, slots=True, eq=False)
class YearsData:
    """One figure's walks, the outcomes drawn below them, and how many outcomes there is no room for."""

    trend: Trend
    column: FigureColumn
    series: tuple[Series, ...]
    more: int
    first: int  # year
    last: int


def prepare(found: Trend, column: FigureColumn, beside: Sequence[Series]) -> YearsData:
    """What is drawn; pure, for a worker thread."""
    there = [*found.years, *(when.year for each in beside for when, _ in each.points)]
    shown = tuple(beside[:MOST])
    return YearsData(found, column, shown, len(beside) - len(shown), min(there, default=0), max(there, default=0))


def empty(data: YearsData) -> bool:
    """Whether there is neither a walk nor an outcome."""
    return not data.trend.points and not data.series


def height(data: YearsData) -> float:
    """The height in inches at which the chart reads well across a report's page."""
    return 2.6 + 1.1 * len(data.series)


def describe(data: YearsData) -> str:
    """The chart in words, with its figures."""
    if empty(data):
        return f"{NAME}. {NOTHING}"
    return f"{_title(data)}. {'; '.join([*_years_told(data), *map(_series_told, data.series)])}."


def _title(data: YearsData) -> str:
    there = [year for year, group in data.trend.years.items() if group.n]
    if len(there) < 2:
        return f"{data.column.label}: {'one year so far' if there else 'no walk has it yet'} (n = {data.trend.n:,})"
    told = year_on_year(data.trend, lambda value: told_value(data.column, value)).removesuffix(".")
    return f"{data.column.label}: {told[0].lower()}{told[1:]}"


def _years_told(data: YearsData) -> list[str]:
    return [
        f"{year}: no walk"
        if not group.n
        else f"{year}: {middle(group, lambda value: told_value(data.column, value), 'median ')}, n = {group.n:,}"
        for year, group in data.trend.years.items()
    ]


def _series_told(of: Series) -> str:
    values = ", ".join(f"{when.text} {told(point.value, of.unit)}" for when, point in of.points)
    return f"beside it {clean(of.name)}: {values}"


def draw(figure: Figure, data: YearsData, palette: Palette) -> None:
    """Draw the walks and the outcomes on the figure, which is cleared."""
    sheet = Sheet(figure, palette)
    if empty(data):
        sheet.say(NAME, NOTHING)
        return
    top, small = sheet.title(_title(data)), sheet.small
    foot, parts = 3.6 * small, 2 + len(data.series)
    room = (sheet.height - foot - top) / parts
    bottom = sheet.height - foot if not data.series else top + 2 * room - 0.6 * small
    axis, values = _axis(data), [_values(each) for each in data.series]
    beside = max(tick_room(sheet, marks) for marks, _ in (axis, *values))  # one time axis: they begin at one place
    upper = _panel(sheet, data, (top + 1.2 * small, bottom), axis, beside)
    _walks(sheet, upper, data)
    for place, (each, marks) in enumerate(zip(data.series, values, strict=True)):
        start = top + (2 + place) * room
        end = start + room - (0.6 * small if place + 1 < len(data.series) else 0.0)
        _outcome(sheet, _panel(sheet, data, (start + 2.2 * small, end), marks, beside), each)
    _years(sheet, upper, data, sheet.height - foot)


def _panel(
    sheet: Sheet,
    data: YearsData,
    span: tuple[float, float],
    axis: tuple[list[tuple[float, str]], str],
    beside: float,
) -> Panel:
    days = [(float(date(data.first, 1, 1).toordinal()), ""), (float(date(data.last, 12, 31).toordinal()), "")]
    marks, unit = axis
    top, bottom = span
    return panel(sheet, top, x=days, y=marks, x_unit="", y_unit=unit, foot=sheet.height - bottom, beside=beside)


def _axis(data: YearsData) -> tuple[list[tuple[float, str]], str]:
    """Round values of the figure, in a unit that reads well."""
    values = [point.value for point in data.trend.points] or [0.0]
    low, high, unit, name = min(values), max(values), data.column.unit, data.column.label.lower()
    if unit == "s" and low >= 0:
        found = time_ticks(1.15 * high or 60.0, 5)
        return list(zip(found.positions, found.labels, strict=True)), f"{name}, {found.unit}"
    if unit == "share":
        return round_ticks(0.0, max(high, 0.1), 5, lambda value: f"{round(100 * value)}"), f"{name}, %"
    told_unit = "" if unit in ("count", "per hour", "severity") else f", {unit}"
    return round_ticks(min(low, 0.0), max(high, 1.0), 5, plain), f"{name}{told_unit}"


def _values(of: Series) -> tuple[list[tuple[float, str]], str]:
    values = [point.value for _, point in of.points]
    return round_ticks(min(0.0, *values), max(values), 4, plain), clean(of.unit)


def _walks(sheet: Sheet, made: Panel, data: YearsData) -> None:
    """Every walk a point; the median of each year of five and more a line across it, with its n."""
    palette, found = sheet.palette, data.trend
    if found.points:
        drawn = points(
            made.axes, [made.x(p.day) for p in found.points], [made.y(p.value) for p in found.points], marker="o",
            sizes=4.2 if found.n < 150 else 2.4, face=palette.communication, edge=palette.communication,
        )  # fmt: skip
        texts = [f"{clean(p.label)}\n{told_value(data.column, p.value)}" for p in found.points]
        attach(drawn, [Mark(text, (p.journey,)) for text, p in zip(texts, found.points, strict=True)])
    for year, group in found.years.items():
        if group.median is None or group.n < MEDIAN:
            continue
        span = [made.x(date(year, month, day).toordinal()) for month, day in ((1, 12), (12, 20))]
        y = made.y(group.median)
        line = ticks(made.axes, [((span[0], y), (span[1], y))], color=palette.accent, width=1.6, zorder=2.2)
        attach(line, [Mark(f"{year}: median {told_value(data.column, group.median)}, n = {group.n:,}")])


def _outcome(sheet: Sheet, made: Panel, of: Series) -> None:
    """An outcome's values, joined; its name above."""
    palette = sheet.palette
    name = sheet.letters.shorten(clean(of.name), made.right - made.left, sheet.small, SEMIBOLD)
    sheet.text(made.left, made.top - 0.6 * sheet.small, name, size=sheet.small, weight=SEMIBOLD)
    at = [(made.x(when.middle), made.y(point.value)) for when, point in of.points]
    if len(at) > 1:
        ticks(made.axes, list(pairwise(at)), color=palette.promise, width=0.8, zorder=1.8)
    drawn = points(
        made.axes, [x for x, _ in at], [y for _, y in at], marker="D", sizes=4.6, face=palette.surface,
        edge=palette.promise, width=1.2,
    )  # fmt: skip
    attach(drawn, [Mark(f"{clean(of.name)}, {when.text}\n{told(p.value, of.unit)}") for when, p in of.points])


def _years(sheet: Sheet, upper: Panel, data: YearsData, bottom: float) -> None:
    """A hairline at every turn of the year through all panels; below it the year with its n, or that nobody walked."""
    small = sheet.small
    for year in range(data.first, data.last + 1):
        left, right = upper.x(date(year, 1, 1).toordinal()), upper.x(date(year, 12, 31).toordinal())
        if year > data.first:
            sheet.lines([[(left, upper.top), (left, bottom)]], width=0.6, dashed=True, zorder=-0.4)
        group = data.trend.years.get(year)
        n = group.n if group is not None else 0
        for words in (f"{year}, n = {n:,}" if n else f"{year}, no walk", f"{year}"):
            if sheet.letters.width(words, small) <= right - left - 4:
                middle = min(max((left + right) / 2, MARGIN), sheet.width - MARGIN)
                sheet.text(middle, bottom + 1.5 * small, words, color=sheet.palette.ink2, size=small, ha="center")
                break
