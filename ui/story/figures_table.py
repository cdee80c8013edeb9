"""All metrics of the journey as a table: label, value, unit; the definition as a tooltip."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QHeaderView, QTableView

from ..widgets.parts import named
from ..widgets.row_table import dress_rows
from .reading import Line

Index = QModelIndex | QPersistentModelIndex
COLUMNS = ("Figure", "Value", "Unit", "What it is")
_ROOT = QModelIndex()


class FiguresModel(QAbstractTableModel):
    """One row a metric of METRICS."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[Line, ...] = ()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many metrics there are."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """The columns of COLUMNS."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell's words, or the metric's definition."""
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return (line.label, line.value, line.unit, line.tooltip)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{line.label}: {line.value}. {line.tooltip} ({line.field})"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A column's name."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Follow the record."""
        if [x.field for x in lines] != [x.field for x in self._lines]:
            self.beginResetModel()
            self._lines = tuple(lines)
            self.endResetModel()
            return
        old, self._lines = self._lines, tuple(lines)
        for place, (before, after) in enumerate(zip(old, lines, strict=True)):
            if before != after:
                self.dataChanged.emit(self.index(place, 0), self.index(place, len(COLUMNS) - 1))


class FiguresTable(QTableView):
    """Columns fit their words; the definition takes what is left, and as many lines as it needs."""

    def __init__(self) -> None:
        super().__init__()
        named(self, "story.figures", "All figures of the journey")
        self.figures = FiguresModel(self)
        self.setModel(self.figures)
        dress_rows(self)
        self.verticalHeader().setMinimumSectionSize(34)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Interactive)  # a distribution takes lines, not the width
        self.setColumnWidth(1, 150)
        head.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)

    def sizeHintForRow(self, row: int) -> int:
        """Lines of words with air above and below."""
        return super().sizeHintForRow(row) + 10
