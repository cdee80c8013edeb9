"""Where reality was worse than believed: one bar a touchpoint or topic, with how often of how many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from mysteryshop.analysis.beliefs import FEW, Insulation
from mysteryshop.analysis.wording import counted, halves, percent
from mysteryshop.charts.comparison.two import blend
from mysteryshop.charts.lettering import clean
from mysteryshop.charts.marks import Mark, attach
from mysteryshop.charts.rows import AXIS, Rows, Scale
from mysteryshop.charts.sheet import MARGIN, Sheet, bars, ticks
from mysteryshop.palette import Palette
from mysteryshop.vocabulary import RELATIONSHIPS, by_id

NAME = "Where I am most insulated"
NOTHING = "No belief has been judged and linked to its evidence yet, and no touchpoint had a figure to expect."
MOST = 8  # rows


@dataclass(frozen=True, slots=True)
class InsulationData:
    """The rows that are drawn, the clearest first, and how many more there are.

    `apart` where they are of several kinds of customer: then each says of which.
    """

    title: str
    rows: tuple[Insulation, ...]
    more: int
    apart: bool


def prepare(found: Sequence[Insulation], where: str) -> InsulationData:
    """What is drawn of the rows, in their order; `where` is what a row is: "touchpoint" or "topic"."""
    rows = tuple(found[:MOST])
    apart = len({row.relationship for row in found}) > 1
    return InsulationData(_title(rows, where, apart=apart), rows, len(found) - len(rows), apart)


def _title(rows: Sequence[Insulation], where: str, *, apart: bool) -> str:
    told = next((row for row in rows if row.n >= FEW and row.worse > 0), None)
    if told is None:
        return f"By {where}: too few judged to say where"
    as_whom = f" as {_as(told)}" if apart else ""
    return f"Most clearly: {clean(told.name)}, worse than believed in {halves(told.worse)} of {told.n}{as_whom}"


def _as(row: Insulation) -> str:
    return by_id(RELATIONSHIPS, row.relationship).label.lower()


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
    return f"{data.title}. {'; '.join(_words(row, apart=data.apart) for row in data.rows)}."


def _words(row: Insulation, *, apart: bool) -> str:
    as_whom = f" as {_as(row)}" if apart else ""
    said = f"{clean(row.name)}{as_whom}: worse than believed in {halves(row.worse)} of {row.n} judged"
    return f"{said} on {counted(row.walks, 'walk')}" if row.walks else said


def draw(figure: Figure, data: InsulationData, palette: Palette) -> None:
    """Draw the bars on the figure, which is cleared."""
    sheet = Sheet(figure, palette)
    if empty(data):
        sheet.say(NAME, NOTHING)
        return
    top = sheet.title(data.title)
    rows = Rows(sheet, [row.name for row in data.rows], top, sheet.height - AXIS * sheet.body)
    rows.draw()
    beside = [_beside(row, apart=data.apart) for row in data.rows]
    room = max(sheet.letters.width(words, sheet.small) for words in beside) + 12
    scale = Scale(rows.left + 4, sheet.width - MARGIN - room, 0.0, 1.0)
    rest = f"; {data.more} more not shown" if data.more else ""
    unit = f"worse than believed, % of judged{rest}"
    rows.axis(scale, [(s / 100, str(s)) for s in (0, 25, 50, 75, 100)], unit)
    axes = sheet.whole()
    for place, row in enumerate(data.rows):
        middle, half = rows.middle(place), 0.27 * rows.height
        face = blend(palette.warning, palette.surface, 0.5 if row.n >= FEW else 0.2)
        box = (scale.x(0), middle - half, max(scale.x(row.share), scale.x(0) + 1), middle + half)
        attach(bars(axes, [box], face=face), [Mark(_tooltip(row, apart=data.apart), row.journeys)])
        if (interval := row.interval) is not None:
            span = [((scale.x(interval.low), middle), (scale.x(interval.high), middle))]
            ticks(axes, span, color=palette.ink, width=1.2, zorder=3.0)
        sheet.text(scale.right + 8, middle + 0.36 * sheet.small, beside[place], size=sheet.small, color=palette.ink2)


def _beside(row: Insulation, *, apart: bool) -> str:
    said = f"{halves(row.worse)} of {row.n}"
    return f"{said}, {_as(row)}" if apart else said


def _tooltip(row: Insulation, *, apart: bool) -> str:
    said = _words(row, apart=apart)
    if row.interval is None:
        return said
    return f"{said}\n95 % interval {percent(row.interval.low)} to {percent(row.interval.high)}"
