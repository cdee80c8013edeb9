"""Conversations that were tallied on walks: who was listened to, and how long; read from the store on any thread."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from mysteryshop.analysis.listening import Heard, named, same
from mysteryshop.analysis.pooling import left_out
from mysteryshop.journey import SECOND
from mysteryshop.practice import Practice
from mysteryshop.store.database import Database
from mysteryshop.store.rows import RELATIONSHIP, STATE

_TALLIED = (
    "SELECT j.id, j.zone, j.state, j.recognised + j.favoured, m.observed_at, m.role, m.listened_s, m.talked_s "
    "FROM moments m JOIN journeys j ON j.key = m.journey "
    "WHERE m.live = 1 AND (m.listened_s > 0 OR m.talked_s > 0) ORDER BY m.observed_at, m.key"
)
_FED = (
    "SELECT count(DISTINCT f.journey), total(r.severity), total(r.count) FROM touchpoint_figures f "
    "JOIN journeys j ON j.key = f.journey LEFT JOIN friction_figures r ON r.journey = f.journey AND r.place = f.place "
    "WHERE j.template_key = ? AND f.touchpoint = ? AND f.entered IS NOT NULL AND j.state = 4 "
    "AND j.recognised + j.favoured = 0 AND j.relationship = ?"
)


def heard(database: Database, practice: Practice) -> tuple[Heard, ...]:
    """Every conversation, oldest first: those logged by hand, and those of walks; `out` says which do not count.

    A walk's counterpart is a party where the role is that party's name.
    """
    parties = named(practice.parties)
    names = {party.id: party.name for party in practice.parties}
    found = [
        Heard(e.party, names.get(e.party, ""), _day(e.at, "UTC"), e.listened_s, e.talked_s, entry=e.id, note=e.note)
        for e in practice.listening
    ]
    with database.reader() as connection:
        for journey, zone, state, tainted, at, role, listened, talked in connection.exec_driver_sql(_TALLIED):
            party = parties.get(same(role or ""))
            name = party.name if party is not None else role or "Somebody, not named"
            out = left_out(STATE.read(state), tainted=bool(tainted)) or ""
            ident, day = party.id if party else "", _day(at, zone)
            found.append(Heard(ident, name, day, listened or 0, talked or 0, journey=journey, out=out))
    return tuple(sorted(found, key=lambda h: h.day))


def severity_at(database: Database, template: str, touchpoint: str, relationship: str) -> tuple[int, float, int]:
    """Walks that came there as that relationship, their frictions' severity there in all, and how many those are."""
    code = RELATIONSHIP.write(relationship)
    with database.reader() as connection:
        walks, severity, frictions = connection.exec_driver_sql(_FED, (template, touchpoint, code)).one()
    return int(walks), float(severity), int(frictions)


def _day(at: int, zone: str) -> int:
    return datetime.fromtimestamp(at / SECOND, ZoneInfo(zone)).toordinal()
