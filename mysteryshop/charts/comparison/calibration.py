"""How sure the leader was against how often right: one point a range of confidence, as large as its n."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from mysteryshop.analysis.beliefs import Bin, Calibration
from mysteryshop.analysis.intervals import LEAST
from mysteryshop.analysis.wording import percent
from mysteryshop.charts.comparison.panel import Panel, panel
from mysteryshop.charts.marks import Mark, attach
from mysteryshop.charts.sheet import Sheet, Symbol, points, ticks
from mysteryshop.charts.wording import counted
from mysteryshop.palette import Palette

NAME = "As sure as right?"
NOTHING = "Write beliefs with a confidence before a walk and judge them in the debrief: they stand here."
_MARKS = tuple((share / 100, f"{share}") for share in (0, 20, 40, 60, 80, 100))
Box = tuple[float, float, float, float]  # left, top, right, bottom, in points of the sheet
_SMALL, _LARGE = 6.0, 17.0  # diameters in points, of one belief and of the most


@dataclass(frozen=True, slots=True)
class CalibrationData:
    """The ranges of confidence that have beliefs."""

    title: str
    bins: tuple[Bin, ...]
    n: int


def prepare(found: Calibration) -> CalibrationData:
    """What is drawn; pure, for a worker thread."""
    return CalibrationData(_title(found), found.bins, found.n)


def _title(found: Calibration) -> str:
    """In how many ranges of confidence that n carries the leader was surer than right."""
    solid = [each for each in found.bins if each.n >= LEAST]
    if not solid:
        return f"How sure, how right: too few to say yet (n = {found.n})"
    over = [each for each in solid if each.interval is not None and each.confidence > each.interval.high]
    under = [each for each in solid if each.interval is not None and each.confidence < each.interval.low]
    if not over and not under:
        return f"As often right as sure, as far as can be told (n = {found.n})"
    first = max(over or under, key=lambda each: each.n)
    return f"{percent(first.confidence)} sure, right in {percent(first.right)} of {first.n} (of n = {found.n})"


def empty(data: CalibrationData) -> bool:
    """Whether nothing was judged."""
    return not data.bins


def height(_data: CalibrationData) -> float:
    """The height in inches at which the chart reads well across a report's page."""
    return 3.4


def describe(data: CalibrationData) -> str:
    """The chart in words, with its figures."""
    if empty(data):
        return f"{NAME} {NOTHING}"
    return f"{data.title}. {'; '.join(_words(each).replace(chr(10), ', ') for each in data.bins)}."


def draw(figure: Figure, data: CalibrationData, palette: Palette) -> None:
    """Draw the points and the line on which confidence is earned, on the figure, which is cleared."""
    sheet = Sheet(figure, palette)
    if empty(data):
        sheet.say(NAME, NOTHING)
        return
    top = sheet.title(data.title)
    made = panel(sheet, top + 2.2 * sheet.small, x=_MARKS, y=_MARKS, x_unit="how sure, %", y_unit="right, %")
    symbol = Symbol(f"{counted(data.n, 'judged belief')}, bar: 95 % interval", "o", palette.promise, palette.promise)
    sheet.key(made.right, top + 0.9 * sheet.small, [symbol], made.axes)
    corner = [((made.x(0), made.y(0)), (made.x(1), made.y(1)))]
    ticks(made.axes, corner, color=palette.ink2, width=0.8, dashed=True)
    _name_diagonal(sheet, made)
    most = max(b.n for b in data.bins)
    taken = [_box(made, each, most) for each in data.bins]
    for each in data.bins:
        _point(sheet, made, each, most)
        taken.append(_name(sheet, made, each, most, taken))


def _name_diagonal(sheet: Sheet, made: Panel) -> None:
    sheet.text(
        made.right, made.y(0) - 0.5 * sheet.small, "on the line: as sure as right",
        size=sheet.small, color=sheet.palette.ink2, ha="right",
    )  # fmt: skip


def _point(sheet: Sheet, made: Panel, each: Bin, most: int) -> None:
    """One range of confidence: its point, its interval where n allows one, and its n."""
    palette, mark = sheet.palette, Mark(_words(each), each.journeys)
    x, y = made.x(each.confidence), made.y(each.right)
    if each.interval is not None:
        span = [((x, made.y(each.interval.low)), (x, made.y(each.interval.high)))]
        ticks(made.axes, span, color=palette.promise, width=1.4, zorder=2.4)
    size = _size(each, most)
    face = palette.promise if each.interval is not None else palette.surface
    drawn = points(made.axes, [x], [y], marker="o", sizes=size, face=face, edge=palette.promise, width=1.4)
    attach(drawn, [mark])


def _size(each: Bin, most: int) -> float:
    """The point's diameter in points: its area grows with n."""
    return float(_SMALL + (_LARGE - _SMALL) * ((each.n - 1) / max(1, most - 1)) ** 0.5)


def _box(made: Panel, each: Bin, most: int) -> Box:
    """What a point and its interval take: left, top, right, bottom."""
    x, y, half = made.x(each.confidence), made.y(each.right), _size(each, most) / 2
    span = (y, y) if each.interval is None else (made.y(each.interval.high), made.y(each.interval.low))
    return x - half, min(y - half, *span), x + half, max(y + half, *span)


def _name(sheet: Sheet, made: Panel, each: Bin, most: int, taken: Sequence[Box]) -> Box:
    """Its n, beside the point where there is room, else above or below its interval; the place that it took."""
    words, high = f"n = {each.n}", sheet.small
    wide = sheet.letters.width(words, high)
    left, top, right, bottom = _box(made, each, most)
    x, y = (left + right) / 2, made.y(each.right)
    level = (y - 0.5 * high, y + 0.5 * high)
    places = [
        (right + 4, level[0], right + 4 + wide, level[1]),
        (left - 4 - wide, level[0], left - 4, level[1]),
        (x - wide / 2, top - 3 - high, x + wide / 2, top - 3),
        (x - wide / 2, bottom + 3, x + wide / 2, bottom + 3 + high),
    ]
    inside = [box for box in places if box[2] < made.right and box[0] > made.left] or places
    found = next((box for box in inside if not any(_meet(box, other) for other in taken)), inside[0])
    sheet.text(found[0], found[1] + 0.86 * high, words, size=high, color=sheet.palette.ink2)
    return found


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _words(each: Bin) -> str:
    words = f"{percent(each.confidence)} sure, right in {percent(each.right)}, n = {each.n}"
    if each.interval is None:
        return words
    return f"{words}\n95 % interval {percent(each.interval.low)} to {percent(each.interval.high)}"
