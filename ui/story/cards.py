"""The six figures of page one, as cards in a row."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ..theme import set_role, tabular
from ..widgets.parts import label
from .reading import Card

COUNT = 6


class FigureCard(QFrame):
    """A figure and what it is; in warning colours where it needs a look."""

    def __init__(self, place: int) -> None:
        super().__init__()
        self.setObjectName(f"story.card{place}")
        self.setProperty("role", "card")
        self.figure = label("", "card-figure", name=f"story.card{place}.figure")
        self.figure.setFont(tabular(self.figure.font()))
        self.words = label("", "small", wrap=True)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(14, 10, 10, 10)
        inside.setSpacing(2)
        inside.addWidget(self.figure)
        inside.addWidget(self.words, 1, Qt.AlignmentFlag.AlignTop)

    def show_card(self, card: Card) -> None:
        """Show a figure."""
        self.figure.setText(card.figure)
        self.words.setText(card.label)
        self.setAccessibleName(f"{card.figure} {card.label}" + (", needs a look" if card.warn else ""))
        for part, role in ((self, "card-warning" if card.warn else "card"), (self.figure, _figure_role(card.warn))):
            if part.property("role") != role:
                set_role(part, role)


class FigureCards(QWidget):
    """Six cards that share the width evenly."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("story.cards")
        self.cards = [FigureCard(place) for place in range(COUNT)]
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        for card in self.cards:
            layout.addWidget(card, 1)

    def show_cards(self, cards: Sequence[Card]) -> None:
        """Show the figures in their order."""
        for shown, card in zip(self.cards, cards, strict=False):
            shown.show_card(card)


def _figure_role(warn: bool) -> str:
    return "card-figure-warning" if warn else "card-figure"
