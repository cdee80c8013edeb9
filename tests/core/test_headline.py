"""The proposed verdict: a sentence that is true of the data, and says what weighed most."""

from __future__ import annotations

import pytest
from hypothesis import given

from mysteryshop.analysis.headline import chart_headline, propose, spoken
from mysteryshop.imports import field_notes
from mysteryshop.journey import Record

from .records import TEMPLATE, records
from .sample import sample

HEAD = "template: airline\ndate: 2026-11-14\nzone: Europe/Lisbon\n"


def of(body: str) -> str:
    return propose(field_notes.read(HEAD + body, templates=[TEMPLATE]))


def test_the_sample_is_about_silence_and_the_promise() -> None:
    assert propose(sample()) == (
        "Nobody told me anything for 3 hours 11 minutes at “Re-screening”, and the one promise made to me was broken."
    )
    assert chart_headline(sample()) == (
        "Told nothing for 3 hours 11 minutes at “Re-screening”; the lowest point came at “Security line”"
    )


def test_a_long_wait_without_a_reason_is_said() -> None:
    body = "10:00 > Check in\n10:02 w\n10:05 c A\n10:15 c B\n10:25 c C\n10:30 w | unexplained\n10:31 end"
    assert of(body) == "I waited 28 minutes at “Check in” and nobody said why."


def test_a_good_journey_is_not_made_to_look_bad() -> None:
    body = "10:00 > Check in\n10:05 c A\n10:10 c B\n10:12 4\n10:15 end"
    assert of(body) == "I was never left without a word for longer than 5 minutes, and at the end I felt good."


def test_a_grave_friction_is_quoted_on_one_line() -> None:
    body = "10:00 > Check in\n10:05 c A\n10:06 f4 My bag\\nis gone\n10:10 end"
    assert of(body) == "At “Check in” it went wrong: “My bag is gone”."


KEPT_UP = "10:00 > Check in\n10:04 c A\n10:08 c B\n10:12 c C\n"  # never too long without a word


@pytest.mark.parametrize(
    ("promises", "said"),
    [
        ("10:01 p Soon | due 10:05, broken", "The one promise made to me was broken."),
        ("10:01 p Soon | due 10:05", "The one promise made to me was not kept."),
        ("10:01 p Soon | due 10:05, kept 10:09", "The one promise made to me was kept late."),
        ("10:01 p Soon | due 10:05\n10:02 p Later | due 15:00", "The one promise that fell due was not kept."),
        ("10:01 p A | due 10:05\n10:02 p B | due 10:06, broken", "None of 2 promises was kept."),
        ("10:01 p A | due 10:05, kept 10:04\n10:02 p B | due 10:06", "Only 1 of 2 promises was kept."),
        ("10:01 p A | due 10:05, kept 10:09\n10:02 p B | due 10:06", "None of 2 promises was kept in time."),
        (
            "10:01 p A | due 10:05\n10:02 p B | due 10:06\n10:03 p C | due 15:00",
            "None of 2 promises that fell due was kept.",
        ),
    ],
)
def test_of_a_promise_no_more_is_said_than_what_became_of_it(promises: str, said: str) -> None:
    assert of(f"{KEPT_UP}{promises}\n10:14 end") == said


def test_a_walk_of_no_length_has_no_silence_to_speak_of() -> None:
    record = field_notes.read(f"{HEAD}10:00 > Check in\n10:00 4\n10:00 end", templates=[TEMPLATE])
    assert propose(record) == "The walk was over as soon as it began, and at the end I felt good."
    assert chart_headline(record) == "Over as soon as it began; the feeling never fell below neutral"


def test_before_the_walk_there_is_nothing_to_say() -> None:
    assert of("") == ""


@given(records())
def test_any_journey_gets_one_line(record: Record) -> None:
    for sentence in (propose(record), chart_headline(record)):
        assert sentence
        assert len(sentence.splitlines()) == 1


def test_durations_are_spoken_in_two_units_at_most() -> None:
    lengths = (1, 45, 100, 2580, 7140, 7200, 11460, 86400 * 4 + 3600 * 3)
    assert [spoken(s) for s in lengths] == [
        "1 second", "45 seconds", "2 minutes", "43 minutes", "119 minutes", "2 hours", "3 hours 11 minutes",
        "4 days 3 hours",
    ]  # fmt: skip
