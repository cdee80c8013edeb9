"""Computing what is out of date, and only that: a journey's figures are computed once for each state it is in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mysteryshop.analysis.figure_columns import METHOD, figures_of
from mysteryshop.analysis.metrics import compute
from mysteryshop.analysis.touchpoint_figures import TouchpointFigures, touchpoint_figures
from mysteryshop.errors import InputError
from mysteryshop.journey import Record
from mysteryshop.store import kept
from mysteryshop.store.database import Database
from mysteryshop.store.kept import KeptRows, Stale
from mysteryshop.store.queries import Queries
from mysteryshop.vocabulary import CATEGORIES

BATCH = 100  # journeys in one transaction
_CODES = {None: 0} | {term.id: term.code for term in CATEGORIES}


@dataclass(frozen=True, slots=True)
class Batch:
    """Figures that were computed and are not kept yet; `left` journeys are still out of date besides."""

    rows: tuple[KeptRows, ...]
    left: int

    def __len__(self) -> int:
        return len(self.rows)


def out_of_date(database: Database) -> int:
    """How many journeys have no figures, or such of an earlier state. Any thread."""
    return kept.count_stale(database, METHOD)


def computed(database: Database, limit: int = BATCH) -> Batch:
    """The figures of the next journeys that are out of date. Any thread; nothing is written."""
    queries, found = Queries(database), kept.stale(database, METHOD, limit + 1)
    left = out_of_date(database) - limit if len(found) > limit else 0
    rows = []
    for journey in found[:limit]:
        try:
            rows.append(_rows(journey, queries.load(journey.id)))
        except InputError:
            continue  # discarded since it was found
    return Batch(tuple(rows), max(0, left))


def keep(database: Database, batch: Batch) -> int:
    """Write what was computed, in one transaction; how many journeys. On the writer's thread."""
    return kept.put(database, METHOD, batch.rows)


def refresh(
    database: Database,
    limit: int | None = None,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> int:
    """Bring figures up to date, at most `limit` journeys; how many were computed. On the writer's thread.

    `progress(done, of)` is called after each batch; where `cancelled` says so, what is done stays done.
    A journey that is edited meanwhile is left out of date, and is computed by the next call.
    """
    total = out_of_date(database)
    total = total if limit is None else min(total, limit)
    done = 0
    while done < total and not (cancelled is not None and cancelled()):
        batch = computed(database, min(BATCH, total - done))
        if not batch.rows:
            break
        keep(database, batch)
        done += len(batch)
        if progress is not None:
            progress(done, total)
    return done


def _rows(journey: Stale, record: Record) -> KeptRows:
    found = touchpoint_figures(record)
    return KeptRows(
        journey,
        figures_of(compute(record)),
        tuple(_touchpoint(row) for row in found),
        tuple((row.place, _CODES[c.category], c.count, c.severity) for row in found for c in row.frictions),
        _text(record),
    )


def _touchpoint(row: TouchpointFigures) -> tuple[object, ...]:
    lengths = (row.planned_s, row.actual_s, row.wait_s, row.contacts, row.emotion, row.silence_s)
    return (row.place, row.key, row.name, row.result, row.entered, *lengths)


def _text(record: Record) -> str:
    """What was said and noted, case folded, each text once, in order."""
    return "\n".join(dict.fromkeys(moment.text.casefold() for moment in record.moments if moment.text))
