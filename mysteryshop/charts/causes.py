"""Cause and effect: from a condition of the people who serve, through a touchpoint, to what the customer felt of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure
from numpy.typing import NDArray

from mysteryshop.charts import lettering
from mysteryshop.charts.lettering import SEMIBOLD, clean
from mysteryshop.charts.marks import Mark, attach
from mysteryshop.charts.sheet import MARGIN, Sheet, bars
from mysteryshop.charts.wording import counted, sentence
from mysteryshop.journey import Finding, Record
from mysteryshop.palette import Palette
from mysteryshop.vocabulary import CONDITIONS, TRIAGE_ROLES, TRIAGES, by_id

NAME = "Cause and effect"
NOTHING = "No findings yet: the debrief asks what lies behind the moments"
_ROLES = {**TRIAGE_ROLES, "": "note"}
_HEADS = ("condition of those who serve", "touchpoint", "effect on the customer")
_UNNAMED = "cause not named"
_EVERYWHERE = "the whole journey"
_BAR = 3.0  # points across the bar where a ribbon meets a card
_GAP = 9.0  # points between two cards of a column
_PAD = 8.0  # points between a card's edge and its words
_SHADE = 0.35  # of a ribbon
_COLUMNS = ((0.0, 0.33), (0.41, 0.6), (0.68, 1.0))  # of the page's width


@dataclass(frozen=True, slots=True)
class Chain:
    """One finding as a chain; `weight` is how many moments it rests on, at least 1."""

    condition: str
    cause: str  # in the leader's words
    touchpoint: str
    effect: str
    triage: str  # "" where it is not triaged yet
    weight: int
    mark: Mark


@dataclass(frozen=True, slots=True)
class CausesData:
    """The chains of one journey, in the order of the findings."""

    title: str
    chains: tuple[Chain, ...]
    moments: int  # distinct ones that the findings rest on


def prepare(record: Record) -> CausesData:
    """The findings as chains; pure, for a worker thread."""
    chains = tuple(_chain(record, finding) for finding in record.findings)
    return CausesData(_title(chains), chains, len({m for f in record.findings for m in f.moments}))


def _chain(record: Record, finding: Finding) -> Chain:
    condition = by_id(CONDITIONS, finding.condition).label if finding.condition else _UNNAMED
    touchpoint = record.template.touchpoint(finding.touchpoint or "")
    place = clean(touchpoint.name if touchpoint else finding.touchpoint or "") or _EVERYWHERE
    effect = clean(finding.effect) or clean(finding.title)
    head = " · ".join(part for part in (_triage(finding.triage or ""), clean(finding.title)) if part)
    chain = f"{clean(finding.cause) or condition} \u2192 {place} \u2192 {effect}"
    mark = Mark(f"{head}\n{chain}\n{counted(len(finding.moments), 'moment')}", finding.moments)
    return Chain(
        condition, clean(finding.cause), place, effect, finding.triage or "", max(1, len(finding.moments)), mark
    )


def _triage(triage: str) -> str:
    return by_id(TRIAGES, triage).label if triage else ""


def _title(chains: Sequence[Chain]) -> str:
    if not chains:
        return NAME
    named = [c for c in chains if c.condition != _UNNAMED]
    n = counted(len(chains), "finding")
    if not named:
        return f"{n}, no cause named yet"
    counts = Counter(c.condition for c in named)
    weights = {c: sum(d.weight for d in named if d.condition == c) for c in counts}
    first = max(counts, key=lambda c: (counts[c], weights[c]))
    if len(chains) == 1:
        return f"One finding: {first.lower()} reaches the customer at {chains[0].touchpoint}"
    if counts[first] > 1:
        return f"The commonest cause is {first.lower()}: {counts[first]} of {n}"
    return f"{n}, {counted(len(counts), 'cause')}; most of the evidence leads to {first.lower()}"


def empty(data: CausesData) -> bool:
    """Whether there are no findings."""
    return not data.chains


def height(data: CausesData) -> float:
    """The height in inches at which the chart reads well across a report's page."""
    return 0.9 + 0.66 * max(2, len(data.chains))


def describe(data: CausesData) -> str:
    """The chart in words, with its figures."""
    if empty(data):
        return f"{NAME}. {NOTHING}."
    head = f"{counted(len(data.chains), 'finding')} resting on {counted(data.moments, 'moment')}."
    return " ".join([sentence(data.title), head, *(sentence(chain.mark.text) for chain in data.chains)])


