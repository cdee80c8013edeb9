"""The page of a story: one time axis, lanes from top to bottom, names above, time below, pauses across."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from matplotlib.axes import Axes

from mysteryshop.charts import lettering
from mysteryshop.charts.durations import spoken, time_ticks
from mysteryshop.charts.marks import Mark, attach
from mysteryshop.charts.sheet import MARGIN, Sheet, bars, ticks
from mysteryshop.charts.story.bands import Face, PlacedName, Span, place_names
from mysteryshop.charts.story.callout import Box
from mysteryshop.charts.story.data import StoryData, Stretch
from mysteryshop.charts.wording import counted

TIME_AXIS = "journey-time"  # the name of the panel whose x is seconds of journey time
_SHORTEST = 60.0  # seconds that the axis shows at least
_BESIDE = 8.0  # points between the labels in the margin and the lanes
FRAME_ALPHA = 0.5  # of the hairlines around the lanes, in the second ink


@dataclass(frozen=True, slots=True)
class Lane:
    """One strip of the chart: where it lies, in points from the top of the page."""

    top: float
    bottom: float

    def y(self, share: float) -> float:
        """Where that share of the lane's height lies, counted from its bottom, in points from the top of the page."""
        return self.bottom - share * (self.bottom - self.top)


class Page:
    """One story's page while it is drawn: one panel in seconds across and points of the page down."""

    def __init__(self, sheet: Sheet, data: StoryData) -> None:
        self.sheet, self.data, self.palette = sheet, data, sheet.palette
        labels = ["I chased", "told me", "waiting", *(row_label(r.label, len(r.points)) for r in data.rows)]
        self.left = MARGIN + max(sheet.letters.width(text, sheet.body) for text in labels) + _BESIDE + 2
        self.right = sheet.width - MARGIN - 6
        self.span = max(data.seconds, _SHORTEST)
        self.axes: Axes = sheet.panel(
            self.left, 0, self.right - self.left, sheet.height, x=(0, self.span), y=(sheet.height, 0)
        )
        self.axes.set_gid(TIME_AXIS)
        self.lanes: list[Lane] = []
        self.pauses = self._pause_groups()

    def x(self, seconds: float) -> float:
        """Where that journey time lies, in points."""
        return self.left + (self.right - self.left) * seconds / self.span

    def lane(self, top: float, height: float) -> Lane:
        """A new lane across the page."""
        self.lanes.append(Lane(top, top + height))
        return self.lanes[-1]

    def label(self, lane: Lane, share: float, words: str) -> None:
        """Words in the left margin, level with that share of the lane."""
        y = lane.y(share) + 0.36 * self.sheet.body
        self.sheet.text(self.left - _BESIDE, y, words, color=self.palette.ink2, ha="right")

    def within(self, stretch: Stretch, y: float, color: str, options: Sequence[str], *, strong: bool = False) -> None:
        """The first of the options that fits into the stretch, clear of pauses; the tooltip tells the rest."""
        left, right = self._clear(stretch)
        weight = lettering.SEMIBOLD if strong else lettering.REGULAR
        for words in options:
            if self.sheet.letters.width(words, self.sheet.small, weight) <= right - left - 8:
                self.sheet.text(
                    (left + right) / 2, y, words, size=self.sheet.small, color=color, weight=weight, ha="center"
                )
                return

    def _clear(self, stretch: Stretch) -> tuple[float, float]:
        """The widest part of the stretch that no pause crosses, in points."""
        cuts = [self.x(at) for at, _ in self.pauses if stretch.start < at < stretch.end]
        edges = [self.x(stretch.start), *cuts, self.x(stretch.end)]
        return max(pairwise(edges), key=lambda part: part[1] - part[0])

    def names(self, top: float) -> float:
        """The touchpoints' names; returns where the first lane begins. Names of ad hoc touchpoints are slanted."""
        size, step = self.sheet.small, 1.2 * self.sheet.small
        spans = [Span(self.x(b.start), self.x(b.end), b.label) for b in self.data.bands]
        placed = place_names(spans, MARGIN, self.sheet.width - MARGIN, Face(self.sheet.letters, size))
        first, second = (max((len(p.lines) for p in placed if p.row == row), default=0) * step for row in (0, 1))
        bottom = top + first + (second + 3 if second else 0) + 0.35 * size
        leaders = []
        for name in placed:
            foot = bottom - 0.45 * size - (first + 3 if name.row else 0)
            self._name(name, foot, step)
            if name.row:
                middle = (spans[name.band].left + spans[name.band].right) / 2
                leaders.append([(middle, foot + 0.35 * size), (middle, bottom)])
        self.sheet.lines(leaders, color=self.palette.ink2, alpha=FRAME_ALPHA)
        return bottom

    def _name(self, name: PlacedName, foot: float, step: float) -> None:
        slanted = self.data.bands[name.band].strong
        for index, line in enumerate(name.lines):
            y = foot - (len(name.lines) - 1 - index) * step
            made = self.sheet.text(name.x, y, line, size=self.sheet.small, ha="center", italic=slanted)
            made.set_gid(f"touchpoint-{name.band}")

    def frame(self) -> None:
        """Every second touchpoint on the ground's colour, each touchpoint's tooltip, and the lanes' hairlines."""
        shaded = [
            (self.x(b.start), lane.top, self.x(b.end), lane.bottom)
            for lane in self.lanes
            for b in self.data.bands[1::2]
        ]
        self.sheet.areas(shaded, self.palette.ground)
        if self.data.bands:
            top, bottom = self.lanes[0].top, self.lanes[-1].bottom
            found = bars(self.axes, [(b.start, top, b.end, bottom) for b in self.data.bands], face="none", zorder=0)
            attach(found, [b.mark for b in self.data.bands])
        edges = [[(self.left, lane.top), (self.left, lane.bottom), (self.right, lane.bottom)] for lane in self.lanes]
        self.sheet.lines(edges, color=self.palette.ink2, alpha=FRAME_ALPHA)

    def _pause_groups(self) -> list[tuple[float, float]]:
        """Pauses as journey time and seconds; those that fall on one line of the page are told as one."""
        groups: list[tuple[float, float]] = []
        for at, seconds in sorted(self.data.pauses):
            if groups and self.x(at) - self.x(groups[-1][0]) < 2.0:
                groups[-1] = (groups[-1][0], groups[-1][1] + seconds)
            else:
                groups.append((at, seconds))
        return groups

    def pause_labels(self) -> list[tuple[Box, str]]:
        """Where each pause is named, at the top of the first lane; a label that would cover another is left out."""
        size, top, found = self.sheet.small, self.lanes[0].top + 1, list[tuple[Box, str]]()
        for at, seconds in self.pauses:
            words = _paused(seconds)
            width = self.sheet.letters.width(words, size)
            for left in (self.x(at) + 4, self.x(at) - 4 - width):
                box = (left, top, left + width, top + 1.2 * size)
                lines = [self.x(other) for other, _ in self.pauses]
                free = all(box[0] > b[2] + 4 or box[2] < b[0] - 4 for b, _ in found) and not any(
                    left <= x <= box[2] for x in lines
                )
                if free and left >= self.left and box[2] <= self.right:
                    found.append((box, words))
                    break
        return found

    def draw_pauses(self) -> None:
        """A dashed line through all lanes where time was left out, and how much."""
        if not self.pauses:
            return
        for box, words in self.pause_labels():
            self.sheet.text(
                box[0], box[3] - 0.3 * self.sheet.small, words, size=self.sheet.small, color=self.palette.ink2
            )
        lines = [((at, self.lanes[0].top), (at, self.lanes[-1].bottom)) for at, _ in self.pauses]
        made = ticks(self.axes, lines, color=self.palette.ink2, width=0.8, zorder=1.5, dashed=True)
        attach(made, [Mark(_paused(seconds)) for _, seconds in self.pauses])

    def axis(self) -> None:
        """Round times below the last lane, their unit, how to read the shapes, and n."""
        body, bottom = self.sheet.body, self.lanes[-1].bottom
        found = time_ticks(self.span, max(2, int((self.right - self.left) / (6.5 * body))))
        for at, words in zip(found.positions, found.labels, strict=True):
            x = min(self.x(at), self.sheet.width - 2 - self.sheet.letters.width(words, body) / 2)
            self.sheet.text(x, bottom + 1.35 * body, words, color=self.palette.ink2, ha="center")
        marks = [[(self.x(at), bottom), (self.x(at), bottom + 2.5)] for at in found.positions]
        self.sheet.lines(marks, color=self.palette.ink2, alpha=FRAME_ALPHA)
        self._foot(bottom + 2.75 * body, f"journey time, {found.unit}")

    def _foot(self, y: float, unit: str) -> None:
        """One line: the unit in the middle, n on the right, and on the left as much of the key as there is room for."""
        small, color = self.sheet.small, self.palette.ink2
        middle, half = (self.left + self.right) / 2, self.sheet.letters.width(unit, self.sheet.body) / 2
        self.sheet.text(middle, y, unit, color=color, ha="center")
        self.sheet.text(self.right, y, f"n = {counted(self.data.n, 'moment')}", size=small, color=color, ha="right")
        key = _key(self.data)
        while key and self.sheet.letters.width(" · ".join(key), small) > middle - half - MARGIN - 12:
            key.pop()
        if key:
            self.sheet.text(MARGIN, y, " · ".join(key), size=small, color=color)


def row_label(label: str, n: int) -> str:
    """A row's name with its count."""
    return f"{label}  {n}" if n else label


def _paused(seconds: float) -> str:
    return f"paused {spoken(seconds)}" if seconds else "paused"


def _key(data: StoryData) -> list[str]:
    """What the shapes mean that do not explain themselves, as far as they occur."""
    found = []
    if any(p.hollow for p in data.told):
        found.append("half tick: only when asked")
    hollow = [word for kind, word in (("question", "unanswered"), ("promise", "broken")) if _hollow(data, kind)]
    if hollow:
        found.append(f"hollow: {' or '.join(hollow)}")
    return found


def _hollow(data: StoryData, kind: str) -> bool:
    return any(p.hollow for row in data.rows if row.kind == kind for p in row.points)
