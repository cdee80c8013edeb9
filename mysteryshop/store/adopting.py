"""Journeys of a bundle come in: new ones whole, newer states in the place of older ones, diverged ones beside them.

The rows are made from the edits, never taken over. Of two chains of the same journey one may continue the other; then
the longer one holds. Where each has an edit that the other has not, both are kept and name each other as twins. Edits
that only say how a journey is kept here (`annotate`, `twin`) make no difference between two states.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any, Literal, TypeAlias

from mysteryshop.errors import StoreError
from mysteryshop.journey import Journey

from . import heads, replay, standing, summary, twins
from .carried import LOCAL, Carried
from .chain import Changes
from .head_drafts import difference
from .heads import Execute
from .history import Draft
from .identity import new_id
from .ledger import Ledger
from .rows import SHELVES
from .standing import Standing

Outcome: TypeAlias = Literal["new", "newer", "here", "diverged", "purged"]
Beside: TypeAlias = Literal["same", "theirs is older", "theirs is newer", "diverged"]
_SAME = "SELECT key, id FROM journeys WHERE CASE chain_id WHEN '' THEN id ELSE chain_id END = ? ORDER BY key"
_CHAIN = "SELECT hash, verb FROM edits WHERE journey = ? ORDER BY seq"
_PURGED = "SELECT 1 FROM purges WHERE journey IN (?, ?)"
_EDIT = (
    "INSERT INTO edits (journey, seq, at, verb, reason, changes, target, undo_top, redo_top, previous, hash) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_COUNTED = f"UPDATE journeys SET {', '.join(f'{c} = ?' for c in summary.COLUMNS)}, edits = ?, head = ? WHERE key = ?"
_Chain: TypeAlias = list[tuple[bytes, str]]  # of each edit its hash and verb


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to become of a journey of a bundle, and beside or in place of which one that is here."""

    outcome: Outcome
    key: int | None = None
    id: str = ""
    twin: str = ""  # the id under which a diverged state is kept, where it has none of its own
    continues: bool = False  # what is said here of keeping it stands in the newer chain too


@dataclass(frozen=True, slots=True)
class Adopted:
    """What became of a journey of a bundle: under which id it is here, and beside which other one."""

    id: str
    outcome: Outcome
    template: str
    place: str
    twin: str = ""


def plan(execute: Any, journey: Carried, *, bring_back: bool) -> Plan:
    """What is to be done with the journey, as the store is now."""
    theirs = [(row[9], row[2]) for row in journey.rows]
    found = execute(_SAME, (journey.chain_id,)).fetchall()
    if not found:
        purged = not bring_back and execute(_PURGED, (journey.id, journey.chain_id)).fetchone() is not None
        return Plan("purged", id=journey.id) if purged else Plan("new")
    chains = [
        (key, ident, [(bytes(h), verb) for h, verb in execute(_CHAIN, (key,)).fetchall()]) for key, ident in found
    ]
    outcomes: tuple[Outcome, ...] = ("here", "newer")
    for wanted in outcomes:
        for key, ident, ours in chains:
            if compared(ours, theirs) == wanted:
                return Plan(wanted, key, ident, continues=theirs[: len(ours)] == ours)
    key, ident, ours = chains[0]
    twin = twin_id(journey.chain_id, ours, theirs)
    purged = not bring_back and execute(_PURGED, (twin, twin)).fetchone() is not None
    return Plan("purged" if purged else "diverged", key, ident, twin=twin)


def twin_id(chain_id: str, ours: _Chain, theirs: _Chain) -> str:
    """The id under which a diverged state is kept: made of where it leaves ours, so that it is the same every time."""
    common = next((n for n, pair in enumerate(zip(ours, theirs, strict=False)) if pair[0] != pair[1]), len(ours))
    text = sha256(chain_id.encode() + b" " + theirs[min(common, len(theirs) - 1)][0]).hexdigest()
    return f"{text[:8]}-{text[8:12]}-8{text[13:16]}-8{text[17:20]}-{text[20:32]}"


def compared(ours: _Chain, theirs: _Chain) -> Outcome:
    """Whether their chain is `here` already, is `newer` than ours, or both have `diverged`."""
    if len(theirs) > len(ours) and theirs[: len(ours)] == ours:
        return "newer"
    lasting = _lasting(theirs)
    if ours[: len(lasting)] == lasting:
        return "here"
    lasting = _lasting(ours)
    return "newer" if theirs[: len(lasting)] == lasting else "diverged"


