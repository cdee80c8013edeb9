"""The three pages of scales: was I recognised, how was it, and how like the customers am I."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from mysteryshop.analysis import debrief
from mysteryshop.journey import Record
from mysteryshop.vocabulary import PROMPTS, RATINGS, RatingTerm, by_id

from ..pen import Pen
from ..theme import Theme
from ..widgets.choice import numbers, yes_no
from ..widgets.parts import label
from .page import Page
from .scale_rows import Asked, scale_card

DIFFERENT, ALIKE = "1 very different from the people who use it", "5 just like them"
_SCALE = numbers(1, 5)
_TAINTED = (
    "This journey is now marked as tainted: what you were given may not be what customers are given. "
    "It is kept whole, says so on its report, and is left out of comparisons unless you ask for it."
)
_MEANT = {
    "similarity.knowledge": "what I know of how it works behind the counter",
    "similarity.tech": "how easily I find my way in apps and machines",
    "similarity.time": "how much the clock pushes me",
    "similarity.money": "what the price means to me",
    "similarity.status": "how I am looked at and spoken to",
    "similarity.language": "how well I speak the language of the place",
    "similarity.mobility": "how easily I walk, stand, carry, see and hear",
}


class ScalePage(Page):
    """Rows of scales in one card; digits answer, Enter and the arrows go from row to row."""

    leave_out = ""

    def __init__(self, name: str, title: str, asked: list[Asked], pen: Pen, theme: Theme) -> None:
        super().__init__(name, title, pen, theme)
        card, self.rows = scale_card(asked, self.leave_out)
        self.body.addWidget(card)
        for each in self.rows:
            each.answered.connect(lambda value, key=each.asked.key: self.pen.answer(key, value))
            each.settled.connect(lambda on, key=each.asked.key: self.pen.settle(key, on))
        self.chain(*(each.choice for each in self.rows))

    def show_record(self, record: Record) -> None:
        """Show what is stored, once nothing is on its way."""
        if self.quiet:
            for each in self.rows:
                each.show_record(record)

    def first(self) -> QWidget | None:
        """The first row without an answer."""
        free = (each for each in self.rows if not each.choice.value and not each.leave.isChecked())
        return next(free, self.rows[0]).choice

    def set_locked(self, locked: bool) -> None:
        """Only to be read, or to be filled in."""
        super().set_locked(locked)
        for each in self.rows:
            each.leave.setEnabled(not locked)


class RatingsPage(ScalePage):
    """The ratings of RATINGS; one that was not asked of the leader may be left out."""

    leave_out = "not asked of me"

    def __init__(self, pen: Pen, theme: Theme) -> None:
        super().__init__("ratingsPage", "Ratings", [_rated(term) for term in RATINGS], pen, theme)
        self.words.setText("How was it, as the customer that you were? Type the figure, Enter goes on.")
        self.body.addStretch(1)


class SimilarityPage(ScalePage):
    """Seven scales that say how far the leader's eyes are the customers'."""

    leave_out = "cannot tell"

    def __init__(self, pen: Pen, theme: Theme) -> None:
        asked = [
            Asked(p.id, p.label, _SCALE, more=_MEANT.get(p.id, ""), width=52) for p in debrief.prompts("similarity")
        ]
        super().__init__("similarityPage", "How like the customers am I?", asked, pen, theme)
        self.words.setText(f"{DIFFERENT}  –  {ALIKE}. Where you differ most, others will feel what you did not.")
        self.sum = label("", "quiet", wrap=True, name="similarityPage.sum")
        self.body.addWidget(self.sum)
        self.body.addStretch(1)

    def show_record(self, record: Record) -> None:
        """Show what is stored, and what follows from it."""
        super().show_record(record)
        far = [by_id(PROMPTS, i).label.lower() for i, n in debrief.similarity(record).items() if n <= debrief.FAR]
        self.sum.setText(
            f"Furthest from them in {', '.join(far)}: design for customers, not for yourself." if far else ""
        )


class IncognitoPage(ScalePage):
    """Recognised, favoured: either taints the journey, and the page says what that means."""

    def __init__(self, pen: Pen, theme: Theme) -> None:
        asked = [Asked(p.id, p.label, yes_no(), width=64) for p in debrief.prompts("incognito-after")]
        super().__init__("incognitoPage", "Recognised? Favoured?", asked, pen, theme)
        self.words.setText("The reality rather than a production. Y and N answer.")
        self.tainted = QFrame()
        self.tainted.setObjectName("incognitoPage.tainted")
        self.tainted.setProperty("role", "card-warning")
        layout = QVBoxLayout(self.tainted)
        layout.setContentsMargins(20, 14, 20, 14)
        layout.addWidget(label(_TAINTED, wrap=True))
        self.body.addWidget(self.tainted)
        self.before = label("", "quiet", wrap=True)
        self.body.addWidget(self.before)
        self.body.addStretch(1)

    def show_record(self, record: Record) -> None:
        """Show what is stored; being favoured is only asked of those who were recognised."""
        super().show_record(record)
        self.tainted.setVisible(debrief.tainted(record))
        first, second = self.rows
        second.setVisible(first.choice.value != "no" or bool(second.choice.value))
        precautions = debrief.prompts("incognito-before")
        taken = sum(record.answers.get(p.id) == "yes" for p in precautions)
        self.before.setText(
            f"Before the walk you had ticked {taken} of {len(precautions)} precautions." if taken else ""
        )


def _rated(term: RatingTerm) -> Asked:
    low, high = f"{term.low} {term.low_label}", f"{term.high} {term.high_label}"
    return Asked(f"rate.{term.id}", term.label, numbers(term.low, term.high), low, high)
