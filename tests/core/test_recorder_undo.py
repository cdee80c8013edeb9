"""Undo and redo: also after a restart, in any order, back to the beginning, at the same cost always."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from mysteryshop.errors import KnownError
from mysteryshop.journey import Change, Expectation, Finding, Record
from tests.core.walks import Walk, begun, closing, rich


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
PICK = st.integers(0, 1000)


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
        if change.seq != self.seq:  # else it changed nothing, and there is nothing to undo
            self.past.append(before)
            self.future.clear()
        self.seq = change.seq

    def pick(self, items: tuple[Any, ...], number: int) -> Any:
        return items[number % len(items)]

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

    @rule(touchpoint=PLACES, seconds=st.integers(-60, 90))
    @precondition(lambda self: self.state == "walking")
    def enter(self, touchpoint: str | None, seconds: int) -> None:
        self.did(
            self.recorder.enter(self.walk.id, self.walk.later(seconds), touchpoint=touchpoint, name="Somewhere else")
        )

    @rule()
    @precondition(lambda self: self.state != "planned")
    def skip(self) -> None:
        visited = {v.touchpoint for v in self.walk.record.visits}
        for touchpoint in self.walk.record.template.touchpoints:
            if touchpoint.key not in visited:
                self.did(self.recorder.skip(self.walk.id, self.walk.later(), touchpoint.key, "why"))
                return

    @rule()
    @precondition(lambda self: self.state == "walking")
    def pause_or_resume(self) -> None:
        paused = any(p.ended_at is None for p in self.walk.record.pauses)
        step = self.recorder.resume if paused else self.recorder.pause
        self.did(step(self.walk.id, self.walk.later()))

    @rule()
    @precondition(lambda self: self.state == "walking")
    def finish(self) -> None:
        self.did(self.recorder.finish(self.walk.id, self.walk.later()))

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

    @rule(number=PICK)
    def remove(self, number: int) -> None:
        record = self.walk.record
        items = (*record.findings, *record.expectations, *record.skips, *record.pauses, *record.visits)
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
