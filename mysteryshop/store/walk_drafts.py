"""What the steps of a walk change, as items before and after. Reads inside the transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mysteryshop.errors import InputError, KnownError
from mysteryshop.journey import Moment, Pause, Skip, Touchpoint, Visit

from . import placement
from .chain import ItemChange
from .checking import checked
from .identity import new_id
from .ledger import Ledger
from .standing import Standing

_EVER = -(1 << 62)  # an instant before all others


def enter(ledger: Ledger, now: Standing, at: int, touchpoint: str | None, name: str) -> list[ItemChange]:
    """A new visit; the one before it ends, a skip of the touchpoint is taken back, moments follow."""
    planned = _planned(now, touchpoint) if touchpoint is not None else now.journey.template.named(name)
    if planned is None and not name.strip():
        raise InputError("An ad hoc touchpoint needs a name.", "Say in a few words where you are.")
    title = planned.name if planned is not None else name.strip()
    new = checked(Visit(new_id(), title, at, planned.key if planned is not None else None))
    visits = ledger.items(now, Visit)
    altered = placement.entering(visits, new)
    if planned is not None:
        altered += [ItemChange(s, None) for s in ledger.items(now, Skip) if s.touchpoint == planned.key]
    return altered + followed(ledger, now, visits, altered, since=at)


def followed(
    ledger: Ledger, now: Standing, visits: Sequence[Visit], altered: Sequence[ItemChange], since: int = _EVER
) -> list[ItemChange]:
    """The moments that fall into another visit once visits have changed."""
    after = {v.id: v for v in visits}
    for change in altered:
        if isinstance(change.after, Visit):
            after[change.after.id] = change.after
        elif isinstance(change.before, Visit):
            after.pop(change.before.id, None)
    taken = {c.item.id for c in altered if isinstance(c.item, Moment)}
    moments = (m for m in ledger.moments_since(now, since) if m.id not in taken)
    return placement.moved(moments, placement.in_order(visits), placement.in_order(after.values()))


def _planned(now: Standing, key: str) -> Touchpoint:
    touchpoint = now.journey.template.touchpoint(key)
    if touchpoint is None:
        expected = ", ".join(t.key for t in now.journey.template.touchpoints)
        raise InputError(f"{key!r} is no touchpoint of {now.journey.template.name}.", f"Expected one of: {expected}.")
    return touchpoint


def skip(ledger: Ledger, now: Standing, at: int, key: str, reason: str) -> list[ItemChange]:
    """A skip of a planned touchpoint, or another reason for it."""
    touchpoint = _planned(now, key)
    there = next((s for s in ledger.items(now, Skip) if s.touchpoint == key), None)
    if there is not None:
        return [ItemChange(there, checked(replace(there, reason=reason)))]
    if any(v.touchpoint == key for v in ledger.items(now, Visit)):
        raise KnownError(f"{touchpoint.name} was visited: it cannot be skipped any more.", "Undo its visit first.")
    return [ItemChange(None, checked(Skip(new_id(), key, at, reason)))]


def pause(now: Standing, at: int) -> list[ItemChange]:
    """A pause that begins; KnownError where one is under way."""
    if now.pause is not None:
        raise KnownError("The walk is paused already.", "Resume it first.")
    return [ItemChange(None, Pause(new_id(), at))]


def resume(now: Standing, at: int) -> list[ItemChange]:
    """The end of the pause under way; KnownError where there is none."""
    if now.pause is None:
        raise KnownError("The walk is not paused.", "Go on.")
    return [ItemChange(now.pause, replace(now.pause, ended_at=max(at, now.pause.started_at)))]


def leave(now: Standing, at: int) -> list[ItemChange]:
    """The end of the visit and of the pause under way."""
    ended = resume(now, at) if now.pause is not None else []
    if now.visit is None or now.visit.left_at is not None:
        return ended
    return [ItemChange(now.visit, replace(now.visit, left_at=max(at, now.visit.entered_at))), *ended]
