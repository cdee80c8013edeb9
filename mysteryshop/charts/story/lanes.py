"""The lanes of a story below its feelings: moments by kind, what was told and the silences, waits."""

from __future__ import annotations

from collections.abc import Sequence

from mysteryshop.charts.marks import attach
from mysteryshop.charts.sheet import bars, points, ticks
from mysteryshop.charts.story.data import Point, Row
from mysteryshop.charts.story.page import Lane, Page, row_label
from mysteryshop.charts.waiting import WORDS, fillings
from mysteryshop.vocabulary import KINDS, by_id

SILENCE = {False: 0.16, True: 0.2}  # shade of a silence, by whether the palette is dark: text on it keeps 4.5:1
_GRADED = ("friction", "delight")  # their level is the marker's size
_MARKERS = {"note": "s", "mark": "P"}  # filled shapes where the vocabulary's are letters
_SIZES = {"note": 5.2, "mark": 7.5}  # points; the plus is the thinnest
_DODGE = (0.5, 0.28, 0.72)  # of the row's height: neighbours that would hide each other step aside


def moments(page: Page, lane: Lane) -> None:
    """One row a kind; where moments crowd they step aside a little."""
    height = (lane.bottom - lane.top) / len(page.data.rows)
    for index, row in enumerate(page.data.rows):
        strip = Lane(lane.top + index * height, lane.top + (index + 1) * height)
        page.label(strip, 0.5, row_label(row.label, len(row.points)))
        _row(page, strip, row)


def _row(page: Page, strip: Lane, row: Row) -> None:
    role = page.palette.role(by_id(KINDS, row.kind).role)
    sizes = [4.8 + 0.9 * min(p.level, 4) if row.kind in _GRADED else _SIZES.get(row.kind, 6.0) for p in row.points]
    places = [strip.y(share) for share in _dodged([page.x(p.at) for p in row.points])]
    for hollow in (False, True):
        chosen = [i for i, p in enumerate(row.points) if p.hollow is hollow]
        if not chosen:
            continue
        made = points(
            page.axes, [row.points[i].at for i in chosen], [places[i] for i in chosen],
            marker=_MARKERS.get(row.kind, by_id(KINDS, row.kind).marker), sizes=[sizes[i] for i in chosen],
            face=page.palette.surface if hollow else role, edge=role if hollow else page.palette.surface,
            width=1.2 if hollow else 0.4,
        )  # fmt: skip
        attach(made, [row.points[i].mark for i in chosen])


def _dodged(places: Sequence[float]) -> list[float]:
    """The share of the row's height for each of the markers, which are placed in points from left to right."""
    found, turn, last = [], 0, float("-inf")
    for place in places:
        turn = (turn + 1) % len(_DODGE) if place - last < 5.0 else 0
        last = place
        found.append(_DODGE[turn])
    return found


def told(page: Page, lane: Lane, share: float) -> None:
    """Ticks for what they told me, half as high where it came only on asking, and silences between.

    Below them, in the lowest `share` of the lane, an open arrow for each time that I chased.
    """
    middle = (1 + share) / 2
    page.label(lane, middle, "told me")
    _silences(page, lane, share)
    for hollow, top in ((False, 1.0), (True, middle)):
        chosen = [p for p in page.data.told if p.hollow is hollow]
        if chosen:
            lines = [((p.at, lane.y(share + 0.02)), (p.at, lane.y(top))) for p in chosen]
            made = ticks(page.axes, lines, color=page.palette.communication, width=1.9)
            attach(made, [p.mark for p in chosen])
    if page.data.chases:
        page.label(lane, share / 2, "I chased")
        _arrows(page, page.data.chases, lane.y(share / 2))


def _arrows(page: Page, chases: Sequence[Point], y: float) -> None:
    made = points(
        page.axes, [p.at for p in chases], [y] * len(chases), marker=">", sizes=6.0,
        face=page.palette.surface, edge=page.palette.communication, width=1.2,
    )  # fmt: skip
    attach(made, [p.mark for p in chases])


def _silences(page: Page, lane: Lane, share: float) -> None:
    if not page.data.silences:
        return
    low, high = share + (1 - share) * 0.12, 1 - (1 - share) * 0.12
    found = page.data.silences
    rectangles = [(s.start, lane.y(low), s.end, lane.y(high)) for s in found]
    made = bars(page.axes, rectangles, face=page.palette.wait, alpha=SILENCE[page.palette.dark])
    attach(made, [s.mark for s in found])
    y = lane.y((low + high) / 2) + 0.36 * page.sheet.small
    for silence in found:
        options = (f"{silence.label} silence", silence.label)
        page.within(silence, y, page.palette.warning, options, strong=silence.strong)


def waits(page: Page, lane: Lane) -> None:
    """Bars for waits: filled where nobody explained them, hollow where somebody did, pale where nobody noted it."""
    page.label(lane, 0.5, "waiting")
    y = lane.y(0.5) + 0.36 * page.sheet.small
    for kind, filling in fillings(page.palette).items():
        chosen = [wait for each, wait in page.data.waits if each == kind]
        if chosen:
            rectangles = [(w.start, lane.y(0.06), w.end, lane.y(0.94)) for w in chosen]
            width = 0.9 if filling.edge != "none" else 0.0
            made = bars(page.axes, rectangles, face=filling.face, edge=filling.edge, width=width, alpha=filling.alpha)
            attach(made, [w.mark for w in chosen])
        for wait in chosen:
            page.within(wait, y, filling.ink, (f"{wait.label} {WORDS[kind]}", wait.label))
