"""The chain of edits: what one edit says, as text, and the hash that ties it to the one before.

The text is what is hashed and what undo reads, so it is kept as it was written. Words stand in it
by their id and fields that have their default are left out: it can be read without this program.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from hashlib import sha256
from types import MappingProxyType
from typing import Any, TypeAlias

from mysteryshop.journey import Item

from .rows import SHELF_NAMED, SHELF_OF, SHELVES

START = bytes(32)  # what the first edit of a journey calls the hash before it
Head: TypeAlias = Mapping[str, tuple[Any, Any]]  # the head's fields that change, before and after
_NOTHING: Head = MappingProxyType({})
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


@dataclass(frozen=True, slots=True)
class ItemChange:
    """One item before and after an edit: None before it was there, None after it was taken back."""

    before: Item | None
    after: Item | None

    @property
    def item(self) -> Item:
        """The item, as it is after the edit or was before it."""
        item = self.after if self.after is not None else self.before
        assert item is not None  # an edit concerns an item that was there before or is there after
        return item


@dataclass(frozen=True, slots=True)
class Changes:
    """What one edit did: to the journey's head by field, and to items, before and after."""

    items: tuple[ItemChange, ...] = ()
    head: Head = field(default_factory=lambda: _NOTHING)
    by: str = ""  # who made it, where the app was told a name

    def reversed(self) -> Changes:
        """What takes it back."""
        items = tuple(ItemChange(c.after, c.before) for c in reversed(self.items))
        return Changes(items, {name: (after, before) for name, (before, after) in self.head.items()})


@dataclass(frozen=True, slots=True)
class Edit:
    """One row of a journey's chain; `at` in microseconds UTC."""

    seq: int
    at: int
    verb: str
    reason: str
    changes: Changes
    target: int | None = None  # undo and redo: the edit concerned
    undo_top: int | None = None
    redo_top: int | None = None
    previous: bytes = START
    hash: bytes = START


def digest(
    journey: str,
    previous: bytes,
    seq: int,
    at: int,
    verb: str,
    reason: str,
    links: tuple[int | None, int | None, int | None],
    changes: str,
) -> bytes:
    """The hash of an edit: SHA-256 over the hash before it and everything that it says.

    Each part is framed by its length or by what cannot stand in it, so that no two edits say the same.
    """
    says = f"{len(journey)} {journey} {seq} {at} {verb} {links} {len(reason)} {reason} {changes}"
    return sha256(previous + says.encode()).digest()


def to_text(changes: Changes) -> str:
    """The changes as compact JSON, words by their id."""
    said: dict[str, Any] = {}
    if changes.head:
        said["head"] = {name: [before, after] for name, (before, after) in changes.head.items()}
    if changes.items:
        said["items"] = [
            [SHELF_OF[type(c.item)].name, c.item.id, _bare(c.before), _bare(c.after)] for c in changes.items
        ]
    if changes.by:
        said["by"] = changes.by
    return _encode(said)


def from_text(text: str) -> Changes:
    """The changes that `to_text` wrote; ValueError, KeyError or TypeError where the text is damaged."""
    said = json.loads(text)
    items = tuple(
        ItemChange(_dressed(n, i, before), _dressed(n, i, after)) for n, i, before, after in said.get("items", ())
    )
    head = {name: (_whole(before), _whole(after)) for name, (before, after) in said.get("head", {}).items()}
    return Changes(items, head, said.get("by", ""))


# What a field is when the text does not name it. Part of what old edits say: it never changes.
_DEFAULTS = {s.kind: tuple((f.name, f.default) for f in fields(s.kind)) for s in SHELVES}


def _bare(item: Item | None) -> dict[str, Any] | None:
    if item is None:
        return None
    pairs = zip(_DEFAULTS[type(item)], SHELF_OF[type(item)].values(item), strict=True)
    return {name: value for (name, default), value in pairs if value != default and name != "id"}


def _whole(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _dressed(name: str, ident: str, values: dict[str, Any] | None) -> Item | None:
    if values is None:
        return None
    whole = {key: _whole(value) for key, value in values.items()}
    item: Item = SHELF_NAMED[name].kind(id=ident, **whole)
    return item
