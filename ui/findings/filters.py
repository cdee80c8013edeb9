"""Which findings the board shows: chips for what they can be chosen by, and words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QMargins, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from mysteryshop.analysis.board.found import STATES, Board, Found, Wanted
from mysteryshop.vocabulary import RELATIONSHIPS, by_id

from ..compare.chips import CHIP, Choice, ChoiceChip
from ..widgets.flow import FlowLayout
from ..widgets.parts import button, named

_PAUSE_MS = 150
_WORDS = 300  # pixels
_FIELDS: tuple[tuple[str, str, str, Callable[[Found], str]], ...] = (
    ("template", "Template", "all", lambda f: f.walk.template),
    ("relationship", "As", "everyone", lambda f: f.walk.relationship),
    ("leader", "Leader", "all", lambda f: f.walk.leader),
    ("owner", "Owner", "all", lambda f: f.owner),
    ("state", "State", "any", lambda f: f.state),
)


class FilterBar(QWidget):
    """`changed` carries what is wanted now."""

    changed = Signal(object)  # Wanted

    def __init__(self) -> None:
        super().__init__()
        self.wanted = Wanted()
        self.words = named(QLineEdit(), "findings.search", "Search the findings")
        self.words.setPlaceholderText("Search the findings   Ctrl+F")
        self.words.setClearButtonEnabled(True)
        self.words.setFixedWidth(_WORDS)
        self.chips = {name: ChoiceChip(f"findings.{name}", words, all_) for name, words, all_, _ in _FIELDS}
        self.overdue = button("Overdue", "chip", name="findings.overdue", tip="Past its date, or to be walked again")
        self.overdue.setCheckable(True)
        self.clear = button("Clear", "link", name="findings.clear", on=self.reset)
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(_PAUSE_MS)
        self._typed.timeout.connect(lambda: self._change(text=self.words.text()))
        self.words.textChanged.connect(lambda _: self._typed.start())
        self.overdue.clicked.connect(lambda on: self._change(overdue=on))
        flow = FlowLayout(QMargins(0, 0, 0, 0), 6)
        flow.addWidget(self.words)
        for name, chip in self.chips.items():
            chip.setMinimumHeight(CHIP)
            chip.chosen.connect(lambda value, field=name: self._change(**{field: value}))
            flow.addWidget(chip)
        for part in (self.overdue, self.clear):
            part.setMinimumHeight(CHIP)
            flow.addWidget(part)
        self.setLayout(flow)
        self.clear.hide()

    def show_board(self, board: Board) -> None:
        """Offer what there is, with how many findings each has."""
        for name, _, _, of in _FIELDS:
            counts = Counter(value for f in board.found if (value := of(f)))
            value = getattr(self.wanted, name)
            self.chips[name].show_choices(value, self._choices(name, board, counts))
        late = sum(f.overdue(board.today) or f.rewalk_due(board.today) for f in board.found)
        self.overdue.setText(f"Overdue {late:,}")
        self.overdue.setChecked(self.wanted.overdue)
        self.clear.setVisible(self.wanted != Wanted())

    def reset(self) -> None:
        """Show all findings again."""
        self.words.clear()
        self._typed.stop()
        self.wanted = Wanted()
        self.changed.emit(self.wanted)

    def _choices(self, name: str, board: Board, counts: Counter[str]) -> Sequence[Choice]:
        if name == "state":
            return [(t.id, t.label, counts[t.id]) for t in STATES if counts[t.id]]
        if name == "relationship":
            return [(v, by_id(RELATIONSHIPS, v).label, n) for v, n in counts.most_common()]
        names = {f.walk.template: f.walk.template_name for f in board.found} if name == "template" else {}
        return [(value, names.get(value, value), n) for value, n in counts.most_common()]

    def _change(self, **fields: Any) -> None:
        wanted = replace(self.wanted, **fields)
        if wanted != self.wanted:
            self.wanted = wanted
            self.changed.emit(wanted)
