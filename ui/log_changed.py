"""A log that the app wrote and another program changed: it may be read as any other event log is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from .log_objects import ChosenObjects
from .widgets.long_words import breakable
from .widgets.parts import button, label, row
from .widgets.told import told_field

if TYPE_CHECKING:
    from mysteryshop.imports.own_logs.told import ChangedLog

_SAYS = (
    "It can still be read as the event log of another system is: each case becomes a journey of origin “log”, each "
    "event a visit, a friction too, and such journeys are never compared with walked ones. To have the journeys "
    "themselves back, export them again."
)
_WIDE, _HIGH = 620, 300  # pixels
_TOLD = "communication"  # what the app's own logs call something that was told


class ChangedLogDialog(QDialog):
    """`accepted` with `chosen()`; Cancel and Esc leave everything as it was, and so does Enter."""

    def __init__(self, error: ChangedLog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("logChanged")
        self.setWindowTitle("Import an event log")
        self._cases, file = error.cases, error.file
        self.told = told_field("changedTold", _TOLD)
        take = button("Read it as an event log", name="changedImport", on=self.accept)
        keep = button("Cancel", "primary", name="changedCancel", on=self.reject)
        keep.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(12)
        name = file.name if file is not None else "This log"
        layout.addWidget(label(f"{breakable(name)} cannot be read as journeys", "title", wrap=True))
        layout.addWidget(label(breakable(error.title), "error", wrap=True, name="changedWhy"))
        layout.addWidget(label(_SAYS, "quiet", wrap=True))
        layout.addLayout(row(label("Told", "strong"), self.told, spacing=12))
        layout.addLayout(row(None, take, keep))
        self.resize(_WIDE, max(_HIGH, self.heightForWidth(_WIDE)))
        keep.setFocus()

    def chosen(self) -> ChosenObjects:
        """What its cases are, and what was told."""
        from mysteryshop.imports.logs.looking import holding

        return ChosenObjects(self._cases, holding(self.told.text()))
