"""The expectations of all journeys with what became of them, read from the store; any thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from mysteryshop.analysis.beliefs import Belief, Forecast
from mysteryshop.analysis.wording import day_text
from mysteryshop.journey import SECOND
from mysteryshop.store.database import Database
from mysteryshop.store.rows import RELATIONSHIP, STATE
from mysteryshop.vocabulary import CATEGORIES, KINDS, VERDICTS, by_code

_ASSUMED = (
    "SELECT j.id, j.state, j.place, j.template_key, j.template_name, j.leader, j.zone, j.started_at, "
    "j.recognised + j.favoured, j.relationship, e.id, e.text, e.confidence, e.verdict, e.note "
    "FROM expectations e JOIN journeys j ON j.key = e.journey "
    "WHERE e.live = 1 AND e.touchpoint IS NULL ORDER BY j.started_at IS NULL DESC, j.started_at DESC, j.key, e.ordinal"
)
_EVIDENCE = (
    "SELECT j.id, e.id, m.kind, m.category, v.name FROM expectations e JOIN journeys j ON j.key = e.journey, "
    "json_each(e.evidence) x JOIN moments m ON m.journey = e.journey AND m.id = x.value AND m.live = 1 "
    "LEFT JOIN visits v ON v.journey = e.journey AND v.id = m.visit "
    "WHERE e.live = 1 AND e.touchpoint IS NULL"
)
_FORECAST = (
    "SELECT j.id, j.template_name, j.leader, j.relationship, f.name, "
    "e.wait_s, f.wait_s, e.contacts, f.contacts, e.feeling, f.emotion "
    "FROM expectations e JOIN journeys j ON j.key = e.journey "
    "JOIN touchpoint_figures f ON f.journey = e.journey AND f.touchpoint = e.touchpoint "
    "WHERE e.live = 1 AND e.touchpoint IS NOT NULL AND f.entered IS NOT NULL AND j.recognised + j.favoured = 0 "
    "AND j.state = ?"
)
_ABOUT = {  # kinds whose evidence is about one thing, whatever its category
    "communication": "Being told",
    "promise": "Promises",
    "question": "Being told",
    "wait": "Waits",
    "feeling": "Feelings",
    "delight": "What goes well",
}
_OF_CATEGORY = {"wait": "Waits", "information": "Being told"}
_FIGURES: tuple[tuple[str, Callable[[float, float], bool]], ...] = (  # topic, and when reality was worse
    ("Waits", lambda expected, came: came > expected),
    ("Being told", lambda expected, came: came < expected),
    ("Feelings", lambda expected, came: came < expected),
)


@dataclass(frozen=True, slots=True)
class Ledger:
    """All beliefs, newest walk first and planned ones before them, and all forecasts that count."""

    beliefs: tuple[Belief, ...]
    forecasts: tuple[Forecast, ...]


def ledger(database: Database) -> Ledger:
    """Read it. The figures of the journeys must be up to date (figures.refresh) for the forecasts to be."""
    with database.reader() as connection:
        where: dict[tuple[str, str], list[tuple[str, str]]] = {}
        for journey, belief, kind, category, name in connection.exec_driver_sql(_EVIDENCE):
            where.setdefault((journey, belief), []).append((name or "", _topic(kind, category)))
        beliefs = tuple(_belief(row, where) for row in connection.exec_driver_sql(_ASSUMED))
        finalised = STATE.write("finalised")
        forecasts = tuple(
            forecast for row in connection.exec_driver_sql(_FORECAST, (finalised,)) for forecast in _forecasts(row)
        )
    return Ledger(beliefs, forecasts)


def _belief(row: Any, where: dict[tuple[str, str], list[tuple[str, str]]]) -> Belief:
    journey, state, place, key, template, leader, zone, at, tainted, walked_as, ident, *rest = row
    text, confidence, verdict, note = rest
    day = datetime.fromtimestamp(at / SECOND, ZoneInfo(zone)).toordinal() if at is not None else 0
    label = " · ".join(part for part in (day_text(day) if day else "not begun", place or template) if part)
    said, evidence = STATE.read(state), where.get((journey, ident), [])
    return Belief(
        ident, journey, said, label, template, leader, day, text, confidence,
        by_code(VERDICTS, verdict).id if verdict is not None else None, note,
        tuple(dict.fromkeys(name for name, _ in evidence if name)),
        tuple(dict.fromkeys(topic for _, topic in evidence)),
        said == "finalised" and not tainted, key, RELATIONSHIP.read(walked_as),
    )  # fmt: skip


def _forecasts(row: Any) -> list[Forecast]:
    journey, template, leader, walked_as, name, *figures = row
    pairs = zip(figures[::2], figures[1::2], strict=True)
    return [
        Forecast(journey, template, leader, name, topic, worse(expected, came), RELATIONSHIP.read(walked_as))
        for (topic, worse), (expected, came) in zip(_FIGURES, pairs, strict=True)
        if expected is not None and came is not None
    ]


def _topic(kind: int, category: int | None) -> str:
    said = by_code(KINDS, kind).id
    if said in _ABOUT:
        return _ABOUT[said]
    if category is None:
        return "Other"
    about = by_code(CATEGORIES, category)
    return _OF_CATEGORY.get(about.id, about.label)
