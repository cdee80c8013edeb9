"""The finding with its distribution, and the charts below it behind their tabs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from ..desk import Desk
from ..theme import Theme
from ..widgets.group_canvas import GroupCanvas
from ..widgets.parts import label, named

OVERVIEW = ("emotion", "told", "frictions", "shares")
WIDE = (
    ("time", "Time and waiting"), ("silences", "Silences"), ("pareto", "Frictions"), ("variants", "Paths"),
    ("gaps", "Expectations"),
)  # fmt: skip
HEIGHT = 200  # pixels of a chart of the overview
_WIDE_HEIGHT = 330
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

    def wait(self, *, spread: bool) -> None:
        """The words are not of what the table shows any more, and the new ones are not there yet."""
        self.finding.setText("Working out what these journeys have to say …")
        self.small.setText("The table below is already there.")
        if spread:
            self.spread.fade()


class ChartCards(QWidget):
    """An overview two by two, then one chart a tab; `marked` carries the mark that was clicked.

    A chart is drawn when its tab is looked at.
    """

    marked = Signal(object)  # charts.marks.Mark

    def __init__(self, desk: Desk, theme: Theme) -> None:
        super().__init__()
        self.tabs = named(QTabBar(), "compare.tabs", "Charts")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.canvases = {
            name: GroupCanvas(desk.reader, theme, name, f"compare.chart.{name}", HEIGHT) for name in OVERVIEW
        } | {name: GroupCanvas(desk.reader, theme, name, f"compare.chart.{name}", _WIDE_HEIGHT) for name, _ in WIDE}
        self._pages = QStackedWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.tabs)
        layout.addWidget(self._pages)
        self._add("Overview", self._overview())
        for name, words in WIDE:
            self._add(words, _card(self.canvases[name]))
        for canvas in self.canvases.values():
            canvas.marked.connect(self.marked)
            canvas.drawn.connect(self._fit)
        self.tabs.currentChanged.connect(self._on_tab)
        self._fit()

    def show_tab(self, name: str) -> None:
        """Bring the tab of that chart to the front; "" is the overview."""
        names = ["", *(each for each, _ in WIDE)]
        self.tabs.setCurrentIndex(names.index(name) if name in names else 0)

    def show_given(self, given: dict[str, Any]) -> None:
        """Draw the groups."""
        for name, of_this in given.items():
            if name in self.canvases:
                self.canvases[name].show_given(of_this)

    def wait(self, names: Sequence[str] = ()) -> None:
        """What these show, or all without any, is not of the present view any more."""
        for name in names or self.canvases:
            self.canvases[name].fade()

    def _add(self, words: str, page: QWidget) -> None:
        self.tabs.addTab(words)
        self._pages.addWidget(page)

    def _overview(self) -> QWidget:
        page = QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(14)
        for place, name in enumerate(OVERVIEW):
            grid.addWidget(_card(self.canvases[name]), place // 2, place % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        return page

    def _on_tab(self, place: int) -> None:
        self._pages.setCurrentIndex(place)
        self._fit()

    def _fit(self) -> None:
        """As high as the page in front: the table follows right below it."""
        page = self._pages.currentWidget()
        if page is not None:
            self._pages.setFixedHeight(page.minimumSizeHint().height())


def _card(canvas: GroupCanvas) -> QFrame:
    card = QFrame()
    card.setProperty("role", "card")
    inside = QVBoxLayout(card)
    inside.setContentsMargins(8, 6, 8, 4)
    inside.addWidget(canvas)
    return card
