"""Experience against expectation, touchpoint by touchpoint: waits, contacts and feelings beyond what was expected."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from mysteryshop.analysis.intervals import Floats
from mysteryshop.analysis.sides import Behind, Met, Place, Side, Sides
from mysteryshop.charts.comparison.along import AlongData, Cell, Strip, describe, draw, empty, height
from mysteryshop.charts.comparison.panel import Ticks, plain, round_ticks
from mysteryshop.charts.comparison.two import LEAST
from mysteryshop.charts.durations import MINUTE, spoken
from mysteryshop.charts.lettering import clean

__all__ = ["NAME", "describe", "draw", "empty", "height", "prepare"]
NAME = "Experienced against expected"
NOTHING = "Nothing was expected of a touchpoint that was visited. Write it down when preparing the next journey."
NO_PLAN = "These journeys follow different plans. Choose one template to lay their touchpoints side by side."
Gap = Callable[[Met], Floats]


def prepare(sides: Sides) -> AlongData:
    """Experienced less expected; pure, for a worker thread."""
    names = tuple((side.name, side.n) for side in sides.sides)
    strips = (
        _strip(sides, "wait, min beyond expected", "waits", ("wait",), _wait, _minutes),
        _strip(sides, "told, times beyond expected", "what was told", ("communication",), _contacts, plain),
        _strip(sides, "feeling above expected", "feelings", ("feeling",), _feeling, plain),
    )
    kept = sorted({cell.row for strip in strips for cell in strip.cells})
    index = {row: place for place, row in enumerate(kept)}
    strips = tuple(  # type: ignore[assignment]  # as many as before
        replace(strip, cells=tuple(replace(cell, row=index[cell.row]) for cell in strip.cells)) for strip in strips
    )
    rows = tuple(sides.touchpoints[row] for row in kept)
    data = AlongData(NAME, rows, names, strips, NOTHING if sides.planned or not sides.n else NO_PLAN, NAME)
    return replace(data, title=_title(data))


def _wait(met: Met) -> Floats:
    return (met.wait_s - met.expected_wait_s) / MINUTE


def _contacts(met: Met) -> Floats:
    return met.contacts - met.expected_contacts


def _feeling(met: Met) -> Floats:
    return met.feeling - met.expected_feeling


def _minutes(value: float) -> str:
    return spoken(abs(value) * MINUTE)


def _strip(
    sides: Sides, unit: str, said: str, kinds: tuple[str, ...], gap: Gap, write: Callable[[float], str]
) -> Strip:
    cells = []
    for group, side in enumerate(sides.sides):
        values = gap(side.met)
        there = np.flatnonzero(np.isfinite(values))
        for row, place in enumerate(sides.places[: sides.planned]):
            at = there[side.met.row[there] == row]
            if len(at):
                contact = "told" if kinds == ("communication",) else ""
                behind = Behind(f"{said} at {clean(place.name)}", kinds, (place.ident,), contact=contact)
                cells.append(_cell(row, group, place, side, at, values[at], unit, write, behind))
    return Strip(unit, _ticked, tuple(cells), zero=True)


def _cell(
    row: int, group: int, place: Place, side: Side, at: np.ndarray[tuple[int], np.dtype[np.intp]], values: Floats,
    unit: str, write: Callable[[float], str], behind: Behind,
) -> Cell:  # fmt: skip
    whose, name = side.met.journey[at], clean(place.name)
    middle = _signed(float(np.median(values)), write)
    what = unit.partition(",")[0].partition(" ")[0]
    words = f"{name} · {clean(side.name)}\n{what}: median {middle} beside what was expected, n = {len(values):,}"
    alone: tuple[str, ...] = ()
    if len(values) < LEAST:
        alone = tuple(
            f"{clean(side.labels[int(j)])}\n{name}, {what}: {_signed(float(v), write)} beside what was expected"
            for j, v in zip(whose, values, strict=True)
        )
    return Cell(row, group, side.ids(whose), values, words, behind, alone)


def _signed(value: float, write: Callable[[float], str]) -> str:
    figure = write(abs(round(value, 1)))
    return figure if not round(value, 1) else f"{'+' if value > 0 else '−'}{figure}"


def _ticked(low: float, high: float, most: int) -> Ticks:
    """Around zero, with signs."""
    return round_ticks(min(low, -0.5), max(high, 0.5), most, lambda at: plain(at) if at <= 0 else f"+{plain(at)}")


def _title(data: AlongData) -> str:
    """The wait that surprised most; else the feeling; where nothing can carry a median, that."""
    if empty(data):
        return NAME
    for strip, worse, better, sign, write in (
        (data.strips[0], "longer", "shorter", 1.0, _minutes),
        (data.strips[2], "worse", "better", -1.0, plain),
        (data.strips[1], "told more often", "told less often", 1.0, plain),
    ):
        cells = [cell for cell in strip.cells if cell.n >= LEAST and abs(cell.middle[1]) >= 0.5]
        if cells:
            most = max(cells, key=lambda cell: sign * cell.middle[1])
            gap = most.middle[1]
            which = worse if sign * gap > 0 else better
            what = "Waiting" if strip is data.strips[0] else "It"
            verb = {"longer": "took", "shorter": "took", "worse": "felt", "better": "felt"}.get(which, "was")
            group = f" in {clean(data.names[most.group][0])}" if len(data.names) == 2 else ""
            where = f"at {clean(data.rows[most.row])}{group}"
            return f"{what} {where} {verb} {which} than expected: median {_signed(gap, write)} (n = {most.n:,})"
    if any(cell.n >= LEAST for strip in data.strips for cell in strip.cells):
        return "It was about as expected at every touchpoint"
    return f"{NAME}: each point is a journey"
