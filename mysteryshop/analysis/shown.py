"""A metric's value as people read it: the one format a unit has on screens, in tables and on the command line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from .lengths import spoken
from .wording import whole_percent

DASH = "–"
_RATE = " per hour"
MINUS = "−"
_SEVERITIES = {"1": "cosmetic", "2": "minor", "3": "major", "4": "catastrophe"}
Names = Mapping[str, str]  # of touchpoints, by key


class Measured(Protocol):
    """What has a unit: a metric, or a column of figures."""

    @property
    def unit(self) -> str:
        """The unit."""


def shown(metric: Measured, value: Any, names: Names | None = None) -> str:
    """The value with its unit; lists and counts by name in one line. `names` are those of touchpoints, by key."""
    if value is None or value in ([], {}):
        return DASH
    if metric.unit == "list":
        return _gaps(value, names or {})
    return _FORMATS.get(metric.unit, number)(value)


def between(metric: Measured, low: float, high: float) -> str:
    """`0.2 to 4.9 per hour`, `43 min to 2 h`: the unit once where it is the end of both."""
    return f"{without_rate(shown(metric, low), shown(metric, high))} to {shown(metric, high)}"


def without_rate(first: str, last: str) -> str:
    """The first value without the rate that the last one ends with: it is said once."""
    return first.removesuffix(_RATE) if last.endswith(_RATE) else first


def cell(metric: Measured, value: float) -> str:
    """One number as a table's cell: its head says already that it is per hour; NaN is a dash."""
    return shown(metric, None if value != value else value).removesuffix(_RATE)


def number(value: float) -> str:
    """A figure with two digits after the point below 1, one below 10, none of them idle: "0.56", "3.2", "12"."""
    digits = 2 if abs(value) < 1 else 1 if abs(value) < 10 else 0
    text = f"{abs(value):,.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"{MINUS}{text}" if value < 0 and text.strip("0.,") else text


def signed(value: float) -> str:
    """A feeling or a difference with its sign: "+2", "0", "−1.5"."""
    text = f"{abs(value):.1f}".removesuffix(".0")
    return text if text == "0" else f"{'+' if value > 0 else MINUS}{text}"


def duration(seconds: float) -> str:
    """Two units at most: "43 min", "−3 h 5 min"."""
    return f"{MINUS if round(seconds) < 0 else ''}{spoken(abs(seconds))}"


def _rate(value: float) -> str:
    """One digit after the point; of what is rarer than once in ten hours two that say something: "2.7", "0.034"."""
    if value == 0 or abs(value) >= 0.1:
        return f"{value:.1f}"
    return "< 0.0001" if 0 < value < 0.0001 else f"{float(f'{value:.2g}'):.4f}".rstrip("0")


def share(value: float) -> str:
    """Whole percent; never rounded to 0 or 100 unless it is that."""
    return f"{whole_percent(value)} %"


def _counts(values: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {_SEVERITIES.get(name, name)}" for name, count in values.items() if count) or "none"


def _gaps(gaps: Sequence[Mapping[str, Any]], names: Names) -> str:
    each = ((names.get(gap["touchpoint"], gap["touchpoint"]), _gap(gap)) for gap in gaps)
    return "; ".join(f"{name}: {', '.join(parts) or 'not walked'}" for name, parts in each)


def _gap(gap: Mapping[str, Any]) -> list[str]:
    found = []
    if gap["wait_s"] is not None:
        found.append(f"wait {'+' if gap['wait_s'] > 0 else ''}{duration(gap['wait_s'])}")
    if gap["contacts"] is not None:
        found.append(f"told {signed(gap['contacts'])}")
    if gap["emotion"] is not None:
        found.append(f"feeling {signed(gap['emotion'])}")
    return found


_FORMATS: Mapping[str, Callable[[Any], str]] = {
    "s": duration,
    "share": share,
    "per hour": lambda value: f"{_rate(value)}{_RATE}",
    "list of s": lambda values: ", ".join(map(duration, values)),
    "-2..+2": signed,
    "counts": _counts,
    "share by role": lambda values: ", ".join(f"{name} {share(value)}" for name, value in values.items()),
}
