"""Before a journey goes for good: what goes, that it cannot be undone, and two steps to mean it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QLineEdit, QVBoxLayout, QWidget

from ..widgets.fitting import fit_height
from ..widgets.parts import button, label, named, row
from .retention_dialog import Kept, names

_GOES = (
    "Everything recorded goes: moments, words, ratings, findings, who was told of them and what was committed to, the "
    "history of edits, figures, what the search knows, and photos and files that no other journey has. Backups that "
    "have it are written anew without it; one that cannot be read is deleted."
)
_STAYS = (
    "Only that a journey was purged, when and why stays in a list. What you exported or copied elsewhere stays too: "
    "delete it yourself."
)
_TICK = "I know that this cannot be undone"


class PurgeDialog(QDialog):
    """Enter alone leaves everything as it is; `reason` is for the list of purges."""

    def __init__(self, journeys: Sequence[Kept], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("purgeDialog")
        self.setWindowTitle("Purge")
        self.resize(560, 380)
        one = len(journeys) == 1
        self._reason = named(QLineEdit(), "purge.reason", "Why, for the list of purges")
        self._reason.setPlaceholderText("Why, for the list of purges (may be left empty; name nobody)")
        self.tick = named(QCheckBox(_TICK), "purge.tick", _TICK)
        self.go = button(f"Purge {'it' if one else f'all {len(journeys)}'}", "danger", name="purge.go", on=self.accept)
        self.go.setAutoDefault(False)
        self.go.setEnabled(False)
        self.tick.toggled.connect(self.go.setEnabled)
        keep = button("Keep it" if one else "Keep them", "primary", name="purge.keep", on=self.reject)
        keep.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(12)
        question = "Purge this journey for good?" if one else f"Purge these {len(journeys)} journeys for good?"
        layout.addWidget(label(question, "title", wrap=True))
        layout.addWidget(label(names(journeys), "strong", wrap=True))
        layout.addWidget(label(_GOES, wrap=True))
        layout.addWidget(label(_STAYS, "quiet", wrap=True))
        layout.addWidget(self._reason)
        layout.addWidget(self.tick)
        layout.addStretch(1)
        layout.addLayout(row(None, self.go, keep))
        keep.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """As high as its words need."""
        super().showEvent(event)
        fit_height(self, least=self.height())

    @property
    def reason(self) -> str:
        """What was written."""
        return " ".join(self._reason.text().split())
