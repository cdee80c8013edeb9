"""The six figures of page one, as cards in a row or two."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QWidget

from ..theme import set_role, tabular
from ..widgets.parts import label
from .reading import Card

COUNT = 6
NARROWEST = 11  # letters that a card in one row has room for


class FigureCard(QFrame):
    """A figure and what it is; in warning colours where it needs a look."""

    def __init__(self, place: int) -> None:
        super().__init__()
        self.setObjectName(f"story.card{place}")
        self.setProperty("role", "card")
        self.figure = label("", "card-figure", name=f"story.card{place}.figure")
        self.figure.setFont(tabular(self.figure.font()))
        self.words = label("", "small", wrap=True)
        self._inside = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._inside.addWidget(self.figure)
        self._inside.addWidget(self.words, 1)
        self._warn = False
        self.set_beside(False)

    def set_beside(self, beside: bool) -> None:
        """The words beside the figure, where cards stand in two rows, or below it."""
        self._beside = beside
        self._dress()
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._inside.setDirection(direction)
        self._inside.setContentsMargins(*((8, 6, 4, 6) if beside else (14, 10, 10, 10)))
        self._inside.setSpacing(6 if beside else 2)
        self.words.setAlignment(Qt.AlignmentFlag.AlignVCenter if beside else Qt.AlignmentFlag.AlignTop)

    def show_card(self, card: Card) -> None:
        """Show a figure."""
        self.figure.setText(card.figure)
        self.words.setText(card.label)
        self.setAccessibleName(f"{card.figure} {card.label}" + (", needs a look" if card.warn else ""))
        self._warn = card.warn
        self._dress()

    def _dress(self) -> None:
        figure = f"card-figure{'-beside' if self._beside else ''}{'-warning' if self._warn else ''}"
        for part, role in ((self, "card-warning" if self._warn else "card"), (self.figure, figure)):
            if part.property("role") != role:
                set_role(part, role)


class FigureCards(QWidget):
    """Six cards that share the width evenly, in one row, or in two where there is no room for their words."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("story.cards")
        self.cards = [FigureCard(place) for place in range(COUNT)]
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._across = 0
        self._lay_out(COUNT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One row, or two."""
        super().resizeEvent(event)
        needed = COUNT * NARROWEST * self.fontMetrics().averageCharWidth()
        self._lay_out(COUNT if self.width() >= needed else COUNT // 2)

    def _lay_out(self, across: int) -> None:
        if across == self._across:
            return
        self._across = across
        self._grid.setSpacing(10 if across == COUNT else 6)
        for place, card in enumerate(self.cards):
            card.set_beside(across < COUNT)
            self._grid.addWidget(card, place // across, place % across)
        for column in range(COUNT):
            self._grid.setColumnStretch(column, 1 if column < across else 0)

    def show_cards(self, cards: Sequence[Card]) -> None:
        """Show the figures in their order."""
        for shown, card in zip(self.cards, cards, strict=False):
            shown.show_card(card)
