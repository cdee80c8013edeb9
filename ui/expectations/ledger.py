"""The ledger below the charts: search, verdicts, and what can be done with the beliefs that are chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QLineEdit, QTableView, QWidget

from mysteryshop.vocabulary import VERDICTS

from ..theme import Theme, tabular
from ..widgets.choice_chip import ChoiceChip
from ..widgets.parts import button, column, label, named, row
from ..widgets.row_table import dress_rows
from ..widgets.sorted_head import sort_by_head
from .model import LedgerModel

if TYPE_CHECKING:
    from mysteryshop.analysis.beliefs import Belief

_ROW = 34
_LEAST, _MOST = 4, 12  # rows that the table is high


class Ledger(QWidget):
    """`openRequested` on a double click or Enter; `carryRequested` with the beliefs that are chosen."""

    openRequested = Signal(str, str)  # journey id, state
    carryRequested = Signal(tuple)  # of Belief

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.rows = LedgerModel(theme, self)
        self.table = named(QTableView(), "expectations.ledger", "Beliefs")
        self.search = named(QLineEdit(), "expectations.search", "Search beliefs")
        self.search.setPlaceholderText("Search")
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(220)
        self.verdict = ChoiceChip("expectations.verdict", "Verdict", "any")
        self.n = label("", "small", name="expectations.n")
        self.carry = button(
            "Take along to a new walk …", name="expectations.carry", on=self._carry,
            tip="Opens Prepare with the chosen beliefs, to be tested again.",
        )  # fmt: skip
        head = row(label("Ledger", "subtitle"), self.n, None, self.verdict, self.search, self.carry)
        layout = column(self.table, spacing=10)
        layout.insertLayout(0, head)
        self.setLayout(layout)
        self._dress()
        self.search.textChanged.connect(self._on_search)
        self.verdict.chosen.connect(self._on_verdict)
        self.table.activated.connect(lambda index: self._open(index.row()))
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._on_selection())

    def show_beliefs(self, beliefs: Sequence[Belief]) -> None:
        """Other beliefs."""
        self.rows.show_beliefs(beliefs)
        found = [b.verdict or "untested" for b in beliefs]
        self.verdict.show_choices("", [(v.id, v.label, found.count(v.id)) for v in VERDICTS if v.id in found])
        self._on_rows()

    @property
    def chosen(self) -> tuple[Belief, ...]:
        """The beliefs that are selected, from the top."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return tuple(self.rows.belief(at) for at in rows)

    def _dress(self) -> None:
        table = self.table
        table.setModel(self.rows)
        table.setFont(tabular(table.font()))
        dress_rows(table, several=True)
        table.setWordWrap(False)
        table.verticalHeader().setDefaultSectionSize(_ROW)
        head = sort_by_head(table, -1, Qt.SortOrder.AscendingOrder)
        head.sortIndicatorChanged.connect(self.rows.sort)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._share_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a small window the belief keeps most of the room."""
        super().resizeEvent(event)
        self._share_out()

    def _share_out(self) -> None:
        wide = self.width()
        for place, width in ((1, 76), (2, 120), (3, min(290, round(0.24 * wide))), (4, min(170, round(0.16 * wide)))):
            self.table.setColumnWidth(place, width)

    def _on_search(self, text: str) -> None:
        self.rows.search(text)
        self._on_rows()

    def _on_verdict(self, verdict: str) -> None:
        self.rows.show_verdict(verdict)
        self._on_rows()

    def _on_rows(self) -> None:
        n = self.rows.rowCount()
        self.n.setText(f"n = {n}")
        self.table.setFixedHeight(_ROW * min(max(n, _LEAST), _MOST) + 40)
        self._on_selection()

    def _on_selection(self) -> None:
        self.carry.setEnabled(self.table.selectionModel().hasSelection())

    def _open(self, place: int) -> None:
        belief = self.rows.belief(place)
        self.openRequested.emit(belief.journey, belief.state)

    def _carry(self) -> None:
        if self.chosen:
            self.carryRequested.emit(self.chosen)
