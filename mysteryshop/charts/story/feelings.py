"""The feelings of a story: steps held until the next feeling, with the peak and the words said nearest to it."""

from __future__ import annotations

from itertools import pairwise

from mysteryshop.charts.marks import attach
from mysteryshop.charts.sheet import MARGIN, Sheet, bars, points
from mysteryshop.charts.story.callout import Box, Callout, Room, Segment
from mysteryshop.charts.story.data import Peak
from mysteryshop.charts.story.page import FRAME_ALPHA, Lane, Page
from mysteryshop.charts.wording import MINUS, feeling

RANGE = (-2.6, 2.6)
FILL_ALPHA = 0.14  # between the curve and neutral
_WHOLE, _CUT = 80.0, 25.0  # points of way that a quote is worth, whole or cut off
_MANY = 60  # feelings from which on line and dots are drawn thinner
NO_FEELINGS = "No feelings recorded yet: press 1 to 5 during the walk"


def feelings(page: Page, lane: Lane) -> None:
    """Draw the lane."""
    heights = {level: lane.y((level - RANGE[0]) / (RANGE[1] - RANGE[0])) for level in range(-2, 3)}
    _scale(page, heights)
    if not page.data.steps:
        room = page.right - page.left - 20
        page.sheet.paragraph((page.left + page.right) / 2, (heights[-1] + heights[-2]) / 2, NO_FEELINGS, room, lines=2)
        return
    for sign, role in ((1, "delight"), (-1, "friction")):
        filled = [(a, heights[0], b, heights[s]) for a, b, s in page.data.steps if s * sign > 0]
        if filled:
            bars(page.axes, filled, face=page.palette.role(role), alpha=FILL_ALPHA, zorder=0.5)
    thick = 1.5 if len(page.data.steps) < _MANY else 0.9
    corners = [(x, heights[level]) for a, b, level in page.data.steps for x in (a, b)]
    page.axes.plot(
        [x for x, _ in corners], [y for _, y in corners], color=page.palette.ink, linewidth=thick,
        solid_joinstyle="miter", solid_capstyle="butt", zorder=2, clip_on=False,
    )  # fmt: skip
    _dots(page, heights)
    _annotate(page, lane, heights)


def _scale(page: Page, heights: dict[int, float]) -> None:
    """The five feelings in the margin, and the line of the neutral one."""
    sheet, color = page.sheet, page.palette.ink2
    for level, y in heights.items():
        sheet.text(page.left - 8, y + 0.36 * sheet.body, feeling(level), color=color, ha="right")
    sheet.lines([[(page.left, heights[0]), (page.right, heights[0])]], color=color, alpha=FRAME_ALPHA)
    words = f"feeling, {MINUS}2 to +2"
    if sheet.letters.width(words, sheet.body) > 5.2 * (heights[-2] - heights[-1]):
        words = "feeling"
    x = page.left - 8 - sheet.letters.width("+2", sheet.body) - 0.9 * sheet.body
    sheet.text(max(x, MARGIN + sheet.body), heights[0], words, color=color, ha="center", rotation=90)


def _dots(page: Page, heights: dict[int, float]) -> None:
    found = page.data.feelings
    if found:
        size = 4.2 if len(found) < _MANY else 2.6
        made = points(
            page.axes, [p.at for p in found], [heights[p.level] for p in found], marker="o", sizes=size,
            face=page.palette.ink, edge=page.palette.surface, width=0.7,
        )  # fmt: skip
        attach(made, [p.mark for p in found])


def _annotate(page: Page, lane: Lane, heights: dict[int, float]) -> None:
    """The peaks in words beside the curve, its fill and the pauses; shorter where there is little room."""
    steps: list[Segment] = [((page.x(a), heights[s]), (page.x(b), heights[s])) for a, b, s in page.data.steps]
    falls: list[Segment] = [(a[1], b[0]) for a, b in pairwise(steps)]
    pauses: list[Segment] = [((page.x(at), lane.top), (page.x(at), lane.bottom)) for at, _ in page.pauses]
    neutral: Segment = ((page.left, heights[0]), (page.right, heights[0]))
    fills = [
        (page.x(a), min(heights[s], heights[0]), page.x(b), max(heights[s], heights[0]))
        for a, b, s in page.data.steps
        if s
    ]
    panel: Box = (page.left + 3, lane.top + 1, page.right, lane.bottom - 1)
    room = Room(panel, [*steps, *falls], [*pauses, neutral], [*(box for box, _ in page.pause_labels()), *fills])
    for peak in page.data.peaks:
        step: Segment = ((page.x(peak.start), heights[peak.level]), (page.x(peak.end), heights[peak.level]))
        found = _roomiest(peak, step, room, page.sheet)
        if found is not None:
            _write(page, peak, *found)
            room.take(found[1].box)


def _roomiest(peak: Peak, step: Segment, room: Room, sheet: Sheet) -> tuple[list[str], Callout] | None:
    """The wording that finds the best place: more words are worth a way of some points."""
    best: tuple[list[str], Callout] | None = None
    limit = float("inf")
    for worth, words in _wordings(peak, sheet):
        width = max(sheet.letters.width(line, sheet.small) for line in words)
        found = room.place(step, width, len(words) * 1.25 * sheet.small, within=limit + worth)
        if found is not None:
            best, limit = (words, found), found.cost - worth
    return best


def _write(page: Page, peak: Peak, words: list[str], found: Callout) -> None:
    """The words in their box, and a line from the step to them."""
    size = page.sheet.small
    color = page.palette.friction if peak.level < 0 else page.palette.delight
    for index, line in enumerate(words):
        page.sheet.text(found.box[0], found.box[1] + (0.95 + 1.25 * index) * size, line, size=size, color=color)
    page.sheet.lines([[found.root, found.foot]], color=color, width=0.9, zorder=3)


def _wordings(peak: Peak, sheet: Sheet) -> list[tuple[float, list[str]]]:
    """What can be said of the peak, and what each way of saying it is worth."""
    head = f"{peak.word} {feeling(peak.level)}"
    found = [(0.0, [head])]
    if peak.quote:
        for letters, lines in ((40, 1), (26, 2), (17, 3), (12, 3)):
            room = letters * 0.55 * sheet.small
            quoted = sheet.letters.wrap(f"\u201c{peak.quote}\u201d", room, sheet.small, lines=lines)
            whole = not quoted[-1].endswith("\u2026")
            found.append((_WHOLE if whole else _CUT, [head, *quoted]))
    return found
