"""One figure or several touchpoint by touchpoint: each group's median and middle half, points below eight journeys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure

from mysteryshop.analysis.intervals import Floats
from mysteryshop.analysis.sides import Behind
from mysteryshop.charts.comparison.panel import Ticks
from mysteryshop.charts.comparison.two import LEAST, Look, key_of, look
from mysteryshop.charts.marks import Mark, attach
from mysteryshop.charts.rows import AXIS, Rows, Scale, rows_that_fit
from mysteryshop.charts.sheet import MARGIN, Sheet, Symbol, bars, points, ticks
from mysteryshop.palette import Palette

_GAP = 14.0  # points between two strips
_SMALLEST = 3.0  # diameter of a journey's point


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """One group at one touchpoint: a value a journey; `alone` says of each what its point does, where there are few."""

    row: int
    group: int
    journeys: tuple[str, ...]
    values: Floats
    text: str
    behind: Behind | None = None
    alone: tuple[str, ...] = ()

    @property
    def n(self) -> int:
        """How many journeys have a value."""
        return len(self.values)

    @property
    def middle(self) -> tuple[float, float, float]:
        """First quartile, median, third quartile."""
        low, median, high = np.quantile(self.values, (0.25, 0.5, 0.75))
        return float(low), float(median), float(high)


@dataclass(frozen=True, slots=True, eq=False)
class Strip:
    """One figure: its unit, how its axis is ticked from lowest and highest value, and what stands on it.

    `marks` are references by row, what was planned or allowed, which `mark_words` name; `zero` draws a line at 0.
    """

    unit: str
    ticked: Callable[[float, float, int], Ticks]
    cells: tuple[Cell, ...]
    marks: tuple[tuple[int, float], ...] = ()
    mark_words: str = ""
    zero: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class AlongData:
    """Strips side by side over the same rows; `names` are the groups with n. `nothing` is said where all are empty."""

    title: str
    rows: tuple[str, ...]
    names: tuple[tuple[str, int], ...]
    strips: tuple[Strip, ...]
    nothing: str
    name: str


def empty(data: AlongData) -> bool:
    """Whether there is no value at all."""
    return not any(strip.cells for strip in data.strips)


def height(data: AlongData) -> float:
    """The height in inches at which the chart reads well across a report's page."""
    return 1.25 + 0.3 * max(2, len(data.rows))


def describe(data: AlongData) -> str:
    """The chart in words, with its figures."""
    if empty(data):
        return f"{data.name}. {data.nothing}"
    cells = (cell.text.replace("\n", ": ") for strip in data.strips for cell in strip.cells)
    return f"{data.title}. {'; '.join(cells)}."


def draw(figure: Figure, data: AlongData, palette: Palette) -> None:
    """Draw the strips on the figure, which is cleared."""
    sheet = Sheet(figure, palette)
    if empty(data):
        sheet.say(data.name, data.nothing)
        return
    top = sheet.title(data.title)
    strips = tuple(strip for strip in data.strips if strip.cells)
    top, bottom = top + 1.9 * sheet.small, sheet.height - AXIS * sheet.body
    shown = _shown(data, rows_that_fit(sheet, top, bottom))
    rows = Rows(sheet, [data.rows[row] for row in shown], top, bottom)
    rows.draw()
    if hidden := len(data.rows) - len(shown):
        words = f"{hidden} more not shown"
        sheet.text(MARGIN, rows.bottom + 1.3 * sheet.body, words, size=sheet.small, color=palette.ink2)
    _Strips(sheet, data, rows, {row: place for place, row in enumerate(shown)}).draw(strips)


def _shown(data: AlongData, room: int) -> list[int]:
    """The rows there is room for, in their order: those of most journeys stay."""
    counts = [0] * len(data.rows)
    for strip in data.strips:
        for cell in strip.cells:
            counts[cell.row] += cell.n
    best = sorted(range(len(data.rows)), key=lambda row: (-counts[row], row))[:room]
    return sorted(best)


