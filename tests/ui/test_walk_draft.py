"""The half-typed line without widgets: only what it says, or says no more, is ever amended."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mysteryshop.journey import SECOND, Moment
from mysteryshop.vocabulary import KINDS
from ui.walk import suggestions
from ui.walk.draft import Draft

from .walk_rig import instant

NOW = instant(10, 40)
ZONE = "Europe/Lisbon"


def moment(kind: str = "friction", **fields: Any) -> Moment:
    return Moment("m", kind, NOW, NOW, NOW, seq=1, **fields)


def amended(before: Moment, draft: Draft, now: int = NOW) -> Moment:
    fields = draft.take(now)
    return before if fields is None else replace(before, **fields)


def test_nothing_typed_is_nothing_to_amend() -> None:
    assert Draft(moment(text="as it was", level=2, category="effort"), ZONE).take(NOW) is None
    assert Draft(moment("communication", trigger="proactive"), ZONE, fresh=True).take(NOW) is None


def test_a_fresh_line_keeps_what_its_key_knew() -> None:
    before = moment("communication", trigger="chase")
    draft = Draft(before, ZONE, fresh=True)
    draft.text = "Asked again | phone"
    after = amended(before, draft)
    assert (after.trigger, after.channel, after.text) == ("chase", "phone", "Asked again")


def test_a_detail_taken_out_again_goes_back_to_what_it_was() -> None:
    before = moment("communication", trigger="proactive")
    draft = Draft(before, ZONE, fresh=True)
    draft.text = "Boarding | reactive, app"
    middle = amended(before, draft)
    draft.text = "Boarding"
    after = amended(middle, draft)
    assert (middle.trigger, middle.channel) == ("reactive", "app")
    assert (after.trigger, after.channel) == ("proactive", None)


def test_fields_that_the_line_never_showed_are_left_alone() -> None:
    before = moment("wait", resolved_at=NOW + 60 * SECOND, text="queue")
    draft = Draft(moment("wait", text="queue"), ZONE)  # opened while it was running
    draft.text = "queue at the desk | unexplained"
    after = amended(before, draft)
    assert (after.resolved_at, after.explained) == (before.resolved_at, False)


def test_the_end_of_a_wait_is_moved_not_its_start_and_never_before_it() -> None:
    running = moment("wait")
    draft = Draft(running, ZONE, ended_at=NOW + 300 * SECOND)
    draft.text = "-2m"
    assert amended(running, draft).resolved_at == NOW + 180 * SECOND
    draft.text = "-20m"
    after = amended(running, draft)
    assert (after.observed_at, after.resolved_at) == (NOW, NOW)


def test_moving_twice_counts_from_the_stamp() -> None:
    before = moment("note")
    draft = Draft(before, ZONE, fresh=True)
    draft.text = "x -5m"
    middle = amended(before, draft)
    draft.text = "x -5m and more"
    after = amended(middle, draft)
    assert middle.observed_at == after.observed_at == NOW - 300 * SECOND


@given(st.sampled_from([k.id for k in KINDS]), st.text(max_size=60), st.booleans())
def test_no_line_raises_and_a_kept_line_is_not_kept_twice(kind: str, text: str, fresh: bool) -> None:
    before = moment(kind, text="words", trigger="chase" if kind == "communication" else None)
    draft = Draft(before, ZONE, fresh=fresh)
    draft.text = text
    amended(before, draft)
    assert draft.take(NOW) is None


@given(st.sampled_from([k.id for k in KINDS]), st.text(max_size=80), st.sampled_from([None, 1, 2]))
def test_opening_a_moment_shows_what_keeps_it_as_it_is(kind: str, text: str, level: int | None) -> None:
    before = moment(kind, text=text.strip(), level=level if kind in ("friction", "delight") else None)
    draft = Draft(before, ZONE)
    draft.text += " "  # dirty without saying anything new
    after = amended(before, draft)
    assert (after.text, after.level, after.observed_at) == (before.text, before.level, before.observed_at)


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Two lanes", "information", "Two lanes | information"),
        ("Two lanes | information", "information", "Two lanes"),
        ("Two lanes | information", "effort", "Two lanes | effort"),
        ("Two lanes | @lane agent", "effort", "Two lanes | @lane agent, effort"),
        ("", "effort", "| effort"),
    ],
)
def test_a_chip_writes_one_word_of_its_group(text: str, word: str, expected: str) -> None:
    assert suggestions.toggled("friction", text, word) == expected


def test_a_time_of_the_users_own_gives_way_to_a_chip() -> None:
    assert suggestions.toggled("promise", "Soon | due 14:30", "due 10m") == "Soon | due 10m"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two lanes", None),
        ("Two lanes | inf", "Two lanes | information"),
        ("Two lanes | ", "Two lanes | wait"),
        ("Two lanes | wait", "Two lanes | effort"),
        ("Two lanes | nonsense", "Two lanes | nonsense"),
    ],
)
def test_tab_completes_behind_the_bar(text: str, expected: str | None) -> None:
    assert suggestions.completed("friction", text) == expected


@pytest.mark.parametrize("kind", list(suggestions.GROUPS))
def test_every_word_offered_is_understood(kind: str) -> None:
    for word in suggestions.words(kind):
        of = "communication" if kind == "chase" else kind
        draft = Draft(moment(of), ZONE, fresh=True)
        draft.text = f"words | {word}"
        said = draft.parsed(NOW)
        assert said.text == "words", word
        assert said.fields, word
