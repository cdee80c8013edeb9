"""The findings board: every finding of every walk, what became of it, and which causes lie behind."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from mysteryshop.analysis.board.chains import Chain
from mysteryshop.analysis.board.found import Board, Wanted
from mysteryshop.clock import local
from mysteryshop.journey import SECOND, Change
from mysteryshop.practice import Entry

from ..desk import Desk
from ..leader_screens import LeaderScreen
from ..theme import Theme
from ..widgets.parts import button, label, named, row
from .arranging import Arranged, arranged
from .causes import CausesPage
from .chain_panel import ChainPanel
from .filters import FilterBar
from .lanes import Lanes
from .moving import Moving
from .panel import FindingPanel

if TYPE_CHECKING:  # SQLAlchemy is imported on the workers
    from mysteryshop.store.database import Database

_PANEL, _ROOMY, _LANE = 400, 1000, 200  # pixels: the panel, from when on it stands beside three lanes, and a lane
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
        self.report = button("Report", name="findings.report", tip="Findings and commitments, or causes, as a PDF")
        self.empty = label(NOTHING, "quiet", wrap=True, name="findings.empty")
        self.walk = button(
            "Prepare a walk", "primary", name="findings.walk", on=lambda: self.walkRequested.emit("", ())
        )
        self._pages, self._side = QStackedWidget(), QStackedWidget()
        self._left = QWidget()
        self._build()
        self._wire()

    @cached_property
    def panel(self) -> FindingPanel:
        """One finding in full: built when the first one is opened."""
        panel = FindingPanel(self._desk, self._theme)
        panel.moveRequested.connect(self.move_to)
        self._add_panel(panel)
        return panel

    @cached_property
    def chain(self) -> ChainPanel:
        """One chain in full: built when the first one is opened."""
        panel = ChainPanel(self._desk, self._theme)
        panel.findingChosen.connect(self.open_finding)
        self._add_panel(panel)
        return panel

    def start(self) -> None:
        """Read everything anew: the screen has come to the front."""
        self._read(focus=True)

    def open_finding(self, key: str) -> None:
        """Show that finding in full."""
        found = self.board.get(key)
        if found is not None:
            self.panel.show_found(found, self.board)
            self._show_side(self.panel)

    def open_chain(self, chain: Chain) -> None:
        """Show that chain in full."""
        self.chain.show_chain(chain, self.board)
        self._show_side(self.chain)

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
            lambda: _written(board, kind, path),
            lambda done: self.told.emit(f"The report is saved in {done.name}."), self.failed.emit, self,
        )  # fmt: skip

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room beside it, the panel takes the board's place."""
        super().resizeEvent(event)
        self._arrange()

    def _read(self, *, focus: bool = False) -> None:
        self._asked += 1
        asked, today, wanted = self._asked, self._today(), self._wanted
        self._desk.read_store(
            lambda database: arranged(_board(database, today), wanted),
            lambda shown: self._on_board(shown, asked, focus=focus), self.failed.emit, self,
        )  # fmt: skip

    def _today(self) -> date:
        now = self._desk.clock.now()
        return local(now.at + now.offset_s * SECOND, "UTC").date()

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
        self._follow_side()
        carried, self._carried = self._carried, ""
        if carried and (self._side.isHidden() or self.lanes.isAncestorOf(self.focusWidget())):
            self.lanes.choose(carried, focus=True)
        if focus and there and self._side.isHidden() and self.tabs.currentIndex() == 0:
            self.lanes.first_focus()

    def _show_chosen(self) -> None:
        if self._shown is None:
            return
        self.lanes.show_lanes(self._shown.lanes, self.board.today)
        if self.tabs.currentIndex() == 1:
            self.causes.show_found(self.board, self._shown.found)
        self._pages.setCurrentIndex(1 + self.tabs.currentIndex() if self.board.found else 0)

    def _follow_side(self) -> None:
        if self._side.isHidden():
            return
        if self._side.currentWidget() is self.panel and self.panel.found is not None:
            found = self.board.get(self.panel.found.key)
            self._hide_side() if found is None else self.panel.show_found(found, self.board)

    def _on_answer(self) -> None:
        """The chains were worked out anew: the one that is shown follows."""
        if not self._side.isHidden() and self._side.currentWidget() is self.chain and self.chain.chain is not None:
            chain = self.causes.chain(self.chain.chain.key)
            self._hide_side() if chain is None else self.chain.show_chain(chain, self.board)

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

    def _show_side(self, panel: QWidget) -> None:
        self._side.setCurrentWidget(panel)
        self._side.show()
        self._arrange()

    def _hide_side(self) -> None:
        self._side.hide()
        self._arrange()
        if self.tabs.currentIndex() == 0:
            self.lanes.first_focus()

    def _arrange(self) -> None:
        roomy = _ROOMY + (_LANE if self.lanes.crowded else 0)
        alone = not self._side.isHidden() and self.width() < roomy
        self._left.setVisible(not alone)
        self._side.setMinimumWidth(0 if alone else _PANEL)
        self._side.setMaximumWidth(16_777_215 if alone else _PANEL + max(0, (self.width() - 1100) // 4))

    def _on_chosen(self, key: str) -> None:
        """An open panel follows the keyboard."""
        if not self._side.isHidden() and self._side.currentWidget() is self.panel:
            self.open_finding(key)

    def _ask_report(self, kind: str, name: str) -> None:
        start = str(Path.home() / f"{name}.pdf")
        picked, _ = QFileDialog.getSaveFileName(self, "Save the report", start, "PDF (*.pdf)")
        if picked:
            path = Path(picked)
            self.export(kind, path if path.suffix else path.with_suffix(".pdf"))

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
        self.moving.moved.connect(self._on_moved)
        self.moving.asked.connect(lambda key: self.lanes.choose(key, focus=True))
        self.moving.failed.connect(self.failed)
        here = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Ctrl+F"), self, self._on_find, context=here)
        QShortcut(QKeySequence("Ctrl+Z"), self, self.undo, context=here)
        QShortcut(QKeySequence("Esc"), self, self._on_escape, context=here)

    def _add_panel(self, panel: FindingPanel | ChainPanel) -> None:
        self._side.addWidget(panel)
        panel.left.connect(self._hide_side)
        panel.entryKept.connect(self.keep)
        panel.entryDropped.connect(self.drop)
        panel.openRequested.connect(self.openRequested)
        panel.momentChosen.connect(self.momentRequested)
        panel.failed.connect(self.failed)

    def _on_escape(self) -> None:
        """Leave what is being written, else the panel."""
        shown = None if self._side.isHidden() else self._side.currentWidget()
        writing = isinstance(shown, FindingPanel) and shown.commitments.leave()
        if shown is not None and not writing:
            self._hide_side()

    def _on_walk(self) -> None:
        self.walkRequested.emit("", ())

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
        menu = QMenu(self.report)
        menu.addAction("Findings and commitments…", lambda: self._ask_report("findings", "Findings and commitments"))
        menu.addAction("Cause and effect…", lambda: self._ask_report("causes", "Cause and effect"))
        self.report.setMenu(menu)
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
        self._side.hide()
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
        layout.addWidget(self._side)
        for part in (self.filters, self.tabs, self.report):
            part.hide()
        self._pages.setCurrentIndex(1)


def _board(database: Database, today: date) -> Board:
    from mysteryshop.board import board

    return board(database, today)


def _written(board: Board, kind: str, path: Path) -> Path:
    from mysteryshop.report.practice.causes import write_causes
    from mysteryshop.report.practice.findings import write_findings

    write = {"findings": write_findings, "causes": write_causes}[kind]
    return write(board, path).path
