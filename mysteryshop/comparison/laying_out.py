"""The groups laid out for charts: figures by journey, and what was met touchpoint by touchpoint."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from mysteryshop.analysis.figure_columns import FIGURE_COLUMNS
from mysteryshop.analysis.sides import Met, Place, Rubs, Side, Sides
from mysteryshop.analysis.wording import day_text
from mysteryshop.figures import Expected, Figures, Frictions, Touchpoints, TouchpointTable
from mysteryshop.journey import Template

BEFORE = "before the first"
_day = lru_cache(4096)(day_text)
Ints = NDArray[np.int64]


def sides_of(along: TouchpointTable, parts: Sequence[Figures], labels: Sequence[str], plan: Template | None) -> Sides:
    """The groups; `plan` is the template that all of them follow, as the newest has it, or None where they differ."""
    met = [along.touchpoints(part) for part in parts]
    rubs = [along.frictions(part) for part in parts]
    places, rows, planned = _places(along.places, met, rubs, plan)
    sides = tuple(
        _side(part, label, _met(m, along.expected(part), rows), _rubs(r, rows))
        for part, label, m, r in zip(parts, labels, met, rubs, strict=True)
    )
    return Sides(sides, places, planned, _limits(plan, parts))


def labelled(of: Figures, row: int) -> str:
    """`14 Nov 2026 · Lisbon to Oslo`."""
    day = int(of["day"][row])
    when = _day(day) if day > 0 else "not begun"
    return " · ".join(part for part in (when, str(of["place"][row]) or str(of["template_name"][row])) if part)


def _places(
    known: Sequence[tuple[str, str]], met: Sequence[Touchpoints], rubs: Sequence[Frictions], plan: Template | None
) -> tuple[tuple[Place, ...], Ints, int]:
    """The places that these groups met, the row of each number, and how many of them are the plan."""
    first = np.full(len(known) + 1, np.iinfo(np.int64).max)
    for each in met:
        np.minimum.at(first, each.where, each.place)
    for each_rub in rubs:
        first[each_rub.where] = np.minimum(first[each_rub.where], np.iinfo(np.int64).max - 1)
    there = [number for number in range(len(known)) if first[number] != np.iinfo(np.int64).max]
    in_plan = sorted((n for n in there if known[n][0] and plan is not None), key=lambda n: int(first[n]))
    others = sorted(set(there) - set(in_plan), key=lambda n: known[n][1])
    rows = np.full(len(known) + 1, -1, dtype=np.int64)
    order = [*in_plan, *others]
    rows[order] = np.arange(len(order))
    return tuple(Place(known[n][0], known[n][1] or BEFORE) for n in order), rows, len(in_plan)


def _met(of: Touchpoints, expected: Expected, rows: Ints) -> Met:
    """Where what was expected meets what was found: by journey and touchpoint."""
    wide = len(rows)
    keys = of.journey * wide + of.where
    order = np.argsort(keys, kind="stable")
    asked = expected.journey * wide + expected.where
    at = np.minimum(np.searchsorted(keys[order], asked), max(0, len(keys) - 1))
    there = keys[order][at] == asked if len(keys) else np.zeros(len(asked), dtype=np.bool_)
    columns = []
    for values in (expected.wait_s, expected.contacts, expected.feeling):
        column = np.full(len(keys), np.nan)
        column[order[at[there]]] = values[there]
        columns.append(column)
    lengths = (of.planned_s, of.actual_s, of.wait_s, of.contacts, of.emotion, of.silence_s)
    return Met(of.journey, rows[of.where], of.entered, *lengths, *columns)


def _rubs(of: Frictions, rows: Ints) -> Rubs:
    return Rubs(of.journey, rows[of.where], of.codes, of.count, of.count - of.ungraded, of.severity)


def _side(part: Figures, label: str, met: Met, rubs: Rubs) -> Side:
    numbers = {column.field: part[column.field] for column in FIGURE_COLUMNS}
    names = tuple(labelled(part, row) for row in range(len(part)))
    return Side(label, tuple(part.ids.tolist()), names, numbers, met, rubs)


def _limits(plan: Template | None, parts: Sequence[Figures]) -> Mapping[str, float]:
    if plan is None or any("log" in part["origin"].tolist() for part in parts):  # nobody set a limit for an event log
        return {}
    return {
        t.key: 60.0 * (plan.silence_limit_minutes if t.silence_limit_minutes is None else t.silence_limit_minutes)
        for t in plan.touchpoints
    }
