"""The proposals of a scan as a list: each with what was decided of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from mysteryshop.privacy.decisions import Decisions
from mysteryshop.privacy.kinds import kind_of
from mysteryshop.privacy.scan import Proposal

Index = QModelIndex | QPersistentModelIndex
REDACT_ROLE = Qt.ItemDataRole.UserRole + 1
DETAIL_ROLE = Qt.ItemDataRole.UserRole + 2  # the second line
_ROOT = QModelIndex()


class ProposalModel(QAbstractListModel):
    """Every proposal is decided here: what was not before, to be redacted."""

    decided = Signal()

    def __init__(self, proposals: Sequence[Proposal], decisions: Decisions, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._proposals = list(proposals)
        self._redact = [decisions.redacts(proposal) is not False for proposal in proposals]

    @property
    def proposals(self) -> tuple[Proposal, ...]:
        """All of them in their order."""
        return tuple(self._proposals)

    @property
    def redacted(self) -> tuple[Proposal, ...]:
        """Those that are redacted as things stand."""
        return tuple(p for p, redact in zip(self._proposals, self._redact, strict=True) if redact)

    def proposal(self, row: int) -> Proposal:
        """The proposal of that row."""
        return self._proposals[row]

    def redacts(self, row: int) -> bool:
        """Whether it is redacted as things stand."""
        return self._redact[row]

    def decide(self, row: int, redact: bool) -> None:
        """Redact it, or keep it."""
        self._decide([row], redact)

    def decide_alike(self, row: int) -> int:
        """All of its kind as it is; how many there are."""
        kind = self._proposals[row].kind
        rows = [n for n, proposal in enumerate(self._proposals) if proposal.kind == kind]
        self._decide(rows, self._redact[row])
        return len(rows)

    def decide_all(self, redact: bool) -> None:
        """All of them."""
        self._decide(range(len(self._proposals)), redact)

    def add(self, proposal: Proposal) -> int:
        """One more, chosen by hand, to be redacted; its row. One that is there already is redacted."""
        for row, there in enumerate(self._proposals):
            if there.key == proposal.key:
                self.decide(row, True)
                return row
        row = len(self._proposals)
        self.beginInsertRows(_ROOT, row, row)
        self._proposals.append(proposal)
        self._redact.append(True)
        self.endInsertRows()
        self.decided.emit()
        return row

    def decisions(self, before: Decisions) -> Decisions:
        """What was decided earlier, with what is decided now."""
        for proposal, redact in zip(self._proposals, self._redact, strict=True):
            before = before.decided(proposal.kind, proposal.text, redact)
        return before

    def _decide(self, rows: Sequence[int], redact: bool) -> None:
        for row in rows:
            self._redact[row] = redact
            self.dataChanged.emit(self.index(row), self.index(row))
        self.decided.emit()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """One row a proposal."""
        return 0 if parent.isValid() else len(self._proposals)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What was found, what it may be, and whether it is redacted."""
        if not index.isValid():
            return None
        proposal, redact = self._proposals[index.row()], self._redact[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(proposal.text.split())
        if role == DETAIL_ROLE:
            return detail(proposal)
        if role == REDACT_ROLE:
            return redact
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{proposal.text}, {detail(proposal)}, {'redacted' if redact else 'kept'}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{proposal.why[:1].upper()}{proposal.why[1:]}."
        return None


def detail(proposal: Proposal) -> str:
    """The kind, how sure, and where."""
    count = len(proposal.found)
    where = proposal.found[0].place.label if count == 1 else f"{count} places" if count else "by hand"
    sure = "" if proposal.kind == "words" else f" · {proposal.confidence}"
    return f"{kind_of(proposal.kind).label.capitalize()}{sure} · {where}".replace("Iban", "IBAN")
