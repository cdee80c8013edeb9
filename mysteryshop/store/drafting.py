"""What each verb of the recorder changes, as items before and after. Reads inside the transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields as fields_of
from dataclasses import replace
from typing import Any, TypeVar

from mysteryshop.clock import Stamp
from mysteryshop.errors import InputError, KnownError
from mysteryshop.journey import Answer, Expectation, Finding, Item, Journey, Moment, Record, Skip, Touchpoint, Visit

from . import heads, placement
from .chain import Changes, ItemChange
from .checking import checked
from .identity import new_id
from .ledger import Draft, Ledger
from .rows import SHELVES
from .standing import Standing

Head = Mapping[str, tuple[Any, Any]]
Kind = TypeVar("Kind", bound=Item)
_EVER = -(1 << 62)  # an instant before all others
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


def head(now: Standing, journey: Journey) -> Head:
    """The fields in which the head differs, before and after."""
    pairs = ((n, getattr(now.journey, n), getattr(journey, n)) for n in heads.COLUMNS)
    return {name: (before, after) for name, before, after in pairs if before != after}


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
    bare = Journey(id=journey.id, template=journey.template)
    pairs = ((n, getattr(bare, n), getattr(journey, n)) for n in heads.COLUMNS)
    altered: dict[str, tuple[Any, Any]] = {name: (before, after) for name, before, after in pairs if before != after}
    altered["snapshot"] = (None, heads.template_text(journey.template)[0])
    new = _numbered([checked(item) for item in items])
    _check_visits(new)
    return journey, Draft(verb, at, Changes(tuple(ItemChange(None, item) for item in new), altered), place="barrier")


def items_of(record: Record) -> list[Item]:
    """Everything recorded of a journey."""
    answers = [Answer(key, text) for key, text in record.answers.items() if text]
    return [
        *record.visits,
        *record.skips,
        *record.pauses,
        *record.moments,
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


def _check_visits(items: list[Item]) -> None:
    there = {item.id for item in items if isinstance(item, Visit)}
    for item in items:
        if isinstance(item, Moment) and item.visit is not None and item.visit not in there:
            raise InputError(
                f"Moment {item.id} belongs to a visit {item.visit} that is not there.", "Import the journey whole."
            )


# The walk


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
    return altered + _followed(ledger, now, visits, altered, since=at)


def _followed(
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


def resume(now: Standing, at: int) -> list[ItemChange]:
    """The end of the pause under way."""
    assert now.pause is not None
    return [ItemChange(now.pause, replace(now.pause, ended_at=max(at, now.pause.started_at)))]


def leave(now: Standing, at: int) -> list[ItemChange]:
    """The end of the visit under way."""
    if now.visit is None or now.visit.left_at is not None:
        return []
    return [ItemChange(now.visit, replace(now.visit, left_at=max(at, now.visit.entered_at)))]


# Moments


def capture(ledger: Ledger, now: Standing, kind: str, at: Stamp, fields: Mapping[str, Any]) -> list[ItemChange]:
    """A new moment. Given another time than its stamp's, or entered after the walk, it is recalled."""
    observed: int = fields.get("observed_at", at.at)
    live = observed == at.at and now.journey.state == "walking"
    said: dict[str, Any] = {
        "id": new_id(),
        "recorded_at": at.at,
        "original_observed_at": at.at,
        "source": "live" if live else "recalled",
        "offset_s": at.offset_s,
        "elapsed_us": at.elapsed_us,
        "outcome": "open" if kind == "promise" else None,
        **_known(fields),
    }
    if "visit" not in said:
        said["visit"] = _visit_of(ledger, now, observed)
    said |= {"kind": kind, "observed_at": observed, "seq": now.summary.entered + 1}
    return [ItemChange(None, checked(Moment(**said)))]


def end_wait(now: Standing, at: Stamp, fields: Mapping[str, Any]) -> list[ItemChange]:
    """The end of the wait under way, at `observed_at` where the line says so."""
    assert now.wait is not None
    rest = {n: v for n, v in _known(fields).items() if n not in ("id", "observed_at")}
    ended = max(fields.get("observed_at", at.at), now.wait.observed_at)
    return [ItemChange(now.wait, checked(replace(now.wait, **{"resolved_at": ended, **rest})))]


def amend(ledger: Ledger, now: Standing, ident: str, fields: Mapping[str, Any]) -> list[ItemChange]:
    """A moment with other fields."""
    before = ledger.item(now, Moment, ident)
    if before is None:
        raise InputError("That moment is not there.", "It may have been undone: redo brings it back.")
    said = dict(_known(fields))
    for fixed in ("id", "seq", "recorded_at", "original_observed_at"):
        said.pop(fixed, None)
    if (observed := said.get("observed_at", before.observed_at)) != before.observed_at:
        said.setdefault("source", "recalled" if before.source == "live" else before.source)
        said.setdefault("visit", _visit_of(ledger, now, observed))
    if said.get("kind") == "promise" and before.outcome is None:
        said.setdefault("outcome", "open")
    return [ItemChange(before, checked(replace(before, **said)))]


def _known(fields: Mapping[str, Any]) -> Mapping[str, Any]:
    if not fields.keys() <= _MOMENT_FIELDS:
        wrong = fields.keys() - _MOMENT_FIELDS
        raise InputError(f"A moment has no {', '.join(sorted(wrong))}.", f"It has {', '.join(sorted(_MOMENT_FIELDS))}.")
    return fields


_MOMENT_FIELDS = frozenset(f.name for f in fields_of(Moment))


def _visit_of(ledger: Ledger, now: Standing, at: int) -> str | None:
    """The visit at that instant: the last one, or an earlier one where the time lies before it."""
    if now.visit is None or now.visit.entered_at <= at:
        return None if now.visit is None else now.visit.id
    return placement.visit_id(ledger.items(now, Visit), at)


# Everything else


def answer(ledger: Ledger, now: Standing, key: str, text: str) -> list[ItemChange]:
    """An answer given, changed, or taken back where the text is empty."""
    before = ledger.item(now, Answer, key)
    after = checked(Answer(key, text)) if text else None
    return [] if before is None and after is None else [ItemChange(before, after)]


def save(ledger: Ledger, now: Standing, items: Sequence[Item], removed: Sequence[str]) -> list[ItemChange]:
    """Items inserted, altered and taken back, with what follows from it for moments and references."""
    altered: list[ItemChange] = []
    for item in items:
        new = sum(isinstance(c.after, Moment) and c.before is None for c in altered)
        altered.append(_saved(ledger, now, item, now.summary.entered + new + 1))
    altered += [ItemChange(_found(ledger, now, ident), None) for ident in removed]
    if any(isinstance(c.item, Visit) for c in altered):
        altered += _followed(ledger, now, ledger.items(now, Visit), altered)
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
    """Findings and expectations that pointed at moments which are taken back."""
    done = {c.item.id for c in altered}
    findings = (f for f in ledger.items(now, Finding) if f.id not in done)
    expectations = (e for e in ledger.items(now, Expectation) if e.id not in done)
    return [
        *(ItemChange(f, replace(f, moments=_without(f.moments, gone))) for f in findings),
        *(ItemChange(e, replace(e, evidence=_without(e.evidence, gone))) for e in expectations),
    ]


def _without(idents: tuple[str, ...], gone: set[str]) -> tuple[str, ...]:
    return tuple(ident for ident in idents if ident not in gone)
