"""What speaks to an assumption: figures and moments chosen by its own words."""

from __future__ import annotations

from datetime import date

import pytest

from mysteryshop import templates
from mysteryshop.analysis.evidence import for_assumption, touchpoint_gaps
from mysteryshop.imports import field_notes
from mysteryshop.journey import Expectation, Record

NOTES = """template: airline-passenger
date: 2026-11-14
zone: Europe/Lisbon
expect: Security line | 10m, 2 contacts, feeling 4
expect: Snacks | 5m
10:00 > Check in with bags
10:05 f2 Screen says five minutes | information
10:22 > Security line
10:25 p Ten minutes at most | due 10:35, broken
10:29 c4 Have your boarding pass ready
10:38 w Stand in the line | unexplained
10:41 f3 Two lanes closed | attitude
10:44 h Asked how long
10:52 w
10:53 2
11:00 end
"""


@pytest.fixture
def record() -> Record:
    return field_notes.read(NOTES, file="notes", templates=templates.builtin(), today=date(2026, 11, 14))


def figures(record: Record, text: str) -> dict[str, str]:
    return {f.label: f.value for f in for_assumption(record, Expectation("e", 1, text)).figures}


def times(record: Record, text: str) -> list[str]:
    found = for_assumption(record, Expectation("e", 1, text)).moments
    return [m.text for m in record.moments if m.id in found]


def test_lines_ask_for_waiting_and_for_the_touchpoint_of_that_name(record: Record) -> None:
    shown = figures(record, "Lines are faster since March")
    assert shown["Longest wait"] == "14 min"
    assert shown["Of the waiting, unexplained"] == "100 %"
    assert shown["Time at Security line"] == "38 min, 15 planned"
    assert shown["Told at Security line"] == "once"
    assert "Stand in the line" in times(record, "Lines are faster since March")


def test_explaining_asks_for_who_told_what(record: Record) -> None:
    shown = figures(record, "Staff explain delays without being asked")
    assert shown["Told without asking"] == "1 of 1 times"
    assert shown["I had to ask"] == "once"
    assert shown["Longest silence"] == "31 min"


def test_promises_and_people(record: Record) -> None:
    assert figures(record, "We keep our promises")["Promises kept on time"] == "0 of 1 due"
    shown = figures(record, "Everybody is friendly")
    assert (shown["Frictions over attitude"], shown["Worst feeling"]) == ("1", "−1")


def test_words_that_say_nothing_known_are_set_against_the_whole_walk(record: Record) -> None:
    shown = figures(record, "Zebras")
    assert shown["Door to door"] == "60 min"
    assert times(record, "Zebras") == []


def test_shared_words_bring_the_moment_first(record: Record) -> None:
    assert times(record, "The boarding pass") == ["Have your boarding pass ready"]


def test_an_assumption_without_words_or_a_journey_without_moments_is_no_error(record: Record) -> None:
    assert figures(record, "")
    bare = Record(record.journey)
    assert for_assumption(bare, Expectation("e", 1, "Lines are faster")).moments == ()


def test_touchpoints_are_set_against_what_was_expected(record: Record) -> None:
    line, snacks = touchpoint_gaps(record)
    assert (line.name, line.visited, line.wait_expected_s, line.wait_s) == ("Security line", True, 600, 840.0)
    assert (line.contacts_expected, line.contacts) == (2, 1)
    assert (line.feeling_expected, line.feeling) == (1, -1.0)
    assert (snacks.name, snacks.visited, snacks.wait_s, snacks.contacts_expected) == ("Snacks", False, None, None)
