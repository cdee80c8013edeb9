"""The head of a journey and its template's snapshot, as they lie in their tables. Pure."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import asdict, fields
from functools import lru_cache
from hashlib import sha256
from typing import Any, TypeAlias

from mysteryshop import vocabulary as words
from mysteryshop.journey import Journey, Template, Touchpoint

from .rows import IDS, ORIGIN, RELATIONSHIP, STATE, TRUTH, Codec

CODECS: dict[str, Codec] = {
    "state": STATE,
    "origin": ORIGIN,
    "relationship": RELATIONSHIP,
    "demo": TRUTH,
    "seal_broken": TRUTH,
    "tags": IDS,
}
COLUMNS = tuple(f.name for f in fields(Journey) if f.name != "template")
FIXED = ("snapshot", "template_key", "template_name")  # written once, when the journey is made
_names = ", ".join(COLUMNS)
_sets = ", ".join(f"{name} = ?" for name in COLUMNS[1:])
UPDATE = f"UPDATE journeys SET {_sets}, search = ? WHERE key = ?"


def values(journey: Journey) -> tuple[Any, ...]:
    """The head's columns, in the order of COLUMNS; KeyError where a word is not of the vocabulary."""
    return tuple(CODECS[n].write(getattr(journey, n)) if n in CODECS else getattr(journey, n) for n in COLUMNS)


def journey_of(row: Sequence[Any], template: Template) -> Journey:
    """The head that a row of COLUMNS holds."""
    said = {n: CODECS[n].read(v) if n in CODECS else v for n, v in zip(COLUMNS, row, strict=True)}
    return Journey(template=template, **said)


def search_text(journey: Journey) -> str:
    """What the home screen's search looks through."""
    label = words.by_id(words.RELATIONSHIPS, journey.relationship).label
    said = (journey.template.name, journey.place, journey.persona, journey.leader, journey.why, label, *journey.tags)
    return "\n".join(said).casefold()


@lru_cache(maxsize=64)
def template_text(template: Template) -> tuple[str, str]:
    """The snapshot's digest and its JSON: the same template always gives the same.

    Kept, because the journeys of an imported log all share one, which may have hundreds of touchpoints.
    """
    text = json.dumps(asdict(template), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return sha256(text.encode()).hexdigest(), text


@lru_cache(maxsize=256)
def template_of(text: str) -> Template:
    """The template of a snapshot's JSON. Journeys that share a snapshot share the object."""
    said = json.loads(text)
    touchpoints = tuple(Touchpoint(**{**t, "prompts": tuple(t.get("prompts", ()))}) for t in said.pop("touchpoints"))
    return Template(touchpoints=touchpoints, **said)


Execute: TypeAlias = Callable[[str, tuple[Any, ...]], sqlite3.Cursor]


def insert(execute: Execute, journey: Journey) -> int:
    """Write a new journey's head and snapshot with `execute(sql, parameters)`; its local number."""
    digest, text = template_text(journey.template)
    execute("INSERT INTO snapshots (digest, template) VALUES (?, ?) ON CONFLICT DO NOTHING", (digest, text))
    columns = (*COLUMNS, *FIXED, "search", "head")
    sql = f"INSERT INTO journeys ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
    fixed = (digest, journey.template.key, journey.template.name, search_text(journey), bytes(32))
    key = execute(sql, (*values(journey), *fixed)).lastrowid
    assert key is not None  # an INSERT that did not raise made a row
    return key
