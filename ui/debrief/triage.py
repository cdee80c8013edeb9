"""Improve, amplify or correct: three big choices with one line each, one stop of the Tab key."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout

from mysteryshop.vocabulary import TRIAGES, by_id

from ..widgets.choice import ChoiceRow, Option
from ..widgets.parts import label

MEANT = {
    "improve": "It works, and should work better",
    "amplify": "It works: keep it, and spread it",
    "correct": "It should not have happened",
}


class TriageRow(ChoiceRow):
    """A choice of three with room for what each one means."""

    def __init__(self) -> None:
        options = (Option(t.id, t.label, t.id[0], MEANT[t.id]) for t in TRIAGES)
        super().__init__("finding.triage", "Improve, amplify or correct", options)

    def set_options(self, options: object, kind: str = "") -> None:
        """The three; they share the room evenly."""
        super().set_options(options, kind)  # type: ignore[arg-type]  # the base class says what they are
        for place in range(self._layout.count() - 1):
            self._layout.setStretch(place, 1)
        self._layout.setStretch(self._layout.count() - 1, 0)

    def _chip(self, option: Option, kind: str) -> QPushButton:
        result = super()._chip(option, kind)
        result.setText("")
        result.setProperty("role", "triage")
        inside = QVBoxLayout(result)
        inside.setContentsMargins(14, 10, 10, 10)
        inside.setSpacing(2)
        for words, role in ((by_id(TRIAGES, option.id).label, "strong"), (MEANT[option.id], "small")):
            line = label(words, role, wrap=True)
            line.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            inside.addWidget(line)
        inside.addStretch(1)
        return result
