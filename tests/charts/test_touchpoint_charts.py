"""The charts with one row a touchpoint: plan, expectations, friction, time. Every figure computed by hand."""

from __future__ import annotations

from dataclasses import replace

from mysteryshop.charts import expectations, find_chart, friction, plan, time
from mysteryshop.charts.marks import every_mark
from mysteryshop.journey import Record, Skip, Visit
from tests.charts.journeys import LONG_NAMES, MINUTE, RICH, START, days, long_names, minute, rich, walk
from tests.charts.looking import draw

PLAN, EXPECTATIONS, FRICTION, TIME = (find_chart(name) for name in ("plan", "expectations", "friction", "time"))


def deviating() -> Record:
    """Security failed, the gate was skipped, coffee came unplanned, the seat before the booking."""
    record = walk((("Book", 20.0), ("Security", 30.0), ("Gate", 10.0), ("Seat", 40.0)), planned=0.5)
    visits = (
        Visit("a", "Seat", START, "t3", START + 40 * MINUTE),
        Visit("b", "Book", minute(40), "t0", minute(60)),
        Visit("c", "Coffee", minute(60), None, minute(65)),
        Visit("d", "Security", minute(65), "t1", minute(95), failed=True),
    )
    skips = (Skip("s", "t2", minute(66), "no need"),)
    return replace(record, visits=visits, skips=skips)


def test_every_result_is_told_in_a_word_and_a_shape() -> None:
    data = plan.prepare(deviating())
    assert {row.name: row.result for row in data.rows} == {
        "Book": "completed", "Coffee": "ad hoc", "Security": "failed", "Gate": "missing", "Seat": "out of sequence",
    }  # fmt: skip
    drawn = draw(PLAN, deviating())
    for word in ("completed", "ad hoc", "failed", "missing", "out of sequence"):
        assert word in drawn.words


def test_planned_and_actual_minutes_stand_side_by_side_with_their_difference() -> None:
    words = draw(PLAN, rich()).words
    assert {"20 min, +4", "30 min, +6", "25 min, +5", "45 min, +9"} <= set(words)
    assert {"actual", "planned", "time at the touchpoint, minutes", "times told"} <= set(words)
    assert "n = 4 of 4 planned touchpoints" in words


def test_the_plan_s_title_names_the_worst_overrun_and_what_was_missed() -> None:
    assert plan.prepare(rich()).title == "Coach seat took 9 min longer than planned"
    assert (
        plan.prepare(deviating()).title == "Seat took 20 min longer than planned; 1 of 4 planned touchpoints was missed"
    )


def test_a_skipped_touchpoint_tells_its_reason_to_the_pointer() -> None:
    told = [mark.text for mark in every_mark(draw(PLAN, deviating()).figure)]
    assert any(text.endswith("no need") and "Gate" in text for text in told)


def test_a_plan_of_days_is_told_in_hours_or_days() -> None:
    assert "time at the touchpoint, hours" in draw(PLAN, days()).words


def test_communications_are_counted_beside_what_was_planned() -> None:
    rows = {row.name: (row.expected, row.told) for row in plan.prepare(rich()).rows}
    assert rows == {"Book online": (1, 1), "Security line": (1, 2), "Wait for group": (1, 0), "Coach seat": (1, 1)}


def test_expected_and_experienced_stand_as_pairs() -> None:
    rows = {row.name: row for row in expectations.prepare(rich()).rows}
    security, gate = rows["Security line"], rows["Wait for group"]
    assert (security.wait.expected, security.wait.experienced) == (300, 720)
    assert (security.contacts.expected, security.contacts.experienced) == (2, 2)
    assert security.feeling.expected == 1
    assert security.feeling.experienced is not None
    assert round(security.feeling.experienced, 2) == -1.33  # -2 for 10 minutes, 0 for 5
    assert (gate.wait.expected, gate.wait.experienced) == (600, 300)
    words = draw(EXPECTATIONS, rich()).words
    assert {"5", "12", "10", "−1.3", "+1", "wait, minutes", "contacts, times told", "feeling, −2 to +2"} <= set(words)


def test_assumptions_stand_below_with_confidence_and_verdict() -> None:
    words = draw(EXPECTATIONS, rich()).words
    for word in ("Lines are faster since March", "refuted", "80 % sure", "confirmed", "untested", "n = 3 assumptions"):
        assert word in words
    assert expectations.prepare(rich()).title == (
        "1 of 2 judged assumptions refuted; 7 min more waiting than expected at Security line"
    )


def test_an_assumption_without_confidence_is_drawn_without_one() -> None:
    record = rich()
    unsure = replace(record, expectations=(replace(record.expectations[0], confidence=None),))
    assert not [word for word in draw(EXPECTATIONS, unsure).words if word.endswith("sure")]


