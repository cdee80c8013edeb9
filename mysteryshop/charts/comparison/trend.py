"""One figure over time: every journey a point, years marked, the mean and its control limits where n allows."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from matplotlib.figure import Figure

from mysteryshop.analysis.figure_columns import FigureColumn
from mysteryshop.analysis.groups import middle
from mysteryshop.analysis.trends import RUN, Trend, headline
from mysteryshop.analysis.wording import day_text
from mysteryshop.charts.comparison.panel import Panel, panel, plain, round_ticks
from mysteryshop.charts.comparison.spread import told_value
from mysteryshop.charts.comparison.trend_marks import (
    TrendData,
    behind_point,
    draw_commitments,
    draw_runs,
    line_mark,
    ribbon,
    side_of,
)
from mysteryshop.charts.durations import time_ticks
from mysteryshop.charts.lettering import clean
from mysteryshop.charts.marks import Mark, attach
from mysteryshop.charts.sheet import MARGIN, Sheet, Symbol, points, ticks
from mysteryshop.charts.wording import counted
from mysteryshop.palette import Palette

NAME = "Trend"
_MANY = 300  # points beyond which they are small and not joined: a line through all would hide them


def prepare(found: Trend, column: FigureColumn) -> TrendData:
    """What is drawn; pure, for a worker thread."""
    texts = tuple(_text(found, place, column) for place in range(found.n))
    return TrendData(_title(found, column), column, found, texts, _per(found, column))


def day_told(day: float) -> str:
    """`14 Nov 2026`."""
    return day_text(int(day))


def sentence(found: Trend, column: FigureColumn) -> str:
    """The headline of that figure's trend."""
    return headline(found, column.label, lambda value: told_value(column, value), day_told)


def _title(found: Trend, column: FigureColumn) -> str:
    outside, runs = len(found.signals.outside), len(found.signals.runs)
    if found.limits is None:
        words = "each point is a journey"
    elif outside:
        words = f"{counted(outside, 'journey')} outside the limits"
    else:
        words = f"{RUN} or more in a row on one side of the mean" if runs else "no sign of a change"
    return f"{column.label}: {words} (n = {found.n:,})"


def _text(found: Trend, place: int, column: FigureColumn) -> str:
    point = found.points[place]
    words = [clean(point.label), told_value(column, point.value)]
    if place in found.signals.outside:
        words.append("outside the limits")
    words += [_run_told(found, run) for run in found.signals.runs if run[0] <= place <= run[1]]
    return "\n".join([*words, *(f"Committed: {clean(each)}" for each in point.kept)])


def _run_told(found: Trend, run: tuple[int, int]) -> str:
    """`one of 9 in a row above the mean`."""
    return f"one of {run[1] - run[0] + 1} in a row {side_of(found, run)} the mean"


def empty(data: TrendData) -> bool:
    """Whether no journey has the figure."""
    return not data.trend.points


def _nothing(data: TrendData) -> str:
    return f"{data.column.label}: no journey that counts has this figure."


def height(_data: TrendData) -> float:
    """The height in inches at which the chart reads well across a report's page."""
    return 3.2


def describe(data: TrendData) -> str:
    """The chart in words."""
    if empty(data):
        return _nothing(data)
    years = "; ".join(
        f"{year}: {middle(group, lambda value: told_value(data.column, value), 'median ')}, n = {group.n:,}"
        if group.n else f"{year}: none" for year, group in data.trend.years.items()
    )  # fmt: skip
    return f"{sentence(data.trend, data.column)} By year: {years}."


def draw(figure: Figure, data: TrendData, palette: Palette) -> None:
    """Draw the trend on the figure, which is cleared."""
    sheet = Sheet(figure, palette)
    if empty(data):
        sheet.say(NAME, _nothing(data))
        return
    top = sheet.title(data.title)
    marks, unit = _axis(data)
    made = panel(
        sheet, top + 2.7 * sheet.small, x=_days(data.trend), y=marks, x_unit="", y_unit=unit, foot=3.2 * sheet.small
    )
    sheet.key(made.right, top + 0.9 * sheet.small, _key(data.trend, palette), made.axes)
    _years(sheet, made, data.trend)
    _limits(sheet, made, data)
    _points(made, data, palette)


def _days(found: Trend) -> list[tuple[float, str]]:
    """From the beginning of the first year to the end of the last one; the years are written by measure."""
    first, last = min(found.years), max(found.years)
    return [(float(date(first, 1, 1).toordinal()), ""), (float(date(last, 12, 31).toordinal()), "")]


def _axis(data: TrendData) -> tuple[list[tuple[float, str]], str]:
    """Round values that take in points and limits."""
    values = [point.value for point in data.trend.points]
    if limits := data.trend.limits:
        values += [each for each in (limits.low, limits.mean, limits.high) if each is not None]
    low, high, unit = min(values), max(values), data.column.unit
    name = data.column.label.lower()
    if unit == "s" and low >= 0:
        found = time_ticks(1.15 * high or 60.0, 6)
        rows = list(zip(found.positions, found.labels, strict=True))
        step = rows[1][0] if len(rows) > 1 else 60.0
        return (rows if rows[-1][0] >= high else [*rows, (rows[-1][0] + step, "")]), f"{name}, {found.unit}"
    if unit == "s":
        return round_ticks(low / data.per, high / data.per, 6), f"{name}, min"
    if unit == "share":
        return round_ticks(0.0, max(high, 0.1), 6, lambda value: f"{round(100 * value)}"), f"{name}, %"
    told = "" if unit in ("count", "per hour", "severity") else f", {unit}"
    return round_ticks(min(low, 0.0), max(high, 1.0), 6, plain), f"{name}{told}"


