"""What else can be done with a journey whose story is told: one menu below one button."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from ..widgets.parts import button


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the menu; without words it is a hairline."""

    name: str = ""
    words: str = ""


ENTRIES = (
    Entry("copyNotes", "Copy as field notes"),
    Entry("saveNotes", "Save field notes…"),
    Entry("handOn", "Hand on…"),
    Entry("mirror", "Mirror: how they saw it…"),
    Entry(),
    Entry("keepUntil", "Keep until…"),
    Entry("purge", "Purge…"),
)


class StoryMenu(QMenu):
    """`act` says what each entry does; tests and scripts find an entry as `story.NAME`."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.button: QPushButton = button(
            "More ▾", name="story.notes", tip="Field notes, handing on, the mirror, keeping", on=self._open
        )
        self.entries: dict[str, QAction] = {}
        for entry in ENTRIES:
            if not entry.words:
                self.addSeparator()
                continue
            action = self.addAction(entry.words)
            action.setObjectName(f"story.{entry.name}")
            self.entries[entry.name] = action

    def act(self, name: str, do: Callable[[], object]) -> None:
        """Do this when the entry is chosen."""
        self.entries[name].triggered.connect(lambda _checked=False: do())

    def _open(self) -> None:
        self.popup(self.button.mapToGlobal(QPoint(0, self.button.height() + 2)))
