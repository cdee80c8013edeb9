"""A metric's value as people read it: one format a unit, a dash where it is undefined."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from mysteryshop.clock import hms

DASH = "–"
MINUS = "−"


class Measured(Protocol):
    """What has a unit: a metric, or a column of figures."""

    @property
    def unit(self) -> str:
        """The unit."""


def shown(metric: Measured, value: Any) -> str:
    """The value with its unit; lists and counts by name in one line."""
    if value is None or value in ([], {}):
        return DASH
    return _FORMATS.get(metric.unit, _number)(value)


def _number(value: Any) -> str:
    if not isinstance(value, float) or value.is_integer():
        return _signed(str(int(value)))
    return _signed(f"{value:.2f}")


def _signed(text: str) -> str:
    return text.replace("-", MINUS)


def _share(value: Any) -> str:
    return f"{100 * value:.0f} %"


def _duration(value: Any) -> str:
    return _signed(hms(value))


def _rate(value: Any) -> str:
    return f"{value:.1f} per hour"


def _by_name(each: Callable[[Any], str]) -> Callable[[Mapping[str, Any]], str]:
    return lambda values: ", ".join(f"{name}: {each(value)}" for name, value in values.items())


def _gaps(gaps: list[Mapping[str, Any]]) -> str:
    return "; ".join(f"{gap['touchpoint']} {', '.join(_gap(gap)) or DASH}" for gap in gaps)


def _gap(gap: Mapping[str, Any]) -> list[str]:
    words = (("wait_s", "wait", _duration), ("contacts", "contacts", _number), ("emotion", "feeling", _number))
    return [f"{word} {_plus(gap[name], each)}" for name, word, each in words if gap[name] is not None]


def _plus(value: float, each: Callable[[Any], str]) -> str:
    return ("+" if value > 0 else "") + each(value)


_FORMATS: Mapping[str, Callable[[Any], str]] = {
    "s": _duration,
    "share": _share,
    "per hour": _rate,
    "list of s": lambda values: ", ".join(map(_duration, values)),
    "-2..+2": lambda value: _plus(value, _number),
    "counts": _by_name(_number),
    "share by role": _by_name(_share),
    "list": _gaps,
}
