"""The sixteen templates that ship: whole, of a size that fits, and every prompt made for its touchpoint."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from mysteryshop import templates
from mysteryshop.journey import Template, Touchpoint
from mysteryshop.paths import resources
from mysteryshop.vocabulary import RELATIONSHIPS

ALL = templates.builtin()
POINTS = [(template, point) for template in ALL for point in template.touchpoints]
each_template = pytest.mark.parametrize("template", ALL, ids=lambda t: t.key)


def test_all_are_there_in_the_order_of_display() -> None:
    assert [t.key for t in ALL] == list(templates.ORDER)
    assert len(ALL) == len({t.name for t in ALL}) == 16


def test_every_file_is_named_after_its_key() -> None:
    for path in (resources() / "templates").iterdir():
        assert path.suffix == ".toml"
        assert templates.load(path).key == path.stem


def test_the_airline_passenger_of_the_essay() -> None:
    template = templates.find("airline-passenger")
    assert template.name == "Fly as a passenger"
    assert template.relationship == "end-user"
    assert [(t.phase, t.name) for t in template.touchpoints] == [
        ("Before", "Book online"),
        ("Before", "Get to the airport"),
        ("At the airport", "Check in with bags"),
        ("At the airport", "Security line"),
        ("At the airport", "Wait for your group"),
        ("On board", "Coach seat"),
        ("On board", "Fellow passengers"),
        ("On board", "Snacks"),
        ("On board", "Service"),
        ("After", "Collect bags"),
    ]
    security = template.named("Security line")
    assert security is not None
    assert (security.key, security.planned_minutes, security.expected_communications) == ("security-line", 15, 1)
    assert security.prompts == (
        "Who tells you how long it will take, before you ask?",
        "What would a first-time flyer not know here?",
        "Where do your eyes go when you are unsure?",
    )


@each_template
def test_size(template: Template) -> None:
    assert 8 <= len(template.touchpoints) <= 14
    assert 3 <= len(template.phases) <= 6
    assert len(template.name) <= 32
    assert template.version == 1
    assert template.relationship in {term.id for term in RELATIONSHIPS} - {"manager"}


@each_template
def test_the_description_says_what_you_become_and_what_you_will_learn(template: Template) -> None:
    first, second = re.split(r"(?<=\.) ", template.description)
    assert first.startswith("You become ")
    assert second.startswith("You will learn ")
    assert len(template.description) <= 240


@pytest.mark.parametrize(("template", "point"), POINTS, ids=[f"{t.key}/{p.key}" for t, p in POINTS])
def test_each_touchpoint_can_be_walked(template: Template, point: Touchpoint) -> None:
    assert len(point.name) <= 28
    assert len(point.phase) <= 20
    assert len(point.prompts) == 3
    for prompt in point.prompts:
        assert 15 <= len(prompt) <= 90
        assert prompt[-1] in "?."
        assert prompt[0].isupper()
        assert not re.search(r"[.?!] ", prompt), "one sentence each"
    assert point.planned_minutes
    assert point.expected_communications is not None
    limit = point.silence_limit_minutes
    assert limit is None or limit != template.silence_limit_minutes, "said twice"


def test_no_prompt_is_used_for_two_touchpoints() -> None:
    """Neither word for word nor nearly: the words that carry meaning are compared."""
    prompts = [(prompt, _words(prompt)) for _, point in POINTS for prompt in point.prompts]
    near = [
        (a, b)
        for (a, first), (b, second) in combinations(prompts, 2)
        if len(first & second) > 0.5 * len(first | second)
    ]
    assert near == []


SMALL = re.compile(
    r"an?|and|are|as|at|be|been|before|by|did|do|does|for|from|had|has|have|how|if|in|is|it|not|of|on|or|that|the|"
    r"there|they|to|was|were|what|when|where|which|who|with|you|your"
)


def _words(prompt: str) -> frozenset[str]:
    words = frozenset(re.findall(r"[\w']+", prompt.lower()))
    return frozenset(word for word in words if not SMALL.fullmatch(word)) or words
