"""The summary columns of a journey: counted along with each edit, never by reading everything again.

What stands here can be kept exactly from one item's state before and after; measures that need the
whole journey (silences, ratios) are `analysis`' and are not stored.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from mysteryshop.journey import Answer, Item, Moment

from .chain import ItemChange


class Summary(NamedTuple):
    """The counts of a journey's live moments, and the three answers that the home screen shows.

    In the order of its columns: it is what the row is written from.
    """

    moments: int = 0
    entered: int = 0  # moments ever entered, those taken back too
    delights: int = 0
    communications: int = 0
    chases: int = 0
    friction_0: int = 0
    friction_1: int = 0
    friction_2: int = 0
    friction_3: int = 0
    friction_4: int = 0
    satisfaction: int | None = None
    recognised: int = 0
    favoured: int = 0


COLUMNS = Summary._fields
_ANSWERS = {"rate.satisfaction": "satisfaction", "incognito.recognised": "recognised", "incognito.favoured": "favoured"}


def after(summary: Summary, changes: Iterable[ItemChange]) -> Summary:
    """The summary after those changes."""
    altered: dict[str, Any] = {}
    for change in changes:
        if isinstance(change.item, Answer):
            altered |= _answered(change.item, change.after)
        elif isinstance(change.item, Moment):
            for item, sign in ((change.before, -1), (change.after, 1)):
                for name in _counted(item):
                    altered[name] = altered.get(name, getattr(summary, name)) + sign
            altered["entered"] = max(altered.get("entered", summary.entered), change.item.seq)
    return summary._replace(**altered) if altered else summary


def _counted(item: Item | None) -> list[str]:
    """The columns in which a live moment counts as one."""
    if not isinstance(item, Moment):
        return []
    names = ["moments"]
    if item.kind == "friction":
        names.append(f"friction_{item.level or 0}")
    elif item.kind == "delight":
        names.append("delights")
    elif item.kind == "communication":
        names.append("chases" if item.trigger == "chase" else "communications")
    return names


def _answered(item: Answer, now: Item | None) -> dict[str, int | None]:
    column = _ANSWERS.get(item.key)
    if column is None:
        return {}
    text = now.text if isinstance(now, Answer) else ""
    if column == "satisfaction":
        return {column: int(text) if text else None}
    return {column: int(text == "yes")}
