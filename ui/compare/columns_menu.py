"""Which figures are columns: every one of them can be ticked; the menu stays open while ticking."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget


class ColumnsMenu(QMenu):
    """`changed` carries the fields that are ticked, in the order of METRICS."""

    changed = Signal(tuple)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("compare.columnsMenu")
        self._shown: tuple[str, ...] = ()

    def show_columns(self, columns: Sequence[str]) -> None:
        """Tick these."""
        from mysteryshop.analysis.figure_columns import FIGURE_COLUMNS

        self._shown = tuple(columns)
        if not self.actions():
            for column in FIGURE_COLUMNS:
                action = self.addAction(column.label)
                action.setObjectName(f"compare.column.{column.field}")
                action.setData(column.field)
                action.setToolTip(column.tooltip)
                action.setCheckable(True)
                action.triggered.connect(self._on_ticked)
        for action in self.actions():
            action.setChecked(action.data() in self._shown)

    def _on_ticked(self) -> None:
        self._shown = tuple(str(action.data()) for action in self.actions() if action.isChecked())
        self.changed.emit(self._shown)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A tick leaves the menu open: several are chosen at a time."""
        action: QAction | None = self.actionAt(event.position().toPoint())  # None beside the lines
        if action is not None and action.isCheckable():
            action.trigger()
        else:
            super().mouseReleaseEvent(event)
