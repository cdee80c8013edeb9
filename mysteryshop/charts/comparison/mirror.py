"""Both sides of each touchpoint: what the leader felt filled, what the others rated hollow, a line between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from mysteryshop.analysis.mirror import Reflection, headline, told
from mysteryshop.charts.lettering import clean
from mysteryshop.charts.marks import Mark, attach
from mysteryshop.charts.rows import AXIS, Rows, Scale, rows_that_fit
from mysteryshop.charts.sheet import MARGIN, Sheet, Symbol, points, ticks
from mysteryshop.palette import Palette

NAME = "How I am perceived"
NOTHING = "Give the sheet to somebody who served you, or enter what they say: both sides stand here."
_WORDS = ((-2.0, "−2"), (-1.0, "−1"), (0.0, "0"), (1.0, "+1"), (2.0, "+2"))


@dataclass(frozen=True, slots=True)
class MirrorData:
    """The touchpoints that either side said something of."""

    title: str
    rows: tuple[Reflection, ...]


def prepare(found: Sequence[Reflection]) -> MirrorData:
    """What is drawn; pure, for a worker thread."""
    return MirrorData(headline(found), tuple(each for each in found if each.own is not None or each.ratings))


def empty(data: MirrorData) -> bool:
    """Whether nobody has rated anything."""
    return not any(row.ratings for row in data.rows)


def height(data: MirrorData) -> float:
    """The height in inches at which the chart reads well across a report's page."""
    return 1.2 + 0.27 * max(3, len(data.rows))


def describe(data: MirrorData) -> str:
    """The chart in words, with its figures."""
    if empty(data):
        return f"{NAME}. {NOTHING}"
    return f"{data.title}. {'; '.join(_words(row).replace(chr(10), ', ') for row in data.rows)}."


def _words(row: Reflection) -> str:
    parts = [clean(row.name), f"I felt {told(row.own)}", f"they rated {told(row.theirs)} (n = {len(row.ratings)})"]
    return "\n".join([*parts, *(clean(f"{r.rater or 'they'}: {r.note}") for r in row.ratings if r.note)])


def draw(figure: Figure, data: MirrorData, palette: Palette) -> None:
    """Draw both sides on the figure, which is cleared."""
    sheet = Sheet(figure, palette)
    if empty(data):
        sheet.say(NAME, NOTHING)
        return
    small = sheet.small
    top, bottom = sheet.title(data.title) + 1.8 * small, sheet.height - AXIS * sheet.body
    shown = data.rows[: rows_that_fit(sheet, top, bottom)]
    rows = Rows(sheet, [clean(row.name) for row in shown], top, bottom)
    rows.draw()
    scale = Scale(rows.left + 12, sheet.width - MARGIN - sheet.letters.width("0.6 apart", small) - 16, -2.0, 2.0)
    more = f"; {len(data.rows) - len(shown)} more not shown" if len(shown) < len(data.rows) else ""
    rows.axis(scale, _WORDS, f"feeling, −2 to +2{more}")
    axes = sheet.whole()
    sheet.key(sheet.width - MARGIN, top - 0.7 * small, [
        Symbol("I felt", "o", palette.communication, palette.communication),
        Symbol("they rated", "o", palette.surface, palette.promise),
    ], axes)  # fmt: skip
    for place, row in enumerate(shown):
        middle, mark = rows.middle(place), Mark(_words(row), row.moments)
        if row.own is not None and row.theirs is not None:
            line = ((scale.x(row.own), middle), (scale.x(row.theirs), middle))
            ticks(axes, [line], color=palette.ink2, width=1.2, zorder=1.6)
            said = "alike" if not round(row.gap or 0.0, 1) else f"{abs(round(row.gap or 0.0, 1)):g} apart"
            sheet.text(scale.right + 10, middle + 0.36 * small, said, size=small, color=palette.ink2)
        looks = (
            (row.theirs, palette.surface, palette.promise, 9.0),
            (row.own, palette.communication, palette.communication, 7.0),
        )
        for value, face, edge, size in looks:
            if value is not None:
                drawn = points(
                    axes, [scale.x(value)], [middle], marker="o", sizes=size, face=face, edge=edge, width=1.5
                )
                attach(drawn, [mark])
