"""From a key and a line to what a mark becomes: every field of the moment, so that nothing of another kind stays."""

from __future__ import annotations

import dataclasses
from dataclasses import replace
from typing import Any

from mysteryshop.journey import Moment
from mysteryshop.notation import Details, NotUnderstood, format_details, parse_details
from mysteryshop.vocabulary import CAPTURES, by_id

KEPT = "Something happened here"  # what a mark says that stays one without words
_OF_A_KIND: dict[str, Any] = dict.fromkeys(
    f.name
    for f in dataclasses.fields(Moment)
    if f.default is None and f.name != "visit"  # what only some kinds have
)


def described(moment: Moment, capture: str, line: str, zone: str, level: int | None, *, strict: bool) -> dict[str, Any]:
    """The fields that make `moment` what the key `capture` and the detail line say; those that differ only.

    The level in the line counts first, then the key's own, then `level`. Details that are not understood
    raise NotUnderstood, or stay words where not `strict`. Times count from what was stamped first.
    """
    term = by_id(CAPTURES, capture)
    details = parse_details(term.kind, line, at=moment.original_observed_at, zone=zone, strict=strict)
    fields = {**_OF_A_KIND, "kind": term.kind, **details.whole(term.kind)}
    fields["level"] = _level(details, term.level, level)
    fields["trigger"] = fields["trigger"] or term.trigger
    if term.kind == "promise":
        fields["outcome"] = fields["outcome"] or "open"
    if term.kind == "mark" and not fields["text"].strip():
        fields["text"] = KEPT
    if details.observed_at is not None:
        fields["observed_at"] = details.observed_at
    return {name: value for name, value in fields.items() if getattr(moment, name) != value}


def recast(moment: Moment, line: str, before: str, after: str, zone: str) -> str:
    """The line as it reads for the key `after`, having been written for `before`: what only the old kind has goes."""
    old, new = by_id(CAPTURES, before).kind, by_id(CAPTURES, after).kind
    try:
        details = parse_details(old, line, at=moment.original_observed_at, zone=zone)
    except NotUnderstood:
        return line
    known = Details().whole(new)
    if details.fields.keys() - {"level"} <= known.keys():
        return line
    kept = {name: value for name, value in details.fields.items() if name in known and name != "level"}
    bare = replace(moment, **{**_OF_A_KIND, "kind": new, "text": details.text, "level": None, **kept})
    return format_details(bare, zone)


def _level(details: Details, of_key: int | None, chosen: int | None) -> int | None:
    if "level" in details.fields:
        return int(details.fields["level"])
    return chosen if of_key is None else of_key
