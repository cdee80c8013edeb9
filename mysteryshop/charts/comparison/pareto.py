"""Friction classes by priority: mean severity times the share of journeys that met it, and what they add up to.

A class is one category at one touchpoint (METRICS.md, friction). Mean severity is of the frictions that were graded;
a class in which none was is left out and counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isclose

import numpy as np
from matplotlib.figure import Figure

from mysteryshop.analysis.sides import Behind, Side, Sides
from mysteryshop.charts.comparison.two import key_of, look
from mysteryshop.charts.lettering import SEMIBOLD, clean
from mysteryshop.charts.marks import Mark, attach
from mysteryshop.charts.rows import AXIS, Rows, Scale, rows_that_fit
from mysteryshop.charts.sheet import MARGIN, Sheet, bars, points, ticks
from mysteryshop.charts.wording import counted, percent
from mysteryshop.palette import Palette

NAME = "Frictions by priority"
NOTHING = "No friction with a severity was noted in these journeys."
OTHER = "not sorted"
_MOST = 14  # classes
_TICKS = ((0.0, "0"), (0.5, "50"), (1.0, "100"))


@dataclass(frozen=True, slots=True)
class Share:
    """One class in one group: which of its journeys met it; `weight` is the sum of severity of those graded."""

    met: tuple[str, ...]
    of: int
    graded: int
    weight: int

    @property
    def severity(self) -> float | None:
        """The mean severity, 1..4."""
        return self.weight / self.graded if self.graded else None

    @property
    def priority(self) -> float:
        """Mean severity x share of journeys that met it, 0..4."""
        return (self.severity or 0.0) * len(self.met) / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True)
class FrictionClass:
    """One category at one touchpoint, in all journeys and in each group; `cumulative` is the share up to here."""

    name: str
    whole: Share
    shares: tuple[Share, ...]
    cumulative: float
    behind: Behind


@dataclass(frozen=True, slots=True)
class ParetoData:
    """The classes, those of highest priority first; `more` come after them."""

    title: str
    classes: tuple[FrictionClass, ...]
    names: tuple[tuple[str, int], ...]
    more: int
    ungraded: int


def prepare(sides: Sides) -> ParetoData:
    """The classes in order; pure, for a worker thread."""
    each = [_shares(side) for side in sides.sides]
    ranked = []
    for key in sorted({key for found in each for key in found}):
        found = [shares.get(key, Share((), side.n, 0, 0)) for side, shares in zip(sides.sides, each, strict=True)]
        ranked.append((key, _together(found), tuple(found)))
    graded_ones = sorted((row for row in ranked if row[1].severity is not None), key=lambda row: -row[1].priority)
    total, so_far, classes = sum(row[1].priority for row in graded_ones), 0.0, []
    for (row, category), whole, shares in graded_ones[:_MOST]:
        so_far += whole.priority
        place, said = sides.places[row], category or OTHER
        behind = Behind(f"frictions: {said} at {clean(place.name)}", ("friction",), (place.ident,), category)
        classes.append(FrictionClass(f"{clean(place.name)}: {said}", whole, shares, so_far / total, behind))
    names = tuple((side.name, side.n) for side in sides.sides)
    more = max(0, len(graded_ones) - _MOST)
    return ParetoData(_title(classes, more), tuple(classes), names, more, len(ranked) - len(graded_ones))


def _shares(side: Side) -> dict[tuple[int, str], Share]:
    """Each class of one group."""
    rubs = side.rubs
    return {
        key: Share(
            side.ids(np.unique(rubs.journey[part])),
            side.n,
            int(rubs.graded[part].sum()),
            int(rubs.severity[part].sum()),
        )
        for key, part in rubs.classes().items()
    }


def _together(shares: Sequence[Share]) -> Share:
    """A class in all groups."""
    met = tuple(ident for share in shares for ident in share.met)
    of, graded = sum(share.of for share in shares), sum(share.graded for share in shares)
    return Share(met, of, graded, sum(share.weight for share in shares))


def _title(classes: list[FrictionClass], more: int) -> str:
    if not classes:
        return NAME
    first = classes[0]
    met = f"met in {len(first.whole.met):,} of {counted(first.whole.of, 'journey')}"
    alike = sum(isclose(each.whole.priority, first.whole.priority) for each in classes[1:])
    comes = f"comes {first.name}, {met}, mean severity {_severity(first.whole)}"
    if alike:
        comes = f"come {first.name} and {classes[1].name if alike == 1 else f'{alike} more'}, alike"
    if len(classes) < 4:
        return f"First {comes}"
    half = next(place for place, each in enumerate(classes, start=1) if each.cumulative >= 0.5 or place == len(classes))
    total = len(classes) + more
    if classes[half - 1].cumulative < 0.5 or half > total / 2:
        return f"First {comes}"
    return f"{half} of {total} kinds of friction {'makes' if half == 1 else 'make'} half of all priority; first {comes}"


def _severity(share: Share) -> str:
    return "–" if share.severity is None else f"{share.severity:.1f}"


def empty(data: ParetoData) -> bool:
    """Whether there is no friction with a severity."""
    return not data.classes


def height(data: ParetoData) -> float:
    """The height in inches at which the chart reads well across a report's page."""
    return 1.35 + 0.24 * max(3, len(data.classes))


def describe(data: ParetoData) -> str:
    """The chart in words, with its figures."""
    if empty(data):
        return f"{NAME}. {NOTHING}"
    each = [f"{c.name}: {_told(c.whole)}, {percent(c.cumulative)} in all" for c in data.classes]
    groups = ", ".join(f"{clean(name)}, n = {n:,}" for name, n in data.names)
    return f"{data.title}. {groups}. {'; '.join(each)}."


