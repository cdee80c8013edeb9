"""Drivers: what satisfaction depends on in these journeys, how sure that is, and whether frequency comes first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMargins, Signal
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from mysteryshop.comparison.question import CONTROLS, MORE, OUTCOMES, PREDICTORS, Question

from ..behind.card import BehindCard
from ..behind.opening import MarkOpener
from ..desk import Desk
from ..figures_source import FiguresSource
from ..theme import Theme
from ..widgets.choice_chip import CHIP, ChoiceChip
from ..widgets.flow import FlowLayout
from ..widgets.group_canvas import GroupCanvas
from ..widgets.parts import column, frame, label, row, scrolled
from .figures import DriverTable

if TYPE_CHECKING:
    from mysteryshop.charts.marks import Mark
    from mysteryshop.comparison.analysing import Answer

_CHART = 250  # pixels
_OF_THE_CLAIM = ("The data support", "The data refute", "Whether it holds")  # said in a card of its own
PLACED = (
    "Importance is the share above, performance how far the usual journey (the median) comes from the bottom of the "
    "scale, or where less is better from your worst tenth, to your own best tenth. Dashed are the means of both; where "
    "one of a point's two intervals crosses a dashed line, or is missing, it is hollow: it may stand elsewhere."
)
TOO_FEW = "too few for"
COUNTS = (
    "A journey counts here once its debrief is finalised with a rating of everything that is asked about, and once "
    "some of what you were told has a message quality."
)
OPENS = "Click a bar for the journeys behind it, or go to it with Tab and the arrow keys and press Enter."
CLAIM = "The claim: how often customers are told something comes first, before speed, quality and cost."


class DriversScreen(QWidget):
    """`shown` when the answer to the last question is on the screen."""

    openRequested = Signal(str, str)  # journey id, state
    momentRequested = Signal(str, str, str)  # journey id, state, moment id
    shown = Signal()
    failed = Signal(object)  # KnownError

    def __init__(self, desk: Desk, theme: Theme, source: FiguresSource) -> None:
        super().__init__()
        self.setObjectName("driversScreen")
        self.setProperty("role", "ground")
        self._source = source
        self.question = Question()
        self.answer: Answer | None = None
        self._asked = 0
        self.title = label("What drives satisfaction", "display", name="drivers.title")
        self.template = ChoiceChip("drivers.template", "Template", "all")
        self.relationship = ChoiceChip("drivers.relationship", "Relationship", "all")
        self.outcome = ChoiceChip("drivers.outcome", "Outcome")
        self.control = ChoiceChip("drivers.control", "Held constant", "nothing")
        self.journeys = label("", "small", name="drivers.journeys")
        self.predictors: dict[str, QPushButton] = {}
        self.verdict = label("", "title", wrap=True, name="drivers.verdict")
        self.explained = label("", "small", wrap=True, name="drivers.explained")
        self.hypothesis = label("", "", wrap=True, name="drivers.hypothesis")
        self.claim = label(CLAIM, "small", wrap=True)
        self.warnings = label("", "", wrap=True, name="drivers.warnings")
        self.chart = GroupCanvas(desk.reader, theme, "shares", "drivers.chart", _CHART)
        self.table = DriverTable()
        self.first = label("", "subtitle", wrap=True, name="drivers.first")
        self.quadrant = GroupCanvas(desk.reader, theme, "quadrant", "drivers.quadrant", _CHART)
        self.behind = BehindCard(theme, "drivers.behind")
        self.opener = MarkOpener(source, self.behind)
        self._build()
        self._wire()

    def start(self) -> None:
        """Bring the figures up to date and show them: the screen has come to the front."""
        self._source.refresh()

    def ask(self, question: Question) -> None:
        """Work out another question and show its answer."""
        self.question = question
        self._asked += 1
        asked = self._asked
        self._source.read(
            lambda _database, table: _answered(table, question),
            lambda answer: self._on_answer(answer, asked), self.failed.emit, self,
        )  # fmt: skip

    def _build(self) -> None:
        filters, predictors = QWidget(), QWidget()
        for holder, parts in (
            (filters, (self.template, self.relationship, self.outcome, self.control, self.journeys)),
            (predictors, (label("Predictors", "overline"), *self._predictor_chips())),
        ):
            flow = FlowLayout(QMargins(0, 0, 0, 0), 8)
            for part in parts:
                part.setMinimumHeight(CHIP)
                flow.addWidget(part)
            holder.setLayout(flow)
        self._said = frame("card", column(self.verdict, self.explained, spacing=8), margin=20)
        self._claimed = frame("card-accent", column(self.claim, self.hypothesis, spacing=4), margin=16)
        self._warned = frame("card-warning", column(label("Before you believe it", "strong"), self.warnings), margin=16)
        card = QFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(10, 8, 10, 8)
        inside.addWidget(self.chart)
        inside.addWidget(label(OPENS, "small", wrap=True, name="drivers.opens"))
        inside.addWidget(self.table)
        page = QWidget()
        self._placed = frame("card", column(self.first, self.quadrant, label(PLACED, "small", wrap=True)), margin=16)
        self._page = column(
            self._said, self._claimed, card, self._placed, self.behind, self._warned, None, spacing=14
        )  # fmt: skip
        page.setLayout(self._page)
        self._shared = card
        self.area = scrolled(page)
        self._results = (self._claimed, card, self._placed)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(28, 20, 20, 0)
        outer.setSpacing(12)
        outer.addLayout(row(self.title, None))
        outer.addWidget(filters)
        outer.addWidget(predictors)
        outer.addWidget(self.area, 1)
        self._show_results(False)
        self._warned.hide()
        self.verdict.setText("Reading the journeys …")

    def _predictor_chips(self) -> list[QPushButton]:
        for name in (*PREDICTORS, *MORE):
            chip = QPushButton(name)
            chip.setObjectName(f"drivers.predictor.{name}")
            chip.setProperty("role", "chip")
            chip.setCheckable(True)
            bold = QFont(chip.font())
            bold.setWeight(QFont.Weight.DemiBold)  # as the style sheet has it while it is ticked
            chip.setMinimumWidth(QFontMetrics(bold).horizontalAdvance(name) + 28)
            chip.clicked.connect(self._on_predictor)
            self.predictors[name] = chip
        return list(self.predictors.values())

    def _wire(self) -> None:
        self._source.refreshed.connect(self._on_refreshed)
        self._source.progressed.connect(self._on_progress)
        self.template.chosen.connect(lambda value: self._filter("template", value))
        self.relationship.chosen.connect(lambda value: self._filter("relationship", value))
        self.outcome.chosen.connect(lambda value: self.ask(replace(self.question, outcome=value)))
        self.control.chosen.connect(lambda value: self.ask(replace(self.question, control=value)))
        self.chart.marked.connect(lambda mark: self._on_mark(mark, self._shared))
        self.quadrant.marked.connect(lambda mark: self._on_mark(mark, self._placed))
        self.behind.close_by_escape(self)
        self.behind.openRequested.connect(self.openRequested)
        self.behind.momentRequested.connect(self.momentRequested)
        self.opener.opened.connect(lambda: self.behind.bring_into(self.area))
        self.opener.failed.connect(self.failed)

    def _on_mark(self, mark: Mark, below: QWidget) -> None:
        """What stands behind a bar or a point, right below its chart."""
        self._page.removeWidget(self.behind)
        self._page.insertWidget(self._page.indexOf(below) + 1, self.behind)
        self.opener.open(mark)

    def _filter(self, name: str, value: str) -> None:
        self.ask(replace(self.question, filters={**self.question.filters, name: value}))

    def _on_predictor(self) -> None:
        chosen = tuple(name for name, chip in self.predictors.items() if chip.isChecked())
        self.ask(replace(self.question, predictors=chosen))

    def _on_refreshed(self) -> None:
        if self.isVisible():
            self.ask(self.question)

    def _on_progress(self, left: int) -> None:
        if left and self.answer is None:
            self.verdict.setText(f"Working out the figures of {left:,} journeys …")

    def _on_answer(self, answer: Answer, asked: int) -> None:
        if asked != self._asked:
            return
        self.answer, self.question = answer, answer.question
        self.opener.drop()
        question = answer.question
        self.title.setText(f"What drives {question.outcome}")
        self.template.show_choices(question.filters.get("template", ""), answer.templates)
        self.relationship.show_choices(question.filters.get("relationship", ""), answer.relationships)
        self.outcome.show_choices(question.outcome, [(name, name, -1) for name in OUTCOMES])
        self.control.show_choices(question.control, [(name, name, -1) for name in CONTROLS])
        self.journeys.setText(answer.journeys)
        for name, chip in self.predictors.items():
            chip.setChecked(name in question.predictors)
        self._show(answer)
        self._show_placed(answer)
        self.shown.emit()

    def _show(self, answer: Answer) -> None:
        found: Any = answer.found
        refused = isinstance(found, str)
        self._show_results(not refused)
        self.verdict.setText(_first(found if refused else found.verdict))
        self.explained.setText(_what_to_do(found) if refused else _rest(found))
        self.explained.setVisible(bool(self.explained.text()))
        self._warned.setVisible(not refused and bool(found.warnings))
        if refused:
            return
        self.warnings.setText("\n".join(f"•  {words}" for words in found.warnings))
        self.hypothesis.setText(_hypothesis(found))
        self._claimed.setVisible(found.hypothesis is not None)
        self.chart.show_given((found, answer.rests))
        self.table.show_drivers(found)

    def _show_placed(self, answer: Answer) -> None:
        """Importance against performance, where it can be told."""
        self._placed.setVisible(answer.quadrants is not None)
        if answer.quadrants is not None:
            self.first.setText(_placed(answer.quadrants))
            self.quadrant.show_given((answer.quadrants, answer.rests))

    def _show_results(self, on: bool) -> None:
        for part in self._results:
            part.setVisible(on)


def _answered(table: Any, question: Question) -> Answer:
    from mysteryshop.comparison.analysing import answered

    return answered(table, question)


def _placed(found: Any) -> str:
    from mysteryshop.analysis.importance import sentence

    return sentence(found)


def _first(verdict: str) -> str:
    """What it comes to: the verdict's first sentence."""
    return f"{_sentences(verdict)[0].rstrip('.')}."


