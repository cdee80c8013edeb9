"""What drives an outcome: the share of each predictor with its interval, the one that the verdict names in accent."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.figure import Figure

from mysteryshop.analysis.driver_result import Drivers
from mysteryshop.analysis.driver_words import often
from mysteryshop.analysis.sides import Rests
from mysteryshop.analysis.wording import percent, spoken
from mysteryshop.charts.comparison.two import blend
from mysteryshop.charts.lettering import clean
from mysteryshop.charts.marks import Mark, attach
from mysteryshop.charts.rows import AXIS, Rows, Scale
from mysteryshop.charts.sheet import MARGIN, Sheet, bars, ticks
from mysteryshop.palette import Palette

NAME = "What drives satisfaction"


@dataclass(frozen=True, slots=True)
class Bar:
    """One predictor: its share of the outcome's variance (0..1) and the 95 % interval, where there is one."""

    name: str
    share: float
    interval: tuple[float, float] | None
    leads: float | None
    accent: bool
    mark: Mark

    @property
    def text(self) -> str:
        """What it says to the pointer."""
        return self.mark.text


@dataclass(frozen=True, slots=True)
class SharesData:
    """The predictors, the largest first; without any, `refusal` says why."""

    title: str
    bars: tuple[Bar, ...]
    outcome: str
    refusal: str = ""


def prepare(found: Drivers | str, rests: Rests | None = None) -> SharesData:
    """The analysis, or the sentence that says why there is none; `rests` are the journeys that its bars open."""
    if isinstance(found, str):
        return SharesData(NAME, (), "", found)
    order = sorted(found.lmg, key=lambda name: -found.lmg[name])
    return SharesData(_title(found), tuple(_bar(found, name, rests) for name in order), spoken(found.outcome))


def _bar(found: Drivers, name: str, rests: Rests | None) -> Bar:
    interval, leads = found.intervals.get(name), found.leads.get(name)
    limits = None if interval is None else (interval.low, interval.high)
    words = f"{clean(spoken(name))} · {percent(found.lmg[name])} of what {spoken(found.outcome)} varies"
    if limits is not None:
        words += f"\n95 % interval {percent(limits[0])} to {percent(limits[1])}"
    if leads is not None:
        words += f"; leads in {often(leads)} of resamples"
    mark = Mark(f"{words}; n = {found.n:,}", *((rests.journeys, rests.behind.get(name)) if rests else ()))
    return Bar(clean(spoken(name)), found.lmg[name], limits, leads, name == found.named, mark)


def _title(found: Drivers) -> str:
    n = f"n = {found.n:,}"
    if found.leader_share is None:
        return f"Too few journeys to say how sure these shares are ({n})"
    leader = clean(spoken(found.leader))
    leader = leader[:1].upper() + leader[1:]
    if found.named is None:
        return f"{leader} first in {often(found.leader_share)} of resamples: not settled ({n})"
    return f"{leader} leads in {often(found.leader_share)} of resamples ({n})"


def empty(data: SharesData) -> bool:
    """Whether there is no analysis."""
    return not data.bars


def height(data: SharesData) -> float:
    """The height in inches at which the chart reads well across a report's page."""
    return 1.1 + 0.28 * max(2, len(data.bars))


def describe(data: SharesData) -> str:
    """The chart in words, with its figures."""
    if empty(data):
        return data.refusal
    return f"{data.title}. {' '.join(bar.text.replace(chr(10), ', ') + '.' for bar in data.bars)}"


def draw(figure: Figure, data: SharesData, palette: Palette) -> None:
    """Draw the shares on the figure, which is cleared."""
    sheet = Sheet(figure, palette)
    if empty(data):
        sheet.say(data.title, data.refusal)
        return
    top = sheet.title(data.title)
    rows = Rows(sheet, [bar.name for bar in data.bars], top, sheet.height - AXIS * sheet.body)
    rows.draw()
    ends = [bar.interval[1] if bar.interval else bar.share for bar in data.bars]
    longest = max(0.1, *ends, *(bar.share for bar in data.bars))
    room = sheet.letters.width("100 %", sheet.small) + 10
    scale = Scale(rows.left + 4, sheet.width - MARGIN - room, 0.0, longest)
    step = next(s for s in (5, 10, 20, 25, 50, 100) if 100 * longest / s <= 5)
    unit = f"share of what {data.outcome} varies, %" + (" (95 % interval)" if data.bars[0].interval else "")
    rows.axis(scale, [(s / 100, str(s)) for s in range(0, int(100 * longest) + 1, step)], unit)
    axes = sheet.whole()
    for place, bar in enumerate(data.bars):
        middle, half = rows.middle(place), 0.27 * rows.height
        face = palette.accent if bar.accent else blend(palette.accent, palette.surface, 0.32)
        box = (scale.x(0), middle - half, max(scale.x(bar.share), scale.x(0) + 1), middle + half)
        attach(bars(axes, [box], face=face), [bar.mark])
        end = bar.share
        if bar.interval is not None:
            low, high = bar.interval
            end = max(end, high)
            ticks(axes, [((scale.x(low), middle), (scale.x(high), middle))], color=palette.ink, width=1.2, zorder=3.0)
        sheet.text(scale.x(end) + 6, middle + 0.36 * sheet.small, percent(bar.share), size=sheet.small)
