"""The column at the window's left: the way from screen to screen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QSpacerItem, QVBoxLayout, QWidget

from mysteryshop.wording import DEMO

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
_DEMO_TIP = "Nobody walked these journeys: they show what the app does. Yours belong in a data folder of your own."
_WIDE = 200  # pixels; more where large letters need it
_ROOMS = ((24, 12, 4, 8), (16, 8, 2, 4), (12, 4, 0, 2))  # above, below, between buttons, around hairlines
PARTED = ("findings", "compare", "templates")  # a hairline stands before these


class Navigation(QFrame):
    """One button for each screen."""

    chosen = Signal(str)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "side")
        self.setFixedWidth(_WIDE)
        self._choices = QButtonGroup(self)
        self._column = column = QVBoxLayout(self)
        self._gaps: list[QSpacerItem] = []
        self._set_room(*_ROOMS[0])
        name = label(title, "subtitle")
        name.setContentsMargins(12, 0, 0, 0)
        column.addWidget(name)
        self.demo = label(DEMO, "overline-warning", name="nav.demo")
        self.demo.setToolTip(_DEMO_TIP)
        self.demo.setAccessibleDescription(_DEMO_TIP)
        self.demo.setContentsMargins(12, 0, 0, 0)
        self.demo.hide()
        column.addWidget(self.demo)
        column.addSpacing(8)
        for ident, words in NAVIGATION:
            if ident in PARTED:
                self._add_gap()
                column.addWidget(rule())
                self._add_gap()
            choice = button(words, "nav", name=f"nav.{ident}")
            choice.setCheckable(True)
            choice.clicked.connect(lambda _on=False, i=ident: self.chosen.emit(i))
            self._choices.addButton(choice)
            column.addWidget(choice)
        column.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window with large letters the buttons stand closer: no word is cut."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Letters of another size take other room."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        self.setFixedWidth(max(_WIDE, self._column.sizeHint().width()))
        for room in _ROOMS:
            self._set_room(*room)
            if self._column.sizeHint().height() <= self.height():
                break

    def _set_room(self, above: int, below: int, between: int, around: int) -> None:
        self._column.setContentsMargins(12, above, 12, below)
        self._column.setSpacing(between)
        for gap in self._gaps:
            gap.changeSize(0, around)
        self._column.invalidate()

    def _add_gap(self) -> None:
        gap = QSpacerItem(0, 8)
        self._gaps.append(gap)
        self._column.addItem(gap)

    def show_demo(self, there: bool) -> None:
        """Say whether the folder holds demo journeys."""
        self.demo.setVisible(there)
        self._fit()

    def show_chosen(self, name: str) -> bool:
        """Mark the screen that is at the front, and say whether it has a place here; hidden where it has none."""
        there = name in dict(NAVIGATION)
        self.setVisible(there)
        for choice in self._choices.buttons():
            choice.setChecked(choice.objectName() == f"nav.{name}")
        return there
