"""Who benefits, quarter by quarter: decisions and findings for the customer, for both, for the company."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.figure import Figure

from mysteryshop.analysis.all_in import Choice, Quarter, Shares
from mysteryshop.analysis.wording import counted, percent
from mysteryshop.charts.comparison.panel import Panel, panel, round_ticks
from mysteryshop.charts.comparison.two import blend
from mysteryshop.charts.lettering import clean
from mysteryshop.charts.marks import Mark, attach
from mysteryshop.charts.sheet import Sheet, Symbol, bars, ticks
from mysteryshop.palette import Palette

NAME = "Who benefits"
NOTHING = "Log a decision, or say of a finding who benefits: it stands here."
LABELS = {"customer": "customer", "both": "both", "company": "company"}
_HATCH = 4.0  # points between two slanted lines
_TOLD = 4  # titles that a tooltip names
_MOST = 16  # quarters drawn: the newest
_LEAST = 4  # quarters that have room: a single one is no wall


@dataclass(frozen=True, slots=True)
class AllInData:
    """The quarters that are drawn."""

    title: str
    quarters: tuple[Quarter, ...]


def prepare(found: Shares) -> AllInData:
    """What is drawn; pure, for a worker thread."""
    return AllInData(_title(found), found.quarters[-_MOST:])


def _title(found: Shares) -> str:
    """The share of the first and the last quarter that have any, each with its n."""
    there = [(quarter, quarter.share) for quarter in found.quarters if quarter.share is not None]
    if len(there) < 2:
        return f"All-In share {percent(found.share)} (n = {found.n})" if found.share is not None else NAME
    (first, one), (last, other) = there[0], there[-1]
    return f"All-In: {percent(one)} in {_name(first)} (n = {first.n}), {percent(other)} in {_name(last)} (n = {last.n})"


def empty(data: AllInData) -> bool:
    """Whether nothing says who benefits."""
    return not data.quarters


def height(_data: AllInData) -> float:
    """The height in inches at which the chart reads well across a report's page."""
    return 2.8


def describe(data: AllInData) -> str:
    """The chart in words, with its figures."""
    if empty(data):
        return f"{NAME}. {NOTHING}"
    return f"{data.title}. {'; '.join(_told(each) for each in data.quarters)}."


def _told(each: Quarter) -> str:
    if not each.n:
        return f"{_name(each)}: none"
    parts = ((len(each.customer), "customer"), (len(each.both), "both"), (len(each.company), "company"))
    return f"{_name(each)}: {', '.join(f'{n} {words}' for n, words in parts if n)}"


def _name(each: Quarter) -> str:
    return f"Q{each.quarter} {each.year}"


def draw(figure: Figure, data: AllInData, palette: Palette) -> None:
    """Draw the stacked bars on the figure, which is cleared."""
    sheet = Sheet(figure, palette)
    if empty(data):
        sheet.say(NAME, NOTHING)
        return
    top, small = sheet.title(data.title), sheet.small
    most = max(each.n for each in data.quarters)
    wide = float(max(len(data.quarters), _LEAST))
    whole = [tick for tick in round_ticks(0.0, max(most, 1), 6) if tick[0].is_integer()]  # nobody decides half of it
    made = panel(
        sheet, top + 2.7 * small, x=[(0.0, ""), (wide, "")], y=whole, x_unit="", y_unit="decisions and findings",
        foot=3.4 * small,
    )  # fmt: skip
    entries = [Symbol(LABELS[who], "s", face, edge, size=6.0) for who, (face, edge) in _faces(palette).items()]
    sheet.key(made.right, top + 0.9 * small, entries, made.axes)
    for place, each in enumerate(data.quarters):
        _bar(sheet, made, place, each)
    _names(sheet, made, data.quarters)


def _faces(palette: Palette) -> dict[str, tuple[str, str]]:
    """Filled for the customer, hollow for both, hatched for the company: told apart in black and white as well."""
    return {
        "customer": (palette.communication, palette.communication),
        "both": (blend(palette.communication, palette.surface, 0.22), palette.communication),
        "company": (blend(palette.ink2, palette.surface, 0.35), palette.ink2),
    }


def _bar(sheet: Sheet, made: Panel, place: int, each: Quarter) -> None:
    """One quarter, the customer below, with the share above it."""
    left, right, foot = made.x(place + 0.2), made.x(place + 0.8), 0
    for who, (face, edge) in _faces(sheet.palette).items():
        own: tuple[Choice, ...] = getattr(each, who)
        if own:
            box = (left, made.y(foot), right, made.y(foot + len(own)))
            drawn = bars(made.axes, [box], face=face, edge=edge, width=0.8)
            if who == "company":
                _hatch(sheet, made, box)
            attach(drawn, [Mark(_tooltip(each, who, own), tuple(dict.fromkeys(c.journey for c in own if c.journey)))])
            foot += len(own)
    if each.share is not None:
        words = percent(each.share)
        if sheet.letters.width(words, sheet.small) <= made.x(1) - made.x(0) - 2:
            middle = (left + right) / 2
            sheet.text(middle, made.y(foot) - 0.4 * sheet.small, words, size=sheet.small, ha="center")


def _hatch(sheet: Sheet, made: Panel, box: tuple[float, float, float, float]) -> None:
    """Slanted lines over a bar, cut off at its edges."""
    left, top, right, bottom = box[0], min(box[1], box[3]), box[2], max(box[1], box[3])
    high, lines = bottom - top, []
    for step in range(int((right - left + high) / _HATCH) + 1):
        foot = left - high + step * _HATCH  # where the line meets the lower edge, were the bar endless
        start, end = max(foot, left), min(foot + high, right)
        if end > start:
            lines.append(((start, bottom - (start - foot)), (end, bottom - (end - foot))))
    if lines:
        ticks(made.axes, lines, color=sheet.palette.ink2, width=0.6, zorder=1.2)


def _tooltip(each: Quarter, who: str, own: tuple[Choice, ...]) -> str:
    named = [clean(choice.title) for choice in own[:_TOLD]]
    rest = [f"and {len(own) - _TOLD} more"] if len(own) > _TOLD else []
    return "\n".join([f"{_name(each)} · {LABELS[who]}: {counted(len(own), 'choice')}", *named, *rest])


def _names(sheet: Sheet, made: Panel, quarters: tuple[Quarter, ...]) -> None:
    """Quarters below their bars, years below those; of many quarters only some are named."""
    small, color = sheet.small, sheet.palette.ink2
    wide = made.x(1) - made.x(0)
    step = 1 if sheet.letters.width("Q4", small) + 4 <= wide else 2
    for place, each in enumerate(quarters):
        middle = made.x(place + 0.5)
        if place % step == 0:
            sheet.text(middle, made.bottom + 1.35 * small, f"Q{each.quarter}", size=small, color=color, ha="center")
        if place == 0 or each.quarter == 1:
            sheet.text(middle, made.bottom + 2.7 * small, str(each.year), size=small, color=color, ha="center")
