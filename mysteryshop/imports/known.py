"""Whether a journey is here already, perhaps under another id: a walk that was exported is no second walk."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol

from mysteryshop.exports import field_notes as written
from mysteryshop.journey import SECOND, Instant, Record

from . import field_notes


class Known(Protocol):
    """What must be known of a stored journey to tell that it cannot be the one."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def template_key(self) -> str:
        """Its template."""

    @property
    def started_at(self) -> Instant | None:
        """When its walk began."""


def known_as(record: Record, stored: Iterable[Known], load: Callable[[str], Record]) -> str | None:
    """The id under which the same journey is stored: the same id, or notes that say the very same; None if new."""
    start = _second(record.journey.started_at)
    ident = None
    for row in stored:
        if row.id == record.journey.id:
            return row.id
        alike = row.template_key == record.template.key and _second(row.started_at) == start
        if start is not None and alike:
            ident = ident or content_id(record)
            if content_id(load(row.id)) == ident:
                return row.id
    return None


def content_id(record: Record) -> str:
    """The id that a journey has when its field notes are read: the same for all that tell the same."""
    return field_notes.read(written.write(record), templates=[record.template]).journey.id


def _second(at: Instant | None) -> int | None:
    return None if at is None else at // SECOND
