"""A journey's metrics as JSON takes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mysteryshop.journey import Instant, Record

from .figure_columns import SPREAD
from .metrics import compute


def to_json(record: Record, now: Instant | None = None) -> dict[str, Any]:
    """The metrics as JSON takes them: journey, template and origin, then every field; undefined is None.

    Of metrics that are several numbers, those that tables of journeys show stand at the end.
    """
    found = compute(record, now)
    head = {"journey": record.journey.id, "template": record.template.key, "origin": record.journey.origin}
    values = dict(found) | {column.field: column.of(found) for column in SPREAD}
    return head | {field: _plain(value) for field, value in values.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value
