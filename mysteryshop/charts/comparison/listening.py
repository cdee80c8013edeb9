"""Who is listened to: for every party the share of listening time, and a diamond where it should be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from mysteryshop.analysis.listening import Share
from mysteryshop.analysis.wording import counted, percent
from mysteryshop.charts.comparison.two import blend
from mysteryshop.charts.lettering import clean
from mysteryshop.charts.marks import Mark, attach
from mysteryshop.charts.rows import AXIS, Rows, Scale, rows_that_fit
from mysteryshop.charts.sheet import MARGIN, Sheet, Symbol, bars, points
from mysteryshop.palette import Palette

NAME = "Listening, should be and is"
NOTHING = "Name the parties who depend on you, and log whom you listen to: it takes seconds."


@dataclass(frozen=True, slots=True)
class ListeningData:
    """The rows that can be drawn: parties and roles."""

    title: str
    rows: tuple[Share, ...]


def prepare(title: str, found: Sequence[Share]) -> ListeningData:
    """What is drawn; pure, for a worker thread."""
    return ListeningData(title, tuple(found))


def empty(data: ListeningData) -> bool:
    """Whether there is nobody."""
    return not data.rows


def height(data: ListeningData) -> float:
    """The height in inches at which the chart reads well across a report's page."""
    return 1.2 + 0.3 * max(2, len(data.rows))


def describe(data: ListeningData) -> str:
    """The chart in words, with its figures."""
    if empty(data):
        return f"{NAME}. {NOTHING}"
    return f"{data.title}. {'; '.join(_words(row).replace(chr(10), ', ') for row in data.rows)}."


def _words(row: Share) -> str:
    parts = [clean(row.name)]
    if row.should_be is not None:
        parts.append(f"should be {percent(row.should_be)}")
    parts.append("never listened to" if not row.n else f"is {percent(row.actual or 0)}, {_minutes(row.listened_s)}")
    if row.n:
        parts.append(f"n = {counted(row.n, 'conversation')}, talked {_minutes(row.talked_s)}")
    return "\n".join(parts)


def _minutes(seconds: int) -> str:
    return f"{round(seconds / 60)} min"


def draw(figure: Figure, data: ListeningData, palette: Palette) -> None:
    """Draw the shares on the figure, which is cleared."""
    sheet = Sheet(figure, palette)
    if empty(data):
        sheet.say(NAME, NOTHING)
        return
    small = sheet.small
    top, bottom = sheet.title(data.title) + 1.8 * small, sheet.height - AXIS * sheet.body
    shown = data.rows[: rows_that_fit(sheet, top, bottom)]
    rows = Rows(sheet, [row.name for row in shown], top, bottom)
    rows.draw([row.party is None for row in shown])
    longest = max(0.1, *(max(row.should_be or 0.0, row.actual or 0.0) for row in shown))
    room = sheet.letters.width("100 %, n = 888", small) + 10
    scale = Scale(rows.left + 4, sheet.width - MARGIN - room, 0.0, longest)
    step = next(s for s in (5, 10, 20, 25, 50, 100) if 100 * longest / s <= 5)
    more = f"; {len(data.rows) - len(shown)} more not shown" if len(shown) < len(data.rows) else ""
    marks = [(s / 100, str(s)) for s in range(0, int(100 * longest) + 1, step)]
    rows.axis(scale, marks, f"share of listening, %{more}")
    axes = sheet.whole()
    sheet.key(sheet.width - MARGIN, top - 0.7 * small, [
        Symbol("is", "s", palette.communication, palette.communication),
        Symbol("should be", "D", palette.surface, palette.promise),
    ], axes)  # fmt: skip
    for place, row in enumerate(shown):
        middle, half = rows.middle(place), 0.24 * rows.height
        if row.actual:
            face = blend(palette.communication, palette.surface, 1.0 if row.party is not None else 0.4)
            box = (scale.x(0), middle - half, max(scale.x(row.actual), scale.x(0) + 1), middle + half)
            attach(bars(axes, [box], face=face), [Mark(_words(row), row.journeys)])
        if row.should_be is not None:
            drawn = points(axes, [scale.x(row.should_be)], [middle], marker="D", sizes=7.0, face=palette.surface,
                           edge=palette.promise, width=1.5)  # fmt: skip
            attach(drawn, [Mark(_words(row), row.journeys)])
        end = scale.x(max(row.actual or 0.0, row.should_be or 0.0)) + 10
        said = f"{percent(row.actual or 0)}, n = {row.n}" if row.n else "never"
        sheet.text(end, middle + 0.36 * small, said, size=small, color=palette.ink2)
