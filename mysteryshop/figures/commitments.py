"""What was committed to after a journey: findings with a due date."""

from __future__ import annotations

from mysteryshop.store.database import Database

_DUE = (
    "SELECT j.id, f.title, f.owner, f.due FROM findings f JOIN journeys j ON j.key = f.journey "
    "WHERE f.live = 1 AND f.due <> '' ORDER BY j.key, f.ordinal"
)


def commitments(database: Database) -> dict[str, tuple[str, ...]]:
    """By journey id, a line for each finding with a due date: `Say why the gate is late, ground staff, due 2026-06-01`.

    A finding has no time of its own: what it commits to was committed to in the debriefing of its journey.
    """
    found: dict[str, list[str]] = {}
    with database.reader() as connection:
        for journey, title, owner, due in connection.exec_driver_sql(_DUE):
            found.setdefault(journey, []).append(", ".join(part for part in (title, owner, f"due {due}") if part))
    return {journey: tuple(lines) for journey, lines in found.items()}
