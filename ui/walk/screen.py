"""The walk screen: parts are put together and connected here, and nothing else happens."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mysteryshop.analysis.timeline import Timeline
from mysteryshop.errors import KnownError
from mysteryshop.journey import Change, Instant, Moment

from ..desk import Desk
from ..open_journey import OpenJourney
from ..theme import Theme
from ..widgets.banner import Banner
from ..widgets.moving import reach
from ..widgets.wording import When, clock_text
from . import keys as walk_keys
from .chips import DetailStrip
from .detail_line import DetailLine
from .draft import Draft
from .echo import KEY_EVENTS, Echo
from .foot import Foot
from .half_typed import HalfTyped
from .here import Here
from .plan_panel import PlanPanel
from .recorded_panel import RecordedPanel
from .steering import Steering
from .ticker import Ticker
from .top_bar import TopBar
from .typed_lines import TypedLines
from .walking import Walking

NEWS_MS = 8000  # how long a refusal stays
LEFT, RIGHT = 264, 336  # widths of the side panels; narrow windows give the middle its share
WIDEST_RIGHT = 440
NARROW, LOW = 1160, 720


class WalkScreen(QWidget):
    """Capture keys work wherever the keyboard is on this screen, but not inside a line that is being typed."""

    finished = Signal(str)
    leaveRequested = Signal()
    hideRequested = Signal()

    def __init__(self, desk: Desk, theme: Theme, keys: Mapping[str, str]) -> None:
        super().__init__()
        self.setObjectName("walkScreen")
        self.setProperty("role", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._clock = desk.clock
        self.walking = Walking(desk.clock, self)
        self.echo = Echo(desk.clock, self)
        self.typed = TypedLines(self.walking)
        self.keys = walk_keys.build(self, desk.clock, keys, lambda i, at: self.steering.pressed(i, at), self.echo)
        self.strip = DetailStrip()
        self.top = TopBar(theme, self.keys)
        self.banner = Banner()
        self.plan = PlanPanel(theme)
        self.here = Here(theme, self.keys, self.strip)
        self.recorded = RecordedPanel(theme)
        self.detail = DetailLine(theme, self.strip, lambda: desk.clock.now().at)
        self.foot = Foot(theme, self.keys, self.detail)
        self.steering = Steering(self.walking, self.foot, self.plan, self.recorded.model, desk.clock)
        self.ticker = Ticker(desk.clock, self)
        self._news = QTimer(self)
        self._is_stuck = False
        self._build()
        self._connect()

    def set_journey(self, journey: OpenJourney | None) -> None:
        """Walk another journey; what was typed about the one before goes to its disk first."""
        self.detail.close_line()
        self.foot.ask.refuse()
        before = self.walking.journey
        if before is not None:
            for signal, slot in self._signals(before):
                signal.disconnect(slot)
        self.walking.set_journey(journey)
        self.recorded.open_record(journey.record if journey is not None else None, self._when())
        self.banner.hide()
        self._is_stuck = False
        if journey is not None:
            self.recorded.set_waiting(journey.waiting)
            for signal, slot in self._signals(journey):
                signal.connect(slot)
        self.refresh()

    def set_keys(self, keys: Mapping[str, str]) -> None:
        """The user has chosen other keys."""
        walk_keys.set_keys(self.keys, keys)
        self.top.show_keys()
        self.foot.idle.show_keys()
        self.here.show_keys()
        self.refresh()

    def half_typed(self) -> HalfTyped:
        """The line that is being typed, for the discreet window to go on with; what it says so far is kept."""
        self.detail.keep()
        ask = self.foot.ask
        if self.detail.draft is not None or not ask.asked:
            return HalfTyped(self.detail.draft)
        return HalfTyped(None, ask.asked, ask.touchpoint, ask.field.text())

    def take_line(self, line: HalfTyped) -> None:
        """Go on with a line that was begun in the discreet window."""
        self.foot.ask.refuse()
        if line.draft is not None:
            self.walking.lineOpened.emit(line.draft)
        else:
            self.detail.forget()
            self.steering.ask_again(line)

    def showEvent(self, event: QShowEvent) -> None:
        """Time is shown again, and keys capture."""
        super().showEvent(event)
        self.refresh()
        self.ticker.start()
        self.steering.take_keyboard()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody is looking: what is typed goes to the disk, the clocks need not run."""
        self.detail.keep()
        self.ticker.stop()
        super().hideEvent(event)

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Qt's own would paint the whole screen anew, and nothing on it shows the keyboard."""

    def focusOutEvent(self, _event: QFocusEvent) -> None:
        """As on coming in."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up describes the last moment; a key held down counts once; everything else is an action."""
        if event.key() == Qt.Key.Key_Up and not event.isAutoRepeat():
            self.steering.describe_last()
        elif held := walk_keys.held_key(self.keys, event):
            self.echo.held(held)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Every key is seen on its way, for two presses that are one."""
        if event.type() in KEY_EVENTS:
            self.echo.saw(event)
        return super().event(event)

    def resizeEvent(self, event: object) -> None:
        """Give the middle its share of a narrow window."""
        super().resizeEvent(event)  # type: ignore[arg-type]  # Qt's event, passed on
        narrow = self.width() < NARROW
        self.detail.set_roomy(self.height() >= LOW)
        self.plan.setFixedWidth(LEFT - 40 if narrow else LEFT)
        self.recorded.setFixedWidth(RIGHT - 56 if narrow else min(WIDEST_RIGHT, max(RIGHT, self.width() // 4)))

    def _build(self) -> None:
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.plan)
        middle.addWidget(self.here, 1)
        middle.addWidget(self.recorded)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.top)
        layout.addWidget(self.banner)
        layout.addLayout(middle, 1)
        layout.addWidget(self.foot)
        self._news.setSingleShot(True)
        self._news.setInterval(NEWS_MS)

    def _connect(self) -> None:
        self.walking.moved.connect(self._on_moved)
        self.walking.finished.connect(self.finished)
        self.walking.lineOpened.connect(lambda draft: self.recorded.show_amended(draft.moment.id))
        self.detail.closed.connect(lambda: self.recorded.show_amended(""))
        self.steering.hideRequested.connect(self.hideRequested)
        self.steering.keyboardFreed.connect(self.setFocus)
        self.echo.heard.connect(self.foot.say)
        self.detail.done.connect(self._on_done)
        self.detail.nudgeRequested.connect(self._on_nudge)
        self.recorded.moveRequested.connect(self._on_moved_row)
        self.recorded.view.reach = self._reach
        for field in (self.detail.field, self.foot.ask.field):
            field.echo = self.echo
        self.top.leaveRequested.connect(self.leaveRequested)
        self.here.answered.connect(self.steering.answer)
        self.recorded.openRequested.connect(self.walking.open_line)
        self.recorded.removeRequested.connect(self.walking.retract)
        self.ticker.ticked.connect(self._on_tick)
        self._news.timeout.connect(self.banner.hide)

    def _signals(self, journey: OpenJourney) -> tuple[tuple[Any, Callable[..., None]], ...]:
        return (
            (journey.changed, self._on_changed),
            (journey.stuck, self._on_stuck),
            (journey.recovered, self._on_recovered),
            (journey.refused, self._on_refused),
        )

    def _on_done(self, draft: Draft) -> None:
        said = self.typed.done(draft)
        if said:
            self.foot.say(said)

    def _on_nudge(self, moment: str, seconds: int) -> None:
        moved, record = self.walking.nudge(moment, seconds), self.walking.record
        if record is not None:
            told = f"now at {clock_text(moved, record.journey.zone)}" if moved is not None else "no further that way"
            self.detail.say(told)

    def _on_moved_row(self, moment: str, at: Instant) -> None:
        self.detail.keep()
        moved, record = self.walking.move(moment, at), self.walking.record
        if moved is not None and record is not None:
            self.foot.say(f"Moved to {clock_text(moved, record.journey.zone)}, recalled. Ctrl+Z takes it back.")

    def _reach(self, moment: Moment) -> tuple[Instant, Instant]:
        record = self.walking.record
        return (
            (moment.observed_at, moment.observed_at) if record is None else reach(record, moment, self._clock.now().at)
        )

    def _on_changed(self, change: Change) -> None:
        self.recorded.follow(change)
        self.steering.follow(change)

    def _on_moved(self) -> None:
        journey = self.walking.journey
        if journey is not None:
            self.recorded.set_waiting(journey.waiting, at_once=self._is_stuck)
        if self.isVisible():
            self.refresh()

    def _on_stuck(self, error: KnownError, waiting: int) -> None:
        self._is_stuck = True
        self._news.stop()
        self.banner.show_error(error, lasting=True)
        self.recorded.set_waiting(waiting, at_once=True)

    def _on_recovered(self) -> None:
        self._is_stuck = False
        self.banner.hide()
        self.recorded.set_waiting(0)

    def _on_refused(self, error: KnownError) -> None:
        self.banner.show_error(error)
        self._news.start()

    def refresh(self) -> None:
        """Show where the walk stands now."""
        record, where = self.walking.record, self.walking.position
        self.plan.show_record(record)
        if record is None or where is None:
            return
        self.top.show_record(record, self.walking.paused)
        self.here.show_record(record, where)
        self.foot.show_record(record, where)
        self.setAccessibleName(f"At {where.visit.name}" if where.visit is not None else "Not begun yet")
        self._on_tick(self._clock.now().at)

    def _on_tick(self, now: Instant) -> None:
        when = self._when(now)
        self.here.tick(now)
        self.plan.tick(now, when)
        self.recorded.tick(when)

    def _when(self, now: Instant | None = None) -> When:
        record = self.walking.record
        at = self._clock.now().at if now is None else now
        if record is None:
            return When("UTC", at, lambda start, end: (end - start) / 1e6)
        return When(record.journey.zone, at, Timeline(record, at).active)
