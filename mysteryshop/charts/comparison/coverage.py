"""Whom you have walked as: relationships down, quarters across, the number of walks in each field."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.figure import Figure

from mysteryshop.analysis.coverage import Coverage, Row, headline
from mysteryshop.analysis.wording import counted
from mysteryshop.charts.comparison.two import blend
from mysteryshop.charts.marks import Mark, attach
from mysteryshop.charts.rows import Rows
from mysteryshop.charts.sheet import MARGIN, Sheet, bars
from mysteryshop.palette import Palette

NAME = "Whom I have walked as"


@dataclass(frozen=True, slots=True)
class CoverageData:
    """The map, and what it says."""

    title: str
    found: Coverage


def prepare(found: Coverage) -> CoverageData:
    """What is drawn; pure, for a worker thread."""
    return CoverageData(headline(found), found)


def empty(_data: CoverageData) -> bool:
    """Never: whom nobody has walked as is what it shows."""
    return False


def height(_data: CoverageData) -> float:
    """The height in inches at which the chart reads well across a report's page."""
    return 2.9


def describe(data: CoverageData) -> str:
    """The chart in words, with its figures."""
    rows = "; ".join(f"{row.label}: {counted(row.ever, 'walk') if row.ever else 'never'}" for row in data.found.rows)
    return f"{data.title}. {rows}."


def draw(figure: Figure, data: CoverageData, palette: Palette) -> None:
    """Draw the map on the figure, which is cleared."""
    sheet = Sheet(figure, palette)
    found, small = data.found, sheet.small
    top, bottom = sheet.title(data.title) + 0.4 * small, sheet.height - 3.0 * small
    rows = Rows(sheet, [row.label for row in found.rows], top, bottom)
    rows.draw()
    right = sheet.width - MARGIN - sheet.letters.width("888 walks", small) - 14
    wide = (right - rows.left) / len(found.quarters)
    most = max((cell.n for row in found.rows for cell in row.cells), default=0)
    axes = sheet.whole()
    for place, row in enumerate(found.rows):
        for column, cell in enumerate(row.cells):
            left, middle, half = rows.left + column * wide, rows.middle(place), 0.4 * rows.height
            share = 0.12 + 0.88 * cell.n / most if cell.n else 0.0
            face = blend(palette.communication, palette.surface, share) if cell.n else palette.surface
            box = (left + 2, middle - half, left + wide - 2, middle + half)
            drawn = bars(axes, [box], face=face, edge=palette.line, width=0.7, zorder=1.2)
            attach(drawn, [Mark(_words(row, found.quarters[column], cell.n), tuple(w.journey for w in cell.walks))])
            if cell.n:
                color = palette.surface if share > 0.55 else palette.ink
                sheet.text(left + wide / 2, middle + 0.36 * small, str(cell.n), size=small, color=color, ha="center")
        said, color = (counted(row.ever, "walk"), palette.ink2) if row.ever else ("never", palette.warning)
        sheet.text(right + 8, rows.middle(place) + 0.36 * small, said, size=small, color=color)
    _quarters(sheet, rows, found, wide)


def _quarters(sheet: Sheet, rows: Rows, found: Coverage, wide: float) -> None:
    small, color = sheet.small, sheet.palette.ink2
    for column, (year, quarter) in enumerate(found.quarters):
        middle = rows.left + (column + 0.5) * wide
        sheet.text(middle, rows.bottom + 1.3 * small, f"Q{quarter}", size=small, color=color, ha="center")
        if column == 0 or quarter == 1:
            sheet.text(middle, rows.bottom + 2.6 * small, str(year), size=small, color=color, ha="center")


def _words(row: Row, quarter: tuple[int, int], n: int) -> str:
    return f"{row.label}, Q{quarter[1]} {quarter[0]}: {counted(n, 'walk') if n else 'none'}"
