"""Which columns the table has: each can be ticked, typing finds one, and the menu stays open while ticking."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ..widgets.typed_popup import TypedPopup
from ..widgets.typed_rows import Entry
from .model import HEADS, JOURNEY


class ColumnsMenu(TypedPopup):
    """`changed` carries the fields that are ticked: those that were there in their order, new ones behind them."""

    changed = Signal(tuple)

    def __init__(self, below: QWidget) -> None:
        super().__init__("compare.columns", "Columns of the table", self._offered, below, stays=True)
        self._shown: tuple[str, ...] = ()
        self.picked.connect(self._on_picked)

    def show_columns(self, columns: Sequence[str]) -> None:
        """Tick these."""
        self._shown = tuple(columns)
        if self.isVisible():
            self.within.rows.tick(self._shown)

    def _offered(self) -> list[Entry]:
        from mysteryshop.analysis.figure_columns import FIGURE_COLUMNS

        heads = [(name, words, "") for name, words in HEADS.items() if name != JOURNEY]
        figures = [(column.field, column.label, column.tooltip) for column in FIGURE_COLUMNS]
        return [Entry(name, words, tip=tip, ticked=name in self._shown) for name, words, tip in heads + figures]

    def _on_picked(self, name: str) -> None:
        without = tuple(each for each in self._shown if each != name)
        self.show_columns(without if name in self._shown else (*without, name))
        self.changed.emit(self._shown)
