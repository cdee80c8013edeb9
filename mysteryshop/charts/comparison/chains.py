"""Cause and effect across journeys: from conditions of those who serve, over touchpoints, to what customers felt.

A ribbon is as wide as it has findings, and coloured by the gravest friction behind it. Its edge says what later walks
made of it: a full line where they support it, a dashed one where they refute it, none where nobody has tested it.
Marks carry the keys of findings.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.figure import Figure
from numpy.typing import NDArray

from mysteryshop.charts.comparison.streams import (
    NAME,
    NOTHING,
    RESTS,
    SEVERITIES,
    WAYS,
    Card,
    ChainsData,
    cards_of,
    describe,
    empty,
    n_of,
    prepare,
    untangle,
    worst_of,
)
from mysteryshop.charts.comparison.two import blend
from mysteryshop.charts.lettering import REGULAR, SEMIBOLD
from mysteryshop.charts.marks import Mark, attach
from mysteryshop.charts.sheet import MARGIN, Sheet, Symbol, bars
from mysteryshop.charts.wording import counted
from mysteryshop.palette import Palette
from mysteryshop.vocabulary import CHAIN_VERDICTS, by_id

__all__ = ["NAME", "describe", "draw", "empty", "height", "prepare"]

_HEADS = ("condition of those who serve", "touchpoint", "effect on the customer")
_GAP, _PAD = 7.0, 8.0  # points between two cards, and between a card's edge and its words
_COLUMNS = ((0.0, 0.17), (0.25, 0.49), (0.57, 1.0))  # of the page's width
_SHADE = 0.8  # of a ribbon
_STRONG = (0.0, 0.22, 0.42, 0.7, 1.0)  # how much of the friction's colour, by severity


def height(data: ChainsData) -> float:
    """The height in inches at which the chart reads well across a report's page."""
    crowd = max((len(cards_of(data.streams, way)) for way in WAYS), default=1)
    return 1.1 + 0.54 * max(3, crowd)


def draw(figure: Figure, data: ChainsData, palette: Palette) -> None:
    """Draw the chains on the figure, which is cleared; nothing outside it is touched."""
    sheet = Sheet(figure, palette)
    if empty(data):
        sheet.say(NAME, NOTHING)
        return
    _Flow(sheet, data).draw()


