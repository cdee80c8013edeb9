"""The header of field notes: its keys, and what is expected before the walk."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from mysteryshop.journey import Expectation, Template, Touchpoint
from mysteryshop.vocabulary import ORIGINS, PROMPTS, RELATIONSHIPS, PromptTerm, Term

from .escape import escape, split_bar, split_commas, unescape
from .found import NotUnderstood, nearest
from .when import duration_text, read_duration

HEAD = ("template", "place", "date", "zone", "relationship", "persona", "leader", "why", "origin", "demo")
PROMPT_KEYS = {prompt.id: prompt for prompt in PROMPTS}
EXPECT = "expect"
_CONTACTS = re.compile(r"(\d{1,6})\s*(?:contacts?|communications?)", re.IGNORECASE)
_FEELING = re.compile(r"feeling\s*:?\s*(\d)", re.IGNORECASE)
_PERCENT = re.compile(r"(\d{1,3}(?:\.\d+)?)\s*%")


def relationship(text: str) -> str:
    """The relationship's id from its id or label."""
    return _term(text, RELATIONSHIPS, "a relationship")


def origin(text: str) -> str:
    """The origin's id from its id or label."""
    return _term(text, ORIGINS, "an origin")


def demo(text: str) -> bool:
    """Whether the journey was made up for the demo: `yes` or `no`."""
    word = text.strip().casefold()
    if word not in ("yes", "no"):
        raise NotUnderstood(text, '"yes" or "no" after demo')
    return word == "yes"


def answer(prompt: PromptTerm, text: str) -> str:
    """The answer to a prompt, as the journey keeps it."""
    word = text.strip().casefold()
    if prompt.answer == "yes-no" and word not in ("yes", "no"):
        raise NotUnderstood(text, f'"yes" or "no" after {prompt.id}')
    if prompt.answer == "scale" and not re.fullmatch(r"-?\d{1,3}", word, re.ASCII):
        raise NotUnderstood(text, f"a whole number after {prompt.id}")
    return text if prompt.answer == "text" else word


def read_expectation(text: str, template: Template, ordinal: int) -> Expectation:
    """`Lines are faster | 80%`, or `Security line | 10m, 2 contacts, feeling 4` with any of the figures."""
    left, right = split_bar(text)
    name = unescape(left)
    if right is None:
        return Expectation(f"expectation {ordinal}", ordinal, text=_nonempty(name))
    parts = split_commas(right)
    if len(parts) == 1 and (confidence := _confidence(parts[0])) is not None:
        return Expectation(f"expectation {ordinal}", ordinal, text=_nonempty(name), confidence=confidence)
    touchpoint = planned(name, template)
    if touchpoint is None:
        names = [t.name for t in template.touchpoints]
        raise NotUnderstood(
            name, f'a touchpoint of the plan before figures, or "80%" after an assumption{nearest(name, names)}'
        )
    return _figures(Expectation(f"expectation {ordinal}", ordinal, touchpoint=touchpoint.key), parts)


def write_expectation(expectation: Expectation, template: Template) -> str:
    """What stands behind `expect: `."""
    if expectation.is_assumption:
        text = escape(expectation.text)
        return text if expectation.confidence is None else f"{text} | {_percent(expectation.confidence)}"
    figures = []
    if expectation.wait_s is not None:
        figures.append(duration_text(expectation.wait_s))
    if expectation.contacts is not None:
        figures.append(f"{expectation.contacts} contact{'' if expectation.contacts == 1 else 's'}")
    if expectation.feeling is not None:
        figures.append(f"feeling {expectation.feeling + 3}")
    return f"{escape(spelled(expectation.touchpoint or '', template))} | {', '.join(figures)}".strip()


def planned(name: str, template: Template) -> Touchpoint | None:
    """The touchpoint of the plan with that name, or that key."""
    return template.named(name) or template.touchpoint(name.strip())


def spelled(key: str, template: Template) -> str:
    """How a touchpoint is written: by its name, or by its key where the name would mean another."""
    touchpoint = template.touchpoint(key)
    if touchpoint is None or template.named(touchpoint.name) != touchpoint:
        return key
    return touchpoint.name


def _figures(expectation: Expectation, parts: list[str]) -> Expectation:
    found: dict[str, int] = {}
    for part in parts:
        name, value = _figure(part)
        if name in found:
            raise NotUnderstood(part, "each figure once")
        found[name] = value
    return replace(
        expectation, wait_s=found.get("wait_s"), contacts=found.get("contacts"), feeling=found.get("feeling")
    )


def _figure(part: str) -> tuple[str, int]:
    if match := _CONTACTS.fullmatch(part):
        return "contacts", int(match.group(1))
    if (match := _FEELING.fullmatch(part)) and 1 <= int(match.group(1)) <= 5:
        return "feeling", int(match.group(1)) - 3
    seconds = read_duration(part)
    if seconds is None or seconds < 0:
        raise NotUnderstood(part, 'figures such as "10m", "2 contacts", "feeling 4" (1 to 5), or "80%"')
    return "wait_s", seconds


def _confidence(text: str) -> float | None:
    match = _PERCENT.fullmatch(text)
    if match is None:
        return None
    try:
        share = float(Decimal(match.group(1)) / 100)
    except InvalidOperation:
        return None
    if share > 1:
        raise NotUnderstood(text, "a confidence from 0% to 100%")
    return share


def _percent(confidence: float) -> str:
    number = Decimal(repr(float(confidence))) * 100
    text = format(number, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) + "%"


def _term(text: str, table: tuple[Term, ...], what: str) -> str:
    word = text.strip().casefold()
    for term in table:
        if word in (term.id.casefold(), term.label.casefold(), term.id.casefold().replace(" ", "-")):
            return term.id
    raise NotUnderstood(text, f"{what}: {', '.join(term.id for term in table)}")


def _nonempty(text: str) -> str:
    if not text:
        raise NotUnderstood(text, "an assumption, or a touchpoint and figures")
    return text
