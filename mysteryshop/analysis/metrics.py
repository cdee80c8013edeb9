# ruff: noqa: E501  (a table reads better with one metric a line)
"""The table of metrics: METRICS.md's fields, each with label, unit, tooltip and its one function.

Table columns, CSV columns, the command line's JSON and the tooltips all come from METRICS.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from mysteryshop.journey import Instant, Record
from mysteryshop.vocabulary import RATINGS, RatingTerm

from . import conformance, measures
from .timeline import Timeline


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric: `compute` gives None where it is undefined."""

    field: str
    label: str
    unit: str
    tooltip: str
    compute: Callable[[Timeline], Any]


class Metrics(Mapping[str, Any]):
    """The metrics of one journey by their field names; frozen."""

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = MappingProxyType(dict(values))

    def __getitem__(self, field: str) -> Any:
        return self._values[field]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def number(self, field: str) -> float | None:
        """A metric that is a number, or None where it is undefined."""
        value = self._values[field]
        return None if value is None else float(value)


def _count(name: str) -> Callable[[Timeline], int]:
    return lambda t: int(getattr(conformance.counted(t.record), name))


def _rating(rating: RatingTerm) -> Metric:
    scale = f"{rating.low}-{rating.high}"
    tooltip = f"{rating.label}: {rating.low} {rating.low_label}, {rating.high} {rating.high_label}."
    return Metric(rating.id, rating.label, scale, tooltip, lambda t: t.record.rating(rating.id))


METRICS: tuple[Metric, ...] = (
    Metric("duration_s", "Duration", "s", "From start to end, without pauses.", lambda t: t.T),
    Metric("communications", "Told me", "count", "How often they told me something, asked or not.", lambda t: len(t.communications)),
    Metric("communication_frequency_per_hour", "Communications per hour", "per hour", "How often they told me something, per hour of the journey.", measures.frequency),
    Metric("communications_per_touchpoint", "Communications per touchpoint", "count", "How often they told me something, per planned touchpoint.", measures.per_touchpoint),
    Metric("longest_silence_s", "Longest silence", "s", "The longest time in which nobody told me anything; start and end count.", measures.longest_silence),
    Metric("silence_overrun", "Silence past its limit", "share", "The share of the journey spent in silence past what was promised or planned.", measures.silence_overrun),
    Metric("proactive_share", "Proactive", "share", "The share of what they told me that I had not asked for.", measures.proactive_share),
    Metric("message_quality", "Message quality", "1-5", "The mean message quality of what they told me, where it was graded.", measures.message_quality),
    Metric("chases", "I chased", "count", "How often I had to ask.", lambda t: len(t.chases)),
    Metric("chase_ratio", "Chase ratio", "share", "The share of all contacts, in both directions, that I had to begin.", measures.chase_ratio),
    Metric("promises_due", "Promises due", "count", "Promises whose time has come.", lambda t: len(measures.promises_due(t))),
    Metric("promises_kept", "Promises kept", "count", "Promises kept by their due time.", lambda t: len(measures.promises_kept(t))),
    Metric("promise_reliability", "Promise reliability", "share", "Promises kept by their due time, of those due.", measures.promise_reliability),
    Metric("estimate_errors_s", "Estimate errors", "list of s", "How much later than promised or estimated each one came; below zero is earlier.", measures.estimate_errors),
    Metric("hand_offs", "Hand-offs", "count", "Different counterparts that I dealt with, less one.", measures.hand_offs),
    Metric("wait_s", "Waited", "s", "All waits together; overlapping ones count once.", measures.waited),
    Metric("wait_ratio", "Wait ratio", "share", "The share of the journey spent waiting.", measures.wait_ratio),
    Metric("unexplained_wait_share", "Unexplained waiting", "share", "The share of the waiting that nobody explained.", measures.unexplained_wait_share),
    Metric("emotion_worst", "Worst feeling", "-2..+2", "The lowest feeling.", measures.emotion_worst),
    Metric("emotion_peak", "Peak feeling", "-2..+2", "The strongest feeling, good or bad; the later of equals.", measures.emotion_peak),
    Metric("emotion_end", "Feeling at the end", "-2..+2", "The last feeling.", measures.emotion_end),
    Metric("emotion_peak_end", "Peak-end feeling", "-2..+2", "The mean of peak and end: what is remembered.", measures.emotion_peak_end),
    Metric("emotion_mean", "Mean feeling", "-2..+2", "Each feeling weighted by how long it lasted.", measures.emotion_mean),
    Metric("friction_count", "Frictions", "count", "How many frictions were noted.", lambda t: len(measures.frictions(t))),
    Metric("friction_by_severity", "Frictions by severity", "counts", "1 cosmetic, 2 minor, 3 major, 4 catastrophe.", measures.friction_by_severity),
    Metric("friction_load", "Severity per touchpoint", "severity", "The sum of severity per touchpoint visited.", measures.friction_load),
    Metric("completeness", "Completeness", "share", "Planned touchpoints that were visited.", lambda t: conformance.counted(t.record).completeness),
    Metric("conformance", "Conformance", "share", "How close the walk came to the plan: 1 is exactly as planned.", lambda t: conformance.counted(t.record).share),
    Metric("missing", "Missing touchpoints", "count", "Planned touchpoints that were skipped or never reached.", _count("missing")),
    Metric("ad_hoc", "Ad hoc touchpoints", "count", "Touchpoints that the plan did not have.", _count("ad_hoc")),
    Metric("out_of_sequence", "Out of sequence", "count", "Planned touchpoints visited in another order.", _count("out_of_sequence")),
    Metric("expectation_gaps", "Expectation gaps", "list", "Experienced less expected per touchpoint: wait in s, contacts, feeling.", measures.expectation_gaps),
    Metric("assumptions_judged", "Assumptions judged", "count", "Assumptions found confirmed, refuted or mixed.", lambda t: len(measures.judged(t))),
    Metric("refuted_share", "Refuted", "share", "The share of the judged assumptions that the walk refuted.", measures.refuted_share),
    Metric("brier", "Brier score", "0-1", "How far confidence was from the outcome: 0 is perfect, 0.25 is guessing.", measures.brier),
    *(_rating(rating) for rating in RATINGS),
    Metric("all_in_share", "All-In", "share", "Findings that benefit the customer, or both.", measures.all_in_share),
    Metric("all_in_both_share", "All-In, both", "share", "Findings that benefit customer and company.", measures.all_in_both_share),
    Metric("listening_share", "Listening", "share by role", "Whose words I spent my listening time on.", measures.listening_share),
)  # fmt: skip
BY_FIELD: Mapping[str, Metric] = MappingProxyType({metric.field: metric for metric in METRICS})


def compute(record: Record, now: Instant | None = None) -> Metrics:
    """All metrics of a journey; one that is under way ends at `now`, or at its last line without it."""
    timeline = Timeline(record, now)
    return Metrics({metric.field: metric.compute(timeline) for metric in METRICS})
