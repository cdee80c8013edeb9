"""A time as people write it: 10:42, 10:42:30, or 15m after the moment it belongs to."""

from __future__ import annotations

from PySide6.QtCore import Signal

from mysteryshop.journey import Instant
from mysteryshop.notation.when import read_when, when_text

from .saved_text import SavedLine

EXPECTED = "A time such as 10:42, or a span such as 15m"


class TimeField(SavedLine):
    """`instantKept(instant or None)` says what was meant; words that are no time stay and are marked."""

    instantKept = Signal(object)  # Instant, or None where the field was emptied
    keeps_on_pause = False

    def __init__(self, name: str, accessible: str, hint: str = "10:42 or 15m") -> None:
        super().__init__(name, accessible, hint)
        self.setMaximumWidth(140)
        self.setToolTip(EXPECTED)
        self._after: Instant = 0
        self._zone = "UTC"
        self.kept.connect(self._on_kept)

    def begin_at(self, after: Instant, zone: str, value: Instant | None) -> None:
        """Show an instant that lies at or after `after`, as the clocks in `zone` show it."""
        self._after, self._zone = after, zone
        self.draft.begin(self._text(value))
        self.mark("")

    def show_at(self, after: Instant, zone: str, value: Instant | None, quiet: bool) -> None:
        """Follow the record."""
        self._after, self._zone = after, zone
        self.draft.show(self._text(value), quiet)
        if not self.draft.dirty:
            self.judge("")

    def _text(self, value: Instant | None) -> str:
        return "" if value is None else when_text(value, self._after, self._zone)

    def _on_kept(self, words: str) -> None:
        if not words.strip():
            self.judge("")
            self.instantKept.emit(None)
            return
        when = read_when(words)
        self.judge("" if when is not None else EXPECTED)
        if when is None:
            self.draft.refused()
        else:
            self.instantKept.emit(when.after(self._after, self._zone))
