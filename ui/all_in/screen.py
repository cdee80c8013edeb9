"""All In: who benefits from what is decided, over time; the log; and what the leadership team thinks."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHeaderView, QLineEdit, QTableView, QVBoxLayout, QWidget

from mysteryshop.analysis.all_in import session_line
from mysteryshop.practice import Decision, Entry, Session

from ..desk import Desk
from ..leader_screen import LeaderPage, Write
from ..theme import Theme, tabular
from ..widgets.clearing import clear
from ..widgets.group_canvas import GroupCanvas
from ..widgets.parts import button, column, frame, label, named, row
from ..widgets.report_button import ReportButton
from ..widgets.row_table import dress_rows
from .decision_form import DecisionForm
from .log_model import LogModel
from .session_dialog import SessionDialog

if TYPE_CHECKING:  # numpy and matplotlib are imported on the reader
    from mysteryshop.comparison.deciding import Answer
    from mysteryshop.store.database import Database

_CHART, _ROW = 280, 34  # pixels
_LEAST, _MOST = 3, 12  # rows that the log is high
FIRST = (
    "Log what you decide, with what is different for the customer and who benefits. Findings of your walks count as "
    "well, once the debrief says who benefits and is finalised."
)


class AllInScreen(LeaderPage):
    """What is decided is logged in the form, listed below it, and counted in the chart."""

    def __init__(self, desk: Desk, theme: Theme) -> None:
        super().__init__("allInScreen", desk, ReportButton("all-in.report", "All In.pdf", "Who benefits, as a PDF"))
        self._theme = theme
        self.answer: Answer | None = None
        self.dialog: SessionDialog | None = None
        self.headline = label("Reading …", "title", wrap=True, name="allIn.headline")
        self.small = label("", "small", wrap=True, name="allIn.small")
        self.form = DecisionForm()
        self.chart = GroupCanvas(desk.reader, theme, "all_in", "allIn.chart", _CHART)
        self.log = LogModel(self)
        self.table = named(QTableView(), "allIn.log", "Decisions and findings")
        self.search = named(QLineEdit(), "allIn.search", "Search the log")
        self.drop = button("Remove the decision", "plain", name="allIn.drop", on=self._drop)
        self._sessions = QVBoxLayout()
        self._build()
        self._wire()

    def start(self) -> None:
        """Read it anew."""
        self._desk.read_store(_answered, self._on_answer, self.failed.emit, self)

    def writes(self) -> Write | None:
        """The report of what is shown."""
        return partial(_written, self.answer) if self.answer is not None else None

    def _build(self) -> None:
        said = frame("card", column(self.headline, self.small, spacing=8), margin=20)
        asked = frame("card", column(label("Log a decision", "subtitle"), self.form, spacing=10), margin=20)
        self._chart = frame("card", column(self.chart), margin=10)
        team = button("New team session …", name="allIn.session", on=lambda: self._open_session(None))
        sessions = QWidget()
        self._sessions.setContentsMargins(0, 0, 0, 0)
        self._sessions.setSpacing(6)
        inside = column(spacing=8)
        inside.addLayout(row(label("The leadership team", "subtitle"), None, team))
        inside.addLayout(self._sessions)
        sessions.setLayout(inside)
        self._log = QWidget()
        self.search.setPlaceholderText("Search")
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(220)
        listed = column(self.table, spacing=10)
        listed.insertLayout(0, row(label("Log", "subtitle"), None, self.drop, self.search))
        self._log.setLayout(listed)
        self._dress()
        page = QWidget()
        page.setLayout(column(said, self._chart, asked, self._log, frame("card", column(sessions), margin=20), None,
                              spacing=14))  # fmt: skip
        self.lay_out("All In", page)
        self.report.hide()

    def _dress(self) -> None:
        table = self.table
        table.setModel(self.log)
        table.setFont(tabular(table.font()))
        dress_rows(table)
        table.setWordWrap(False)
        table.verticalHeader().setDefaultSectionSize(_ROW)
        head = table.horizontalHeader()
        for place in (1, 2):
            head.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        self._share_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a small window what was decided, and what for, keep most of the room."""
        super().resizeEvent(event)
        self._share_out()

    def _share_out(self) -> None:
        wide = self.width()
        for place, width in ((0, 128), (3, 128), (4, min(184, round(0.16 * wide)))):
            self.table.setColumnWidth(place, width)

    def _wire(self) -> None:
        self.form.logged.connect(self._on_logged)
        self.search.textChanged.connect(self._on_search)
        self.table.activated.connect(self._open)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._on_selection())
        self.chart.journeysChosen.connect(lambda journeys: self.openRequested.emit(journeys[0], "finalised"))
        QShortcut(QKeySequence.StandardKey.Delete, self.table, self._drop)

    def _on_answer(self, answer: Answer) -> None:
        self.answer = answer
        there = bool(answer.choices)
        self.headline.setText(answer.headline)
        self.small.setText(answer.small if there else FIRST)
        self._chart.setVisible(bool(answer.shares.n))
        self._log.setVisible(there)
        self.report.setVisible(there or bool(answer.sessions))
        self.chart.show_given(answer.shares)
        self.log.show_choices(answer.choices)
        self._fit()
        self._show_sessions(answer.sessions)
        self.shown.emit()

    def _on_search(self, text: str) -> None:
        self.log.search(text)
        self._fit()

    def _fit(self) -> None:
        self.table.setFixedHeight(_ROW * min(max(self.log.rowCount(), _LEAST), _MOST) + 40)
        self._on_selection()

    def _chosen(self) -> Decision | None:
        rows = self.table.selectionModel().selectedRows()
        return self._decision(rows[0]) if rows else None

    def _decision(self, index: QModelIndex) -> Decision | None:
        ident = self.log.choice(index.row()).id
        return next((d for d in self.answer.decisions if d.id == ident), None) if self.answer is not None else None

    def _on_selection(self) -> None:
        self.drop.setVisible(self._chosen() is not None)

    def _open(self, index: QModelIndex) -> None:
        choice, decision = self.log.choice(index.row()), self._decision(index)
        if decision is not None:
            self.form.show_decision(decision)
            self.area.ensureWidgetVisible(self.form)
        elif choice.journey:
            self.openRequested.emit(choice.journey, choice.state)

    def _drop(self) -> None:
        decision = self._chosen()
        if decision is not None:
            self._desk.write(
                lambda r: r.drop(decision.id), lambda _: self._on_dropped(decision), self.failed.emit, self
            )

    def _on_dropped(self, decision: Decision) -> None:
        self.told.emit(f"“{decision.title}” is no longer in the log.")
        self.start()

    def _on_logged(self, decision: Decision) -> None:
        self._keep(decision if decision.at else replace(decision, at=self._desk.clock.now().at))

    def _keep(self, entry: Entry) -> None:
        self._desk.write(lambda recorder: recorder.keep(entry), lambda _: self.start(), self.failed.emit, self)

    def _show_sessions(self, sessions: tuple[Session, ...]) -> None:
        clear(self._sessions)
        for session in sessions:
            self._sessions.addWidget(self._session(session))
        if not sessions:
            self._sessions.addWidget(
                label("Put one decision before the team: each answers alone, then you see how far apart you are.",
                      "quiet", wrap=True)
            )  # fmt: skip

    def _session(self, session: Session) -> QWidget:
        line = QWidget()
        words = session_line(session) if session.revealed else f"{len(session.replies)} answered, not revealed yet"
        again = button("Show" if session.revealed else "Go on", name="allIn.openSession")
        again.clicked.connect(lambda: self._open_session(session))
        laid = row(label(session.question, wrap=True), label(words, "quiet"), again)
        laid.setStretch(0, 1)
        line.setLayout(laid)
        return line

    def _open_session(self, session: Session | None) -> None:
        begun = session or Session(str(uuid4()), self._desk.clock.now().at, "")
        self.dialog = SessionDialog(begun, self._desk.reader, self._theme, self)
        self.dialog.kept.connect(self._keep)
        self.dialog.open()


def _answered(database: Database) -> Answer:
    from mysteryshop.comparison.deciding import answered

    return answered(database)


def _written(answer: Answer, path: Path) -> None:
    from mysteryshop.report.practice.all_in import write_all_in

    write_all_in(answer, path)