def _what_to_do(refusal: str) -> str:
    """What else a refusal says, and what makes a journey count."""
    rest = refusal[len(_first(refusal)) :].strip()
    return f"{rest} {COUNTS}" if TOO_FEW in refusal else rest


def _sentences(verdict: str) -> list[str]:
    return verdict.split(". ")


def _rest(found: Any) -> str:
    """What else the verdict says, and what all predictors explain together."""
    rest = ". ".join(each for each in _sentences(found.verdict)[1:] if not each.startswith(_OF_THE_CLAIM))
    rest = f"{rest.rstrip('.')}." if rest else ""
    n, r2 = f"n = {found.n:,}", f"{round(100 * found.r2)} %"
    control = f", {round(100 * found.control_r2)} % of it by {found.control}" if found.control else ""
    return f"{rest} All together explain {r2} of what {found.outcome} varies{control} ({n}).".strip()


_SAYS: dict[str | None, Callable[[Any], str]] = {
    "supported": lambda found: f"These data support it: {found.hypothesis} comes first in {_led(found)} of resamples.",
    "refuted": lambda found: f"These data refute it{_rival(found)}.",
    "open": lambda found: (
        f"These data cannot tell yet: {found.hypothesis} comes first in {_led(found)} of resamples; "
        f"97.5 % would settle it{_rival(found)}."
    ),
}


def _hypothesis(found: Any) -> str:
    if found.hypothesis_verdict is None:
        return f"{found.n} journeys are too few to say anything about it."
    return _SAYS[found.hypothesis_verdict](found)


def _led(found: Any) -> str:
    from mysteryshop.analysis.driver_words import often

    return often(found.leads[found.hypothesis])


def _rival(found: Any) -> str:
    if found.rival is None:
        return ""
    name, share = found.rival
    return f"; {name} is ahead of it in {round(100 * share)} %"
