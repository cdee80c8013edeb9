"""What I expected: a verdict for every assumption, its evidence beside it, and touchpoints against their figures."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from mysteryshop.analysis import debrief, evidence
from mysteryshop.journey import Expectation, Record
from mysteryshop.vocabulary import VERDICTS

from ..pen import Pen
from ..theme import Theme, tabular
from ..widgets.choice import ChoiceRow, Option
from ..widgets.clearing import clear, let_go
from ..widgets.evidence_picker import EvidencePicker
from ..widgets.long_words import breakable
from ..widgets.parts import label, row
from ..widgets.saved_text import SavedText
from .gaps_table import gaps_card
from .intended import Intended
from .pass_page import PassPage


class ExpectationsPage(PassPage[Expectation]):
    """C, R, M and U are the verdicts; Enter goes on to the next assumption."""

    nothing = (
        "No assumptions were written before this walk.",
        "Next time write one or two down: it is how you learn how well you know your own house.",
    )

    def __init__(self, pen: Pen, theme: Theme) -> None:
        super().__init__("expectationsPage", "What I expected", pen, theme)
        self.words.setText("Believed before, judged now. The figures beside it help; the verdict is yours.")
        self._intended: Intended[Expectation] = Intended(pen, lambda record: record.expectations)
        self.text = label("", "title", wrap=True, name="expectation.text")
        self.sure = label("", "quiet", name="expectation.sure")
        options = (Option(t.id, t.label, t.id[0], t.label[0]) for t in VERDICTS)
        self.verdict = ChoiceRow("expectation.verdict", "Verdict", options)
        self.note = SavedText("expectation.note", "In a few words, why", "In a few words, why", lines=1, most=5)
        self.figures = QGridLayout()
        self.figures.setHorizontalSpacing(24)
        self.figures.setVerticalSpacing(4)
        self.figures.setColumnStretch(2, 1)
        self.figures.setColumnMinimumWidth(0, 220)
        self.picker = EvidencePicker("expectation.evidence", theme)
        self.form.addWidget(self._card())
        self._gaps = QVBoxLayout()
        self.body.insertLayout(2, self._gaps)
        self._gap_card: QWidget | None = None
        self._shown_gaps: tuple[evidence.TouchpointGap, ...] = ()
        self.verdict.chosen.connect(lambda value: self._change(verdict=value or None))
        self.verdict.goOn.connect(self.advance)
        self.note.kept.connect(lambda words: self._change(note=words.strip()))
        self.picker.evidenceChanged.connect(lambda ids: self._change(evidence=ids))

    def items(self, record: Record) -> list[Expectation]:
        """The assumptions, in the order written."""
        return list(debrief.assumptions(record))

    def is_done(self, record: Record, item: Expectation) -> bool:
        """Whether it has a verdict."""
        return item.verdict is not None

    def begin(self, record: Record, item: Expectation) -> None:
        """Ask for the verdict on another assumption."""
        found = evidence.for_assumption(record, item)
        self.text.setText(breakable(f"“{item.text}”"))
        self.sure.setText("" if item.confidence is None else f"{round(item.confidence * 100)} % sure before the walk")
        self.verdict.show_value(item.verdict or "")
        self.note.draft.begin(item.note)
        self._show_figures(found.figures)
        self.picker.begin(record, found.moments, item.evidence)

    def follow(self, record: Record, item: Expectation) -> None:
        """Show what is stored."""
        self.note.draft.show(item.note, self.quiet)
        if self.quiet:
            self._intended.follow()
            self.verdict.show_value(item.verdict or "")
            self.picker.show_record(record, item.evidence)

    def show_record(self, record: Record) -> None:
        """Follow the record, the figures of touchpoints too."""
        super().show_record(record)
        gaps = evidence.touchpoint_gaps(record)
        if gaps != self._shown_gaps or self._gap_card is None:
            self._shown_gaps = gaps
            if self._gap_card is not None:
                let_go(self._gap_card)
            self._gap_card = gaps_card(gaps)
            self._gaps.addWidget(self._gap_card)
        self._gap_card.setVisible(bool(gaps))
        if gaps and not self.items(record):
            self._empty.hide()

    def first(self) -> QWidget | None:
        """The verdict."""
        return self.verdict if self.current else None

    def set_locked(self, locked: bool) -> None:
        """Only to be read, or to be filled in."""
        super().set_locked(locked)
        self.picker.set_locked(locked)
        self.picker.shown.setEnabled(True)

    def _change(self, **fields: object) -> None:
        if self.current:
            self._intended.change(self.current, **fields)

    def _show_figures(self, figures: tuple[evidence.Figure, ...]) -> None:
        clear(self.figures)
        for place, figure in enumerate(figures):
            value = label(figure.value, "strong")
            value.setFont(tabular(value.font()))
            self.figures.addWidget(label(breakable(figure.label), "quiet", wrap=True), place, 0)
            self.figures.addWidget(value, place, 1)

    def _card(self) -> QFrame:
        card = QFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(20, 16, 20, 16)
        inside.setSpacing(8)
        inside.addWidget(self.text)
        inside.addWidget(self.sure)
        inside.addLayout(row(self.verdict, None))
        inside.addWidget(self.note)
        inside.addSpacing(4)
        inside.addWidget(label("What the walk says", "overline"))
        inside.addLayout(self.figures)
        inside.addSpacing(4)
        inside.addWidget(label("Moments that speak to it: tick the evidence", "overline"))
        inside.addWidget(self.picker)
        return card
