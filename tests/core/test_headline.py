"""The proposed verdict: a sentence that is true of the data, and says what weighed most."""

from __future__ import annotations

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