def _key(found: Trend, palette: Palette) -> list[Symbol]:
    entries = [Symbol("journey", "o", palette.communication, palette.communication, size=5.0)]
    if found.signals.outside:
        entries.append(Symbol("outside the limits", "s", palette.surface, palette.friction, size=5.5))
    if found.signals.runs:
        entries.append(Symbol(f"{RUN} or more on one side", "s", ribbon(palette), ribbon(palette), size=5.5))
    if found.taken_on or any(point.kept for point in found.points):
        entries.append(Symbol("committed to something", "D", palette.surface, palette.promise, size=4.6))
    return entries


def _years(sheet: Sheet, made: Panel, found: Trend) -> None:
    """A hairline at every turn of the year, below it the year with its n; of many years only some are named."""
    color, small = sheet.palette.ink2, sheet.small
    turns = [made.x(date(year, 1, 1).toordinal()) for year in found.years] + [made.right]
    sheet.lines([[(x, made.top), (x, made.bottom)] for x in turns[1:-1]], width=0.6, dashed=True, zorder=-0.4)
    free = made.left - MARGIN
    for (left, right), (year, group) in zip(pairwise(turns), found.years.items(), strict=True):
        words = next(
            (w for w in (f"{year}, n = {group.n:,}", f"{year}") if sheet.letters.width(w, small) <= right - left - 4),
            "",
        ) or (f"{year}" if (left + right) / 2 - sheet.letters.width(f"{year}", small) / 2 > free + 4 else "")
        if words:
            middle = (left + right) / 2
            sheet.text(middle, made.bottom + 2.6 * small, words, color=color, size=small, ha="center")
            free = middle + sheet.letters.width(words, small) / 2


def _at(data: TrendData, value: float) -> float:
    """The value as the axis counts it."""
    return value / data.per


def _per(found: Trend, column: FigureColumn) -> float:
    """Durations that may lie below zero are told in minutes: clock ticks begin at zero."""
    low = found.limits.low if found.limits is not None else None
    below_zero = any(point.value < 0 for point in found.points) or (low is not None and low < 0)
    return 60.0 if column.unit == "s" and below_zero else 1.0


def _limits(sheet: Sheet, made: Panel, data: TrendData) -> None:
    """The mean and its limits across the panel, each named where there is room."""
    limits, palette = data.trend.limits, sheet.palette
    if limits is None:
        return
    taken = _traced(made, data)
    for words, value in (("mean", limits.mean), ("upper limit", limits.high), ("lower limit", limits.low)):
        if value is None:
            continue
        y, color = made.y(_at(data, value)), palette.accent if words == "mean" else palette.ink2
        line = [((made.left, y), (made.right, y))]
        over = 3.5 if data.trend.n > _MANY else 2.0
        drawn = ticks(made.axes, line, color=color, width=1.0, dashed=words != "mean", zorder=over)
        said = f"{words} {told_value(data.column, value)}"
        attach(drawn, [line_mark(data, words, said, value)])
        _name_line(sheet, made, (said, y, color), taken)


def _name_line(sheet: Sheet, made: Panel, line: tuple[str, float, str], taken: list[tuple[float, float]]) -> None:
    """Write a line's name above it where nothing is drawn; without such a place the pointer tells it."""
    words, y, color = line
    small, wide = sheet.small, sheet.letters.width(words, sheet.small)
    room = made.right - made.left - wide
    for share in (1.0, 0.0, 0.75, 0.5, 0.25, 0.875, 0.625, 0.375, 0.125):
        left = made.left + 4 + share * (room - 4)
        if not any(left - 5 < a < left + wide + 5 and y - 1.5 * small < b < y + 1 for a, b in taken):
            sheet.text(left, y - 0.4 * small, words, color=color, size=small)
            taken.extend((left + wide * step / 20, y - 0.7 * small) for step in range(21))
            return


def _traced(made: Panel, data: TrendData) -> list[tuple[float, float]]:
    """Where points and the lines between them are, as places not far from one another."""
    at = [(made.x(point.day), made.y(_at(data, point.value))) for point in data.trend.points]
    if len(at) > _MANY:
        return at
    between = [
        (a[0] + (b[0] - a[0]) * step / 12, a[1] + (b[1] - a[1]) * step / 12)
        for a, b in pairwise(at) for step in range(12)
    ]  # fmt: skip
    return [*between, *at[-1:]]


def _points(made: Panel, data: TrendData, palette: Palette) -> None:
    """Points joined in time order, not across a year without any; a frame or a diamond around those that say more."""
    found = data.trend
    at = [(made.x(point.day), made.y(_at(data, point.value))) for point in found.points]
    joined = [
        (a, b) for (a, one), (b, other) in pairwise(zip(at, found.points, strict=True)) if other.year - one.year <= 1
    ]
    if joined and found.n <= _MANY:
        ticks(made.axes, joined, color=palette.communication, width=0.6, zorder=1.8)
    draw_runs(made, data, at, palette)
    outside = [at[place] for place in found.signals.outside]
    if outside:
        points(made.axes, [x for x, _ in outside], [y for _, y in outside], marker="s", sizes=9.0,
               face=palette.surface, edge=palette.friction, width=1.3, zorder=2.6)  # fmt: skip
    drawn = points(
        made.axes, [x for x, _ in at], [y for _, y in at], marker="o", sizes=4.6 if found.n <= _MANY else 2.0,
        face=palette.communication, edge=palette.communication,
    )  # fmt: skip
    attach(
        drawn,
        [Mark(text, (p.journey,), behind_point(data)) for text, p in zip(data.texts, found.points, strict=True)],
    )
    draw_commitments(made, data, palette)
