"""The six figures of page one. A figure past its limit is shown in warning colours; an undefined one is a dash."""

from __future__ import annotations

from typing import Any

from mysteryshop.charts.durations import HOUR, MINUTE
from mysteryshop.report.material import Material
from mysteryshop.report.wording import DASH, decimal, duration, hours, percent, signed


def cards(material: Material) -> list[dict[str, Any]]:
    """Duration, communications an hour, longest silence, waiting, promises, satisfaction."""
    return [
        _duration(material),
        _communications(material),
        _silence(material),
        _waiting(material),
        _promises(material),
        _satisfaction(material),
    ]


def _card(figure: str, label: str, warn: bool = False) -> dict[str, Any]:
    return {"figure": figure, "label": label, "warn": warn}


def _duration(material: Material) -> dict[str, Any]:
    if not material.walked:
        return _card(DASH, "duration: not walked yet")
    figure, unit = hours(material.timeline.T)
    pauses = ", less pauses" if material.record.pauses else ", door to door"
    return _card(figure, f"{unit}{pauses}" if material.end is not None else f"{unit} so far")


def _communications(material: Material) -> dict[str, Any]:
    return _card(decimal(material.metrics.number("communication_frequency_per_hour")), "communications per hour")


def _silence(material: Material) -> dict[str, Any]:
    seconds, past = material.metrics.number("longest_silence_s"), bool(material.overlong_gaps)
    if seconds is None or seconds < 2 * HOUR:
        return _card(duration(seconds), "longest silence", warn=past)
    figure, unit = hours(seconds)
    minutes = f" ({round(seconds / MINUTE)} min)" if unit == "hours" else ""
    return _card(figure, f"{unit}, longest silence{minutes}", warn=past)


def _waiting(material: Material) -> dict[str, Any]:
    waiting = material.metrics.number("wait_ratio")
    unexplained = material.metrics.number("unexplained_wait_share")
    if not waiting or unexplained is None:
        return _card(percent(waiting), "of the time waiting")
    part = "all of it" if unexplained == 1 else f"{percent(unexplained)} of it" if unexplained else "none of it"
    return _card(percent(waiting), f"waiting, {part} unexplained")


def _promises(material: Material) -> dict[str, Any]:
    kept, due = int(material.metrics["promises_kept"]), int(material.metrics["promises_due"])
    if not due:
        return _card(DASH, "promises kept: none was due")
    return _card(f"{kept} of {due}", "promises kept" if due != 1 else "promise kept", warn=kept < due)


def _satisfaction(material: Material) -> dict[str, Any]:
    rating, feeling = material.record.rating("satisfaction"), material.metrics.number("emotion_end")
    figure = f"{rating} / 10" if rating is not None else DASH
    label = "satisfaction" if rating is not None else "satisfaction: not rated"
    end = f"; {signed(feeling)} felt at the end" if feeling is not None else ""
    return _card(figure, label + end)
