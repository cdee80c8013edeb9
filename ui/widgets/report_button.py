"""A button that asks where a report is to go."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from .saving import PDF, ask_where


class ReportButton(QPushButton):
    """`wanted(Path)` once a place was chosen; a name without an ending gets `.pdf`."""

    wanted = Signal(object)

    def __init__(self, name: str, proposed: str, tip: str) -> None:
        super().__init__("Report")
        self.setObjectName(name)
        self.setToolTip(tip)
        self._proposed = proposed
        self.clicked.connect(self._ask)

    def _ask(self) -> None:
        path = ask_where(self, "Save the report", self._proposed, PDF)
        if path is not None:
            self.wanted.emit(path)
