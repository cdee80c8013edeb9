"""What a trend marks beside its points: the mean and its limits, what is in a row, and what was committed to."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, pairwise

from mysteryshop.analysis.figure_columns import FigureColumn
from mysteryshop.analysis.figure_moments import behind_figures
from mysteryshop.analysis.sides import Behind
from mysteryshop.analysis.trends import Trend
from mysteryshop.analysis.wording import day_text
from mysteryshop.charts.comparison.panel import Panel
from mysteryshop.charts.comparison.two import blend
from mysteryshop.charts.lettering import clean
from mysteryshop.charts.marks import Mark, attach
from mysteryshop.charts.sheet import points, ticks
from mysteryshop.charts.wording import counted
from mysteryshop.palette import Palette

_LINES = 8  # days on which something was taken on, of which each has a line upwards


@dataclass(frozen=True, slots=True, eq=False)
class TrendData:
    """The trend of one figure; `texts` are the points' in their order."""

    title: str
    column: FigureColumn
    trend: Trend
    texts: tuple[str, ...]
    per: float = 1.0  # what the axis counts one of


def side_of(found: Trend, run: tuple[int, int]) -> str:
    """On which side of the mean a run lies."""
    assert found.limits is not None  # there are no runs without
    return "above" if found.points[run[0]].value > found.limits.mean else "below"


def line_mark(data: TrendData, words: str, said: str, value: float) -> Mark:
    """The mean opens the journeys that it is the mean of; a limit those that lie beyond it."""
    there = data.trend.points
    if words == "mean":
        return Mark(f"{said} of {counted(len(there), 'journey')}", tuple(p.journey for p in there), behind_point(data))
    upper = words.startswith("upper")
    beyond = tuple(
        there[place].journey for place in data.trend.signals.outside if (there[place].value > value) == upper
    )
    lie = f"{counted(len(beyond), 'journey') if beyond else 'no journey'} {'above' if upper else 'below'} it"
    return Mark(f"{said}\n{lie}", beyond, behind_point(data) if beyond else None)


def behind_point(data: TrendData) -> Behind:
    """What stands behind a journey's point."""
    return behind_figures(data.column.field)


def ribbon(palette: Palette) -> str:
    """The colour of what is in a row."""
    return blend(palette.warning, palette.surface, 0.3)


def draw_runs(made: Panel, data: TrendData, at: list[tuple[float, float]], palette: Palette) -> None:
    """A ribbon below the points that are in a row on one side of the mean."""
    found = data.trend
    for run in found.signals.runs:
        first, last = run
        drawn = ticks(made.axes, list(pairwise(at[first : last + 1])), color=ribbon(palette), width=6.0, zorder=1.4)
        told = f"{last - first + 1} journeys in a row {side_of(found, run)} the mean"
        mark = Mark(told, tuple(point.journey for point in found.points[first : last + 1]), behind_point(data))
        attach(drawn, [mark] * (last - first))


def draw_commitments(made: Panel, data: TrendData, palette: Palette) -> None:
    """Along the foot: the day on which something was taken on, else the journey after which it was committed to."""
    found, behind = data.trend, Behind("", moments=False, figures=(data.column.field,))
    marks = [
        (point.day, Mark("\n".join((clean(point.label), *map(_committed, point.kept))), (point.journey,), behind))
        for point in found.points if point.kept
    ]  # fmt: skip
    few = len({each.day for each in found.taken_on}) <= _LINES  # of many lines none can be followed
    for day, rows in groupby(found.taken_on, key=lambda each: each.day):
        told = list(rows)
        words = "\n".join((day_text(day), *(_committed(each.text) for each in told)))
        marks.append((day, Mark(words, tuple(dict.fromkeys(each.journey for each in told)), behind)))
        x = made.x(min(max(day, made.x_range[0]), made.x_range[1]))
        if not few:
            continue
        ticks(made.axes, [((x, made.top), (x, made.bottom))], color=palette.promise, width=0.7, dashed=True, zorder=1.2)
    if not marks:
        return
    places = [made.x(min(max(day, made.x_range[0]), made.x_range[1])) for day, _ in marks]  # later ones at the edge
    drawn = points(
        made.axes, places, [made.bottom + 6.0 for _ in places], marker="D", sizes=4.6,
        face=palette.surface, edge=palette.promise, width=1.1,
    )  # fmt: skip
    attach(drawn, [mark for _, mark in marks])


def _committed(line: str) -> str:
    return f"Committed: {clean(line)}"
