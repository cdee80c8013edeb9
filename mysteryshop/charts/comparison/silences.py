"""Each journey's longest silence: where it began, how long it was, and how long it may be there."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from mysteryshop.analysis.sides import Behind, Side, Sides
from mysteryshop.charts.comparison.along import AlongData, Cell, Strip, describe, draw, empty, height
from mysteryshop.charts.comparison.time_spent import ticked
from mysteryshop.charts.comparison.two import LEAST
from mysteryshop.charts.durations import spoken, unit_for
from mysteryshop.charts.lettering import clean

__all__ = ["NAME", "describe", "draw", "empty", "height", "prepare"]
NAME = "The longest silences"
NOTHING = "None of these journeys has begun, so that nobody can have been silent."
NO_PLAN = "These journeys follow different plans. Choose one template to see where their silences lie."
BEFORE = "Before the first"
_SAME = 1.0  # second: what two computations of one silence may be apart
Where = NDArray[np.int64]


def prepare(sides: Sides) -> AlongData:
    """Each journey's longest silence by the touchpoint where it began; pure, for a worker thread."""
    found = [_longest(side, sides.planned) for side in sides.sides] if sides.planned else []
    outside = any((rows >= sides.planned).any() for rows in found)
    names = (*sides.touchpoints, *((BEFORE,) if outside else ()))
    cells = tuple(
        cell
        for group, (side, rows) in enumerate(zip(sides.sides, found, strict=False))
        for cell in _cells(group, side, rows, sides, names)
    )
    kept = sorted({cell.row for cell in cells})
    index = {row: place for place, row in enumerate(kept)}
    limits = tuple(
        (index[row], sides.limits[place.key])
        for row, place in enumerate(sides.places[: sides.planned])
        if row in index and place.key in sides.limits
    )
    ends = [cell.middle[2] if cell.n >= LEAST else float(cell.values.max()) for cell in cells]
    unit = unit_for(max([*ends, *(at for _, at in limits)], default=0.0)).name
    strip = Strip(
        f"longest silence of a journey, {unit}; n = journeys in which it began there", ticked,
        tuple(replace(cell, row=index[cell.row]) for cell in cells), limits, "limit",
    )  # fmt: skip
    groups = tuple((side.name, side.n) for side in sides.sides)
    rows = tuple(names[row] for row in kept)
    title = _title(sides, cells, names) if cells else NAME
    return AlongData(title, rows, groups, (strip,), NOTHING if sides.planned or not sides.n else NO_PLAN, NAME)


def _longest(side: Side, planned: int) -> Where:
    """The row where each journey's longest silence began; `planned` outside the plan, -1 where there is none."""
    lengths, met = side.column("longest_silence_s"), side.met
    rows = np.full(side.n, -1, dtype=np.int64)
    rows[np.isfinite(lengths)] = planned
    there = np.flatnonzero(np.isfinite(met.silence_s) & (met.row < planned))
    there = there[met.silence_s[there] >= lengths[met.journey[there]] - _SAME]
    rows[met.journey[there][::-1]] = met.row[there][::-1]  # of equals the first
    return rows


def _cells(group: int, side: Side, rows: Where, sides: Sides, names: tuple[str, ...]) -> list[Cell]:
    lengths, found = side.column("longest_silence_s"), []
    for row, name in enumerate(names):
        at = np.flatnonzero(rows == row)
        if len(at):
            values = lengths[at]
            told = sorted((float(value) for value in values), reverse=True)
            words = (
                f"{clean(name)} · {clean(side.name)}\nthe longest silence of {len(at):,} of {side.n:,} journeys: "
                f"median {spoken(float(np.median(values)))}, longest {spoken(told[0])}, n = {len(at):,}"
            )
            alone = tuple(
                f"{clean(side.labels[int(j)])}\n{spoken(float(lengths[j]))} of silence from {clean(name)} on"
                for j in (at if len(at) < LEAST else ())
            )
            place = sides.places[row].ident if row < sides.planned else ""
            about = f"what was told at {clean(name)}"
            behind = Behind(about, ("communication",), (place,), contact="told") if place else None
            found.append(Cell(row, group, side.ids(at), values, words, behind, alone))
    return found


def _title(sides: Sides, cells: tuple[Cell, ...], names: tuple[str, ...]) -> str:
    """Where most of them begin, and how many went past their limit."""
    counts = {row: sum(cell.n for cell in cells if cell.row == row) for row in {cell.row for cell in cells}}
    row = min(counts, key=lambda each: (-counts[each], each))
    over = sum(int((side.column("silence_overrun") > 0).sum()) for side in sides.sides)
    past = f"; {over:,} of {sides.n:,} journeys went past a limit" if over else ""
    if sides.n == 1:
        return f"The longest silence: {spoken(float(cells[0].values[0]))} from {clean(names[row])} on"
    if counts[row] < 2:
        return f"No two of the longest silences begin at the same touchpoint{past}"
    each = [next((cell.n for cell in cells if (cell.row, cell.group) == (row, g)), 0) for g in range(len(sides.sides))]
    parts = [f"{n:,} of {side.n:,} in {clean(side.name)}" for n, side in zip(each, sides.sides, strict=True)]
    told = ", ".join(parts) if len(parts) == 2 else f"{each[0]:,} of {sides.n:,}"
    return f"The longest silence begins most often at {clean(names[row])}: {told}{past}"
