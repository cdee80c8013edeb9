"""The discreet window: to anybody who looks, a page of notes; to the leader, the walk."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QHideEvent, QKeySequence, QMouseEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from mysteryshop.clock import Stamp
from mysteryshop.journey import Change, Instant
from mysteryshop.palette import Palette
from mysteryshop.vocabulary import CAPTURES

from ..desk import Desk
from ..open_journey import OpenJourney
from ..theme import Theme, icon
from ..widgets.parts import label
from ..widgets.wording import clock_text
from . import keys as walk_keys
from .discreet_entry import ENTER, SKIP, DiscreetEntry
from .discreet_lines import PAPERS, NoteLines
from .draft import Draft
from .ticker import Ticker
from .walking import Walking

TITLE = "Notes"
_CAPTURES = {term.id: term for term in CAPTURES}
_STYLE = """
#discreetWindow {{ background: {body}; border: 1px solid {line}; }}
#notesHead {{ background: {head}; border: none; }}
#notesTitle, #notesTime {{ color: {faint}; font-size: 12px; }}
#notesRule {{ background: {line}; border: none; max-height: 1px; }}
#noteEntry QLabel {{ color: {ink}; padding-top: 1px; }}
#noteEntry QLabel[role="idle"] {{ color: {faint}; }}
#noteEntry QLineEdit {{ background: {body}; color: {ink}; border: none; padding: 0; border-radius: 0; }}
"""


class DiscreetWindow(QWidget):
    """Takes the capture keys and lines of field notes; Esc minimises it, F12 or the time gives the walk back."""

    returnRequested = Signal()
    grabRequested = Signal(object)  # Stamp: a picture of the screen

    def __init__(self, desk: Desk, theme: Theme, keys: Mapping[str, str]) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("discreetWindow")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(TITLE)
        self.setWindowIcon(icon("file-text", "#8A8A84", 32))
        self.setFixedSize(340, 236)
        self._clock, self._theme = desk.clock, theme
        self.walking = Walking(desk.clock, self)
        self._actions = walk_keys.build(self, desk.clock, keys, self._on_key)
        self._back = QAction("Bring the window back", self)
        self.addAction(self._back)
        self.lines = NoteLines()
        self.entry = DiscreetEntry()
        self._time = label("", name="notesTime")
        self._ticker = Ticker(desk.clock, self)
        self._steps: Mapping[str, Callable[[Stamp], None]] = {
            "next": self.walking.next,
            "skip": lambda _at: self._ask_skip(),
            "adhoc": lambda _at: self.entry.ask(ENTER),
            "pause": self.walking.pause_or_resume,
            "finish": lambda _at: self._return(),  # whether to finish is asked on the whole screen
            "hide": lambda _at: self.showMinimized(),
            "undo": lambda _at: self._undo(),
            "redo": lambda _at: self.walking.redo(),
            "kept": lambda at: self.walking.settle_promise("kept", at),
            "broken": lambda at: self.walking.settle_promise("broken", at),
            "answered": self.walking.answered,
            "grab": self.grabRequested.emit,
        }
        self._build()
        self._connect()
        self.set_keys(keys)
        self._on_theme(theme.palette)

    def set_journey(self, journey: OpenJourney | None) -> None:
        """Show another journey."""
        self.entry.close_line()
        before = self.walking.journey
        if before is not None:
            before.changed.disconnect(self._on_changed)
        self.walking.set_journey(journey)
        if journey is not None:
            journey.changed.connect(self._on_changed)
        self._show()

    def set_keys(self, keys: Mapping[str, str]) -> None:
        """The user has chosen other keys."""
        walk_keys.set_keys(self._actions, keys)
        self._back.setShortcut(QKeySequence(keys.get("back", "F12")))
        mark, skip, add = self._actions["mark"], self._actions["skip"], self._actions["adhoc"]
        for action, code in ((mark, "."), (skip, "X"), (add, ">")):  # as field notes write them
            action.setShortcuts([*action.shortcuts(), QKeySequence(code)])

    def half_typed(self) -> Draft | None:
        """The line that is being typed, for the whole screen to go on with; what it says so far is kept."""
        self.entry.keep()
        return self.entry.draft

    def take_line(self, draft: Draft | None) -> None:
        """Go on with a line that was begun on the whole screen."""
        if draft is not None:
            self.entry.open(draft, self._clock.now().at)
        else:
            self.entry.forget()

    def showEvent(self, event: QShowEvent) -> None:
        """Time is shown again, and keys capture."""
        super().showEvent(event)
        self._show()
        self._ticker.start()
        (self.entry.field if self.entry.typing else self).setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody is looking: what is typed goes to the disk."""
        self.entry.keep()
        self._ticker.stop()
        super().hideEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what is typed."""
        self.entry.close_line()
        super().closeEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The head moves the window; the time in its corner gives the walk back."""
        if self._time.geometry().contains(event.position().toPoint()):
            self._return()
        elif event.position().y() < self._head.height() and self.windowHandle() is not None:
            self.windowHandle().startSystemMove()
        super().mousePressEvent(event)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(12, 0, 12, 0)
        head.addWidget(label(TITLE, name="notesTitle"), 1)
        head.addWidget(self._time)
        self._head = QFrame()
        self._head.setObjectName("notesHead")
        self._head.setLayout(head)
        self._head.setFixedHeight(31)
        rule = QFrame()
        rule.setObjectName("notesRule")
        rule.setFixedHeight(1)
        inner = QVBoxLayout()
        inner.setContentsMargins(12, 7, 12, 4)
        inner.addWidget(self.lines, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(12, 4, 12, 4)
        foot.addWidget(self.entry)
        self.entry.setFixedHeight(28)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addWidget(self._head)
        layout.addLayout(inner, 1)
        layout.addWidget(rule)
        layout.addLayout(foot)

    def _connect(self) -> None:
        self._back.triggered.connect(self._return)
        self.walking.moved.connect(self._show)
        self.walking.lineOpened.connect(lambda draft: self.entry.open(draft, self._clock.now().at))
        self.entry.amended.connect(self.walking.amend)
        self.entry.answered.connect(self._on_answered)
        self.entry.closed.connect(self.setFocus)
        self._ticker.ticked.connect(self._on_tick)
        self._theme.changed.connect(self._on_theme)

    def _on_key(self, ident: str, at: Stamp) -> None:
        term = _CAPTURES.get(ident)
        if term is not None:
            self.walking.capture(term, at)
        else:
            self._steps[ident](at)

    def _on_changed(self, change: Change) -> None:
        if self.entry.draft is not None and self.entry.draft.moment.id in change.removed:
            self.entry.forget()
        self._show()

    def _on_answered(self, asked: str, text: str) -> None:
        at = self._clock.now()
        if asked == SKIP and self.entry.touchpoint is not None:
            self.walking.skip(self.entry.touchpoint, text, at)
        elif asked == ENTER:
            self.walking.enter_ad_hoc(text, at)

    def _ask_skip(self) -> None:
        where = self.walking.position
        if where is not None and where.upcoming is not None:
            self.entry.ask(SKIP, where.upcoming)

    def _undo(self) -> None:
        if self.entry.asked:
            self.entry.forget()
        else:
            self.walking.undo()

    def _return(self) -> None:
        self.entry.keep()
        self.returnRequested.emit()

    def _show(self) -> None:
        self._on_tick(self._clock.now().at)

    def _on_tick(self, now: Instant) -> None:
        record, where, journey = self.walking.record, self.walking.position, self.walking.journey
        if record is None or where is None or journey is None or not self.isVisible():
            return
        self._time.setText(clock_text(now, record.journey.zone, seconds=False))
        self.lines.show_record(journey.record, record, where, now)

    def _on_theme(self, palette: Palette) -> None:
        paper = PAPERS["dark" if palette.dark else "light"]
        self.lines.paper = paper
        self.setStyleSheet(
            _STYLE.format(body=paper.body, head=paper.head, ink=paper.ink, faint=paper.faint, line=paper.line)
        )