def beside(execute: Any, journey: str, carried: Carried) -> Beside | None:
    """How a journey of a bundle stands to the one with that id; None where it is another walk."""
    sql = "SELECT key, CASE chain_id WHEN '' THEN id ELSE chain_id END FROM journeys WHERE id = ?"
    key, chain_id = execute(sql, (journey,)).fetchone() or (None, "")
    if chain_id != carried.chain_id:
        return None
    ours = [(bytes(h), verb) for h, verb in execute(_CHAIN, (key,)).fetchall()]
    theirs = [(edit[9], edit[2]) for edit in carried.rows]
    if _lasting(ours) == _lasting(theirs):
        return "same"
    found: dict[Outcome, Beside] = {"here": "theirs is older", "newer": "theirs is newer"}
    return found.get(compared(ours, theirs), "diverged")


def _lasting(chain: _Chain) -> _Chain:
    """The chain up to the last edit that says something of the journey itself."""
    end = len(chain)
    while end and chain[end - 1][1] in LOCAL:
        end -= 1
    return chain[:end]


def adopt(ledger: Ledger, execute: Execute, journey: Carried, at: int, *, bring_back: bool) -> Adopted:
    """Take the journey in, within the caller's transaction; StoreError where it is not what it was after that."""
    planned = plan(execute, journey, bring_back=bring_back)
    told = Adopted(planned.id, planned.outcome, journey.template.name, journey.head.place)
    if planned.outcome in ("here", "purged"):
        return told
    if planned.outcome == "newer":
        assert planned.key is not None  # something is here that it is newer than
        before = standing.read(execute, planned.id).journey
        _clear(execute, planned.key)
        _write(execute, planned.key, replace(journey, id=planned.id))
        if not planned.continues:
            _keep_so(ledger, planned.id, before, at)
        _prove(execute, planned.id)
        return told
    ident = next((each for each in (journey.id, planned.twin) if each and _is_free(execute, each)), "") or new_id()
    _write(execute, heads.insert(execute, replace(journey.head, id=ident)), replace(journey, id=ident))
    if planned.outcome == "diverged":
        twins.name(ledger, ident, planned.id, at)
        twins.name(ledger, planned.id, ident, at, always=False)
        _prove(execute, planned.id)
    _prove(execute, ident)
    return replace(told, id=ident, twin=planned.id)


def _is_free(execute: Execute, ident: str) -> bool:
    return execute("SELECT 1 FROM journeys WHERE id = ?", (ident,)).fetchone() is None


def _clear(execute: Execute, key: int) -> None:
    """Take everything away that an older state left but its head: it is all in the newer one's edits."""
    for table in ("edits", *(s.table for s in reversed(SHELVES)), "figures", "touchpoint_figures", "friction_figures"):
        execute(f"DELETE FROM {table} WHERE journey = ?", (key,))
    execute("DELETE FROM search_texts WHERE journey = ?", (key,))


def _write(execute: Execute, key: int, journey: Carried) -> None:
    """Write the head, the items and the edits of a journey whose row is there."""
    head, made = journey.head, journey.replay
    execute(heads.UPDATE, (*heads.values(head)[1:], heads.search_text(head), key))
    chain_id = "" if journey.chain_id == journey.id else journey.chain_id
    execute("UPDATE journeys SET chain_id = ? WHERE key = ?", (chain_id, key))
    execute(_COUNTED, (*made.counts, len(journey.rows), journey.end, key))
    for shelf in SHELVES:
        for items, live in ((made.live, True), (made.gone, False)):
            for (kind, ident), item in items.items():
                if kind != shelf.name or (not live and (kind, ident) in made.live):
                    continue
                execute(shelf.put, shelf.row(key, item))
                if not live:
                    execute(shelf.take_back, (key, ident))
    for row in journey.rows:
        execute(_EDIT, (key, *row))


def _keep_so(ledger: Ledger, ident: str, before: Journey, at: int) -> None:
    """What was said here of keeping the journey holds for its newer state too."""

    def build(now: Standing) -> Draft:
        head = now.journey
        kept = replace(
            head,
            tags=tuple(dict.fromkeys((*head.tags, *before.tags))),
            retain_until=before.retain_until or head.retain_until,
            twin=before.twin or head.twin,
        )
        return Draft("annotate", at, Changes(head=difference(head, kept)), place="aside")

    ledger.aside(ident, build)


def _prove(execute: Execute, ident: str) -> None:
    found = replay.verify(execute, ident)
    if not found.ok:
        raise StoreError(f"The journey {ident} could not be taken in: {found.reason}", "Nothing was imported.")
