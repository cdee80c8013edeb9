"""Importance against performance: what matters and has room stands in the upper left."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.figure import Figure

from mysteryshop.analysis.importance import ENOUGH, IMPROVE, KEEP, LATER, Placed, Quadrants
from mysteryshop.analysis.sides import Rests
from mysteryshop.analysis.wording import percent, spoken
from mysteryshop.charts.comparison.panel import Panel, panel, round_ticks
from mysteryshop.charts.lettering import SEMIBOLD, clean
from mysteryshop.charts.marks import Mark, attach
from mysteryshop.charts.sheet import Sheet, points, ticks
from mysteryshop.palette import Palette

NAME = "Importance against performance"
NOTHING = "Importance is told from 8 journeys on, of two predictors or more."


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
    first = next((row for row in found.placed if row.quadrant == IMPROVE), None)
    words = f"improve {clean(spoken(first.name))} first" if first else "what matters goes well"
    title = f"What to do first: {words}" if found.settled else f"A hint, not settled: {words}"
    return QuadrantData(f"{title} (n = {found.n:,})", found, rests)


def empty(data: QuadrantData) -> bool:
    """Whether there is nothing to place."""
    return data.found is None


def height(_data: QuadrantData) -> float:
    """The height in inches at which the chart reads well across a report's page."""
    return 3.2


def _text(row: Placed) -> str:
    words = f"{clean(spoken(row.name))} · {row.quadrant}\nexplains {percent(row.importance)}"
    if row.interval is not None:
        words += f" ({percent(row.interval[0])} to {percent(row.interval[1])})"
    return f"{words}\nthe usual journey comes {percent(row.performance)} of the way to your best tenth"


def describe(data: QuadrantData) -> str:
    """The chart in words, with its figures."""
    if data.found is None:
        return NOTHING
    return f"{data.title}. {'; '.join(_text(row).replace(chr(10), ', ') for row in data.found.placed)}."


def draw(figure: Figure, data: QuadrantData, palette: Palette) -> None:
    """Draw the quadrants on the figure, which is cleared; intervals stand upright through the points."""
    sheet, found = Sheet(figure, palette), data.found
    if found is None:
        sheet.say(NAME, NOTHING)
        return
    top = sheet.title(data.title)
    highest = max(row.interval[1] if row.interval else row.importance for row in found.placed)
    least = min(row.performance for row in found.placed)
    rows = round_ticks(0.0, max(highest, 0.05), 6, lambda value: f"{round(100 * value)}")
    across = round_ticks(max(0.0, min(least, found.good_from) - 0.08), 1.0, 7, lambda value: f"{round(100 * value)}")
    made = panel(
        sheet, top + 0.6 * sheet.small, x=[each for each in across if each[0] <= 1.0001], y=rows,
        x_unit="performance: the usual journey on the way to your best tenth, %", y_unit="importance: share, %",
    )  # fmt: skip
    _lines(sheet, made, found)
    _points(sheet, made, found, data.rests)


def _lines(sheet: Sheet, made: Panel, found: Quadrants) -> None:
    """The two lines, and what each quadrant means in its corner."""
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


def _points(sheet: Sheet, made: Panel, found: Quadrants, rests: Rests | None) -> None:
    palette, small = sheet.palette, sheet.small
    taken: list[tuple[float, float, float]] = []
    for row in found.placed:
        x, y = made.x(row.performance), made.y(row.importance)
        color = palette.accent if row.quadrant == IMPROVE else palette.communication
        if row.interval is not None:
            low, high = (made.y(value) for value in row.interval)
            ticks(made.axes, [((x, low), (x, high))], color=color, width=1.0, zorder=1.8)
        drawn = points(made.axes, [x], [y], marker="o", sizes=7.0, face=color if row.sure else palette.surface,
                       edge=color, width=1.3)  # fmt: skip
        attach(drawn, [Mark(_text(row), *((rests.journeys, rests.behind.get(row.name)) if rests else ()))])
        words = clean(spoken(row.name))
        wide = sheet.letters.width(words, small)
        sides = [x + 7, x - 7 - wide] if x + 7 + wide < made.right else [x - 7 - wide, x + 7]
        places = [(left, y - 0.35 * small - step * small) for step in (0.0, 1.2, 2.4) for left in sides]
        left, line = next((at for at in places if not _covered(at, wide, small, taken)), places[0])
        taken.append((left, left + wide, line))
        sheet.text(left, line, words, size=small)


def _covered(at: tuple[float, float], wide: float, small: float, taken: list[tuple[float, float, float]]) -> bool:
    """Whether a name there would lie on another one."""
    left, line = at
    return any(abs(line - b) < 1.15 * small and left < r and a < left + wide for a, r, b in taken)
