"""What captures and amendments make of moments, before and after. Reads inside the transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields as fields_of
from dataclasses import replace
from typing import Any

from mysteryshop.clock import Stamp
from mysteryshop.errors import InputError
from mysteryshop.journey import Moment, Visit

from . import placement
from .chain import ItemChange
from .checking import checked
from .identity import new_id
from .ledger import Ledger
from .standing import Standing


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
    return [ItemChange(None, _in_order(checked(Moment(**said))))]


def ends_wait(now: Standing, kind: str, at: Stamp, fields: Mapping[str, Any]) -> bool:
    """Whether the key ends the wait under way, rather than beginning another one."""
    return kind == "wait" and now.wait is not None and now.wait.observed_at <= at.at and "resolved_at" not in fields


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
    return [ItemChange(before, _in_order(checked(replace(before, **said))))]


def _in_order(moment: Moment) -> Moment:
    """Nothing ends before it begins: the end of what is moved past it moves along."""
    ended = moment.resolved_at
    return moment if ended is None or ended >= moment.observed_at else replace(moment, resolved_at=moment.observed_at)


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
