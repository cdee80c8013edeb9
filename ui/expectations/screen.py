"""Expectations: how sure and how right, where most insulated, and every belief with what a walk said of it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMargins
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from ..desk import Desk
from ..figures_source import FiguresSource
from ..leader_screen import LeaderPage, Write
from ..theme import Theme
from ..widgets.choice_chip import CHIP, ChoiceChip
from ..widgets.flow import FlowLayout
from ..widgets.group_canvas import GroupCanvas
from ..widgets.parts import button, column, frame, label, row
from ..widgets.report_button import ReportButton
from .ledger import Ledger

if TYPE_CHECKING:  # numpy and matplotlib are imported on the reader
    from mysteryshop.analysis.beliefs import Belief
    from mysteryshop.comparison.believing import Answer, Asked
    from mysteryshop.store.database import Database

_CHART = 300  # pixels
FIRST = (
    "Write down what you believe before a walk, with how sure you are, and judge it in the debrief. From then on this "
    "page shows how well your picture of the organisation matches what a customer meets."
)
ABOUT = (
    "A belief that was confirmed counts as right, a mixed one as half. Worse than believed: a belief refuted, a wait "
    "longer, fewer communications or a lower feeling than was expected of a touchpoint. First comes where it is "
    "clearest, not where the share is highest: three of three says less than forty of fifty. Places and topics are "
    "never taken together across kinds of customer. Walks that are unfinished, excluded or tainted stand in the "
    "ledger and count nowhere."
)


class ExpectationsScreen(LeaderPage):
    """The chips choose whose beliefs of which walk; every one of them stands in the ledger."""

    def __init__(self, desk: Desk, theme: Theme) -> None:
        super().__init__(
            "expectationsScreen",
            desk,
            ReportButton("expectations.report", "Expectations.pdf", "Beliefs and what was so, as a PDF"),
        )
        self._source = FiguresSource(desk, self)
        self.answer: Answer | None = None
        self._asked: Asked | None = None
        self._number = 0
        self.leader = ChoiceChip("expectations.leader", "Leader", "all")
        self.template = ChoiceChip("expectations.template", "Template", "all")
        self.headline = label("Reading the walks …", "title", wrap=True, name="expectations.headline")
        self.small = label("", "small", wrap=True, name="expectations.small")
        self.charts = {
            name: GroupCanvas(desk.reader, theme, chart, f"expectations.{name}", _CHART)
            for name, chart in (
                ("calibration", "calibration"), ("brier", "trend"),
                ("touchpoints", "insulation"), ("topics", "insulation"),
            )
        }  # fmt: skip
        self.ledger = Ledger(theme)
        self._build()
        self._wire()

    def start(self) -> None:
        """Bring the figures up to date, then ask."""
        self._source.refresh()

    def writes(self) -> Write | None:
        """The report of what is shown."""
        return partial(_written, self.answer) if self.answer is not None else None

    def _build(self) -> None:
        self._chips = chips = QWidget()
        flow = FlowLayout(QMargins(0, 0, 0, 0), 8)
        for part in (self.leader, self.template):
            part.setMinimumHeight(CHIP)
            flow.addWidget(part)
        chips.setLayout(flow)
        self.first = button(
            "Prepare a walk", "primary", name="expectations.first", on=lambda: self.walkRequested.emit("", ())
        )
        begin = row(self.first, None)
        text = column(self.headline, self.small, spacing=8)
        text.addLayout(begin)
        said = frame("card", text, margin=20)
        self._cards = QWidget()
        grid = QGridLayout(self._cards)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(14)
        for place, chart in enumerate(self.charts.values()):
            grid.addWidget(_card(chart), place // 2, place % 2)
        self._about = label(ABOUT, "small", wrap=True)
        page = QWidget()
        page.setLayout(column(said, self._cards, self._about, self.ledger, None, spacing=14))
        self.lay_out("Expectations", page, chips)
        self._show_parts(False)

    def _wire(self) -> None:
        self._source.failed.connect(self.failed)
        self._source.refreshed.connect(self._ask)
        self.leader.chosen.connect(lambda value: self._choose(leader=value))
        self.template.chosen.connect(lambda value: self._choose(template=value))
        for chart in self.charts.values():
            chart.journeysChosen.connect(lambda journeys: self.openRequested.emit(journeys[0], "finalised"))
        self.ledger.openRequested.connect(self.openRequested)
        self.ledger.carryRequested.connect(self._carry)

    def _choose(self, **wanted: str) -> None:
        if self._asked is not None:
            self._asked = replace(self._asked, **wanted)
            self._ask()

    def _ask(self) -> None:
        asked = self._asked
        self._number += 1
        number = self._number
        self._source.read(
            lambda database, _table: _answered(database, asked), lambda answer: self._on_answer(answer, number),
            self.failed.emit, self,
        )  # fmt: skip

    def _on_answer(self, answer: Answer, number: int) -> None:
        if number != self._number:
            return
        self.answer, self._asked = answer, answer.asked
        self.leader.show_choices(answer.asked.leader, answer.leaders)
        self.template.show_choices(answer.asked.template, answer.templates)
        there = bool(answer.beliefs or answer.touchpoints)
        self.headline.setText(answer.headline if there else "Nothing is expected of a walk yet")
        self.small.setText(answer.small if there else FIRST)
        self._show_parts(there)
        self.charts["calibration"].show_given(answer.calibration)
        self.charts["brier"].show_given(answer.brier)
        self.charts["touchpoints"].show_given((answer.touchpoints, "touchpoint"))
        self.charts["topics"].show_given((answer.topics, "topic"))
        self.ledger.show_beliefs(answer.beliefs)
        self.shown.emit()

    def _show_parts(self, there: bool) -> None:
        for part in (self._chips, self._cards, self._about, self.ledger, self.report):
            part.setVisible(there)
        self.first.setVisible(not there and self.answer is not None)

    def _carry(self, beliefs: tuple[Belief, ...]) -> None:
        newest = max(beliefs, key=lambda b: b.day)
        once = {b.text.casefold(): (b.text, b.confidence) for b in reversed(beliefs)}
        self.walkRequested.emit(newest.template_key, tuple(reversed(once.values())))


def _card(chart: GroupCanvas) -> QFrame:
    return frame("card", column(chart), margin=10)


def _answered(database: Database, asked: Asked | None) -> Answer:
    from mysteryshop.comparison.believing import Asked, answered

    return answered(database, asked or Asked())


def _written(answer: Answer, path: Path) -> None:
    from mysteryshop.report.practice.expectations import write_expectations

    write_expectations(answer, path)
