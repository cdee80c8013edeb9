"""Many groups, one row each: medians with the middle half and n; a row picks its journeys out of the table below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QHeaderView, QTableView

from ..theme import tabular
from ..widgets.parts import column, label, named
from ..widgets.row_table import SearchedRows, dress_rows
from .model import SHORT

if TYPE_CHECKING:
    from mysteryshop.comparison.many import GroupRow

_ROW = 34
_MOST = 12  # rows that are seen at once
_MEASURED = 60  # rows that a column's width is measured by: there may be ten thousand
_N = 1  # the column of n


class _Rows(SearchedRows):
    """One row a group."""

    def __init__(self, parent: QObject) -> None:
        super().__init__((), _cells, lambda row: str(row.name), parent)

    def show_groups(self, rows: Sequence[GroupRow], heads: Sequence[str]) -> None:
        """Other groups under other heads."""
        self.beginResetModel()
        self._columns = tuple((words, "") for words in heads)
        self._all, self._rows = tuple(rows), list(rows)
        self.endResetModel()

    def aligned(self, column: int) -> Qt.AlignmentFlag:
        """Only n to the right: a median has its quartiles behind it."""
        side = Qt.AlignmentFlag.AlignRight if column == _N else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter


class GroupsCard(QFrame):
    """`journeysChosen` carries the journeys of the group that was chosen."""

    journeysChosen = Signal(tuple)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.table = named(QTableView(), "compare.groups", "Groups")
        self.rows = _Rows(self.table)
        self.table.setModel(self.rows)
        self.table.setFont(tabular(self.table.font()))
        dress_rows(self.table)
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.table.verticalHeader().setDefaultSectionSize(_ROW)
        self.table.horizontalHeader().setResizeContentsPrecision(_MEASURED)
        for chosen in (self.table.activated, self.table.clicked):
            chosen.connect(lambda index: self._choose(index.row()))
        self.note = label(
            "Median (middle half); from five to seven journeys lowest to highest, below that the values themselves. "
            "Click a group for its journeys.",
            "small", wrap=True,
        )  # fmt: skip
        self.setLayout(column(self.table, self.note, spacing=4, margin=10))
        self.hide()

    def show_rows(self, rows: Sequence[GroupRow], fields: Sequence[str]) -> None:
        """These groups by these figures, the first one the measure; hidden where there are none."""
        from mysteryshop.analysis.figure_columns import COLUMN_OF

        self.setVisible(bool(rows))
        if not rows:
            return
        said = [SHORT.get(name, COLUMN_OF[name].label) for name in fields]
        self.rows.show_groups(rows, ("Group", "n", said[0], "95 % of the median", *said[1:]))
        head = self.table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.setFixedHeight(_ROW * min(len(rows), _MOST) + head.sizeHint().height() + 20)

    def _choose(self, place: int) -> None:
        self.journeysChosen.emit(self.rows.row(place).journeys)


def _cells(row: GroupRow) -> tuple[str, ...]:
    return (row.name, f"{row.n:,}", row.cells[0], row.interval, *row.cells[1:])
