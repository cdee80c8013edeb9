"""What was committed to after a journey: commitments by the day they were made, and findings with a due date."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from zoneinfo import ZoneInfo

from mysteryshop.analysis.trends import TakenOn
from mysteryshop.journey import SECOND
from mysteryshop.store.database import Database
from mysteryshop.store.queries import Queries

_DUE = (
    "SELECT j.id, f.id, f.title, f.owner, f.due FROM findings f JOIN journeys j ON j.key = f.journey "
    "WHERE f.live = 1 AND f.due <> '' ORDER BY j.key, f.ordinal"
)
_ENDS = "SELECT id, coalesce(ended_at, started_at, created_at), zone FROM journeys"


def commitments(database: Database) -> dict[str, tuple[str, ...]]:
    """By journey id, a line for each finding with a due date: `Say why the gate is late, ground staff, due 2026-06-01`.

    A finding has no time of its own: what it commits to was committed to in the debriefing of its journey. One that
    somebody has taken on since is not among them: that has a day (`taken_on`).
    """
    since = {(made.journey, made.finding) for made in Queries(database).practice().commitments}
    found: dict[str, list[str]] = {}
    with database.reader() as connection:
        for journey, finding, title, owner, due in connection.exec_driver_sql(_DUE):
            if (journey, finding) not in since:
                found.setdefault(journey, []).append(_line(title, owner, due))
    return {journey: tuple(lines) for journey, lines in found.items()}


def taken_on(database: Database, journeys: Collection[str]) -> tuple[TakenOn, ...]:
    """What was taken on because of these journeys, in time order; without a day of its own on that of its walk."""
    wanted = set(journeys)
    made = [each for each in Queries(database).practice().commitments if each.journey in wanted]
    if not made:
        return ()
    with database.reader() as connection:
        ends = {ident: (at, zone) for ident, at, zone in connection.exec_driver_sql(_ENDS) if ident in wanted}
    days = ((_day(each.made_on, *ends[each.journey]), each) for each in made)
    rows = (TakenOn(day, _line(each.text, each.owner, each.due), each.journey) for day, each in days)
    return tuple(sorted(rows, key=lambda row: (row.day, row.text)))


def _day(made_on: str, at: int, zone: str) -> int:
    try:
        return date.fromisoformat(made_on).toordinal()
    except ValueError:
        return datetime.fromtimestamp(at / SECOND, ZoneInfo(zone)).date().toordinal()


def _line(text: str, owner: str, due: str) -> str:
    return ", ".join(part for part in (text, owner, f"due {due}" if due else "") if part)
