"""When a moment happened: a time of day, or how far to move it: -5m."""

from __future__ import annotations

from PySide6.QtCore import Signal

from mysteryshop.clock import local
from mysteryshop.journey import SECOND, Instant
from mysteryshop.notation import ClockTime, NotUnderstood, read_clock, read_duration
from mysteryshop.notation.when import last_time, next_time

from .saved_text import SavedLine

EXPECTED = "A time such as 10:42, or how far to move it, such as -5m"


class MomentTime(SavedLine):
    """`timeKept` carries the instant meant: of a time of day the one nearest to where the moment stands."""

    timeKept = Signal(object)  # Instant
    keeps_on_pause = False

    def __init__(self, name: str) -> None:
        super().__init__(name, "When it happened", "10:42 or -5m")
        self.setToolTip(EXPECTED)
        self._at: Instant = 0
        self._zone = "UTC"
        self.kept.connect(self._on_kept)

    def begin(self, at: Instant, zone: str) -> None:
        """Start on another moment."""
        self._at, self._zone = at, zone
        self.draft.begin(self._text())
        self.mark("")

    def show_time(self, at: Instant, zone: str, quiet: bool) -> None:
        """Follow the record."""
        self._at, self._zone = at, zone
        self.draft.show(self._text(), quiet)
        if not self.draft.dirty:
            self.judge("")

    def _text(self) -> str:
        return f"{local(self._at, self._zone):%H:%M:%S}"

    def _on_kept(self, words: str) -> None:
        at = moved(words, self._at, self._zone)
        self.judge("" if at is not None else EXPECTED)
        if at is None:
            self.draft.refused()
        else:
            self.timeKept.emit(at)


def moved(words: str, at: Instant, zone: str) -> Instant | None:
    """The instant that is meant; None where it is no time."""
    text = words.strip().lstrip("@")
    clock = read_clock(text)
    if clock is not None:
        return _nearest(clock, at, zone)
    seconds = read_duration(text)
    return None if seconds is None else at + seconds * SECOND


def _nearest(clock: ClockTime, at: Instant, zone: str) -> Instant | None:
    try:
        return min((last_time(clock, at, zone), next_time(clock, at, zone)), key=lambda t: abs(t - at))
    except NotUnderstood:
        return None
