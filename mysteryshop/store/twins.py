"""Two states of one journey that went different ways name each other, for as long as both are here.

Such an edit stands aside: it breaks no seal, and makes no difference between two states of a journey.
"""

from __future__ import annotations

from dataclasses import replace

from .chain import Changes
from .head_drafts import difference
from .heads import Execute
from .history import Draft
from .ledger import Ledger
from .standing import Standing

PURGED = "the other one was purged"
_NAMING = "SELECT id, CASE chain_id WHEN '' THEN id ELSE chain_id END FROM journeys WHERE twin = ?"
_ANOTHER = "SELECT id FROM journeys WHERE CASE chain_id WHEN '' THEN id ELSE chain_id END = ? AND id <> ? ORDER BY key"


def name(ledger: Ledger, ident: str, twin: str, at: int, *, always: bool = True) -> None:
    """A journey names its twin, within the ledger's transaction; where it has one, only `always` makes it another."""

    def build(now: Standing) -> Draft:
        return _naming(now, now.journey.twin if now.journey.twin and not always else twin, at)

    ledger.aside(ident, build)


def let_go(ledger: Ledger, execute: Execute, purged: str, at: int) -> None:
    """Whoever names a journey that is gone names another state of it that is left, or none; says why.

    Within the ledger's transaction, once the journey's own rows are gone.
    """
    for ident, chain_id in execute(_NAMING, (purged,)).fetchall():
        left = execute(_ANOTHER, (chain_id, ident)).fetchone()
        twin = str(left[0]) if left is not None else ""
        ledger.aside(ident, lambda now, twin=twin: _naming(now, twin, at, PURGED))  # type: ignore[misc]  # bound here


def _naming(now: Standing, twin: str, at: int, reason: str = "") -> Draft:
    head = difference(now.journey, replace(now.journey, twin=twin))
    return Draft("twin", at, Changes(head=head), reason, place="aside")
