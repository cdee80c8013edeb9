"""The list of journeys as the home screen shows it: one query over the summary columns.

No SQLAlchemy here: the same text runs before the first paint (`glance`) and afterwards (`queries`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from mysteryshop import vocabulary as words
from mysteryshop.errors import InputError
from mysteryshop.journey import Instant


@dataclass(frozen=True, slots=True)
class JourneyRow:
    """One journey in a list. `satisfaction` 0-10; `worst_severity` 1-4, None without a graded friction."""

    id: str
    template_key: str
    template_name: str
    place: str
    relationship: str
    persona: str
    leader: str
    zone: str
    state: str
    origin: str
    started_at: Instant | None
    ended_at: Instant | None
    created_at: Instant
    moments: int
    frictions: int
    worst_severity: int | None
    satisfaction: int | None
    tainted: bool
    demo: bool
    sealed: bool
    seal_broken: bool
    tags: tuple[str, ...] = ()
    retain_until: str = ""  # ISO date
    twin: str = ""  # the id of another state of the same journey


_EXPRESSIONS = {
    "frictions": "friction_0 + friction_1 + friction_2 + friction_3 + friction_4",
    "worst_severity": f"CASE {' '.join(f'WHEN friction_{n} > 0 THEN {n}' for n in (4, 3, 2, 1))} END",
    "tainted": "(recognised OR favoured)",
    "sealed": "seal <> ''",
}
_PLAIN = (
    "id", "template_key", "template_name", "place", "relationship", "persona", "leader", "zone", "state", "origin",
    "started_at", "ended_at", "created_at", "moments", "satisfaction", "demo", "seal_broken",
    "tags", "retain_until", "twin",
)  # fmt: skip
COLUMNS = tuple(JourneyRow.__dataclass_fields__)
_ORDERS_ONLY = {"duration": "ended_at - started_at"}
ORDERS = frozenset((*_PLAIN, *_EXPRESSIONS, *_ORDERS_ONLY))
_TEXTS = frozenset({"template_name", "place", "persona", "leader"})
# What was said and noted is kept beside the evidence, as of the last time when figures were brought up to date.
_HOLDS = (
    "(instr(search, ?) > 0 OR EXISTS "
    "(SELECT 1 FROM search_texts t WHERE t.journey = journeys.key AND instr(t.text, ?) > 0))"
)
_SELECT = (
    "SELECT " + ", ".join(f"{_EXPRESSIONS[c]} AS {c}" if c in _EXPRESSIONS else c for c in COLUMNS) + " FROM journeys"
)
_UNFINISHED = ("walking", "debrief", "planned")
_STATES = {t.code: t.id for t in words.STATES}
_ORIGINS = {t.code: t.id for t in words.ORIGINS}
_RELATIONSHIPS = {t.code: t.id for t in words.RELATIONSHIPS}
Sql = tuple[str, tuple[Any, ...]]


def where(text: str = "", state: str | None = None, template: str | None = None, tag: str | None = None) -> Sql:
    """The filters: every word of `text` in the head or in what was noted, a state's id, a template's key, a tag."""
    conditions: list[str] = []
    parameters: list[Any] = []
    for word in text.casefold().split():
        conditions.append(_HOLDS)
        parameters += [word, word]
    if state is not None:
        conditions.append("state = ?")
        parameters.append(_code(state))
    if template is not None:
        conditions.append("template_key = ?")
        parameters.append(template)
    if tag is not None:
        conditions.append("EXISTS (SELECT 1 FROM json_each(tags) WHERE value = ?)")
        parameters.append(tag)
    return (" WHERE " + " AND ".join(conditions) if conditions else ""), tuple(parameters)


def page(filters: Sql, order: str, descending: bool, limit: int, offset: int) -> Sql:
    """One page of rows; InputError where the order is no column."""
    if order not in ORDERS:
        raise InputError(f"Journeys cannot be ordered by {order!r}.", f"Expected one of: {', '.join(sorted(ORDERS))}.")
    expression = f"{order} COLLATE NOCASE" if order in _TEXTS else _ORDERS_ONLY.get(order, order)
    way = "DESC" if descending else "ASC"
    sql = f"{_SELECT}{filters[0]} ORDER BY {expression} {way}, created_at {way}, key {way} LIMIT ? OFFSET ?"
    return sql, (*filters[1], limit, offset)


def unfinished() -> Sql:
    """What is not finalised: walks under way first, then debriefs, then plans; the newest of each first."""
    codes = tuple(_code(state) for state in _UNFINISHED)
    rank = " ".join(f"WHEN {code} THEN {rank}" for rank, code in enumerate(codes))
    order = f"CASE state {rank} END, coalesce(started_at, created_at) DESC, key DESC"
    return f"{_SELECT} WHERE state IN ({', '.join('?' * len(codes))}) ORDER BY {order}", codes


def rows_of(found: Iterable[Sequence[Any]]) -> list[JourneyRow]:
    """The rows of `page` and `unfinished`."""
    return [_row(dict(zip(COLUMNS, row, strict=True))) for row in found]


def _row(said: dict[str, Any]) -> JourneyRow:
    said["state"] = _STATES[said["state"]]
    said["origin"] = _ORIGINS[said["origin"]]
    said["relationship"] = _RELATIONSHIPS[said["relationship"]]
    said["tags"] = tuple(json.loads(said["tags"]))
    for name in ("tainted", "demo", "sealed", "seal_broken"):
        said[name] = bool(said[name])
    return JourneyRow(**said)


def _code(state: str) -> int:
    term = next((t for t in words.STATES if t.id == state), None)
    if term is None:
        raise InputError(
            f"{state!r} is no state of a journey.", f"Expected one of: {', '.join(t.id for t in words.STATES)}."
        )
    return term.code
