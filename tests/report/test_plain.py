"""Whatever a user can type is made fit for print, and nothing else about it is changed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mysteryshop.report.plain import MOST_MARKS, PLACEHOLDER, clean, cleaned, shortened, within
from tests.report.journeys import product_sample


@pytest.mark.parametrize(
    "text",
    [
        "#set *a* _b_ $x$ `y` <label> @ref \\ // [..] \"q\" 'q'",
        "漢字かな한글",
        "سلام שלום",
        "🙂👩‍👩‍👧",
        "é e\u0301",
        "a\u200bb",
    ],
)
def test_words_of_any_script_and_markup_of_any_kind_stay_as_typed(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("nul\0", f"nul{PLACEHOLDER}"),
        ("bell\a escape\x1b", f"bell{PLACEHOLDER} escape{PLACEHOLDER}"),
        ("half \ud800 of one", f"half {PLACEHOLDER} of one"),
        ("turned \u202eback", f"turned {PLACEHOLDER}back"),
        ("private \ue000", f"private {PLACEHOLDER}"),
        ("none \uffff", f"none {PLACEHOLDER}"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("a\tb", "a b"),
    ],
)
def test_what_no_page_can_show_becomes_a_visible_placeholder(typed: str, printed: str) -> None:
    assert clean(typed) == printed


def test_an_isolate_left_open_is_closed_at_the_end_of_its_line() -> None:
    assert clean("a \u2067b\nc") == "a \u2067b\u2069\nc"
    assert clean("a\u2069b") == "ab"


def test_a_tower_of_marks_keeps_to_its_line() -> None:
    tower = "a" + "\u0301" * 50
    assert clean(tower) == "a" + "\u0301" * MOST_MARKS + PLACEHOLDER


@given(st.text(st.characters()))
def test_a_cleaned_text_can_be_encoded_and_cleaning_it_again_changes_nothing(text: str) -> None:
    once = clean(text)
    assert once.encode("utf-8").decode("utf-8") == once
    assert clean(once) == once


def test_every_text_of_a_record_is_cleaned_and_its_figures_are_kept() -> None:
    record = product_sample()
    hostile = replace(record, moments=tuple(replace(m, text="x\0") for m in record.moments))
    result = cleaned(hostile)
    assert {m.text for m in result.moments} == {f"x{PLACEHOLDER}"}
    assert [m.observed_at for m in result.moments] == [m.observed_at for m in record.moments]
    assert cleaned(record) == record


def test_words_from_the_right_keep_their_direction_to_themselves() -> None:
    assert within("سلام") == "\u2068سلام\u2069"
    assert within("plain\n words") == "plain words"


def test_long_words_are_cut_at_a_word_where_there_is_one() -> None:
    assert shortened("one two three four", 12) == "one two…"
    assert shortened("a" * 30, 10) == "a" * 10 + "…"
    assert shortened("short", 10) == "short"