def test_frictions_are_ordered_by_what_they_weigh() -> None:
    data = friction.prepare(rich())
    assert [(row.name, row.load, row.count) for row in data.rows] == [
        ("Wait for group", 4, 1), ("Security line", 3, 1), ("Book online", 2, 1),
    ]  # fmt: skip
    assert data.categories == ("information", "price")
    assert [count for count, _ in data.severities] == [1, 1, 1, 0]
    assert data.title == "2 of 3 frictions about information"


def test_a_friction_without_category_or_severity_is_still_shown() -> None:
    record = walk(moments=[("friction", 5, {"text": "Something"})])
    data = friction.prepare(record)
    assert data.categories == ("not given",)
    assert data.rows[0].load == 1
    assert "1" in draw(FRICTION, record).words


def test_each_friction_has_its_triangle_and_the_distribution_is_told() -> None:
    drawn = draw(FRICTION, rich())
    assert {"4 catastrophe:  1", "3 major:  1", "2 minor:  1", "1 cosmetic:  0"} <= set(drawn.words)
    single = [mark for mark in every_mark(drawn.figure) if mark.moments == ("m8",)]
    assert any("Two lanes closed, nobody says why" in mark.text for mark in single)


def test_time_is_split_into_value_and_waits() -> None:
    rows = {row.name: {part.kind: part.seconds / 60 for part in row.parts} for row in time.prepare(rich()).rows}
    assert rows == {
        "Book online": {"value": 20}, "Security line": {"value": 18, "unexplained": 12},
        "Wait for group": {"value": 20, "explained": 5}, "Coach seat": {"value": 45},
    }  # fmt: skip


def test_a_wait_that_nobody_described_is_neither_explained_nor_unexplained() -> None:
    record = walk(moments=[("wait", 5, {"until": 9})])
    assert [part.kind for part in time.prepare(record).rows[0].parts] == ["value", "wait"]


def test_a_wait_across_two_touchpoints_counts_at_both() -> None:
    record = walk(moments=[("wait", 15, {"until": 25, "explained": False})])
    assert [row.waited_s / 60 for row in time.prepare(record).rows] == [5, 5, 0, 0]


def test_the_time_chart_tells_shares_and_its_key() -> None:
    words = draw(TIME, rich()).words
    assert words[0] == "14 % of the time was waiting, 12 min of it at Security line"
    assert {"30 min, 40 % waiting", "value time", "explained wait", "unexplained wait", "planned"} <= set(words)


def test_a_plan_far_beyond_the_time_spent_is_told_in_words() -> None:
    record = walk((("Call back", 30.0),), planned=48.0)
    assert "30 min, planned 24 h" in draw(TIME, record).words


def test_more_touchpoints_than_rows_are_told_by_number() -> None:
    record = walk([(f"Step {n}", 1.0 + n % 7) for n in range(120)], RICH)
    for chart in (PLAN, TIME):
        assert any("not shown" in word for word in draw(chart, record).words)


def test_long_names_are_shortened_not_cut() -> None:
    words = draw(PLAN, long_names(), (500, 420)).words
    assert "x" in words
    assert any(word.endswith("…") for word in words)
    assert LONG_NAMES[0].startswith(next(word for word in words if word.startswith("Donau")).rstrip("…"))
    assert any("$x^2$" in word for word in words), "signs of markup are only signs"


def test_a_row_leads_to_the_moments_at_its_touchpoint() -> None:
    moments = {m.id for m in rich().moments if m.visit == "v3"}
    marks = [mark for mark in every_mark(draw(TIME, rich()).figure) if mark.text.startswith("Coach seat")]
    assert {ident for mark in marks for ident in mark.moments} == moments


def test_the_alt_texts_tell_the_figures() -> None:
    told = {chart.name: chart.describe(chart.prepare(rich())) for chart in (PLAN, EXPECTATIONS, FRICTION, TIME)}
    assert "30 min against 24 min planned" in told["plan"]
    assert "wait: expected 5 min, experienced 12 min" in told["expectations"]
    assert "1 catastrophe, 1 major, 1 minor, 0 cosmetic" in told["friction"]
    assert "12 min unexplained wait" in told["time"]


def test_moments_before_any_touchpoint_are_not_lost() -> None:
    record = walk(moments=[("friction", 0, {"level": 2})])
    early = replace(record.moments[0], visit=None)
    assert friction.prepare(replace(record, moments=(early,))).rows[0].name == "between touchpoints"


def test_a_plan_far_longer_than_the_walk_does_not_hide_it() -> None:
    """The bar of the plan ends in an arrow at the end of the scale, and the figure is told."""
    record = walk((("Call back", 30.0), ("Hold", 12.0)), planned=48.0)
    drawn = draw(PLAN, record)
    assert "30 min, planned 24 h" in drawn.words
    assert "time at the touchpoint, minutes" in drawn.words
