"""The table of journeys: names first, figures as wide as they need, fewer of them where there is little room."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHeaderView, QTableView

from ..theme import Theme
from ..widgets.parts import named
from ..widgets.row_table import dress_rows
from ..widgets.sorted_head import sort_by_head
from .delegate import JourneyDelegate, row_height
from .model import COLUMNS, JourneyTable

CELL_PADDING = 34  # pixels that the view keeps free on both sides of a text; the head's arrow stands in them
NAMES = 320  # pixels that names keep, place and walker among them; below that the columns of GIVE_WAY go, in this order
JOURNEY = 1  # the column that takes what width is left
GIVE_WAY = tuple(
    i for title in ("Moments", "Length", "Frictions", "Satisfaction") for i, c in enumerate(COLUMNS) if c.title == title
)


class JourneyView(QTableView):
    """One journey is opened at a time, several can be tagged; sorting and filtering are the model's."""

    def __init__(self, model: JourneyTable, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        named(self, "journeyTable", "Journeys")
        self.setModel(model)
        self.setItemDelegateForColumn(JOURNEY, JourneyDelegate(theme))
        dress_rows(self, several=True)
        self.setSortingEnabled(False)
        self.setWordWrap(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head = sort_by_head(self, 0, Qt.SortOrder.DescendingOrder)
        head.setMinimumSectionSize(48)
        head.setSectionResizeMode(JOURNEY, QHeaderView.ResizeMode.Stretch)

    def changeEvent(self, event: QEvent) -> None:
        """Text of another size needs other columns."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Only now the style sheet's typeface is known."""
        super().showEvent(event)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Less room, fewer columns."""
        super().resizeEvent(event)
        self._fit_columns()

    def _fit(self) -> None:
        self.verticalHeader().setDefaultSectionSize(row_height(self._theme))
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Every column as wide as what it may have to show; the names get the rest."""
        widths = {place: self._needed(place) for place in range(len(COLUMNS)) if place != JOURNEY}
        room = self.viewport().width() - sum(widths.values())
        for place, width in widths.items():
            self.setColumnWidth(place, width)
        for place in GIVE_WAY:
            self.setColumnHidden(place, room < NAMES)
            room += widths[place] if room < NAMES else 0

    def _needed(self, place: int) -> int:
        shown = self.fontMetrics().horizontalAdvance(COLUMNS[place].longest)
        title = self.horizontalHeader().fontMetrics().horizontalAdvance(COLUMNS[place].title)
        return max(shown, title) + CELL_PADDING
