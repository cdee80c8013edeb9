"""Frictions by touchpoint and category: how many, and in how many journeys."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import radians, sin

import numpy as np
from matplotlib.figure import Figure

from mysteryshop import vocabulary
from mysteryshop.analysis.sides import Behind, Place, Sides
from mysteryshop.charts.comparison.two import blend
from mysteryshop.charts.lettering import SEMIBOLD, clean
from mysteryshop.charts.marks import Mark, attach
from mysteryshop.charts.sheet import MARGIN, Sheet, bars
from mysteryshop.charts.wording import counted
from mysteryshop.palette import Palette

NAME = "Frictions by touchpoint and category"
NOTHING = "No frictions were noted in these journeys."
OTHER = "not sorted"
_LEAST_ROW = 1.2  # lines of small text
_SLANT = 25.0  # degrees


@dataclass(frozen=True, slots=True)
class Cell:
    """Frictions of one category at one touchpoint."""

    row: int
    column: int
    count: int
    journeys: tuple[str, ...]
    text: str
    behind: Behind


@dataclass(frozen=True, slots=True, eq=False)
class HeatData:
    """Rows are touchpoints, columns categories; only cells with a friction are there.

    `beyond` are the touchpoints that are no row, and their frictions.
    """

    title: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[Cell, ...]
    n: int
    beyond: tuple[int, int] = (0, 0)


def prepare(sides: Sides) -> HeatData:
    """Counts by touchpoint and category; pure, for a worker thread."""
    columns = [term.id for term in vocabulary.CATEGORIES]
    counts: dict[tuple[int, int], int] = {}
    journeys: dict[tuple[int, int], list[str]] = {}
    classes = [(side, side.rubs.classes()) for side in sides.sides]
    if any(not category for _, found in classes for _, category in found):
        columns.append(OTHER)
    for side, found in classes:
        for (row, category), part in found.items():
            cell = (row, columns.index(category or OTHER))
            counts[cell] = counts.get(cell, 0) + int(side.rubs.count[part].sum())
            journeys.setdefault(cell, []).extend(side.ids(np.unique(side.rubs.journey[part])))
    rows = _rows(sides, counts)
    index = {row: place for place, row in enumerate(rows)}
    cells = tuple(
        _cell((index[row], column), sides.places[row], columns, n, tuple(journeys[row, column]), sides.n)
        for (row, column), n in sorted(counts.items(), key=lambda item: (index.get(item[0][0], -1), item[0][1]))
        if row in index
    )
    names = tuple(sides.places[row].name for row in rows)
    left = {row for row, _ in counts if row not in index}
    beyond = len(left), sum(n for (row, _), n in counts.items() if row in left)
    title = _title(cells, names, columns, sides.n, sum(counts.values()))
    return HeatData(title, names, tuple(columns), cells, sides.n, beyond)


def _rows(sides: Sides, counts: Mapping[tuple[int, int], int]) -> list[int]:
    """The plan and what lies outside it; where plans differ, the touchpoints with most frictions first."""
    total: Counter[int] = Counter()
    for (row, _), count in counts.items():
        total[row] += count
    if sides.planned:
        return [*range(sides.planned), *(row for row in sorted(total) if row >= sides.planned)]
    return sorted(total, key=lambda row: (-total[row], sides.places[row].name))[:12]


def _cell(
    at: tuple[int, int], place: Place, columns: Sequence[str], count: int, journeys: tuple[str, ...], n: int
) -> Cell:
    head = f"{clean(place.name)} · {columns[at[1]]}"
    words = f"{head}\n{counted(count, 'friction')} in {len(journeys)} of {counted(n, 'journey')}"
    category = "" if columns[at[1]] == OTHER else columns[at[1]]
    behind = Behind(f"frictions: {columns[at[1]]} at {clean(place.name)}", ("friction",), (place.ident,), category)
    return Cell(*at, count, journeys, words, behind)


def _title(cells: Sequence[Cell], rows: Sequence[str], columns: Sequence[str], n: int, total: int) -> str:
    if not cells:
        return NAME
    most = max(cells, key=lambda cell: cell.count)
    if most.count < 2:
        return f"{counted(total, 'friction')}, none twice at the same touchpoint (n = {n:,})"
    alike = sum(cell.count == most.count for cell in cells)
    if alike > 1:
        return f"Most frictions: {most.count:,} of {total:,} in each of {alike} places (n = {n:,})"
    where = f"{columns[most.column]} at {clean(rows[most.row])}"
    return f"Most frictions: {where}, {most.count:,} of {total:,} (n = {n:,})"


def empty(data: HeatData) -> bool:
    """Whether there is no friction."""
    return not data.cells


def height(data: HeatData) -> float:
    """The height in inches at which the chart reads well across a report's page."""
    return 0.9 + 0.19 * max(4, len(data.rows))


