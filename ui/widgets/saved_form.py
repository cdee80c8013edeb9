"""A form of fields that store themselves: flushed, given back and locked together."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from .saved_text import SavedLine, SavedText

SavedField = SavedLine | SavedText


class SavedForm(QWidget):
    """Whatever such fields stand in it, however deep."""

    def flush(self) -> None:
        """Send everything that was typed."""
        for field in saved_fields(self):
            field.draft.flush()

    def refused(self) -> None:
        """The last edit was dropped: what was typed stays, to be sent again."""
        for field in saved_fields(self):
            field.draft.refused()

    def set_locked(self, locked: bool) -> None:
        """Only to be read, or to be filled in."""
        for field in saved_fields(self):
            field.setReadOnly(locked)


def saved_fields(page: QWidget) -> list[SavedField]:
    """All such fields below a widget."""
    return [*page.findChildren(SavedLine), *page.findChildren(SavedText)]
