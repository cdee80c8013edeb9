"""Asks how the events of a log become journeys: what there is to see of it, and what of it was told to the customer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from .widgets.parts import button, label, row
from .widgets.told import telling, told_field


class ToldDialog(QDialog):
    """`accepted` with what is chosen; Cancel and Esc leave everything as it was."""

    def __init__(self, name: str, part: str, where: str, parent: QWidget | None) -> None:
        """`name` and `part` are how tests find it and what is in it; `where` the activities stand, in words."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle("Import an event log")
        self._part, self._where = part, where
        self.told = told_field(f"{part}Told")
        self.telling = label("", "small", wrap=True, name=f"{part}Telling")
        self.take = button("Import", "primary", name=f"{part}Import", on=self.accept)

    def names(self) -> Sequence[str]:
        """The activities among which what was told is looked for."""
        raise NotImplementedError

    def lay_out(self, asks: str, says: str, there: QWidget) -> None:
        """The question, what follows from the answer, what there is, and what was told."""
        self.take.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(12)
        layout.addWidget(label(asks, "title", wrap=True))
        layout.addWidget(label(says, "quiet", wrap=True))
        layout.addWidget(there, 1)
        layout.addLayout(row(label("Told", "strong"), self.told, spacing=12))
        layout.addWidget(self.telling)
        layout.addLayout(row(None, button("Cancel", name=f"{self._part}Cancel", on=self.reject), self.take))
        self.told.textChanged.connect(lambda _: self.tell())

    def tell(self) -> None:
        """Say what the words find; nothing is imported that finds nothing."""
        words, some = telling(self.told.text(), self.names(), self._where)
        self.telling.setText(words)
        self.take.setEnabled(some)
