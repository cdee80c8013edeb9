"""Undo and redo: also after a restart, in any order, back to the beginning, at the same cost always."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from mysteryshop.analysis.timeline import Timeline
from mysteryshop.clock import Stamp
from mysteryshop.errors import KnownError
from mysteryshop.journey import SECOND, Change, Expectation, Finding, Record, Skip
from tests.core.walks import Walk, attachment, begun, closing, rich


def test_undo_goes_back_to_the_plan_and_redo_forward_to_the_debrief(tmp_path: Path) -> None:
    with closing(rich(tmp_path)) as walk:
        end, steps = walk.record, 0
        while True:
            steps += 1
            if not walk.undo().can_undo:
                break
        assert walk.record.journey.state == "planned"
        assert walk.record.moments == walk.record.visits == ()
        with pytest.raises(KnownError, match="nothing to undo"):
            walk.recorder.undo(walk.id)
        for _ in range(steps):
            change = walk.redo()
        assert not change.can_redo
        assert walk.record == end
        with pytest.raises(KnownError, match="nothing to redo"):
            walk.recorder.redo(walk.id)


def test_undo_and_redo_survive_a_restart(tmp_path: Path) -> None:
    walk = begun(tmp_path)
    first = walk.capture("friction", text="first")
    walk.capture("delight", text="second")
    walk.undo()
    walk = walk.reopened()
    assert [m.text for m in walk.record.moments] == ["first"]
    assert walk.redo().saved[0].id != first.id
    walk = walk.reopened()
    walk.undo()
    walk = walk.reopened()
    walk.undo()
    assert walk.record.moments == ()
    walk.database.close()


def test_a_new_edit_ends_redo(tmp_path: Path) -> None:
    with closing(begun(tmp_path)) as walk:
        walk.capture("friction")
        walk.undo()
        change = walk.took(walk.recorder.capture(walk.id, "delight", walk.later()))
        assert not change.can_redo
        with pytest.raises(KnownError, match="nothing to redo"):
            walk.recorder.redo(walk.id)
        walk.undo()
        walk.undo()
        assert walk.record.journey.state == "planned"


def test_undo_of_one_journey_leaves_others_alone(tmp_path: Path) -> None:
    with closing(begun(tmp_path)) as walk:
        walk.capture("friction")
        other = walk.recorder.prepare(walk.record.template).journey.id
        walk.recorder.start(other, walk.later())
        walk.recorder.capture(other, "delight", walk.later())
        walk.undo()
        assert len(walk.queries.load(other).moments) == 1


def test_undo_only_adds_to_the_chain(tmp_path: Path) -> None:
    with closing(begun(tmp_path)) as walk:
        walk.capture("friction")
        before = walk.queries.edits(walk.id)
        walk.undo()
        walk.redo()
        after = walk.queries.edits(walk.id)
        assert after[: len(before)] == before
        assert [(e.verb, e.target) for e in after[len(before) :]] == [
            ("undo", before[-1].seq),
            ("redo", before[-1].seq),
        ]


def test_undo_reads_as_much_of_a_long_journey_as_of_a_short_one(tmp_path: Path) -> None:
    """Counted in SQLite's own steps, which no busy machine changes."""
    with closing(begun(tmp_path)) as walk:
        costs = []
        for _ in range(2):
            for _ in range(150):
                walk.recorder.capture(walk.id, "note", walk.later())
            costs.append(_steps_of_undo(walk))
        assert costs[1] <= costs[0] * 1.2


def _steps_of_undo(walk: Walk) -> int:
    steps = 0

    def _stepped() -> None:
        nonlocal steps
        steps += 1

    connection = walk.database.writer_connection()
    connection.set_progress_handler(_stepped, 1)
    walk.recorder.undo(walk.id)
    connection.set_progress_handler(None, 0)
    return steps


KINDS = st.sampled_from(["mark", "friction", "delight", "wait", "promise", "note"])
TEXTS = st.text(max_size=8)
PLACES = st.sampled_from(["security-line", "coach-seat", "snacks", None])
TRIAGES = st.sampled_from([None, "improve", "amplify", "correct"])
DAYS = st.sampled_from(["", "2030-01-01"])
PICK = st.integers(0, 1000)
TYPED = st.integers(-300, 60)  # seconds from now that a line names; from 0 on: a key


