"""What the story shows of a record in figures: computed on the reader, shown as it comes."""

from __future__ import annotations

from collections.abc import Mapping
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
    from mysteryshop.analysis.shown import shown

    text = shown(metric, value, names).removesuffix(" per hour")
    return Line(metric.field, metric.label, text, _UNITS.get(metric.unit, metric.unit), metric.tooltip)


_UNITS = {"s": "duration", "list of s": "durations", "share": "share", "list": "per touchpoint", "-2..+2": "−2 to +2"}
