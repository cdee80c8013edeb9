"""What is kept between walks of a purged journey goes along: entries, and every edit that says something of them.

The practice's chain is made anew without what goes, so that it holds again; it seals nothing. Within the caller's
transaction, with its `execute(sql, parameters)`.
"""

from __future__ import annotations

import json
from typing import Any

from .chain import START
from .heads import Execute
from .practice_log import Change, Said, digest

_EDITS = "SELECT seq, at, verb, changes, undo_top FROM practice_edits ORDER BY seq"
_EDIT = "INSERT INTO practice_edits (seq, at, verb, changes, undo_top, previous, hash) VALUES (?, ?, ?, ?, ?, ?, ?)"


def forget(execute: Execute, journey: str) -> int:
    """Forget every entry that is of that journey; how many there were."""
    gone = _idents(execute, journey)
    if gone:
        for ident in gone:
            execute("DELETE FROM practice WHERE id = ?", (ident,))
        _chain_anew(execute, gone)
    return len(gone)


def _idents(execute: Any, journey: str) -> set[str]:
    """The ids of entries that are of the journey, or ever were."""
    of_rows = {i for i, text in execute("SELECT id, entry FROM practice", ()).fetchall() if _is_of(text, journey)}
    of_edits = {
        ident
        for (text,) in execute("SELECT changes FROM practice_edits", ()).fetchall()
        for ident, before, after in json.loads(text)
        if any(said is not None and _is_of(said[1], journey) for said in (before, after))
    }
    return of_rows | of_edits


def _is_of(text: str, journey: str) -> bool:
    return bool(json.loads(text).get("journey") == journey)


def _chain_anew(execute: Any, gone: set[str]) -> None:
    """Write the edits again without those entries; one that says nothing then is left out, and undo goes past it."""
    old = execute(_EDITS, ()).fetchall()
    execute("DELETE FROM practice_edits", ())
    last, end = 0, START
    number: dict[int | None, int | None] = {None: None}  # an edit's number before, and the newest that is left below it
    for seq, at, verb, text, undo_top in old:
        kept: list[tuple[str, Said, Said]] = [change for change in json.loads(text) if change[0] not in gone]
        if kept:
            last += 1
        number[seq] = last or None
        if kept:
            end = _write(execute, last, at, verb, kept, number[undo_top], end)


def _write(
    execute: Any, seq: int, at: int, verb: str, kept: list[Change], undo_top: int | None, previous: bytes
) -> bytes:
    text = json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
    found = digest(previous, seq, at, verb, undo_top, text)
    execute(_EDIT, (seq, at, verb, text, undo_top, previous, found))
    return found
