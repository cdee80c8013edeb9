"""The story of one walk: touchpoints, feelings, moments, what was told and the silences between, over journey time."""

from __future__ import annotations

from matplotlib.figure import Figure

from mysteryshop.charts.durations import spoken
from mysteryshop.charts.sheet import Sheet
from mysteryshop.charts.story import lanes
from mysteryshop.charts.story.data import StoryData, prepare
from mysteryshop.charts.story.feelings import feelings
from mysteryshop.charts.story.page import TIME_AXIS, Page
from mysteryshop.charts.wording import counted, feeling
from mysteryshop.palette import Palette, load

__all__ = ["NAME", "NOTHING", "TIME_AXIS", "describe", "draw", "empty", "height", "prepare"]

NAME = "The story of the walk"
NOTHING = "Nothing recorded yet: the story begins with the walk"
_GAP = 0.5  # all in lines of body text: between two lanes,
_AXIS = 3.2  # below the last one,
_FEELINGS = 13.5  # for the feelings in a report,
_LEAST_FEELINGS = 6.0  # and anywhere
_TALLEST_PAGE = 230.0  # points: rows as close as in a report
_REPORT = (180 / 25.4, 8.0)  # inches


def empty(data: StoryData) -> bool:
    """Whether there is nothing to tell."""
    return not data.n and not data.bands


def height(data: StoryData) -> float:
    """The height in inches at which the chart reads well across a report's page."""
    page = Page(Sheet(Figure(figsize=_REPORT), load("light")), data)
    top = page.names(page.sheet.title(data.title or NAME))
    return (top + sum(_heights(page, _TALLEST_PAGE - top)) + _FEELINGS * page.sheet.body) / 72


def describe(data: StoryData) -> str:
    """The chart in words, with its figures."""
    if empty(data):
        return f"{NAME}. {NOTHING}."
    counts = [counted(len(row.points), row.label) for row in data.rows if row.points]
    counts.append(f"told {counted(len(data.told), 'time')}, chased {counted(len(data.chases), 'time')}")
    told = [f"{data.title}."] if data.title else []
    stays, moments = counted(len(data.bands), "stay"), counted(data.n, "moment")
    told.append(f"Journey time {spoken(data.seconds)}, {stays} at touchpoints, {moments}: {', '.join(counts)}.")
    for peak in data.peaks:
        quote = f", \u201c{peak.quote}\u201d" if peak.quote else ""
        which = "strongest" if peak.word == "peak" else peak.word
        told.append(f"The {which} feeling was {feeling(peak.level)}, {spoken(peak.start)} in{quote}.")
    if data.silences:
        told.append(f"Silences over the limit: {', '.join(s.label for s in data.silences[:12])}.")
    return " ".join(told)


def draw(figure: Figure, data: StoryData, palette: Palette) -> None:
    """Draw the story on the figure, which is cleared; nothing outside it is touched."""
    sheet = Sheet(figure, palette)
    if empty(data):
        sheet.say(NAME, NOTHING)
        return
    page = Page(sheet, data)
    _lanes(page, page.names(sheet.title(data.title or NAME)))
    page.frame()
    page.draw_pauses()
    page.axis()


def _heights(page: Page, room: float) -> tuple[float, float, float, float]:
    """What the lanes below the feelings take, in points: moments, told, waits, and the axis; gaps included."""
    body, data = page.sheet.body, page.data
    row, gap = min(max(room * 0.042, 1.38 * body), 1.8 * body), _GAP * body
    told = 2.4 * row + (row if data.chases else 0.0)
    return row * len(data.rows) + gap, told + gap, (1.15 * row + gap if data.waits else 0.0), _AXIS * body


def _lanes(page: Page, top: float) -> None:
    """The lanes from the top of the page down; the feelings take what the others leave."""
    room, gap = page.sheet.height - top, _GAP * page.sheet.body
    rows, told, wait, axis = _heights(page, room)
    tall = max(room - rows - told - wait - axis, _LEAST_FEELINGS * page.sheet.body)
    feelings(page, page.lane(top, tall))
    top += tall + gap
    lanes.moments(page, page.lane(top, rows - gap))
    top += rows
    chased = 1 / 3.4 if page.data.chases else 0.0
    lanes.told(page, page.lane(top, told - gap), chased)
    if wait:
        lanes.waits(page, page.lane(top + told, wait - gap))
