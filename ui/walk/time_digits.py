"""Digits that were feelings when they were pressed, and turn out to begin a time: 1, 0, colon."""

from __future__ import annotations

from mysteryshop.clock import Stamp

_TOGETHER_US = 3_000_000  # from one key to the next, of a hand that types a time


class TimeDigits:
    """Remembers the last digits, with the moments that they made."""

    def __init__(self) -> None:
        self._pressed: list[tuple[str, str, Stamp]] = []  # the digit, its moment ("" of an echo), when

    def add(self, digit: str, moment: str, at: Stamp) -> None:
        """A digit was pressed; `moment` is what it made."""
        self._pressed = [*self._recent(at), (digit, moment, at)][-2:]

    def clear(self) -> None:
        """Another key was pressed."""
        self._pressed.clear()

    def take(self, text: str, at: Stamp) -> tuple[str, Stamp, tuple[str, ...]]:
        """The digits in front of `text` where they begin a time with it, the line's stamp, and their moments."""
        recent = self._recent(at)
        self._pressed = []
        digits = "".join(digit for digit, _, _ in recent)
        if not recent or not _begins_time(digits + text):
            return "", at, ()
        return digits, recent[0][2], tuple(moment for _, moment, _ in recent if moment)

    def _recent(self, at: Stamp) -> list[tuple[str, str, Stamp]]:
        kept: list[tuple[str, str, Stamp]] = []
        later = at.at
        for digit, moment, when in reversed(self._pressed):
            if later - when.at > _TOGETHER_US:
                break
            kept.insert(0, (digit, moment, when))
            later = when.at
        return kept


def _begins_time(text: str) -> bool:
    """Whether a time of day can begin so: 1:, 10, 23:."""
    hours = text.rstrip(":")
    return hours.isdigit() and len(hours) <= 2 and int(hours) < 24 and (text.endswith(":") or len(hours) == 2)
