"""The foot of the debrief: back, what the keys do, and the way on by its name."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton

from ..widgets.parts import button, label, row
from .step_list import StepModel

LAST = "finalise"
_KEYS = "Enter goes on  ·  Ctrl+Enter next step  ·  Ctrl+Z takes back"


class WayOn(QFrame):
    """`onRequested` and `backRequested`; the last step has its own way on."""

    onRequested = Signal()
    backRequested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "foot")
        self.on: QPushButton = button("", "primary", name="debrief.next", tip="Ctrl+Enter", on=self.onRequested.emit)
        self.back: QPushButton = button("Back", name="debrief.back", tip="Ctrl+PgUp", on=self.backRequested.emit)
        foot = row(self.back, label(_KEYS, "small", wrap=True), self.on, margin=12)
        foot.setStretch(1, 1)  # the hint takes a second line before the button's words are cut
        self.setLayout(foot)

    def show_way(self, steps: StepModel, ident: str) -> None:
        """From that step to the next one with something left."""
        following = steps.following(ident)
        self.back.setEnabled(steps.place(ident) > 0)
        self.on.setVisible(ident != LAST)
        self.on.setText(f"Next: {following.label}" if following is not None else "Next")
