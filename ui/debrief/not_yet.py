"""What stands where a debrief will be: the walk is not over, and the way back to it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mysteryshop.journey import Record

from ..widgets.parts import button, label

_WORDS = {
    "planned": (
        "This journey has not been walked yet.",
        "Walk it first; the debrief waits at its end.",
        "Go to the walk",
    ),
    "walking": (
        "The walk is still under way.",
        "Finish it first; what you marked on the way is described here.",
        "Back to the walk",
    ),
}


class NotYet(QWidget):
    """A sentence, what to do, and the button that does it."""

    walkRequested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("debrief.notYet")
        self.title = label("", "display", wrap=True)
        self.words = label("", "quiet", wrap=True)
        self.walk = button("", "primary", name="debrief.walk", on=self.walkRequested.emit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(48, 48, 48, 48)
        layout.setSpacing(12)
        layout.addStretch(1)
        layout.addWidget(self.title)
        layout.addWidget(self.words)
        layout.addWidget(self.walk, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(2)

    def show_record(self, record: Record) -> None:
        """Say why there is nothing to debrief yet."""
        title, words, walk = _WORDS.get(record.journey.state, _WORDS["walking"])
        self.title.setText(title)
        self.words.setText(words)
        self.walk.setText(walk)
