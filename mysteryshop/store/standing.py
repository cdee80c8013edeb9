"""Where a journey stands: what the next edit must know, read once and then carried along."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mysteryshop.errors import InputError
from mysteryshop.journey import Journey, Moment, Pause, Visit

from . import heads, summary
from .heads import Execute
from .rows import SHELF_OF

_COLUMNS = (*heads.COLUMNS, "key", "chain_id", "edits", "head", *summary.COLUMNS)
_SELECT = (
    f"SELECT {', '.join('j.' + c for c in _COLUMNS)}, s.template, e.undo_top, e.redo_top "
    "FROM journeys j JOIN snapshots s ON s.digest = j.snapshot "
    "LEFT JOIN edits e ON e.journey = j.key AND e.seq = j.edits WHERE j.id = ?"
)
_VISIT = f"{SHELF_OF[Visit].select} AND live = 1 AND entered_at <= ? ORDER BY entered_at DESC, id DESC LIMIT 1"
_WAIT = (
    f"{SHELF_OF[Moment].select} AND live = 1 AND kind = 5 AND resolved_at IS NULL "
    "ORDER BY observed_at DESC, seq DESC LIMIT 1"
)
_PAUSE = f"{SHELF_OF[Pause].select} AND live = 1 AND ended_at IS NULL ORDER BY started_at DESC LIMIT 1"
_EVER = (1 << 63) - 1


@dataclass(frozen=True, slots=True)
class Standing:
    """The head, the end of the chain, the summary, and what is under way."""

    key: int
    journey: Journey
    seq: int
    hash: bytes
    undo_top: int | None
    redo_top: int | None
    summary: summary.Summary
    visit: Visit | None = None  # the last one entered, left or not
    wait: Moment | None = None
    pause: Pause | None = None
    chain_id: str = ""  # the id under which the journey's edits are made: its own, but for another state's twin


def read(execute: Execute, journey: str) -> Standing:
    """Where the journey stands; InputError where there is none with that id."""
    row = execute(_SELECT, (journey,)).fetchone()
    if row is None:
        raise InputError(f"There is no journey {journey}.", "mysteryshop list shows all of them.")
    width = len(heads.COLUMNS)
    key, chain_id, seq, end, *counts = row[width:-3]
    template, undo_top, redo_top = row[-3:]
    head = heads.journey_of(row[:width], heads.template_of(template))
    opens = (visit_at(execute, key), open_wait(execute, key), open_pause(execute, key))
    counted = summary.Summary(*counts)
    return Standing(key, head, seq, bytes(end), undo_top, redo_top, counted, *opens, chain_id=chain_id or head.id)


def visit_at(execute: Execute, key: int, at: int = _EVER) -> Visit | None:
    """The visit entered last at that instant."""
    visit: Visit | None = _first(execute, Visit, _VISIT, (key, at))
    return visit


def open_wait(execute: Execute, key: int) -> Moment | None:
    """The wait under way: the one begun last, where there are several."""
    wait: Moment | None = _first(execute, Moment, _WAIT, (key,))
    return wait


def open_pause(execute: Execute, key: int) -> Pause | None:
    """The pause under way."""
    pause: Pause | None = _first(execute, Pause, _PAUSE, (key,))
    return pause


def _first(execute: Execute, kind: type[Any], sql: str, parameters: Sequence[Any]) -> Any:
    row = execute(sql, tuple(parameters)).fetchone()
    return None if row is None else SHELF_OF[kind].item(row)
