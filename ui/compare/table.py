"""The journeys of a comparison: one row each, a column a figure, sorted and searched without the store."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QTableView

from mysteryshop.analysis.wording import day_text

from ..theme import Theme, tabular
from ..widgets.parts import named

if TYPE_CHECKING:
    from mysteryshop.figures import Figures

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
HEADS = (("journey", "Journey"), ("group", "Group"), ("leader", "Leader"))
SHORT = {
    "communication_frequency_per_hour": "Told /h", "longest_silence_s": "Silence", "wait_ratio": "Waiting",
    "promise_reliability": "Promises", "emotion_end": "End", "satisfaction": "Satisfaction",
    "communications_per_touchpoint": "Told /touchpoint", "silence_overrun": "Past its limit",
}  # fmt: skip


class CompareModel(QAbstractTableModel):
    """Figures as rows; `order` is worked out anew when sorting or searching, never the figures."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._figures: Figures | None = None
        self._groups: tuple[str, ...] = ()
        self._columns: tuple[str, ...] = ()
        self._rows: list[int] = []
        self._sort = ("journey", True)
        self._words: list[str] = []
        self._only: frozenset[str] = frozenset()
        self._searched: list[str] = []

    def show_figures(self, figures: Figures, groups: tuple[str, ...]) -> None:
        """Other journeys."""
        self.beginResetModel()
        self._figures, self._groups, self._only = figures, groups, frozenset()
        parts = [figures[name] for name in ("template_name", "place", "persona", "leader")]
        self._searched = [" ".join(map(str, each)).casefold() for each in zip(*parts, groups, strict=True)]
        self._arrange()
        self.endResetModel()

    def show_columns(self, columns: Sequence[str]) -> None:
        """Other figures as columns."""
        self.beginResetModel()
        self._columns = tuple(columns)
        self.endResetModel()

    def search(self, text: str) -> None:
        """Only journeys that hold every word in their head."""
        self._words = text.casefold().split()
        self._anew()

    def show_only(self, journeys: Sequence[str]) -> None:
        """Only these journeys; none means all."""
        self._only = frozenset(journeys)
        self._anew()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """By any column; what is undefined stands last."""
        if not 0 <= column < self.columnCount():
            return
        name = self.field_of(column)
        self._sort = (name, order == Qt.SortOrder.DescendingOrder)
        self._anew()

    def field_of(self, column: int) -> str:
        """`journey`, `group`, `leader`, or the figure's field."""
        return HEADS[column][0] if column < len(HEADS) else self._columns[column - len(HEADS)]

    def id_of(self, row: int) -> str:
        """The journey's id."""
        return str(self._figures.ids[self._rows[row]]) if self._figures is not None else ""

    def state_of(self, row: int) -> str:
        """The journey's review state."""
        return str(self._figures["state"][self._rows[row]]) if self._figures is not None else ""

    @property
    def ids(self) -> list[str]:
        """All ids, in the order shown."""
        return [self.id_of(row) for row in range(len(self._rows))]

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many journeys are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Head and figures."""
        return 0 if parent.isValid() else len(HEADS) + len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A figure's label; its definition as a tooltip."""
        if orientation != Qt.Orientation.Horizontal or section >= self.columnCount():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._aligned(section)
        if section < len(HEADS):
            return HEADS[section][1] if role == Qt.ItemDataRole.DisplayRole else None
        from mysteryshop.analysis.figure_columns import COLUMN_OF

        column = COLUMN_OF[self.field_of(section)]
        said = {
            Qt.ItemDataRole.DisplayRole: SHORT.get(column.field, column.label),
            Qt.ItemDataRole.ToolTipRole: f"{column.label} ({column.unit}): {column.tooltip}",
        }
        return said.get(Qt.ItemDataRole(role))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell."""
        if not index.isValid() or self._figures is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(index.row(), index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._aligned(index.column())
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == 0:
            return "Double click opens the journey's story."
        if role in (Qt.ItemDataRole.BackgroundRole, Qt.ItemDataRole.ForegroundRole):
            return self._warned(index, "warning_soft" if role == Qt.ItemDataRole.BackgroundRole else "warning")
        return None

    def text(self, row: int, column: int) -> str:
        """What the cell says."""
        figures, at, field = self._figures, self._rows[row], self.field_of(column)
        if figures is None:
            return ""
        if column < len(HEADS):
            return {"group": self._groups[at], "leader": str(figures["leader"][at]) or "–"}.get(field) or self._head(at)
        from mysteryshop.analysis.figure_columns import COLUMN_OF
        from mysteryshop.analysis.shown import DASH, shown
        from mysteryshop.charts.durations import spoken

        value = float(figures[field][at])
        unit = COLUMN_OF[field]
        if value != value:
            return DASH
        if unit.unit == "s" and value >= 0 and field != "duration_s":
            return spoken(value)
        return f"{value:.1f}" if unit.unit == "per hour" else shown(unit, value)

    def _head(self, at: int) -> str:
        figures = self._figures
        assert figures is not None
        day = int(figures["day"][at])
        when = day_text(day) if day > 0 else "not begun"
        return f"{when} · {figures['place'][at] or figures['template_name'][at]}"

    def _warned(self, index: Index, role: str) -> QColor | None:
        """A silence past its limit stands out."""
        if self.field_of(index.column()) != "longest_silence_s" or self._figures is None:
            return None
        over = float(self._figures["silence_overrun"][self._rows[index.row()]])
        return QColor(self._theme.palette.role(role)) if over > 0 else None

    def _aligned(self, column: int) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignLeft if column < len(HEADS) else Qt.AlignmentFlag.AlignRight
        return side | Qt.AlignmentFlag.AlignVCenter

    def _anew(self) -> None:
        self.beginResetModel()
        self._arrange()
        self.endResetModel()

    def _arrange(self) -> None:
        figures, (name, down) = self._figures, self._sort
        if figures is None:
            return
        if name == "group":
            order = sorted(range(len(figures)), key=lambda at: self._groups[at], reverse=down)
        else:
            field = "started_at" if name == "journey" else name
            order = [int(at) for at in figures.order(field, descending=down)]
        ids, searched, words = figures.ids, self._searched, self._words
        self._rows = [
            at
            for at in order
            if all(word in searched[at] for word in words) and (not self._only or ids[at] in self._only)
        ]


class CompareTable(QTableView):
    """`openRequested` on a double click or Enter."""

    openRequested = Signal(str, str)  # id, state

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        named(self, "compare.table", "Journeys of the comparison")
        self.rows = CompareModel(theme, self)
        self.setModel(self.rows)
        self.setFont(tabular(self.font()))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(34)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.setSortIndicatorShown(True)
        head.setSortIndicator(0, Qt.SortOrder.DescendingOrder)
        head.setMinimumSectionSize(72)
        head.sortIndicatorChanged.connect(self.rows.sort)
        self.activated.connect(lambda index: self._open(index.row()))

    def show_columns(self, columns: Sequence[str]) -> None:
        """Other figures as columns, each as wide as its words."""
        self.rows.show_columns(columns)
        self._fit()

    def _open(self, row: int) -> None:
        self.openRequested.emit(self.rows.id_of(row), self.rows.state_of(row))

    def _fit(self) -> None:
        for column in range(self.rows.columnCount()):
            words = str(self.rows.headerData(column, Qt.Orientation.Horizontal))
            wide = self.fontMetrics().horizontalAdvance(words) + 34
            self.setColumnWidth(column, (250, 74, 132)[column] if column < len(HEADS) else max(100, wide))
