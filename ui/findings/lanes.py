"""The lanes of the board beside each other: improve, amplify, correct, and what is not triaged yet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mysteryshop.analysis.board.found import UNTRIAGED
from mysteryshop.vocabulary import TRIAGES

from ..theme import Theme, set_role
from ..widgets.parts import label
from .arranging import LANES, Lane
from .lane_list import LaneList

HEADS = {UNTRIAGED: "Not triaged", **{t.id: t.label for t in TRIAGES}}
MEANT = {
    UNTRIAGED: "Improve, amplify or correct?",
    "improve": "works, and should work better",
    "amplify": "works: keep it, and spread it",
    "correct": "should not have happened",
}


class Lanes(QWidget):
    """`moveRequested` says that a finding belongs into another lane; the board moves it once that is stored."""

    opened = Signal(str)
    chosen = Signal(str)
    moveRequested = Signal(str, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.lists = {lane: LaneList(lane, f"{HEADS[lane]}: {MEANT[lane]}", theme) for lane in LANES}
        self.heads = {lane: label("", "strong", name=f"findings.head.{lane}") for lane in LANES}
        self.notes = {lane: label(MEANT[lane], "small", wrap=True) for lane in LANES}
        self._columns = {lane: self._column(lane) for lane in LANES}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        for lane in LANES:
            layout.addWidget(self._columns[lane], 1)

    def show_lanes(self, lanes: Mapping[str, Lane], today: date) -> None:
        """These findings, each lane in its order."""
        key = self.key()
        for name, lane in lanes.items():
            self.lists[name].rows.show_found(lane.found, today)
            self.heads[name].setText(f"{HEADS[name]}  {len(lane.found):,}")
            self.notes[name].setText(f"{lane.late:,} overdue" if lane.late else MEANT[name])
            set_role(self.notes[name], "small-warning" if lane.late else "small")
        self._columns[UNTRIAGED].setVisible(bool(lanes[UNTRIAGED].found))
        if key:
            self.choose(key)

    @property
    def crowded(self) -> bool:
        """Whether there are four lanes rather than three."""
        return not self._columns[UNTRIAGED].isHidden()

    def key(self) -> str:
        """The finding that is chosen; "" where none is."""
        return next((key for each in self.lists.values() if (key := each.key())), "")

    def choose(self, key: str, *, focus: bool = False) -> None:
        """Choose a finding in whichever lane it is."""
        for each in self.lists.values():
            each.blockSignals(True)
            if each.choose(key):
                each.scrollTo(each.currentIndex())
                if focus:
                    each.setFocus()
            each.blockSignals(False)

    def first_focus(self) -> None:
        """The keyboard goes to the finding that is chosen, or to the first one."""
        shown = [each for each in self._shown() if each.rows.rowCount()]
        wanted = next((each for each in shown if each.key()), shown[0] if shown else None)
        if wanted is not None:
            if not wanted.key():
                wanted.setCurrentIndex(wanted.rows.index(0))
            wanted.setFocus()

    def _shown(self) -> list[LaneList]:
        return [self.lists[lane] for lane in LANES if not self._columns[lane].isHidden()]

    def _column(self, lane: str) -> QWidget:
        column = QWidget()
        column.setMinimumWidth(160)
        inside = QVBoxLayout(column)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(4)
        inside.addWidget(self.heads[lane])
        inside.addWidget(self.notes[lane])
        for part in (self.heads[lane], self.notes[lane]):
            part.setToolTip(MEANT[lane].capitalize())
        inside.addWidget(self.lists[lane], 1)
        each = self.lists[lane]
        each.opened.connect(self.opened)
        each.chosen.connect(lambda key, own=lane: self._on_chosen(own, key))
        each.sidewaysRequested.connect(lambda by, own=lane: self._on_sideways(own, by))
        each.carryRequested.connect(lambda key, by, own=lane: self._on_carry(own, key, by))
        each.triageRequested.connect(self.moveRequested)
        each.dropped.connect(lambda key, own=lane: self.moveRequested.emit(key, own))
        return column

    def _on_chosen(self, lane: str, key: str) -> None:
        """One finding is chosen on the whole board."""
        for other, each in self.lists.items():
            if other != lane and each.key():
                each.choose("")
        self.chosen.emit(key)

    def _on_sideways(self, lane: str, by: int) -> None:
        shown = self._shown()
        place = shown.index(self.lists[lane]) + by
        while 0 <= place < len(shown) and not shown[place].rows.rowCount():
            place += by
        if 0 <= place < len(shown):
            row = min(self.lists[lane].currentIndex().row(), shown[place].rows.rowCount() - 1)
            shown[place].setFocus()
            shown[place].setCurrentIndex(shown[place].rows.index(max(0, row)))

    def _on_carry(self, lane: str, key: str, by: int) -> None:
        """Alt with an arrow carries the finding to the lane beside; back to "not triaged" there is no way."""
        place = LANES.index(lane) + by
        if 1 <= place < len(LANES):
            self.moveRequested.emit(key, LANES[place])