def describe(data: HeatData) -> str:
    """The chart in words, with its figures."""
    if empty(data):
        return f"{NAME}. {NOTHING}"
    return f"{data.title}. {'; '.join(cell.text.replace(chr(10), ': ') for cell in data.cells)}."


def draw(figure: Figure, data: HeatData, palette: Palette) -> None:
    """Draw the cells on the figure, which is cleared."""
    sheet = Sheet(figure, palette)
    if empty(data):
        sheet.say(NAME, NOTHING)
        return
    top, small = sheet.title(data.title), sheet.small
    shown = _fitting(sheet, data, top)
    names = {row: sheet.letters.shorten(clean(data.rows[row]), 0.3 * sheet.width, small) for row in shown}
    left = MARGIN + max(sheet.letters.width(words, small) for words in names.values()) + 8
    wide = (sheet.width - 2 * MARGIN - left) / len(data.columns)
    widest = max(sheet.letters.width(name, small) for name in data.columns)
    slanted = widest > wide - 4
    bottom = sheet.height - _foot(sheet, widest if slanted else 0.0)
    high = (bottom - top) / len(shown)
    high = min(high, 2.6 * small)
    for place, row in enumerate(shown):
        middle = top + (place + 0.5) * high
        sheet.text(left - 6, middle + 0.36 * small, names[row], size=small, color=palette.ink2, ha="right")
    below = top + high * len(shown) + 1.3 * small
    if words := _hidden(data, shown):
        sheet.text(MARGIN, below, words, size=small, color=palette.ink2)
    for place, name in enumerate(data.columns):
        middle = left + (place + 0.5) * wide
        if slanted:
            sheet.text(middle + 6, below, name, size=small, color=palette.ink2, ha="right", rotation=_SLANT)
        else:
            sheet.text(middle, below, name, size=small, color=palette.ink2, ha="center")
    _cells(sheet, data, {row: place for place, row in enumerate(shown)}, (left, top, wide, high))


def _hidden(data: HeatData, shown: Sequence[int]) -> str:
    """How many touchpoints there is no room for, and how many frictions: `2 more: 5`."""
    more, frictions = data.beyond
    more += len(data.rows) - len(shown)
    frictions += sum(cell.count for cell in data.cells if cell.row not in shown)
    return f"{more} more: {frictions:,}" if more else ""


def _foot(sheet: Sheet, widest: float) -> float:
    """What the categories below take, in points; slanted ones so much more as the widest of them rises."""
    return 1.9 * sheet.small + widest * sin(radians(_SLANT))


def _fitting(sheet: Sheet, data: HeatData, top: float) -> list[int]:
    """The rows there is room for, in their order: those with most frictions stay."""
    room = max(
        1,
        int(
            (sheet.height - _foot(sheet, max(sheet.letters.width(name, sheet.small) for name in data.columns)) - top)
            / (_LEAST_ROW * sheet.small)
        ),
    )
    counts = [sum(cell.count for cell in data.cells if cell.row == row) for row in range(len(data.rows))]
    best = sorted(range(len(data.rows)), key=lambda row: (-counts[row], row))[:room]
    return sorted(best)


def _cells(sheet: Sheet, data: HeatData, places: dict[int, int], box: tuple[float, float, float, float]) -> None:
    left, top, wide, high = box
    palette, most, axes = sheet.palette, max(cell.count for cell in data.cells), sheet.whole()
    ground = [
        (left + c * wide + 0.8, top + r * high + 0.8, left + (c + 1) * wide - 0.8, top + (r + 1) * high - 0.8)
        for r in range(len(places)) for c in range(len(data.columns))
    ]  # fmt: skip
    bars(axes, ground, face=blend(palette.friction, palette.surface, 0.035), zorder=0.5)
    for cell in (cell for cell in data.cells if cell.row in places):
        x, y = left + cell.column * wide, top + places[cell.row] * high
        share = 0.14 + 0.86 * (cell.count / most if most > 1 else 0.3)
        face = blend(palette.friction, palette.surface, share)
        drawn = bars(axes, [(x + 0.8, y + 0.8, x + wide - 0.8, y + high - 0.8)], face=face)
        attach(drawn, [Mark(cell.text, cell.journeys, cell.behind)])
        ink = palette.surface if share > 0.6 else palette.ink
        weight = SEMIBOLD if share > 0.6 else 400
        middle = y + high / 2 + 0.36 * sheet.small
        sheet.text(x + wide / 2, middle, str(cell.count), size=sheet.small, color=ink, weight=weight, ha="center")
