"""One kind of item over all journeys: findings, expectations, moments, each with the journey that it belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mysteryshop.journey import Item

from . import listing
from .listing import JourneyRow
from .rows import SHELF_OF


@dataclass(frozen=True, slots=True)
class Across:
    """An item, and the journey in which it was recorded as the list of journeys shows it."""

    journey: JourneyRow
    item: Any


def across(execute: Any, kind: type[Item], demo: bool | None) -> list[Across]:
    """Every live item of that kind, the newest journey's first, within a journey in their natural order."""
    shelf = SHELF_OF[kind]
    names = ", ".join(f'i."{column}"' for column in shelf.columns)
    own = "" if demo is None else f"AND j.demo = {int(demo)} "
    order = ", ".join(f"i.{column.strip()}" for column in shelf.order.split(","))
    found = execute(
        f"SELECT j.id, {names} FROM {shelf.table} i JOIN journeys j ON j.key = i.journey WHERE i.live = 1 {own}"
        f"ORDER BY coalesce(j.started_at, j.created_at) DESC, j.key DESC, {order}",
        (),
    ).fetchall()
    if not found:
        return []
    rows = {row.id: row for row in listing.rows_of(execute(*listing.page(listing.where(), "started_at", True, -1, 0)))}
    return [Across(rows[ident], shelf.item(values)) for ident, *values in found]
