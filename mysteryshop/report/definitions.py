"""Every metric with its value on this journey and what it means; an undefined one says why it has none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mysteryshop.analysis.metrics import METRICS, Metric
from mysteryshop.report.material import Material
from mysteryshop.report.plain import shortened, within
from mysteryshop.report.wording import DASH, decimal, duration, percent, signed
from mysteryshop.vocabulary import RATINGS

_FEELINGS = ("emotion_worst", "emotion_peak", "emotion_end", "emotion_peak_end", "emotion_mean")
_WHY = {
    "message_quality": "no message was graded",
    "proactive_share": "nobody told me anything",
    "chase_ratio": "there was no contact",
    "promise_reliability": "no promise was due",
    "estimate_errors_s": "nothing was promised or estimated that came",
    "unexplained_wait_share": "no wait says whether it was explained",
    "expectation_gaps": "nothing was expected of a touchpoint",
    "refuted_share": "no assumption was judged",
    "brier": "no assumption with a confidence was judged",
    "all_in_share": "no finding says who benefits",
    "all_in_both_share": "no finding says who benefits",
    "listening_share": "no listening was timed",
    **dict.fromkeys(_FEELINGS, "no feeling was noted"),
}  # fmt: skip


def definitions(material: Material) -> list[dict[str, str]]:
    """One row a metric, in the order of METRICS; ratings have a table of their own."""
    rated = {rating.id for rating in RATINGS}
    return [_row(metric, material.metrics[metric.field]) for metric in METRICS if metric.field not in rated]


def _row(metric: Metric, value: Any) -> dict[str, str]:
    defined = value is not None and value not in ([], {})
    meaning = metric.tooltip if defined else f"{metric.tooltip} Here: {_why(metric)}."
    return {"label": metric.label, "value": _WRITE[metric.unit](value) if defined else DASH, "meaning": meaning}


def _why(metric: Metric) -> str:
    return _WHY.get(metric.field, "the journey has no length")


def _counts(value: dict[str, int]) -> str:
    return ", ".join(str(count) for count in value.values())


def _shares(value: dict[str, float]) -> str:
    most = sorted(value.items(), key=lambda item: -item[1])[:5]
    return ", ".join(f"{within(shortened(name, 30))} {percent(share)}" for name, share in most)


_WRITE: dict[str, Callable[[Any], str]] = {
    "s": duration,
    "count": decimal,
    "per hour": decimal,
    "share": percent,
    "severity": decimal,
    "1-5": decimal,
    "0-1": decimal,
    "-2..+2": signed,
    "counts": _counts,
    "list": lambda value: str(len(value)),
    "list of s": lambda value: ", ".join(_late(v) for v in value[:6]) + (" …" if len(value) > 6 else ""),
    "share by role": _shares,
}


def _late(seconds: float) -> str:
    return f"{'+' if seconds > 0 else ''}{duration(seconds)}"
