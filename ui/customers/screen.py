"""Customers: who the real one is, whom you listen to, whom you have walked as, and what feeds what."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QLayout, QWidget

from mysteryshop.practice import Entry, Listening, Party

from ..desk import Desk
from ..figures_source import FiguresSource
from ..leader_screen import LeaderPage, Write
from ..theme import Theme
from ..widgets.choice_chip import ChoiceChip
from ..widgets.group_canvas import GroupCanvas
from ..widgets.parts import button, column, frame, label, row
from ..widgets.report_button import ReportButton
from .links import LinkLine
from .log_line import LogLine
from .parties import Parties
from .wizard import Wizard

if TYPE_CHECKING:  # numpy and matplotlib are imported on the reader
    from mysteryshop.comparison.customers import Answer
    from mysteryshop.figures import FigureTable
    from mysteryshop.store.database import Database

FIRST = (
    "Name who depends on you, and share out your listening time as it should be. From then on a line a conversation "
    "shows whether your time goes there."
)
FEEDS = "What an internal customer meets today, the external one meets tomorrow. Link the two and see both ends."


class CustomersScreen(LeaderPage):
    """A conversation is one line, kept at once; the charts say where the time goes."""

    def __init__(self, desk: Desk, theme: Theme) -> None:
        super().__init__(
            "customersScreen",
            desk,
            ReportButton("customers.report", "Customers.pdf", "Customers and listening, as a PDF"),
        )
        self._source = FiguresSource(desk, self)
        self.answer: Answer | None = None
        self.dialog: Wizard | None = None
        self._period, self._number = "", 0
        self.headline = label("Reading …", "title", wrap=True, name="customers.headline")
        self.small = label("", "small", wrap=True, name="customers.small")
        self.ask_who = button("Who is your real customer? …", name="customers.wizard", on=self.open_wizard)
        self.period = ChoiceChip("customers.period", "Listened in")
        self.listening = GroupCanvas(desk.reader, theme, "listening", "customers.listening", 260)
        self.coverage = GroupCanvas(desk.reader, theme, "coverage", "customers.coverage", 280)
        self.feeds = GroupCanvas(desk.reader, theme, "feeds", "customers.feeds", 220)
        self.log, self.parties, self.links = LogLine(), Parties(), LinkLine()
        self.last = label("", "small", wrap=True, name="customers.last")
        self.undo = button("Undo", "plain", name="customers.undo", on=self._undo)
        self._build()
        self._wire()

    def start(self) -> None:
        """Bring the figures up to date, then ask."""
        self._source.refresh()

    def open_wizard(self) -> None:
        """Name the parties and share out the time."""
        self.dialog = Wizard(self.answer.parties if self.answer is not None else (), self)
        self.dialog.decided.connect(self._on_decided)
        self.dialog.open()

    def writes(self) -> Write | None:
        """The report of what is shown."""
        return partial(_written, self.answer) if self.answer is not None else None

    def _build(self) -> None:
        text = column(self.headline, self.small, spacing=8)
        text.addLayout(row(self.ask_who, None))
        said = frame("card", text, margin=20)
        logging = column(spacing=8)
        logging.addLayout(row(label("Log a conversation", "subtitle"), None, self.last, self.undo))
        logging.addWidget(self.log)
        self._log = frame("card", logging, margin=20)
        charted = column(spacing=6)
        charted.addLayout(row(None, self.period))
        charted.addWidget(self.listening)
        self._listening = frame("card", charted, margin=12)
        self._parties = _titled("Everyone is different", self.parties)
        self._coverage = frame("card", column(self.coverage), margin=12)
        self._feeds = _titled("What feeds what", label(FEEDS, "small", wrap=True), self.feeds, self.links)
        page = QWidget()
        parts = (said, self._log, self._listening, self._parties, self._coverage, self._feeds)
        page.setLayout(column(*parts, None, spacing=14))
        self.lay_out("Customers", page)
        for part in parts[1:]:
            part.hide()
        self.undo.hide()
        self.report.hide()

    def _wire(self) -> None:
        self._source.failed.connect(self.failed)
        self._source.refreshed.connect(self._ask)
        self.period.chosen.connect(self._on_period)
        self.log.logged.connect(self._on_logged)
        self.parties.changed.connect(self._keep)
        self.links.linked.connect(self._keep)
        self.links.dropped.connect(self._drop)
        for chart in (self.listening, self.coverage, self.feeds):
            chart.journeysChosen.connect(self._open)

    def _ask(self) -> None:
        self._number += 1
        number, period, today = self._number, self._period, self._desk.clock.today()
        self._source.read(
            lambda database, table: _answered(database, table, period, today),
            lambda answer: self._on_answer(answer, number), self.failed.emit, self,
        )  # fmt: skip

    def _on_answer(self, answer: Answer, number: int) -> None:
        from mysteryshop.comparison.customers import PERIODS  # imported on the reader by now

        if number != self._number:
            return
        self.answer = answer
        named = bool(answer.parties)
        self.headline.setText(answer.headline)
        self.small.setText(answer.small if named or answer.shares else FIRST)
        self.small.setVisible(bool(self.small.text()))
        self.ask_who.setProperty("role", "" if named else "primary")
        self.ask_who.style().polish(self.ask_who)
        self.period.show_choices(answer.period, [(ident, words, -1) for ident, words, _ in PERIODS])
        self.listening.show_given((answer.told, answer.shares))
        self.coverage.show_given(answer.coverage)
        self.feeds.show_given(answer.feeds)
        self.feeds.setVisible(bool(answer.feeds))  # without a link the sentence above says what to do
        self.log.show_parties(answer.parties)
        self.parties.show_shares(answer.shares)
        self.links.show_links(answer.templates, answer.feeds)
        self._log.setVisible(named)
        self._listening.setVisible(bool(answer.shares))
        self._parties.setVisible(named)
        self._coverage.show()
        self.report.setVisible(named or bool(answer.shares) or bool(answer.states))
        self._feeds.show()
        self.shown.emit()

    def _on_period(self, period: str) -> None:
        self._period = period
        self._ask()

    def _on_decided(self, parties: tuple[Party, ...], gone: tuple[str, ...]) -> None:
        def work(recorder: object) -> None:
            recorder.keep(*parties)  # type: ignore[attr-defined]  # the Recorder, imported on the writer
            recorder.drop(*gone)  # type: ignore[attr-defined]

        self._desk.write(work, lambda _: self._ask(), self.failed.emit, self)

    def _on_logged(self, entry: Listening) -> None:
        name = self.log.party.currentText()
        self._keep(replace(entry, at=self._desk.clock.now().at))
        minutes = f"{entry.listened_s // 60} min listened, {entry.talked_s // 60} talked"
        self.last.setText(f"Logged: {name}, {minutes}.")
        self.undo.show()

    def _undo(self) -> None:
        self.undo.hide()
        self.last.setText("Taken back.")
        self._desk.write(lambda recorder: recorder.undo_practice(), lambda _: self._ask(), self.failed.emit, self)

    def _keep(self, entry: Entry) -> None:
        self._desk.write(lambda recorder: recorder.keep(entry), lambda _: self._ask(), self.failed.emit, self)

    def _drop(self, ident: str) -> None:
        self._desk.write(lambda recorder: recorder.drop(ident), lambda _: self._ask(), self.failed.emit, self)

    def _open(self, journeys: tuple[str, ...]) -> None:
        if self.answer is not None:
            self.openRequested.emit(journeys[0], self.answer.states.get(journeys[0], "finalised"))


def _titled(title: str, *parts: QWidget) -> QFrame:
    inside: QLayout = column(label(title, "subtitle"), *parts, spacing=10)
    return frame("card", inside, margin=20)  # type: ignore[arg-type]  # column() makes a QVBoxLayout


def _answered(database: Database, table: FigureTable, period: str, today: date) -> Answer:
    from mysteryshop.comparison.customers import answered

    return answered(database, table, period, today)


def _written(answer: Answer, path: Path) -> None:
    from mysteryshop.report.practice.customers import write_customers

    write_customers(answer, path)
