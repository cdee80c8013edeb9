"""What a leader does before, during and after a walk, and what is on disk then."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mysteryshop.clock import FixedClock, Stamp
from mysteryshop.errors import InputError, KnownError
from mysteryshop.exports.field_notes import write
from mysteryshop.imports import field_notes
from mysteryshop.journey import Expectation, Finding, Moment, Pause, Skip, Visit
from tests.core.walks import AIRLINE, START_US, Walk, begun, closing, planned, rich

pytestmark = pytest.mark.usefixtures("plain_and_locked")

SECOND = 1_000_000


@pytest.fixture
def walk(tmp_path: Path) -> Iterator[Walk]:
    with closing(begun(tmp_path)) as walk:
        yield walk


@pytest.fixture
def plan(tmp_path: Path) -> Iterator[Walk]:
    with closing(planned(tmp_path)) as walk:
        yield walk


# Before the walk


def test_a_prepared_journey_is_planned_with_all_that_was_written_down(tmp_path: Path) -> None:
    expected = (Expectation("e1", 1, "Lines are faster", 0.8),)
    with closing(planned(tmp_path, place="Lisbon", expectations=expected, answers={"incognito.pay": "yes"})) as walk:
        journey = walk.record.journey
        assert (journey.state, journey.place, journey.created_at) == ("planned", "Lisbon", START_US)
        assert journey.template == AIRLINE
        assert journey.relationship == AIRLINE.relationship
        assert walk.record.expectations == expected
        assert walk.record.answers == {"incognito.pay": "yes"}


def test_a_journey_can_be_given_its_id_once(plan: Walk) -> None:
    with pytest.raises(KnownError, match="already"):
        plan.recorder.prepare(AIRLINE, id=plan.id)
    assert plan.queries.ids() == [plan.id]


def test_a_zone_that_is_none_is_refused(plan: Walk) -> None:
    with pytest.raises(InputError, match="Mars/Olympus"):
        plan.recorder.prepare(AIRLINE, zone="Mars/Olympus")
    assert plan.queries.count() == 1


def test_the_head_can_be_changed(plan: Walk) -> None:
    change = plan.took(plan.recorder.amend_journey(plan.id, place="Oslo", relationship="buyer", zone="Europe/Oslo"))
    assert (change.journey.place, change.journey.relationship) == ("Oslo", "buyer")
    with pytest.raises(InputError, match="seal"):
        plan.recorder.amend_journey(plan.id, seal="forged")


def test_editing_a_template_never_rewrites_the_past(tmp_path: Path) -> None:
    with closing(planned(tmp_path)) as walk:
        walk.recorder.prepare(replace(AIRLINE, name="Something else", touchpoints=AIRLINE.touchpoints[:1]))
        assert walk.queries.load(walk.id).template == AIRLINE


def test_a_plan_can_be_discarded_and_leaves_nothing(plan: Walk) -> None:
    plan.recorder.save(plan.id, Expectation("e1", 1, "x"))
    plan.recorder.discard(plan.id)
    assert plan.queries.ids() == []
    with plan.database.reader() as connection:
        for table in ("edits", "expectations", "snapshots"):
            assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one() == 0
    with pytest.raises(InputError):
        plan.queries.load(plan.id)


def test_what_was_walked_is_never_discarded(walk: Walk) -> None:
    with pytest.raises(KnownError, match="Only a planned journey"):
        walk.recorder.discard(walk.id)
    walk.capture("mark")
    walk.undo()
    walk.undo()
    assert walk.record.journey.state == "planned"
    with pytest.raises(KnownError, match="Only a planned journey"):
        walk.recorder.discard(walk.id)


# The walk


def test_a_walk_begins_at_a_touchpoint(plan: Walk) -> None:
    at = plan.later(30)
    change = plan.took(plan.recorder.start(plan.id, at, "coach-seat"))
    assert (change.journey.state, change.journey.started_at) == ("walking", at.at)
    (visit,) = plan.record.visits
    assert (visit.touchpoint, visit.name, visit.entered_at, visit.left_at) == ("coach-seat", "Coach seat", at.at, None)


def test_a_walk_begins_once(walk: Walk) -> None:
    with pytest.raises(KnownError, match="under way"):
        walk.recorder.start(walk.id, walk.later())


def test_entering_ends_the_visit_before(walk: Walk) -> None:
    at = walk.later(60)
    change = walk.took(walk.recorder.enter(walk.id, at, touchpoint="coach-seat"))
    first, second = walk.record.visits
    assert first.left_at == second.entered_at == at.at
    assert {item.id for item in change.saved} == {first.id, second.id}


def test_entering_a_touchpoint_again_is_a_second_visit(walk: Walk) -> None:
    walk.took(walk.recorder.enter(walk.id, walk.later(), touchpoint="coach-seat"))
    walk.took(walk.recorder.enter(walk.id, walk.later(), touchpoint="security-line"))
    assert [v.touchpoint for v in walk.record.visits] == ["security-line", "coach-seat", "security-line"]
    assert len({v.id for v in walk.record.visits}) == 3


def test_a_name_outside_the_plan_is_an_ad_hoc_visit(walk: Walk) -> None:
    walk.took(walk.recorder.enter(walk.id, walk.later(), name="  Re-screening "))
    visit = walk.record.visits[-1]
    assert (visit.name, visit.touchpoint, visit.ad_hoc) == ("Re-screening", None, True)


def test_a_name_of_the_plan_is_the_planned_touchpoint(walk: Walk) -> None:
    walk.took(walk.recorder.enter(walk.id, walk.later(), name="coach SEAT"))
    assert walk.record.visits[-1].touchpoint == "coach-seat"


def test_entering_nowhere_is_refused(walk: Walk) -> None:
    with pytest.raises(InputError, match="no touchpoint"):
        walk.recorder.enter(walk.id, walk.later(), touchpoint="lounge")
    with pytest.raises(InputError, match="name"):
        walk.recorder.enter(walk.id, walk.later(), name="  ")
    assert len(walk.queries.load(walk.id).visits) == 1


def test_a_touchpoint_entered_late_takes_its_moments_along(walk: Walk) -> None:
    """The leader went on to the seat, and says so only two moments later."""
    before = walk.capture("note", 10, text="still in the line")
    seated = walk.later(60)
    after = walk.capture("note", 30, text="already seated")
    walk.later(30)
    walk.took(walk.recorder.enter(walk.id, seated, touchpoint="coach-seat"))
    line, seat = walk.record.visits
    visits = {m.id: m.visit for m in walk.record.moments}
    assert visits == {before.id: line.id, after.id: seat.id}
    walk.undo()
    assert {m.visit for m in walk.record.moments} == {line.id}


def test_a_touchpoint_entered_between_two_others_ends_where_the_next_begins(walk: Walk) -> None:
    between = walk.later(60)
    last = walk.later(60)
    walk.took(walk.recorder.enter(walk.id, last, touchpoint="snacks"))
    walk.took(walk.recorder.enter(walk.id, between, touchpoint="coach-seat"))
    assert [(v.touchpoint, v.left_at) for v in walk.record.visits] == [
        ("security-line", between.at),
        ("coach-seat", last.at),
        ("snacks", None),
    ]
    walk.took(walk.recorder.capture(walk.id, "mark", walk.later()))
    assert walk.record.moments[-1].visit == walk.record.visits[-1].id


def test_a_skip_keeps_its_reason_and_can_get_a_better_one(walk: Walk) -> None:
    walk.took(walk.recorder.skip(walk.id, walk.later(), "snacks"))
    walk.took(walk.recorder.skip(walk.id, walk.later(), "snacks", "none were served"))
    (skip,) = walk.record.skips
    assert (skip.touchpoint, skip.reason) == ("snacks", "none were served")


def test_visiting_what_was_skipped_takes_the_skip_back_and_undo_restores_it(walk: Walk) -> None:
    walk.took(walk.recorder.skip(walk.id, walk.later(), "snacks", "too late"))
    (skip,) = walk.record.skips
    change = walk.took(walk.recorder.enter(walk.id, walk.later(), touchpoint="snacks"))
    assert change.removed == (skip.id,)
    assert walk.record.skips == ()
    walk.undo()
    assert walk.record.skips == (skip,)
    walk.redo()
    assert walk.record.skips == ()


def test_what_was_visited_cannot_be_skipped(walk: Walk) -> None:
    with pytest.raises(KnownError, match="Security line was visited"):
        walk.recorder.skip(walk.id, walk.later(), "security-line")
    with pytest.raises(InputError):
        walk.recorder.skip(walk.id, walk.later(), "lounge")


def test_a_pause_has_a_beginning_and_an_end(walk: Walk) -> None:
    begun_at, ended_at = walk.later(10), walk.clock.advance(0)
    walk.took(walk.recorder.pause(walk.id, begun_at))
    with pytest.raises(KnownError, match="paused already"):
        walk.recorder.pause(walk.id, walk.later())
    ended_at = walk.later(300)
    walk.took(walk.recorder.resume(walk.id, ended_at))
    assert [(p.started_at, p.ended_at) for p in walk.record.pauses] == [(begun_at.at, ended_at.at)]
    with pytest.raises(KnownError, match="not paused"):
        walk.recorder.resume(walk.id, walk.later())


def test_nothing_is_lost_that_happens_during_a_pause(walk: Walk) -> None:
    walk.took(walk.recorder.pause(walk.id, walk.later()))
    walk.capture("friction", level=2)
    assert len(walk.record.moments) == 1


# Moments


def test_a_moment_is_stamped_when_its_key_went_down(walk: Walk) -> None:
    at = walk.later(7.25)
    walk.later(3)
    change = walk.took(walk.recorder.capture(walk.id, "friction", at))
    moment = change.saved[0]
    assert isinstance(moment, Moment)
    assert moment.observed_at == moment.original_observed_at == moment.recorded_at == at.at
    assert (moment.source, moment.offset_s, moment.elapsed_us) == ("live", at.offset_s, at.elapsed_us)
    assert moment.visit == walk.record.visits[0].id
    assert change.can_undo
    assert not change.can_redo


def test_a_moment_may_come_with_all_its_details(walk: Walk) -> None:
    fields = {"level": 4, "channel": "phone", "trigger": "reactive", "role": "agent", "text": "Hello", "talked_s": 3}
    moment = walk.capture("communication", **fields)
    assert {name: getattr(moment, name) for name in fields} == fields


def test_a_moment_typed_as_five_minutes_ago_is_recalled_and_belongs_where_it_happened(walk: Walk) -> None:
    line = walk.record.visits[0]
    walk.later(600)
    walk.took(walk.recorder.enter(walk.id, walk.later(), touchpoint="coach-seat"))
    at = walk.later(60)
    change = walk.took(walk.recorder.capture(walk.id, "friction", at, observed_at=at.at - 300 * SECOND))
    moment = change.saved[0]
    assert isinstance(moment, Moment)
    assert (moment.source, moment.visit) == ("recalled", line.id)
    assert (moment.original_observed_at, moment.recorded_at) == (at.at, at.at)


def test_details_amend_the_same_moment(walk: Walk) -> None:
    moment = walk.capture("friction")
    walk.took(walk.recorder.amend(walk.id, moment.id, level=3, text="Two lanes closed", category="information"))
    (amended,) = walk.record.moments
    assert amended == replace(moment, level=3, text="Two lanes closed", category="information")


def test_an_amendment_that_changes_nothing_is_no_edit(walk: Walk) -> None:
    moment = walk.capture("friction", level=3)
    before = len(walk.queries.edits(walk.id))
    change = walk.took(walk.recorder.amend(walk.id, moment.id, level=3))
    assert change.saved == (moment,)
    assert len(walk.queries.edits(walk.id)) == before


def test_a_moment_moved_in_time_keeps_what_was_stamped_first(walk: Walk) -> None:
    walk.took(walk.recorder.enter(walk.id, walk.later(100), touchpoint="coach-seat"))
    moment = walk.capture("friction", 50)
    there = moment.observed_at - 100 * SECOND
    walk.took(walk.recorder.amend(walk.id, moment.id, observed_at=there))
    (moved,) = walk.record.moments
    assert (moved.observed_at, moved.source, moved.visit) == (there, "recalled", walk.record.visits[0].id)
    assert (moved.original_observed_at, moved.recorded_at) == (moment.observed_at, moment.recorded_at)
    walk.took(walk.recorder.amend(walk.id, moment.id, observed_at=moment.observed_at))
    assert walk.record.moments[0].visit == walk.record.visits[1].id


def test_a_moment_recalled_from_before_the_start_begins_the_walk_and_undo_takes_that_back(walk: Walk) -> None:
    begun = walk.record.journey.started_at
    assert begun is not None
    moment = walk.capture("note", text="The taxi never came")
    earlier = begun - 300 * SECOND
    walk.took(walk.recorder.amend(walk.id, moment.id, observed_at=earlier))
    assert walk.record.journey.started_at == earlier
    assert walk.record.moments[0].visit is None
    again = field_notes.read(write(walk.record), templates=[walk.record.template])
    assert again.journey.started_at == earlier // SECOND * SECOND
    walk.undo()
    assert walk.record.journey.started_at == begun


def test_what_was_stamped_first_cannot_be_amended(walk: Walk) -> None:
    moment = walk.capture("friction")
    walk.took(walk.recorder.amend(walk.id, moment.id, original_observed_at=1, recorded_at=2, seq=9))
    assert walk.record.moments == (moment,)
    walk.took(walk.recorder.save(walk.id, replace(moment, original_observed_at=1, recorded_at=2, text="x")))
    assert walk.record.moments == (replace(moment, text="x"),)


def test_an_artefact_stays_an_artefact_when_it_is_moved(walk: Walk) -> None:
    moment = walk.capture("note", source="artefact")
    walk.took(walk.recorder.amend(walk.id, moment.id, observed_at=moment.observed_at - SECOND))
    assert walk.record.moments[0].source == "artefact"


def test_a_moment_that_is_not_there_cannot_be_amended(walk: Walk) -> None:
    with pytest.raises(InputError, match="not there"):
        walk.recorder.amend(walk.id, "nobody", text="x")
    moment = walk.capture("note")
    walk.took(walk.recorder.retract(walk.id, moment.id))
    with pytest.raises(InputError, match="not there"):
        walk.recorder.amend(walk.id, moment.id, text="x")


def test_w_begins_a_wait_and_w_again_ends_it(walk: Walk) -> None:
    begun_wait = walk.capture("wait", 10)
    assert begun_wait.resolved_at is None
    at = walk.later(120)
    change = walk.took(walk.recorder.capture(walk.id, "wait", at, explained=False, text="nobody said a word"))
    assert change.verb == "end wait"
    assert change.saved == (replace(begun_wait, resolved_at=at.at, explained=False, text="nobody said a word"),)
    assert walk.capture("wait", 10).id != begun_wait.id
    assert len(walk.record.moments) == 2


def test_undoing_the_end_of_a_wait_lets_it_run_on(walk: Walk) -> None:
    wait = walk.capture("wait")
    walk.capture("wait", 60)
    walk.undo()
    assert walk.record.moments == (wait,)
    again = walk.capture("wait", 60)
    assert again.id == wait.id
    assert again.resolved_at == walk.clock.now().at


def test_a_wait_runs_on_through_other_moments_and_a_restart(walk: Walk) -> None:
    wait = walk.capture("wait")
    walk.capture("friction")
    again = walk.reopened()
    with closing(again):
        assert again.capture("wait", 60).id == wait.id


def test_a_wait_that_ended_five_minutes_ago_ends_there(walk: Walk) -> None:
    wait = walk.capture("wait")
    at = walk.later(900)
    change = walk.took(walk.recorder.capture(walk.id, "wait", at, observed_at=at.at - 300 * SECOND))
    assert change.saved == (replace(wait, resolved_at=at.at - 300 * SECOND),)


def test_a_wait_known_from_beginning_to_end_begins_none(walk: Walk) -> None:
    at = walk.later(60)
    walk.took(walk.recorder.capture(walk.id, "wait", at, resolved_at=at.at + SECOND))
    walk.capture("wait")
    assert [m.resolved_at is None for m in walk.record.moments] == [False, True]


def test_a_promise_is_open_until_it_is_kept_or_broken(walk: Walk) -> None:
    promise = walk.capture("promise")
    assert promise.outcome == "open"
    walk.took(walk.recorder.amend(walk.id, promise.id, outcome="kept", resolved_at=walk.later().at))
    assert walk.record.moments[0].outcome == "kept"


def test_a_capture_can_be_tried_again_without_being_recorded_twice(walk: Walk) -> None:
    """After a failure the screen keeps the moment, and tries again with the same id."""
    at = walk.later()
    first = walk.took(walk.recorder.capture(walk.id, "friction", at, id="mine", text="once"))
    second = walk.took(walk.recorder.capture(walk.id, "friction", at, id="mine", text="once"))
    assert first.saved == second.saved
    assert len(walk.record.moments) == 1


def test_a_moment_stored_late_belongs_to_where_its_key_went_down(walk: Walk) -> None:
    line = walk.record.visits[0]
    at = walk.later()
    walk.took(walk.recorder.enter(walk.id, walk.later(), touchpoint="coach-seat"))
    moment = walk.took(walk.recorder.capture(walk.id, "friction", at)).saved[0]
    assert isinstance(moment, Moment)
    assert (moment.visit, moment.source) == (line.id, "live")


@pytest.mark.parametrize(
    ("kind", "fields", "said"),
    [
        ("friction", {"level": 5}, "5 is not the level of a friction"),
        ("delight", {"level": 0}, "from 1 to 4"),
        ("feeling", {"level": 3}, "from -2 to 2"),
        ("wait", {"level": 1}, "it has no level"),
        ("friction", {"category": "weather"}, "'weather' is no category"),
        ("communication", {"channel": "pigeon"}, "in person, phone"),
        ("communication", {"trigger": "sudden"}, "proactive, reactive, chase"),
        ("promise", {"outcome": "forgotten"}, "open, kept, broken"),
        ("surprise", {}, "'surprise' is no kind"),
        ("friction", {"colour": "red"}, "no colour"),
        ("wait", {"estimated_s": 10**30}, "too large"),
        ("friction", {"visit": "nowhere"}, "does not fit"),
    ],
)
def test_what_does_not_fit_is_refused_with_what_was_expected(
    walk: Walk, kind: str, fields: dict[str, object], said: str
) -> None:
    with pytest.raises(InputError, match=said):
        walk.recorder.capture(walk.id, kind, walk.later(), **fields)
    assert walk.queries.load(walk.id).moments == ()
    assert walk.capture("mark") in walk.record.moments


def test_text_that_no_file_can_hold_is_kept_as_far_as_it_goes(walk: Walk) -> None:
    moment = walk.capture("note", text="nul\0 and \ud800 surrogate, naïve 😀\n\ttab")
    assert moment.text == "nul and � surrogate, naïve 😀\n\ttab"


def test_a_template_whose_name_no_file_can_hold_is_taken_in_as_far_as_it_goes(plan: Walk) -> None:
    journey = plan.record.journey
    odd = replace(journey, id="odd", template=replace(journey.template, name="Half \ud800 a letter"))
    assert plan.recorder.import_record(replace(plan.record, journey=odd)) is not None
    assert plan.queries.load("odd").journey.template.name == "Half � a letter"
    assert plan.queries.verify("odd").ok


def test_a_mark_is_described_later_as_what_it_was(walk: Walk) -> None:
    first, second = walk.capture("mark"), walk.capture("mark")
    walk.took(walk.recorder.amend(walk.id, first.id, kind="friction", level=4, category="policy"))
    walk.took(walk.recorder.amend(walk.id, second.id, kind="promise", text="By noon"))
    assert [(m.kind, m.outcome) for m in walk.record.moments] == [("friction", None), ("promise", "open")]
    assert walk.queries.rows()[0].worst_severity == 4


def test_a_moment_before_the_walk_begins_is_refused(plan: Walk) -> None:
    with pytest.raises(KnownError, match="not begun"):
        plan.recorder.capture(plan.id, "mark", plan.later())


def test_a_moment_remembered_in_the_debrief_is_recalled(walk: Walk) -> None:
    walk.took(walk.recorder.finish(walk.id, walk.later()))
    assert walk.capture("note", text="I forgot").source == "recalled"


# Afterwards


def test_a_walk_that_is_resumed_after_the_clock_was_set_back_goes_on_in_time(tmp_path: Path) -> None:
    walk = begun(tmp_path)
    moment = walk.capture("wait", 60)
    walk.took(walk.recorder.pause(walk.id, walk.later(5)))
    paused = walk.clock.now().at
    walk.database.close()
    walk.clock = FixedClock(START_US - 3600 * SECOND)
    walk = walk.reopened()
    walk.recorder.carry_on()
    walk.took(walk.recorder.resume(walk.id, walk.later(10)))
    (pause,) = walk.record.pauses
    assert (pause.started_at, pause.ended_at) == (paused, paused + 10 * SECOND)
    walk.took(walk.recorder.enter(walk.id, walk.later(1), touchpoint="coach-seat"))
    walk.capture("wait", 20)
    assert walk.record.moments[0].resolved_at == paused + 31 * SECOND
    assert walk.record.moments[0].id == moment.id
    walk.took(walk.recorder.finish(walk.id, walk.later(9)))
    assert walk.record.journey.ended_at == paused + 40 * SECOND
    assert walk.clock.now().at == START_US - 3560 * SECOND  # between walks the wall clock is believed again
    walk.database.close()


def test_where_no_walk_is_under_way_there_is_nothing_to_carry_on(plan: Walk) -> None:
    before = plan.clock.now()
    plan.recorder.carry_on()
    assert plan.clock.now() == before


@pytest.mark.parametrize("step", ["enter", "skip", "pause", "capture"])
def test_what_lies_before_the_start_begins_the_walk_and_undo_takes_that_back(walk: Walk, step: str) -> None:
    begun_at = walk.record.journey.started_at
    assert begun_at is not None
    earlier = Stamp(begun_at - 300 * SECOND)
    recorder = walk.recorder
    steps: dict[str, Any] = {
        "enter": lambda: recorder.enter(walk.id, earlier, touchpoint="coach-seat"),
        "skip": lambda: recorder.skip(walk.id, earlier, "coach-seat", "no time"),
        "pause": lambda: recorder.pause(walk.id, earlier),
        "capture": lambda: recorder.capture(walk.id, "note", earlier),
    }
    walk.took(steps[step]())
    assert walk.record.journey.started_at == begun_at - 300 * SECOND
    walk.undo()
    assert walk.record.journey.started_at == begun_at


def test_a_walk_never_ends_before_it_began(walk: Walk) -> None:
    begun_at = walk.record.journey.started_at
    assert begun_at is not None
    walk.took(walk.recorder.finish(walk.id, Stamp(begun_at - 60 * SECOND)))
    assert walk.record.journey.ended_at == begun_at


def test_the_end_of_a_wait_that_is_moved_past_it_moves_along(walk: Walk) -> None:
    wait = walk.capture("wait", 10)
    walk.capture("wait", 30)
    walk.took(walk.recorder.amend(walk.id, wait.id, observed_at=wait.observed_at + 60 * SECOND))
    (moved,) = walk.record.moments
    assert moved.resolved_at == moved.observed_at == wait.observed_at + 60 * SECOND
    walk.undo()
    assert walk.record.moments[0].resolved_at == wait.observed_at + 30 * SECOND


def test_finishing_ends_the_visit_and_the_pause(walk: Walk) -> None:
    walk.took(walk.recorder.pause(walk.id, walk.later()))
    at = walk.later(60)
    change = walk.took(walk.recorder.finish(walk.id, at))
    assert (change.journey.state, change.journey.ended_at) == ("debrief", at.at)
    assert walk.record.visits[-1].left_at == walk.record.pauses[-1].ended_at == at.at


def test_a_walk_that_was_ended_too_early_goes_on_after_undo(walk: Walk) -> None:
    walk.took(walk.recorder.finish(walk.id, walk.later()))
    change = walk.undo()
    assert (change.journey.state, change.journey.ended_at) == ("walking", None)
    walk.took(walk.recorder.enter(walk.id, walk.later(), touchpoint="coach-seat"))


def test_answers_are_given_changed_and_taken_back(walk: Walk) -> None:
    for text in ("7", "8", ""):
        walk.took(walk.recorder.answer(walk.id, "rate.satisfaction", text))
        assert walk.record.answers.get("rate.satisfaction", "") == text
        (row,) = walk.queries.rows()
        assert row.satisfaction == (int(text) if text else None)
    walk.took(walk.recorder.answer(walk.id, "rate.satisfaction", "9"))
    assert walk.record.rating("satisfaction") == 9


@pytest.mark.parametrize(
    ("key", "text"), [("rate.satisfaction", "11"), ("rate.effort", "0"), ("rate.speed", "fast"), ("rate.mood", "5")]
)
def test_a_rating_stays_on_its_scale(walk: Walk, key: str, text: str) -> None:
    with pytest.raises(InputError):
        walk.recorder.answer(walk.id, key, text)
    assert walk.queries.load(walk.id).answers == {}


def test_being_recognised_taints_the_journey(walk: Walk) -> None:
    walk.took(walk.recorder.answer(walk.id, "incognito.favoured", "no"))
    assert not walk.queries.rows()[0].tainted
    walk.took(walk.recorder.answer(walk.id, "incognito.recognised", "yes"))
    assert walk.queries.rows()[0].tainted
    walk.undo()
    assert not walk.queries.rows()[0].tainted


def test_several_items_are_saved_and_removed_as_one_edit(walk: Walk) -> None:
    walk.took(walk.recorder.save_all(walk.id, [Expectation("a", 1, "first"), Expectation("b", 2, "second")]))
    edits = len(walk.queries.edits(walk.id))
    walk.took(
        walk.recorder.save_all(walk.id, [Expectation("b", 1, "second"), Expectation("c", 2, "third")], removed=["a"])
    )
    assert [e.id for e in walk.record.expectations] == ["b", "c"]
    assert len(walk.queries.edits(walk.id)) == edits + 1
    walk.undo()
    assert [e.id for e in walk.record.expectations] == ["a", "b"]


def test_everything_that_was_saved_can_be_removed(walk: Walk) -> None:
    at = walk.later().at
    items = [Skip("s", "snacks", at), Pause("p", at, at + 1), Expectation("e", 1, "x"), Finding("f", 1, "y")]
    for item in items:
        walk.took(walk.recorder.save(walk.id, item))
    for item in items:
        assert walk.took(walk.recorder.remove(walk.id, item.id)).removed == (item.id,)
    assert walk.record == replace(walk.record, skips=(), pauses=(), expectations=(), findings=())
    with pytest.raises(InputError, match="not in the journey"):
        walk.recorder.remove(walk.id, "s")


def test_a_visit_that_moves_takes_and_leaves_moments(walk: Walk) -> None:
    moment = walk.capture("note", 30)
    walk.took(walk.recorder.enter(walk.id, walk.later(30), touchpoint="coach-seat"))
    line, seat = walk.record.visits
    earlier = replace(seat, entered_at=moment.observed_at - SECOND)
    walk.took(walk.recorder.save_all(walk.id, [earlier, replace(line, left_at=earlier.entered_at)]))
    assert walk.record.moments[0].visit == seat.id
    walk.took(walk.recorder.remove(walk.id, seat.id))
    assert walk.record.moments[0].visit == line.id


def test_a_moment_assigned_by_hand_stays_where_it_was_put(walk: Walk) -> None:
    moment = walk.capture("note", 30)
    walk.took(walk.recorder.enter(walk.id, walk.later(30), touchpoint="coach-seat"))
    line, seat = walk.record.visits
    walk.took(walk.recorder.amend(walk.id, moment.id, visit=seat.id))
    walk.took(walk.recorder.save(walk.id, replace(line, failed=True)))
    assert walk.record.moments[0].visit == seat.id


def test_nothing_points_at_a_moment_that_was_taken_back(walk: Walk) -> None:
    kept, gone = walk.capture("friction"), walk.capture("friction")
    walk.took(walk.recorder.save(walk.id, Finding("f", 1, "x", moments=(kept.id, gone.id))))
    walk.took(walk.recorder.save(walk.id, Expectation("e", 1, "x", evidence=(gone.id,))))
    walk.took(walk.recorder.retract(walk.id, gone.id))
    assert (walk.record.findings[0].moments, walk.record.expectations[0].evidence) == ((kept.id,), ())
    walk.undo()
    assert (walk.record.findings[0].moments, walk.record.expectations[0].evidence) == ((kept.id, gone.id), (gone.id,))


def test_a_moment_that_was_taken_back_is_still_in_the_file(walk: Walk) -> None:
    moment = walk.capture("note", text="regretted")
    walk.took(walk.recorder.retract(walk.id, moment.id, reason="named a person"))
    with walk.database.reader() as connection:
        found = connection.exec_driver_sql("SELECT text, live FROM moments WHERE id = ?", (moment.id,)).one()
    assert tuple(found) == ("regretted", 0)
    assert walk.queries.edits(walk.id)[-1].reason == "named a person"


def test_counts_in_the_list_follow_every_edit(walk: Walk) -> None:
    walk.capture("friction", level=2)
    worst = walk.capture("friction", level=4)
    walk.capture("friction")
    walk.capture("delight")
    (row,) = walk.queries.rows()
    assert (row.moments, row.frictions, row.worst_severity) == (4, 3, 4)
    walk.took(walk.recorder.amend(walk.id, worst.id, level=1))
    assert walk.queries.rows()[0].worst_severity == 2
    walk.took(walk.recorder.retract(walk.id, worst.id))
    (row,) = walk.queries.rows()
    assert (row.moments, row.frictions, row.worst_severity) == (3, 2, 2)


def test_excluding_needs_a_reason_and_including_goes_back_to_where_it_was(walk: Walk) -> None:
    with pytest.raises(KnownError, match="with a reason"):
        walk.recorder.exclude(walk.id, " ")
    change = walk.took(walk.recorder.exclude(walk.id, "I was recognised"))
    assert (change.journey.state, change.journey.excluded_reason) == ("excluded", "I was recognised")
    with pytest.raises(KnownError, match="excluded"):
        walk.recorder.capture(walk.id, "mark", walk.later())
    with pytest.raises(KnownError):
        walk.recorder.undo(walk.id)
    assert walk.took(walk.recorder.include(walk.id)).journey.state == "walking"
    walk.undo()
    assert walk.record.journey.state == "planned"


# The seal


def test_finalising_seals_the_journey_with_the_head_of_its_chain(tmp_path: Path) -> None:
    with closing(rich(tmp_path)) as walk:
        at = walk.later()
        change = walk.took(walk.recorder.finalise(walk.id, at))
        assert (change.journey.state, change.journey.sealed_at) == ("finalised", at.at)
        assert change.journey.seal == walk.queries.edits(walk.id)[-1].hash.hex()
        assert not change.can_undo
        with pytest.raises(KnownError, match="nothing to undo"):
            walk.recorder.undo(walk.id)
        with pytest.raises(KnownError):
            walk.recorder.finalise(walk.id, at)
        (row,) = walk.queries.rows()
        assert (row.sealed, row.seal_broken) == (True, False)


def test_a_touchpoint_that_was_skipped_without_a_reason_holds_up_the_seal(walk: Walk) -> None:
    walk.took(walk.recorder.skip(walk.id, walk.later(), "coach-seat", " "))
    walk.took(walk.recorder.skip(walk.id, walk.later(), "snacks"))  # an optional one needs none
    walk.took(walk.recorder.finish(walk.id, walk.later()))
    with pytest.raises(KnownError, match="Coach seat was skipped without a reason"):
        walk.recorder.finalise(walk.id, walk.later())
    assert walk.queries.load(walk.id).journey.state == "debrief"
    walk.took(walk.recorder.skip(walk.id, walk.later(), "coach-seat", "no ticket"))
    walk.took(walk.recorder.finalise(walk.id, walk.later()))
    assert walk.record.journey.state == "finalised"


def test_editing_a_sealed_journey_needs_a_reason_and_breaks_the_seal(tmp_path: Path) -> None:
    with closing(rich(tmp_path)) as walk:
        walk.took(walk.recorder.finalise(walk.id, walk.later()))
        seal = walk.record.journey.seal
        moment = walk.record.moments[0]
        for edit in (
            lambda reason: walk.recorder.amend(walk.id, moment.id, text="new", reason=reason),
            lambda reason: walk.recorder.answer(walk.id, "rate.satisfaction", "1", reason=reason),
            lambda reason: walk.recorder.amend_journey(walk.id, place="Bergen", reason=reason),
            lambda reason: walk.recorder.capture(walk.id, "note", walk.later(), reason=reason),
            lambda reason: walk.recorder.remove(walk.id, "f1", reason=reason),
        ):
            with pytest.raises(KnownError, match="sealed"):
                edit("")
            change = walk.took(edit("a name had slipped in"))
            assert (change.journey.seal_broken, change.journey.seal) == (True, seal)
            assert not change.can_undo
        assert walk.queries.rows()[0].seal_broken


def test_excluding_a_sealed_journey_does_not_break_its_seal(tmp_path: Path) -> None:
    with closing(rich(tmp_path)) as walk:
        walk.took(walk.recorder.finalise(walk.id, walk.later()))
        walk.took(walk.recorder.exclude(walk.id, "recognised"))
        change = walk.took(walk.recorder.include(walk.id))
        assert (change.journey.state, change.journey.seal_broken) == ("finalised", False)


# Import


def test_a_journey_comes_in_whole_and_once(tmp_path: Path) -> None:
    with closing(rich(tmp_path / "one")) as source, closing(planned(tmp_path / "two")) as target:
        change = target.recorder.import_record(source.record)
        assert change is not None
        assert not change.can_undo
        assert target.queries.load(source.id) == source.record
        assert target.queries.verify(source.id).ok
        assert target.queries.rows(text="lisbon")[0].moments == len(source.record.moments)
        assert target.recorder.import_record(source.record) is None
        assert target.queries.count() == 2
        with pytest.raises(KnownError, match="nothing to undo"):
            target.recorder.undo(source.id)


def test_a_sealed_journey_brings_its_seal_along(tmp_path: Path) -> None:
    with closing(rich(tmp_path / "one")) as source, closing(planned(tmp_path / "two")) as target:
        source.took(source.recorder.finalise(source.id, source.later()))
        target.recorder.import_record(source.record)
        assert target.queries.load(source.id) == source.record
        assert target.queries.verify(source.id).ok


def test_a_finalised_journey_without_a_seal_is_sealed_when_it_comes_in(plan: Walk) -> None:
    record = replace(
        plan.record, journey=replace(plan.record.journey, id="new", state="finalised", started_at=1, ended_at=2)
    )
    change = plan.recorder.import_record(record)
    assert change is not None
    assert change.journey.seal == plan.queries.edits("new")[-1].hash.hex()
    assert plan.queries.verify("new").ok


def test_several_journeys_come_in_together_or_not_at_all(walk: Walk) -> None:
    bad = replace(walk.record, journey=replace(walk.record.journey, id="bad", relationship="stranger"))
    with pytest.raises(InputError, match="stranger"):
        walk.recorder.import_records([replace(walk.record, journey=replace(walk.record.journey, id="good")), bad])
    assert walk.queries.ids() == [walk.id]
    changes = walk.recorder.import_records(
        [replace(walk.record, journey=replace(walk.record.journey, id=ident)) for ident in ("a", walk.id, "b")]
    )
    assert [change is not None for change in changes] == [True, False, True]
    assert walk.queries.ids() == [walk.id, "a", "b"]


def test_a_record_whose_moments_belong_nowhere_is_refused(plan: Walk) -> None:
    moment = Moment("m", "note", 1, 1, 1, visit="nowhere")
    record = replace(plan.record, journey=replace(plan.record.journey, id="new"), moments=(moment,))
    with pytest.raises(InputError, match="nowhere"):
        plan.recorder.import_record(record)
    assert plan.queries.ids() == [plan.id]


def test_moments_that_come_without_numbers_are_numbered_in_their_order(plan: Walk) -> None:
    visit = Visit("v", "Security line", 1, "security-line")
    moments = tuple(Moment(f"m{n}", "note", 10 - n, 10, 10 - n, visit="v") for n in range(3))
    record = replace(plan.record, journey=replace(plan.record.journey, id="new", state="walking", started_at=1))
    plan.recorder.import_record(replace(record, visits=(visit,), moments=moments))
    assert [(m.id, m.seq) for m in plan.queries.load("new").moments] == [("m2", 1), ("m1", 2), ("m0", 3)]
    added = plan.recorder.capture("new", "mark", plan.later()).saved[0]
    assert isinstance(added, Moment)
    assert (added.seq, added.visit) == (4, "v")
