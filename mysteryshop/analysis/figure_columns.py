"""What of a journey's metrics is one number: the columns of every table that holds journeys side by side.

A metric that is one number is a column of its own name. One that is several is spread over columns, of the shares by
role the largest: who gets it stays with the journey.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from .metrics import METRICS, Metric, Metrics

Value = float | None
METHOD = 3  # raise it whenever a definition changes: what was computed before then counts as out of date


@dataclass(frozen=True, slots=True)
class FigureColumn:
    """One number of each journey; `of` takes it from the journey's metrics, None where it is undefined."""

    field: str
    label: str
    unit: str
    tooltip: str
    of: Callable[[Metrics], Value]


def _plain(metric: Metric) -> FigureColumn:
    return FigureColumn(metric.field, metric.label, metric.unit, metric.tooltip, lambda m: m.number(metric.field))


def _severity(severity: int, word: str) -> FigureColumn:
    return FigureColumn(
        f"friction_severity_{severity}",
        f"Frictions: {word}",
        "count",
        f"Frictions of severity {severity}, {word}.",
        lambda m: float(m["friction_by_severity"][str(severity)]),
    )


def _gap(name: str, label: str, unit: str) -> FigureColumn:
    return FigureColumn(
        f"expectation_gap_{name}",
        f"Gap: {label}",
        unit,
        f"Experienced less expected {label}, mean of the touchpoints for which it was expected.",
        lambda m: _mean([gap[name] for gap in m["expectation_gaps"] if gap[name] is not None]),
    )


def _mean(values: Sequence[float]) -> Value:
    return sum(values) / len(values) if values else None


_SPREAD: Mapping[str, tuple[FigureColumn, ...]] = {
    "estimate_errors_s": (
        FigureColumn(
            "estimate_error_s",
            "Later than promised",
            "s",
            "How much later than promised or estimated, in the mean; below zero is earlier.",
            lambda m: _mean(m["estimate_errors_s"]),
        ),
    ),
    "friction_by_severity": tuple(
        _severity(severity, word)
        for severity, word in enumerate(("cosmetic", "minor", "major", "catastrophe"), start=1)
    ),
    "expectation_gaps": (
        _gap("wait_s", "wait", "s"),
        _gap("contacts", "contacts", "count"),
        _gap("emotion", "feeling", "levels"),
    ),
    "listening_share": (
        FigureColumn(
            "listening_share_most",
            "Listening: most to one",
            "share",
            "The share of the listening time that went to the role listened to most; the journey's figures name it.",
            lambda m: max(m["listening_share"].values()) if m["listening_share"] else None,
        ),
    ),
}
SPREAD: tuple[FigureColumn, ...] = tuple(column for columns in _SPREAD.values() for column in columns)
FIGURE_COLUMNS: tuple[FigureColumn, ...] = tuple(
    column for metric in METRICS for column in _SPREAD.get(metric.field, (_plain(metric),))
)
COLUMN_OF: Mapping[str, FigureColumn] = MappingProxyType({column.field: column for column in FIGURE_COLUMNS})


def figures_of(metrics: Metrics) -> tuple[Any, ...]:
    """The journey's numbers in the order of FIGURE_COLUMNS."""
    return tuple(column.of(metrics) for column in FIGURE_COLUMNS)