class _Strips:
    """One chart being drawn."""

    def __init__(self, sheet: Sheet, data: AlongData, rows: Rows, places: dict[int, int]) -> None:
        self.sheet, self.data, self.rows, self.places = sheet, data, rows, places
        self.axes = sheet.whole()
        self.groups = len(data.names)

    def draw(self, strips: Sequence[Strip]) -> None:
        words = next((strip.mark_words for strip in strips if strip.marks), "")
        symbols = key_of(self.data.names, self.sheet.palette)
        if words:
            color = self.sheet.palette.warning
            symbols.append(Symbol(words, "|", color, color, size=8.0, width=1.6))
        right = self.sheet.width - 2 * MARGIN
        self.sheet.key(right, self.rows.top - 0.8 * self.sheet.small, symbols, self.axes)
        wide = (right - self.rows.left - 6 - _GAP * (len(strips) - 1)) / len(strips)
        for place, strip in enumerate(strips):
            left = self.rows.left + 6 + place * (wide + _GAP)
            self._strip(strip, left, left + wide)

    def _strip(self, strip: Strip, left: float, right: float) -> None:
        cells = [cell for cell in strip.cells if cell.row in self.places]
        marks = [(row, at) for row, at in strip.marks if row in self.places]
        n_room = self.sheet.letters.width("n = 8,888", self.sheet.small) + 4
        low, high = _range(cells, marks)
        ticked = strip.ticked(low, high, max(5, int((right - left) / 56)))
        scale = Scale(left, right - n_room, ticked[0][0], max(ticked[-1][0], high))
        self.rows.axis(scale, ticked, self.sheet.letters.shorten(strip.unit, right - left, self.sheet.small))
        if strip.zero:
            at = scale.x(0.0)
            ink = self.sheet.palette.ink2
            self.sheet.lines([[(at, self.rows.top), (at, self.rows.bottom)]], color=ink, width=0.9)
        self._references(scale, marks)
        for cell in cells:
            self._cell(cell, scale)
            self._n(cell, right)

    def _references(self, scale: Scale, marks: Sequence[tuple[int, float]]) -> None:
        half, color = 0.42 * self.rows.height, self.sheet.palette.warning
        segments = [
            ((scale.x(at), self.rows.middle(self.places[row]) - half),
             (scale.x(at), self.rows.middle(self.places[row]) + half)) for row, at in marks
        ]  # fmt: skip
        if segments:
            ticks(self.axes, segments, color=color, width=1.4, zorder=1.6)

    def _middle(self, cell: Cell) -> float:
        """Groups stand one above the other within the row."""
        middle = self.rows.middle(self.places[cell.row])
        return middle if self.groups == 1 else middle + (cell.group - 0.5) * 0.42 * self.rows.height

    def _cell(self, cell: Cell, scale: Scale) -> None:
        each, middle = look(cell.group, self.sheet.palette), self._middle(cell)
        mark = Mark(cell.text, cell.journeys, cell.behind)
        if cell.n < LEAST:
            self._points(cell, scale, each, middle)
            return
        half = min(4.0, 0.14 * self.rows.height)
        low, median, high = (scale.x(value) for value in cell.middle)
        box = (low, middle - half, max(high, low + 1.0), middle + half)
        attach(bars(self.axes, [box], face=each.edge, alpha=0.28), [mark])
        dot = points(
            self.axes, [median], [middle], marker=each.marker, sizes=5.4, face=each.face, edge=each.edge, width=1.2
        )
        attach(dot, [mark])

    def _points(self, cell: Cell, scale: Scale, each: Look, middle: float) -> None:
        at = [scale.x(float(value)) for value in cell.values]
        dots = points(
            self.axes, at, [middle] * cell.n, marker=each.marker, sizes=_SMALLEST + 0.8,
            face=each.face if cell.group == 0 else "none", edge=each.edge, width=0.8,
        )  # fmt: skip
        dots.set_alpha(0.75)
        told = cell.alone or (cell.text,) * cell.n
        attach(dots, [Mark(words, (journey,), cell.behind) for words, journey in zip(told, cell.journeys, strict=True)])

    def _n(self, cell: Cell, right: float) -> None:
        """How many journeys, where two rows of letters fit; else the first group's only."""
        small = self.sheet.small
        tight = self.groups == 2 and self.rows.height < 2.3 * small
        if tight:
            both = [c for strip in self.data.strips for c in strip.cells if c.row == cell.row]
            mine = next(strip.cells for strip in self.data.strips if cell in strip.cells)
            pair = [f"{next((c.n for c in mine if c.row == cell.row and c.group == g), 0):,}" for g in (0, 1)]
            if cell.group == min(c.group for c in both if c in mine):
                y = self.rows.middle(self.places[cell.row]) + 0.36 * small
                self.sheet.text(right, y, " | ".join(pair), size=small, color=self.sheet.palette.ink2, ha="right")
            return
        y = self._middle(cell) + 0.36 * small
        words = f"n = {cell.n:,}"
        self.sheet.text(right, y, words, size=small, color=self.sheet.palette.ink2, ha="right")


def _range(cells: Sequence[Cell], marks: Sequence[tuple[int, float]]) -> tuple[float, float]:
    """What the axis has to hold: middle halves, points and references."""
    ends = [value for cell in cells if cell.n >= LEAST for value in cell.middle]
    ends += [float(value) for cell in cells if cell.n < LEAST for value in cell.values]
    ends += [at for _, at in marks]
    return min(ends, default=0.0), max(ends, default=1.0)
