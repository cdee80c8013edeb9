"""What a leader's keys do to the journey: without widgets, so that the full screen and the discreet window share it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from mysteryshop.clock import Clock, Stamp
from mysteryshop.journey import SECOND, Change, Instant, Moment, Record, Skip, Touchpoint, Visit
from mysteryshop.vocabulary import CAPTURES, CaptureTerm, by_id

from ..open_journey import OpenJourney
from ..widgets.moving import moving
from .ahead import Ahead
from .captured import amendment, captured
from .draft import Draft
from .position import Position, can_walk, open_pause, open_promises, open_question, open_visit, open_wait, position

OPENS_LINE = frozenset({"friction", "delight", "communication", "wait", "promise", "question", "note"})


class Walking(QObject):
    """One open journey under the keys. Every method that records takes the instant of its key."""

    moved = Signal()  # what is known of the walk changed, durable or on its way
    lineOpened = Signal(object)  # Draft: details of this moment may be typed
    finishAsked = Signal(int)  # touchpoints not visited
    finished = Signal(str)

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.clock = clock
        self.journey: OpenJourney | None = None
        self._ahead: Ahead | None = None
        self._finish_sent = False

    def set_journey(self, journey: OpenJourney | None) -> None:
        """Walk another journey."""
        if self.journey is not None:
            self.journey.changed.disconnect(self._on_changed)
            self.journey.refused.disconnect(self._on_refused)
        self.journey = journey
        self._finish_sent = False
        self._ahead = Ahead.of(journey) if journey is not None else None
        if journey is not None:
            journey.changed.connect(self._on_changed)
            journey.refused.connect(self._on_refused)

    @property
    def record(self) -> Record | None:
        """The walk as it will be once all that is queued is durable."""
        return self._ahead.record if self._ahead is not None else None

    @property
    def position(self) -> Position | None:
        """Where the walk stands."""
        return position(self._ahead.record) if self._ahead is not None else None

    @property
    def paused(self) -> bool:
        """Whether the clocks stand still."""
        return self._ahead is not None and open_pause(self._ahead.record) is not None

    def capture(self, term: CaptureTerm, at: Stamp) -> str:
        """Store the moment of a capture key, and return its id; where words can follow, its line is opened."""
        ahead = self._walk(at)
        if ahead is None or self.journey is None:
            return ""
        waiting = open_wait(ahead.record) if term.kind == "wait" else None
        if waiting is not None:
            self._end_wait(ahead, waiting, at)
            return waiting.id
        known = {name: value for name, value in (("trigger", term.trigger), ("level", term.level)) if value is not None}
        ident = self.journey.capture(term.kind, at, **known)
        moment = captured(ident, term, at)
        ahead.capture(moment)
        self.moved.emit()
        if term.kind in OPENS_LINE:
            self.lineOpened.emit(Draft(moment, ahead.record.journey.zone, fresh=True))
        return ident

    def begin_words(self, words: str, at: Stamp) -> bool:
        """Store a line that begins with no code as a note, and open it; False where nothing is recorded any more."""
        ahead = self._walk(at)
        if ahead is None or self.journey is None:
            return False
        ident = self.journey.capture("note", at, text=words.strip())
        moment = replace(captured(ident, by_id(CAPTURES, "note"), at), text=words.strip())
        ahead.capture(moment)
        self.moved.emit()
        self.lineOpened.emit(Draft.of_words(moment, ahead.record.journey.zone, words))
        return True

    def amend(self, draft: Draft) -> None:
        """Hand over what was typed since the last time."""
        fields = draft.take(self.clock.now().at)
        if fields is not None and self.journey is not None and self._ahead is not None:
            self.journey.edit(amendment(self.journey.id, draft.moment.id, fields))
            self._ahead.amend(draft.moment.id, fields)
            self.moved.emit()

    def open_line(self, moment: Moment) -> None:
        """Open a recorded moment for amending."""
        if self._ahead is not None:
            self.lineOpened.emit(Draft(moment, self._ahead.record.journey.zone))

    def change(self, moment: Moment, **fields: Any) -> None:
        """Change fields of a moment."""
        if fields:
            self._resolve(moment, **fields)

    def nudge(self, moment: str, seconds: int) -> Instant | None:
        """Move a moment in time by so many seconds, within the walk; when it happened now, None where nothing moved."""
        there = self._ahead.record.moment(moment) if self._ahead is not None else None
        return None if there is None else self.move(moment, there.observed_at + seconds * SECOND)

    def move(self, moment: str, at: Instant) -> Instant | None:
        """Move a moment to another time, within the walk."""
        there = self._ahead.record.moment(moment) if self._ahead is not None else None
        if there is None or self._ahead is None:
            return None
        fields = moving(self._ahead.record, there, at, self.clock.now().at)
        if fields:
            self._resolve(there, **fields)
        return fields.get("observed_at")

    def retract(self, moment: str) -> None:
        """Take a moment back."""
        if self.journey is not None and self._ahead is not None:
            self.journey.retract(moment)
            self._ahead.save(removed=(moment,))
            self.moved.emit()

    def next(self, at: Stamp) -> None:
        """Start the walk, or go to the next touchpoint; after the last one, ask whether to finish."""
        if self.journey is None or self._ahead is None or not can_walk(self._ahead.record):
            return
        where = position(self._ahead.record)
        if where.upcoming is None:
            self.finishAsked.emit(len(where.remaining))
        else:
            self.enter(where.upcoming, at)

    def enter(self, touchpoint: Touchpoint, at: Stamp) -> None:
        """Enter a planned touchpoint; in a planned journey this starts the walk."""
        if self.journey is None or self._ahead is None or not can_walk(self._ahead.record):
            return
        ident, key = self.journey.id, touchpoint.key
        if self._ahead.record.journey.state == "planned":
            self.journey.edit(lambda r: r.start(ident, at, key))
            self._ahead.start(at)
        else:
            self.journey.edit(lambda r: r.enter(ident, at, touchpoint=key))
        self._ahead.enter(at, key, touchpoint.name)
        self.moved.emit()

    def enter_ad_hoc(self, name: str, at: Stamp) -> None:
        """Enter a touchpoint that the plan does not have."""
        ahead = self._walk(at)
        if ahead is None or self.journey is None or not name.strip():
            return
        ident = self.journey.id
        self.journey.edit(lambda r: r.enter(ident, at, name=name.strip()))
        planned = ahead.record.template.named(name)
        ahead.enter(at, planned.key if planned else None, planned.name if planned else name.strip())
        self.moved.emit()

    def skip(self, touchpoint: Touchpoint, reason: str, at: Stamp) -> None:
        """Leave a planned touchpoint out. Where it is under way and nothing was recorded, its visit never was."""
        ahead = self._walk(at)
        if ahead is None or self.journey is None:
            return
        ident, key = self.journey.id, touchpoint.key
        visit = open_visit(ahead.record)
        if visit is not None and visit.touchpoint == key:
            skip = Skip(str(uuid4()), key, at.at, reason.strip())
            self.journey.save(skip, removed=(visit.id,))
            ahead.save(skip, removed=(visit.id,))
        else:
            self.journey.edit(lambda r: r.skip(ident, at, key, reason.strip()))
            ahead.skip(at, key, reason.strip())
        self.moved.emit()

    def pause_or_resume(self, at: Stamp) -> None:
        """Let time stand still, or run again."""
        ahead = self._walk(at)
        if ahead is None or self.journey is None:
            return
        ident = self.journey.id
        if self.paused:
            self.journey.edit(lambda r: r.resume(ident, at))
        else:
            self.journey.edit(lambda r: r.pause(ident, at))
        ahead.pause(at)
        self.moved.emit()

    def finish(self, at: Stamp) -> None:
        """End the walk; `finished` follows when it is durable."""
        if self.journey is None or self._ahead is None or self._ahead.record.journey.state != "walking":
            return
        ident = self.journey.id
        self._finish_sent = True
        self.journey.edit(lambda r: r.finish(ident, at))
        self._ahead.finish(at)
        self.moved.emit()

    def mark_failed(self, visit: Visit, failed: bool) -> None:
        """Say that a touchpoint could not be completed, or that it could."""
        if self.journey is not None and self._ahead is not None:
            altered = replace(visit, failed=failed)
            self.journey.save(altered)
            self._ahead.save(altered)
            self.moved.emit()

    def settle_promise(self, outcome: str, at: Stamp, promise: str = "") -> None:
        """Kept or broken: the promise named, or the one that is due first."""
        if self._ahead is None:
            return
        promises = open_promises(self._ahead.record)
        wanted = next((p for p in promises if not promise or p.id == promise), None)
        if wanted is not None:
            self._resolve(wanted, outcome=outcome, resolved_at=max(at.at, wanted.observed_at))

    def answered(self, at: Stamp) -> None:
        """The question asked last at this touchpoint has been answered."""
        question = open_question(self._ahead.record) if self._ahead is not None else None
        if question is not None:
            self._resolve(question, resolved_at=max(at.at, question.observed_at))

    def undo(self) -> None:
        """Take the journey's newest edit back."""
        if self.journey is not None:
            self.journey.undo()

    def redo(self) -> None:
        """Make it again."""
        if self.journey is not None:
            self.journey.redo()

    def _walk(self, at: Stamp) -> Ahead | None:
        """The walk that a key records in, started by it where it was only planned."""
        if self.journey is None or self._ahead is None or not can_walk(self._ahead.record):
            return None
        if self._ahead.record.journey.state == "planned":
            ident = self.journey.id
            self.journey.edit(lambda r: r.start(ident, at))
            self._ahead.start(at)
        return self._ahead

    def _end_wait(self, ahead: Ahead, waiting: Moment, at: Stamp) -> None:
        assert self.journey is not None
        self.journey.capture("wait", at)
        ahead.amend(waiting.id, {"resolved_at": max(at.at, waiting.observed_at)})
        self.moved.emit()
        self.lineOpened.emit(Draft(waiting, ahead.record.journey.zone, ended_at=at.at))

    def _resolve(self, moment: Moment, **fields: Any) -> None:
        assert self.journey is not None
        assert self._ahead is not None
        self.journey.amend(moment.id, **fields)
        self._ahead.amend(moment.id, fields)
        self.moved.emit()

    def _on_changed(self, _change: Change) -> None:
        self._settle()
        if self._finish_sent and self.journey is not None and self.journey.record.journey.state == "debrief":
            self._finish_sent = False
            self.finished.emit(self.journey.id)

    def _on_refused(self, _error: object) -> None:
        self._settle()

    def _settle(self) -> None:
        if self.journey is not None and self._ahead is not None and not self.journey.waiting:
            self._ahead.settle(self.journey.record)
        self.moved.emit()
