"""The journeys of a comparison: one row each, a column a figure, sorted and searched without the store."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView

from mysteryshop import vocabulary
from mysteryshop.analysis.wording import day_text

from ..theme import Theme, tabular
from ..widgets.parts import named

if TYPE_CHECKING:
    from mysteryshop.figures import Figures

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_TERMS: dict[str, Sequence[vocabulary.Term]] = {
    "relationship": vocabulary.RELATIONSHIPS, "state": vocabulary.STATES, "origin": vocabulary.ORIGINS,
}  # fmt: skip
JOURNEY = "journey"  # the first column, always there
HEADS = {
    JOURNEY: "Journey", "group": "Group", "leader": "Leader", "place": "Place", "persona": "Persona",
    "template_name": "Template", "relationship": "Relationship", "tags": "Tags", "state": "State", "origin": "Origin",
}  # fmt: skip
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
        self._order: list[int] = []
        self._rows: list[int] = []
        self._sort = (JOURNEY, True)
        self._found: frozenset[int] | None = None
        self._only: frozenset[str] = frozenset()

    def show_figures(self, figures: Figures, groups: tuple[str, ...]) -> None:
        """Other journeys; what was picked out of the ones before is gone."""
        self.beginResetModel()
        self._figures, self._groups, self._only = figures, groups, frozenset()
        self._arrange()
        self.endResetModel()

    def show_columns(self, columns: Sequence[str]) -> None:
        """Other columns behind the journey, in this order."""
        self.beginResetModel()
        self._columns = tuple(columns)
        self.endResetModel()

    def show_found(self, keys: frozenset[int] | None) -> None:
        """Only the journeys of these numbers; None means all."""
        self._found = keys
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
        self.beginResetModel()
        self._arrange()
        self.endResetModel()

    def field_of(self, column: int) -> str:
        """A name of HEADS, or the figure's field."""
        return JOURNEY if column == 0 else self._columns[column - 1]

    @property
    def sorted_by(self) -> str:
        """The field that the rows are sorted by."""
        return self._sort[0]

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
        return 0 if parent.isValid() else 1 + len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A figure's label; its definition as a tooltip."""
        if orientation != Qt.Orientation.Horizontal or section >= self.columnCount():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._aligned(section)
        name = self.field_of(section)
        if name in HEADS:
            return HEADS[name] if role == Qt.ItemDataRole.DisplayRole else None
        from mysteryshop.analysis.figure_columns import COLUMN_OF

        column = COLUMN_OF[name]
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
        if field in HEADS:
            return self._said(field, at)
        from mysteryshop.analysis.figure_columns import COLUMN_OF
        from mysteryshop.analysis.shown import cell

        return cell(COLUMN_OF[field], float(figures[field][at]))

    def _said(self, name: str, at: int) -> str:
        """What is no figure, in words."""
        if name in (JOURNEY, "group") or self._figures is None:
            return self._head(at) if name == JOURNEY else self._groups[at]
        value = str(self._figures[name][at])
        if name in _TERMS:
            return next((term.label for term in _TERMS[name] if term.id == value), value)
        return ", ".join(value.split("\n")) or "–"

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
        side = Qt.AlignmentFlag.AlignLeft if self.field_of(column) in HEADS else Qt.AlignmentFlag.AlignRight
        return side | Qt.AlignmentFlag.AlignVCenter

    def _anew(self) -> None:
        self.beginResetModel()
        self._pick()
        self.endResetModel()

    def _arrange(self) -> None:
        """In the order of the column that is sorted by."""
        figures, (name, down) = self._figures, self._sort
        if figures is None:
            return
        if name == "group":
            self._order = sorted(range(len(figures)), key=self._groups.__getitem__, reverse=down)
        else:
            self._order = figures.order("started_at" if name == JOURNEY else name, descending=down).tolist()
        self._pick()

    def _pick(self) -> None:
        """Of those, what was found and what was asked for by name."""
        figures, found, only = self._figures, self._found, self._only
        self._rows = self._order
        if figures is None:
            return
        if found is not None:
            keys = figures["key"].tolist()
            self._rows = [at for at in self._rows if keys[at] in found]
        if only:
            ids = figures.ids.tolist()
            self._rows = [at for at in self._rows if ids[at] in only]


