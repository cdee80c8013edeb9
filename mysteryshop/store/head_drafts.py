"""What becomes of a journey's head, and with what it begins: prepared, imported, excluded, sealed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from mysteryshop.errors import InputError, KnownError
from mysteryshop.journey import Answer, Attachment, Item, Journey, Moment, Pause, Record, Skip, Visit

from . import heads
from .chain import Changes, Head, ItemChange
from .checking import checked
from .history import Draft
from .standing import Standing

REFUSALS = {  # by the state in which something was asked that does not fit it
    "planned": ("The walk has not begun.", "Start it first."),
    "walking": ("The walk is under way.", "End it first."),
    "debrief": ("The walk has ended.", "Undo its end to go on, or add to it in the debrief."),
    "finalised": (
        "The journey is finalised and sealed.",
        "Evidence can be changed with a reason, which breaks the seal.",
    ),
    "excluded": ("The journey is excluded.", "Include it again first."),
}


def head(now: Standing, **fields: Any) -> Head:
    """The fields of the head that become something else, before and after."""
    return difference(now.journey, checked(replace(now.journey, **fields)))


def difference(before: Journey, after: Journey) -> Head:
    """The fields in which two heads differ."""
    pairs = ((n, getattr(before, n), getattr(after, n)) for n in heads.COLUMNS)
    return {name: (old, new) for name, old, new in pairs if old != new}


def reaching(now: Standing, changes: Sequence[ItemChange]) -> Head:
    """The head of a walk that begins no later than what happens on it: what is recalled from before begins it.

    Field notes say the same: a journey starts at its first timed line.
    """
    begun = now.journey.started_at
    first = min((at for c in changes if (at := _begins(c.after)) is not None), default=begun)
    return {} if begun is None or first is None or first >= begun else head(now, started_at=first)


def _begins(item: Item | None) -> int | None:
    """When a thing of the walk began; None for all else."""
    if isinstance(item, Moment):
        return item.observed_at
    if isinstance(item, Visit):
        return item.entered_at
    return item.started_at if isinstance(item, Pause) else item.at if isinstance(item, Skip) else None


def amended_head(now: Standing, fields: Mapping[str, Any]) -> Head:
    """The head as a leader may change it; InputError for what belongs to the journey's course."""
    wrong = fields.keys() - {"place", "relationship", "persona", "why", "leader", "zone"}
    if wrong:
        told = "Place, relationship, persona, why, leader and zone can."
        raise InputError(f"{', '.join(sorted(wrong))} cannot be changed.", told)
    return head(now, **fields)


def annotated(now: Standing, tags: Sequence[str] | None, retain_until: str | None) -> Head:
    """The head with other words to find it by, or another day on which it is to be let go."""
    fields: dict[str, Any] = {}
    if tags is not None:
        fields["tags"] = tuple(dict.fromkeys(tag.strip() for tag in tags if tag.strip()))
    if retain_until is not None:
        fields["retain_until"] = retain_until
    return head(now, **fields)


def excluded(now: Standing, reason: str) -> Head:
    """The head of a journey that does not count."""
    if now.journey.state == "excluded":
        raise KnownError(*REFUSALS["excluded"])
    return head(now, state="excluded", excluded_reason=reason)


def included(now: Standing) -> Head:
    """The head of a journey that counts again."""
    if now.journey.state != "excluded":
        raise KnownError("The journey is not excluded.", "It counts already.")
    return head(now, state=state_of(now.journey), excluded_reason="")


def changes(now: Standing, items: Sequence[ItemChange], altered: Head, reason: str) -> Changes:
    """The edit's changes without those that change nothing; a sealed journey needs a reason, and it breaks."""
    kept = tuple(c for c in items if c.before != c.after)
    if now.journey.state == "finalised" and (kept or altered):
        if not reason.strip():
            raise KnownError(*REFUSALS["finalised"])
        if not now.journey.seal_broken:
            altered = {**altered, "seal_broken": (False, True)}
    return Changes(kept, altered)


def state_of(journey: Journey) -> str:
    """How far a journey had come, whatever its state says now."""
    if journey.sealed_at is not None or journey.seal:
        return "finalised"
    if journey.ended_at is not None:
        return "debrief"
    return "walking" if journey.started_at is not None else "planned"


def first(verb: str, journey: Journey, at: int, items: Iterable[Item]) -> tuple[Journey, Draft]:
    """A journey's first edit: the whole head, and items that come with it."""
    if journey.state == "finalised" and journey.sealed_at is None:
        journey = replace(journey, sealed_at=at)
    altered = dict(difference(Journey(id=journey.id, template=journey.template), journey))
    altered["snapshot"] = (None, heads.template_text(journey.template)[0])
    new = _numbered([checked(item) for item in items])
    _check_references(new)
    return journey, Draft(verb, at, Changes(tuple(ItemChange(None, item) for item in new), altered), place="barrier")


def items_of(record: Record) -> list[Item]:
    """Everything recorded of a journey."""
    answers = [Answer(key, text) for key, text in record.answers.items() if text]
    return [
        *record.visits,
        *record.skips,
        *record.pauses,
        *record.moments,
        *record.attachments,
        *record.expectations,
        *record.findings,
        *answers,
    ]


def _numbered(items: list[Item]) -> list[Item]:
    """Moments that come without numbers of entry get them in their order."""
    moments = [item for item in items if isinstance(item, Moment)]
    if len({m.seq for m in moments}) == len(moments):
        return items
    numbers = {m.id: n for n, m in enumerate(sorted(moments, key=lambda m: (m.seq, m.observed_at)), 1)}
    return [replace(i, seq=numbers[i.id]) if isinstance(i, Moment) else i for i in items]


def _check_references(items: list[Item]) -> None:
    there = {item.id for item in items if isinstance(item, Visit)}
    moments = {item.id for item in items if isinstance(item, Moment)}
    for item in items:
        if isinstance(item, Attachment) and item.moment not in moments:
            raise InputError(
                f"Attachment {item.id} belongs to a moment {item.moment} that is not there.",
                "Import the journey whole.",
            )
        if isinstance(item, Moment) and item.visit is not None and item.visit not in there:
            raise InputError(
                f"Moment {item.id} belongs to a visit {item.visit} that is not there.", "Import the journey whole."
            )
