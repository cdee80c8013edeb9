"""Importance against performance: what matters and has room stands in the upper left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from mysteryshop.analysis.importance import ENOUGH, IMPROVE, KEEP, LATER, Placed, Quadrants
from mysteryshop.analysis.intervals import Interval
from mysteryshop.analysis.sides import Rests
from mysteryshop.analysis.wording import percent, spoken
from mysteryshop.charts.comparison.panel import Panel, panel, round_ticks
from mysteryshop.charts.lettering import SEMIBOLD, clean
from mysteryshop.charts.marks import Mark, attach
from mysteryshop.charts.sheet import Sheet, points, ticks
from mysteryshop.palette import Palette

NAME = "Importance against performance"
NOTHING = "Importance is told from 8 journeys on, of two predictors or more."


_STEPS = (-0.35, 1.05, -1.55, -2.75, 2.25, -3.95, -5.15)  # letters above and below a point at which names may stand
Line = tuple[tuple[float, float], tuple[float, float]]  # upper left and lower right


@dataclass(frozen=True, slots=True)
class QuadrantData:
    """The predictors in their quadrants; none without an analysis."""

    title: str
    found: Quadrants | None
    rests: Rests | None = None


def prepare(found: Quadrants | None, rests: Rests | None = None) -> QuadrantData:
    """What is drawn; pure, for a worker thread. `rests` are the journeys that its points open."""
    if found is None:
        return QuadrantData(NAME, None)
    first = found.first[0] if found.first else None
    if first is None:
        return QuadrantData(f"Nothing matters more than the rest (n = {found.n:,})", found, rests)
    words = f"improve {clean(spoken(first.name))} first" if first.quadrant == IMPROVE else "what matters goes well"
    title = f"What to do first: {words}" if found.firm else f"A hint, not settled: {words}"
    return QuadrantData(f"{title} (n = {found.n:,})", found, rests)


def empty(data: QuadrantData) -> bool:
    """Whether there is nothing to place."""
    return data.found is None


def height(_data: QuadrantData) -> float:
    """The height in inches at which the chart reads well across a report's page."""
    return 3.2


def _text(row: Placed) -> str:
    words = f"{clean(spoken(row.name))} · {row.quadrant}\nexplains {percent(row.importance)}{_from_to(row.interval)}"
    came = f"{percent(row.performance)}{_from_to(row.reached)}"
    return f"{words}\nthe usual journey comes {came} of the way to your best tenth"


def _from_to(interval: Interval | None) -> str:
    return f" ({percent(interval.low)} to {percent(interval.high)})" if interval is not None else ""


def describe(data: QuadrantData) -> str:
    """The chart in words, with its figures."""
    if data.found is None:
        return NOTHING
    return f"{data.title}. {'; '.join(_text(row).replace(chr(10), ', ') for row in data.found.placed)}."


def draw(figure: Figure, data: QuadrantData, palette: Palette) -> None:
    """Draw the quadrants on the figure, which is cleared; the intervals of both cross in the points."""
    sheet, found = Sheet(figure, palette), data.found
    if found is None:
        sheet.say(NAME, NOTHING)
        return
    top = sheet.title(data.title)
    highest = max(row.interval.high for row in found.placed)
    least = min(row.reached.low if row.reached else row.performance for row in found.placed)
    rows = round_ticks(0.0, max(highest, 0.05), 6, lambda value: f"{round(100 * value)}")
    across = round_ticks(max(0.0, min(least, found.good_from) - 0.08), 1.0, 7, lambda value: f"{round(100 * value)}")
    made = panel(
        sheet, top + 0.6 * sheet.small, x=[each for each in across if each[0] <= 1.0001], y=rows,
        x_unit="performance: the usual journey on the way to your best tenth, %", y_unit="importance: share, %",
    )  # fmt: skip
    _points(sheet, made, found, data.rests, _lines(sheet, made, found))


