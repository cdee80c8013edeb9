"""Internal walks on the left, the external touchpoints that they feed on the right, and what hurts at both ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from mysteryshop.analysis.feeding import Feed, headline
from mysteryshop.analysis.wording import counted
from mysteryshop.charts.comparison.two import blend
from mysteryshop.charts.lettering import SEMIBOLD, clean
from mysteryshop.charts.marks import Mark, attach
from mysteryshop.charts.sheet import MARGIN, Sheet, bars, ticks
from mysteryshop.palette import Palette

NAME = "What feeds what"
NOTHING = "Link an internal walk to the external touchpoint that it feeds: both stand here side by side."
_BOX = 46.0  # points, the least height of a box
_STEPS = np.linspace(0.0, 1.0, 24)


@dataclass(frozen=True, slots=True)
class End:
    """One end of links: its name, two lines of words, its severity a walk (None: nobody walked there)."""

    name: str
    words: str
    severity: float | None


@dataclass(frozen=True, slots=True)
class FeedsData:
    """The ends on either side, each once, and which are linked."""

    title: str
    inside: tuple[End, ...]
    outside: tuple[End, ...]
    links: tuple[tuple[int, int, str], ...]


def prepare(feeds: Sequence[Feed]) -> FeedsData:
    """What is drawn; pure, for a worker thread."""
    inside = {f.link.template: End(clean(f.inside), _inside(f), f.inside_severity) for f in feeds}
    outside = {
        (f.link.fed_template, f.link.fed_touchpoint): End(clean(f.touchpoint), _outside(f), f.outside_severity)
        for f in feeds
    }
    left, right = list(inside), list(outside)
    links = tuple(
        (left.index(f.link.template), right.index((f.link.fed_template, f.link.fed_touchpoint)), _tooltip(f))
        for f in feeds
    )
    return FeedsData(headline(feeds), tuple(inside.values()), tuple(outside.values()), links)


def _inside(feed: Feed) -> str:
    if not feed.inside_n:
        return "not walked yet"
    satisfied = "" if feed.inside_satisfaction is None else f" · satisfaction {feed.inside_satisfaction:g}"
    severity = f"severity {feed.inside_severity or 0:.1f} a walk{satisfied}"
    return f"{severity}\nn = {counted(feed.inside_n, 'walk')}{_as(feed.inside_as)}"


def _outside(feed: Feed) -> str:
    if not feed.outside_n:
        return f"{clean(feed.outside)}\nnot walked yet"
    walks = f"n = {feed.outside_n}{_as(feed.outside_as)}"
    return f"{clean(feed.outside)}\nseverity {feed.outside_severity or 0:.1f} a walk, {walks}"


def _as(relationship: str) -> str:
    return f" as {relationship}" if relationship else ""


def _tooltip(feed: Feed) -> str:
    return "\n".join(part for part in (clean(feed.words), clean(feed.link.note)) if part)


def empty(data: FeedsData) -> bool:
    """Whether nothing is linked."""
    return not data.links


def height(data: FeedsData) -> float:
    """The height in inches at which the chart reads well across a report's page."""
    return 0.7 + 0.76 * max(1, len(data.inside), len(data.outside))


def describe(data: FeedsData) -> str:
    """The chart in words, with its figures."""
    if empty(data):
        return f"{NAME}. {NOTHING}"
    said = "; ".join(
        f"{data.inside[a].name} ({_line(data.inside[a])}) feeds {data.outside[b].name} ({_line(data.outside[b])})"
        for a, b, _ in data.links
    )
    return f"{data.title}. {said}."


def _line(end: End) -> str:
    return end.words.replace("\n", ", ")


def draw(figure: Figure, data: FeedsData, palette: Palette) -> None:
    """Draw the chains on the figure, which is cleared."""
    sheet = Sheet(figure, palette)
    if empty(data):
        sheet.say(NAME, NOTHING)
        return
    top = sheet.title(data.title) + 6
    wide = 0.4 * (sheet.width - 2 * MARGIN)
    axes = sheet.whole()
    left = _boxes(sheet, axes, data.inside, MARGIN, wide, top)
    right = _boxes(sheet, axes, data.outside, sheet.width - MARGIN - wide, wide, top)
    start, end = MARGIN + wide, sheet.width - MARGIN - wide
    for a, b, words in data.links:
        path = _curve((start + 1, left[a]), (end - 1, right[b]))
        drawn = ticks(axes, list(pairwise(path)), color=palette.ink2, width=1.6, zorder=1.5)
        attach(drawn, [Mark(words)] * (len(path) - 1))


def _curve(a: tuple[float, float], b: tuple[float, float]) -> list[tuple[float, float]]:
    """A line that leaves and arrives level."""
    eased = 3 * _STEPS**2 - 2 * _STEPS**3
    x, y = a[0] + (b[0] - a[0]) * _STEPS, a[1] + (b[1] - a[1]) * eased
    return [(float(across), float(down)) for across, down in zip(x, y, strict=True)]


def _boxes(sheet: Sheet, axes: Axes, ends: Sequence[End], left: float, wide: float, top: float) -> list[float]:
    """The boxes of one side, spread over the height; a bar at the edge is as dark as its severity. Their middles."""
    palette, small = sheet.palette, sheet.small
    room = (sheet.height - MARGIN - top) / len(ends)
    tall = min(max(room - 8, 0.7 * room), _BOX + 6)
    worst = max([end.severity or 0.0 for end in ends] + [1.0])
    middles = []
    for place, end in enumerate(ends):
        middle = top + (place + 0.5) * room
        middles.append(middle)
        box = (left, middle - tall / 2, left + wide, middle + tall / 2)
        drawn = bars(axes, [box], face=palette.surface, edge=palette.line, width=0.9, zorder=2.0)
        attach(drawn, [Mark(f"{end.name}\n{end.words}")])
        share = (end.severity or 0.0) / worst
        face = blend(palette.friction, palette.surface, share) if end.severity is not None else palette.line
        bars(axes, [(left, middle - tall / 2, left + 5, middle + tall / 2)], face=face, zorder=2.1)
        name = sheet.letters.shorten(end.name, wide - 20, sheet.body, weight=SEMIBOLD)
        lines = [sheet.letters.shorten(line, wide - 20, small) for line in end.words.split("\n")]
        first = middle + 0.36 * sheet.body - 0.6 * sheet.body * len(lines)
        sheet.text(left + 12, first, name, weight=SEMIBOLD)
        for number, words in enumerate(lines, start=1):
            sheet.text(left + 12, first + 1.25 * sheet.body * number, words, size=small, color=palette.ink2)
    return middles
