"""The charts behind their tabs, and the table of all figures as the last of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedLayout, QTabBar, QVBoxLayout, QWidget

from mysteryshop.journey import Record

from ..desk import Desk
from ..theme import Theme
from ..widgets.chart_canvas import ChartCanvas
from ..widgets.chart_drawing import chart_list
from ..widgets.parts import named
from .figures_table import FiguresTable
from .reading import Line

FIGURES = "figures"


class ChartArea(QScrollArea):
    """Where a chart needs more height than there is, it is scrolled rather than squeezed."""

    def __init__(self, canvas: ChartCanvas) -> None:
        super().__init__()
        self._canvas = canvas
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(canvas)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The canvas learns how much room there is, with the bar that comes and goes with what it needs."""
        super().resizeEvent(event)
        beside_bar = self.contentsRect().width() - self.verticalScrollBar().sizeHint().width()
        self._canvas.set_room(self.viewport().height(), beside_bar)


class ChartPanel(QWidget):
    """`momentsChosen` carries the ids behind the mark that was clicked."""

    momentsChosen = Signal(tuple)
    ready = Signal()  # the charts are known

    def __init__(self, desk: Desk, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("story.charts")
        self._desk = desk
        self.tabs = named(QTabBar(), "story.tabs", "Charts")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.tabs.setUsesScrollButtons(True)
        self.canvas = ChartCanvas(desk.reader, theme, "story.chart")
        self.figures = FiguresTable()
        card = QFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(8, 8, 8, 8)
        inside.addWidget(ChartArea(self.canvas))
        self._stack = QStackedLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.tabs)
        layout.addLayout(self._stack, 1)  # first: without a widget around it, it would show the card as a window
        self._stack.addWidget(card)
        self._stack.addWidget(self.figures)
        self.tabs.currentChanged.connect(self._on_tab)
        self.canvas.momentsChosen.connect(self.momentsChosen)

    def load(self) -> None:
        """Ask the reader which charts there are; matplotlib comes with them."""
        if not self.tabs.count():
            self._desk.reader.submit(chart_list, self._on_charts, None, self)

    def show_record(self, record: Record | None) -> None:
        """Follow the record."""
        self.canvas.show_record(record)

    def show_figures(self, lines: Sequence[Line]) -> None:
        """Follow the figures."""
        self.figures.figures.show_lines(lines)

    def show_tab(self, name: str) -> None:
        """Bring a chart, or the table of figures, to the front."""
        for place in range(self.tabs.count()):
            if self.tabs.tabData(place) == name:
                self.tabs.setCurrentIndex(place)

    def _on_charts(self, charts: tuple[tuple[str, str], ...]) -> None:
        if self.tabs.count():
            return
        for name, words in (*charts, (FIGURES, "All figures")):
            place = self.tabs.addTab(words if name == FIGURES else name.capitalize())
            self.tabs.setTabData(place, name)
            self.tabs.setTabToolTip(place, words)
        self.ready.emit()

    def _on_tab(self, place: int) -> None:
        name = str(self.tabs.tabData(place) or "") or (self._first(place))
        self._stack.setCurrentIndex(1 if name == FIGURES else 0)
        if name and name != FIGURES:
            self.canvas.show_chart(name, self.tabs.tabToolTip(place) or self.tabs.tabText(place))

    def _first(self, place: int) -> str:
        """While the first tab is being added it has no name yet: the story comes first."""
        return "story" if place == 0 else ""
