"""Lengths in words."""

from __future__ import annotations


def spoken(seconds: float) -> str:
    """A duration in two units at most, rounded: "45 s", "43 min", "3 h 5 min", "2 d 4 h"; none at all is "0 min"."""
    whole = round(seconds)
    if 0 < whole < 60:
        return f"{whole} s"
    minutes = round(seconds / 60)
    if minutes < 120:
        return f"{minutes} min"
    if minutes < 2 * 24 * 60:
        return " ".join(p for p in (f"{minutes // 60} h", part(minutes % 60, "min")) if p)
    hours = round(seconds / 3600)
    return " ".join(p for p in (f"{hours // 24} d", part(hours % 24, "h")) if p)


def part(value: float, unit: str) -> str:
    """So much of a unit; "" where there is none of it."""
    return f"{int(value)} {unit}" if value >= 1 else ""
