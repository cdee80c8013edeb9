"""The story screen: the verdict, six figures, the charts, and beside them the evidence."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mysteryshop.errors import KnownError
from mysteryshop.journey import Record

from ..desk import Desk
from ..mirror.dialog import MirrorDialog
from ..open_journey import OpenJourney
from ..pen import Pen
from ..privacy.retention_dialog import kept_of
from ..theme import Theme
from ..widgets.banner import Banner
from ..widgets.journey_bar import JourneyBar
from ..widgets.parts import button, column
from ..widgets.seal_bar import SealBar
from ..widgets.shortcuts import keys_within
from .cards import FigureCards
from .chart_panel import ChartPanel
from .evidence_panel import EvidencePanel
from .head import StoryHead
from .menu import StoryMenu
from .moment_panel import MomentPanel
from .once_settled import OnceSettled
from .reader import StoryReader
from .reading import Reading
from .result_bar import ResultBar
from .sending import Sending, proposed_name
from .side import StorySide
from .time_drag import TimeDrag
from .time_moves import TimeMoves


class StoryScreen(QWidget):
    """Ctrl+P exports the PDF; a mark of a chart, Enter or a click on a row opens the moment."""

    debriefRequested = Signal(str)
    leaveRequested = Signal()
    handOnRequested = Signal(list, str)  # journey ids, a name for the file
    openRequested = Signal(str)  # the twin's id
    retainRequested = Signal(list)  # of Kept
    purgeRequested = Signal(list)

    def __init__(self, desk: Desk, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("storyScreen")
        self.setProperty("role", "ground")
        self._desk, self._theme = desk, theme
        self.pen = Pen(self)
        self.sending = Sending(desk, theme, self)
        self._settled = OnceSettled(self.pen, self.flush, self)
        self._stale = False
        self._reader = StoryReader(desk, self.pen, self)
        self.dialog: MirrorDialog | None = None
        self.bar = JourneyBar("story", "Story")
        self.menu = StoryMenu(self)
        self.export = button("Export PDF", "primary", name="story.export", tip="Ctrl+P", on=lambda: self.export_pdf())
        self.seal = SealBar(self.pen)
        self.banner = Banner()
        self.result = ResultBar()
        self.head = StoryHead()
        self.cards = FigureCards()
        self.charts = ChartPanel(desk, theme)
        self.drag = TimeDrag(self.charts.canvas, theme, desk.clock)
        self.moves = TimeMoves(self.pen, desk.clock)
        self.evidence = EvidencePanel(theme)
        self.moment = MomentPanel(self.pen, theme)
        self._side = StorySide(self.evidence, self.moment)
        self._build()
        self._wire()

    def set_journey(self, open_journey: OpenJourney | None) -> None:
        """Tell the story of another journey, or of none."""
        self.flush()
        self._side.close_moment()
        self.moves.forget()
        self.drag.show_record(None)
        self.pen.set_journey(open_journey)
        self.banner.hide()
        self.result.hide()
        self._reader.forget()
        self._settled.forget()
        self.head.begin()
        self._stale = True
        if self.isVisible():
            self._refresh()

    def open_moment(self, ident: str) -> None:
        """Show a moment beside the chart, and point it out there."""
        record = self.pen.record
        if record is None or record.moment(ident) is None:
            return
        self._side.open_moment(record, ident, locked=self.pen.locked)
        self.charts.canvas.choose(ident)
        self.drag.chosen = ident

    def export_pdf(self, path: Path | None = None) -> None:
        """Export the summary to `path`, or to where the user says."""
        self._settled.do(lambda record: self.sending.export_pdf(record, path))

    def save_notes(self, path: Path | None = None) -> None:
        """Save the field notes to `path`, or to where the user says."""
        self._settled.do(lambda record: self.sending.save_notes(record, path))

    def copy_notes(self) -> None:
        """Put the field notes on the clipboard."""
        self._settled.do(self.sending.copy_notes)

    def flush(self) -> None:
        """Send everything that was typed and is not stored yet."""
        self.moment.editor.flush()

    def showEvent(self, event: QShowEvent) -> None:
        """What changed while it was out of sight is shown now."""
        super().showEvent(event)
        self.charts.load()
        if self._stale:
            self._refresh()
        self.charts.tabs.setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        """Going away, however it comes about, keeps what was typed."""
        self.flush()
        self._reader.rest()
        super().hideEvent(event)

    def resizeEvent(self, event: object) -> None:
        """On a wide window the evidence takes more room."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit()

    def _fit(self) -> None:
        self._side.fit(self.width(), self._theme.scale)
        self.head.set_room(self.height())

    def _refresh(self) -> None:
        self._stale = False
        record = self.pen.record
        self.bar.show_record(record)
        self.seal.show_journey()
        for part in (self.export, self.menu.button):
            part.setEnabled(record is not None)
        if record is None:
            self.charts.show_record(None)
            return
        self._follow(record)
        self._reader.ask()
        ident = record.journey.id
        self._desk.read(lambda q: q.sealed_elsewhere(ident), self.seal.show_elsewhere, None, self)
        self._desk.read(lambda q: q.tags(), self.head.tags.show_known, None, self)

    def _follow(self, record: Record) -> None:
        """Everything that needs no computing."""
        sealed = self.pen.sealed
        self.bar.show_record(record)
        self.bar.show_waiting(self.pen.waiting)
        self.bar.show_undo(self.pen.can_undo, self.pen.can_redo, sealed=self.pen.sealed)
        self.seal.show_journey()
        self.head.show_record(record)
        self.evidence.show_record(record)
        self.moment.follow(record)
        self.moment.set_locked(self.pen.locked)
        self.charts.show_record(record)
        self.drag.show_record(record, self.pen.waiting)
        if sealed:
            self.banner.hide()

    def _on_reading(self, reading: Reading) -> None:
        record = self.pen.record
        if record is not None:
            self.cards.show_cards(reading.cards)
            self.charts.show_figures(reading.lines)
            self.head.show_reading(reading, record)

    def _on_changed(self, record: Record) -> None:
        if not self.isVisible():
            self._stale = True
            return
        self._follow(record)
        self._reader.ask_soon()

    def _on_moments(self, moments: tuple[str, ...]) -> None:
        if len(moments) == 1:
            self.open_moment(moments[0])
        else:
            self._side.narrow(moments)

    def _on_lock(self, locked: bool) -> None:
        self.moment.set_locked(self.pen.locked)
        if not locked and self.isVisible():
            self.moves.go_on()

    def _on_refused(self, error: KnownError) -> None:
        self.moment.editor.refused()
        if self.isVisible():  # otherwise another screen was refused, and says so itself
            self.banner.show_error(error)

    def _on_failed(self, error: KnownError) -> None:
        self.result.hide()
        self.banner.show_error(error)

    def _hand_on(self, record: Record) -> None:
        self.handOnRequested.emit([record.journey.id], proposed_name(record, ".journey"))

    def open_mirror(self) -> None:
        """Set the other party's ratings of the same touchpoints beside the leader's feelings."""
        record = self.pen.record
        if record is not None:
            self.dialog = MirrorDialog(record, self._desk, self._theme, self)
            self.dialog.momentsChosen.connect(self._on_moments)
            self.dialog.open()

    def _ask_for(self, requested: SignalInstance) -> None:
        """Ask for the journey that is shown, once everything typed is on its way."""
        self.flush()
        if self.pen.record is not None:
            requested.emit([kept_of(self.pen.record.journey)])

    def _on_debrief(self) -> None:
        if self.pen.record is not None:
            self.debriefRequested.emit(self.pen.record.journey.id)

    def _on_undo(self) -> None:
        self.flush()
        self.pen.undo()

    def _build(self) -> None:
        self.bar.add(self.menu.button)
        self.bar.add(self.export)
        left = column(self.head, 8, self.cards, 6, spacing=4)
        left.setContentsMargins(24, 18, 24, 20)
        left.addWidget(self.charts, 1)
        both = QHBoxLayout()
        both.setSpacing(0)
        both.addLayout(left, 1)
        both.addWidget(self._side)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        for top in (self.bar, self.seal, self.banner, self.result):
            outer.addWidget(top)
        outer.addLayout(both, 1)

    def _wire(self) -> None:
        self._wire_pen()
        self._wire_leaving()
        self.head.tags.changed.connect(self.pen.tag)
        self._theme.changed.connect(self._fit)
        self.bar.undoRequested.connect(self._on_undo)
        self.bar.redoRequested.connect(self.pen.redo)
        self.bar.otherRequested.connect(self._on_debrief)
        self.bar.leaveRequested.connect(self.leaveRequested)
        self.charts.momentsChosen.connect(self._on_moments)
        self.drag.moved.connect(self.moves.move)
        self.moves.told.connect(self.result.show_words)
        self.moves.reasonNeeded.connect(self.seal.ask_reason)
        self.moment.time.setToolTip("Drag its mark to move it in time; Alt+← → by a minute, with Shift by ten seconds")
        self.evidence.pointedAt.connect(self.charts.canvas.choose)
        self.evidence.opened.connect(self.open_moment)
        self.moment.stepRequested.connect(self.open_moment)
        self.moment.closed.connect(self._side.close_moment)
        self.head.twinRequested.connect(self.openRequested)
        keys_within(self, {"Ctrl+P": lambda: self.export_pdf(), "Ctrl+F": self.evidence.words.setFocus})
        keys_within(self, {"Ctrl+Z": self._on_undo, "Ctrl+Shift+Z": self.pen.redo})

    def _wire_pen(self) -> None:
        self.pen.changed.connect(self._on_changed)
        self.pen.refused.connect(self._on_refused)
        self.pen.stuck.connect(lambda error, _waiting: self.banner.show_error(error, lasting=True))
        self.pen.recovered.connect(self.banner.hide)
        self.pen.lockChanged.connect(self._on_lock)
        self._reader.found.connect(self._on_reading)
        self._reader.failed.connect(self._on_failed)

    def _wire_leaving(self) -> None:
        self._settled.waits.connect(lambda waits: self.result.show_progress("Waiting for the disk …" if waits else ""))
        for name, do in (
            ("copyNotes", self.copy_notes),
            ("saveNotes", self.save_notes),
            ("handOn", lambda: self._settled.do(self._hand_on)),
            ("mirror", self.open_mirror),
            ("keepUntil", lambda: self._ask_for(self.retainRequested)),
            ("purge", lambda: self._ask_for(self.purgeRequested)),
        ):
            self.menu.act(name, do)
        self.sending.saved.connect(self.result.show_saved)
        self.sending.copied.connect(self.result.show_words)
        self.sending.progress.connect(self.result.show_progress)
        self.sending.failed.connect(self._on_failed)
        self.result.openRequested.connect(self.sending.open_file)
        self.result.folderRequested.connect(self.sending.open_folder)
