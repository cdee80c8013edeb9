"""Which paths journeys really take: the order of first entries, alike ones together, the planned path first.

After the trace variants of process mining (van der Aalst, Process Mining, 2016), with deviations named as in
analysis.conformance: skipped, ad hoc, out of sequence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .conformance import in_order
from .sides import Side, Sides


@dataclass(frozen=True, slots=True)
class Variant:
    """One path: rows of Sides.places in order of first entry; `journeys` of each group took it.

    `skipped` and `late` (out of sequence) are rows of the plan, `ad_hoc` rows outside it.
    """

    path: tuple[int, ...]
    skipped: tuple[int, ...]
    late: tuple[int, ...]
    ad_hoc: tuple[int, ...]
    journeys: tuple[tuple[str, ...], ...]

    @property
    def n(self) -> int:
        """How many journeys took it."""
        return sum(map(len, self.journeys))

    @property
    def as_planned(self) -> bool:
        """Whether it is the plan, touchpoint by touchpoint."""
        return not (self.skipped or self.late or self.ad_hoc)


def variants(sides: Sides) -> tuple[Variant, ...]:
    """All paths: the planned one first, taken or not, then by how many took them. None where plans differ."""
    if not sides.planned:
        return ()
    found: dict[tuple[int, ...], list[list[str]]] = {tuple(range(sides.planned)): [[] for _ in sides.sides]}
    for group, side in enumerate(sides.sides):
        for ident, path in zip(side.journeys, _paths(side), strict=True):
            if path:
                found.setdefault(path, [[] for _ in sides.sides])[group].append(ident)
    made = [_variant(path, groups, sides.planned) for path, groups in found.items()]
    return (made[0], *sorted(made[1:], key=lambda each: (-each.n, len(each.path), each.path)))


def _paths(side: Side) -> list[tuple[int, ...]]:
    """The rows that each journey entered, in order of first entry."""
    met = side.met
    there = np.flatnonzero(met.entered >= 0)
    order = there[np.lexsort((met.entered[there], met.journey[there]))]
    ends = np.searchsorted(met.journey[order], np.arange(side.n + 1))
    rows = met.row[order].tolist()
    return [tuple(rows[a:b]) for a, b in zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True)]


def _variant(path: tuple[int, ...], groups: Sequence[Sequence[str]], planned: int) -> Variant:
    matched = [row for row in path if row < planned]
    kept = set(in_order(matched))
    return Variant(
        path,
        tuple(row for row in range(planned) if row not in matched),
        tuple(row for row in matched if row not in kept),
        tuple(row for row in path if row >= planned),
        tuple(map(tuple, groups)),
    )
