"""What an event log carries of a journey beside its events: its head, its ratings and its plan, as named facts.

A log goes to people who mine processes, so what is private stays away: why it was walked, expectations, findings,
reflections, evidence files, tags and the seal. What is here comes back with mysteryshop.imports.own_logs, which tells a
log of this app by FORMAT; a program of this version refuses a higher VERSION.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields
from functools import lru_cache
from hashlib import sha256
from typing import Any

from mysteryshop.journey import Record, Template, Touchpoint
from mysteryshop.vocabulary import PROMPTS, RATINGS

FORMAT, VERSION = "mysteryshop-events", 1
LEFT_OUT = (
    "Event logs carry no expectations, findings, reflections, tags, seals or attached files, and no prompts of a plan: "
    "they are not in it."
)
HEAD = (
    "state", "origin", "place", "relationship", "persona", "leader", "zone", "demo",
    "created_at", "started_at", "ended_at", "excluded_reason",
)  # fmt: skip
RATED = tuple(f"rate.{rating.id}" for rating in RATINGS)
# Whether the walk was what a customer's would have been: it decides whether the journey counts in comparisons.
TAINTS = tuple(prompt.id for prompt in PROMPTS if prompt.group == "incognito-after")
PLAN = ("key", "name", "version", "relationship", "silence_limit_minutes")
STEP = (
    "key", "name", "phase", "planned_minutes", "expected_communications", "silence_limit_minutes", "optional",
)  # fmt: skip
Clean = Callable[[str], str]


def head(record: Record, events: int, clean: Clean) -> dict[str, Any]:
    """What is known of a journey, without what is not; `events` is how many of it the log has."""
    journey, template = record.journey, record.template
    said: dict[str, Any] = {
        "template": template.key,
        "template_name": template.name,
        "template_version": template.version,
        "plan": plan_id(template, clean),
        **{name: getattr(journey, name) for name in HEAD},
        **{name: record.answers.get(name) for name in TAINTS},
        **{name: int(text) for name in RATED if (text := record.answers.get(name))},
        "events": events,
    }
    return known(said, clean)


def plan(template: Template, clean: Clean) -> dict[str, Any]:
    """What is known of a plan beside its touchpoints."""
    return known({name: getattr(template, name) for name in PLAN} | _minutes(template), clean)


def step(touchpoint: Touchpoint, clean: Clean) -> dict[str, Any]:
    """What is known of a planned touchpoint."""
    return known({name: getattr(touchpoint, name) for name in STEP} | _minutes(touchpoint), clean)


def plan_id(template: Template, clean: Clean) -> str:
    """What a log calls a plan: plans of which it says the same have the same id."""
    return _plan_id(template, clean)


@lru_cache(maxsize=64)
def _plan_id(template: Template, clean: Clean) -> str:
    whole = [plan(template, clean), [step(t, clean) for t in template.touchpoints]]
    return sha256(json.dumps(whole, sort_keys=True).encode()).hexdigest()[:16]


def known(facts: dict[str, Any], clean: Clean) -> dict[str, Any]:
    """The facts that are known, texts as the format can hold them."""
    held = ((name, clean(value) if isinstance(value, str) else value) for name, value in facts.items())
    return {name: value for name, value in held if value is not None and value != ""}


def _minutes(thing: Template | Touchpoint) -> dict[str, float | None]:
    """Minutes are numbers with a point, however they were given."""
    names = [f.name for f in fields(thing) if f.name.endswith("_minutes")]
    given = {name: getattr(thing, name) for name in names}
    return {name: None if value is None else float(value) for name, value in given.items()}
