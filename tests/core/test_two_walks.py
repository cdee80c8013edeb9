"""Who walked close to whom, and what two noted at each touchpoint."""

from __future__ import annotations

from dataclasses import dataclass, replace

from mysteryshop import demo
from mysteryshop.analysis.agreement import of_journeys
from mysteryshop.analysis.two_walks import furthest_apart, judged, pairs
from mysteryshop.imports import field_notes
from mysteryshop.journey import SECOND, Record
from mysteryshop.templates import find

DAY = 86_400 * SECOND


@dataclass(frozen=True)
class Walk:
    """What is known of a walk."""

    id: str
    leader: str = "Anna"
    started_at: int | None = 0
    place: str = "Oslo"
    template_key: str = "hotel"


def names(walks: list[Walk]) -> list[str]:
    return [f"{first.id}{second.id}" for first, second in pairs(walks)]


def test_the_closest_walks_of_two_leaders_come_first_and_those_of_one_place_before_others() -> None:
    walks = [
        Walk("a"), Walk("b", "Ben", 3 * DAY), Walk("c", "Cleo", DAY, "Bergen"), Walk("d", "Anna", 2 * DAY),
    ]  # fmt: skip
    assert names(walks) == ["db", "ab", "cd", "ac", "cb"]


def test_one_leader_another_template_a_month_later_or_no_name_is_no_pair() -> None:
    first = Walk("a")
    for other in (
        Walk("b"), Walk("b", "Ben", template_key="train"), Walk("b", "Ben", 32 * DAY), Walk("b", " "),
        Walk("b", "Ben", None),
    ):  # fmt: skip
        assert names([first, other]) == []


def walk(text: str, leader: str) -> Record:
    notes = f"template: airline-passenger\ndate: 2026-11-14\nzone: UTC\n{text}"
    record = field_notes.read(notes, templates=[find("airline-passenger")])
    return replace(record, journey=replace(record.journey, leader=leader))


def test_each_touchpoint_says_what_the_worst_friction_was_or_why_nothing_is_compared() -> None:
    anna = walk("10:00 > Security line\n10:05 f2 Slow\n10:06 f3 Rude | attitude\n11:05 end\n", "Anna")
    ben = walk(
        "10:00 > Security line\n10:05 f1 Slow\n10:10 x Snacks | not hungry\n10:20 > Coach seat\n11:05 end\n", "Ben"
    )
    rows = {row.item: row for row in judged(anna, ben)}
    assert (rows["Security line"].first, rows["Security line"].second) == (3, 1)
    assert (rows["Security line"].first_told, rows["Security line"].second_told) == ("Attitude: Rude", "Slow")
    assert (rows["Snacks"].second, rows["Snacks"].second_told) == (None, "skipped: not hungry")
    assert (rows["Coach seat"].first, rows["Coach seat"].first_told) == (None, "not visited")
    assert rows["Coach seat"].second == 0
    assert [row.item for row in furthest_apart(list(rows.values()))] == ["Security line"]


def test_the_demo_holds_two_leaders_on_one_flight_who_agree_on_half_of_it() -> None:
    records = {entry.record.journey.id: entry.record for entry in demo.load() if entry.sealed}
    heads = [replace_template(record) for record in records.values()]
    first, second = pairs(heads)[0]
    assert {first.leader, second.leader} == {"A. finance", "C. managing director"}
    found = of_journeys(records[first.id], records[second.id], "linear")
    assert (found.n, len(found.differences)) == (9, 4)
    assert found.interval is not None
    assert "as far as 9 pairs can tell" in found.verdict
    assert any("rough guide" in warning for warning in found.warnings)


def replace_template(record: Record) -> Walk:
    head = record.journey
    return Walk(head.id, head.leader, head.started_at, head.place, record.template.key)
