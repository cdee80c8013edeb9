"""A chip that opens a list of what it could be: its name, its value in words, and how many journeys each has."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton

CHIP = 28  # pixels of height: words beside chips stand on their line
MOST = 60  # entries of a list; what is rarer is found by the search below
Choice = tuple[str, str, int]


class ChoiceChip(QPushButton):
    """`chosen` carries the value; `any_words` adds a first entry for no restriction, with value ""."""

    chosen = Signal(str)

    def __init__(self, name: str, words: str, any_words: str = "") -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("role", "chip")
        self._words, self._any = words, any_words
        self._list = QMenu(self)
        self.setMenu(self._list)

    def show_choices(self, value: str, choices: Sequence[Choice], label: str = "") -> None:
        """Offer these, with the one in force ticked; `label` is what the chip says of it."""
        self._list.clear()
        offered = [("", self._any, -1), *choices[:MOST]] if self._any else list(choices[:MOST])
        for ident, words, n in offered:
            action = QAction(f"{words}   n = {n}".replace("&", "&&") if n >= 0 else words, self._list)
            action.setObjectName(f"{self.objectName()}.{ident}")
            action.setCheckable(True)
            action.setChecked(ident == value)
            action.triggered.connect(lambda _on=False, v=ident: self.chosen.emit(v))
            self._list.addAction(action)
        if len(choices) > MOST:
            self._list.addAction(f"and {len(choices) - MOST:,} more: search for them below").setEnabled(False)
        said = label or self._said(value, choices)
        self.setText(f"{self._words} {said}".replace("&", "&&"))
        self.setAccessibleName(f"{self._words}: {said}")
        self.setEnabled(bool(offered))

    def _said(self, value: str, choices: Sequence[Choice]) -> str:
        """The words of what is in force, also where the list is too long to show it."""
        if self._any and not value:
            return self._any
        return next((words for ident, words, _ in choices if ident == value), value or "none")

    def pick(self, value: str) -> None:
        """Choose, as the user would."""
        for action in self._list.actions():
            if action.objectName() == f"{self.objectName()}.{value}":
                action.trigger()
