"""From keys and clicks to the walk: which line is open, which question is asked, what each key does now."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal

from mysteryshop.clock import Clock, Stamp
from mysteryshop.journey import Change, Moment, Record, Touchpoint
from mysteryshop.vocabulary import CAPTURES

from .ask_line import AD_HOC, FINISH, SKIP
from .draft import Draft
from .foot import Foot
from .half_typed import HalfTyped
from .plan_panel import PlanPanel
from .position import can_walk, open_visit
from .recorded_model import RecordedModel
from .walking import Walking

_CAPTURES = {term.id: term for term in CAPTURES}
_NEWEST_FIRST = 0


class Steering(QObject):
    """Knows the parts that keys act on; the screen puts these parts where they are seen."""

    hideRequested = Signal()
    grabRequested = Signal(object)  # Stamp: a picture of the screen
    keyboardFreed = Signal()  # nothing is being typed: keys capture again

    def __init__(self, walking: Walking, foot: Foot, plan: PlanPanel, rows: RecordedModel, clock: Clock) -> None:
        super().__init__(foot)
        self._walking, self._foot, self._plan, self._rows, self._clock = walking, foot, plan, rows, clock
        self._steps: Mapping[str, Callable[[Stamp], None]] = {
            "next": self._next,
            "skip": lambda _at: self.ask_skip(),
            "adhoc": lambda _at: self._ask_ad_hoc(),
            "pause": walking.pause_or_resume,
            "finish": self._finish,
            "hide": lambda _at: self._hide(),
            "undo": lambda _at: self._undo(),
            "redo": lambda _at: walking.redo(),
            "kept": lambda at: walking.settle_promise("kept", at),
            "broken": lambda at: walking.settle_promise("broken", at),
            "answered": walking.answered,
            "grab": self.grabRequested.emit,
        }
        walking.lineOpened.connect(self._on_line)
        walking.finishAsked.connect(self._on_finish_asked)
        foot.detail.amended.connect(walking.amend)
        foot.detail.closed.connect(self._on_line_closed)
        foot.detail.removeRequested.connect(walking.retract)
        foot.detail.stepRequested.connect(self._on_step)
        foot.ask.accepted.connect(self._on_accepted)
        foot.ask.refused.connect(self._settle)
        plan.enterRequested.connect(self._enter)
        plan.adHocRequested.connect(self._on_ad_hoc)
        plan.skipRequested.connect(self.ask_skip)
        plan.failedRequested.connect(walking.mark_failed)

    def pressed(self, ident: str, at: Stamp) -> None:
        """A key or its button: a capture, or a step."""
        term = _CAPTURES.get(ident)
        if term is not None:
            if self._foot.ask.asked == FINISH:
                self._foot.ask.refuse()
            self._walking.capture(term, at)
        else:
            self._steps[ident](at)

    def answer(self, ident: str, moment: str) -> None:
        """An answer's button on the line of an open moment."""
        at = self._clock.now()
        if ident in ("kept", "broken"):
            self._walking.settle_promise(ident, at, moment)
        else:
            self.pressed(ident, at)

    def describe_last(self) -> None:
        """Open the newest moment for amending."""
        if self._rows.rowCount():
            self._walking.open_line(self._rows.moment(_NEWEST_FIRST))

    def follow(self, change: Change) -> None:
        """Keep the open line true to what was committed: undone moments leave it, undone details are shown."""
        draft = self._foot.detail.draft
        if draft is None:
            return
        if draft.moment.id in change.removed:
            self._foot.detail.forget()
        elif change.verb in ("undo", "redo"):
            for item in change.saved:
                if isinstance(item, Moment) and item.id == draft.moment.id:
                    self._walking.open_line(item)

    def take_keyboard(self) -> None:
        """Give the keyboard to what is being typed, else to the capture keys."""
        if self._foot.detail.draft is not None:
            self._foot.detail.field.setFocus()
        elif self._foot.ask.asked:
            self._foot.ask.take_keyboard()
        else:
            self.keyboardFreed.emit()

    def ask_skip(self, key: str = "") -> None:
        """Ask why a touchpoint is skipped: the one named or chosen in the list, else the next one."""
        record = self._walking.record
        if record is None or not can_walk(record):
            return
        chosen = self._plan.chosen()
        choices = _skippable(record, key or (chosen.touchpoint if chosen is not None else None) or "")
        if choices:
            self._foot.detail.close_line()
            self._foot.ask.ask_skip(choices)
            self._settle()

    def ask_again(self, line: HalfTyped) -> None:
        """Ask what was being answered in the discreet window."""
        if line.asked == SKIP and line.touchpoint is not None:
            self.ask_skip(line.touchpoint.key)
        elif line.asked == AD_HOC:
            self._ask_ad_hoc()
        elif line.asked == FINISH and self._walking.position is not None:
            self._on_finish_asked(len(self._walking.position.remaining))
        if self._foot.ask.asked:
            self._foot.ask.field.setText(line.text)

    def _next(self, at: Stamp) -> None:
        self._foot.detail.close_line()
        self._walking.next(at)

    def _enter(self, key: str) -> None:
        at = self._clock.now()
        record = self._walking.record
        touchpoint = record.template.touchpoint(key) if record is not None else None
        here = self._walking.position
        if touchpoint is not None and here is not None and here.touchpoint != touchpoint:
            self._walking.enter(touchpoint, at)

    def _on_ad_hoc(self, name: str) -> None:
        if name:
            self._walking.enter_ad_hoc(name, self._clock.now())
        else:
            self._ask_ad_hoc()

    def _ask_ad_hoc(self) -> None:
        record = self._walking.record
        if record is not None and can_walk(record):
            self._foot.detail.close_line()
            self._foot.ask.ask_ad_hoc()
            self._settle()

    def _finish(self, at: Stamp) -> None:
        where = self._walking.position
        if where is None or self._walking.record is None or self._walking.record.journey.state != "walking":
            return
        if where.remaining and self._foot.ask.asked != FINISH:
            self._on_finish_asked(len(where.remaining))
        else:
            self._foot.detail.close_line()
            self._foot.ask.refuse()
            self._walking.finish(at)

    def _on_finish_asked(self, left: int) -> None:
        self._foot.detail.close_line()
        self._foot.ask.ask_finish(left)
        self._settle()

    def _on_accepted(self, asked: str, text: str) -> None:
        at = self._clock.now()
        touchpoint = self._foot.ask.touchpoint
        self._settle()
        if asked == SKIP and touchpoint is not None:
            self._walking.skip(touchpoint, text, at)
        elif asked == AD_HOC:
            self._walking.enter_ad_hoc(text, at)
        elif asked == FINISH:
            self._walking.finish(at)

    def _undo(self) -> None:
        if self._foot.ask.asked:
            self._foot.ask.refuse()
        else:
            self._walking.undo()

    def _hide(self) -> None:
        self._foot.detail.keep()
        self.hideRequested.emit()

    def _on_line(self, draft: Draft) -> None:
        self._foot.detail.open(draft)
        self._foot.settle()

    def _on_line_closed(self) -> None:
        self._settle()

    def _on_step(self, moment: str, step: int) -> None:
        row = self._rows.row_of(moment)
        wanted = row + step if row >= 0 else _NEWEST_FIRST
        if 0 <= wanted < self._rows.rowCount():
            self._walking.open_line(self._rows.moment(wanted))
        elif wanted < 0:
            self._foot.detail.close_line()

    def _settle(self) -> None:
        self._foot.settle()
        self.take_keyboard()


def _skippable(record: Record, key: str) -> tuple[Touchpoint, ...]:
    """What can be skipped: the one named first, then what comes next, and here where nothing was recorded yet."""
    taken = {v.touchpoint for v in record.visits} | {s.touchpoint for s in record.skips}
    choices = [t for t in record.template.touchpoints if t.key not in taken or t.key == key]
    plan = record.template.touchpoints
    visit = open_visit(record)
    here = record.template.touchpoint(visit.touchpoint) if visit is not None and visit.touchpoint else None
    if here is not None and visit is not None:
        place = plan.index(here)
        choices = [t for t in choices if t is not here]
        choices.sort(key=lambda t: (plan.index(t) < place, plan.index(t)))
        if not any(m.visit == visit.id for m in record.moments):
            choices.append(here)
    return tuple(sorted(choices, key=lambda t: t.key != key))
