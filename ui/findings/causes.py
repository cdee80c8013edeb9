"""Cause and effect across journeys: which condition of the people who serve causes most of what customers suffer?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from mysteryshop.analysis.board.chains import Chain, chains
from mysteryshop.analysis.board.comparable import comparable
from mysteryshop.analysis.board.found import Board, Found
from mysteryshop.vocabulary import CHAIN_VERDICTS, KINDS, by_id

from ..desk import Desk
from ..theme import Theme, tabular
from ..widgets.choice import ChoiceRow, Option
from ..widgets.group_canvas import GroupCanvas
from ..widgets.parts import button, frame, label, named, row, scrolled
from ..widgets.row_table import dress_rows

if TYPE_CHECKING:  # numpy is imported on the reader
    from mysteryshop.analysis.board.suffering import Suffering

_CHART, _ROW = 420, 34  # pixels
_COLUMNS = ("Condition", "Touchpoint", "Findings", "Journeys", "Severity", "Worst", "Later walks say")
_NUMBERS = (2, 3, 4)
_FITTED = (0, 2, 3, 4, 5, 6)  # as wide as their words; the touchpoint takes what is left
_WHERE_ROOMY, _ROOMY = (3, 4, 5), 760  # columns that a narrow page can do without, and the width that is not narrow
_SEVERITIES = by_id(KINDS, "friction").level_labels
_WHICH = (
    Option("suffered", "Suffered", "s", "Findings to improve or to correct"),
    Option("enjoyed", "Enjoyed", "e", "Findings to amplify"),
    Option("all", "All", "a"),
)
_TOGETHER = (
    "Take every relationship together, with tainted and unfinished walks. They are different customers: "
    "choose one of them under As instead"
)
NOTHING = (
    "No finding names a condition yet. In a debrief each finding asks what held the people who serve back: tools, "
    "training, authority, staffing, policy or morale. From there the chain leads over the touchpoint to the customer."
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the page shows: worked out on the reader."""

    chains: tuple[Chain, ...]
    headline: str
    small: str
    left_out: int = 0  # findings that would not be comparable