class CompareTable(QTableView):
    """`openRequested` on a double click or Enter; `arranged` carries the columns in the order the user gave them."""

    openRequested = Signal(str, str)  # id, state
    arranged = Signal(tuple)

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
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(34)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.setSectionsMovable(True)
        head.setFirstSectionMovable(False)
        head.setSortIndicatorShown(True)
        head.setSortIndicator(0, Qt.SortOrder.DescendingOrder)
        head.setMinimumSectionSize(72)
        head.setToolTip("Click sorts; drag to another place, or use Alt+Shift+arrow keys")
        head.sortIndicatorChanged.connect(self.rows.sort)
        head.sectionMoved.connect(self._on_moved)
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(self._on_menu)
        self.activated.connect(lambda index: self._open(index.row()))
        for keys, by in (("Alt+Shift+Left", -1), ("Alt+Shift+Right", 1)):
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(partial(self._move_current, by))

    def show_columns(self, columns: Sequence[str]) -> None:
        """Other columns, each as wide as its words, those that were there as wide as they were."""
        if tuple(columns) == self.columns:
            return
        wide = {self.rows.field_of(at): self.columnWidth(at) for at in range(self.rows.columnCount()) if self.columns}
        field = self.rows.sorted_by
        self.rows.show_columns(columns)
        head = self.horizontalHeader()
        head.blockSignals(True)
        places = [JOURNEY, *columns]
        head.setSortIndicator(places.index(field) if field in places else -1, head.sortIndicatorOrder())
        head.blockSignals(False)
        for at, name in enumerate(places):
            self.setColumnWidth(at, wide.get(name) or self._wide(at, name))

    def show_groups(self, labels: Sequence[str]) -> None:
        """As wide as the groups' names."""
        if "group" in self.columns:
            wide = max((self.fontMetrics().horizontalAdvance(words) for words in labels), default=0)
            self.setColumnWidth(1 + self.columns.index("group"), min(max(92, wide + 28), 200))

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns behind the journey, in their order."""
        return tuple(self.rows.field_of(at) for at in range(1, self.rows.columnCount()))

    def move_column(self, at: int, by: int) -> None:
        """Move a column by so many places; the journey stays the first."""
        to = at + by
        if not (0 < at < self.rows.columnCount() and 0 < to < self.rows.columnCount()):
            return
        row, columns = self.currentIndex().row(), list(self.columns)
        columns.insert(to - 1, columns.pop(at - 1))
        self.show_columns(columns)
        self.setCurrentIndex(self.rows.index(max(row, 0), to))
        self.arranged.emit(tuple(columns))

    def _move_current(self, by: int) -> None:
        self.move_column(self.currentIndex().column(), by)

    def _on_moved(self, _logical: int, _old: int, _new: int) -> None:
        """A dragged column: the model takes the order over once the header is done with it."""
        QTimer.singleShot(0, self, self._take_over)

    def _take_over(self) -> None:
        head = self.horizontalHeader()
        order = sorted(range(self.rows.columnCount()), key=head.visualIndex)
        if order == list(range(self.rows.columnCount())):
            return
        columns = tuple(self.rows.field_of(at) for at in order if at)
        head.blockSignals(True)
        for place in range(self.rows.columnCount()):
            head.moveSection(head.visualIndex(place), place)
        head.blockSignals(False)
        self.show_columns(columns)
        self.arranged.emit(columns)

    def _on_menu(self, place: QPoint) -> None:
        at = self.horizontalHeader().logicalIndexAt(place)
        if at > 0:
            self.menu_of(at).popup(self.horizontalHeader().mapToGlobal(place))

    def menu_of(self, at: int) -> QMenu:
        """What can be done with a column."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, by, can in (
            ("Move left", -1, at > 1),
            ("Move right", 1, at < self.rows.columnCount() - 1),
        ):
            menu.addAction(words, partial(self.move_column, at, by)).setEnabled(can)
        menu.addAction("Hide", lambda: self._hide(at))
        return menu

    def _hide(self, at: int) -> None:
        columns = tuple(name for place, name in enumerate(self.columns, start=1) if place != at)
        self.show_columns(columns)
        self.arranged.emit(columns)

    def _open(self, row: int) -> None:
        self.openRequested.emit(self.rows.id_of(row), self.rows.state_of(row))

    def _wide(self, at: int, name: str) -> int:
        words = str(self.rows.headerData(at, Qt.Orientation.Horizontal))
        wide = self.fontMetrics().horizontalAdvance(words) + 34
        return {JOURNEY: 250, "group": 92}.get(name, 132 if name in HEADS else max(108, wide))
