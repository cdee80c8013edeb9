"""Durations in words and as the ticks of an axis: minutes within the hour, h:mm within two days, then days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mysteryshop.analysis.lengths import part
from mysteryshop.analysis.lengths import spoken as spoken

MINUTE, HOUR, DAY = 60.0, 3600.0, 86400.0
_STEPS = (
    *(1, 2, 5, 10, 15, 30, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE, 30 * MINUTE),
    *(HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 5 * DAY, 10 * DAY, 20 * DAY, 50 * DAY),
)
_BELOW_HM = 5 * MINUTE  # a journey shorter than this is told in m:ss
_ABOVE_HM = 2 * DAY  # and one longer than this in days


@dataclass(frozen=True, slots=True)
class TimeTicks:
    """Where an axis of seconds is ticked, what stands there, and in what unit."""

    positions: tuple[float, ...]  # seconds
    labels: tuple[str, ...]
    unit: str


def time_ticks(seconds: float, most: int) -> TimeTicks:
    """At most `most` round ticks from 0 to `seconds`."""
    step = round_step(seconds, most)
    positions = tuple(step * i for i in range(int(seconds / step + 1e-9) + 1))
    write, unit = _writing(seconds, step)
    return TimeTicks(positions, tuple(write(p) for p in positions), unit)


def round_step(seconds: float, most: int) -> float:
    """The smallest round step that needs no more than `most` ticks."""
    for step in _STEPS:
        if seconds / step <= max(most - 1, 1):
            return float(step)
    step = float(_STEPS[-1])
    while seconds / step > max(most - 1, 1):
        step *= 2
    return step


def _writing(seconds: float, step: float) -> tuple[Callable[[float], str], str]:
    if seconds < _BELOW_HM:
        return (lambda s: f"{int(s // 60)}:{int(s % 60):02d}"), "m:ss"
    if seconds <= _ABOVE_HM:
        return (lambda s: f"{int(s // 3600)}:{int(s % 3600 // 60):02d}"), "h:mm"
    if step < DAY:
        return (lambda s: " ".join(p for p in (part(s // DAY, "d"), part(s % DAY // HOUR, "h")) if p) or "0"), "days"
    return (lambda s: f"{int(s // DAY)} d" if s else "0"), "days"


@dataclass(frozen=True, slots=True)
class Unit:
    """The unit in which the durations of one chart are told."""

    name: str  # on the axis
    short: str  # behind a figure
    seconds: float


def unit_for(longest_s: float) -> Unit:
    """The unit that keeps the longest duration of a chart readable."""
    if longest_s < 180:
        return Unit("seconds", "s", 1.0)
    if longest_s <= 5 * HOUR:
        return Unit("minutes", "min", MINUTE)
    return Unit("hours", "h", HOUR) if longest_s <= 5 * DAY else Unit("days", "d", DAY)


def told(seconds: float, unit: Unit) -> str:
    """A duration beside an axis in that unit: figure and unit, or in two units where one would be too coarse."""
    return spoken(seconds) if unit.seconds >= HOUR else f"{figure_of(seconds, unit)} {unit.short}"


def beside(seconds: float, unit: Unit) -> str:
    """As told(), without the unit where the axis names it."""
    return spoken(seconds) if unit.seconds >= HOUR else figure_of(seconds, unit)


def figure_of(seconds: float, unit: Unit) -> str:
    """The figure alone, in that unit; one decimal where it is below ten and matters."""
    value = seconds / unit.seconds
    return f"{value:.0f}" if value >= 9.95 or abs(value - round(value)) < 0.05 else f"{value:.1f}"


def unit_ticks(longest_s: float, unit: Unit, most: int) -> list[tuple[float, str]]:
    """Round ticks in seconds with their figures in that unit."""
    return [(value * unit.seconds, str(value)) for value in count_ticks(longest_s / unit.seconds, max(2, most))]


def count_ticks(highest: float, most: int) -> list[int]:
    """Whole numbers from 0 up to `highest`, in at most `most` round steps."""
    decades = (10**power for power in range(12))
    step = next(s for d in decades for s in (d, 2 * d, 5 * d) if highest / s <= most)
    return list(range(0, int(highest) + 1, step))