def _told(share: Share) -> str:
    met = f"met in {len(share.met):,} of {counted(share.of, 'journey')} ({percent(len(share.met) / share.of)})"
    return f"priority {share.priority:.2f} = mean severity {_severity(share)} × {met}"


def draw(figure: Figure, data: ParetoData, palette: Palette) -> None:
    """Draw the classes on the figure, which is cleared."""
    sheet = Sheet(figure, palette)
    if empty(data):
        sheet.say(NAME, NOTHING)
        return
    top = sheet.title(data.title) + 1.9 * sheet.small
    bottom = sheet.height - (AXIS + 0.2) * sheet.body
    shown = data.classes[: rows_that_fit(sheet, top, bottom)]
    rows = Rows(sheet, [each.name for each in shown], top, bottom)
    rows.draw()
    _Pareto(sheet, data, rows, shown).draw()


class _Pareto:
    """One chart being drawn: bars of priority, what they are made of, and the line of what they add up to."""

    def __init__(self, sheet: Sheet, data: ParetoData, rows: Rows, shown: tuple[FrictionClass, ...]) -> None:
        self.sheet, self.data, self.rows, self.shown = sheet, data, rows, shown
        self.axes = sheet.whole()
        right = sheet.width - 2 * MARGIN
        self.line = Scale(right - 0.16 * sheet.width, right - 20, 0.0, 1.0)
        made_of = sheet.letters.width("4.0 × 100 %, n = 8,888", sheet.small) + 10
        self.made_of = self.line.left - 16
        self.two = len(data.names) == 2
        most = max(share.priority for each in shown for share in (each.whole, *(each.shares if self.two else ())))
        self.bar = Scale(rows.left + 6, self.made_of - made_of, 0.0, most or 1.0)

    def draw(self) -> None:
        palette, small = self.sheet.palette, self.sheet.small
        y = self.rows.top - 0.8 * small
        if self.two:
            self.sheet.key(self.bar.right + 10, y, key_of(self.data.names, palette), self.axes)
        self.sheet.text(self.made_of, y, "severity × share met", size=small, color=palette.ink2, ha="right")
        ticked = [(round(self.bar.high * part, 2), f"{self.bar.high * part:.2g}") for part in (0.0, 0.5, 1.0)]
        self.rows.axis(self.bar, ticked, self._unit())
        self.rows.axis(self.line, _TICKS, "share in all, %")
        for place, each in enumerate(self.shown):
            self._bars(place, each)
            words = (
                f"{_severity(each.whole)} × {percent(len(each.whole.met) / each.whole.of)}, n = {len(each.whole.met):,}"
            )
            middle = self.rows.middle(place) + 0.36 * small
            self.sheet.text(self.made_of, middle, words, size=small, color=palette.ink2, ha="right")
        self._cumulative()

    def _unit(self) -> str:
        """What the axis shows and what is left out: the longest wording that there is room for."""
        n = sum(n for _, n in self.data.names)
        left = self.data.more + len(self.data.classes) - len(self.shown)
        rarer = f"; {left:,} rarer kinds not shown" if left else ""
        none = f"; {self.data.ungraded:,} without any severity" if self.data.ungraded else ""
        few = f"; {left:,} rarer left out" if left else ""
        whole = f"priority, n = {counted(n, 'journey')}"
        room, letters, small = self.bar.right - self.bar.left, self.sheet.letters, self.sheet.small
        tries = (f"{whole}{rarer}{none}", f"{whole}{few}{none}", f"priority{few}{none}", f"priority{few}")
        return next((words for words in tries if letters.width(words, small) <= room), tries[-1])

    def _bars(self, place: int, each: FrictionClass) -> None:
        palette, middle, high = self.sheet.palette, self.rows.middle(place), self.rows.height
        if not self.two:
            box = (self.bar.left, middle - 0.27 * high, self.bar.x(each.whole.priority), middle + 0.27 * high)
            mark = Mark(f"{each.name}\n{_told(each.whole)}", each.whole.met, each.behind)
            attach(bars(self.axes, [box], face=palette.friction), [mark])
            return
        for group, share in enumerate(each.shares):
            if not share.met:
                continue
            seen, name = look(group, palette), clean(self.data.names[group][0])
            at = middle + (group - 0.5) * 0.4 * high
            box = (
                self.bar.left,
                at - 0.15 * high,
                max(self.bar.x(share.priority), self.bar.left + 1),
                at + 0.15 * high,
            )
            made = bars(self.axes, [box], face=seen.face, edge=seen.edge, width=0.9)
            attach(made, [Mark(f"{each.name} · {name}\n{_told(share)}", share.met, each.behind)])

    def _cumulative(self) -> None:
        palette = self.sheet.palette
        line = [(self.line.x(each.cumulative), self.rows.middle(place)) for place, each in enumerate(self.shown)]
        ticks(self.axes, list(pairwise([(self.line.left, self.rows.top), *line])), color=palette.ink2, width=1.1)
        x, y = [at for at, _ in line], [at for _, at in line]
        dots = points(self.axes, x, y, marker="o", sizes=4.6, face=palette.ink2, edge=palette.surface, width=0.6)
        marks = [
            Mark(f"The first {place} together: {percent(each.cumulative)} of all priority")
            for place, each in enumerate(self.shown, start=1)
        ]
        attach(dots, marks)
        last = self.shown[-1]
        middle = self.rows.middle(len(self.shown) - 1) + 0.36 * self.sheet.small
        words = percent(last.cumulative)
        self.sheet.text(x[-1] + 6, middle, words, size=self.sheet.small, weight=SEMIBOLD)
