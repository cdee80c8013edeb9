"""Feelings along the plan: the median at each touchpoint with the middle half, one group against another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from matplotlib.figure import Figure

from mysteryshop.analysis.apart import surely_apart
from mysteryshop.analysis.intervals import Floats
from mysteryshop.analysis.sides import Behind, Place, Side, Sides
from mysteryshop.charts.comparison.panel import Panel, panel
from mysteryshop.charts.comparison.two import LEAST, key_of, look
from mysteryshop.charts.lettering import clean
from mysteryshop.charts.marks import Mark, attach
from mysteryshop.charts.sheet import Sheet, bars, points, ticks
from mysteryshop.charts.wording import feeling
from mysteryshop.palette import Palette

NAME = "Feelings along the journey"
NOTHING = "No feelings were noted at a planned touchpoint of these journeys."
NO_PLAN = "These journeys follow different plans. Choose one template to lay their feelings side by side."
_LEVELS = tuple((float(level), feeling(level)) for level in range(-2, 3))
_BETTER = 0.5  # of a step of feeling: below that two medians are called about the same


@dataclass(frozen=True, slots=True)
class Spot:
    """One group's feelings at one touchpoint: each journey's mean, in the order of `journeys`."""

    touchpoint: int
    journeys: tuple[str, ...]
    values: tuple[float, ...]
    text: str
    behind: Behind

    @property
    def median(self) -> float:
        """The middle value."""
        return float(np.median(self.values))

    @property
    def quartiles(self) -> tuple[float, float]:
        """The middle half; only where there are enough values."""
        low, high = np.quantile(self.values, (0.25, 0.75))
        return float(low), float(high)


@dataclass(frozen=True, slots=True, eq=False)
class EmotionData:
    """The spots of every group, in the order of the plan."""

    title: str
    touchpoints: tuple[str, ...]
    names: tuple[tuple[str, int], ...]
    spots: tuple[tuple[Spot, ...], ...]
    labels: dict[str, str]


def prepare(sides: Sides) -> EmotionData:
    """Feelings by touchpoint; pure, for a worker thread."""
    spots = tuple(_spots(side, sides.places[: sides.planned]) for side in sides.sides)
    names = tuple(
        (side.name, len({journey for spot in found for journey in spot.journeys}))
        for side, found in zip(sides.sides, spots, strict=True)
    )
    data = EmotionData("", sides.touchpoints, names, spots, sides.label_of())
    return replace(data, title=_title(data))


def _spots(side: Side, plan: Sequence[Place]) -> tuple[Spot, ...]:
    """One group's feelings at each touchpoint where there are any."""
    met, found = side.met, []
    there = np.flatnonzero(np.isfinite(met.feeling))
    for row, place in enumerate(plan):
        at = there[met.row[there] == row]
        if len(at):
            found.append(_spot(row, place, side.name, side.ids(met.journey[at]), met.feeling[at]))
    return tuple(found)


def _spot(row: int, place: Place, side: str, journeys: tuple[str, ...], values: Floats) -> Spot:
    spread = ""
    if len(values) >= LEAST:
        low, high = np.quantile(values, (0.25, 0.75))
        spread = f", middle half {feeling(float(low))} to {feeling(float(high))}"
    middle = feeling(float(np.median(values)))
    words = f"{clean(place.name)} · {clean(side)}\nmedian {middle}{spread}, n = {len(values):,}"
    behind = Behind(f"feelings at {clean(place.name)}", ("feeling",), (place.ident,))
    return Spot(row, journeys, tuple(values.tolist()), words, behind)


def _title(data: EmotionData) -> str:
    if empty(data):
        return NAME
    if len([spots for spots in data.spots if spots]) == 2:
        return _apart(data)
    spots = next(spots for spots in data.spots if spots)
    spots = tuple(spot for spot in spots if len(spot.values) >= LEAST)
    if not spots:
        return f"{NAME}: each point is a journey"
    worst = min(spots, key=lambda spot: spot.median)
    if max(spot.median for spot in spots) - worst.median < _BETTER:
        return f"It feels about the same everywhere: {feeling(worst.median)}"
    names = [clean(data.touchpoints[spot.touchpoint]) for spot in spots if spot.median == worst.median]
    if len(names) == 1:
        return f"{names[0]} feels worst: {feeling(worst.median)}"
    rest = names[1] if len(names) == 2 else f"{len(names) - 1} more"
    return f"{names[0]} and {rest} feel worst: {feeling(worst.median)}"


def _apart(data: EmotionData) -> str:
    """Where the two groups differ most, of the places where that is no chance."""
    second = {spot.touchpoint: spot for spot in data.spots[1]}
    both = [(spot, second[spot.touchpoint]) for spot in data.spots[0] if spot.touchpoint in second]
    pairs = [(a, b) for a, b in both if min(len(a.values), len(b.values)) >= LEAST]
    first, other = (clean(name) for name, _ in data.names)
    if not pairs:
        return "Too few feelings to set the groups apart: each point is a journey"
    if max(abs(a.median - b.median) for a, b in pairs) < _BETTER:
        return f"{first} and {other} feel about the same everywhere"
    sure = surely_apart([(np.array(a.values), np.array(b.values)) for a, b in pairs])
    known = [pair for pair, is_sure in zip(pairs, sure, strict=True) if is_sure]
    a, b = max(known or pairs, key=lambda pair: abs(pair[0].median - pair[1].median))
    if not known or abs(a.median - b.median) < _BETTER:
        return f"No touchpoint surely feels better in {first} or in {other}"
    place = clean(data.touchpoints[a.touchpoint])
    told = f"{feeling(a.median)} against {feeling(b.median)}"
    return f"{place} feels {'better' if a.median > b.median else 'worse'} in {first} than in {other}: {told}"