def draw(figure: Figure, data: CausesData, palette: Palette) -> None:
    """Draw the chains on the figure, which is cleared; nothing outside it is touched."""
    sheet = Sheet(figure, palette)
    if empty(data):
        sheet.say(NAME, NOTHING)
        return
    top = sheet.title(data.title) + 1.8 * sheet.body
    bottom = sheet.height - 2.0 * sheet.body
    most = max(1, int((bottom - top + _GAP) / (_least(sheet, 1) + _GAP)))
    _Flow(sheet, data, _heaviest(data.chains, most), top, bottom).draw()


def _least(sheet: Sheet, lines: int) -> float:
    """The height of a card whose words take that many lines and one below them."""
    return (lines + 1) * 1.2 * sheet.body + _PAD


def _heaviest(chains: Sequence[Chain], most: int) -> list[Chain]:
    """All chains where they fit; else those that rest on most moments, in the findings' order."""
    kept = set(sorted(range(len(chains)), key=lambda i: -chains[i].weight)[:most])
    return [chain for i, chain in enumerate(chains) if i in kept]


@dataclass(slots=True)
class _Card:
    """One stop of a column: its chains, and where it lies on the page."""

    name: str
    chains: list[int]
    weight: int
    top: float = 0.0
    bottom: float = 0.0

    @property
    def middle(self) -> float:
        """The middle of the card."""
        return (self.top + self.bottom) / 2


