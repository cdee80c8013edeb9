"""What the story shows of a record in figures: computed on the reader, shown as it comes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mysteryshop.journey import Instant, Record

if TYPE_CHECKING:  # on the reader only
    from mysteryshop.analysis.metrics import Metric


@dataclass(frozen=True, slots=True)
class Card:
    """One of the six figures: what page one of the report shows."""

    figure: str
    label: str
    warn: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One metric as it is read: its value is ready, a dash where it is undefined."""

    field: str
    label: str
    value: str
    unit: str
    tooltip: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that has to be computed for the screen."""

    record: Record
    cards: tuple[Card, ...]
    lines: tuple[Line, ...]
    proposed: str  # a headline from the data, for a journey without one
    walked: tuple[int, int]  # touchpoints visited of those planned


def read(record: Record, now: Instant) -> Reading:
    """Compute it; for a worker thread."""
    from mysteryshop.analysis import conformance, headline
    from mysteryshop.analysis.metrics import METRICS
    from mysteryshop.report.cards import cards
    from mysteryshop.report.material import Material

    material = Material(record, now)
    counts = conformance.counted(record)
    names = {t.key: t.name for t in record.template.touchpoints}
    return Reading(
        record,
        tuple(Card(card["figure"], card["label"], bool(card["warn"])) for card in cards(material)),
        tuple(_line(metric, material.metrics[metric.field], names) for metric in METRICS),
        headline.propose(record),
        (counts.planned - counts.missing, counts.planned),
    )


def _line(metric: Metric, value: Any, names: Mapping[str, str]) -> Line:
    write = _GAPS if metric.field == "expectation_gaps" else _WRITERS.get(metric.unit, _plain)
    text = "–" if value is None or value in ([], {}) else write(value, names)
    return Line(metric.field, metric.label, text, _UNITS.get(metric.unit, metric.unit), metric.tooltip)


def _plain(value: Any, _names: Mapping[str, str]) -> str:
    from mysteryshop.report.wording import decimal

    return decimal(float(value)) if isinstance(value, float) else str(value)


def _seconds(value: Any, _names: Mapping[str, str]) -> str:
    from mysteryshop.report.wording import duration

    return duration(float(value))


def _several_seconds(value: Any, names: Mapping[str, str]) -> str:
    return ", ".join(_seconds(each, names) for each in value)


def _share(value: Any, _names: Mapping[str, str]) -> str:
    from mysteryshop.report.wording import percent

    return percent(float(value))


def _feeling(value: Any, _names: Mapping[str, str]) -> str:
    from mysteryshop.report.wording import signed

    return signed(float(value))


def _counts(value: Any, _names: Mapping[str, str]) -> str:
    return "  ".join(f"{count} of {level}" for level, count in value.items() if count) or "none"


def _shares(value: Any, names: Mapping[str, str]) -> str:
    return ", ".join(f"{role} {_share(share, names)}" for role, share in value.items())


def _gaps(value: Any, names: Mapping[str, str]) -> str:
    return "; ".join(_gap(gap, names) for gap in value)


def _gap(gap: Mapping[str, Any], names: Mapping[str, str]) -> str:
    from mysteryshop.report.wording import MINUS, signed

    parts = []
    if gap["wait_s"] is not None:
        minutes = round(gap["wait_s"] / 60)
        parts.append(f"wait {'+' if minutes > 0 else MINUS if minutes < 0 else ''}{abs(minutes)} min")
    if gap["contacts"] is not None:
        parts.append(f"told {signed(gap['contacts'])}")
    if gap["emotion"] is not None:
        parts.append(f"feeling {signed(gap['emotion'])}")
    return f"{names.get(gap['touchpoint'], gap['touchpoint'])}: {', '.join(parts) or 'not walked'}"


Writer = Callable[[Any, Mapping[str, str]], str]
_GAPS: Writer = _gaps
_WRITERS: Mapping[str, Writer] = {
    "s": _seconds,
    "list of s": _several_seconds,
    "share": _share,
    "-2..+2": _feeling,
    "counts": _counts,
    "share by role": _shares,
}
_UNITS = {"s": "duration", "list of s": "durations", "share": "share", "list": "per touchpoint", "-2..+2": "−2 to +2"}
