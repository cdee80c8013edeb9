"""The finding with its distribution, and the charts below it behind their tabs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from ..desk import Desk
from ..theme import Theme
from ..widgets.group_canvas import GroupCanvas
from ..widgets.parts import label, named

OVERVIEW = ("emotion", "told", "frictions", "shares")
WIDE = (
    ("time", "Time and waiting"), ("silences", "Silences"), ("pareto", "Frictions"), ("variants", "Paths"),
    ("gaps", "Expectations"),
)  # fmt: skip
NARROW = 760  # pixels at letters of normal size: below that nothing stands beside another
HEIGHT = 200  # pixels of a chart of the overview
OPENS = "Click a mark for the journeys behind it, or go to it with Tab and the arrow keys and press Enter."
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
        self._theme = theme
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(18, 10, 8, 10)
        self._row.setSpacing(20)
        self._row.addLayout(words, 11)
        self._row.addWidget(self.spread, 10)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where there is room for both."""
        super().resizeEvent(event)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._row.setDirection(down if self.width() < NARROW * self._theme.scale else across)

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
        self._theme, self._columns = theme, 2
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
        layout.addWidget(label(OPENS, "small", wrap=True, name="compare.opens"))
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
        grid = self._grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(14)
        self._cards = [_card(self.canvases[name]) for name in OVERVIEW]
        self._lay_out(2)
        return page

    def _lay_out(self, columns: int) -> None:
        """The overview's charts in so many columns."""
        for place, card in enumerate(self._cards):
            self._grid.addWidget(card, place // columns, place % columns)
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two by two where there is room, else one below another."""
        super().resizeEvent(event)
        columns = 1 if self.width() < NARROW * self._theme.scale else 2
        if columns != self._columns:
            self._columns = columns
            self._lay_out(columns)
            self._fit()

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
