"""How long each touchpoint took, and how much of it was waiting: groups side by side, beside what was planned."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from mysteryshop.analysis.apart import surely_apart
from mysteryshop.analysis.intervals import Floats
from mysteryshop.analysis.sides import Behind, Place, Side, Sides
from mysteryshop.charts.comparison import along
from mysteryshop.charts.comparison.along import AlongData, Cell, Strip, describe, draw, empty, height
from mysteryshop.charts.comparison.panel import Ticks
from mysteryshop.charts.comparison.two import LEAST
from mysteryshop.charts.durations import spoken, unit_for, unit_ticks
from mysteryshop.charts.lettering import clean

__all__ = ["NAME", "describe", "draw", "empty", "height", "prepare"]
NAME = "Time and waiting by touchpoint"
NOTHING = "No touchpoint of these journeys was visited."
NO_PLAN = "These journeys follow different plans. Choose one template to lay their touchpoints side by side."
_MUCH = 60.0  # seconds: below that two medians are called about the same


def prepare(sides: Sides) -> AlongData:
    """Lengths by touchpoint; pure, for a worker thread."""
    names = tuple((side.name, side.n) for side in sides.sides)
    spent = tuple(cells(sides, "actual_s", "time spent", ()))
    waited = tuple(cells(sides, "wait_s", "waiting", ("wait",)))
    nobody = not any((cell.values > 0).any() for cell in waited)
    waited = () if nobody else waited
    data = AlongData(
        "", sides.touchpoints, names,
        (
            Strip(
                f"{_unit('time spent', spent)}{'; nobody noted a wait' if nobody else ''}",
                ticked, spent, _planned(sides), "planned",
            ),
            Strip(_unit("waiting", waited), ticked, waited),
        ),
        NOTHING if sides.planned else NO_PLAN, NAME,
    )  # fmt: skip
    return along.AlongData(_title(data), data.rows, data.names, data.strips, data.nothing, data.name)


def cells(sides: Sides, field: str, said: str, kinds: tuple[str, ...]) -> Iterator[Cell]:
    """A cell for each planned touchpoint and group that has a length in seconds there."""
    for group, side in enumerate(sides.sides):
        values: Floats = getattr(side.met, field)
        there = np.flatnonzero(np.isfinite(values))
        for row, place in enumerate(sides.places[: sides.planned]):
            at = there[side.met.row[there] == row]
            if len(at):
                yield _cell(row, group, place, side, at.astype(np.int64), values[at], said, kinds)


def _cell(
    row: int, group: int, place: Place, side: Side, at: Floats | np.ndarray[tuple[int], np.dtype[np.int64]],
    values: Floats, said: str, kinds: tuple[str, ...],
) -> Cell:  # fmt: skip
    whose = side.met.journey[at]
    name = clean(place.name)
    head = f"{name} · {clean(side.name)}"
    alone: tuple[str, ...] = ()
    if len(values) < LEAST:
        alone = tuple(
            f"{clean(side.labels[int(j)])}\n{name}: {said} {spoken(float(v))}"
            for j, v in zip(whose, values, strict=True)
        )
        words = f"{head}\n{said} {', '.join(spoken(float(v)) for v in np.sort(values))}, n = {len(values):,}"
    else:
        low, middle, high = (spoken(float(q)) for q in np.quantile(values, (0.25, 0.5, 0.75)))
        words = f"{head}\n{said}: median {middle}, middle half {low} to {high}, n = {len(values):,}"
    behind = Behind(f"{'waits' if kinds else 'moments'} at {name}", kinds, (place.ident,))
    return Cell(row, group, side.ids(whose), values, words, behind, alone)


def ticked(_low: float, high: float, most: int) -> Ticks:
    """Ticks of lengths from 0 on."""
    unit = unit_for(high)
    return unit_ticks(high * 1.04 or 60.0, unit, most) or [(0.0, "0")]


def _unit(said: str, found: tuple[Cell, ...]) -> str:
    ends = [cell.middle[2] if cell.n >= LEAST else float(cell.values.max()) for cell in found]
    return f"{said}, {unit_for(max(ends, default=0.0)).name}"


def _planned(sides: Sides) -> tuple[tuple[int, float], ...]:
    """What the plan gives each touchpoint, in seconds."""
    found = dict[int, float]()
    for side in sides.sides:
        there = np.isfinite(side.met.planned_s) & (side.met.row < sides.planned)
        found |= dict(zip(side.met.row[there].tolist(), side.met.planned_s[there].tolist(), strict=True))
    return tuple(sorted(found.items()))


def _title(data: AlongData) -> str:
    """Where the groups surely differ, waits before stays; of one group, where it waits longest."""
    if empty(data):
        return NAME
    if len(data.names) == 2:
        return _of_two(data)
    for strip, said in zip(reversed(data.strips), ("wait", "stay"), strict=True):
        by = [cell for cell in strip.cells if cell.n >= LEAST]
        if by and (most := max(by, key=lambda cell: cell.middle[1])).middle[1] > 0:
            return (
                f"Longest {said} at {clean(data.rows[most.row])}: a median of {spoken(most.middle[1])} (n = {most.n:,})"
            )
    return f"{NAME}: each point is a journey"


def _of_two(data: AlongData) -> str:
    pairs = [(*pair, said) for strip, said in zip(reversed(data.strips), ("wait", "stay"), strict=True)
             for pair in _pairs(data, strip)]  # fmt: skip
    first, other = (clean(name) for name, _ in data.names)
    if not pairs:
        few = any(cell.n >= LEAST for strip in data.strips for cell in strip.cells)
        return f"Too few to set {first} apart from {other}" if few else f"{NAME}: each point is a journey"
    if all(_gap(a, b) < _MUCH for a, b, _ in pairs):
        return f"{first} and {other} take about as long everywhere"
    sure = surely_apart([(a.values, b.values) for a, b, _ in pairs])
    known = [each for each, is_sure in zip(pairs, sure, strict=True) if is_sure and _gap(*each[:2]) >= _MUCH]
    if not known:
        return f"No touchpoint surely takes longer in {first} or in {other}"
    a, b, said = max(known, key=lambda each: (each[2] == "wait", _gap(*each[:2])))
    longer = "Longer" if a.middle[1] > b.middle[1] else "Shorter"
    told = f"median {spoken(a.middle[1])} against {spoken(b.middle[1])}"
    return f"{longer} {said} at {clean(data.rows[a.row])} in {first} than in {other}: {told} (n = {a.n:,} and {b.n:,})"


def _gap(a: Cell, b: Cell) -> float:
    return abs(a.middle[1] - b.middle[1])


def _pairs(data: AlongData, strip: Strip) -> Iterator[tuple[Cell, Cell]]:
    """The touchpoints at which both groups have enough values for a median."""
    by = {(cell.row, cell.group): cell for cell in strip.cells if cell.n >= LEAST}
    for row in range(len(data.rows)):
        if (row, 0) in by and (row, 1) in by:
            yield by[row, 0], by[row, 1]
