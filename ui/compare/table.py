"""The table of a comparison: columns are dragged or moved by keys, a row opens its journey."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHeaderView, QMenu, QTableView

from ..theme import Theme, tabular
from ..widgets.parts import named
from ..widgets.row_table import dress_rows
from ..widgets.sorted_head import sort_by_head
from .model import HEADS, JOURNEY, CompareModel

_LONG = "88 h 88 min"  # what a journey of days shows


class CompareTable(QTableView):
    """`openRequested` on a double click or Enter; `arranged` carries the columns in the order the user gave them, and
    `sorted` what they are sorted by, "" for the journey itself.
    """

    openRequested = Signal(str, str)  # id, state
    arranged = Signal(tuple)
    sorted = Signal(str, bool)  # field, descending

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        named(self, "compare.table", "Journeys of the comparison")
        self._theme, self._scale = theme, theme.scale
        self.rows = CompareModel(theme, self)
        self.setModel(self.rows)
        self.setFont(tabular(self.font()))
        dress_rows(self)
        self.setWordWrap(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(34)
        head = sort_by_head(self, 0, Qt.SortOrder.DescendingOrder)
        head.setSectionsMovable(True)
        head.setFirstSectionMovable(False)
        head.setMinimumSectionSize(72)
        head.setToolTip("Click sorts; drag to another place, or use Alt+Shift+arrow keys")
        head.sortIndicatorChanged.connect(self._on_sorted)
        head.sectionMoved.connect(self._on_moved)
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(self._on_menu)
        theme.changed.connect(self._on_letters)
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

    def show_sorted(self, field: str, *, descending: bool) -> None:
        """Sort by that column, "" by the journey; as it was where the column is not shown."""
        places = ["", *self.columns]
        if field in places:
            order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
            self.horizontalHeader().setSortIndicator(places.index(field), order)

    def show_groups(self, labels: Sequence[str]) -> None:
        """As wide as the groups' names."""
        if "group" in self.columns:
            wide = max((self.fontMetrics().horizontalAdvance(words) for words in labels), default=0)
            self.setColumnWidth(1 + self.columns.index("group"), min(max(round(92 * self._scale), wide + 28), 260))

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

    def _on_sorted(self, at: int, order: Qt.SortOrder) -> None:
        if at >= 0:
            self.rows.sort(at, order)
            field = self.rows.field_of(at)
            self.sorted.emit("" if field == JOURNEY else field, order == Qt.SortOrder.DescendingOrder)

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
        metrics = self.fontMetrics()
        words = metrics.horizontalAdvance(str(self.rows.headerData(at, Qt.Orientation.Horizontal)))
        if name in HEADS:
            return round({JOURNEY: 250, "group": 92, "leader": 172}.get(name, 132) * self._scale)
        from mysteryshop.analysis.figure_columns import COLUMN_OF

        lasts = metrics.horizontalAdvance(_LONG) + 28 if COLUMN_OF[name].unit == "s" else 0
        return max(round(94 * self._scale), words + 34, lasts)

    def _on_letters(self) -> None:
        """Letters of another size need columns of another width."""
        before, self._scale = self._scale, self._theme.scale
        for at in range(self.rows.columnCount() if before != self._scale else 0):
            self.setColumnWidth(at, round(self.columnWidth(at) * self._scale / before))
