"""Which visit a moment belongs to, and what happens to moments when visits change. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from mysteryshop.journey import Moment, Visit, visit_at

from .chain import ItemChange


def in_order(visits: Iterable[Visit]) -> tuple[Visit, ...]:
    """Visits in order of entry."""
    return tuple(sorted(visits, key=lambda v: (v.entered_at, v.id)))


def visit_id(visits: Sequence[Visit], at: int) -> str | None:
    """The id of the visit under way at that instant; visits are in order of entry."""
    visit = visit_at(tuple(visits), at)
    return None if visit is None else visit.id


def entering(visits: Sequence[Visit], new: Visit) -> list[ItemChange]:
    """The changes that put a visit among the others: the one before it ends, it ends where the next begins."""
    before = visit_at(tuple(visits), new.entered_at)
    after = next((v for v in visits if v.entered_at > new.entered_at), None)
    changes = []
    if before is not None and (before.left_at is None or before.left_at > new.entered_at):
        changes.append(ItemChange(before, replace(before, left_at=new.entered_at)))
    changes.append(ItemChange(None, new if after is None else replace(new, left_at=after.entered_at)))
    return changes


def moved(moments: Iterable[Moment], before: Sequence[Visit], after: Sequence[Visit]) -> list[ItemChange]:
    """The moments that fall into another visit by their time than before, put there.

    A moment that a leader assigned to a visit by hand stays, as long as that visit is there.
    """
    there = {v.id for v in after}
    changes = []
    for moment in moments:
        new = visit_id(after, moment.observed_at)
        gone = moment.visit is not None and moment.visit not in there
        if moment.visit != new and (gone or new != visit_id(before, moment.observed_at)):
            changes.append(ItemChange(moment, replace(moment, visit=new)))
    return changes
