"""Figures and names as the analyses' sentences write them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date


def percent(share: float) -> str:
    """`31 %`."""
    return f"{round(100 * share)} %"


def whole_percent(share: float) -> int:
    """A share of what was counted in whole percent; never rounded to 0 or 100 unless it is that."""
    return min(max(round(100 * share), 1 if share > 0 else 0), 99 if share < 1 else 100)


def signed(value: float) -> str:
    """`+0.31`, `−0.09`."""
    return f"{value:+.2f}".replace("-", "−")


def figure(value: float) -> str:
    """`0.31`, `−0.09`."""
    return f"{round(value, 2) + 0.0:.2f}".replace("-", "−")  # what rounds to nothing has no sign


def halves(count: float) -> str:
    """`6`, `6½`, `½`: a count of wholes and halves."""
    whole, half = divmod(count, 1)
    return (f"{whole:.0f}" if whole or not half else "") + ("½" if half else "")


def day_text(ordinal: int) -> str:
    """`14 Nov 2026`, of a proleptic ordinal day; `%-d` would not do on Windows."""
    day = date.fromordinal(ordinal)
    return f"{day.day} {day:%b %Y}"


def counted(number: int, noun: str) -> str:
    """`1 journey`, `2 journeys`, `10,000 journeys`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def spoken(name: str) -> str:
    """A column's name as a sentence takes it: spaces for underscores."""
    return " ".join(name.replace("_", " ").split())


def listed(names: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    said = [spoken(name) for name in names]
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"


def upper(text: str) -> str:
    """The text with a capital at its beginning."""
    return text[:1].upper() + text[1:]
