"""Where reality was worse than believed: one bar a touchpoint or topic, with how often of how many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from mysteryshop.analysis.beliefs import Insulation
from mysteryshop.analysis.wording import percent
from mysteryshop.charts.comparison.two import blend
from mysteryshop.charts.lettering import clean
from mysteryshop.charts.marks import Mark, attach
from mysteryshop.charts.rows import AXIS, Rows, Scale
from mysteryshop.charts.sheet import MARGIN, Sheet, bars, ticks
from mysteryshop.palette import Palette

NAME = "Where I am most insulated"
NOTHING = "No belief has been judged and linked to its evidence yet, and no touchpoint had a figure to expect."
MOST = 8  # rows
_FEW = 3


@dataclass(frozen=True, slots=True)
class InsulationData:
    """The rows that are drawn, the worst first, and how many more there are."""

    title: str
    rows: tuple[Insulation, ...]
    more: int


def prepare(found: Sequence[Insulation], where: str) -> InsulationData:
    """What is drawn of the rows, worst first; `where` is what a row is: "touchpoint" or "topic"."""
    rows = tuple(found[:MOST])
    return InsulationData(_title(rows, where), rows, len(found) - len(rows))


def _title(rows: Sequence[Insulation], where: str) -> str:
    told = next((row for row in rows if row.n >= _FEW and row.worse > 0), None)
    if told is None:
        return f"By {where}: too few judged to say where"
    return f"{clean(told.name)}: worse than believed in {_count(told.worse)} of {told.n}"


def _count(worse: float) -> str:
    return f"{worse:g}".replace(".5", "½").replace("0½", "½")


def empty(data: InsulationData) -> bool:
    """Whether nothing was judged."""
    return not data.rows


def height(data: InsulationData) -> float:
    """The height in inches at which the chart reads well across a report's page."""
    return 1.1 + 0.28 * max(2, len(data.rows))


def describe(data: InsulationData) -> str:
    """The chart in words, with its figures."""
    if empty(data):
        return f"{NAME}. {NOTHING}"
    return f"{data.title}. {'; '.join(_words(row) for row in data.rows)}."


def _words(row: Insulation) -> str:
    return f"{clean(row.name)}: worse than believed in {_count(row.worse)} of {row.n}"


def draw(figure: Figure, data: InsulationData, palette: Palette) -> None:
    """Draw the bars on the figure, which is cleared."""
    sheet = Sheet(figure, palette)
    if empty(data):
        sheet.say(NAME, NOTHING)
        return
    top = sheet.title(data.title)
    rows = Rows(sheet, [row.name for row in data.rows], top, sheet.height - AXIS * sheet.body)
    rows.draw()
    room = sheet.letters.width("88½ of 888", sheet.small) + 12
    scale = Scale(rows.left + 4, sheet.width - MARGIN - room, 0.0, 1.0)
    rest = f"; {data.more} more not shown" if data.more else ""
    rows.axis(scale, [(s / 100, str(s)) for s in (0, 25, 50, 75, 100)], f"worse than believed, % of judged{rest}")
    axes = sheet.whole()
    for place, row in enumerate(data.rows):
        middle, half = rows.middle(place), 0.27 * rows.height
        face = blend(palette.warning, palette.surface, 0.5 if row.n >= _FEW else 0.2)
        box = (scale.x(0), middle - half, max(scale.x(row.share), scale.x(0) + 1), middle + half)
        attach(bars(axes, [box], face=face), [Mark(_tooltip(row), row.journeys)])
        if (interval := row.interval) is not None:
            span = [((scale.x(interval.low), middle), (scale.x(interval.high), middle))]
            ticks(axes, span, color=palette.ink, width=1.2, zorder=3.0)
        said = f"{_count(row.worse)} of {row.n}"
        sheet.text(scale.right + 8, middle + 0.36 * sheet.small, said, size=sheet.small, color=palette.ink2)


def _tooltip(row: Insulation) -> str:
    if row.interval is None:
        return _words(row)
    return f"{_words(row)}\n95 % interval {percent(row.interval.low)} to {percent(row.interval.high)}"
