"""How what a leader keeps between walks lies in its table: a kind's name, and the entry as text. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, Field, asdict, dataclass, fields
from typing import Any

from mysteryshop.practice import (
    Cadence,
    ChainTest,
    Commitment,
    Decision,
    Entry,
    HeardBack,
    Link,
    Listening,
    MirrorRating,
    OutcomePoint,
    Party,
    Practice,
    Reply,
    Session,
)


@dataclass(frozen=True, slots=True)
class EntryKind:
    """One kind of entry: its name in the table, its class, and its place in `Practice`."""

    name: str
    kind: type[Any]
    place: str


KINDS: tuple[EntryKind, ...] = (
    EntryKind("party", Party, "parties"),
    EntryKind("listening", Listening, "listening"),
    EntryKind("link", Link, "links"),
    EntryKind("decision", Decision, "decisions"),
    EntryKind("session", Session, "sessions"),
    EntryKind("heard back", HeardBack, "heard_backs"),
    EntryKind("commitment", Commitment, "commitments"),
    EntryKind("chain test", ChainTest, "chain_tests"),
    EntryKind("mirror rating", MirrorRating, "mirror_ratings"),
    EntryKind("outcome", OutcomePoint, "outcomes"),
    EntryKind("cadence", Cadence, "cadences"),
)
KIND_OF: Mapping[type[Any], EntryKind] = {kind.kind: kind for kind in KINDS}
_KIND_NAMED = {kind.name: kind for kind in KINDS}
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def to_text(entry: Entry) -> str:
    """The entry as compact JSON without its id; fields that have their default are left out."""
    said = asdict(entry)
    return _encode({f.name: said[f.name] for f in fields(entry) if f.name != "id" and _is_said(f, entry)})


def _is_said(field: Field[Any], entry: Entry) -> bool:
    return field.default is MISSING or getattr(entry, field.name) != field.default


def from_text(kind: str, ident: str, text: str) -> Entry:
    """The entry that `to_text` wrote; ValueError, KeyError or TypeError where the text is damaged."""
    said: dict[str, Any] = json.loads(text)
    if "replies" in said:
        said["replies"] = tuple(Reply(**reply) for reply in said["replies"])
    entry: Entry = _KIND_NAMED[kind].kind(id=ident, **said)
    return entry


def practice_of(entries: Iterable[Entry]) -> Practice:
    """All entries, each in the place of its kind, in the order given."""
    found: dict[str, list[Entry]] = {kind.place: [] for kind in KINDS}
    for entry in entries:
        found[KIND_OF[type(entry)].place].append(entry)
    return Practice(**{place: tuple(listed) for place, listed in found.items()})  # type: ignore[arg-type]  # by kind
