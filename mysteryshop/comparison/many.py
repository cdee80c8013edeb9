"""Many groups in one table: medians with the middle half and n. No pair of them is tested against another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mysteryshop.analysis.figure_columns import COLUMN_OF, FigureColumn
from mysteryshop.analysis.groups import described
from mysteryshop.analysis.intervals import LEAST, Floats
from mysteryshop.charts.comparison.spread import told_value
from mysteryshop.figures import Figures

_LISTED = 4  # values of a small group that are written out


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One group: a cell for each field asked for, and the 95 % interval of the first one's median."""

    name: str
    journeys: tuple[str, ...]
    cells: tuple[str, ...]
    interval: str

    @property
    def n(self) -> int:
        """How many journeys it has."""
        return len(self.journeys)


def group_rows(parts: Sequence[Figures], labels: Sequence[str], fields: Sequence[str]) -> tuple[GroupRow, ...]:
    """A row for each group, in the order given; the first field is the measure."""
    return tuple(
        GroupRow(
            label,
            tuple(part.ids.tolist()),
            tuple(cell(COLUMN_OF[name], part[name]) for name in fields),
            _interval(COLUMN_OF[fields[0]], part[fields[0]]),
        )
        for part, label in zip(parts, labels, strict=True)
    )


def cell(column: FigureColumn, values: Floats) -> str:
    """`2.9 (1.8 to 4.1)`; from five to seven values the lowest and highest, below that these themselves.

    n stands behind it where it is not the group's.
    """
    there = np.sort(values[np.isfinite(values)])
    if not len(there):
        return "–"
    n = "" if len(there) == len(values) else f", n = {len(there):,}"
    if len(there) <= _LISTED:
        return f"{', '.join(_bare(column, float(value)) for value in there)}{n}"
    if len(there) < LEAST:
        return f"{_bare(column, float(there[0]))} to {_bare(column, float(there[-1]))}{n}"
    low, middle, high = (float(q) for q in np.quantile(there, (0.25, 0.5, 0.75)))
    return f"{_bare(column, middle)} ({_bare(column, low)} to {_bare(column, high)}){n}"


def _interval(column: FigureColumn, values: Floats) -> str:
    inside = described(values).interval
    return "–" if inside is None else f"{_bare(column, inside.low)} to {_bare(column, inside.high)}"


def _bare(column: FigureColumn, value: float) -> str:
    return told_value(column, value).removesuffix(" per hour")