class _Flow:
    """One chart being drawn: three columns of cards, ribbons between them."""

    def __init__(self, sheet: Sheet, data: CausesData, chains: Sequence[Chain], top: float, bottom: float) -> None:
        self.sheet, self.data, self.chains, self.palette = sheet, data, chains, sheet.palette
        self.top, self.bottom, self.axes = top, bottom, sheet.whole()
        wide = sheet.width - 2 * MARGIN
        self.edges = [(MARGIN + a * wide, MARGIN + b * wide) for a, b in _COLUMNS]
        self.columns = self._columns()
        crowd = max(len(cards) for cards in self.columns)
        self.lines = 2 if (bottom - top + _GAP) / crowd - _GAP >= _least(sheet, 2) else 1
        self.unit = min(self._lay_out(cards) for cards in self.columns)

    def _columns(self) -> list[list[_Card]]:
        """The cards: conditions and touchpoints gathered by name, each finding's effect for itself."""
        ways: tuple[Callable[[int], str], ...] = (
            lambda i: self.chains[i].condition, lambda i: self.chains[i].touchpoint, lambda i: str(i)
        )  # fmt: skip
        columns: list[list[_Card]] = []
        for way in ways:
            cards: dict[str, _Card] = {}
            for index, chain in enumerate(self.chains):
                card = cards.setdefault(way(index), _Card(way(index), [], 0))
                card.chains.append(index)
                card.weight += chain.weight
            columns.append(list(cards.values()))
        _untangle(columns)
        return columns

    def _lay_out(self, cards: Sequence[_Card]) -> float:
        """Place a column's cards, the heavier ones taller; returns the points that a moment may take."""
        least, total = _least(self.sheet, self.lines), sum(card.weight for card in cards)
        spare = max(0.0, self.bottom - self.top - len(cards) * (least + _GAP) + _GAP)
        heights = [least + min(spare * card.weight / total, 0.9 * least) for card in cards]
        slack = (self.bottom - self.top - sum(heights) - _GAP * (len(cards) - 1)) / len(cards)
        y = self.top
        for card, height in zip(cards, heights, strict=True):
            card.top, card.bottom = y + slack / 2, y + slack / 2 + height
            y += height + slack + _GAP
        return min((height - 4) / card.weight for card, height in zip(cards, heights, strict=True))

    def draw(self) -> None:
        sheet, color = self.sheet, self.palette.ink2
        for (left, _), words in zip(self.edges, _HEADS, strict=True):
            sheet.text(left, self.top - 0.8 * sheet.body, words, size=sheet.small, color=color)
        for (left, right), cards in zip(self.edges, self.columns, strict=True):
            rectangles = [(left, card.top, right, card.bottom) for card in cards]
            made = bars(self.axes, rectangles, face=self.palette.ground, edge=self.palette.line, width=0.6)
            attach(made, [self._mark(card) for card in cards])
        for column in (0, 1):
            self._ribbons(column)
        for column, cards in enumerate(self.columns):
            for card in cards:
                self._words(column, card)
        self._foot()

    def _mark(self, card: _Card) -> Mark:
        if len(card.chains) == 1:
            return self.chains[card.chains[0]].mark
        ids = dict.fromkeys(m for i in card.chains for m in self.chains[i].mark.moments)
        return Mark(f"{card.name} · {counted(len(card.chains), 'finding')}", tuple(ids))

    def _ribbons(self, column: int) -> None:
        """From each card to the next: one ribbon a finding, in the colour of its triage, with a bar at each end."""
        starts, ends = self._ports(column, column + 1), self._ports(column + 1, column)
        left, right = self.edges[column][1], self.edges[column + 1][0]
        for triage, role in _ROLES.items():
            chosen = [i for i, chain in enumerate(self.chains) if chain.triage == triage]
            if not chosen:
                continue
            thick = [self.unit * self.chains[i].weight for i in chosen]
            shapes = [_ribbon(left, right, starts[i], ends[i], t) for i, t in zip(chosen, thick, strict=True)]
            made = PolyCollection(shapes, facecolors=self.palette.role(role), edgecolors="none", alpha=_SHADE)
            self.axes.add_collection(made, autolim=False)
            attach(made, [self.chains[i].mark for i in chosen])
            for x, port in ((left - _BAR, starts), (right, ends)):
                ends_of = [(x, port[i], x + _BAR, port[i] + t) for i, t in zip(chosen, thick, strict=True)]
                bars(self.axes, ends_of, face=self.palette.role(role), zorder=2.0)

    def _ports(self, column: int, beside: int) -> dict[int, float]:
        """Where each chain meets its card of that column, on the side of the other: its upper edge, in points."""
        order = {index: card.top for card in self.columns[beside] for index in card.chains}
        places: dict[int, float] = {}
        for card in self.columns[column]:
            y = card.middle - self.unit * card.weight / 2
            for index in sorted(card.chains, key=lambda i: order[i]):
                places[index] = y
                y += self.unit * self.chains[index].weight
        return places

    def _words(self, column: int, card: _Card) -> None:
        """What stands on a card: a condition with its cause, a touchpoint, or an effect with its triage."""
        chain, color = self.chains[card.chains[0]], self.palette.ink2
        several = counted(len(card.chains), "finding")
        if column == 2:
            self._write(column, card, chain.effect, _verdict(chain), self.palette.role(_ROLES[chain.triage]))
        elif column == 0 and len(card.chains) == 1 and chain.cause:
            self._write(column, card, card.name, chain.cause, color)
        else:
            self._write(column, card, card.name, several, color)

    def _write(self, column: int, card: _Card, words: str, second: str, color: str) -> None:
        sheet, (left, right) = self.sheet, self.edges[column]
        room, name = right - left - 2 * _PAD, column < 2
        weight = SEMIBOLD if name else lettering.REGULAR
        first = sheet.letters.wrap(words, room, sheet.body, lines=1 if column == 0 else self.lines, weight=weight)
        below = sheet.letters.wrap(second, room, sheet.small, lines=self.lines if column == 0 else 1)
        step = 1.2 * sheet.body
        y = card.middle + 0.36 * sheet.body - (len(first) + len(below) - 1) * step / 2
        for line in first:
            sheet.text(left + _PAD, y, line, weight=weight)
            y += step
        for line in below:
            sheet.text(left + _PAD, y, line, size=sheet.small, color=color)
            y += step

    def _foot(self) -> None:
        hidden = len(self.data.chains) - len(self.chains)
        note = f"n = {counted(len(self.data.chains), 'finding')}, {counted(self.data.moments, 'moment')}"
        note += f"; {hidden} not shown" if hidden else ""
        y = self.sheet.height - MARGIN
        self.sheet.text(MARGIN, y, f"{note} · thicker: more moments", size=self.sheet.small, color=self.palette.ink2)


def _untangle(columns: list[list[_Card]]) -> None:
    """Order each column after the one before it, so that ribbons cross as little as that allows."""
    places = {index: place for place, card in enumerate(columns[0]) for index in card.chains}
    for cards in columns[1:]:
        cards.sort(key=lambda card: sum(places[i] for i in card.chains) / len(card.chains))
        places = {index: place for place, card in enumerate(cards) for index in card.chains}


def _verdict(chain: Chain) -> str:
    """ "Correct · 3 moments"."""
    moments = counted(len(chain.mark.moments), "moment") if chain.mark.moments else "no moment linked"
    return f"{_triage(chain.triage) or 'Not triaged'} · {moments}"


def _ribbon(left: float, right: float, start: float, end: float, thick: float) -> NDArray[np.float64]:
    """The outline of a ribbon from one upper edge to another, eased at both ends."""
    share = np.linspace(0.0, 1.0, 25)
    x = left + (right - left) * share
    y = start + (end - start) * (3 * share**2 - 2 * share**3)
    return np.concatenate([np.column_stack([x, y]), np.column_stack([x, y + thick])[::-1]])
