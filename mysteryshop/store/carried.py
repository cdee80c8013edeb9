"""A journey on its way in a bundle: its chain of edits, and what following it makes of the journey.

Nothing in it is believed: each edit is of the right types and words, its hash is computed again, and the journey is
made anew from the edits alone. What the bundle says besides must be the same.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, TypeAlias

from mysteryshop.errors import KnownError
from mysteryshop.journey import Answer, Item, Journey, Template

from . import heads, replay
from .bundle_format import Refused, field, parsed
from .chain import START, Changes
from .checking import checked
from .replay import Replay
from .rows import SHELVES
from .typed import fits, hints_of, is_typed

# seq, at, verb, reason, changes, target, undo_top, redo_top, previous, hash: as the table of edits has them
Row: TypeAlias = tuple[int, int, str, str, str, int | None, int | None, int | None, bytes, bytes]
LOCAL = frozenset({"annotate", "twin"})  # verbs that say how a journey is kept here, and nothing of what it is
_TYPES = (int, int, str, str, str, int | None, int | None, int | None, str)
_HEAD = {f.name: hints_of(Journey)[f.name] for f in fields(Journey) if f.name not in ("id", "template")}
_LONGEST_ID = 200


@dataclass(frozen=True, slots=True)
class Carried:
    """A journey as its edits make it; `end` is the hash of the last one."""

    id: str
    chain_id: str  # the id under which its edits were made
    template: Template
    rows: tuple[Row, ...]
    replay: Replay
    end: bytes

    @property
    def head(self) -> Journey:
        """The journey's head after its last edit."""
        return replay.head_of(self.replay, self.id, self.template)

    @property
    def digests(self) -> frozenset[str]:
        """The hashes of the files that are attached to it."""
        return frozenset(item.digest for (kind, _), item in self.replay.live.items() if kind == "attachment")  # type: ignore[union-attr]  # an Attachment


def followed(ident: str, chain_id: str, template: Template, rows: tuple[Row, ...]) -> Carried:
    """The journey that those edits make; Refused where they do not hold."""
    made = replay.nothing()
    try:
        seq, end = replay.follow_all(made, chain_id, rows, _check_changes)
    except replay.Broken as broken:
        where = f"edit {broken.seq} of " if broken.seq is not None else ""
        raise Refused(f"{where}journey {ident} does not hold: {broken.reason.rstrip('.')}") from broken
    except RecursionError:
        raise Refused(f"journey {ident} is nested too deep") from None
    except KnownError as error:
        raise Refused(f"journey {ident} holds what cannot be: {error.title.rstrip('.')}") from error
    if not seq:
        raise Refused(f"journey {ident} has no edits")
    return Carried(ident, chain_id, template, rows, made, end)


def _check_changes(changes: Changes) -> None:
    """Refused, or InputError, where an edit holds what no journey holds."""
    if type(changes.by) is not str:
        raise Refused("an edit names nobody who could have made it")
    for change in changes.items:
        if change.before is None and change.after is None:
            raise Refused("an edit changes nothing")
        for item in (change.before, change.after):
            if item is not None and not (is_typed(item) and checked(item) == item):
                raise Refused(f"an edit holds a {type(item).__name__.lower()} of wrong types")
    for name, (before, after) in changes.head.items():
        if name == "snapshot":
            continue
        hint = _HEAD.get(name)
        if hint is None or not (fits(before, hint) and fits(after, hint)):
            raise Refused(f"an edit gives the journey a wrong {name}")


def to_json(carried: Carried) -> bytes:
    """The part of a bundle that carries the journey."""
    edits = [[*row[:8], row[9].hex()] for row in carried.rows]
    said = {"id": carried.id, "chain_id": carried.chain_id, "snapshot": heads.template_text(carried.template)[0]}
    return json.dumps({**said, "edits": edits, "record": record(carried)}, ensure_ascii=False, indent=0).encode()


def record(carried: Carried) -> dict[str, Any]:
    """The journey for other programs: its head and its live items, instants in microseconds UTC."""
    live: dict[str, list[Item]] = {shelf.table: [] for shelf in SHELVES}
    for shelf in SHELVES:
        items = [item for (kind, _), item in carried.replay.live.items() if kind == shelf.name]
        live[shelf.table] = sorted(items, key=lambda item: item.id)
    head = {name: getattr(carried.head, name) for name in _HEAD}
    answers = {item.key: item.text for item in live.pop("answers") if isinstance(item, Answer)}
    said = {"journey": head, **{table: [asdict(item) for item in items] for table, items in live.items()}}
    plain: dict[str, Any] = json.loads(json.dumps({**said, "answers": answers}))
    return plain


def from_json(data: bytes, name: str, templates: Mapping[str, Template]) -> Carried:
    """The journey of a part; Refused where anything about it is not as it must be."""
    said = parsed(data, name)
    ident, chain_id, snapshot = (field(said, key, str, name) for key in ("id", "chain_id", "snapshot"))
    if not all(0 < len(text) <= _LONGEST_ID and text.isprintable() for text in (ident, chain_id)):
        raise Refused(f"{name} has an id that is none")
    if snapshot not in templates:
        raise Refused(f"{name} has no template")
    carried = followed(ident, chain_id, templates[snapshot], tuple(_rows(field(said, "edits", list, name), name)))
    if carried.replay.head.get("snapshot") != snapshot:
        raise Refused(f"{name} has another journey's template")
    _check_head(carried, name)
    if not _is_told(field(said, "record", dict, name), record(carried)):
        raise Refused(f"{name} tells another journey than its edits do")
    return carried


def _is_told(said: Any, found: Any) -> bool:
    """Whether everything that is said is found so: what an older version did not know of, it does not say."""
    if isinstance(said, dict) and isinstance(found, dict):
        return all(name in found and _is_told(value, found[name]) for name, value in said.items())
    if isinstance(said, list) and isinstance(found, list):
        return len(said) == len(found) and all(map(_is_told, said, found))
    return type(said) is type(found) and bool(said == found)


def _rows(edits: list[Any], name: str) -> list[Row]:
    rows: list[Row] = []
    previous = START
    for number, edit in enumerate(edits, 1):
        if not (isinstance(edit, list) and len(edit) == len(_TYPES) and all(map(fits, edit, _TYPES))):
            raise Refused(f"edit {number} of {name} is of wrong types")
        try:
            end = bytes.fromhex(edit[8])
        except ValueError:
            raise Refused(f"edit {number} of {name} has no hash") from None
        rows.append((*edit[:8], previous, end))
        previous = end
    return rows


def _check_head(carried: Carried, name: str) -> None:
    try:
        head = carried.head
        if not (is_typed(head) and checked(head) == head):
            raise Refused(f"{name} has a head of wrong types")
        heads.values(head)
    except (KnownError, KeyError, ValueError, TypeError) as error:
        told = error.title.rstrip(".") if isinstance(error, KnownError) else str(error)
        raise Refused(f"{name} holds what cannot be: {told}") from error


def template_from(data: bytes, digest: str) -> Template:
    """The template of a part; Refused where it is not what its name says."""
    name = f"templates/{digest}.json"
    parsed(data, name)
    try:
        template = heads.template_of(data.decode())
        fits_all = is_typed(template) and heads.template_text(template) == (digest, data.decode())
    except (KeyError, ValueError, TypeError, AttributeError, RecursionError):
        fits_all = False
    if not fits_all:
        raise Refused(f"{name} is no template, or not that one")
    return template
