"""The moments of many journeys at some touchpoints: what a mark of a comparison stands for."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mysteryshop.vocabulary import CATEGORIES, KINDS, TRIGGERS, by_id

from .database import Database

FIELDS = (
    *("journey", "id", "kind", "observed_at", "level", "text", "category", "name", "resolved_at", "trigger"),
    *("outcome", "role"),
)
_FROM = (
    "FROM json_each(?) AS asked JOIN journeys j ON j.id = asked.value JOIN moments m ON m.journey = j.key "
    "LEFT JOIN visits v ON v.journey = m.journey AND v.id = m.visit WHERE m.live = 1"
)
_COLUMNS = (
    "j.id, m.id, m.kind, m.observed_at, m.level, m.text, m.category, coalesce(v.name, ''), m.resolved_at, "
    "m.trigger, m.outcome, coalesce(m.role, '')"
)
_HAVING = {"role": "trim(coalesce(m.role, '')) <> ''", "listened": "m.listened_s > 0"}
_CHASE = by_id(TRIGGERS, "chase").code


@dataclass(frozen=True, slots=True)
class Asked:
    """Which moments: an empty field asks for nothing. `kinds` and `category` (None: any, "": none noted) are ids.

    `places` are touchpoints' keys, or names outside the plan. `contact` is "told" (whatever is no chase) or
    "chase", `having` is "role" or "listened".
    """

    kinds: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    category: str | None = None
    contact: str = ""
    levels: tuple[int, ...] = ()
    having: str = ""


def moments(
    database: Database, journeys: Sequence[str], asked: Asked, limit: int
) -> tuple[int, int, list[tuple[Any, ...]]]:
    """How many there are, in how many of the journeys, and FIELDS of the first `limit`.

    They stand in the journeys' order and then by when they happened. Words of the vocabulary come as codes.
    """
    where, given = _where(asked)
    parameters = (json.dumps(list(journeys)), *given)
    with database.reader() as connection:
        count = connection.exec_driver_sql(f"SELECT count(*), count(DISTINCT j.key) {_FROM}{where}", parameters).one()
        sql = f"SELECT {_COLUMNS} {_FROM}{where} ORDER BY asked.key, m.observed_at, m.seq LIMIT {int(limit)}"
        rows = [tuple(row) for row in connection.exec_driver_sql(sql, parameters)]
        return int(count[0]), int(count[1]), rows


def _where(asked: Asked) -> tuple[str, list[str]]:
    """What is asked as SQL; only names of places are given apart, all else are numbers."""
    parts, given = [], list[str]()
    if asked.kinds:
        parts.append(f"m.kind IN ({_listed(by_id(KINDS, kind).code for kind in asked.kinds)})")
    if asked.places:
        parts.append("coalesce(v.touchpoint, v.name) IN (SELECT value FROM json_each(?))")
        given.append(json.dumps(list(asked.places)))
    if asked.category is not None:
        code = by_id(CATEGORIES, asked.category).code if asked.category else None
        parts.append("m.category IS NULL" if code is None else f"m.category = {code}")
    if asked.contact:
        parts.append(f"m.trigger IS {'NOT ' if asked.contact == 'told' else ''}{_CHASE}")
    if asked.levels:
        parts.append(f"m.level IN ({_listed(asked.levels)})")
    if asked.having:
        parts.append(_HAVING[asked.having])
    return "".join(f" AND {part}" for part in parts), given


def _listed(codes: Any) -> str:
    return ", ".join(str(int(code)) for code in codes)
