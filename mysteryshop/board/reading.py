"""Every finding of every journey with what became of it, read page by page so that the window never waits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from mysteryshop.analysis.board.assembling import assembled
from mysteryshop.analysis.board.found import Board, Found, Walk
from mysteryshop.journey import Finding, Template
from mysteryshop.store import heads
from mysteryshop.store.database import Database
from mysteryshop.store.queries import Queries
from mysteryshop.store.rows import RELATIONSHIP, SHELF_OF, STATE
from mysteryshop.vocabulary import KINDS, STATES, by_id

_FETCH = 2000  # rows at once
_FINALISED, _EXCLUDED = by_id(STATES, "finalised").code, by_id(STATES, "excluded").code
_WALKED = 1  # origin: an event log proves nothing
_FRICTION = by_id(KINDS, "friction").code
_HEAD = (
    "SELECT j.key, j.id, j.template_key, j.template_name, j.place, j.relationship, j.leader, j.zone, j.state, "
    "j.started_at, j.ended_at, j.recognised OR j.favoured, j.demo, j.snapshot FROM journeys j"
)
_WITH_FINDINGS = f"{_HEAD} WHERE j.key IN (SELECT journey FROM findings WHERE live = 1)"
_CAN_PROVE = f"{_HEAD} WHERE j.state = {_FINALISED} AND j.origin = {_WALKED} AND NOT (j.recognised OR j.favoured)"
_FINDINGS = (
    f"SELECT journey, {', '.join(SHELF_OF[Finding].columns)} FROM findings WHERE live = 1 ORDER BY journey, ordinal, id"
)
_SEVERITIES = (
    "SELECT f.journey, f.id, m.id, coalesce(m.level, 0) FROM findings f, json_each(f.moments) e "
    f"JOIN moments m ON m.journey = f.journey AND m.id = e.value AND m.live = 1 AND m.kind = {_FRICTION} "
    "WHERE f.live = 1 ORDER BY f.key, m.observed_at"
)
_VISITED = (
    "SELECT DISTINCT v.journey, coalesce(v.touchpoint, v.name) FROM visits v JOIN journeys j ON j.key = v.journey "
    f"WHERE v.live = 1 AND j.state = {_FINALISED} AND j.origin = {_WALKED} AND NOT (j.recognised OR j.favoured)"
)
_SNAPSHOT = "SELECT digest, template FROM snapshots"


def board(database: Database, today: date) -> Board:
    """All findings, those of excluded journeys left out and counted; StoreError as elsewhere."""
    practice = Queries(database).practice()
    with database.reader() as connection:
        rows = {row[0]: row for row in _pages(connection, _WITH_FINDINGS)}
        plans = {digest: heads.template_of(text) for digest, text in _pages(connection, _SNAPSHOT)} if rows else {}
        severities: dict[tuple[int, str], list[tuple[str, int]]] = defaultdict(list)
        for journey, finding, moment, level in _pages(connection, _SEVERITIES):
            severities[journey, finding].append((moment, level))
        found: list[Found] = []
        excluded = 0
        for journey, *fields in _pages(connection, _FINDINGS):
            row = rows[journey]
            if row[8] == _EXCLUDED:
                excluded += 1
                continue
            found.append(_found(row, SHELF_OF[Finding].item(fields), plans[row[13]], severities))
        walks = _walks(connection, {(f.walk.template, f.finding.touchpoint or "") for f in found})
    return assembled(found, practice, walks, today, excluded)


def _found(
    row: Sequence[Any], finding: Finding, plan: Template, severities: Mapping[tuple[int, str], list[tuple[str, int]]]
) -> Found:
    planned = plan.touchpoint(finding.touchpoint or "")
    name = planned.name if planned is not None else finding.touchpoint or ""
    return Found(_walk(row), finding, name, tuple(severities.get((row[0], finding.id), ())))


def _walk(row: Sequence[Any]) -> Walk:
    _, ident, key, name, place, relationship, leader, zone, state, started, ended, tainted, demo, _ = row
    said = (RELATIONSHIP.read(relationship), leader, zone, STATE.read(state))
    return Walk(ident, key, name, place, *said, started, ended, bool(tainted), bool(demo))


def _walks(connection: Any, wanted: set[tuple[str, str]]) -> dict[tuple[str, str], tuple[Walk, ...]]:
    """Of each template and touchpoint that a finding speaks of: the walks over it that can prove something."""
    if not wanted:
        return {}
    heads_of = {row[0]: _walk(row) for row in _pages(connection, _CAN_PROVE)}
    over: dict[tuple[str, str], list[Walk]] = defaultdict(list)
    for journey, touchpoint in _pages(connection, _VISITED):
        walk = heads_of[journey]
        if (walk.template, touchpoint) in wanted:
            over[walk.template, touchpoint].append(walk)
    return {key: tuple(sorted(made, key=lambda w: w.started_at or 0, reverse=True)) for key, made in over.items()}


def _pages(connection: Any, sql: str) -> Iterator[Sequence[Any]]:
    result = connection.exec_driver_sql(sql)
    while page := result.fetchmany(_FETCH):
        yield from page