class _Flow:
    """One chart being drawn: three columns of cards, and ribbons between them."""

    def __init__(self, sheet: Sheet, data: ChainsData) -> None:
        self.sheet, self.data, self.palette = sheet, data, sheet.palette
        self.top = sheet.title(data.title) + 1.8 * sheet.body
        self.bottom = sheet.height - 3.6 * sheet.small
        self.axes = sheet.whole()
        wide = sheet.width - 2 * MARGIN
        self.edges = [(MARGIN + a * wide, MARGIN + b * wide) for a, b in _COLUMNS]
        self.columns = [cards_of(data.streams, way, rest) for way, rest in zip(WAYS, RESTS, strict=True)]
        untangle(self.columns)
        self.unit = min(self._room(cards) for cards in self.columns) / len(data.streams)
        for column, cards in enumerate(self.columns):
            self._lay_out(column, cards)

    @property
    def least(self) -> float:
        """The height of a card with one line and one below it."""
        return 2.45 * self.sheet.body + 4

    def _room(self, cards: Sequence[Card]) -> float:
        """What the ribbons of a column may take together, points."""
        return max(20.0, self.bottom - self.top - _GAP * (len(cards) - 1)) * 0.72

    def _tall(self, column: int, card: Card) -> float:
        """The height of a card whose name takes as many lines as it needs, two at most."""
        left, right = self.edges[column]
        weight = SEMIBOLD if column < 2 and not card.rest else REGULAR
        longer = self.sheet.letters.width(card.name, self.sheet.body, weight) > right - left - 2 * _PAD
        return self.least + (1.2 * self.sheet.body if longer and column else 0.0)

    def _lay_out(self, column: int, cards: Sequence[Card]) -> None:
        """Place a column's cards: as high as their ribbons, and where there is room never lower than their words."""
        whole, ribbons = self.bottom - self.top, [self.unit * len(card.streams) + 2 for card in cards]
        heights = [max(self._tall(column, card), high) for card, high in zip(cards, ribbons, strict=True)]
        if sum(heights) + 2 * (len(cards) - 1) > whole:
            heights = [max(self.least, high) for high in ribbons]
        spare = whole - sum(heights)
        gap = min(4 * _GAP, spare / max(1, len(cards) - 1)) if len(cards) > 1 else 0.0
        y = self.top + max(0.0, (spare - gap * (len(cards) - 1)) / 2)
        for card, height in zip(cards, heights, strict=True):
            card.top, card.bottom = y, y + height
            y += height + gap

    def draw(self) -> None:
        sheet, palette = self.sheet, self.palette
        ends = [*(left for left, _ in self.edges[1:]), sheet.width - MARGIN + _PAD]
        for (left, _), end, words in zip(self.edges, ends, _HEADS, strict=True):
            fitting = sheet.letters.shorten(words, end - left - _PAD, sheet.small)
            sheet.text(left, self.top - 0.8 * sheet.body, fitting, size=sheet.small, color=palette.ink2)
        for column in (0, 1):
            self._ribbons(column)
        for (left, right), cards in zip(self.edges, self.columns, strict=True):
            rectangles = [(left, card.top, right, card.bottom) for card in cards]
            made = bars(self.axes, rectangles, face=palette.ground, edge=palette.line, width=0.6, zorder=2.0)
            attach(made, [self._mark(card) for card in cards])
        for column, cards in enumerate(self.columns):
            for card in cards:
                self._words(column, card)
        self._foot()

    def _mark(self, card: Card) -> Mark:
        streams = [self.data.streams[i] for i in card.streams]
        words = f"{card.name} · {counted(len(streams), 'finding')} · {worst_of(streams)}"
        return Mark(words, tuple(s.key for s in streams))

    def _ribbons(self, column: int) -> None:
        """Between two columns: one ribbon for all streams that go the same way and were judged alike."""
        starts, ends = self._ports(column, column + 1), self._ports(column + 1, column)
        left, right = self.edges[column][1], self.edges[column + 1][0]
        for verdict in ("untested", "supported", "refuted"):
            groups = self._groups(column, verdict)
            if not groups:
                continue
            shapes = [_ribbon(left, right, starts[g[0]], ends[g[0]], self.unit * len(g)) for g in groups]
            faces = [self._colour(g) for g in groups]
            made = PolyCollection(shapes, facecolors=faces, edgecolors="none", alpha=_SHADE, zorder=1.0)
            self.axes.add_collection(made, autolim=False)
            attach(made, [self._ribbon_mark(g, verdict) for g in groups])
            if verdict != "untested":
                self._outline(shapes, dashed=verdict == "refuted")

    def _outline(self, shapes: Sequence[NDArray[np.float64]], *, dashed: bool) -> None:
        lines = [half for shape in shapes for half in (shape[: len(shape) // 2], shape[len(shape) // 2 :])]
        style = (0, (3.0, 2.5)) if dashed else "solid"
        made = LineCollection(lines, colors=self.palette.ink, linewidths=0.7, alpha=0.7, linestyles=[style], zorder=1.5)
        self.axes.add_collection(made, autolim=False)

    def _groups(self, column: int, verdict: str) -> list[list[int]]:
        """The streams of that verdict by where they go, each group in the order of its ports."""
        here, there = ({i: place for place, i in self._places(each)} for each in (column, column + 1))
        groups: dict[tuple[int, int], list[int]] = {}
        for index in self._order(column, column + 1):
            if self.data.streams[index].verdict == verdict:
                groups.setdefault((here[index], there[index]), []).append(index)
        return list(groups.values())

    def _places(self, column: int) -> list[tuple[int, int]]:
        return [(place, index) for place, card in enumerate(self.columns[column]) for index in card.streams]

    def _colour(self, group: Sequence[int]) -> str:
        streams = [self.data.streams[i] for i in group]
        if all(s.delight for s in streams):
            return self.palette.delight
        level = max(s.worst for s in streams)
        if not level:
            return self.palette.note
        return blend(self.palette.friction, self.palette.surface, _STRONG[level])

    def _ribbon_mark(self, group: Sequence[int], verdict: str) -> Mark:
        streams = [self.data.streams[i] for i in group]
        first = streams[0]
        way = f"{first.condition} \u2192 {first.touchpoint}"
        said = (
            f"{counted(len(streams), 'finding')} · {worst_of(streams)} · {by_id(CHAIN_VERDICTS, verdict).label.lower()}"
        )
        return Mark(f"{way}\n{said}", tuple(s.key for s in streams))

    def _order(self, column: int, beside: int) -> list[int]:
        """The column's streams from top to bottom, towards the other: by where they go, those judged alike together."""
        to = {index: place for place, index in self._places(beside)}
        verdicts = [t.id for t in CHAIN_VERDICTS]
        return [
            index
            for card in self.columns[column]
            for index in sorted(card.streams, key=lambda i: (to[i], verdicts.index(self.data.streams[i].verdict), i))
        ]

    def _ports(self, column: int, beside: int) -> dict[int, float]:
        """Where each stream meets its card of that column, on the side of the other: its upper edge, in points."""
        order, places = self._order(column, beside), {}
        of = {index: card for card in self.columns[column] for index in card.streams}
        y, current = 0.0, None
        for index in order:
            card = of[index]
            if card is not current:
                y = (card.top + card.bottom) / 2 - self.unit * len(card.streams) / 2
                current = card
            places[index] = y
            y += self.unit
        return places

    def _words(self, column: int, card: Card) -> None:
        sheet, (left, right) = self.sheet, self.edges[column]
        room = right - left - 2 * _PAD
        streams = [self.data.streams[i] for i in card.streams]
        weight = SEMIBOLD if column < 2 and not card.rest else REGULAR
        lines = max(1, int((card.bottom - card.top - 4) / (1.2 * sheet.body)) - 1) if column else 1
        found = sheet.letters.wrap(card.name, room, sheet.body, lines=min(2, lines), weight=weight)
        step = 1.2 * sheet.body
        y = (card.top + card.bottom) / 2 + 0.36 * sheet.body - len(found) * step / 2
        for line in found:
            sheet.text(left + _PAD, y, line, weight=weight)
            y += step
        below = f"{counted(len(streams), 'finding')} · {worst_of(streams)}"
        if sheet.letters.width(below, sheet.small) > room:
            below = sheet.letters.shorten(counted(len(streams), "finding"), room, sheet.small)
        sheet.text(left + _PAD, y, below, size=sheet.small, color=self.palette.ink2)

    def _foot(self) -> None:
        sheet, palette = self.sheet, self.palette
        y = sheet.height - MARGIN
        tested = dict(self.data.verdicts)
        words = f"{n_of(self.data)} · wider: more findings · chains: {tested['supported']} supported (edged), "
        words += f"{tested['refuted']} refuted (dashed), {tested['untested']} untested"
        sheet.text(MARGIN, y, sheet.letters.shorten(words, sheet.width - 2 * MARGIN, sheet.small),
                   size=sheet.small, color=palette.ink2)  # fmt: skip
        shades = [blend(palette.friction, palette.surface, _STRONG[level]) for level in (1, 2, 3, 4)]
        key = [
            Symbol(words, "s", shade, "none", 7.0, alpha=_SHADE)
            for words, shade in zip(SEVERITIES, shades, strict=True)
        ]
        if any(s.delight for s in self.data.streams):
            key.append(Symbol("delight", "s", palette.delight, "none", 7.0, alpha=_SHADE))
        if any(not s.worst and not s.delight for s in self.data.streams):
            key.append(Symbol("no graded friction", "s", palette.note, "none", 7.0, alpha=_SHADE))
        begun = sheet.key(sheet.width - MARGIN, y - 1.5 * sheet.small, key, self.axes)
        head = "worst friction"
        sheet.text(begun - 4, y - 1.5 * sheet.small, head, size=sheet.small, color=palette.ink2, ha="right")


def _ribbon(left: float, right: float, start: float, end: float, thick: float) -> NDArray[np.float64]:
    """The outline of a ribbon from one upper edge to another, eased at both ends."""
    share = np.linspace(0.0, 1.0, 25)
    x = left + (right - left) * share
    y = start + (end - start) * (3 * share**2 - 2 * share**3)
    return np.concatenate([np.column_stack([x, y]), np.column_stack([x, y + thick])[::-1]])
