"""A small table of figures whose rows open what they are made of: by a click, or by Tab, the arrow keys and Enter."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QAbstractItemView

from .still_table import StillTable


class OpeningTable(StillTable):
    """`rowOpened` carries the row; `tip` says what that opens."""

    rowOpened = Signal(int)

    def __init__(self, columns: Sequence[tuple[str, str]], name: str, says: str, tip: str) -> None:
        super().__init__(columns, name, says)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # as charts have it: a click opens and leaves the keyboard
        self.setAccessibleDescription(tip)
        self.viewport().setToolTip(tip)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        for opens in (self.cellClicked, self.cellActivated):
            opens.connect(lambda row, _column: self.rowOpened.emit(row))

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Other rows: none of them is open."""
        super().show_rows(rows)
        self.clearSelection()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard comes to a row that is seen to have it."""
        super().focusInEvent(event)
        if self.currentRow() < 0 or not self.selectedItems():
            self.setCurrentCell(max(self.currentRow(), 0), 0)
