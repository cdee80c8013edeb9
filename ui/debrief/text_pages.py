"""The pages of words: what the walk did to the leader, and the walk in one sentence."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from mysteryshop.analysis import debrief, headline
from mysteryshop.journey import Record

from ..pen import Pen
from ..theme import Theme
from ..widgets.long_words import breakable
from ..widgets.parts import button, label, row
from ..widgets.saved_text import SavedText
from .page import Page

_HINTS = {
    "reflection.reassured": "What works, and who makes it work",
    "reflection.scared": "What you would not want a customer to meet again",
    "reflection.learned": "What you noticed in yourself while you waited, asked, were told nothing",
}


class ReflectionPage(Page):
    """Three questions in the leader's own words; the report prints them."""

    def __init__(self, pen: Pen, theme: Theme) -> None:
        super().__init__("reflectionPage", "Reflection", pen, theme)
        self.words.setText("Reassuring and scary, both. Tab goes on to the next question, Ctrl+Enter to the next step.")
        self.fields: dict[str, SavedText] = {}
        for prompt in debrief.prompts("reflection"):
            field = SavedText(prompt.id, prompt.label, _HINTS.get(prompt.id, ""), lines=3, most=9)
            field.kept.connect(lambda words, key=prompt.id: self.pen.answer(key, words.strip()))
            self.fields[prompt.id] = field
            self.body.addWidget(label(prompt.label, "strong"))
            self.body.addWidget(field)
        self.body.setSpacing(8)
        self.body.addStretch(1)

    def show_record(self, record: Record) -> None:
        """Show what is stored."""
        for key, field in self.fields.items():
            field.draft.show(record.answers.get(key, ""), self.quiet)

    def first(self) -> QWidget | None:
        """The first question without an answer."""
        return next((f for f in self.fields.values() if not f.words().strip()), next(iter(self.fields.values())))


class HeadlinePage(Page):
    """The verdict: the first thing that a reader of the report sees."""

    def __init__(self, pen: Pen, theme: Theme) -> None:
        super().__init__("headlinePage", "The walk in one sentence", pen, theme)
        self.words.setText(
            "Your own verdict. It stands in large letters on page one; a proposal from the data is below."
        )
        self.field = SavedText(debrief.HEADLINE, "The whole walk in one sentence", lines=2, most=5, single=True)
        self.field.setProperty("role", "headline")
        self.field.kept.connect(lambda words: self.pen.answer(debrief.HEADLINE, words))
        self.field.goOn.connect(self.goOn)
        self._proposed = ""
        self.proposal = label("", wrap=True, name="headlinePage.proposal")
        self.use = button("Use this", name="headlinePage.use", tip="Alt+U", on=self._on_use)
        card = QFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(20, 14, 20, 14)
        inside.addWidget(label("Proposed from the data", "overline"))
        inside.addWidget(self.proposal)
        inside.addLayout(row(self.use, None))
        self._card = card
        self.body.addWidget(self.field)
        self.body.addWidget(card)
        self.body.addStretch(1)
        QShortcut(QKeySequence("Alt+U"), self).activated.connect(self._on_use)

    def show_record(self, record: Record) -> None:
        """Show what is stored and what the data propose."""
        self.field.draft.show(record.answers.get(debrief.HEADLINE, ""), self.quiet)
        proposed = headline.propose(record)
        self._proposed = proposed
        self.proposal.setText(breakable(proposed))
        self._card.setVisible(bool(proposed))

    def first(self) -> QWidget | None:
        """The sentence."""
        return self.field

    def set_locked(self, locked: bool) -> None:
        """Only to be read, or to be filled in."""
        super().set_locked(locked)
        self.use.setEnabled(not locked)

    def _on_use(self) -> None:
        if not self.pen.locked and self._proposed:
            self.field.draft.flush()  # what stood there can be had back by an undo
            self.field.set_words(self._proposed)
            self.field.draft.flush()
            self.field.setFocus()
