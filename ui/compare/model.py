"""The journeys of a comparison as rows, a column a figure: sorted and picked without the store."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from mysteryshop import vocabulary
from mysteryshop.analysis.wording import day_text

from ..theme import Theme

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
