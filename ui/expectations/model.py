"""The ledger of beliefs as a table: what was believed, how sure, what the walk said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor

from ..theme import Theme
from ..widgets.row_table import Index, SearchedRows

if TYPE_CHECKING:
    from mysteryshop.analysis.beliefs import Belief

COLUMNS = (
    ("I believed", "What was assumed before the walk."),
    ("Sure", "How sure the leader was."),
    ("Verdict", "What the walk said of it."),
    ("Walk", "The journey that tested it."),
    ("Leader", "Who believed it."),
)
_ROLES = {"confirmed": "delight", "refuted": "friction", "mixed": "warning"}


class LedgerModel(SearchedRows):
    """Beliefs in the order shown; sorting and searching only rearrange them."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(COLUMNS, _texts, _searched, parent)
        self._theme = theme
        self._verdict = ""
        self._sort: tuple[int, bool] | None = None  # none: as it came, newest walk first

    def show_beliefs(self, beliefs: Sequence[Belief]) -> None:
        """Other beliefs."""
        self.show_rows(beliefs)

    def show_verdict(self, verdict: str) -> None:
        """Only beliefs with that verdict; "" shows all."""
        self._verdict = verdict
        self.anew()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """By any column."""
        self._sort = (column, order == Qt.SortOrder.DescendingOrder) if column >= 0 else None
        self.anew()

    def belief(self, row: int) -> Belief:
        """The belief of that row."""
        return cast("Belief", self.row(row))

    def wanted(self, row: Any) -> bool:
        """Whether it has the verdict that is asked for, and the words."""
        return self._verdict in ("", row.verdict or "untested") and super().wanted(row)

    def arranged(self, rows: list[Any]) -> list[Any]:
        """As they came, or by the column that was chosen."""
        if self._sort is None:
            return rows
        column, down = self._sort
        return sorted(rows, key=_KEYS[column], reverse=down)

    def aligned(self, column: int) -> Qt.AlignmentFlag:
        """How sure the leader was stands to the right."""
        side = Qt.AlignmentFlag.AlignRight if column == 1 else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter

    def tip(self, row: Any) -> str:
        """The whole words, the note, and where the evidence lies."""
        return "\n".join(part for part in (row.text, row.note, " · ".join(row.touchpoints)) if part)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell; a verdict has its colour."""
        if index.isValid() and role == Qt.ItemDataRole.ForegroundRole and index.column() == 2:
            verdict = self.belief(index.row()).verdict
            return QColor(self._theme.palette.role(_ROLES.get(verdict or "", "ink2")))
        return super().data(index, role)


def _searched(belief: Belief) -> str:
    return f"{belief.text} {belief.note} {belief.label} {belief.template} {belief.leader}"


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