def _lines(sheet: Sheet, made: Panel, found: Quadrants) -> tuple[Line, Line]:
    """The two lines, and what each quadrant means in its corner; where the lines are."""
    x, y, palette = made.x(found.good_from), made.y(found.important_from), sheet.palette
    upright, level = ((x, made.top), (x, made.bottom)), ((made.left, y), (made.right, y))
    drawn = ticks(made.axes, [upright, level], color=palette.ink2, width=0.8, dashed=True, zorder=1.0)
    said = (f"mean performance {percent(found.good_from)}", f"mean importance {percent(found.important_from)}")
    attach(drawn, [Mark(words) for words in said])
    small = sheet.small
    for words, side, line in (
        (IMPROVE, "left", made.top + 1.2 * small), (KEEP, "right", made.top + 1.2 * small),
        (LATER, "left", made.bottom - 0.6 * small), (ENOUGH, "right", made.bottom - 0.6 * small),
    ):  # fmt: skip
        at = made.left + 4 if side == "left" else made.right - 4
        color = palette.accent if words == IMPROVE else palette.ink2
        sheet.text(at, line, words, size=small, color=color, ha=side, weight=SEMIBOLD)
    return upright, level


def _points(sheet: Sheet, made: Panel, found: Quadrants, rests: Rests | None, means: tuple[Line, Line]) -> None:
    crossed = {row.name: _crossed(made, row) for row in found.placed}
    taken = [*means, *(line for lines in crossed.values() for line in lines)]
    for row in found.placed:
        color = sheet.palette.accent if row.quadrant == IMPROVE else sheet.palette.communication
        ticks(made.axes, crossed[row.name], color=color, width=1.0, zorder=1.8)
        drawn = points(made.axes, [made.x(row.performance)], [made.y(row.importance)], marker="o", sizes=7.0,
                       face=color if row.sure else sheet.palette.surface, edge=color, width=1.3)  # fmt: skip
        attach(drawn, [Mark(_text(row), *((rests.journeys, rests.behind.get(row.name)) if rests else ()))])
    names: list[Line] = []
    for row in found.placed:
        names.append(_named(sheet, made, row, taken, names))


def _crossed(made: Panel, row: Placed) -> list[Line]:
    """The intervals of a point: upright that of its importance, level that of its performance."""
    x, y = made.x(row.performance), made.y(row.importance)
    upright = ((x, made.y(row.interval.high)), (x, made.y(row.interval.low)))
    if row.reached is None:
        return [upright]
    return [upright, ((made.x(row.reached.low), y), (made.x(row.reached.high), y))]


def _named(sheet: Sheet, made: Panel, row: Placed, taken: Sequence[Line], names: Sequence[Line]) -> Line:
    """Write its name beside a point, clear of names, and of lines where there is room; where it stands.

    A name that has to stand away from its point is led there by a thin line.
    """
    x, y, small = made.x(row.performance), made.y(row.importance), sheet.small
    words = clean(spoken(row.name))
    wide = sheet.letters.width(words, small)
    sides = [x + 7, x - 7 - wide] if x + 7 + wide < made.right else [x - 7 - wide, x + 7]
    lines = [line for line in (y + step * small for step in _STEPS) if made.top + small < line < made.bottom]
    places = [((left, line - 0.8 * small), (left + wide, line)) for line in lines for left in sides]

    def cost(place: Line) -> float:
        away = abs(place[1][1] - y) / small
        on_names = sum(_meet(place, each) for each in names)
        return 20 * on_names + sum(_meet(place, each) for each in taken) + 0.3 * away

    place = min(places, key=cost)
    if abs(place[1][1] - 0.4 * small - y) > 1.6 * small:
        end = place[0][0] - 2 if place[0][0] > x else place[1][0] + 2
        ticks(made.axes, [((x, y), (end, place[1][1] - 0.4 * small))], color=sheet.palette.ink2, width=0.6, zorder=1.7)
    sheet.text(place[0][0], place[1][1], words, size=small)
    return place


def _meet(a: Line, b: Line) -> bool:
    """Whether two boxes, or what has no width or no height, lie on each other."""
    return all(a[0][axis] < b[1][axis] and b[0][axis] < a[1][axis] for axis in (0, 1))
