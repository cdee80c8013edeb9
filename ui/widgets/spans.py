"""A length of time as people write it: 10m, 90s, 1h30m, or plain minutes."""

from __future__ import annotations

from PySide6.QtCore import Signal

from mysteryshop.notation import duration_text, read_duration

from .saved_text import SavedLine

EXPECTED = "A length of time such as 10m or 1h30m"


class SpanLine(SavedLine):
    """`spanKept` carries seconds, or None where the field was emptied; words that are no span stay and are marked."""

    spanKept = Signal(object)  # int, or None
    keeps_on_pause = False

    def __init__(self, name: str, accessible: str, hint: str = "10m") -> None:
        super().__init__(name, accessible, hint)
        self.setMaximumWidth(140)
        self.setToolTip(EXPECTED)
        self.kept.connect(self._on_kept)

    def begin(self, seconds: int | None) -> None:
        """Start on another length."""
        self.draft.begin(_text(seconds))
        self.mark("")

    def show_span(self, seconds: int | None, quiet: bool) -> None:
        """Follow the record."""
        self.draft.show(_text(seconds), quiet)
        if not self.draft.dirty:
            self.judge("")

    def _on_kept(self, words: str) -> None:
        seconds = read_span(words)
        good = seconds is not None or not words.strip()
        self.judge("" if good else EXPECTED)
        if good:
            self.spanKept.emit(seconds)
        else:
            self.draft.refused()


def read_span(words: str) -> int | None:
    """Seconds; plain digits are minutes. None where it is no length of time."""
    text = words.strip()
    if text.isascii() and text.isdigit() and len(text) < 5:
        return int(text) * 60
    seconds = read_duration(text)
    return seconds if seconds is None or seconds >= 0 else None


def _text(seconds: int | None) -> str:
    return "" if seconds is None else duration_text(seconds)
