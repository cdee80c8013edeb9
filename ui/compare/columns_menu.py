"""Which columns the table has: every one of them can be ticked; the menu stays open while ticking."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget

from .model import HEADS, JOURNEY


class ColumnsMenu(QMenu):
    """`changed` carries the fields that are ticked: those that were there in their order, new ones behind them."""

    changed = Signal(tuple)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("compare.columnsMenu")
        self._shown: tuple[str, ...] = ()

    def show_columns(self, columns: Sequence[str]) -> None:
        """Tick these."""
        self._shown = tuple(columns)
        if not self.actions():
            self._fill()
        for action in self.actions():
            action.setChecked(action.data() in self._shown)

    def _fill(self) -> None:
        from mysteryshop.analysis.figure_columns import FIGURE_COLUMNS

        for name, words in HEADS.items():
            if name != JOURNEY:
                self._add(name, words, "")
        self.addSeparator()
        for column in FIGURE_COLUMNS:
            self._add(column.field, column.label, column.tooltip)

    def _add(self, name: str, words: str, tip: str) -> None:
        action = self.addAction(words)
        action.setObjectName(f"compare.column.{name}")
        action.setData(name)
        action.setToolTip(tip)
        action.setCheckable(True)
        action.triggered.connect(self._on_ticked)

    def _on_ticked(self) -> None:
        ticked = [str(action.data()) for action in self.actions() if action.isChecked()]
        kept = [name for name in self._shown if name in ticked]
        self._shown = (*kept, *(name for name in ticked if name not in kept))
        self.changed.emit(self._shown)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A tick leaves the menu open: several are chosen at a time."""
        action: QAction | None = self.actionAt(event.position().toPoint())  # None beside the lines
        if action is not None and action.isCheckable():
            action.trigger()
        else:
            super().mouseReleaseEvent(event)
