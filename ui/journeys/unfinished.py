"""What was begun and not finished: one card each, the walk that was interrupted first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mysteryshop.store.listing import JourneyRow

from ..widgets.clearing import clear
from ..widgets.long_words import breakable
from ..widgets.parts import button, column, label
from .model import exactly, title

SHOWN = 3
ROOMY = 34  # lines of text that the screen is high, so that three cards leave the list its place
_TITLE = 100  # characters of a card's title; the list below has the whole place
_WORDS = {
    "walking": ("This walk is not finished. Go on with it?", "Resume the walk"),
    "debrief": ("Walked, and still to be debriefed while it is fresh.", "Go on with the debrief"),
    "planned": ("Prepared and ready to be walked.", "Start the walk"),
}


class Unfinished(QWidget):
    """Cards that ask plainly: resume, or finish now."""

    resumeRequested = Signal(str, str)  # journey id, state
    finishRequested = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[JourneyRow, ...] | None = None
        self._most = SHOWN
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)

    def show_rows(self, rows: Sequence[JourneyRow]) -> None:
        """One card for each of the first three, and a line that counts the rest."""
        if tuple(rows) == self._rows:
            return  # the keyboard may be on one of the cards
        self._rows = tuple(rows)
        self._draw()

    def give_room(self, lines: float) -> None:
        """Show one card where the screen is only so many lines of text high: three would be cut."""
        most = SHOWN if lines >= ROOMY else 1
        if most != self._most:
            self._most = most
            self._draw()

    def _draw(self) -> None:
        rows = self._rows or ()
        clear(self._layout)
        for place, journey in enumerate(rows[: self._most]):
            self._layout.addWidget(self._card(journey, first=place == 0))
        if len(rows) > self._most:
            self._layout.addWidget(label(f"and {len(rows) - self._most} more unfinished, in the list below", "small"))
        self.setVisible(bool(rows))

    def first_button(self) -> QPushButton | None:
        """The button that goes on with the most urgent one."""
        found = self.findChildren(QPushButton, "resume")
        return found[0] if found else None

    def _card(self, journey: JourneyRow, *, first: bool) -> QFrame:
        question, verb = _WORDS[journey.state]
        card = QFrame()
        card.setProperty("role", "card-accent" if first else "card")
        words = column(
            label(breakable(_short(title(journey))), "subtitle", wrap=True),
            label(_detail(journey, question), "quiet", wrap=True),
            spacing=4,
        )
        go = button(verb, "primary" if first else "", name="resume")
        go.clicked.connect(lambda: self.resumeRequested.emit(journey.id, journey.state))
        layout = QHBoxLayout(card)
        layout.setContentsMargins(20, 14, 16, 14)
        layout.setSpacing(16)
        layout.addLayout(words, 1)
        if journey.state == "walking":
            done = button("It is over: finish", name="finishNow")
            done.clicked.connect(lambda: self.finishRequested.emit(journey.id))
            layout.addWidget(done)
        layout.addWidget(go)
        return card


def _short(words: str) -> str:
    return words if len(words) <= _TITLE else f"{words[: _TITLE - 1].rstrip()}…"


def _detail(journey: JourneyRow, question: str) -> str:
    if journey.started_at is None:
        return question
    count = "1 moment" if journey.moments == 1 else f"{journey.moments} moments"
    return f"{question} Begun {exactly(journey)}, {count} on disk."
