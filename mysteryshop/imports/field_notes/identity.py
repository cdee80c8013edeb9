"""Ids made from the content: the same notes give the same journey, wherever and however often they are read."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import MISSING, fields, replace
from types import MappingProxyType
from typing import Any
from uuid import UUID, uuid5

from mysteryshop.journey import Item, Journey, Record

NOTES = UUID("a1b4a3d4-1b0c-5f5e-9d2b-6f6d79737465")
_NOT_CONTENT = frozenset({"id", "template", "seq", "elapsed_us", "offset_s", "state", "created_at"})


def identified(record: Record) -> Record:
    """The record with ids made of its content instead of ordinals."""
    journey = str(uuid5(NOTES, content(record)))
    return replace(
        record,
        journey=replace(record.journey, id=journey),
        visits=tuple(replace(v, id=item_id(journey, v.id)) for v in record.visits),
        skips=tuple(replace(s, id=item_id(journey, s.id)) for s in record.skips),
        pauses=tuple(replace(p, id=item_id(journey, p.id)) for p in record.pauses),
        moments=tuple(
            replace(m, id=item_id(journey, m.id), visit=None if m.visit is None else item_id(journey, m.visit))
            for m in record.moments
        ),
        expectations=tuple(replace(e, id=item_id(journey, e.id)) for e in record.expectations),
        answers=MappingProxyType(dict(record.answers)),
    )


def content(record: Record) -> str:
    """Everything that the notes say, as one text; what they leave out does not appear in it."""
    groups: dict[str, Iterable[Item]] = {
        "visits": record.visits,
        "skips": record.skips,
        "pauses": record.pauses,
        "moments": record.moments,
        "expectations": record.expectations,
    }
    said = {name: [_said(item) for item in items] for name, items in groups.items()}
    head = {**_said(record.journey), "template": record.template.key}
    return json.dumps([head, said, dict(record.answers)], sort_keys=True)


def _said(item: Item | Journey) -> dict[str, Any]:
    values = {f.name: getattr(item, f.name) for f in fields(item) if f.name not in _NOT_CONTENT}
    defaults = {f.name: f.default for f in fields(item) if f.default is not MISSING}
    return {name: value for name, value in values.items() if name not in defaults or value != defaults[name]}


def item_id(journey: str, ordinal: str) -> str:
    """The id of an item of a journey, from its ordinal."""
    return str(uuid5(UUID(journey), ordinal))
