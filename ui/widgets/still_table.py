"""A small table of figures that stands on a page: nothing in it is chosen, edited or scrolled."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from ..theme import tabular
from .parts import named

_ROW = 32


class StillTable(QTableWidget):
    """As high as its rows: it never scrolls. `columns` are heads with what each means, the first one to the left."""

    def __init__(self, columns: Sequence[tuple[str, str]], name: str, says: str) -> None:
        super().__init__(0, len(columns))
        named(self, name, says)
        self.setProperty("role", "still")
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
        for place, (words, tip) in enumerate(columns):
            item = QTableWidgetItem(words)
            item.setToolTip(tip)
            item.setTextAlignment(_aligned(place))
            self.setHorizontalHeaderItem(place, item)
            mode = QHeaderView.ResizeMode.Stretch if place == 0 else QHeaderView.ResizeMode.ResizeToContents
            head.setSectionResizeMode(place, mode)

    def name_columns(self, names: Sequence[str]) -> None:
        """Other heads, in the same order."""
        for place, words in enumerate(names):
            if (item := self.horizontalHeaderItem(place)) is not None:
                item.setText(words)

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """The rows in this order."""
        self.setRowCount(len(rows))
        for place, row in enumerate(rows):
            for column, words in enumerate(row):
                item = QTableWidgetItem(words)
                item.setTextAlignment(_aligned(column))
                self.setItem(place, column, item)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """The head is as high as it will be only once it wears the window's sheet."""
        super().showEvent(event)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the columns do not fit the width, the bar below them covers no row."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The first column has what the others leave, but never less than its words; then the table is scrolled."""
        head = self.horizontalHeader()
        beside = sum(self.sizeHintForColumn(at) if at else 0 for at in range(self.columnCount()))
        beside = max(beside, sum(head.sectionSizeHint(at) for at in range(1, self.columnCount())))
        first = max(self.sizeHintForColumn(0), head.sectionSizeHint(0))
        fits = self.viewport().width() >= beside + first
        mode = QHeaderView.ResizeMode.Stretch if fits else QHeaderView.ResizeMode.ResizeToContents
        if self.columnCount() and head.sectionResizeMode(0) != mode:
            head.setSectionResizeMode(0, mode)
        bar = self.horizontalScrollBar()
        below = bar.sizeHint().height() if bar.maximum() > 0 else 0
        high = _ROW * self.rowCount() + self.horizontalHeader().sizeHint().height() + below + 4
        if high != self.height() or self.minimumHeight() != high:
            self.setFixedHeight(high)


def _aligned(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeft if column == 0 else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignVCenter
