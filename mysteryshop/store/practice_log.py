"""What a leader keeps between walks: the entries as they stand, and the chain of edits that made them so.

Apart from the journeys' chains, and made alike: an edit says each entry before and after, and its hash ties it to
the one before. Every function runs within the caller's transaction, with its `execute(sql, parameters)`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any, TypeAlias

from mysteryshop.errors import InputError
from mysteryshop.practice import Entry

from .chain import START
from .heads import Execute
from .practice_checking import checked
from .practice_rows import KIND_OF, from_text, to_text

Said: TypeAlias = tuple[str, str] | None  # an entry's kind and text; None where it is not there
Change: TypeAlias = tuple[str, Said, Said]  # its id, before and after
_ONE = "SELECT kind, entry FROM practice WHERE id = ? AND live = 1"
_LIVE = "SELECT kind, id, entry FROM practice WHERE live = 1 ORDER BY key"
_PUT = (
    "INSERT INTO practice (id, kind, entry, live) VALUES (?, ?, ?, 1) "
    "ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, entry = excluded.entry, live = 1"
)
_TAKE_BACK = "UPDATE practice SET live = 0 WHERE id = ?"
_LAST = "SELECT seq, hash, undo_top FROM practice_edits ORDER BY seq DESC LIMIT 1"
_EDIT = "INSERT INTO practice_edits (seq, at, verb, changes, undo_top, previous, hash) VALUES (?, ?, ?, ?, ?, ?, ?)"


def entries(execute: Any) -> list[Entry]:
    """Every entry that stands, in the order of entry."""
    return [from_text(kind, ident, text) for kind, ident, text in execute(_LIVE, ()).fetchall()]


def keep(execute: Execute, new: Sequence[Entry], at: int) -> None:
    """Insert entries, or put them in the place of those with their ids; InputError where one cannot be kept."""
    changes: list[Change] = []
    for entry in new:
        entry = checked(entry)
        before, after = _said(execute, entry.id), (KIND_OF[type(entry)].name, to_text(entry))
        if before is not None and before[0] != after[0]:
            raise InputError(f"{entry.id} is a {before[0]} already.", "Give the new entry an id of its own.")
        changes.append((entry.id, before, after))
    _write(execute, "keep", [c for c in changes if c[1] != c[2]], at)


def drop(execute: Execute, idents: Sequence[str], at: int) -> None:
    """Take entries back; those that are not there are passed over."""
    found = [(ident, _said(execute, ident), None) for ident in dict.fromkeys(idents)]
    _write(execute, "drop", [change for change in found if change[1] is not None], at)


def undo(execute: Execute, at: int) -> bool:
    """Take back the newest edit that stands; whether there was one."""
    _, _, top = _last(execute)
    if top is None:
        return False
    text = execute("SELECT changes FROM practice_edits WHERE seq = ?", (top,)).fetchone()[0]
    below = execute("SELECT undo_top FROM practice_edits WHERE seq = ?", (top - 1,)).fetchone()
    changes = [(ident, after, before) for ident, before, after in reversed(json.loads(text))]
    _write(execute, "undo", changes, at, undone=(below[0] if below is not None else None,))
    return True


def digest(previous: bytes, seq: int, at: int, verb: str, undo_top: int | None, changes: str) -> bytes:
    """The hash of an edit: SHA-256 over the hash before it and everything that it says."""
    return sha256(previous + f"practice {seq} {at} {verb} {undo_top} {changes}".encode()).digest()


def verify(execute: Any) -> str:
    """Where the chain or the entries are not what they must be, as a sentence; "" where all is well."""
    seq, end = 0, START
    stands: dict[str, Said] = {}
    for number, at, verb, text, undo_top, previous, hashed in execute(
        "SELECT seq, at, verb, changes, undo_top, previous, hash FROM practice_edits ORDER BY seq", ()
    ).fetchall():
        found = digest(end, number, at, verb, undo_top, text)
        if number != seq + 1 or bytes(previous) != end or bytes(hashed) != found:
            return f"Edit {seq + 1} of the practice is missing or was changed after it was made."
        seq, end = number, found
        for ident, _, after in json.loads(text):
            stands[ident] = None if after is None else (after[0], after[1])
    rows = {ident: (kind, text) for kind, ident, text in execute(_LIVE, ()).fetchall()}
    expected = {ident: said for ident, said in stands.items() if said is not None}
    wrong = sorted(ident for ident in rows.keys() | expected.keys() if rows.get(ident) != expected.get(ident))
    return f"An entry of the practice ({wrong[0]}) is not what its edits say." if wrong else ""


def _said(execute: Execute, ident: str) -> Said:
    row = execute(_ONE, (ident,)).fetchone()
    return None if row is None else (row[0], row[1])


def _last(execute: Execute) -> tuple[int, bytes, int | None]:
    row = execute(_LAST, ()).fetchone()
    return (0, START, None) if row is None else (row[0], bytes(row[1]), row[2])


def _write(
    execute: Execute, verb: str, changes: Iterable[Change], at: int, undone: tuple[int | None] | None = None
) -> None:
    """Write an edit and what it changes; nothing where it changes nothing. `undone`: what undo takes next."""
    said = list(changes)
    if not said:
        return
    last, end, _ = _last(execute)
    seq, text = last + 1, json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    top = seq if undone is None else undone[0]
    for ident, _, after in said:
        if after is None:
            execute(_TAKE_BACK, (ident,))
        else:
            execute(_PUT, (ident, *after))
    execute(_EDIT, (seq, at, verb, text, top, end, digest(end, seq, at, verb, top, text)))
