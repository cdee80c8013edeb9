"""Where a journey holds words of the user's: every text once, and the same journey with other words in these places.

Ids, keys, words of the vocabulary, ratings and times are no texts: they stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from types import MappingProxyType
from typing import Any, TypeVar

from mysteryshop.journey import Expectation, Finding, Journey, Moment, Record, Skip, Template, Touchpoint, Visit

Whole = TypeVar("Whole")
Rewrite = Callable[[str], str]
# The fields of each class that hold free words; `touchpoint` of a finding only where it names none of the plan.
TEXTS: dict[type[Any], tuple[str, ...]] = {
    Journey: ("place", "persona", "why", "leader", "excluded_reason", "tags"),
    Template: ("name", "description"),
    Touchpoint: ("name", "prompts"),
    Visit: ("name",),
    Skip: ("reason",),
    Moment: ("text", "role"),
    Expectation: ("text", "note"),
    Finding: ("title", "text", "cause", "touchpoint", "effect", "owner"),
}
_PARTS = ("visits", "skips", "moments", "expectations", "findings", "attachments")
_LABELS = {
    "visits": "Touchpoint", "skips": "Skipped", "moments": "Moment", "expectations": "Expectation",
    "findings": "Finding", "attachments": "Evidence",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """A text of a journey: which part it is in, that part's id and number, the field's name, and the text."""

    part: str
    ident: str
    number: int
    field: str
    text: str

    @property
    def counterpart(self) -> bool:
        """Whether it should be a role."""
        return self.field == "role"

    @property
    def label(self) -> str:
        """Where it is, for people: "Moment 12, counterpart"."""
        what = {"role": "counterpart", "text": "", "name": "", "title": ""}.get(self.field, self.field)
        if self.part in ("journey", "template", "answers"):
            return self.field.replace("_", " ").capitalize() if self.part == "journey" else self.part.capitalize()
        numbered = f"{_LABELS[self.part]} {self.number}"
        return f"{numbered}, {what.replace('_', ' ')}" if what else numbered


@dataclass(frozen=True, slots=True)
class Words:
    """The texts of what is made of many journeys, each once; what is part of `keep` says so itself and may stay."""

    places: tuple[Place, ...]
    keep: str = ""


def places(record: Record | Words) -> Iterator[Place]:
    """Every text of the journey that is not empty, in the order in which a reader meets them; or those of many."""
    if isinstance(record, Words):
        yield from record.places
        return
    yield from _of("journey", record.journey, 0)
    yield from _of("template", record.template, 0)
    for number, touchpoint in enumerate(record.template.touchpoints, 1):
        yield from _of("template", touchpoint, number)
    for part in _PARTS:
        for number, item in enumerate(getattr(record, part, ()), 1):
            yield from _of(part, item, number)
    for key, text in record.answers.items():
        if text and _is_words(key):
            yield Place("answers", key, 0, key, text)


def rewritten(record: Record, rewrite: Rewrite) -> Record:
    """The journey with every text as `rewrite` makes it; the record itself stays as it is."""
    template = replace(
        _rewritten(record.template, rewrite),
        touchpoints=tuple(_rewritten(t, rewrite) for t in record.template.touchpoints),
    )
    journey = replace(_rewritten(record.journey, rewrite), template=template)
    parts = {
        part: tuple(_rewritten(i, rewrite) for i in getattr(record, part)) for part in _PARTS if _has(record, part)
    }
    planned = {t.key for t in record.template.touchpoints}
    kept = {f.id: f.touchpoint for f in record.findings if f.touchpoint in planned}
    parts["findings"] = tuple(replace(f, touchpoint=kept.get(f.id, f.touchpoint)) for f in parts["findings"])
    answers = {key: rewrite(text) if text and _is_words(key) else text for key, text in record.answers.items()}
    return replace(record, journey=journey, answers=MappingProxyType(answers), **parts)


def _of(part: str, item: Any, number: int) -> Iterator[Place]:
    ident = getattr(item, "id", "") or getattr(item, "key", "")
    for name in texts_of(type(item)):
        value = getattr(item, name)
        for text in value if isinstance(value, tuple) else (value,):
            if text:
                yield Place(part, ident, number, name, text)


def _rewritten(item: Whole, rewrite: Rewrite) -> Whole:
    changed: dict[str, Any] = {}
    for name in texts_of(type(item)):
        value = getattr(item, name)
        new = tuple(map(rewrite, value)) if isinstance(value, tuple) else rewrite(value) if value else value
        if new != value:
            changed[name] = new
    return replace(item, **changed) if changed else item  # type: ignore[type-var]  # dataclasses all of them


def texts_of(kind: type[Any]) -> tuple[str, ...]:
    """The fields of a class that hold free words, as far as it has them."""
    known = TEXTS.get(kind, ("name", "note"))  # evidence files: their name and what is noted of them
    there = {f.name for f in fields(kind)}
    return tuple(name for name in known if name in there)


def _has(record: Record, part: str) -> bool:
    return hasattr(record, part)


def _is_words(key: str) -> bool:
    """Whether an answer is words: ratings are numbers."""
    return not key.startswith("rate.")
