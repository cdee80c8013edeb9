"""Which events of a log of cases are something that the organisation told: asked beside what there is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractItemView, QListWidget, QWidget

from mysteryshop.imports.report import counted

from .log_objects import ChosenObjects
from .told_dialog import ToldDialog
from .widgets.long_words import breakable
from .widgets.parts import named

if TYPE_CHECKING:
    from mysteryshop.imports.trace_logs import TraceLook

_MOST = 1_000  # activities that are listed
_LETTERS = 200  # of a name


class LogToldDialog(ToldDialog):
    """`accepted` with `chosen()`; a trace is the case."""

    def __init__(self, looked: TraceLook, parent: QWidget | None = None) -> None:
        super().__init__("logTold", "trace", "of this log", parent)
        self.resize(640, 480)
        self._look = looked
        self.activities = self._list(looked.activities)
        says = (
            f"{counted(looked.cases, 'case')} with {counted(looked.events, 'event')} of "
            f"{len(looked.activities):,} kinds: each case becomes a journey, each event a visit of the touchpoint "
            "named like its activity."
        )
        self.lay_out(f"What were customers told in {breakable(looked.file)}?", says, self.activities)
        self.tell()
        self.told.setFocus()

    def chosen(self) -> ChosenObjects:
        """What is chosen now."""
        from mysteryshop.imports.logs.looking import holding

        return ChosenObjects("", holding(self.told.text()))

    def names(self) -> Sequence[str]:
        """Those of the log."""
        return self._look.activities

    def _list(self, names: Sequence[str]) -> QListWidget:
        shown = named(QListWidget(), "traceActivities", "Activities")
        shown.setProperty("role", "boxed")
        shown.addItems([name[:_LETTERS] for name in names[:_MOST]])
        shown.setSpacing(2)
        shown.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        return shown
