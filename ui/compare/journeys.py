"""The table of the journeys compared, with the search above it: words of the head and of every moment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ..figures_source import FiguresSource
from ..theme import Theme
from ..widgets.parts import button, label, named, row
from ..widgets.typed_popup import OpeningButton
from .columns_menu import ColumnsMenu
from .table import CompareTable

if TYPE_CHECKING:
    from mysteryshop.comparison.choosing import Chosen

SEARCH_PAUSE_MS = 120
_TABLE = 420  # pixels
_NO_LIMIT = 16_777_215  # Qt's own largest height
_FEW = 3  # rows that there is always room for


class JourneysPart(QWidget):
    """`compareRequested` carries words that all compared journeys are to hold."""

    openRequested = Signal(str, str)  # id, state
    arranged = Signal(tuple)  # columns, in their order
    sorted = Signal(str, bool)  # by which column, descending
    compareRequested = Signal(str)
    failed = Signal(object)  # KnownError

    def __init__(self, theme: Theme, source: FiguresSource) -> None:
        super().__init__()
        self._source = source
        self._n = 0
        self._only: tuple[str, ...] = ()
        self._before_mark: tuple[str, ...] | None = None  # what was picked when a mark picked others
        self.search = named(QLineEdit(), "compare.search", "Search these journeys and their moments")
        self.search.setPlaceholderText("Search places, people and the words of all moments")
        self.search.setClearButtonEnabled(True)
        self.compare = button("Compare only these", "link", name="compare.onlyFound", on=self._ask_compare)
        self.all = button("Show all", "link", name="compare.all", on=lambda: self.show_only(()))
        self.count = label("", "small", name="compare.count")
        self.table = CompareTable(theme)
        self.table.setMinimumHeight(_TABLE)
        choose = named(OpeningButton("Columns"), "compare.columns")
        choose.setToolTip("Which columns the table has; drag heads to order them")
        self.columns = ColumnsMenu(choose)
        choose.set_popup(self.columns)
        tools = row(self.search, choose, None, self.compare, self.all, self.count)
        tools.setStretch(0, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(tools)
        layout.addWidget(self.table, 1)
        layout.addStretch(0)  # below a table that needs no more
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(SEARCH_PAUSE_MS)
        self._typed.timeout.connect(self._search)
        self.search.textChanged.connect(lambda _: self._typed.start())
        self.table.openRequested.connect(self.openRequested)
        self.table.arranged.connect(self._on_arranged)
        self.table.sorted.connect(self.sorted)
        self.table.rows.modelReset.connect(self._say_count)
        self.columns.changed.connect(self._on_ticked)
        self.all.hide()
        self.compare.hide()

    def show_chosen(self, chosen: Chosen) -> None:
        """Other journeys."""
        self._n = len(chosen.journeys)
        self.columns.show_columns(chosen.view.columns)
        self.table.show_columns(chosen.view.columns)
        self.table.show_sorted(chosen.view.sort, descending=chosen.view.descending)
        self.table.show_groups(chosen.labels)
        self.table.rows.show_figures(chosen.journeys, chosen.group_of)
        self._only, self._before_mark = (), None
        self.all.hide()

    def show_only(self, journeys: Sequence[str], *, by_mark: bool = False) -> None:
        """Only these journeys; none means all. What a mark picks stays until `lift_mark`."""
        if not by_mark:
            self._before_mark = None
        elif self._before_mark is None:
            self._before_mark = self._only
        self._only = tuple(journeys)
        self.table.rows.show_only(journeys)
        self.all.setVisible(0 < len(journeys) < self._n)

    def lift_mark(self) -> None:
        """What a mark picked out is not looked at any more: what the user had picked before comes back, or all."""
        if self._before_mark is not None:
            self.show_only(self._before_mark)

    def _search(self) -> None:
        words = self.search.text().strip()
        if not words:
            self._on_found(None, "")
            return
        self._source.read(
            lambda _database, table: _holding(table, words),
            lambda keys: self._on_found(keys, words), self.failed.emit, self,
        )  # fmt: skip

    def _on_found(self, keys: frozenset[int] | None, words: str) -> None:
        if words == self.search.text().strip():
            self.table.rows.show_found(keys)
            self.compare.setVisible(keys is not None and self.table.rows.rowCount() > 0)

    def _ask_compare(self) -> None:
        words = self.search.text().strip()
        self.search.clear()
        self.compareRequested.emit(words)

    def _on_arranged(self, columns: tuple[str, ...]) -> None:
        self.columns.show_columns(columns)
        self.arranged.emit(columns)

    def _on_ticked(self, columns: tuple[str, ...]) -> None:
        self.table.show_columns(columns)
        self.arranged.emit(columns)

    def _fit(self, n: int) -> None:
        """No larger than its rows need."""
        table = self.table
        beside = table.horizontalHeader().sizeHint().height() + table.horizontalScrollBar().sizeHint().height() + 4
        needs = table.verticalHeader().defaultSectionSize() * max(n, _FEW) + beside
        table.setMinimumHeight(min(_TABLE, needs))
        table.setMaximumHeight(needs if needs < _TABLE else _NO_LIMIT)

    def _say_count(self) -> None:
        n = self.table.rows.rowCount()
        self._fit(n)
        self.count.setText(f"n = {n:,}" if n == self._n else f"{n:,} of {self._n:,} journeys")


def _holding(table: Any, words: str) -> frozenset[int]:
    found: frozenset[int] = table.holding(words)
    return found
