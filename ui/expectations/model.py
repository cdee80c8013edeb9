"""The ledger of beliefs as a table: what was believed, how sure, what the walk said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from ..theme import Theme

if TYPE_CHECKING:
    from mysteryshop.analysis.beliefs import Belief

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
COLUMNS = (
    ("I believed", "What was assumed before the walk."),
    ("Sure", "How sure the leader was."),
    ("Verdict", "What the walk said of it."),
    ("Walk", "The journey that tested it."),
    ("Leader", "Who believed it."),
)
_ROLES = {"confirmed": "delight", "refuted": "friction", "mixed": "warning"}


class LedgerModel(QAbstractTableModel):
    """Beliefs in the order shown; sorting and searching only rearrange them."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._all: tuple[Belief, ...] = ()
        self._rows: list[Belief] = []
        self._words: list[str] = []
        self._verdict = ""
        self._sort: tuple[int, bool] | None = None  # none: as it came, newest walk first

    def show_beliefs(self, beliefs: Sequence[Belief]) -> None:
        """Other beliefs."""
        self._all = tuple(beliefs)
        self._anew()

    def search(self, text: str) -> None:
        """Only beliefs that hold every word, in their text, note or walk."""
        self._words = text.casefold().split()
        self._anew()

    def show_verdict(self, verdict: str) -> None:
        """Only beliefs with that verdict; "" shows all."""
        self._verdict = verdict
        self._anew()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """By any column."""
        self._sort = (column, order == Qt.SortOrder.DescendingOrder) if column >= 0 else None
        self._anew()

    def belief(self, row: int) -> Belief:
        """The belief of that row."""
        return self._rows[row]

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """The columns of COLUMNS."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A column's name, and what it means."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _aligned(section)
        said = {Qt.ItemDataRole.DisplayRole: COLUMNS[section][0], Qt.ItemDataRole.ToolTipRole: COLUMNS[section][1]}
        return said.get(Qt.ItemDataRole(role))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell."""
        if not index.isValid():
            return None
        belief = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return _texts(belief)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(part for part in (belief.text, belief.note, " · ".join(belief.touchpoints)) if part)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _aligned(index.column())
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == 2:
            return QColor(self._theme.palette.role(_ROLES.get(belief.verdict or "", "ink2")))
        return None

    def _anew(self) -> None:
        self.beginResetModel()
        rows = [b for b in self._all if self._matches(b)]
        if self._sort is not None:
            column, down = self._sort
            rows.sort(key=lambda b: _KEYS[column](b), reverse=down)
        self._rows = rows
        self.endResetModel()

    def _matches(self, belief: Belief) -> bool:
        if self._verdict and (belief.verdict or "untested") != self._verdict:
            return False
        text = f"{belief.text} {belief.note} {belief.label} {belief.template} {belief.leader}".casefold()
        return all(word in text for word in self._words)


_KEYS: tuple[Any, ...] = (
    lambda b: b.text.casefold(),
    lambda b: -1.0 if b.confidence is None else b.confidence,
    lambda b: b.verdict or "",
    lambda b: b.day,
    lambda b: b.leader.casefold(),
)


def _texts(belief: Belief) -> tuple[str, ...]:
    sure = "–" if belief.confidence is None else f"{round(100 * belief.confidence)} %"
    verdict = belief.verdict or ("untested" if belief.state == "finalised" else "to be judged")
    return belief.text, sure, verdict, belief.label, belief.leader or "–"


def _aligned(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column == 1 else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
