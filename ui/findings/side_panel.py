"""What the two panels beside the board have in common: their frame, and what they ask of the screen."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from ..widgets.parts import row, scrolled


class SidePanel(QFrame):
    """Follows the board; the screen's Esc leaves it."""

    left = Signal()
    entryKept = Signal(object)
    entryDropped = Signal(str)
    openRequested = Signal(str, str)  # journey id, state
    momentChosen = Signal(str, str, str)  # journey id, state, moment id
    failed = Signal(object)  # KnownError

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("role", "side-right")

    def lay_out(self, back: QPushButton) -> QVBoxLayout:
        """The way back above a page that scrolls; returned is the page's column, to be filled."""
        inside = QWidget()
        inside.setProperty("role", "surface")
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 8, 20, 20)
        column.setSpacing(8)
        self._area = scrolled(inside)
        top = row(None, back)
        top.setContentsMargins(8, 8, 12, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self._area, 1)
        return column

    def to_the_top(self) -> None:
        """Something else is shown: begin at its beginning."""
        self._area.verticalScrollBar().setValue(0)
