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


class Stored:
    """The journeys that are here, to be asked for many others one after another. `load` gives one of them whole."""

    def __init__(self, stored: Iterable[Known], load: Callable[[str], Record]) -> None:
        self._load = load
        self._ids: set[str] = set()
        self._alike: dict[tuple[str, Instant | None], list[str]] = {}
        for row in stored:
            self._ids.add(row.id)
            self._alike.setdefault((row.template_key, _second(row.started_at)), []).append(row.id)

    def known_as(self, record: Record, *, by_id: bool = False) -> str | None:
        """The id under which the same journey is stored: the same id, or notes that say the very same; None if new.

        `by_id` says that the id is made of all that there is, as a log's is: nothing else needs comparing.
        """
        if record.journey.id in self._ids or by_id:
            return record.journey.id if record.journey.id in self._ids else None
        start = _second(record.journey.started_at)
        alike = self._alike.get((record.template.key, start), []) if start is not None else []
        if not alike:
            return None
        ident = content_id(record)
        return next((other for other in alike if content_id(self._load(other)) == ident), None)


def content_id(record: Record) -> str:
    """The id that a journey has when its field notes are read: the same for all that tell the same."""
    return field_notes.read(written.write(record), templates=[record.template]).journey.id


def _second(at: Instant | None) -> int | None:
    return None if at is None else at // SECOND
