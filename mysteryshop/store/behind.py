"""The moments of many journeys at one touchpoint: what a mark of a comparison stands for."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from mysteryshop.vocabulary import CATEGORIES, KINDS, by_id

from .database import Database

FIELDS = ("journey", "id", "kind", "observed_at", "level", "text", "category", "name", "resolved_at")
_FROM = (
    "FROM json_each(?) AS asked JOIN journeys j ON j.id = asked.value JOIN moments m ON m.journey = j.key "
    "LEFT JOIN visits v ON v.journey = m.journey AND v.id = m.visit WHERE m.live = 1"
)
_COLUMNS = "j.id, m.id, m.kind, m.observed_at, m.level, m.text, m.category, coalesce(v.name, ''), m.resolved_at"


def moments(
    database: Database, journeys: Sequence[str], kinds: Sequence[str], place: str, category: str | None, limit: int
) -> tuple[int, list[tuple[Any, ...]]]:
    """How many there are, and FIELDS of the first `limit` in the journeys' order and then by when they happened.

    `kinds` and `category` (None: any, "": none noted) are ids; `place` is a touchpoint's key, or its name outside the
    plan, "" any. Kinds and categories come as codes.
    """
    where, parameters = "", [json.dumps(list(journeys))]
    if kinds:
        codes = ", ".join(str(by_id(KINDS, kind).code) for kind in kinds)
        where += f" AND m.kind IN ({codes})"
    if place:
        where += " AND coalesce(v.touchpoint, v.name) = ?"
        parameters.append(place)
    if category is not None:
        where += " AND m.category IS NULL" if not category else f" AND m.category = {by_id(CATEGORIES, category).code}"
    with database.reader() as connection:
        count = connection.exec_driver_sql(f"SELECT count(*) {_FROM}{where}", tuple(parameters)).scalar_one()
        sql = f"SELECT {_COLUMNS} {_FROM}{where} ORDER BY asked.key, m.observed_at LIMIT {int(limit)}"
        return int(count), [tuple(row) for row in connection.exec_driver_sql(sql, tuple(parameters))]
