"""Trends: one figure over time, year on year, with control limits where there are enough journeys."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMargins, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from mysteryshop.comparison.trend_question import Question

from ..behind.card import BehindCard
from ..behind.opening import MarkOpener
from ..desk import Desk
from ..figures_source import FiguresSource
from ..theme import Theme
from ..widgets.choice_chip import CHIP, ChoiceChip
from ..widgets.flow import FlowLayout
from ..widgets.group_canvas import GroupCanvas
from ..widgets.parts import column, frame, label, row, scrolled
from .years import YearTable

if TYPE_CHECKING:  # numpy and matplotlib are imported on the reader
    from mysteryshop.comparison.trending import Answer

_CHART = 330  # pixels
ABOUT = (
    "Each point is a journey: click it, or go to it with Tab and the arrow keys and press Enter; a row of the table "
    "opens its year in the same way. From 8 journeys on, "
    "the line is their mean and the dashed lines its limits (mean ± 2.66 "
    "times the mean moving range): what lies within them varies anyway; a limit that no journey could reach is not "
    "drawn. A point outside, or 8 in a row on one side of the mean, is worth a look. A diamond "
    "stands at the foot on the day on which somebody took something on, or at the journey whose finding has a date."
)


class TrendsScreen(QWidget):
    """`shown` when the answer to the last question is on the screen."""

    openRequested = Signal(str, str)  # journey id, state
    momentRequested = Signal(str, str, str)  # journey id, state, moment id
    shown = Signal()
    failed = Signal(object)  # KnownError

    def __init__(self, desk: Desk, theme: Theme, source: FiguresSource) -> None:
        super().__init__()
        self.setObjectName("trendsScreen")
        self.setProperty("role", "ground")
        self._source = source
        self.asked = Question()
        self.answer: Answer | None = None
        self._number = 0
        self.title = label("Trends", "display", name="trends.title")
        self.template = ChoiceChip("trends.template", "Template")
        self.relationship = ChoiceChip("trends.relationship", "Relationship")
        self.figure = ChoiceChip("trends.figure", "Figure")
        self.headline = label("Reading the journeys …", "title", wrap=True, name="trends.headline")
        self.small = label("", "small", wrap=True, name="trends.small")
        self.chart = GroupCanvas(desk.reader, theme, "trend", "trends.chart", _CHART)
        self.table = YearTable()
        self.behind = BehindCard(theme, "trends.behind")
        self.opener = MarkOpener(source, self.behind)
        self._build()
        self._wire()

    def start(self) -> None:
        """Bring the figures up to date and show them: the screen has come to the front."""
        self._source.refresh()

    def ask(self, asked: Question) -> None:
        """Work out another trend and show it."""
        self.asked = asked
        self._number += 1
        number = self._number
        self._source.read(
            lambda database, table: _answered(database, table, asked),
            lambda answer: self._on_answer(answer, number), self.failed.emit, self,
        )  # fmt: skip

    def _build(self) -> None:
        chips = QWidget()
        flow = FlowLayout(QMargins(0, 0, 0, 0), 8)
        for part in (self.template, self.relationship, self.figure):
            part.setMinimumHeight(CHIP)
            flow.addWidget(part)
        chips.setLayout(flow)
        self._card = QFrame()
        self._card.setProperty("role", "card")
        inside = QVBoxLayout(self._card)
        inside.setContentsMargins(10, 8, 10, 8)
        inside.addWidget(self.chart)
        inside.addWidget(self.table)
        self.about = label(ABOUT, "small", wrap=True, name="trends.about")
        said = frame("card", column(self.headline, self.small, spacing=8), margin=20)
        page = QWidget()
        page.setLayout(column(said, self._card, self.behind, self.about, None, spacing=14))
        self.area = scrolled(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(28, 20, 20, 0)
        outer.setSpacing(12)
        outer.addLayout(row(self.title, None))
        outer.addWidget(chips)
        outer.addWidget(self.area, 1)
        self._card.hide()
        self.about.hide()

    def _wire(self) -> None:
        self._source.refreshed.connect(self._on_refreshed)
        self._source.progressed.connect(self._on_progress)
        self.template.chosen.connect(lambda value: self._filter("template", value))
        self.relationship.chosen.connect(lambda value: self._filter("relationship", value))
        self.figure.chosen.connect(lambda value: self.ask(replace(self.asked, metric=value)))
        self.chart.marked.connect(self.opener.open)
        self.table.rowOpened.connect(self._on_year)
        self.behind.close_by_escape(self)
        self.behind.openRequested.connect(self.openRequested)
        self.behind.momentRequested.connect(self.momentRequested)
        self.opener.opened.connect(lambda: self.behind.bring_into(self.area))
        self.opener.failed.connect(self.failed)

    def _filter(self, name: str, value: str) -> None:
        self.ask(replace(self.asked, filters={**self.asked.filters, name: value}))

    def _on_year(self, row: int) -> None:
        """The journeys of that year; one in which nobody walked has none."""
        if self.answer is not None and self.answer.years[row].moments:
            self.opener.open(self.answer.years[row])

    def _on_refreshed(self) -> None:
        if self.isVisible():
            self.ask(self.asked)

    def _on_progress(self, left: int) -> None:
        if left and self.answer is None:
            self.headline.setText(f"Working out the figures of {left:,} journeys …")

    def _on_answer(self, answer: Answer, number: int) -> None:
        if number != self._number:
            return
        self.answer = answer
        self.opener.drop()
        filters = dict(answer.question.filters)
        self.template.show_choices(filters["template"], answer.templates)
        self.relationship.show_choices(filters["relationship"], answer.relationships)
        self.figure.show_choices(answer.question.metric, answer.metrics)
        self.headline.setText(answer.headline)
        self.small.setText(answer.small)
        there = bool(answer.found.points)
        self.small.setVisible(bool(answer.templates))
        for chip in (self.template, self.relationship):
            chip.setVisible(bool(answer.templates))
        for part in (self._card, self.about):
            part.setVisible(there)
        self.chart.show_given((answer.found, answer.column))
        self.table.show_rows(answer.rows)
        self.shown.emit()


def _answered(database: Any, table: Any, question: Question) -> Answer:
    from mysteryshop.comparison.trending import answered

    return answered(database, table, question)
