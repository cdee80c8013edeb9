"""Which events of a log of cases are something that the organisation told: asked beside what there is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractItemView, QDialog, QLineEdit, QListWidget, QVBoxLayout, QWidget

from mysteryshop.imports.report import counted

from .log_objects import ChosenObjects
from .widgets.long_words import breakable
from .widgets.parts import button, label, named, row
from .widgets.told import HINT, telling

if TYPE_CHECKING:
    from mysteryshop.imports.trace_logs import TraceLook

_MOST = 1_000  # activities that are listed
_LETTERS = 200  # of a name


class LogToldDialog(QDialog):
    """`accepted` with `chosen()`; Cancel and Esc leave everything as it was."""

    def __init__(self, looked: TraceLook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("logTold")
        self.setWindowTitle("Import an event log")
        self.resize(640, 480)
        self._look = looked
        self.told = named(QLineEdit(), "traceTold", "Activities in which the customer was told something")
        self.activities = self._list(looked.activities)
        self.telling = label("", "small", wrap=True, name="traceTelling")
        self.take = button("Import", "primary", name="traceImport", on=self.accept)
        self._build()
        self._show()
        self.told.setFocus()

    def chosen(self) -> ChosenObjects:
        """What is chosen now; a trace is the case."""
        from mysteryshop.imports.logs.looking import holding

        return ChosenObjects("", holding(self.told.text()))

    def _list(self, names: Sequence[str]) -> QListWidget:
        shown = named(QListWidget(), "traceActivities", "Activities")
        shown.setProperty("role", "boxed")
        shown.addItems([name[:_LETTERS] for name in names[:_MOST]])
        shown.setSpacing(2)
        shown.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        return shown

    def _build(self) -> None:
        self.told.setPlaceholderText(HINT)
        self.take.setDefault(True)
        looked = self._look
        says = (
            f"{counted(looked.cases, 'case')} with {counted(looked.events, 'event')} of "
            f"{len(looked.activities):,} kinds: each case becomes a journey, each event a visit of the touchpoint "
            "named like its activity."
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(12)
        layout.addWidget(label(f"What were customers told in {breakable(looked.file)}?", "title", wrap=True))
        layout.addWidget(label(says, "quiet", wrap=True))
        layout.addWidget(self.activities, 1)
        layout.addLayout(row(label("Told", "strong"), self.told, spacing=12))
        layout.addWidget(self.telling)
        layout.addLayout(row(None, button("Cancel", name="traceCancel", on=self.reject), self.take))
        self.told.textChanged.connect(lambda _: self._show())

    def _show(self) -> None:
        words, some = telling(self.told.text(), self._look.activities, "of this log")
        self.telling.setText(words)
        self.take.setEnabled(some)
