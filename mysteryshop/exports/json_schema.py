"""The JSON Schema of the journeys that mysteryshop.exports.json_record writes, made from the classes themselves.

It is published as resources/schema/journeys.schema.json; a test holds the file to what is made here. To renew it:
`python -m mysteryshop.exports.json_schema > resources/schema/journeys.schema.json`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
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
from mysteryshop.permitted import LEVELS, RATINGS, is_instant, rules

from .dictionary import ABOUT, COLUMNS, TABLES_ABOUT
from .json_record import FORMAT, VERSION

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
_NESTED = frozenset({"template", "touchpoints"})
_HOW = {"text": "", "yes-no": ": yes or no.", "scale": ": a whole number from 1 to 5."}
_PLAIN: dict[Any, str] = {str: "string", int: "integer", float: "number", bool: "boolean"}
_ABOUT = (
    "Whole journeys, as `mysteryshop export FILE.json` writes them, always with every property, and as `mysteryshop "
    "import FILE.json` takes them: those that are required have to be there, the others came later or may be unknown, "
    "and no journey with any other property comes in. What is called empty is null, or a text of no characters. "
    "Import checks besides what no schema can say: that zones are known and days are in the calendar, that each id "
    "stands once, that what is referred to by its id is there, and that nothing ends before it begins."
)
_TOP = {
    "$schema": "Where this schema lies, for editors; import passes over it.",
    "format": "What kind of file this is.",
    "version": "The version of the format; a program refuses one that is higher than its own.",
    "journeys": "The journeys, in any order.",
}
_PARTS = {  # of a journey
    "journey": "What was prepared, where it stands, how it ended.",
    "visits": "The stays at touchpoints, in order of entry.",
    "skips": "The planned touchpoints that were left out on purpose.",
    "pauses": "The stretches of time that do not count.",
    "moments": "What happened, in order of time.",
    "expectations": "What was expected before the walk, in the order written.",
    "findings": "What follows from the walk, in the order written.",
    "answers": "Ratings and answers to prompts, by the name of the question.",
    "attachments": "The files that bear witness to moments; the files themselves are not here.",
    "template": "The plan as it was when the journey was made.",
    "touchpoints": "The planned steps, in order.",
}


def schema() -> dict[str, Any]:
    """The schema as JSON takes it."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:mysteryshop:journeys:{VERSION}",
        "title": "Mysteryshop journeys",
        "description": _ABOUT,
        "type": "object",
        "properties": {name: {**said, "description": _TOP[name]} for name, said in _top().items()},
        "required": ["format", "version", "journeys"],
        "additionalProperties": False,
        "$defs": {kind.__name__: _object(kind, table) for kind, table in _CLASSES.items()},
    }


def text() -> str:
    """The schema as the file that is published."""
    return json.dumps(schema(), indent=2) + "\n"


def _top() -> dict[str, dict[str, Any]]:
    return {
        "$schema": {"type": "string"},
        "format": {"const": FORMAT},
        "version": {"const": VERSION},
        "journeys": {"type": "array", "items": _object(Record, "")},
    }


def _object(kind: type[Any], table: str) -> dict[str, Any]:
    hints = get_type_hints(kind)
    properties = {f.name: _property(kind, f.name, hints[f.name], table) for f in fields(kind)}
    needed = [f.name for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING]
    return {
        "type": "object", **_about(table), "properties": properties, "required": needed,
        "additionalProperties": False, **(_graded() if kind is Moment else {}),
    }  # fmt: skip


def _about(table: str) -> dict[str, str]:
    """What the object is, as the dictionary says it of a row."""
    told = TABLES_ABOUT.get(table, "").removeprefix("One row ")
    return {"description": told[:1].upper() + told[1:]} if told else {}


def _property(kind: type[Any], name: str, hint: Any, table: str) -> dict[str, Any]:
    about = _PARTS[name] if kind is Record or name in _NESTED else COLUMNS[table].get(name) or ABOUT[name]
    rule = rules(kind).get(name)
    return {**_of(hint, {} if rule is None else rule.said, is_instant(name)), "description": about}


def _graded() -> dict[str, Any]:
    """A moment's level is one of its kind's."""
    return {"allOf": [_level(kind, levels) for kind, levels in LEVELS.items()]}


def _level(kind: str, levels: Iterable[int]) -> dict[str, Any]:
    allowed = {"enum": [*levels, None]}
    return {"if": {"properties": {"kind": {"const": kind}}}, "then": {"properties": {"level": allowed}}}


def _of(hint: Any, rule: Mapping[str, Any], instant: bool) -> dict[str, Any]:
    if get_origin(hint) is UnionType:
        return {"anyOf": [_of(get_args(hint)[0], rule, instant), {"type": "null"}]}
    if get_origin(hint) is tuple:
        return {"type": "array", "items": _of(get_args(hint)[0], {}, False)}
    if hint in _CLASSES:
        return {"$ref": f"#/$defs/{hint.__name__}"}
    if get_origin(hint) is not None:
        return _answers()
    return {"type": "string" if instant else _PLAIN[hint], **rule}


def _answers() -> dict[str, Any]:
    """Answers by their question: any name may come, but no rating that there is not."""
    rated = {f"rate.{r.id}": _scale(r) for r in words.RATINGS}
    asked = {p.id: {"description": f"{p.label}{_HOW[p.answer]}"} for p in words.PROMPTS}
    return {
        "type": "object",
        "properties": {name: {"type": "string", **said} for name, said in {**rated, **asked}.items()},
        "propertyNames": {"pattern": r"\S", "anyOf": [{"not": {"pattern": r"^rate[.]"}}, {"enum": list(RATINGS)}]},
        "additionalProperties": {"type": "string"},
    }


def _scale(term: words.RatingTerm) -> dict[str, Any]:
    told = f"{term.label}: a whole number from {term.low} ({term.low_label}) to {term.high} ({term.high_label})."
    return {**RATINGS[f"rate.{term.id}"].said, "description": told}


if __name__ == "__main__":
    sys.stdout.write(text())
