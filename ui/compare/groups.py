"""Many groups, one row each: medians with the middle half and n; a row picks its journeys out of the table below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableWidget, QTableWidgetItem

from ..theme import tabular
from ..widgets.parts import column, label, named
from ..widgets.row_table import dress_rows
from .model import SHORT

if TYPE_CHECKING:
    from mysteryshop.comparison.many import GroupRow

_ROW = 34
_MOST = 12  # rows that are seen at once


class GroupsCard(QFrame):
    """`journeysChosen` carries the journeys of the group that was chosen."""

    journeysChosen = Signal(tuple)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.table = named(QTableWidget(), "compare.groups", "Groups")
        self.table.setFont(tabular(self.table.font()))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        dress_rows(self.table)
        self.table.verticalHeader().setDefaultSectionSize(_ROW)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.cellActivated.connect(lambda row, _column: self._choose(row))
        self.table.cellClicked.connect(lambda row, _column: self._choose(row))
        self.note = label(
            "Median (middle half); from five to seven journeys lowest to highest, below that the values themselves. "
            "Click a group for its journeys.",
            "small", wrap=True,
        )  # fmt: skip
        self.setLayout(column(self.table, self.note, spacing=4, margin=10))
        self._rows: tuple[GroupRow, ...] = ()
        self.hide()

    def show_rows(self, rows: Sequence[GroupRow], fields: Sequence[str]) -> None:
        """These groups by these figures, the first one the measure; hidden where there are none."""
        from mysteryshop.analysis.figure_columns import COLUMN_OF

        self._rows = tuple(rows)
        self.setVisible(bool(rows))
        if not rows:
            return
        said = [SHORT.get(name, COLUMN_OF[name].label) for name in fields]
        heads = ["Group", "n", said[0], "95 % of the median", *said[1:]]
        self.table.setColumnCount(len(heads))
        self.table.setHorizontalHeaderLabels(heads)
        self.table.setRowCount(len(rows))
        for place, row in enumerate(rows):
            for at, words in enumerate((row.name, f"{row.n:,}", row.cells[0], row.interval, *row.cells[1:])):
                item = QTableWidgetItem(words)
                side = Qt.AlignmentFlag.AlignRight if at == 1 else Qt.AlignmentFlag.AlignLeft
                item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
                self.table.setItem(place, at, item)
        head = self.table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        seen = min(len(rows), _MOST)
        self.table.setFixedHeight(_ROW * seen + head.sizeHint().height() + 20)

    def _choose(self, row: int) -> None:
        if 0 <= row < len(self._rows):
            self.journeysChosen.emit(self._rows[row].journeys)
