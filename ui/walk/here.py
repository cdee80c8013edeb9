"""The middle of the walk: where I am, the clocks, what to notice, what I expected, what is still open."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from mysteryshop.analysis.live import silence_now
from mysteryshop.analysis.timeline import Timeline
from mysteryshop.clock import hms
from mysteryshop.journey import Instant, Record

from ..theme import Theme
from ..widgets.parts import label, scrolled
from ..widgets.wording import When, clock_text
from .chips import DetailStrip
from .clock_cards import ClockCards
from .expected import expected_line, planned_line
from .keys import key_text
from .notice_card import NoticeCard, PausedCard, resume_button
from .position import Position, open_pause
from .running import running
from .running_lines import RunningLines
from .runs_label import RunsLabel

MARGIN = 32
ROOMY = 520  # pixels
WIDEST = 880  # a line that is longer is hard to read at a glance


class Here(QWidget):
    """Filled by `show_record` when something changed and by `tick` each second."""

    answered = Signal(str, str)

    def __init__(self, theme: Theme, actions: Mapping[str, QAction], strip: DetailStrip) -> None:
        super().__init__()
        self.setProperty("role", "ground")
        self._theme, self._actions, self._strip = theme, actions, strip
        self.name = label("", "display", wrap=True, name="touchpointName")
        self.planned = label("", "quiet", wrap=True, name="touchpointPlanned")
        self.clocks = ClockCards(theme)
        self.notice = NoticeCard()
        resume = resume_button()
        resume.clicked.connect(actions["pause"].trigger)
        self.paused = PausedCard(theme, resume)
        self.expected = RunsLabel(theme, "expectedLine", most=3)
        self.running = RunningLines(theme, actions)
        self.running.answered.connect(self.answered)
        self._record: Record | None = None
        self._build()

    def show_record(self, record: Record, where: Position) -> None:
        """Show where the walk stands; `tick` follows."""
        self._record = record
        walking = record.journey.state == "walking"
        touchpoint = where.touchpoint or (where.upcoming if where.visit is None else None)
        self.name.setText(self._title(record, where))
        self.planned.setText(self._subtitle(record, where))
        paused = open_pause(record) is not None
        self.paused.setVisible(paused)
        self.notice.show_touchpoint(touchpoint)
        self.notice.setVisible(not paused and (walking or touchpoint is not None))
        self.expected.set_runs(expected_line(record, touchpoint))
        self.expected.setVisible(bool(self.expected.text))

    def tick(self, now: Instant) -> None:
        """Let the clocks run."""
        record = self._record
        if record is None:
            return
        timeline = Timeline(record, now)
        begun = record.journey.started_at is not None
        visit = next((v for v in reversed(record.visits) if v.left_at is None), None)
        self.clocks.here.set_seconds(timeline.active(visit.entered_at, timeline.end) if visit is not None else 0)
        self.clocks.journey.set_seconds(timeline.active(timeline.start, timeline.end) if begun else 0)
        self.clocks.show_silence(silence_now(record, now) if begun else None)
        when = When(record.journey.zone, now, timeline.active)
        self.running.show_lines(running(record, when))
        pause = open_pause(record)
        if pause is not None:
            since = clock_text(pause.started_at, when.zone, seconds=False)
            self.paused.show_since(since, hms((now - pause.started_at) / 1e6))

    def show_keys(self) -> None:
        """Name the keys that are in force."""
        self.running.show_keys()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Smaller margins in a narrow window."""
        super().resizeEvent(event)
        side = MARGIN if self.width() >= ROOMY else 20
        self._column.setContentsMargins(side, 28 if self.height() >= ROOMY else 16, side, 16)
        self._foot.setContentsMargins(side, 0, side, 4)

    def _build(self) -> None:
        inside = QWidget()
        title = QVBoxLayout()
        title.setSpacing(4)
        title.addWidget(self.name)
        title.addWidget(self.planned)
        column = QVBoxLayout(inside)
        self._column = column
        column.setContentsMargins(MARGIN, 28, MARGIN, 16)
        column.setSpacing(20)
        column.addLayout(title)
        for part in (self.clocks, self.notice, self.paused, self.expected, self.running):
            column.addWidget(part)
            part.setMaximumWidth(WIDEST)
        column.addStretch(1)
        area: QScrollArea = scrolled(inside)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(area, 1)
        self._foot = QVBoxLayout()
        self._foot.addWidget(self._strip)
        layout.addLayout(self._foot)

    def _title(self, record: Record, where: Position) -> str:
        if where.visit is not None:
            return where.visit.name
        if record.journey.state == "planned" and where.upcoming is not None:
            return where.upcoming.name
        return "Between touchpoints" if record.journey.state == "walking" else record.template.name

    def _subtitle(self, record: Record, where: Position) -> str:
        total = len(record.template.touchpoints)
        key = key_text(self._actions["next"])
        if record.journey.state == "planned" and where.upcoming is not None:
            number = record.template.touchpoints.index(where.upcoming) + 1
            return f"Start the walk: {key}  ·  {planned_line(where.upcoming, number, total)}"
        if record.journey.state not in ("planned", "walking"):
            return "This walk is over."
        if where.touchpoint is not None and where.number is not None:
            return planned_line(where.touchpoint, where.number, total)
        then = f"{key} goes to {where.upcoming.name}" if where.upcoming is not None else f"{key} finishes"
        return f"Ad hoc, outside the plan · {then}" if where.visit is not None else then
