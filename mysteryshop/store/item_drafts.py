"""What saving, answering and taking back change, with all that follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mysteryshop.errors import InputError
from mysteryshop.journey import Answer, Attachment, Expectation, Finding, Item, Moment, Visit

from .chain import ItemChange
from .checking import checked
from .ledger import Ledger
from .rows import SHELVES
from .standing import Standing
from .walk_drafts import followed


def answer(ledger: Ledger, now: Standing, key: str, text: str) -> list[ItemChange]:
    """An answer given, changed, or taken back where the text is empty."""
    before = ledger.item(now, Answer, key)
    after = checked(Answer(key, text)) if text else None
    return [] if before is None and after is None else [ItemChange(before, after)]


def save(ledger: Ledger, now: Standing, items: Sequence[Item], removed: Sequence[str]) -> list[ItemChange]:
    """Items inserted, altered and taken back, with what follows from it for moments and references."""
    altered: list[ItemChange] = []
    for item in sorted(items, key=lambda i: isinstance(i, Attachment)):  # after the moments that they refer to
        new = sum(isinstance(c.after, Moment) and c.before is None for c in altered)
        altered.append(_saved(ledger, now, item, now.summary.entered + new + 1))
    altered += [ItemChange(_found(ledger, now, ident), None) for ident in removed]
    if any(isinstance(c.item, Visit) for c in altered):
        altered += followed(ledger, now, ledger.items(now, Visit), altered)
    gone = {c.item.id for c in altered if c.after is None and isinstance(c.item, Moment)}
    return altered + (_unreferenced(ledger, now, gone, altered) if gone else [])


def _saved(ledger: Ledger, now: Standing, item: Item, seq: int) -> ItemChange:
    """An item inserted or altered; what a moment was stamped with first stays."""
    before = ledger.item(now, type(item), item.id)
    if isinstance(item, Moment):
        if not isinstance(before, Moment):
            item = replace(item, seq=seq)
        else:
            item = replace(
                item, seq=before.seq, recorded_at=before.recorded_at, original_observed_at=before.original_observed_at
            )
    return ItemChange(before, checked(item))


def _found(ledger: Ledger, now: Standing, ident: str) -> Item:
    for shelf in SHELVES:
        item: Item | None = ledger.item(now, shelf.kind, ident)
        if item is not None:
            return item
    raise InputError("That is not in the journey.", "It may have been undone: redo brings it back.")


def _unreferenced(ledger: Ledger, now: Standing, gone: set[str], altered: Sequence[ItemChange]) -> list[ItemChange]:
    """What pointed at moments which are taken back: findings and expectations let go, attachments go along."""
    done = {c.item.id for c in altered}
    findings = (f for f in ledger.items(now, Finding) if f.id not in done)
    expectations = (e for e in ledger.items(now, Expectation) if e.id not in done)
    attached = (a for a in ledger.items(now, Attachment) if a.id not in done and a.moment in gone)
    return [
        *(ItemChange(a, None) for a in attached),
        *(ItemChange(f, replace(f, moments=_without(f.moments, gone))) for f in findings),
        *(ItemChange(e, replace(e, evidence=_without(e.evidence, gone))) for e in expectations),
    ]


def _without(idents: tuple[str, ...], gone: set[str]) -> tuple[str, ...]:
    return tuple(ident for ident in idents if ident not in gone)
