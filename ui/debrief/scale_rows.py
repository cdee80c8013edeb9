"""Questions answered on a scale, one below the other: a label, the scale, and a way to leave it out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from mysteryshop.analysis import debrief
from mysteryshop.journey import Record

from ..widgets.choice import ChoiceRow, Option
from ..widgets.parts import label, row


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: its key in the answers, its words, and what its ends mean."""

    key: str
    label: str
    options: tuple[Option, ...]
    low: str = ""
    high: str = ""
    more: str = ""
    width: int = 38


class ScaleRow(QFrame):
    """`answered("")` takes the answer back; `settled` says that it was not asked of the leader."""

    answered = Signal(str)
    settled = Signal(bool)

    def __init__(self, asked: Asked, leave_out: str) -> None:
        super().__init__()
        self.asked = asked
        self.choice = ChoiceRow(asked.key, asked.label, asked.options, width=asked.width)
        self.choice.chosen.connect(self._on_chosen)
        self.leave = QPushButton(leave_out)
        self.leave.setObjectName(f"{asked.key}.leave")
        self.leave.setAccessibleName(f"{asked.label}: {leave_out}")
        self.leave.setProperty("role", "chip")
        self.leave.setCheckable(True)
        self.leave.clicked.connect(self.settled)
        ends = f"{asked.low}  –  {asked.high}" if asked.low else asked.more
        head = row(label(asked.label, "strong", wrap=False), label(ends, "small", wrap=True), spacing=12)
        head.setStretch(1, 1)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.choice, 1)
        line.addWidget(self.leave, 0, Qt.AlignmentFlag.AlignVCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addLayout(line)
        if not leave_out:
            self.leave.hide()

    def show_record(self, record: Record) -> None:
        """Show what is stored."""
        self.choice.show_value(record.answers.get(self.asked.key, ""))
        self.leave.setChecked(debrief.settled(record, self.asked.key))

    def _on_chosen(self, value: str) -> None:
        if value and self.leave.isChecked():
            self.settled.emit(False)
        self.answered.emit(value)


def scale_card(asked: Iterable[Asked], leave_out: str) -> tuple[QFrame, list[ScaleRow]]:
    """A card with one row a question."""
    rows = [ScaleRow(each, leave_out) for each in asked]
    card = QFrame()
    card.setProperty("role", "card")
    layout = QVBoxLayout(card)
    layout.setContentsMargins(20, 14, 20, 12)
    layout.setSpacing(8)
    for each in rows:
        layout.addWidget(each)
    return card, rows
