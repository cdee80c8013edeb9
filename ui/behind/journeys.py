"""The journeys behind a mark with the figures that matter, the largest first: a row chosen shows its moments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHeaderView, QTableView

from ..compare.model import SHORT
from ..theme import tabular
from ..widgets.parts import named
from ..widgets.row_table import SearchedRows, dress_rows

if TYPE_CHECKING:
    from mysteryshop.analysis.figure_columns import FigureColumn
    from mysteryshop.comparison.behind import JourneyLine, JourneyList

_ROWS = 6  # that are seen at once
_ROW = 32
_MEASURED = 60  # rows that a column's width is measured by: there may be ten thousand
JOURNEY = ("Journey", "Enter opens it; a row that is chosen shows its moments below.")


_SCALES = ("0-10", "1-7", "1-5")


def _head(column: FigureColumn) -> str:
    """The figure's name as tables have it, with the ends of its scale where it is rated."""
    name = SHORT.get(column.field, column.label)
    return f"{name}, {column.unit.replace('-', '–')}" if column.unit in _SCALES else name


class _Rows(SearchedRows):
    """One row a journey."""

    def __init__(self) -> None:
        super().__init__((JOURNEY,), lambda line: (line.words, *line.cells), lambda line: str(line.words))

    def show_list(self, found: JourneyList) -> None:
        """Other journeys, with other figures."""
        self.beginResetModel()
        self._columns = (JOURNEY, *((_head(column), f"{column.label}. {column.tooltip}") for column in found.columns))
        self._all = found.lines
        self._rows = list(found.lines)
        self.endResetModel()

    def aligned(self, column: int) -> Qt.AlignmentFlag:
        """Figures to the right."""
        side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter

    def tip(self, row: Any) -> str:
        """The journey's name, which may be cut off."""
        return str(row.words)


class JourneysBehind(QTableView):
    """`chosen` carries the journey of the current row; `openRequested` on a double click or Enter."""

    chosen = Signal(str)  # id
    openRequested = Signal(str, str)  # id, state

    def __init__(self, name: str) -> None:
        super().__init__()
        named(self, name, "Journeys behind the mark")
        self.rows = _Rows()
        self.rows.setParent(self)
        self.setModel(self.rows)
        self.setFont(tabular(self.font()))
        dress_rows(self)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().setResizeContentsPrecision(_MEASURED)
        self.activated.connect(lambda index: self._open(index.row()))
        self.selectionModel().currentRowChanged.connect(self._on_row)

    def show_list(self, found: JourneyList) -> None:
        """These journeys; none of them is chosen."""
        self.rows.show_list(found)
        head = self.horizontalHeader()
        for place in range(self.rows.columnCount()):
            stretch = QHeaderView.ResizeMode.Stretch if place == 0 else QHeaderView.ResizeMode.ResizeToContents
            head.setSectionResizeMode(place, stretch)
        high = max(_ROW, self.fontMetrics().height() + 14)
        self.verticalHeader().setDefaultSectionSize(high)
        self.setFixedHeight(high * max(1, min(_ROWS, len(found.lines))) + head.sizeHint().height() + 4)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt makes a row the current one, whose moments are shown then: it is seen to be chosen."""
        super().focusInEvent(event)
        if self.currentIndex().isValid() and not self.selectionModel().hasSelection():
            self.selectRow(self.currentIndex().row())

    def line(self, place: int) -> JourneyLine:
        """The journey of that row."""
        found: JourneyLine = self.rows.row(place)
        return found

    def _on_row(self, index: QModelIndex | QPersistentModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self.line(index.row()).journey)

    def _open(self, place: int) -> None:
        line = self.line(place)
        self.openRequested.emit(line.journey, line.state)
