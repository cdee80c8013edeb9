"""The table behind an agreement: what one said in rows, what the other said in columns, counts in the cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from matplotlib.figure import Figure

from mysteryshop.analysis.agreement import Agreement, Value
from mysteryshop.analysis.sides import Behind
from mysteryshop.analysis.wording import percent
from mysteryshop.charts.comparison.two import blend
from mysteryshop.charts.lettering import SEMIBOLD, clean
from mysteryshop.charts.marks import Mark, attach
from mysteryshop.charts.sheet import MARGIN, Sheet, bars
from mysteryshop.palette import Palette

NAME = "What one said, and the other"
_MOST = 12  # categories that a table can still show
_NAMED = 8  # things that a cell names


@dataclass(frozen=True, slots=True)
class Cell:
    """How often the first said one thing and the second another."""

    row: int
    column: int
    count: int
    mark: Mark

    @property
    def text(self) -> str:
        """What it says to the pointer."""
        return self.mark.text


@dataclass(frozen=True, slots=True, eq=False)
class AgreeData:
    """Rows and columns have the same categories; `cells` are those with a count."""

    title: str
    names: tuple[str, str]
    categories: tuple[str, ...]
    cells: tuple[Cell, ...]
    n: int
    refusal: str = ""


def prepare(
    found: Agreement | str,
    labels: Mapping[Value, str],
    items: Mapping[tuple[Value, Value], list[str]],
    opens: Mapping[tuple[Value, Value], Behind] | None = None,
    journeys: tuple[str, ...] = (),
) -> AgreeData:
    """The table in words; a scale that has words for its values is shown whole. `items` says what is in a cell.

    Of two walks `opens` says what stands behind it in these `journeys`.
    """
    if isinstance(found, str):
        return AgreeData(NAME, ("", ""), (), (), 0, found)
    values = tuple(labels) if set(found.categories) <= set(labels) else found.categories
    if len(values) > _MOST:
        words = f"{len(values)} different values are too many for a table; the export holds every row."
        return AgreeData(NAME, found.names, (), (), found.n, words)
    said = [clean(labels.get(value, str(value) if isinstance(value, str) else f"{value:g}")) for value in values]
    cells = []
    for r, first in enumerate(found.categories):
        for c, second in enumerate(found.categories):
            if count := found.table[r][c]:
                row, column = values.index(first), values.index(second)
                words = f"{found.names[0]}: {said[row]} · {found.names[1]}: {said[column]}\n{count} of {found.n}"
                inside = items.get((first, second), [])
                more = f" and {len(inside) - _NAMED} more" if len(inside) > _NAMED else ""
                told = clean(f"{words}: {', '.join(inside[:_NAMED])}{more}")
                cells.append(Cell(row, column, count, Mark(told, journeys, (opens or {}).get((first, second)))))
    same = sum(cell.count for cell in cells if cell.row == cell.column)
    title = f"They say the same of {same} of {found.n} ({percent(same / found.n)})"
    return AgreeData(title, found.names, tuple(said), tuple(cells), found.n)


def empty(data: AgreeData) -> bool:
    """Whether there is no table."""
    return not data.cells


def height(data: AgreeData) -> float:
    """The height in inches at which the chart reads well across a report's page."""
    return 1.2 + 0.34 * max(3, len(data.categories))


def describe(data: AgreeData) -> str:
    """The table in words, with its counts."""
    if empty(data):
        return data.refusal or NAME
    return f"{data.title}. {'; '.join(cell.text.replace(chr(10), ': ') for cell in data.cells)}."


def draw(figure: Figure, data: AgreeData, palette: Palette) -> None:
    """Draw the cells on the figure, which is cleared; agreement stands on the diagonal, in accent."""
    sheet = Sheet(figure, palette)
    if empty(data):
        sheet.say(data.title, data.refusal)
        return
    top, small, letters = sheet.title(data.title), sheet.small, sheet.letters
    widest = max(letters.width(words, small) for words in data.categories)
    room = min(widest, 0.26 * sheet.width)
    left = MARGIN + 1.7 * small + room + 8
    columns = len(data.categories)
    wide = min((sheet.width - MARGIN - left) / columns, 96.0)
    first = top + 3.2 * small
    high = min((sheet.height - MARGIN - first) / columns, 3.0 * small)
    second = letters.shorten(clean(data.names[1]), wide * columns, small)
    sheet.text(left + wide * columns / 2, top + small, second, size=small, weight=SEMIBOLD, ha="center")
    said = letters.shorten(clean(data.names[0]), high * columns, small)
    sheet.text(MARGIN + small, first + high * columns / 2, said, size=small, weight=SEMIBOLD, ha="center", rotation=90)
    for place, words in enumerate(data.categories):
        row = first + (place + 0.5) * high + 0.36 * small
        sheet.text(left - 6, row, letters.shorten(words, room, small), size=small, color=palette.ink2, ha="right")
        head = letters.shorten(words, wide - 4, small)
        middle = left + (place + 0.5) * wide
        sheet.text(middle, first - 0.6 * small, head, size=small, color=palette.ink2, ha="center")
    _cells(sheet, data, (left, first, wide, high))


def _cells(sheet: Sheet, data: AgreeData, box: tuple[float, float, float, float]) -> None:
    left, top, wide, high = box
    palette, axes, columns = sheet.palette, sheet.whole(), range(len(data.categories))
    most = max(cell.count for cell in data.cells)

    def place(row: int, column: int) -> tuple[float, float, float, float]:
        x, y = left + column * wide, top + row * high
        return x + 0.8, y + 0.8, x + wide - 0.8, y + high - 0.8

    apart = [place(r, c) for r in columns for c in columns if r != c]
    if apart:
        bars(axes, apart, face=blend(palette.ink2, palette.surface, 0.05), zorder=0.5)
    bars(axes, [place(r, r) for r in columns], face=blend(palette.accent, palette.surface, 0.12), zorder=0.5)
    for cell in data.cells:
        color = palette.accent if cell.row == cell.column else palette.friction
        share = 0.2 + 0.8 * (cell.count / most if most > 1 else 0.3)
        drawn = bars(axes, [place(cell.row, cell.column)], face=blend(color, palette.surface, share))
        attach(drawn, [cell.mark])
        ink, weight = (palette.surface, SEMIBOLD) if share > 0.6 else (palette.ink, 400)
        x, y = left + (cell.column + 0.5) * wide, top + (cell.row + 0.5) * high + 0.36 * sheet.small
        sheet.text(x, y, str(cell.count), size=sheet.small, color=ink, weight=weight, ha="center")
