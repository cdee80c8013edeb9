"""The debrief screen: steps on the left, the step that is on in the middle, and the way on below."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from mysteryshop.analysis import debrief
from mysteryshop.errors import KnownError
from mysteryshop.journey import Record

from ..desk import Desk
from ..open_journey import OpenJourney
from ..pen import Pen
from ..theme import Theme
from ..widgets.banner import Banner
from ..widgets.journey_bar import JourneyBar
from ..widgets.parts import column, frame, label, row
from ..widgets.seal_bar import SealBar
from ..widgets.shortcuts import keys_within
from .finalise_page import FinalisePage
from .holding import Held
from .not_yet import NotYet
from .page import Page
from .pages import MAKERS, Pages
from .step_list import StepList
from .way_on import LAST, WayOn

_SIDE = 264
_STATES = ("debrief", "finalised", "excluded")  # in which there is something to debrief


class DebriefScreen(QWidget):
    """Ctrl+Enter goes on, Ctrl+PgUp and Ctrl+PgDown walk through the steps, Ctrl+Z takes back."""

    finalised = Signal(str)
    storyRequested = Signal(str)
    momentRequested = Signal(str)  # to be shown in the story
    walkRequested = Signal(str)
    leaveRequested = Signal()
    pageMade = Signal(object)  # Page: a step's page, when it is first needed

    def __init__(self, desk: Desk, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("debriefScreen")
        self.setProperty("role", "ground")
        self._theme = theme
        self.pen = Pen(self)
        self.step = ""
        self._sealed = self._stale = False
        self.bar = JourneyBar("debrief", "Debrief")
        self.seal = SealBar(self.pen)
        self.banner = Banner()
        self.steps = StepList(theme)
        self.pages = Pages(self._make)
        self.not_yet = NotYet()
        self._stack = QStackedWidget()
        self._left = label("", "overline", name="debrief.left")
        self.way_on = WayOn()
        self._build()
        self._wire()

    def set_journey(self, open_journey: OpenJourney | None) -> None:
        """Debrief another journey, or none; what was typed for the one before is sent to it first."""
        self.flush()
        self.pen.set_journey(open_journey)
        self.step = ""
        self.banner.hide()
        self._stale = True
        if self.isVisible():
            self._refresh()

    def go_to(self, ident: str, *, focus: bool = True) -> None:
        """Show a step; what was typed on the one before is sent first."""
        record = self.pen.record
        if record is None or ident not in MAKERS:
            return
        self.flush()
        self.step = ident
        page = self.pages[ident]
        page.enter(record)
        page.set_locked(self.pen.locked)
        self._stack.setCurrentWidget(page)
        self.steps.choose(ident)
        self.way_on.show_way(self.steps.steps, ident)
        if focus:
            page.focus_first()

    def go_on(self) -> None:
        """To the next step with something left, or to the end."""
        if self.pen.record is None or not self.step:
            return
        if self.step == LAST:
            self._finish()
            return
        self.flush()
        if (following := self.steps.steps.following(self.step)) is not None:
            self.go_to(following.id)

    def flush(self) -> None:
        """Send everything that was typed and is not stored yet."""
        if self.step:
            self.pages[self.step].flush()

    def focus_first(self) -> None:
        """Give the keyboard to where work begins."""
        if self.step:
            self.pages[self.step].focus_first()

    def showEvent(self, event: QShowEvent) -> None:
        """What changed while it was out of sight is shown now."""
        super().showEvent(event)
        if self._stale:
            self._refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Going away, however it comes about, keeps what was typed."""
        self.flush()
        super().hideEvent(event)

    def _refresh(self) -> None:
        self._stale = False
        record = self.pen.record
        self._sealed = self.pen.sealed
        if record is None:
            self.bar.show_record(None)
            return
        self._follow(record)
        if record.journey.state in _STATES:
            self.go_to(self.step or self._first_open())

    def _finish(self) -> None:
        page = self.pages[LAST]
        assert isinstance(page, FinalisePage)
        if self.pen.sealed:
            self._on_story()
        elif page.finalise.isEnabled():
            page.go_on()

    def _first_open(self) -> str:
        step = self.steps.steps.first_open
        return step.id if step is not None else LAST

    def _by(self, by: int) -> None:
        order = self.steps.steps.steps
        place = self.steps.steps.place(self.step) + by
        if 0 <= place < len(order):
            self.go_to(order[place].id)

    def _follow(self, record: Record) -> None:
        ready = record.journey.state in _STATES
        self.bar.show_record(record)
        self.bar.show_waiting(self.pen.waiting)
        self.bar.show_undo(self.pen.can_undo and ready, self.pen.can_redo and ready, sealed=self.pen.sealed)
        self.seal.show_journey()
        self.steps.steps.show_steps(debrief.steps(record))
        left = len(debrief.left(record))
        self._left.setText("SEALED" if self.pen.sealed else f"DEBRIEF · {left} LEFT" if left else "DEBRIEF · ALL DONE")
        self._side.setVisible(ready)
        self.way_on.setVisible(ready)
        if not ready:
            self.not_yet.show_record(record)
            self._stack.setCurrentWidget(self.not_yet)

    def _on_changed(self, record: Record) -> None:
        if not self.isVisible():
            self._stale = True
            return
        was, self._sealed = self._sealed, self.pen.sealed
        self._follow(record)
        if not self.step:
            if record.journey.state in _STATES:
                self.go_to(self._first_open())
            return
        page = self.pages[self.step]
        page.show_record(record)
        self.way_on.show_way(self.steps.steps, self.step)
        if was != self._sealed:
            page.set_locked(self.pen.locked)
            if self._sealed:
                page.focus_first()
                self.finalised.emit(record.journey.id)

    def _on_lock(self, _locked: bool) -> None:
        if self.step:
            self.pages[self.step].set_locked(self.pen.locked)
            self.pages[self.step].focus_first()

    def _on_refused(self, error: KnownError) -> None:
        if self.step:
            self.pages[self.step].refused()
        if self.isVisible():  # otherwise another screen was refused, and says so itself
            self.banner.show_error(error)
        if self.pen.record is not None:
            self._on_changed(self.pen.record)

    def _on_stuck(self, error: KnownError, waiting: int) -> None:
        self.banner.show_error(error, lasting=True)
        self.bar.show_waiting(waiting)

    def _on_undo(self) -> None:
        self.flush()
        self.pen.undo()

    def _on_story(self) -> None:
        self.flush()
        if self.pen.record is not None:
            self.storyRequested.emit(self.pen.record.journey.id)

    def _on_place(self, held: Held) -> None:
        """To what holds up the seal: a field of a step, or of a moment beside the story's charts."""
        if held.step:
            self.go_to(held.step, focus=False)
            self.pages[held.step].go_there(held.about, held.field)
        else:
            self._on_story()
            self.momentRequested.emit(held.about)

    def _on_walk(self) -> None:
        if self.pen.record is not None:
            self.walkRequested.emit(self.pen.record.journey.id)

    def _on_theme(self) -> None:
        self._side.setFixedWidth(round(_SIDE * self._theme.scale))

    def _build(self) -> None:
        self._side = frame("side", column(self._head(), self.steps, spacing=0), margin=0, spacing=0)
        self._on_theme()
        self._stack.addWidget(self.not_yet)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._stack, 1)
        middle.addWidget(self.way_on)
        both = QHBoxLayout()
        both.setSpacing(0)
        both.addWidget(self._side)
        both.addLayout(middle, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.bar)
        outer.addWidget(self.seal)
        outer.addWidget(self.banner)
        outer.addLayout(both, 1)

    def _make(self, ident: str) -> Page:
        page = MAKERS[ident](self.pen, self._theme)
        page.goOn.connect(self.go_on)
        page.stepRequested.connect(self.go_to)
        if isinstance(page, FinalisePage):
            page.storyRequested.connect(self._on_story)
            page.placeRequested.connect(self._on_place)
        self._stack.addWidget(page)
        self.pageMade.emit(page)
        return page

    def _head(self) -> QWidget:
        result = QWidget()
        result.setLayout(row(self._left, None))
        result.setContentsMargins(24, 20, 24, 8)
        return result

    def _wire(self) -> None:
        self._theme.changed.connect(self._on_theme)
        self.pen.changed.connect(self._on_changed)
        self.pen.refused.connect(self._on_refused)
        self.pen.stuck.connect(self._on_stuck)
        self.pen.recovered.connect(self.banner.hide)
        self.pen.lockChanged.connect(self._on_lock)
        self.way_on.onRequested.connect(self.go_on)
        self.way_on.backRequested.connect(lambda: self._by(-1))
        self.steps.stepChosen.connect(lambda ident: self.go_to(ident, focus=False))
        self.bar.undoRequested.connect(self._on_undo)
        self.bar.redoRequested.connect(self.pen.redo)
        self.bar.otherRequested.connect(self._on_story)
        self.bar.leaveRequested.connect(self.leaveRequested)
        self.not_yet.walkRequested.connect(self._on_walk)
        keys = {
            "Ctrl+Return": self.go_on,
            "Ctrl+Enter": self.go_on,
            "Ctrl+PgDown": lambda: self._by(1),
            "Ctrl+PgUp": lambda: self._by(-1),
            "Ctrl+Z": self._on_undo,
            "Ctrl+Shift+Z": self.pen.redo,
        }
        keys_within(self, keys)