def empty(data: EmotionData) -> bool:
    """Whether no feeling was noted at a touchpoint of the plan."""
    return not any(data.spots)


def height(_data: EmotionData) -> float:
    """The height in inches at which the chart reads well across a report's page."""
    return 3.0


def describe(data: EmotionData) -> str:
    """The chart in words, with its figures."""
    if empty(data):
        return f"{NAME}. {NOTHING if data.touchpoints else NO_PLAN}"
    spots = [spot.text.replace("\n", ": ") for spots in data.spots for spot in spots]
    return f"{data.title}. {'; '.join(spots)}."


def draw(figure: Figure, data: EmotionData, palette: Palette) -> None:
    """Draw the feelings on the figure, which is cleared."""
    sheet = Sheet(figure, palette)
    if empty(data):
        sheet.say(NAME, NOTHING if data.touchpoints else NO_PLAN)
        return
    top = sheet.title(data.title)
    slots = [(float(place), "") for place in range(len(data.touchpoints))]
    foot, slanted = _foot(sheet, data)
    x = [(-0.6, ""), *slots, (len(slots) - 0.4, "")]
    made = panel(sheet, top + 1.6 * sheet.small, x=x, y=_LEVELS, x_unit="", y_unit="feeling", foot=foot)
    _names(sheet, made, data, slanted)
    sheet.key(made.right, top + 0.9 * sheet.small, key_of(data.names, palette), made.axes)
    for place in range(len(data.spots)):
        _series(made, data, place, palette)


def _foot(sheet: Sheet, data: EmotionData) -> tuple[float, bool]:
    """Room for the names below: upright where they fit in two lines, else slanted."""
    slot = (sheet.width - 60) / (len(data.touchpoints) + 0.2)
    longest = max(sheet.letters.width(word, sheet.small) for name in data.touchpoints for word in clean(name).split())
    if longest <= slot - 4:
        return 3.0 * sheet.small, False
    return min(0.39 * sheet.height, 66.0), True


def _names(sheet: Sheet, made: Panel, data: EmotionData, slanted: bool) -> None:
    slot = (made.right - made.left) / (len(data.touchpoints) + 0.2)
    for place, name in enumerate(data.touchpoints):
        color, size = sheet.palette.ink2, sheet.small
        if slanted:
            room = min((sheet.height - made.bottom - 12) / 0.58, (made.x(place) - 4) / 0.82)
            words = sheet.letters.shorten(clean(name), room, size)
            sheet.text(made.x(place) + 3, made.bottom + 10, words, color=color, size=size, ha="right", rotation=35)
            continue
        for line, words in enumerate(sheet.letters.wrap(clean(name), slot - 4, size, lines=2)):
            sheet.text(
                made.x(place), made.bottom + (1.35 + 1.2 * line) * size, words, color=color, size=size, ha="center"
            )


def _series(made: Panel, data: EmotionData, place: int, palette: Palette) -> None:
    """One group: its middle halves or its points, the medians, and the line through them."""
    each = look(place, palette)
    shift = 0.0 if len(data.spots) == 1 else (-0.13, 0.13)[place]
    spots = data.spots[place]
    at = [made.x(spot.touchpoint + shift) for spot in spots]
    wide = min(5.0, 0.09 * (made.right - made.left) / max(1, len(data.touchpoints)))
    ranges = [(x, spot) for x, spot in zip(at, spots, strict=True) if len(spot.values) >= LEAST]
    if ranges:
        boxes = [
            (x - wide / 2, made.y(s.quartiles[0]) + 0.5, x + wide / 2, made.y(s.quartiles[1]) - 0.5) for x, s in ranges
        ]
        attach(
            bars(made.axes, boxes, face=each.edge, alpha=0.28), [Mark(s.text, s.journeys, s.behind) for _, s in ranges]
        )
    alone = [
        (x, value, journey, spot.behind)
        for x, spot in zip(at, spots, strict=True) if len(spot.values) < LEAST
        for journey, value in zip(spot.journeys, spot.values, strict=True)
    ]  # fmt: skip
    if alone:
        dots = points(
            made.axes, [x for x, *_ in alone], [made.y(v) for _, v, *_ in alone], marker="o", sizes=3.2,
            face=each.face, edge=each.edge, width=0.7, zorder=2.4,
        )  # fmt: skip
        dots.set_alpha(0.55)
        attach(dots, [Mark(f"{data.labels.get(j, '')} · {feeling(v)}", (j,), behind) for _, v, j, behind in alone])
    line = [(x, made.y(spot.median)) for x, spot in zip(at, spots, strict=True)]
    ticks(made.axes, list(pairwise(line)), color=each.edge, width=1.2, zorder=2.0)
    middles = points(
        made.axes, [x for x, _ in line], [y for _, y in line], marker=each.marker, sizes=5.2,
        face=each.face, edge=each.edge, width=1.2, zorder=3.0,
    )  # fmt: skip
    attach(middles, [Mark(spot.text, spot.journeys, spot.behind) for spot in spots])
