"""Planned against actual: what became of each touchpoint, as the strip on the report shows it."""

from __future__ import annotations

from mysteryshop.analysis.conformance import TouchpointResult, results
from mysteryshop.imports import field_notes

from .records import TEMPLATE

HEAD = "template: airline\ndate: 2026-11-14\nzone: Europe/Lisbon\n"


def strip(body: str) -> list[tuple[str, str]]:
    return [(r.name, r.result) for r in of(body)]


def of(body: str) -> tuple[TouchpointResult, ...]:
    return results(field_notes.read(HEAD + body, templates=[TEMPLATE]))


def test_each_touchpoint_is_completed_failed_or_missing_in_the_order_of_the_plan() -> None:
    body = "10:00 > Check in\n10:10 > Coach seat | failed\n10:30 x Snacks | not hungry\n11:00 end"
    assert strip(body) == [
        ("Check in", "completed"),
        ("Security | line", "missing"),
        ("Coach seat", "failed"),
        ("Snacks", "missing"),
    ]


def test_an_ad_hoc_touchpoint_stands_behind_the_one_it_followed() -> None:
    body = "09:50 > Kiosk\n10:00 > Check in\n10:10 > Bar\n10:20 > Shop\n10:30 > bar\n10:40 > Coach seat\n11:00 end"
    assert strip(body) == [
        ("Kiosk", "ad hoc"),
        ("Check in", "completed"),
        ("Bar", "ad hoc"),
        ("Shop", "ad hoc"),
        ("Security | line", "missing"),
        ("Coach seat", "completed"),
        ("Snacks", "missing"),
    ]


def test_what_was_visited_in_another_order_is_out_of_sequence() -> None:
    body = "10:00 > Coach seat\n10:10 > Check in\n10:20 > Snacks\n11:00 end"
    assert sorted(result for _, result in strip(body)) == ["completed", "completed", "missing", "out of sequence"]


def test_a_touchpoint_left_and_entered_again_adds_up_without_pauses() -> None:
    body = "10:00 > Check in\n10:10 > Bar\n10:20 > Check in\n10:22 pause\n10:25 resume\n10:30 end"
    check_in, bar = of(body)[:2]
    assert (check_in.planned_s, check_in.actual_s, len(check_in.visits)) == (20 * 60, (10 + 7) * 60, 2)
    assert (bar.planned_s, bar.actual_s, bar.key) == (None, 600, None)


def test_the_reason_of_a_skip_is_kept_unless_it_was_visited_after_all() -> None:
    body = "10:00 x Snacks | not hungry\n10:01 x Check in\n10:10 > Check in\n11:00 end"
    found = {r.key: r.skip_reason for r in of(body)}
    assert found == {"check-in": None, "security": None, "seat": None, "snacks": "not hungry"}
