"""The findings board: every finding of every walk, what became of it, and which causes lie behind."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from mysteryshop.analysis.board.chains import Chain
from mysteryshop.analysis.board.found import Board, Wanted
from mysteryshop.journey import Change
from mysteryshop.practice import Entry

from ..desk import Desk
from ..leader_screen import LeaderScreen
from ..theme import Theme
from ..widgets.parts import button, label, named, row
from ..widgets.shortcuts import keys_within
from .arranging import Arranged, arranged
from .causes import CausesPage
from .filters import FilterBar
from .lanes import Lanes
from .moving import Moving
from .reports import ReportsButton, written
from .side import Side

if TYPE_CHECKING:  # SQLAlchemy is imported on the workers
    from mysteryshop.store.database import Database

NOTHING = (
    "Nothing has been found yet. Walk a journey as a customer would; its debrief asks what should be improved, "
    "amplified or corrected, and every answer stands here until a later walk shows that something changed."
)


class FindingsScreen(LeaderScreen):
    """Ctrl+F searches, arrows go from card to card, Enter opens one, I, A and C say where it belongs."""

    def __init__(self, desk: Desk, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("findingsScreen")
        self.setProperty("role", "ground")
        self._desk, self._theme = desk, theme
        self.board = Board()
        self._wanted = Wanted()
        self._shown: Arranged | None = None
        self._asked = 0
        self._carried = ""  # a finding that was just moved: the keyboard goes with it
        self.title = label("Findings", "display", name="findings.title")
        self.small = label("Reading the findings …", "small", wrap=True, name="findings.small")
        self.tabs = named(QTabBar(), "findings.tabs", "Board, or cause and effect")
        self.filters = FilterBar()
        self.lanes = Lanes(theme)
        self.causes = CausesPage(desk, theme)
        self.moving = Moving(desk, self)
        self.report = ReportsButton()
        self.empty = label(NOTHING, "quiet", wrap=True, name="findings.empty")
        self.walk = button(
            "Prepare a walk", "primary", name="findings.walk", on=lambda: self.walkRequested.emit("", ())
        )
        self.side = Side(desk, theme)
        self._pages = QStackedWidget()
        self._left = QWidget()
        self._build()
        self._wire()

    def start(self) -> None:
        """Read everything anew: the screen has come to the front."""
        self._read(focus=True)

    def open_finding(self, key: str) -> None:
        """Show that finding in full."""
        self.side.open_finding(key, self.board)

    def open_chain(self, chain: Chain) -> None:
        """Show that chain in full."""
        self.side.open_chain(chain, self.board)

    def move_to(self, key: str, triage: str) -> None:
        """Triage a finding anew; where its journey is sealed, it is asked why."""
        found = self.board.get(key)
        if found is not None:
            self.moving.move_to(found, triage)

    def keep(self, entry: Entry) -> None:
        """Keep an entry, then follow."""
        self._desk.write(lambda r: r.keep(entry), lambda _: self._read(), self.failed.emit, self)

    def drop(self, ident: str) -> None:
        """Take an entry back, then follow."""
        self._desk.write(lambda r: r.drop(ident), lambda _: self._read(), self.failed.emit, self)

    def undo(self) -> None:
        """Take back the newest thing that was kept or dropped."""
        self._desk.write(lambda r: r.undo_practice(), self._on_undone, self.failed.emit, self)

    def export(self, kind: str, path: Path) -> None:
        """Write the report of that kind: findings, or causes."""
        board = self.board
        self._desk.reader.submit(
            lambda: written(board, kind, path),
            lambda done: self.fileSaved.emit(f"The report is saved in {done.name}.", "", done), self.failed.emit, self,
        )  # fmt: skip

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room beside it, the panel takes the board's place."""
        super().resizeEvent(event)
        self._arrange()

    def _read(self, *, focus: bool = False) -> None:
        self._asked += 1
        asked, today, wanted = self._asked, self._desk.clock.today(), self._wanted
        self._desk.read_store(
            lambda database: arranged(_board(database, today), wanted),
            lambda shown: self._on_board(shown, asked, focus=focus), self.failed.emit, self,
        )  # fmt: skip

    def _on_board(self, shown: Arranged, asked: int, *, focus: bool) -> None:
        if asked != self._asked:
            return
        self.board, self._shown = shown.board, shown
        there = bool(shown.board.found)
        for part in (self.filters, self.tabs):
            part.setVisible(there)
        self.report.setVisible(there)
        self.filters.show_choices(shown)
        self.small.setText(shown.summary)
        self._show_chosen()
        self.side.follow_finding(self.board)
        carried, self._carried = self._carried, ""
        if carried and (self.side.isHidden() or self.lanes.isAncestorOf(self.focusWidget())):
            self.lanes.choose(carried, focus=True)
        if focus and there and self.side.isHidden() and self.tabs.currentIndex() == 0:
            self.lanes.first_focus()

    def _show_chosen(self) -> None:
        if self._shown is None:
            return
        self.lanes.show_lanes(self._shown.lanes, self.board.today)
        if self.tabs.currentIndex() == 1:
            self.causes.show_found(self.board, self._shown.found)
        self._pages.setCurrentIndex(1 + self.tabs.currentIndex() if self.board.found else 0)

    def _on_answer(self) -> None:
        """The chains were worked out anew: the one that is shown follows."""
        shown = self.side.shown_chain
        if shown is not None:
            self.side.follow_chain(self.causes.chain(shown.key), self.board)

    def _on_moved(self, change: Change, key: str, words: str) -> None:
        """The board follows once it is durable, and the keyboard goes with the card."""
        self._desk.stored.emit(change)
        self.journeyChanged.emit(change.journey.id)
        self.told.emit(words)
        self._carried = key
        self._read()

    def _on_undone(self, done: bool) -> None:
        self.told.emit("Taken back." if done else "There is nothing to take back.")
        self._read()

    def _on_wanted(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self._asked += 1
        asked, board = self._asked, self.board
        self._desk.reader.submit(
            lambda: arranged(board, wanted),
            lambda shown: self._on_board(shown, asked, focus=False), self.failed.emit, self,
        )  # fmt: skip

    def _on_side_left(self) -> None:
        self._arrange()
        if self.tabs.currentIndex() == 0:
            self.lanes.first_focus()

    def _arrange(self) -> None:
        self._left.setVisible(self.side.fit(self.width(), crowded=self.lanes.crowded))

    def _on_chosen(self, key: str) -> None:
        """An open panel follows the keyboard."""
        if self.side.shows_finding:
            self.open_finding(key)

    def _wire(self) -> None:
        self.filters.changed.connect(self._on_wanted)
        self.tabs.currentChanged.connect(lambda _: self._show_chosen())
        self.lanes.opened.connect(self.open_finding)
        self.lanes.chosen.connect(self._on_chosen)
        self.lanes.moveRequested.connect(self.move_to)
        self.causes.chainChosen.connect(self.open_chain)
        self.causes.findingChosen.connect(self.open_finding)
        self.causes.shown.connect(self._on_answer)
        self.causes.failed.connect(self.failed)
        self.side.shown.connect(self._arrange)
        self.side.left.connect(self._on_side_left)
        self.side.moveRequested.connect(self.move_to)
        self.side.findingRequested.connect(self.open_finding)
        self.side.entryKept.connect(self.keep)
        self.side.entryDropped.connect(self.drop)
        self.side.openRequested.connect(self.openRequested)
        self.side.momentChosen.connect(self.momentRequested)
        self.side.failed.connect(self.failed)
        self.report.wanted.connect(self.export)
        self.moving.moved.connect(self._on_moved)
        self.moving.asked.connect(lambda key: self.lanes.choose(key, focus=True))
        self.moving.failed.connect(self.failed)
        keys_within(self, {"Ctrl+F": self._on_find, "Ctrl+Z": self.undo, "Esc": self.side.escape})

    def _on_find(self) -> None:
        if not self._left.isHidden():
            self.filters.words.setFocus()
            self.filters.words.selectAll()

    def _build(self) -> None:
        for words in ("Board", "Cause and effect"):
            self.tabs.addTab(words)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setElideMode(Qt.TextElideMode.ElideNone)
        nothing = QWidget()
        inside = QVBoxLayout(nothing)
        inside.setContentsMargins(0, 24, 0, 0)
        inside.setSpacing(16)
        inside.addWidget(self.empty)
        inside.addWidget(self.walk, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addStretch(1)
        self.empty.setMaximumWidth(640)
        for page in (nothing, self.lanes, self.causes):
            self._pages.addWidget(page)
        left = QVBoxLayout(self._left)
        left.setContentsMargins(28, 20, 20, 12)
        left.setSpacing(10)
        left.addLayout(row(self.title, self.tabs, None, self.report, spacing=20))
        left.addWidget(self.small)
        left.addWidget(self.filters)
        left.addWidget(self._pages, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._left, 1)
        layout.addWidget(self.side)
        for part in (self.filters, self.tabs, self.report):
            part.hide()
        self._pages.setCurrentIndex(1)


def _board(database: Database, today: date) -> Board:
    from mysteryshop.board import board

    return board(database, today)
