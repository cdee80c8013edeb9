"""A journey under way in a store of its own, for tests of the recorder and the store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mysteryshop.clock import FixedClock, Stamp
from mysteryshop.journey import Attachment, Change, Expectation, Finding, Moment, Record, Template, Touchpoint, apply
from mysteryshop.recorder import Recorder
from mysteryshop.store.database import Database
from mysteryshop.store.queries import Queries

START_US = 1_794_650_400_000_000  # 2026-11-14 10:00 UTC

AIRLINE = Template(
    "airline-passenger",
    "Airline passenger",
    "From booking to baggage",
    (
        Touchpoint("security-line", "Security line", "Airport", ("Signs", "Lanes", "Voices"), 10.0, 2, 5.0),
        Touchpoint("coach-seat", "Coach seat", "On board", ("Room", "Noise", "Neighbours"), 90.0, 3),
        Touchpoint("snacks", "The snacks", "On board", ("Choice", "Taste", "Trolley"), 5.0, 1, optional=True),
    ),
)


@dataclass
class Walk:
    """The store, its recorder, and `record`: the journey as the returned changes make it."""

    database: Database
    clock: FixedClock
    recorder: Recorder
    queries: Queries
    record: Record

    @property
    def id(self) -> str:
        return self.record.journey.id

    def later(self, seconds: float = 1.0) -> Stamp:
        return self.clock.advance(seconds)

    def took(self, change: Change) -> Change:
        """Follow a change as a screen does, and hold that the store says the same and its chain is whole."""
        self.record = apply(self.record, change)
        assert self.queries.load(self.id) == self.record
        verification = self.queries.verify(self.id)
        assert verification.ok, verification
        return change

    def capture(self, kind: str, seconds: float = 1.0, **fields: Any) -> Moment:
        """A moment that was captured so many seconds later."""
        moment = self.took(self.recorder.capture(self.id, kind, self.later(seconds), **fields)).saved[0]
        assert isinstance(moment, Moment)
        return moment

    def undo(self) -> Change:
        return self.took(self.recorder.undo(self.id))

    def redo(self) -> Change:
        return self.took(self.recorder.redo(self.id))

    def reopened(self) -> Walk:
        """The same after the app was closed and started again."""
        self.database.close()
        return _of(Database.open(self.database.data_dir), self.clock, self.id)


def _of(database: Database, clock: FixedClock, journey: str) -> Walk:
    queries = Queries(database)
    return Walk(database, clock, Recorder(database, clock), queries, queries.load(journey))


def planned(data_dir: Path, template: Template = AIRLINE, **head: Any) -> Walk:
    """A journey that is prepared, and not begun."""
    database = Database.open(data_dir)
    clock = FixedClock(START_US)
    change = Recorder(database, clock).prepare(template, **head)
    return _of(database, clock, change.journey.id)


def begun(data_dir: Path, template: Template = AIRLINE, **head: Any) -> Walk:
    """A walk under way at its first touchpoint."""
    walk = planned(data_dir, template, **head)
    walk.took(walk.recorder.start(walk.id, walk.later(), template.touchpoints[0].key))
    return walk


def rich(data_dir: Path, **head: Any) -> Walk:
    """A journey that went through everything once, up to the end of its debrief."""
    walk = begun(
        data_dir,
        place="Lisbon to Oslo",
        zone="Europe/Lisbon",
        persona="first-time flyer",
        leader="Ada",
        why="I want to know what our quietest customers put up with",
        expectations=[
            Expectation("e1", 1, "Lines are faster since March", 0.8),
            Expectation("e2", 2, touchpoint="security-line", wait_s=600, contacts=2, feeling=1),
        ],
        answers={"incognito.nobody": "yes", "similarity.tech": "4"},
        **head,
    )
    _walk_on(walk)
    _debrief(walk)
    return walk


def _walk_on(walk: Walk) -> None:
    walk.capture("delight", 8, level=4, text="Agent walked a lost family to the desk", role="gate agent")
    promise = walk.capture(
        "promise", 180, text="Ten minutes at most", role="lane agent", due_at=walk.clock.now().at + 600
    )
    walk.capture("question", 120, text="Is this the line for Oslo?", resolved_at=walk.clock.now().at + 60)
    walk.capture("communication", 60, level=4, trigger="proactive", channel="announcement", text="Boarding passes")
    walk.capture("mark", 60)
    walk.capture("wait", 60, explained=False, estimated_s=600, occupied=False, fair=True)
    friction = walk.capture("friction", 60, level=3, category="information", text="Two lanes closed, nobody says why")
    walk.capture("communication", 60, trigger="chase", channel="in person", listened_s=20, talked_s=40)
    walk.capture("wait", 600)
    walk.capture("feeling", 5, level=-1)
    walk.took(walk.recorder.enter(walk.id, walk.later(60), name="Re-screening"))
    walk.took(walk.recorder.skip(walk.id, walk.later(), "snacks", "travelled alone"))
    walk.took(walk.recorder.pause(walk.id, walk.later(60)))
    walk.took(walk.recorder.resume(walk.id, walk.later(480)))
    walk.took(walk.recorder.enter(walk.id, walk.later(5), touchpoint="coach-seat"))
    wrong = walk.capture("note", 30, text="Not what I meant — naïve 😀 \u200fعربي")
    walk.took(walk.recorder.amend(walk.id, promise.id, outcome="broken"))
    walk.took(walk.recorder.amend(walk.id, friction.id, observed_at=friction.observed_at - 30_000_000, level=4))
    walk.took(walk.recorder.retract(walk.id, wrong.id))
    walk.undo()
    walk.redo()
    walk.took(walk.recorder.finish(walk.id, walk.later(600)))


def _debrief(walk: Walk) -> None:
    moments = tuple(m.id for m in walk.record.moments[:2])
    walk.took(walk.recorder.answer(walk.id, "rate.satisfaction", "6"))
    walk.took(walk.recorder.answer(walk.id, "incognito.recognised", "no"))
    walk.took(walk.recorder.answer(walk.id, "verdict.headline", "Nobody told us anything"))
    judged = walk.record.expectations[0]
    walk.took(
        walk.recorder.save(
            walk.id, Expectation("e1", 1, judged.text, judged.confidence, verdict="refuted", evidence=moments, note="!")
        )
    )
    finding = Finding(
        "f1", 1, "Say why lanes are closed", "…", "improve", "both", "authority", "Nobody may say", "security-line",
        "Fear of missing the flight", "Head of ground", "2026-12-01", moments,
    )  # fmt: skip
    walk.took(walk.recorder.save(walk.id, finding))
    walk.took(walk.recorder.save_all(walk.id, [attachment(walk, "a1"), attachment(walk, "a2", note="blurred")]))
    walk.took(walk.recorder.remove(walk.id, "a2"))


def attachment(walk: Walk, ident: str, **fields: Any) -> Attachment:
    """A photo of the walk's third moment, whose file is kept."""
    data = b"\xff\xd8 the sign over lane " + ident.encode()
    moment = walk.record.moments[2]
    said = {"offset_s": 3600, "width": 640, "height": 480, "in_report": True, "kept_metadata": True, **fields}
    return Attachment(
        ident, moment.id, walk.database.files.put(data), f"{ident}.jpg", "image/jpeg", len(data),
        moment.observed_at + 1_000_000, walk.clock.now().at, "camera", **said,
    )  # fmt: skip


@contextmanager
def closing(walk: Walk) -> Iterator[Walk]:
    """Close the walk's store afterwards."""
    try:
        yield walk
    finally:
        walk.database.close()
