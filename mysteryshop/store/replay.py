"""Proof that a journey is what its edits say: the chain computed again, and replayed against the rows.

SQLite's own checks see neither a bit flipped inside a value nor a row that another program altered.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

from mysteryshop.errors import InputError
from mysteryshop.journey import Item, Journey, Template, Visit

from . import heads, summary
from .altered import Altered
from .chain import START, Changes, ItemChange, digest, from_text
from .rows import SHELVES

_COLUMNS = (*heads.COLUMNS, *heads.FIXED, "search", "key", "chain_id", "edits", "head", *summary.COLUMNS)
_HEAD = (
    f"SELECT {', '.join('j.' + c for c in _COLUMNS)}, s.template "
    "FROM journeys j LEFT JOIN snapshots s ON s.digest = j.snapshot WHERE j.id = ?"
)
_EDITS = (
    "SELECT seq, at, verb, reason, changes, target, undo_top, redo_top, previous, hash "
    "FROM edits WHERE journey = ? ORDER BY seq"
)
_ELSEWHERE = (
    "SELECT 1 FROM journeys j WHERE j.id = ? AND j.seal <> '' "
    "AND NOT EXISTS (SELECT 1 FROM edits e WHERE e.journey = j.key AND hex(e.hash) = upper(j.seal))"
)


@dataclass(frozen=True, slots=True)
class Verification:
    """`ok`, or where the chain or what hangs on it is broken, and why, as a sentence; `edits` is its length.

    `elsewhere` where the journey came in with a seal and without the edits that it was made over.
    """

    ok: bool
    edits: int
    broken_at_seq: int | None = None
    reason: str = ""
    item: str = ""  # the id of the thing that was altered, where it is one
    elsewhere: bool = False

    @property
    def doubt(self) -> str:
        """Why the seal is not to be taken at its word: "altered" or "elsewhere"; "" where it is."""
        return "altered" if not self.ok else "elsewhere" if self.elsewhere else ""


Execute = Callable[[str, tuple[Any, ...]], Any]


class Broken(Exception):
    """The chain does not hold: at which edit, where one can be named, and why."""

    def __init__(self, seq: int | None, reason: str, item: str = "") -> None:
        super().__init__(reason)
        self.seq, self.reason, self.item = seq, reason, item


@dataclass
class Replay:
    """The journey as its edits make it; `gone` keeps what was taken back as it was last."""

    head: dict[str, Any]
    live: dict[tuple[str, str], Item] = field(default_factory=dict)
    gone: dict[tuple[str, str], Item] = field(default_factory=dict)
    counts: summary.Summary = field(default_factory=summary.Summary)
    sealed_here: bool = False  # the seal is the hash of one of these edits


def nothing() -> Replay:
    """A journey before its first edit."""
    return Replay(dict.fromkeys(heads.COLUMNS))


def verify(execute: Execute, journey: str) -> Verification:
    """See `Queries.verify`; `execute(sql, parameters)` gives rows. InputError where there is no such journey."""
    row = execute(_HEAD, (journey,)).fetchone()
    if row is None:
        raise InputError(f"There is no journey {journey}.", "mysteryshop list shows all of them.")
    said = dict(zip((*_COLUMNS, "template"), row, strict=True))
    try:
        elsewhere = _verify(execute, journey, said)
    except Broken as broken:
        return Verification(False, said["edits"], broken.seq, broken.reason, broken.item)
    except (KeyError, ValueError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        return Verification(False, said["edits"], None, f"The journey cannot be read: {error}.")
    return Verification(True, said["edits"], elsewhere=elsewhere)


def sealed_elsewhere(execute: Execute, journey: str) -> bool:
    """Whether the journey came in with a seal that none of its edits made; nothing is computed again."""
    return execute(_ELSEWHERE, (journey,)).fetchone() is not None


def _verify(execute: Execute, journey: str, said: dict[str, Any]) -> bool:
    """Raise Broken where something does not hold; whether the seal was made elsewhere."""
    replay = nothing()
    end = follow_all(replay, said["chain_id"] or journey, execute(_EDITS, (said["key"],)))
    if end != (said["edits"], bytes(said["head"])):
        raise Broken(end[0] + 1, "The end of the chain is missing.")
    _compare_items(replay, execute, said["key"], _compare_head(replay, said))
    return bool(replay.head.get("seal")) and not replay.sealed_here


def follow_all(
    replay: Replay, chain_id: str, rows: Any, check: Callable[[Changes], None] | None = None
) -> tuple[int, bytes]:
    """Follow the chain from its start, checking each link; the last edit's number and hash.

    `check` looks at what each edit changes before it is followed; what it raises passes through.
    """
    seq, end = 0, START
    for number, at, verb, reason, text, target, undo_top, redo_top, previous, hashed in rows:
        if number != seq + 1:
            raise Broken(seq + 1, "An edit is missing.")
        found = digest(chain_id, end, number, at, verb, reason, (target, undo_top, redo_top), text)
        if bytes(previous) != end or bytes(hashed) != found:
            raise Broken(number, "An edit was changed after it was made.")
        try:
            changes = from_text(text)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise Broken(number, f"An edit cannot be read: {error}.") from error
        if check is not None:
            check(changes)
        seq, end = number, found
        _follow(replay, changes, seq, end)
    return seq, end


def _follow(replay: Replay, changes: Changes, seq: int, end: bytes) -> None:
    for change in changes.items:
        place = _place(change)
        if replay.live.get(place) != change.before:
            raise Broken(seq, "An edit does not follow from the ones before it.")
        if change.after is None:
            replay.gone[place] = replay.live.pop(place)
        else:
            replay.live[place] = change.after
            replay.gone.pop(place, None)
    for name, (_, after) in changes.head.items():
        replay.head[name] = after
    if replay.head.get("state") == "finalised" and not replay.head.get("seal"):
        replay.head["seal"] = end.hex()
    replay.sealed_here |= replay.head.get("seal") == end.hex()
    replay.counts = summary.after(replay.counts, changes.items)


def _place(change: ItemChange) -> tuple[str, str]:
    shelf = next(s for s in SHELVES if isinstance(change.item, s.kind))
    return shelf.name, change.item.id


def _compare_head(replay: Replay, said: dict[str, Any]) -> Altered:
    """Hold the head against its row; who tells of the journey from here on."""
    if said["template"] is None:
        raise Broken(None, "The journey's template is missing.")
    template = heads.template_of(said["template"])
    found = sha256(str(said["template"]).encode()).hexdigest()
    if not replay.head.get("snapshot") == said["snapshot"] == found:
        raise Broken(None, "The journey's template was changed.")
    journey = head_of(replay, said["id"], template)
    altered = Altered(journey, (item for item in replay.live.values() if isinstance(item, Visit)))
    rows = dict(zip(heads.COLUMNS, heads.values(journey), strict=True))
    rows |= {"template_key": template.key, "template_name": template.name, "search": heads.search_text(journey)}
    rows |= dict(zip(summary.COLUMNS, replay.counts, strict=True))
    for name, value in rows.items():
        if said[name] != value:
            raise Broken(None, altered.head(name, value, said[name]))
    return altered


def head_of(replay: Replay, ident: str, template: Template) -> Journey:
    """The journey's head as its edits make it."""
    blank = Journey(id=ident, template=template)
    return replace(
        blank, **{n: v for n, v in replay.head.items() if v is not None and n in heads.COLUMNS and n != "id"}
    )


def _compare_items(replay: Replay, execute: Execute, key: int, altered: Altered) -> None:
    for shelf in SHELVES:
        for row in execute(shelf.select, (key,)):
            ident, live = str(row[shelf.columns.index("id")]), bool(row[-1])
            place = (shelf.name, ident)
            here, there = (replay.live, replay.gone) if live else (replay.gone, replay.live)
            if (expected := here.pop(place, None)) is None:
                other = there.get(place)
                told = altered.made_up(shelf, row) if other is None else altered.taken_back(other, live=live)
                raise Broken(None, told, ident)
            if shelf.row(key, expected)[1:] != tuple(row[:-1]):
                raise Broken(None, altered.changed(shelf, expected, row), ident)
    for (_, ident), item in (*replay.live.items(), *replay.gone.items()):
        raise Broken(None, altered.missing(item), ident)
