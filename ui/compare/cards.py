"""The finding with its distribution, and the four charts below it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ..desk import Desk
from ..theme import Theme
from ..widgets.group_canvas import GroupCanvas
from ..widgets.parts import label

if TYPE_CHECKING:
    from mysteryshop.comparison.gathering import Gathered

CHARTS = ("emotion", "told", "frictions", "shares")
HEIGHT = 200  # pixels of a chart
_SPREAD = 124


class FindingCard(QFrame):
    """The finding in words, what it rests on, and every journey as a point."""

    def __init__(self, desk: Desk, theme: Theme, measure: QWidget) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.finding = label("", "finding", wrap=True, name="compare.finding")
        self.small = label("", "small", wrap=True, name="compare.small")
        self.spread = GroupCanvas(desk.reader, theme, "spread", "compare.spread", _SPREAD)
        words = QVBoxLayout()
        words.setSpacing(6)
        words.addStretch(1)
        words.addWidget(measure, 0, Qt.AlignmentFlag.AlignLeft)
        words.addWidget(self.finding)
        words.addWidget(self.small)
        words.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(18, 6, 8, 6)
        layout.setSpacing(20)
        layout.addLayout(words, 11)
        layout.addWidget(self.spread, 10)


class ChartCards(QWidget):
    """Two by two; `journeysChosen` carries the ids behind a mark."""

    journeysChosen = Signal(tuple)

    def __init__(self, desk: Desk, theme: Theme) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(14)
        self.canvases = {
            name: GroupCanvas(desk.reader, theme, name, f"compare.chart.{name}", HEIGHT) for name in CHARTS
        }
        for place, canvas in enumerate(self.canvases.values()):
            card = QFrame()
            card.setProperty("role", "card")
            inside = QVBoxLayout(card)
            inside.setContentsMargins(8, 6, 8, 4)
            inside.addWidget(canvas)
            grid.addWidget(card, place // 2, place % 2)
            canvas.journeysChosen.connect(self.journeysChosen)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)

    def show_gathered(self, found: Gathered, given: dict[str, Any]) -> None:
        """Draw the groups."""
        for name, canvas in self.canvases.items():
            canvas.show_given(given[name])
