"""The header lines `key: value`, and what was expected before the walk."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from difflib import get_close_matches
from typing import Any, TypeVar

from mysteryshop.journey import Expectation, Template
from mysteryshop.notation import NotUnderstood, nearest, time_zone, unescape
from mysteryshop.notation import header as grammar
from mysteryshop.notation.days import FIRST, LAST

from .place import Notes, Row

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Header:
    """What the header says, checked."""

    template: Template
    day: date
    zone: str
    fields: Mapping[str, Any] = field(default_factory=dict)  # of a Journey
    answers: Mapping[str, str] = field(default_factory=dict)
    expectations: tuple[Expectation, ...] = ()


def read_day(text: str) -> date:
    """The day of `date: 2026-11-14`; NotUnderstood where it is none."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or not FIRST <= day <= LAST:
        raise NotUnderstood(text, "a date such as 2026-11-14")
    return day


def read_header(notes: Notes, templates: Sequence[Template], today: date | None, zone: str) -> Header:
    """Read the header; the template's own relationship holds where the notes name none."""
    values = _values(notes)
    template = _template(notes, values, templates)
    zone = _value(notes, values, "zone", lambda text: time_zone(text).key) or zone
    day = _value(notes, values, "date", read_day) or today or datetime.now(UTC).astimezone(time_zone(zone)).date()
    fields: dict[str, Any] = {"relationship": template.relationship}
    for name in ("place", "persona", "leader", "why"):
        fields[name] = _value(notes, values, name, unescape) or ""
    for name, read in (("relationship", grammar.relationship), ("origin", grammar.origin)):
        if (term := _value(notes, values, name, read)) is not None:
            fields[name] = term
    fields["demo"] = bool(_value(notes, values, "demo", grammar.demo))
    return Header(template, day, zone, fields, _answers(notes, values), _expectations(notes, template))


def _values(notes: Notes) -> dict[str, tuple[Row, str]]:
    """The keys of the header but `expect`, each with its line."""
    values: dict[str, tuple[Row, str]] = {}
    for row in notes.head:
        key, value = _key(notes, row)
        if key in values:
            raise notes.refuse(row, row.text, f"{key} once: it stands in line {values[key][0].number} already")
        if key != grammar.EXPECT:
            values[key] = row, value
    return values


def _key(notes: Notes, row: Row) -> tuple[str, str]:
    pair = row.header
    if pair is None:
        raise notes.refuse(
            row, row.text, 'a header such as "place: Oslo", or a time and a code, such as "10:22 > Check-in"'
        )
    keys = [*grammar.HEAD, grammar.EXPECT]
    if pair[0] not in keys and pair[0] not in grammar.PROMPT_KEYS:
        close = get_close_matches(pair[0], [*keys, *grammar.PROMPT_KEYS], n=1, cutoff=0.7)
        hint = f" (did you mean {close[0]}?)" if close else ""
        raise notes.refuse(row, row.text, f"one of the keys {', '.join(keys)}{hint}")
    return pair


def _template(notes: Notes, values: Mapping[str, tuple[Row, str]], templates: Sequence[Template]) -> Template:
    if "template" not in values:
        first = (*notes.head, *notes.body, Row(1, ""))[0]
        raise notes.refuse(first, first.text, 'a header that names the template, such as "template: airline-passenger"')
    row, key = values["template"]
    wanted = unescape(key).strip().casefold()
    for template in templates:
        if template.key.casefold() == wanted:
            return template
    hint = nearest(wanted, [template.key for template in templates])
    raise notes.refuse(row, key, f'the key of a template, as "mysteryshop templates" lists them{hint}')


def _value(notes: Notes, values: Mapping[str, tuple[Row, str]], key: str, read: Callable[[str], Value]) -> Value | None:
    """The value of a key as `read` understands it; None where the key is missing or empty."""
    row, text = values.get(key, (Row(0, ""), ""))
    if not text:
        return None
    with notes.line(row):
        return read(text)


def _answers(notes: Notes, values: Mapping[str, tuple[Row, str]]) -> dict[str, str]:
    answers = {}
    for key, prompt in grammar.PROMPT_KEYS.items():
        if key in values and values[key][1]:
            with notes.line(values[key][0]):
                answers[key] = grammar.answer(prompt, unescape(values[key][1]))
    return answers


def _expectations(notes: Notes, template: Template) -> tuple[Expectation, ...]:
    found: list[Expectation] = []
    for row in notes.head:
        key, value = row.header or ("", "")
        if key == grammar.EXPECT:
            with notes.line(row):
                found.append(grammar.read_expectation(value, template, len(found) + 1))
    return tuple(found)