def nothing_runs_backwards(record: Record) -> None:
    """Moments in order of time, nothing that ends before it begins, and no length below zero."""
    head = record.journey
    assert [m.observed_at for m in record.moments] == sorted(m.observed_at for m in record.moments)
    ended = [(v.entered_at, v.left_at) for v in record.visits] + [(p.started_at, p.ended_at) for p in record.pauses]
    ended += [(m.observed_at, m.resolved_at) for m in record.moments] + [(head.started_at or 0, head.ended_at)]
    assert all(end is None or end >= begin for begin, end in ended)
    if head.started_at is not None:
        assert all(m.observed_at >= head.started_at for m in record.moments)
        line = Timeline(record)
        assert line.T >= 0
        assert all(line.touch(visit) >= 0 for visit in record.visits)
        assert sum(line.touch(visit) for visit in record.visits) <= line.T + 1e-6


class Walking(RuleBasedStateMachine):
    """Any walk, any mistakes: the model is the list of what the journey was after each step."""

    def __init__(self) -> None:
        super().__init__()
        memory = Path("/dev/shm")  # nothing here is about syncing, and that is most of the time
        self.folder = tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None)
        self.walk: Walk = begun(Path(self.folder.name))
        self.past: list[Record] = []
        self.future: list[Record] = []
        self.seq = 2  # prepared and begun

    def teardown(self) -> None:
        while self.past:
            self.undo()
        self.walk.database.close()
        self.folder.cleanup()

    def did(self, change: Change) -> None:
        before = self.walk.record
        self.walk.took(change)
        nothing_runs_backwards(self.walk.record)
        if change.seq != self.seq:  # else it changed nothing, and there is nothing to undo
            self.past.append(before)
            self.future.clear()
        self.seq = change.seq

    def pick(self, items: tuple[Any, ...], number: int) -> Any:
        return items[number % len(items)]

    def when(self, seconds: int) -> Stamp:
        """The instant at which a key goes down, or (typed: `-5m pause`) another one near it."""
        at = self.walk.later()
        return at if seconds >= 0 else Stamp(at.at + seconds * SECOND, at.offset_s, at.elapsed_us)

    @property
    def recorder(self) -> Any:
        return self.walk.recorder

    @property
    def state(self) -> str:
        return self.walk.record.journey.state

    @rule(kind=KINDS, text=TEXTS, seconds=st.integers(0, 90))
    @precondition(lambda self: self.state in ("walking", "debrief"))
    def capture(self, kind: str, text: str, seconds: int) -> None:
        self.did(self.recorder.capture(self.walk.id, kind, self.walk.later(seconds), text=text))

    @rule(number=PICK, text=TEXTS)
    @precondition(lambda self: self.state != "planned" and self.walk.record.moments)
    def amend(self, number: int, text: str) -> None:
        moment = self.pick(self.walk.record.moments, number)
        self.did(self.recorder.amend(self.walk.id, moment.id, text=text))

    @rule(number=PICK, seconds=st.integers(-300, 300))
    @precondition(lambda self: self.state != "planned" and self.walk.record.moments)
    def move(self, number: int, seconds: int) -> None:
        moment = self.pick(self.walk.record.moments, number)
        self.did(self.recorder.amend(self.walk.id, moment.id, observed_at=moment.observed_at + seconds * 1_000_000))

    @rule(number=PICK)
    @precondition(lambda self: self.walk.record.moments)
    def retract(self, number: int) -> None:
        self.did(self.recorder.retract(self.walk.id, self.pick(self.walk.record.moments, number).id))

    @rule(touchpoint=PLACES, seconds=TYPED)
    @precondition(lambda self: self.state == "walking")
    def enter(self, touchpoint: str | None, seconds: int) -> None:
        self.did(self.recorder.enter(self.walk.id, self.when(seconds), touchpoint=touchpoint, name="Somewhere else"))

    @rule(number=PICK, reason=TEXTS, seconds=TYPED)
    @precondition(lambda self: self.state != "planned")
    def skip(self, number: int, reason: str, seconds: int) -> None:
        visited = {v.touchpoint for v in self.walk.record.visits}
        left = tuple(t for t in self.walk.record.template.touchpoints if t.key not in visited)
        if left:
            self.did(self.recorder.skip(self.walk.id, self.when(seconds), self.pick(left, number).key, reason))

    @rule(number=PICK, reason=TEXTS)
    @precondition(lambda self: self.walk.record.skips)
    def explain_a_skip(self, number: int, reason: str) -> None:
        skip: Skip = self.pick(self.walk.record.skips, number)
        self.did(self.recorder.save(self.walk.id, replace(skip, reason=reason)))

    @rule(seconds=TYPED)
    @precondition(lambda self: self.state == "walking")
    def pause_or_resume(self, seconds: int) -> None:
        paused = any(p.ended_at is None for p in self.walk.record.pauses)
        step = self.recorder.resume if paused else self.recorder.pause
        self.did(step(self.walk.id, self.when(seconds)))

    @rule(number=PICK, seconds=st.integers(0, 120))
    @precondition(lambda self: self.walk.record.pauses)
    def correct_a_pause(self, number: int, seconds: int) -> None:
        pause = self.pick(self.walk.record.pauses, number)
        self.did(self.recorder.save(self.walk.id, replace(pause, ended_at=pause.started_at + seconds * SECOND)))

    @rule(seconds=TYPED)
    @precondition(lambda self: self.state == "walking")
    def finish(self, seconds: int) -> None:
        self.did(self.recorder.finish(self.walk.id, self.when(seconds)))

    @rule(text=st.sampled_from(["", "0", "7", "10"]))
    def rate(self, text: str) -> None:
        self.did(self.recorder.answer(self.walk.id, "rate.satisfaction", text))

    @rule(numbers=st.lists(PICK, max_size=3), ident=st.sampled_from("abc"), title=TEXTS)
    @precondition(lambda self: self.walk.record.moments)
    def write_down(self, numbers: list[int], ident: str, title: str) -> None:
        evidence = tuple(dict.fromkeys(self.pick(self.walk.record.moments, n).id for n in numbers))
        finding = Finding(ident, 1, title, moments=evidence)
        expectation = Expectation(f"e{ident}", 1, title, evidence=evidence)
        self.did(self.recorder.save_all(self.walk.id, [finding, expectation]))

    @rule(
        number=PICK,
        triage=st.sampled_from([None, "improve", "amplify", "correct"]),
        due=st.sampled_from(["", "2026-12-01"]),
    )
    @precondition(lambda self: self.walk.record.findings)
    def triage(self, number: int, triage: str | None, due: str) -> None:
        finding = self.pick(self.walk.record.findings, number)
        self.did(self.recorder.save(self.walk.id, replace(finding, triage=triage, due=due, owner="Head of ground")))

    @rule(number=PICK, verdict=st.sampled_from([None, "confirmed", "refuted"]))
    @precondition(lambda self: self.walk.record.expectations)
    def judge(self, number: int, verdict: str | None) -> None:
        expectation = self.pick(self.walk.record.expectations, number)
        self.did(self.recorder.save(self.walk.id, replace(expectation, verdict=verdict, note="!")))

    @rule(ident=st.sampled_from(["a1", "a2"]), note=TEXTS, ticked=st.booleans())
    @precondition(lambda self: len(self.walk.record.moments) > 2)
    def attach(self, ident: str, note: str, ticked: bool) -> None:
        self.did(self.recorder.save(self.walk.id, attachment(self.walk, ident, note=note, in_report=ticked)))

    @rule(number=PICK, ticked=st.booleans())
    @precondition(lambda self: self.walk.record.attachments)
    def tick(self, number: int, ticked: bool) -> None:
        attached = self.pick(self.walk.record.attachments, number)
        self.did(self.recorder.save(self.walk.id, replace(attached, in_report=ticked)))

    @rule(place=TEXTS)
    def rename(self, place: str) -> None:
        self.did(self.recorder.amend_journey(self.walk.id, place=place))

    @rule(
        tags=st.lists(st.sampled_from(["pilot", "rail", "été"]), max_size=2), until=st.sampled_from(["", "2030-01-01"])
    )
    def keep(self, tags: list[str], until: str) -> None:
        """How a journey is kept stands aside: no undo takes it back, and it is in the way of none."""
        self.seq = self.walk.took(self.recorder.annotate(self.walk.id, tags=tags, retain_until=until)).seq
        head = self.walk.record.journey
        for records in (self.past, self.future):
            records[:] = [
                replace(r, journey=replace(r.journey, tags=head.tags, retain_until=head.retain_until)) for r in records
            ]

    @rule(number=PICK)
    def remove(self, number: int) -> None:
        record = self.walk.record
        items = (
            *(*record.findings, *record.expectations, *record.skips, *record.pauses, *record.visits),
            *(*record.moments, *record.attachments),
        )
        if items:
            self.did(self.recorder.remove(self.walk.id, self.pick(items, number).id))

    @rule()
    def exclude_and_include(self) -> None:
        before = self.walk.record
        self.walk.took(self.recorder.exclude(self.walk.id, "for a moment"))
        self.seq = self.walk.took(self.recorder.include(self.walk.id)).seq
        assert self.walk.record == before

    @rule()
    def undo(self) -> None:
        if not self.past:
            return
        self.future.append(self.walk.record)
        self.seq = self.walk.undo().seq
        assert self.walk.record == self.past.pop()

    @rule()
    def redo(self) -> None:
        if not self.future:
            return
        self.past.append(self.walk.record)
        self.seq = self.walk.redo().seq
        assert self.walk.record == self.future.pop()

    @rule()
    def restart(self) -> None:
        self.walk = self.walk.reopened()


TestWalking = Walking.TestCase
TestWalking.settings = settings(max_examples=25, stateful_step_count=30)
