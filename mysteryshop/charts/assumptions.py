"""What the leader believed before the walk: each assumption with its confidence and its verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes

from mysteryshop.charts import lettering
from mysteryshop.charts.marks import Mark, attach
from mysteryshop.charts.rows import Scale
from mysteryshop.charts.sheet import MARGIN, Sheet, bars, points, ticks
from mysteryshop.charts.wording import counted, percent

_VERDICTS = {  # verdict: marker, colour role, whether hollow
    "confirmed": ("o", "delight", False),
    "refuted": ("X", "friction", False),
    "mixed": ("D", "warning", True),
    "untested": ("s", "ink2", True),
}


@dataclass(frozen=True, slots=True)
class Assumption:
    """One assumption with the leader's confidence and what the walk made of it."""

    text: str
    confidence: float | None
    verdict: str
    note: str
    mark: Mark


def draw_assumptions(sheet: Sheet, axes: Axes, found: Sequence[Assumption], most: int, top: float, each: float) -> None:
    """What was assumed, how sure the leader was, and the verdict."""
    palette, small = sheet.palette, sheet.small
    step = min(each, 4.0 * sheet.body)
    y = top + 1.5 * sheet.body
    sheet.text(MARGIN, y, "What I believed", weight=lettering.SEMIBOLD)
    hidden = f", {len(found) - most} not shown" if len(found) > most else ""
    sheet.text(
        sheet.width - MARGIN,
        y,
        f"n = {counted(len(found), 'assumption')}{hidden}",
        size=small,
        color=palette.ink2,
        ha="right",
    )
    shown, first = found[:most], top + 2.3 * sheet.body
    verdicts = max(sheet.letters.width(a.verdict, small) for a in shown)
    left = MARGIN + 18 + verdicts + 14
    bar = Scale(sheet.width - MARGIN - 0.24 * sheet.width, sheet.width - MARGIN - 52, 0.0, 1.0)
    sheet.lines([[(MARGIN, first + i * step), (sheet.width - MARGIN, first + i * step)] for i in range(len(shown))])
    for index, assumption in enumerate(shown):
        middle = first + (index + 0.5) * step
        _belief(sheet, axes, assumption, middle, step, left, bar)


def _belief(
    sheet: Sheet, axes: Axes, assumption: Assumption, middle: float, step: float, left: float, bar: Scale
) -> None:
    """One assumption on its line: verdict, words, confidence."""
    palette, small = sheet.palette, sheet.small
    marker, role, hollow = _VERDICTS.get(assumption.verdict, _VERDICTS["untested"])
    color = palette.role(role)
    face = palette.surface if hollow else color
    attach(
        points(axes, [MARGIN + 6], [middle], marker=marker, sizes=6.5, face=face, edge=color, width=1.2),
        [assumption.mark],
    )
    sheet.text(MARGIN + 16, middle + 0.36 * small, assumption.verdict, size=small, color=color)
    room, tall = bar.left - 14 - left, step > 2.9 * sheet.body
    lines = sheet.letters.wrap(assumption.text, room, sheet.body, lines=2 if tall else 1)
    second = sheet.letters.shorten(assumption.note, room, small) if tall and len(lines) == 1 else ""
    first = middle + 0.36 * sheet.body - (0.6 * sheet.body if len(lines) + bool(second) > 1 else 0)
    for index, words in enumerate(lines):
        sheet.text(left, first + index * 1.2 * sheet.body, words)
    if second:
        sheet.text(left, first + 1.25 * sheet.body, second, size=small, color=palette.ink2)
    if assumption.confidence is not None:
        ticks(axes, [((bar.left, middle), (bar.right, middle))], color=palette.line, width=4.0, zorder=1.0)
        half = 2.0
        made = bars(
            axes,
            [(bar.left, middle - half, bar.x(assumption.confidence), middle + half)],
            face=palette.promise,
            zorder=1.5,
        )
        attach(made, [assumption.mark])
        sheet.text(
            sheet.width - MARGIN,
            middle + 0.36 * small,
            f"{percent(assumption.confidence)} sure",
            size=small,
            color=palette.ink2,
            ha="right",
        )
