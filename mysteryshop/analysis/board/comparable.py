"""Which findings one figure may be made of: of finalised walks, as one relationship, by leaders who were not known.

Relationships are never pooled, and tainted and unfinished walks are left out (METRICS), unless somebody asks for all.
Whatever is left out is counted and said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from mysteryshop.vocabulary import RELATIONSHIPS, by_id

from ..wording import counted, listed
from .found import Found

_REASONS = ("tainted", "unfinished")


@dataclass(frozen=True, slots=True)
class Comparable:
    """`found` may stand in one figure; `said` is what was left out, or taken together, "" where nothing was."""

    found: tuple[Found, ...]
    said: str
    left_out: int


def comparable(found: Sequence[Found], *, together: bool = False) -> Comparable:
    """Those of the relationship that there are most of, without tainted and unfinished walks; or all `together`."""
    others = Counter(f.walk.out for f in found if f.walk.out)
    good = [f for f in found if not f.walk.out]
    by_relationship = Counter(f.walk.relationship for f in good)
    if together:
        return Comparable(tuple(found), _all(found, by_relationship, others), 0)
    first = min(by_relationship, key=lambda r: (-by_relationship[r], r), default="")
    kept = tuple(f for f in good if f.walk.relationship == first)
    out = [f"{n} as {_as(name)}" for name, n in by_relationship.most_common() if name != first]
    out += [f"{others[reason]} of {reason} walks" for reason in _REASONS if others[reason]]
    if not out:
        return Comparable(kept, "", 0)
    whom = f"Walked as {_as(first)}: {counted(len(kept), 'finding')}. " if len(by_relationship) > 1 else ""
    return Comparable(kept, f"{whom}Left out: {listed(out)}.", len(found) - len(kept))


def _all(found: Sequence[Found], by_relationship: Counter[str], others: Counter[str]) -> str:
    mixed = len(by_relationship) > 1
    parts = [f"{counted(len(by_relationship), 'relationship')} taken together"] if mixed else []
    parts += [f"{others[reason]} of {reason} walks" for reason in _REASONS if others[reason]]
    return f"{counted(len(found), 'finding')}: {listed(parts)}." if parts else ""


def _as(relationship: str) -> str:
    return by_id(RELATIONSHIPS, relationship).label.lower()
