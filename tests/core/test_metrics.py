"""METRICS.md, definition by definition, on journeys small enough to work out in the head."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from mysteryshop.analysis import metrics, metrics_json
from mysteryshop.analysis.live import silence_now
from mysteryshop.analysis.timeline import Timeline
from mysteryshop.imports import field_notes
from mysteryshop.journey import SECOND, Expectation, Finding, Journey, Record

from .records import TEMPLATE
from .sample import at

HEAD = "template: airline\ndate: 2026-11-14\nzone: Europe/Lisbon\n"


def walk(body: str, head: str = "") -> Record:
    return field_notes.read(HEAD + head + body, templates=[TEMPLATE])


def of(body: str, field: str, head: str = "") -> Any:
    return metrics.compute(walk(body, head))[field]


def test_every_field_of_the_published_list_is_there_under_its_name() -> None:
    published = [
        "communication_frequency_per_hour",
        "longest_silence_s",
        "silence_overrun",
        "proactive_share",
        "chase_ratio",
        "promise_reliability",
        "hand_offs",
        "wait_ratio",
        "unexplained_wait_share",
        "emotion_worst",
        "emotion_peak",
        "emotion_end",
        "emotion_peak_end",
        "emotion_mean",
        "friction_count",
        "friction_by_severity",
        "completeness",
        "conformance",
        "missing",
        "ad_hoc",
        "out_of_sequence",
        "expectation_gaps",
        "refuted_share",
        "brier",
        "satisfaction",
        "effort",
        "recommend",
        "all_in_share",
        "listening_share",
        "journey",
        "template",
        "origin",
        "duration_s",
    ]
    assert set(published) <= set(metrics_json.to_json(walk("10:00 > Check in")))


def test_what_is_undefined_is_none_and_never_zero() -> None:
    found = metrics_json.to_json(walk("10:00 > Check in\n10:30 end"))
    undefined = [
        "proactive_share",
        "chase_ratio",
        "promise_reliability",
        "unexplained_wait_share",
        "emotion_worst",
        "emotion_peak",
        "emotion_end",
        "emotion_peak_end",
        "emotion_mean",
        "refuted_share",
        "brier",
        "satisfaction",
        "all_in_share",
        "listening_share",
    ]
    assert [found[name] for name in undefined] == [None] * len(undefined)
    assert (found["communication_frequency_per_hour"], found["wait_ratio"], found["friction_count"]) == (0, 0, 0)


def test_a_journey_of_no_length_has_no_rates() -> None:
    found = metrics_json.to_json(walk("10:00 c Hello"))
    assert (found["duration_s"], found["longest_silence_s"]) == (0, 0)
    assert [found[n] for n in ("communication_frequency_per_hour", "wait_ratio", "silence_overrun")] == [None] * 3


def test_a_journey_that_is_only_planned_has_no_silence() -> None:
    found = metrics_json.to_json(walk("", "place: Oslo\n"))
    assert (found["longest_silence_s"], found["communication_frequency_per_hour"], found["duration_s"]) == (
        None,
        None,
        0,
    )


# Silence


def test_with_no_communication_the_longest_silence_is_the_whole_journey_without_pauses() -> None:
    body = "10:00 > Check in\n10:10 h Hello?\n10:20 pause\n10:50 resume\n11:00 end"
    assert of(body, "longest_silence_s") == of(body, "duration_s") == 30 * 60


@pytest.mark.parametrize(("told", "longest"), [("10:05", 55), ("10:55", 55), ("10:30", 30)])
def test_both_edges_of_the_journey_count_as_ends_of_silence(told: str, longest: int) -> None:
    assert of(f"10:00 > Check in\n{told} c Hello\n11:00 end", "longest_silence_s") == longest * 60


def test_promises_questions_and_chases_do_not_break_a_silence() -> None:
    body = "10:00 > Check in\n10:20 p Soon\n10:30 q When?\n10:40 h Hello?\n11:00 end"
    assert of(body, "longest_silence_s") == 3600


LIMITS = """10:00 > Check in
10:10 > Coach seat
10:20 c Told
11:00 end
"""  # limits: check-in 15 min, the seat has none of its own, the template 12


def limits(body: str) -> list[float]:
    return [gap.limit_s / 60 for gap in Timeline(walk(body)).gaps]


def test_the_limit_is_the_touchpoints_where_the_silence_began_else_the_templates() -> None:
    assert limits(LIMITS) == [15, 12]


@pytest.mark.parametrize(
    ("promise", "limit"),
    [
        ("10:15 p Soon | due 10:50", 30),
        ("10:15 p Soon | due 10:50\n10:18 p Sooner | due 10:40", 20),  # the one made last
        ("10:15 p Soon | due 10:50, kept 10:19", 12),  # resolved already
        ("10:15 p Soon | due 10:50, kept 10:30", 30),  # not yet
        ("10:15 p Soon | due 10:18", 12),  # past due
        ("10:21 p Soon | due 10:50", 12),  # made later
        ("10:15 p Soon", 12),  # no time named
        ("10:15 p Soon | due 10:50\n10:30 pause\n10:36 resume", 24),  # pauses do not count
    ],
)
def test_an_open_promise_sets_the_limit_until_it_is_due(promise: str, limit: float) -> None:
    assert limits(LIMITS + promise)[-1] == limit


def test_silence_past_its_limit_is_summed_over_all_gaps() -> None:
    assert of(LIMITS, "silence_overrun") == pytest.approx((20 - 15 + 40 - 12) / 60)


def test_the_silence_clock_goes_by_the_same_rules_as_the_metric() -> None:
    record = walk(LIMITS + "10:30 pause\n10:35 resume")
    silence = silence_now(record, at("10:40"))
    assert (silence.since, silence.seconds, silence.limit_s) == (at("10:20"), 15 * 60, 12 * 60)
    assert silence.over
    assert silence.last is not None
    assert silence.last.text == "Told"


def test_before_anyone_spoke_the_silence_clock_runs_from_the_start() -> None:
    silence = silence_now(walk("10:00 > Check in\n10:30 ."), at("10:10"))
    assert (silence.since, silence.seconds, silence.limit_s, silence.last) == (at("10:00"), 600, 900, None)
    assert not silence.over


# Promises, chases, hand-offs


@pytest.mark.parametrize(
    ("lines", "kept", "due"),
    [
        ("10:05 p A | due 10:30, kept 10:30", 1, 1),
        ("10:05 p A | due 10:30, kept 10:31", 0, 1),
        ("10:05 p A | due 10:30", 0, 1),
        ("10:05 p A | due 11:01", 0, 0),
        ("10:05 p A | due 11:01, broken", 0, 1),
        ("10:05 p A | kept 10:20", 1, 1),
        ("10:05 p A | kept", 1, 1),
        ("10:05 p A", 0, 0),
        ("10:05 p A | due 11:00", 0, 1),
        ("10:05 p A | broken\n10:06 p B | kept 10:10\n10:07 p C", 1, 2),
    ],
)
def test_promises_kept_by_their_time_of_those_due_by_the_end(lines: str, kept: int, due: int) -> None:
    found = metrics.compute(walk(f"10:00 > Check in\n{lines}\n11:00 end"))
    assert (found["promises_kept"], found["promises_due"]) == (kept, due)
    assert found["promise_reliability"] == (kept / due if due else None)


def test_estimates_and_promises_say_how_late_each_came() -> None:
    body = (
        "10:00 > Check in\n10:05 p A | due 10:30, kept 10:31\n10:06 p B | due 10:30, kept 10:28\n"
        "10:40 w | estimated 5m\n10:44 pause\n10:46 resume\n10:52 w\n10:55 p C | due 10:58, broken\n11:00 end"
    )
    assert of(body, "estimate_errors_s") == [60, -120, 5 * 60]


def test_hand_offs_are_distinct_roles_less_one() -> None:
    body = "10:00 c A | @agent\n10:01 p B | @Agent\n10:02 q C | @lane  agent\n10:03 n D | @ captain"
    assert of(body, "hand_offs") == 2
    assert of("10:00 n Alone", "hand_offs") == 0


# Waits


def test_waits_that_overlap_count_once_and_pauses_not_at_all() -> None:
    body = (
        "10:00 > Check in\n10:10 w | until 10:30, unexplained\n10:20 w | until 10:40, explained\n"
        "10:24 pause\n10:26 resume\n10:50 w | until 10:55, explained\n11:02 end"
    )
    assert of(body, "wait_s") == (28 + 5) * 60
    assert of(body, "wait_ratio") == pytest.approx(33 / 60)
    assert of(body, "unexplained_wait_share") == pytest.approx(18 / 33)


def test_waits_that_touch_are_one_stretch_of_waiting() -> None:
    record = walk(
        "10:00 > Check in\n10:10 w | until 10:20, explained\n10:20 w | until 10:30\n10:40 w | until 10:41\n11:00 end"
    )
    found = [(wait.seconds, wait.explained, len(wait.moments)) for wait in Timeline(record).waits]
    assert found == [(1200, None, 2), (60, None, 1)]


def test_a_wait_that_still_runs_counts_up_to_now() -> None:
    record = walk("10:00 > Check in\n10:10 w\n10:20 .")
    (wait,) = (m for m in record.moments if m.kind == "wait")
    moments = tuple(replace(m, resolved_at=None) if m is wait else m for m in record.moments)
    open_now = replace(record, journey=replace(record.journey, ended_at=None, state="walking"), moments=moments)
    assert metrics.compute(open_now, at("10:40"))["wait_ratio"] == pytest.approx(30 / 40)
    assert metrics.compute(open_now)["wait_ratio"] == pytest.approx(10 / 20)


# Feelings


def test_peak_is_the_strongest_and_the_later_of_equals() -> None:
    found = metrics.compute(walk("10:00 1\n10:10 5\n10:20 4\n10:30 end"))
    assert [found[f"emotion_{n}"] for n in ("worst", "peak", "end", "peak_end")] == [-2, 2, 1, 1.5]
    assert of("10:00 5\n10:10 1\n10:30 end", "emotion_peak") == -2


def test_the_mean_holds_each_feeling_until_the_next_from_the_first_one_on() -> None:
    body = "10:00 > Check in\n10:20 5\n10:30 pause\n10:35 resume\n10:40 1\n11:10 end"
    assert of(body, "emotion_mean") == pytest.approx((2 * 15 - 2 * 30) / 45)


def test_a_feeling_at_the_very_end_is_the_mean_where_there_is_no_other() -> None:
    assert of("10:00 > Check in\n10:20 4", "emotion_mean") == 1


# Friction, plan, expectations


def test_friction_is_counted_by_severity_and_summed_per_touchpoint_visited() -> None:
    body = "10:00 > Check in\n10:01 f3 A\n10:02 f3 B\n10:03 f1 C\n10:04 f D\n10:10 > Bar\n10:11 f4 E\n10:12 > Check in"
    found = metrics.compute(walk(body))
    assert (found["friction_count"], found["friction_by_severity"]) == (5, {"1": 1, "2": 0, "3": 2, "4": 1})
    assert found["friction_load"] == 11 / 2


def test_an_expectation_is_compared_with_all_visits_of_its_touchpoint() -> None:
    head = "expect: Check in | 10m, 1 contact, feeling 3\nexpect: Coach seat | 10m\nexpect: Snacks | feeling 5\n"
    body = (
        "10:00 > Check in\n10:05 w | until 10:25\n10:06 c Told\n10:08 5\n10:10 > Snacks\n10:20 > Check in\n"
        "10:21 c Told again\n10:22 1\n10:30 end"
    )
    assert of(body, "expectation_gaps", head) == [
        # 5 + 5 min waited there; both visits' contacts; +2 held 2 min, -2 held 8 min
        {"touchpoint": "check-in", "wait_s": 0, "contacts": 1, "emotion": pytest.approx((2 * 2 - 2 * 8) / 10)},
        {"touchpoint": "seat", "wait_s": None, "contacts": None, "emotion": None},
        {"touchpoint": "snacks", "wait_s": None, "contacts": None, "emotion": None},
    ]


def judged(pairs: Iterable[tuple[float | None, str | None]]) -> Record:
    expectations = tuple(
        Expectation(f"e{n}", n, text="x", confidence=confidence, verdict=verdict)
        for n, (confidence, verdict) in enumerate(pairs, start=1)
    )
    return replace(walk("10:00 ."), expectations=expectations)


def test_verdicts_that_decide_are_judged_and_scored_with_mixed_as_a_half() -> None:
    found = metrics.compute(
        judged(
            [(0.9, "confirmed"), (0.6, "refuted"), (0.7, "mixed"), (0.8, "untested"), (None, "refuted"), (0.5, None)]
        )
    )
    assert found["assumptions_judged"] == 4
    assert found["refuted_share"] == 2 / 4
    assert found["brier"] == pytest.approx((0.1**2 + 0.6**2 + 0.2**2) / 3)


def test_all_in_counts_findings_that_name_whom_they_benefit() -> None:
    parties = ("customer", "both", "both", "company", None)
    findings = tuple(Finding(f"f{n}", n, "t", beneficiary=party) for n, party in enumerate(parties))
    found = metrics.compute(replace(walk("10:00 ."), findings=findings))
    assert (found["all_in_share"], found["all_in_both_share"]) == (3 / 4, 2 / 4)


def test_listening_is_shared_out_by_role() -> None:
    body = "10:00 n A | listened 10m, @nurse\n10:20 n B | listened 5m, @doctor\n10:30 n C | listened 5m"
    assert of(body, "listening_share") == {"nurse": 0.5, "doctor": 0.25}
    assert metrics_json.to_json(walk(body))["listening_share_most"] == 0.5


def test_whom_nobody_named_was_listened_to_but_is_nobodys_share() -> None:
    found = metrics_json.to_json(walk("10:00 n A | listened 10m\n10:30 end"))
    assert (found["listening_share"], found["listening_share_most"]) == ({}, None)


def test_ratings_are_what_was_given() -> None:
    found = metrics.compute(walk("10:00 .\nrate satisfaction 6\nrate effort 7\nrate recommend 0"))
    assert (found["satisfaction"], found["effort"], found["recommend"], found["quality"]) == (6, 7, 0, None)


# Edges


def test_a_journey_under_way_ends_now() -> None:
    start = at("10:00")
    record = Record(Journey("j", TEMPLATE, state="walking", started_at=start))
    assert metrics.compute(record, start + 90 * SECOND)["duration_s"] == 90


def test_what_was_noted_after_the_end_makes_no_silence_longer_than_the_journey() -> None:
    found = metrics.compute(walk("10:00 > Check in\n10:30 end\n11:00 c By mail, later\n11:05 2"))
    assert (found["duration_s"], found["longest_silence_s"], found["emotion_mean"]) == (1800, 1800, -1)


def test_the_json_of_a_journey_is_plain() -> None:
    import json

    found = metrics_json.to_json(walk("10:00 > Check in\n10:01 n A | listened 5m, @nurse\n10:30 end"))
    assert json.loads(json.dumps(found)) == found