class CausesPage(QWidget):
    """The question's answer, the chart, and every chain in a table; a mark or a row opens what is behind it."""

    chainChosen = Signal(object)  # Chain
    findingChosen = Signal(str)
    shown = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk, theme: Theme) -> None:
        super().__init__()
        self._desk = desk
        self._board = Board()
        self._given: Sequence[Found] = ()
        self._asked = 0
        self.answer: Answer | None = None
        self.headline = label("", "title", wrap=True, name="causes.headline")
        self.small = label("", "small", wrap=True, name="causes.small")
        self.which = ChoiceRow("causes.which", "Which findings", _WHICH, clearable=False)
        self.which.show_value("suffered")
        self.together = button("Everyone together", "chip", name="causes.together", tip=_TOGETHER)
        self.together.setCheckable(True)
        self.chart = GroupCanvas(desk.reader, theme, "chains", "causes.chart", _CHART)
        self.all = button("Show all chains", "link", name="causes.all", on=lambda: self._show_rows(self.chains))
        self.table = named(QTableWidget(0, len(_COLUMNS)), "causes.table", "Chains: Enter opens one")
        self._shown: tuple[Chain, ...] = ()
        self._build()
        self.which.chosen.connect(lambda _: self._ask())
        self.together.clicked.connect(lambda _: self._ask())
        self.chart.journeysChosen.connect(self._on_marks)
        self.table.cellActivated.connect(lambda line, _: self._open(line))
        self.table.cellClicked.connect(lambda line, _: self._open(line))

    @property
    def chains(self) -> tuple[Chain, ...]:
        """The chains of the answer."""
        return self.answer.chains if self.answer is not None else ()

    def show_found(self, board: Board, found: Sequence[Found]) -> None:
        """Answer from these findings of the board."""
        self._board, self._given = board, found
        self._ask()

    def chain(self, key: tuple[str, str, str]) -> Chain | None:
        """The chain of that key, as it stands now."""
        return next((c for c in self.chains if c.key == key), None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the table shows what matters most."""
        super().resizeEvent(event)
        for place in _WHERE_ROOMY:
            self.table.setColumnHidden(place, self.width() < _ROOMY)

    def _ask(self) -> None:
        self._asked += 1
        asked, board, wanted, together = self._asked, self._board, self.which.value, self.together.isChecked()
        given = [f for f in self._given if _fits(f, wanted)]
        self._desk.reader.submit(
            lambda: _answered(board, given, wanted, together),
            lambda answer: self._on_answer(answer, asked), self.failed.emit, self,
        )  # fmt: skip

    def _on_answer(self, answer: Answer, asked: int) -> None:
        if asked != self._asked:
            return
        self.answer = answer
        there = bool(answer.chains)
        self.headline.setText(answer.headline)
        self.small.setText(answer.small)
        self.together.setVisible(self.together.isChecked() or answer.left_out > 0)
        for part in (self._card, self.table):
            part.setVisible(there)
        if there:
            self.chart.show_given(answer.chains)
        self._show_rows(answer.chains)
        self.shown.emit()

    def _show_rows(self, shown: Sequence[Chain]) -> None:
        self._shown = tuple(shown)
        self.all.setVisible(len(self._shown) < len(self.chains))
        head = self.table.horizontalHeader()
        for place in _FITTED:  # while it is filled: else each cell measures its whole column anew
            head.setSectionResizeMode(place, QHeaderView.ResizeMode.Fixed)
        self.table.setRowCount(len(self._shown))
        for line, chain in enumerate(self._shown):
            for place, words in enumerate(_cells(chain)):
                self.table.setItem(line, place, _item(words, place))
        for place in _FITTED:
            head.setSectionResizeMode(place, QHeaderView.ResizeMode.ResizeToContents)
        self.table.setFixedHeight(min(12, len(self._shown)) * _ROW + head.sizeHint().height() + 4)

    def _on_marks(self, keys: tuple[str, ...]) -> None:
        """One finding opens itself, those of one chain the chain; of several chains the table shows those."""
        if len(keys) == 1:
            self.findingChosen.emit(keys[0])
            return
        wanted = frozenset(keys)
        touched = [c for c in self.chains if any(f.key in wanted for f in c.found)]
        self._show_rows(touched)
        if len(touched) == 1:
            self.chainChosen.emit(touched[0])
            self._show_rows(self.chains)
        else:
            self._area.ensureWidgetVisible(self.table)

    def _open(self, line: int) -> None:
        if 0 <= line < len(self._shown):
            self.chainChosen.emit(self._shown[line])

    def _build(self) -> None:
        self.table.setProperty("role", "chains")
        self.table.setFont(tabular(self.font()))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        dress_rows(self.table)
        self.table.setHorizontalHeaderLabels(_COLUMNS)
        self.table.verticalHeader().setDefaultSectionSize(_ROW)
        head = self.table.horizontalHeader()
        for place in range(len(_COLUMNS)):
            mode = QHeaderView.ResizeMode.ResizeToContents if place in _FITTED else QHeaderView.ResizeMode.Stretch
            head.setSectionResizeMode(place, mode)
            side = Qt.AlignmentFlag.AlignRight if place in _NUMBERS else Qt.AlignmentFlag.AlignLeft
            if (item := self.table.horizontalHeaderItem(place)) is not None:
                item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 16)
        column.setSpacing(10)
        held = QVBoxLayout()
        self._card = frame("card", held, margin=8)
        held.addWidget(self.chart)
        for part in (self.headline, self.small):
            column.addWidget(part)
        column.addLayout(row(self.which, self.together, None))
        column.addWidget(self._card)
        column.addLayout(row(self.all, None))
        column.addWidget(self.table)
        column.addStretch(1)
        self._area = scrolled(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._area)


def _fits(found: Found, wanted: str) -> bool:
    amplified = found.finding.triage == "amplify"
    return wanted == "all" or amplified == (wanted == "enjoyed")


def _answered(board: Board, given: Sequence[Found], wanted: str, together: bool) -> Answer:
    from mysteryshop.analysis.board.suffering import suffering

    pool = comparable(given, together=together)
    found = chains(board, pool.found)
    if not found:
        asked = "Which condition of the people who serve causes most of what customers suffer?"
        return Answer((), asked, f"{NOTHING} {pool.said}".strip(), pool.left_out)
    answer: Suffering = suffering(found, sum(not f.finding.condition for f in pool.found))
    if wanted == "suffered":
        return Answer(found, answer.headline, f"{answer.small} {pool.said}".strip(), pool.left_out)
    n = sum(len(c.found) for c in found)
    first = max({c.label for c in found}, key=lambda name: sum(len(c.found) for c in found if c.label == name))
    behind = sum(len(c.found) for c in found if c.label == first)
    what = "what customers enjoy" if wanted == "enjoyed" else "what walks brought"
    small = f"n = {n} findings. {pool.said}".strip()
    return Answer(found, f"{first} stands behind {behind} of {n} findings on {what}", small, pool.left_out)


def _item(words: str, place: int) -> QTableWidgetItem:
    item = QTableWidgetItem(words)
    side = Qt.AlignmentFlag.AlignRight if place in _NUMBERS else Qt.AlignmentFlag.AlignLeft
    item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
    item.setToolTip(words if place < 2 else "")
    return item


def _cells(chain: Chain) -> tuple[str, ...]:
    worst = _SEVERITIES[chain.worst - 1] if chain.worst else "–"
    counts = (str(len(chain.found)), str(chain.journeys), str(chain.severity) if chain.severity else "–")
    verdict = by_id(CHAIN_VERDICTS, chain.verdict).label
    waits = f" · {len(chain.later)} to judge" if chain.later else ""
    return (chain.label, chain.name or "the whole journey", *counts, worst, f"{verdict}{waits}")
