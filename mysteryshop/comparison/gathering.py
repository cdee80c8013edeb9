"""What a comparison shows: the journeys chosen, laid out for charts, and the finding in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from mysteryshop.analysis.compare import Comparison
from mysteryshop.analysis.driver_result import Drivers
from mysteryshop.analysis.figure_columns import COLUMN_OF
from mysteryshop.analysis.sides import Rests, Side, Sides
from mysteryshop.figures import Figures, FigureTable
from mysteryshop.journey import Template
from mysteryshop.store.database import Database
from mysteryshop.store.queries import Queries

from .analysing import analysed, rests_on
from .choosing import Chosen, choose
from .fields import Choice
from .finding import compared, of_many, of_one, of_two, small_print
from .laying_out import labelled, sides_of
from .many import GroupRow, group_rows
from .view import ALL, View

__all__ = ["Cancelled", "Gathered", "Laid", "choose", "gather", "lay_out", "weighed"]
ALONG = ("emotion", "told", "frictions", "time", "silences", "pareto", "variants", "gaps")  # charts made of sides
SPREAD_MOST = 12  # groups that stand one above another


class Cancelled(Exception):
    """Nobody waits for the answer any more."""


@dataclass(frozen=True, eq=False)
class Laid:
    """The journeys chosen laid out for charts. Of many groups `sides` holds all together, `many` a row for each."""

    chosen: Chosen
    sides: Sides
    spread: Sides
    many: tuple[GroupRow, ...] = ()

    @property
    def given(self) -> dict[str, Any]:
        """What each chart of COMPARISONS but the drivers' is prepared from, by its name."""
        spread = (self.spread, COLUMN_OF[self.chosen.view.measure], len(self.chosen.parts))
        return {"spread": spread, **dict.fromkeys(ALONG, self.sides)}


@dataclass(frozen=True, eq=False)
class Gathered:
    """One answer for a whole screen or report."""

    laid: Laid
    finding: str
    small: str
    comparison: Comparison | None
    drivers: Drivers | str  # of all groups together, or why there are none
    rests: Rests  # the journeys that the drivers are told from

    @property
    def chosen(self) -> Chosen:
        """Which journeys, in which groups."""
        return self.laid.chosen

    @property
    def sides(self) -> Sides:
        """The groups, laid out."""
        return self.laid.sides

    @property
    def many(self) -> tuple[GroupRow, ...]:
        """A row for each of many groups."""
        return self.laid.many

    @property
    def view(self) -> View:
        """What was asked for, with what was chosen for the user."""
        return self.chosen.view

    @property
    def filters(self) -> Mapping[str, tuple[Choice, ...]]:
        """What else could be chosen, by filter."""
        return self.chosen.filters

    @property
    def values(self) -> tuple[Choice, ...]:
        """Of the field that groups are made by."""
        return self.chosen.values

    @property
    def labels(self) -> tuple[str, ...]:
        """Of the groups that there are."""
        return self.chosen.labels

    @property
    def n(self) -> tuple[int, ...]:
        """How many journeys each group has."""
        return self.chosen.n

    @property
    def title(self) -> str:
        """Which journeys, in which groups."""
        return self.chosen.title

    @property
    def left_out(self) -> str:
        """How many do not count, and why."""
        return self.chosen.left_out

    @property
    def journeys(self) -> Figures:
        """Of all groups."""
        return self.chosen.journeys

    @property
    def group_of(self) -> tuple[str, ...]:
        """The group of each of them."""
        return self.chosen.group_of

    @property
    def shares(self) -> tuple[Drivers | str, Rests]:
        """What the drivers' chart is prepared from."""
        return self.drivers, self.rests

    @property
    def given(self) -> dict[str, Any]:
        """What each chart of COMPARISONS is prepared from, by its name."""
        return {**self.laid.given, "shares": self.shares}


def gather(database: Database, table: FigureTable, view: View) -> Gathered:
    """Everything for that view."""
    return weighed(lay_out(database, table, choose(table, view)))


def lay_out(database: Database, table: FigureTable, chosen: Chosen) -> Laid:
    """What charts are drawn from; quick for ten thousand journeys."""
    view, parts, labels = chosen.view, chosen.parts, chosen.labels
    many = view.b == ALL and len(parts) > 2
    whole = ((_in_store_order(chosen),), ("All groups",)) if many else (parts, labels)
    sides = sides_of(table.along(), *whole, _plan(database, chosen))
    if not many:
        return Laid(chosen, sides, sides)
    rows = group_rows(parts, labels, tuple(dict.fromkeys((view.measure, *view.figures))))
    return Laid(chosen, sides, _spread(chosen), rows)


def weighed(laid: Laid, go_on: Callable[[], bool] = lambda: True) -> Gathered:
    """What the groups differ in, how sure that is, and what drives satisfaction; Cancelled once `go_on` says no."""

    def still() -> None:
        if not go_on():
            raise Cancelled

    chosen = laid.chosen
    view, parts, labels = chosen.view, chosen.parts, chosen.labels
    still()
    both = compared(parts, labels, view.measure) if len(parts) == 2 else None
    still()
    everyone = _in_store_order(chosen)
    drivers = analysed(everyone)
    if both is not None:
        finding = of_two(parts, labels, view.measure, both)
    else:
        finding = of_many(parts, labels, view.measure) if laid.many else of_one(parts[0], view.measure)
    return Gathered(laid, finding, small_print(parts, both), both, drivers, rests_on(everyone))


def _plan(database: Database, chosen: Chosen) -> Template | None:
    """The template that all of them follow, as the newest has it."""
    if not chosen.template or not len(chosen.journeys):
        return None
    newest = int(np.argmax(chosen.journeys["started_at"]))
    return Queries(database).load(str(chosen.journeys.ids[newest])).template


def _in_store_order(chosen: Chosen) -> Figures:
    """All of them in the store's order, whichever group is A."""
    return chosen.journeys.take(np.argsort(chosen.journeys["key"], kind="stable"))


def _spread(chosen: Chosen) -> Sides:
    """The groups with the most values of the measure, each on its own, in the order of the groups."""
    measure = chosen.view.measure
    there = [int(np.isfinite(part[measure]).sum()) for part in chosen.parts]
    order = sorted(range(len(there)), key=lambda place: -there[place])[:SPREAD_MOST]
    sides = []
    for place in sorted(order):
        part = chosen.parts[place]
        names = tuple(labelled(part, row) for row in range(len(part)))
        sides.append(Side(chosen.labels[place], tuple(part.ids.tolist()), names, {measure: part[measure]}))
    return Sides(tuple(sides))
