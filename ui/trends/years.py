"""The years side by side as a table: n, the median, and how it varies."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from ..theme import tabular
from ..widgets.parts import named

COLUMNS = (
    ("Year", "The year in which the journey began, where it was walked."),
    ("n", "Journeys that have this figure."),
    ("Median", "The middle value."),
    ("Middle half", "From the lower to the upper quartile; from 8 journeys on."),
    ("95 % interval", "Of the median, by resampling the journeys; from 8 journeys on."),
)
_ROW = 32


class YearTable(QTableWidget):
    """As high as its rows: it never scrolls."""

    def __init__(self) -> None:
        super().__init__(0, len(COLUMNS))
        named(self, "trends.table", "The years side by side")
        self.setFont(tabular(self.font()))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setShowGrid(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        for place, (words, tip) in enumerate(COLUMNS):
            item = QTableWidgetItem(words)
            item.setToolTip(tip)
            item.setTextAlignment(_aligned(place))
            self.setHorizontalHeaderItem(place, item)
            mode = QHeaderView.ResizeMode.Stretch if place == 0 else QHeaderView.ResizeMode.ResizeToContents
            head.setSectionResizeMode(place, mode)

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """One row a year, the first one first."""
        self.setRowCount(len(rows))
        for place, row in enumerate(rows):
            for column, words in enumerate(row):
                item = QTableWidgetItem(words)
                item.setTextAlignment(_aligned(column))
                self.setItem(place, column, item)
        self.setFixedHeight(_ROW * len(rows) + self.horizontalHeader().sizeHint().height() + 4)


def _aligned(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeft if column == 0 else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignVCenter
