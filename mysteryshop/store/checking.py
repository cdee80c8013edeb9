"""What may be stored: words of the vocabulary, grades within their scale, text that every reader can take."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields, replace
from functools import lru_cache
from operator import attrgetter
from typing import Any, TypeVar

from mysteryshop import permitted
from mysteryshop import vocabulary as words
from mysteryshop.errors import InputError
from mysteryshop.journey import Answer, Attachment, Expectation, Item, Journey, Moment, Template, Touchpoint
from mysteryshop.permitted import LARGEST, LEVELS, WORDS

from .rows import SHELF_OF

_KNOWN = {name: frozenset(t.id for t in table) for name, table in WORDS.items()}
DIGEST = re.compile(permitted.DIGEST)
_SURROGATE = re.compile("[\ud800-\udfff]")
_KINDS = (*SHELF_OF, Journey)
_NAMES = {kind: tuple(f.name for f in fields(kind) if f.name != "template") for kind in _KINDS}
_FIELDS: dict[type[Any], tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]] = {
    kind: (names, attrgetter(*names)) for kind, names in _NAMES.items()
}
Checked = TypeVar("Checked", bound=Item | Journey)


def clean(text: str) -> str:
    """The text without NUL characters, and lone surrogates as a visible placeholder: neither can be kept."""
    return _SURROGATE.sub("\ufffd", text.replace("\0", ""))


def checked(item: Checked) -> Checked:
    """The item with its text cleaned; InputError where a word, a grade or a number cannot be kept."""
    cleaned: dict[str, Any] = {}
    names, values = _FIELDS[type(item)]
    for name, value in zip(names, values(item), strict=True):
        if value is None or value == "":
            continue
        if isinstance(value, str):
            if name in _KNOWN:
                _check_word(name, value)
            elif not (value.isascii() and value.isprintable()) and (text := clean(value)) != value:
                cleaned[name] = text
        elif isinstance(value, tuple):
            if (whole := tuple(map(clean, value))) != value:
                cleaned[name] = whole
        elif isinstance(value, int) and not -LARGEST <= value <= LARGEST:
            raise InputError(f"{value} is too large for {name.replace('_', ' ')}.", "Give a smaller number.")
    if isinstance(item, Journey) and (template := _whole(item.template)) is not item.template:
        cleaned["template"] = template
    _check_scale(item)
    return replace(item, **cleaned) if cleaned else item


@lru_cache(maxsize=64)
def _whole(template: Template) -> Template:
    """The template with its text cleaned; kept, because the journeys of an imported log all share one."""
    touchpoints = tuple(
        replace(each, **_texts(each), prompts=tuple(map(clean, each.prompts))) for each in template.touchpoints
    )
    result = replace(template, **_texts(template), touchpoints=touchpoints)
    return template if result == template else result


def _texts(part: Template | Touchpoint) -> dict[str, Any]:
    values = ((f.name, getattr(part, f.name)) for f in fields(part))
    return {name: clean(value) for name, value in values if isinstance(value, str)}


def _check_word(name: str, value: str) -> None:
    if value not in _KNOWN[name]:
        expected = ", ".join(t.id for t in WORDS[name])
        raise InputError(f"{value!r} is no {name}.", f"Expected one of: {expected}.")


def _check_scale(item: Item | Journey) -> None:
    if isinstance(item, Moment):
        levels = LEVELS[item.kind]
        if item.level is not None and item.level not in levels:
            _out_of(item.level, f"the level of a {item.kind}", levels)
    elif isinstance(item, Expectation):
        if item.feeling is not None and item.feeling not in LEVELS["feeling"]:
            _out_of(item.feeling, "a feeling", LEVELS["feeling"])
        if item.confidence is not None and not 0 <= item.confidence <= 1:
            raise InputError(f"{item.confidence} is no confidence.", "Expected a share from 0 to 1.")
    elif isinstance(item, Answer):
        _check_rating(item)
    elif isinstance(item, Attachment):
        _check_attachment(item)
    elif isinstance(item, Journey):
        check_zone(item.zone)
        if item.retain_until:
            check_day(item.retain_until)


def _check_attachment(item: Attachment) -> None:
    if not DIGEST.fullmatch(item.digest):
        raise InputError(f"{item.digest!r} is no file's hash.", "Expected SHA-256 as 64 lower case hexadecimal digits.")
    if item.size < 0:
        raise InputError(f"{item.size} is no size of a file.", "Expected a number of bytes.")


def check_day(day: str) -> None:
    """InputError where the text is no ISO date."""
    if not permitted.is_day(day):
        raise InputError(f"{day!r} is no day.", "Expected a date such as 2027-03-31.")


def _check_rating(answer: Answer) -> None:
    if not answer.key.startswith("rate."):
        return
    term = next((r for r in words.RATINGS if f"rate.{r.id}" == answer.key), None)
    if term is None:
        raise InputError(
            f"{answer.key!r} is no rating.", f"Expected one of: {', '.join(f'rate.{r.id}' for r in words.RATINGS)}."
        )
    if not (answer.text.isdecimal() and answer.text.isascii() and term.low <= int(answer.text) <= term.high):
        raise InputError(
            f"{answer.text!r} is no rating of {term.label.lower()}.",
            f"Expected a whole number from {term.low} to {term.high}.",
        )


def check_zone(zone: str) -> None:
    """InputError where the zone is no IANA name."""
    if not permitted.is_zone(zone):
        raise InputError(f"{zone!r} is no time zone.", "Expected a name such as Europe/Lisbon, or UTC.")


def _out_of(value: int, what: str, levels: tuple[int, ...]) -> None:
    expected = f"a whole number from {levels[0]} to {levels[-1]}" if levels else "none: it has no level"
    raise InputError(f"{value} is not {what}.", f"Expected {expected}.")
