"""Items as they will be once the edits under way are on disk, so that two quick changes never undo each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Generic, TypeVar

from mysteryshop.journey import Expectation, Finding, Record

from ..pen import Pen

Kind = TypeVar("Kind", bound=Expectation | Finding)


class Intended(Generic[Kind]):
    """What the record says of an item, with what was changed since and is not durable yet."""

    def __init__(self, pen: Pen, items: Callable[[Record], tuple[Kind, ...]]) -> None:
        self._pen = pen
        self._items = items
        self._changed: dict[str, Kind] = {}

    def item(self, ident: str) -> Kind | None:
        """The item with that id; None where there is none."""
        record = self._pen.record
        stored = self._items(record) if record is not None else ()
        return self._changed.get(ident) or next((i for i in stored if i.id == ident), None)

    def change(self, ident: str, **fields: Any) -> None:
        """Store the item with other fields, where they differ."""
        item = self.item(ident)
        if item is None or self._pen.locked:
            return
        changed = replace(item, **fields)
        if changed != item:
            self._changed[ident] = changed
            self._pen.save(changed)

    def follow(self) -> None:
        """Everything is on disk: the record alone counts again."""
        if self._pen.waiting == 0:
            self._changed.clear()
