"""What a template may say: one rule per key, and every problem of a file found in one go."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from .journey import Template, Touchpoint
from .toml_lines import Path
from .vocabulary import RELATIONSHIPS

YEAR_MINUTES = 366 * 24 * 60
MOST_TOUCHPOINTS = 100
MOST_PROMPTS = 12


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong: where, what was expected there, and what was found instead."""

    path: Path
    expected: str
    found: str


@dataclass(frozen=True, slots=True)
class Rule:
    """What one key takes. `take` gives the value as the dataclass holds it, or raises Refused."""

    expected: str
    take: Callable[[Any], Any]
    required: bool = False


def check(table: Mapping[str, Any]) -> tuple[Template | None, tuple[Problem, ...]]:
    """The template that the parsed file describes, or None and all that is wrong with it."""
    problems: list[Problem] = []
    head = {name: value for name, value in table.items() if name != "touchpoint"}
    fields = _fields(head, HEAD, (), "touchpoint", problems)
    rows = table.get("touchpoint")
    touchpoints: list[Touchpoint] = []
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        problems.append(Problem(("touchpoint",), "at least one [[touchpoint]] table", found(rows)))
    elif len(rows) > MOST_TOUCHPOINTS:
        problems.append(Problem(("touchpoint",), f"at most {MOST_TOUCHPOINTS} touchpoints", str(len(rows))))
    else:
        for index, row in enumerate(rows):
            values = _fields(row, TOUCHPOINT, ("touchpoint", index), "", problems)
            touchpoints.append(Touchpoint(**({"key": "", "name": "", "phase": ""} | values)))
        problems.extend(_between(touchpoints))
    if problems:
        return None, tuple(problems)
    return Template(touchpoints=tuple(touchpoints), **({"description": ""} | fields)), ()


def _fields(
    table: Mapping[str, Any], rules: Mapping[str, Rule], path: Path, also: str, problems: list[Problem]
) -> dict[str, Any]:
    """The values that are right; what is not right goes to `problems`. `also` is a key allowed besides."""
    values: dict[str, Any] = {}
    for name, value in table.items():
        rule = rules.get(name)
        if rule is None:
            problems.append(Problem((*path, name), _known([*rules, *filter(None, [also])], name), "an unknown key"))
            continue
        try:
            values[name] = rule.take(value)
        except _Element as wrong:
            problems.append(Problem((*path, name, wrong.index), wrong.expected, found(value[wrong.index])))
        except Refused:
            problems.append(Problem((*path, name), rule.expected, found(value)))
    for name, rule in rules.items():
        if rule.required and name not in table:
            problems.append(Problem((*path, name), rule.expected, "nothing"))
    return values


def _known(names: list[str], name: str) -> str:
    close = get_close_matches(name.lower(), names, n=1, cutoff=0.6)
    return f"one of the known keys (did you mean {close[0]}?)" if close else f"one of {', '.join(names)}"


def _between(touchpoints: list[Touchpoint]) -> Iterator[Problem]:
    """What is wrong between touchpoints: a key or name used twice, a phase taken up again."""
    keys: dict[str, int] = {}
    names: dict[str, int] = {}
    phases: list[str] = []
    for index, touchpoint in enumerate(touchpoints):
        for field, value, seen in (("key", touchpoint.key, keys), ("name", touchpoint.name.casefold(), names)):
            if value and seen.setdefault(value, index) != index:
                written = getattr(touchpoint, field)
                first = f"a {field} of its own: touchpoint {seen[value] + 1} has this one already"
                yield Problem(("touchpoint", index, field), first, found(written))
        phase = touchpoint.phase
        if phase and phase in phases[:-1]:
            expected = "all touchpoints of a phase to stand together"
            yield Problem(("touchpoint", index, "phase"), expected, f"{found(phase)} again after {found(phases[-1])}")
        elif phase and phase not in phases:
            phases.append(phase)


def found(value: object) -> str:
    """The value as a message shows it: short, and on one line."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        shown = value if len(value) <= 40 else f"{value[:37]}... ({len(value)} characters)"
        return '"' + "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in shown) + '"'
    if isinstance(value, list):
        return f"an array of {len(value)}"
    return "a table" if isinstance(value, dict) else str(value)[:60]


class Refused(Exception):
    """A value that its rule does not take."""


class _Element(Refused):
    """One element of an array is wrong."""

    def __init__(self, index: int, expected: str) -> None:
        super().__init__(expected)
        self.index = index
        self.expected = expected


def _text(most: int, *, lines: bool = False, empty: bool = False, without: str = "") -> Callable[[Any], str]:
    """Text of at most that many characters, outer space cut off; control characters are refused."""

    def take(value: Any) -> str:
        if not isinstance(value, str):
            raise Refused
        text = value.strip()
        bad = any(unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"} and not (lines and c in "\n\t") for c in text)
        seen = any(unicodedata.category(c)[0] in "LNPS" for c in text)
        if bad or len(text) > most or not (seen or (empty and not text)) or any(c in text for c in without):
            raise Refused
        return text

    return take


def _key(value: Any) -> str:
    if not isinstance(value, str) or len(value) > 64 or not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value):
        raise Refused
    return value


def _prompts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or len(value) > MOST_PROMPTS:
        raise Refused
    return tuple(_prompt(index, prompt) for index, prompt in enumerate(value))


def _prompt(index: int, value: Any) -> str:
    try:
        return _text(200)(value)
    except Refused:
        raise _Element(index, "a prompt of 1 to 200 characters on one line, in quotes") from None


def _relationship(value: Any) -> str:
    if value not in _RELATIONSHIPS:
        raise Refused
    return str(value)


def _minutes(least: float) -> Callable[[Any], float]:
    def take(value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise Refused
        if not least <= value <= YEAR_MINUTES:
            raise Refused
        return float(value)

    return take


def _whole(least: int, most: int) -> Callable[[Any], int]:
    def take(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise Refused
        return value

    return take


def _bool(value: Any) -> bool:
    if not isinstance(value, bool):
        raise Refused
    return value


_RELATIONSHIPS = [term.id for term in RELATIONSHIPS]
_KEY = Rule("a key of lower-case letters and digits joined by hyphens, like security-line", _key, required=True)
_LIMIT = Rule(f"a number of minutes from 0.1 to {YEAR_MINUTES}", _minutes(0.1))

HEAD: Mapping[str, Rule] = {
    "key": _KEY,
    "name": Rule("a name of 1 to 60 characters on one line", _text(60), required=True),
    "description": Rule("a text of at most 1000 characters", _text(1000, lines=True, empty=True)),
    "relationship": Rule(f"one of {', '.join(_RELATIONSHIPS)}", _relationship),
    "silence_limit_minutes": _LIMIT,
    "version": Rule("a whole number from 1 to 1000000", _whole(1, 1_000_000)),
}
TOUCHPOINT: Mapping[str, Rule] = {
    "key": _KEY,
    "name": Rule("a name of 1 to 60 characters on one line, without |", _text(60, without="|"), required=True),
    "phase": Rule("the phase's name, 1 to 40 characters on one line", _text(40), required=True),
    "prompts": Rule(f"an array of at most {MOST_PROMPTS} prompts", _prompts),
    "planned_minutes": Rule(f"a number of minutes from 0 to {YEAR_MINUTES}", _minutes(0)),
    "expected_communications": Rule("a whole number from 0 to 1000", _whole(0, 1000)),
    "silence_limit_minutes": _LIMIT,
    "optional": Rule("true or false", _bool),
}
