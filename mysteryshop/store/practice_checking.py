"""What may be kept of a leader's practice: words of the vocabulary, numbers within their range, days that exist."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from typing import Any, TypeVar

from mysteryshop import vocabulary as words
from mysteryshop.errors import InputError
from mysteryshop.practice import ChainTest, Commitment, Entry, Reply, Session

from .checking import check_day, clean

_WORDS: Mapping[str, Iterable[words.Term]] = {
    "relationship": words.RELATIONSHIPS,
    "beneficiary": words.BENEFICIARIES,
    "channel": words.CHANNELS,
    "condition": words.CONDITIONS,
}
_OWN_WORDS: Mapping[tuple[type[Any], str], Iterable[words.Term]] = {
    (Commitment, "state"): words.COMMITMENT_STATES,
    (ChainTest, "verdict"): words.CHAIN_VERDICTS,
}
_RANGES: Mapping[str, tuple[float, float]] = {
    "should_be": (0, 1),
    "listened_s": (0, 1 << 31),
    "talked_s": (0, 1 << 31),
    "all_in": (0, 10),
    "rating": (-2, 2),
    "every_days": (1, 36_500),
    "at": (-(1 << 62), 1 << 62),
    "value": (-1e300, 1e300),
}
_DAYS = frozenset({"made_on", "due", "rewalk"})
Said = TypeVar("Said", bound=Entry | Reply)


def checked(entry: Said) -> Said:
    """The entry with its text cleaned; InputError where a word, a number or a day cannot be kept."""
    cleaned: dict[str, Any] = {}
    for field in fields(entry):
        name, value = field.name, getattr(entry, field.name)
        if value is None or value == "":
            continue
        if isinstance(value, str):
            _check_text(type(entry), name, value)
            cleaned[name] = clean(value)
        elif name in _RANGES and not _RANGES[name][0] <= value <= _RANGES[name][1]:
            low, high = _RANGES[name]
            raise InputError(f"{value} is no {name.replace('_', ' ')}.", f"Expected {low:g} to {high:g}.")
    if isinstance(entry, Session):
        cleaned["replies"] = tuple(checked(reply) for reply in entry.replies)
    return replace(entry, **cleaned)


def _check_text(kind: type[Any], name: str, value: str) -> None:
    table = _OWN_WORDS.get((kind, name)) or _WORDS.get(name)
    if table is not None and value not in {term.id for term in table}:
        raise InputError(f"{value!r} is no {name}.", f"Expected one of: {', '.join(term.id for term in table)}.")
    if name in _DAYS:
        check_day(value)
