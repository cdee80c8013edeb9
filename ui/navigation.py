"""The column at the window's left: the way from screen to screen."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QVBoxLayout, QWidget

from .widgets.parts import button, label, rule

NAVIGATION = (
    ("journeys", "Journeys"),
    ("findings", "Findings"),
    ("expectations", "Expectations"),
    ("customers", "Customers"),
    ("all-in", "All In"),
    ("cadence", "Cadence"),
    ("compare", "Compare"),
    ("drivers", "Drivers"),
    ("trends", "Trends"),
    ("agreement", "Agreement"),
    ("templates", "Templates"),
    ("settings", "Settings"),
)
_DEMO = "Demo data"
_DEMO_TIP = "Nobody walked these journeys: they show what the app does. Yours belong in a data folder of your own."
PARTED = ("findings", "compare", "templates")  # a hairline stands before these


class Navigation(QFrame):
    """One button for each screen."""

    chosen = Signal(str)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "side")
        self.setFixedWidth(200)
        self._choices = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 24, 12, 12)
        column.setSpacing(4)
        name = label(title, "subtitle")
        name.setContentsMargins(12, 0, 0, 0)
        column.addWidget(name)
        self.demo = label(_DEMO, "overline-warning", name="nav.demo")
        self.demo.setToolTip(_DEMO_TIP)
        self.demo.setAccessibleDescription(_DEMO_TIP)
        self.demo.setContentsMargins(12, 0, 0, 0)
        self.demo.hide()
        column.addWidget(self.demo)
        column.addSpacing(8)
        for ident, words in NAVIGATION:
            if ident in PARTED:
                column.addSpacing(8)
                column.addWidget(rule())
                column.addSpacing(8)
            choice = button(words, "nav", name=f"nav.{ident}")
            choice.setCheckable(True)
            choice.clicked.connect(lambda _on=False, i=ident: self.chosen.emit(i))
            self._choices.addButton(choice)
            column.addWidget(choice)
        column.addStretch(1)

    def show_demo(self, there: bool) -> None:
        """Say whether the folder holds demo journeys."""
        self.demo.setVisible(there)

    def show_chosen(self, name: str) -> bool:
        """Mark the screen that is at the front, and say whether it has a place here; hidden where it has none."""
        there = name in dict(NAVIGATION)
        self.setVisible(there)
        for choice in self._choices.buttons():
            choice.setChecked(choice.objectName() == f"nav.{name}")
        return there
