"""Undo and redo: which edit is next, found in one step however long the chain is.

Every edit notes what undo and redo would take after it. What they would take before it stands in the
edit before: so taking an edit back needs that edit and one more, and a restart forgets nothing.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any, Literal

from mysteryshop.errors import KnownError
from mysteryshop.journey import Item

from . import failures
from .chain import Changes, from_text
from .heads import Execute
from .standing import Standing

# What an edit is to undo. `aside`: it stays out of it; `barrier`: nothing before it can be undone.
Place = Literal["undoable", "aside", "barrier", "undo", "redo"]
_OPEN = ("planned", "walking", "debrief")
_WITH_ONE_BEFORE = (
    "FROM edits e JOIN edits b ON b.journey = e.journey AND b.seq = e.seq - 1 WHERE e.journey = ? AND e.seq = ?"
)
_UNDO = f"SELECT e.changes, b.undo_top {_WITH_ONE_BEFORE}"
_REDO = f"SELECT e.changes, e.target, b.redo_top {_WITH_ONE_BEFORE}"


@dataclass(frozen=True, slots=True)
class Draft:
    """An edit that is to be written. `at` in microseconds UTC."""

    verb: str
    at: int
    changes: Changes
    reason: str = ""
    place: Place = "undoable"
    target: int | None = None
    undo_top: int | None = None  # for undo and redo, which know them
    redo_top: int | None = None
    shown: tuple[Item, ...] = ()  # where nothing changes: the items that the caller asked for


def can_undo(now: Standing) -> bool:
    """Whether there is an edit to take back, in a journey that is not sealed or excluded."""
    return now.undo_top is not None and now.journey.state in _OPEN


def can_redo(now: Standing) -> bool:
    """Whether there is one to make again."""
    return now.redo_top is not None and now.journey.state in _OPEN


def undone(execute: Execute, now: Standing, at: int) -> Draft:
    """The edit that takes back the newest one that stands; KnownError where there is none."""
    if not can_undo(now):
        raise KnownError("There is nothing to undo.", "What was recorded before stands.")
    text, below = _row(execute, _UNDO, now, now.undo_top)
    return Draft("undo", at, from_text(text).reversed(), place="undo", target=now.undo_top, undo_top=below)


def redone(execute: Execute, now: Standing, at: int) -> Draft:
    """The edit that makes again what was undone last; KnownError where there is nothing."""
    if not can_redo(now):
        raise KnownError("There is nothing to redo.", "Undo something first.")
    text, target, below = _row(execute, _REDO, now, now.redo_top)
    changes = from_text(text).reversed()
    return Draft("redo", at, changes, place="redo", target=target, undo_top=target, redo_top=below)


def tops(now: Standing, draft: Draft, seq: int) -> tuple[int | None, int | None]:
    """What undo and redo would take next after the draft is written as edit `seq`."""
    if draft.place == "undoable":
        return seq, None
    if draft.place == "aside":
        return now.undo_top, now.redo_top
    if draft.place == "undo":
        return draft.undo_top, seq
    return (draft.undo_top, draft.redo_top) if draft.place == "redo" else (None, None)


def _row(execute: Execute, sql: str, now: Standing, seq: int | None) -> tuple[Any, ...]:
    row = execute(sql, (now.key, seq)).fetchone()
    if row is None:
        raise failures.told(sqlite3.DatabaseError(f"edit {seq} is missing from the chain"))
    return tuple(row)
