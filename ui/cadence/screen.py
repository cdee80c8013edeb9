"""Cadence: who walked when, what is due, and one walk across the years beside what the business counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMargins
from PySide6.QtWidgets import QWidget

from mysteryshop import templates as template_store
from mysteryshop.analysis.cadence import ago
from mysteryshop.analysis.wording import day_text
from mysteryshop.comparison.trend_question import Question
from mysteryshop.practice import Cadence, OutcomePoint

from ..desk import Desk
from ..figures_source import FiguresSource
from ..leader_screen import LeaderPage, Write
from ..theme import Theme
from ..widgets.choice_chip import CHIP, ChoiceChip
from ..widgets.clearing import let_go
from ..widgets.flow import FlowLayout
from ..widgets.group_canvas import GroupCanvas
from ..widgets.parts import button, column, frame, label, row
from ..widgets.report_button import ReportButton
from ..widgets.still_table import StillTable
from .due_list import DueList, Named
from .outcome_entry import OutcomeEntry

if TYPE_CHECKING:  # numpy and matplotlib are imported on the reader
    from mysteryshop.comparison.cadencing import Answer, Years
    from mysteryshop.figures import FigureTable
    from mysteryshop.store.database import Database

_CHART = 340  # pixels
_ASKED = "satisfaction"
LEADERS = (
    ("Leader", "Who walked."),
    ("Last walk", "When it was, in the place's time."),
    ("Days since", "From that day to today."),
    ("Within a year", "Walks of the last 365 days."),
)
BESIDE = (
    "What the business counts stands beside the walks, on the same time axis. It is entered by hand and never "
    "fitted to them: so few years would let anything look like a cause."
)


class CadenceScreen(LeaderPage):
    """What is due comes first; the years are those of the walk that the chips choose."""

    def __init__(self, desk: Desk, theme: Theme) -> None:
        super().__init__(
            "cadenceScreen", desk, ReportButton("cadence.report", "Cadence.pdf", "Cadence and years, as a PDF")
        )
        self._source = FiguresSource(desk, self)
        self.answer: Answer | None = None
        self.asked = Question(metric=_ASKED)
        self._number = 0
        self._names = Named({})
        self.headline = label("Reading the walks …", "title", wrap=True, name="cadence.headline")
        self.small = label("", "small", wrap=True, name="cadence.small")
        self.due = DueList()
        self.leaders = StillTable(LEADERS, "cadence.leaders", "Leaders and their last walks")
        self.template = ChoiceChip("years.template", "Template")
        self.relationship = ChoiceChip("years.relationship", "Relationship")
        self.figure = ChoiceChip("years.figure", "Figure")
        self.chart = GroupCanvas(desk.reader, theme, "years", "years.chart", _CHART)
        self.table: StillTable | None = None
        self.outcome = OutcomeEntry()
        self._build()
        self._wire()

    def start(self) -> None:
        """Bring the figures up to date, then ask."""
        self._source.refresh()

    def writes(self) -> Write | None:
        """The report of what is shown."""
        names = dict(self._names.templates)
        return partial(_written, self.answer, names) if self.answer is not None else None

    def _build(self) -> None:
        chips = QWidget()
        flow = FlowLayout(QMargins(0, 0, 0, 0), 8)
        for part in (self.template, self.relationship, self.figure):
            part.setMinimumHeight(CHIP)
            flow.addWidget(part)
        chips.setLayout(flow)
        self.first = button(
            "Prepare a walk", "primary", name="cadence.prepare", on=lambda: self.walkRequested.emit("", ())
        )
        asked = column(self.headline, self.small, self.due, spacing=12)
        asked.insertLayout(2, row(self.first, None))
        said = frame("card", asked, margin=20)
        self._leaders = frame("card", column(label("Leaders", "subtitle"), self.leaders, spacing=8), margin=16)
        self._rests = label("", "small", wrap=True, name="years.small")
        self._inside = column(chips, self.chart, self._rests, spacing=10)
        self._years = frame("card", self._inside, margin=16)
        self._entry = frame(
            "card",
            column(label("Beside it: what the business counts", "subtitle"), label(BESIDE, "small", wrap=True),
                   self.outcome, spacing=10),
            margin=16,
        )  # fmt: skip
        self._title = label("The same walk across the years", "subtitle")
        page = QWidget()
        page.setLayout(column(said, self._leaders, self._title, self._years, self._entry, None, spacing=14))
        self.lay_out("Cadence", page)
        self._show_parts(False, False)

    def _wire(self) -> None:
        self._source.failed.connect(self.failed)
        self._source.refreshed.connect(self.ask)
        self.template.chosen.connect(lambda value: self._filter("template", value))
        self.relationship.chosen.connect(lambda value: self._filter("relationship", value))
        self.figure.chosen.connect(lambda value: self._choose(replace(self.asked, metric=value)))
        self.chart.journeysChosen.connect(lambda journeys: self.openRequested.emit(journeys[0], "finalised"))
        self.due.walkRequested.connect(lambda template: self.walkRequested.emit(template, ()))
        self.due.openRequested.connect(self.openRequested)
        self.due.asked.connect(self._set)
        self.due.dropped.connect(self._drop)
        self.outcome.entered.connect(self._keep)
        self.outcome.dropped.connect(self._drop)

    def _filter(self, name: str, value: str) -> None:
        self._choose(replace(self.asked, filters={**self.asked.filters, name: value}))

    def _choose(self, asked: Question) -> None:
        self.asked = asked
        self.ask()

    def ask(self) -> None:
        """Work it out anew and show it."""
        self._number += 1
        number, asked, today = self._number, self.asked, self._desk.clock.today()
        self._source.read(
            lambda database, table: _answered(database, table, asked, today),
            lambda answer: self._on_answer(answer, number), self.failed.emit, self,
        )  # fmt: skip

    def _keep(self, entry: Cadence | OutcomePoint) -> None:
        self._desk.write(lambda recorder: recorder.keep(entry), lambda _: self.ask(), self.failed.emit, self)

    def _set(self, asked: Cadence) -> None:
        """A cadence for the same leader, walk and relationship takes the place of the one before."""
        there = [each.cadence for each in self.answer.due] if self.answer is not None else []
        same = [c for c in there if (c.leader, c.template, c.relationship) == _of(asked)]
        self._keep(replace(asked, id=same[0].id) if same else asked)

    def _drop(self, ident: str) -> None:
        self._desk.write(lambda recorder: recorder.drop(ident), lambda _: self.ask(), self.failed.emit, self)

    def _on_answer(self, answer: Answer, number: int) -> None:
        if number != self._number:
            return
        self.answer = answer
        found, _ = template_store.load_all(self._desk.data_dir)
        self._names = Named({t.key: t.name for t in found})
        self.headline.setText(answer.headline)
        self.small.setText(answer.small)
        self.small.setVisible(bool(answer.small))
        self.due.show_choices([(t.name, t.key) for t in found], answer.leaders)
        self.due.show_due(answer.due, self._names)
        self.leaders.show_rows([
            (r.leader or "–", day_text(r.last.day), ago(r.days), str(r.within_a_year)) for r in answer.rhythms
        ])  # fmt: skip
        self._show_years(answer.years)
        self._show_parts(bool(answer.rhythms), bool(answer.years.trend.templates))
        self.shown.emit()

    def _show_years(self, years: Years) -> None:
        trend = years.trend
        self.asked = trend.question
        filters = dict(trend.question.filters)
        self.template.show_choices(filters["template"], trend.templates)
        self.relationship.show_choices(filters["relationship"], trend.relationships)
        self.figure.show_choices(trend.question.metric, trend.metrics)
        self.chart.show_given(years.drawn)
        self._rests.setText(trend.small)
        self.outcome.show_points(filters["template"], years.points)
        self._show_table(years.years, (*years.figures, *years.outcomes))

    def _show_table(self, years: Sequence[int], rows: Sequence[Sequence[str]]) -> None:
        """A table has its columns once: other years make another one."""
        if self.table is not None:
            self._inside.removeWidget(self.table)
            let_go(self.table)
        heads = [("Figure", "Median of the walks of each year; outcomes as entered."), *((str(y), "") for y in years)]
        self.table = StillTable(heads, "years.table", "The years side by side")
        self.table.show_rows(rows)
        self._inside.addWidget(self.table)

    def _show_parts(self, walked: bool, counted: bool) -> None:
        self._leaders.setVisible(walked)
        self.first.setVisible(not walked and self.answer is not None)
        self.report.setVisible(walked or bool(self.answer is not None and self.answer.due))
        for part in (self._title, self._years, self._entry):
            part.setVisible(counted)


def _of(cadence: Cadence) -> tuple[str, str, str]:
    return cadence.leader, cadence.template, cadence.relationship


def _answered(database: Database, table: FigureTable, asked: Question, today: date) -> Answer:
    from mysteryshop.comparison.cadencing import answered

    return answered(database, table, asked, today)


def _written(answer: Answer, names: dict[str, str], path: Path) -> None:
    from mysteryshop.report.practice.cadence import write_cadence

    write_cadence(answer, names, path)
