"""Which findings the board shows: chips for what they can be chosen by, and words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QMargins, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from mysteryshop.analysis.board.found import Wanted

from ..pause import pause
from ..widgets.choice_chip import CHIP, ChoiceChip
from ..widgets.flow import FlowLayout
from ..widgets.parts import button, named
from .arranging import Arranged

_PAUSE_MS = 150
_WORDS = 300  # pixels
_FIELDS = (
    ("template", "Template", "all"),
    ("relationship", "As", "everyone"),
    ("leader", "Leader", "all"),
    ("owner", "Owner", "all"),
    ("state", "State", "any"),
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
        self.chips = {name: ChoiceChip(f"findings.{name}", words, all_) for name, words, all_ in _FIELDS}
        self.overdue = button("Overdue", "chip", name="findings.overdue", tip="Past its date, or to be walked again")
        self.overdue.setCheckable(True)
        self.clear = button("Clear", "link", name="findings.clear", on=self.reset)
        self._typed = pause(self, _PAUSE_MS, lambda: self._change(text=self.words.text()))
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

    def show_choices(self, shown: Arranged) -> None:
        """Offer what there is, with how many findings each has."""
        for name, chip in self.chips.items():
            chip.show_choices(getattr(self.wanted, name), shown.choices[name])
        self.overdue.setText(f"Overdue {shown.late:,}")
        self.overdue.setChecked(self.wanted.overdue)
        self.clear.setVisible(self.wanted != Wanted())

    def reset(self) -> None:
        """Show all findings again."""
        self.words.clear()
        self._typed.stop()
        self.wanted = Wanted()
        self.changed.emit(self.wanted)

    def _change(self, **fields: Any) -> None:
        wanted = replace(self.wanted, **fields)
        if wanted != self.wanted:
            self.wanted = wanted
            self.changed.emit(wanted)
