"""The JSON Schema of the journeys that mysteryshop.exports.json_record writes, made from the classes themselves.

It is published as resources/schema/journeys.schema.json; a test holds the file to what is made here. To renew it:
`python -m mysteryshop.exports.json_schema > resources/schema/journeys.schema.json`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import MISSING, fields
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from mysteryshop import vocabulary as words
from mysteryshop.journey import (
    Attachment,
    Expectation,
    Finding,
    Journey,
    Moment,
    Pause,
    Record,
    Skip,
    Template,
    Touchpoint,
    Visit,
)

from .dictionary import ABOUT, COLUMNS, TABLES_ABOUT
from .json_record import FORMAT, VERSION, is_instant

_CLASSES: dict[type[Any], str] = {
    Journey: "journeys",
    Template: "templates",
    Touchpoint: "touchpoints",
    Visit: "visits",
    Skip: "skips",
    Pause: "pauses",
    Moment: "moments",
    Attachment: "attachments",
    Expectation: "expectations",
    Finding: "findings",
}
_WORDS: dict[str, Iterable[words.Term]] = {
    "state": words.STATES,
    "origin": words.ORIGINS,
    "relationship": words.RELATIONSHIPS,
    "kind": words.KINDS,
    "source": words.SOURCES,
    "category": words.CATEGORIES,
    "channel": words.CHANNELS,
    "trigger": words.TRIGGERS,
    "clock": words.CAPTURE_CLOCKS,
    "outcome": words.OUTCOMES,
    "verdict": words.VERDICTS,
    "triage": words.TRIAGES,
    "beneficiary": words.BENEFICIARIES,
    "condition": words.CONDITIONS,
}
_PLAIN: dict[Any, str] = {str: "string", int: "integer", float: "number", bool: "boolean"}
_ABOUT = (
    "Whole journeys, as `mysteryshop export FILE.json` writes them, always with every property, and as `mysteryshop "
    "import FILE.json` takes them: those that are required have to be there, the others came later or may be unknown, "
    "and no journey with any other property comes in."
)
_TIME = {"type": "string", "format": "date-time"}


def schema() -> dict[str, Any]:
    """The schema as JSON takes it."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Mysteryshop journeys",
        "description": _ABOUT,
        "type": "object",
        "properties": {
            "$schema": {"type": "string"},
            "format": {"const": FORMAT},
            "version": {"const": VERSION},
            "journeys": {"type": "array", "items": _object(Record, "")},
        },
        "required": ["format", "version", "journeys"],
        "additionalProperties": False,
        "$defs": {kind.__name__: _object(kind, table) for kind, table in _CLASSES.items()},
    }


def text() -> str:
    """The schema as the file that is published."""
    return json.dumps(schema(), indent=2) + "\n"


def _object(kind: type[Any], table: str) -> dict[str, Any]:
    hints = get_type_hints(kind)
    properties = {f.name: _described(f.name, _of(hints[f.name], f.name), table) for f in fields(kind)}
    about = {"description": TABLES_ABOUT[table]} if table else {}
    needed = [f.name for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING]
    return {
        "type": "object", **about, "properties": properties, "required": needed, "additionalProperties": False,
    }  # fmt: skip


def _described(name: str, said: dict[str, Any], table: str) -> dict[str, Any]:
    about = COLUMNS.get(table, {}).get(name) or ABOUT.get(name)
    return {**said, "description": about} if table and about and "$ref" not in said else said


def _of(hint: Any, name: str) -> dict[str, Any]:
    if get_origin(hint) is UnionType:
        return {"anyOf": [_of(get_args(hint)[0], name), {"type": "null"}]}
    if get_origin(hint) is tuple:
        return {"type": "array", "items": _of(get_args(hint)[0], "")}
    if hint in _CLASSES:
        return {"$ref": f"#/$defs/{hint.__name__}"}
    if get_origin(hint) is not None:  # the answers
        return {"type": "object", "additionalProperties": {"type": "string"}}
    if is_instant(name):
        return dict(_TIME)
    return {"enum": [term.id for term in _WORDS[name]]} if name in _WORDS else {"type": _PLAIN[hint]}


if __name__ == "__main__":
    sys.stdout.write(text())
