"""Improve, amplify or correct: three big choices with one line each, one stop of the Tab key."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QPushButton, QSizePolicy, QVBoxLayout

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

    def _chips_layout(self) -> QLayout:
        """The three share the width evenly."""
        result = QHBoxLayout()
        result.setContentsMargins(3, 4, 4, 4)
        return result

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As high as the longest meaning at this width: a style sheet's buttons do not ask their layout."""
        super().resizeEvent(event)
        layouts = [(each, each.layout()) for each in self.findChildren(QPushButton)]
        needed = max((inside.heightForWidth(each.width()) for each, inside in layouts if inside is not None), default=0)
        for each, _ in layouts:
            each.setMinimumHeight(needed)

    def _chip(self, option: Option, kind: str) -> QPushButton:
        result = super()._chip(option, kind)
        result.setText("")
        result.setProperty("role", "triage")
        result.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        inside = QVBoxLayout(result)
        inside.setContentsMargins(14, 10, 10, 10)
        inside.setSpacing(2)
        for words, role in ((by_id(TRIAGES, option.id).label, "strong"), (MEANT[option.id], "small")):
            line = label(words, role, wrap=True)
            line.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            inside.addWidget(line)
        inside.addStretch(1)
        return result
