"""METRICS.md, one function a definition. Each takes a timeline and gives None where the metric is undefined.

T is the active length of the journey, C the communications from the organisation to the customer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any

from mysteryshop.journey import SECOND, Expectation, Moment, Visit

from .conformance import counted
from .spans import Span, clip
from .timeline import Timeline

Value = float | int | None
_OUTCOMES = {"confirmed": 1.0, "mixed": 0.5, "refuted": 0.0}


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def frequency(t: Timeline) -> Value:
    """|C| / T, per hour."""
    return _share(len(t.communications) * 3600, t.T)


def per_touchpoint(t: Timeline) -> Value:
    """|C| / planned touchpoints."""
    return _share(len(t.communications), len(t.record.template.touchpoints))


def longest_silence(t: Timeline) -> Value:
    """The largest gap in the ordered list {start, c1, ..., cn, end}, s; with no communication it is T."""
    return max(gap.seconds for gap in t.gaps) if _begun(t) else None


def silence_overrun(t: Timeline) -> Value:
    """The sum of max(0, gap - limit) / T, 0..1; undefined where no silence has a limit."""
    limited = [gap.over_s for gap in t.gaps if isfinite(gap.limit_s)]
    return _share(sum(limited), t.T) if limited else None


def proactive_share(t: Timeline) -> Value:
    """Proactive / |C|, 0..1; undefined at |C| = 0."""
    return _share(sum(m.trigger == "proactive" for m in t.communications), len(t.communications))


def chase_ratio(t: Timeline) -> Value:
    """Chases / all contacts in both directions, 0..1."""
    return _share(len(t.chases), len(t.chases) + len(t.communications))


def message_quality(t: Timeline) -> Value:
    """The mean message quality of the communications that were graded, 1..5."""
    graded = [m.level for m in t.communications if m.level is not None]
    return _share(sum(graded), len(graded))


def promises_due(t: Timeline) -> list[Moment]:
    """The promises whose time has come: kept or broken, or due by the end."""
    return [
        m
        for m in t.record.moments
        if m.kind == "promise" and (m.outcome in ("kept", "broken") or (m.due_at is not None and m.due_at <= t.end))
    ]


def promises_kept(t: Timeline) -> list[Moment]:
    """The promises kept by their due time; without a due time or a time of keeping, kept is kept."""
    return [
        m
        for m in promises_due(t)
        if is_kept(m) and (m.due_at is None or m.resolved_at is None or m.resolved_at <= m.due_at)
    ]


def promise_reliability(t: Timeline) -> Value:
    """Promises kept by their due time / promises due, 0..1."""
    return _share(len(promises_kept(t)), len(promises_due(t)))


def estimate_errors(t: Timeline) -> list[float]:
    """Actual - promised, s: of each wait with an estimate (without pauses), each promise kept with a due time."""
    errors = []
    for m in t.record.moments:
        span = t.wait_span(m) if m.kind == "wait" else None
        if span is not None and m.estimated_s is not None:
            errors.append(t.active(*span) - m.estimated_s)
        elif m.kind == "promise" and is_kept(m) and m.due_at is not None and m.resolved_at is not None:
            errors.append((m.resolved_at - m.due_at) / SECOND)
    return errors


def hand_offs(t: Timeline) -> Value:
    """Distinct counterparts (roles) spoken to, less one; not below 0."""
    roles = {" ".join(m.role.casefold().split()) for m in t.record.moments if m.role}
    return max(0, len(roles) - 1)


def wait_ratio(t: Timeline) -> Value:
    """The length of the union of wait intervals / T, 0..1."""
    return _share(sum(wait.seconds for wait in t.waits), t.T)


def waited(t: Timeline) -> Value:
    """The length of the union of wait intervals, s."""
    return sum(wait.seconds for wait in t.waits) if _begun(t) else None


def unexplained_wait_share(t: Timeline) -> Value:
    """The union of the unexplained waits / the union of all waits, 0..1; undefined where no wait says either."""
    if all(m.explained is None for m in t.wait_moments):
        return None
    unexplained = [span for m in t.wait_moments if m.explained is False and (span := t.wait_span(m)) is not None]
    return _share(t.active_total(unexplained), sum(wait.seconds for wait in t.waits))


def emotion_worst(t: Timeline) -> Value:
    """The lowest feeling, -2..+2."""
    return min((step.level for step in t.emotion_steps), default=None)


def emotion_peak(t: Timeline) -> Value:
    """The feeling of the largest absolute value, the later on a tie, -2..+2."""
    peak = peak_feeling(t)
    return None if peak is None else peak.level


def peak_feeling(t: Timeline) -> Moment | None:
    """The moment of the peak."""
    return max(reversed(t.feelings), key=lambda m: abs(m.level or 0), default=None)


def emotion_end(t: Timeline) -> Value:
    """The last feeling, -2..+2."""
    return t.emotion_steps[-1].level if t.emotion_steps else None


def emotion_peak_end(t: Timeline) -> Value:
    """(peak + end) / 2, after Fredrickson & Kahneman's peak-end rule."""
    peak, end = emotion_peak(t), emotion_end(t)
    return None if peak is None or end is None else (peak + end) / 2


def emotion_mean(t: Timeline) -> Value:
    """The time-weighted mean from the first feeling to the end, each held until the next, -2..+2."""
    return held_mean(t, t.feelings, [(t.start, t.end)])


def held_mean(t: Timeline, feelings: tuple[Moment, ...], spans: Sequence[Span]) -> float | None:
    """The mean of feelings by active time; where they take no time at all, the last one."""
    if not feelings:
        return None
    steps = list(t.held(feelings, spans[-1][1]))
    weights = [t.active(step.start, step.end) for step in steps]
    total = sum(weights)
    if not total:
        return float(steps[-1].level)
    return sum(step.level * weight for step, weight in zip(steps, weights, strict=True)) / total


def frictions(t: Timeline) -> list[Moment]:
    """The moments of kind friction."""
    return [m for m in t.record.moments if m.kind == "friction"]


def friction_by_severity(t: Timeline) -> dict[str, int]:
    """How many frictions of each severity, 1 to 4; those without a severity are in friction_count only."""
    return {str(severity): sum(m.level == severity for m in frictions(t)) for severity in (1, 2, 3, 4)}


def friction_load(t: Timeline) -> Value:
    """The sum of severity / touchpoints visited (distinct, ad hoc ones included)."""
    return _share(sum(m.level or 0 for m in frictions(t)), counted(t.record).actual)


def expectation_gaps(t: Timeline) -> list[dict[str, Any]]:
    """Experienced - expected per touchpoint: wait in s, contacts (of C), emotion (SERVQUAL's gap 1).

    None where nothing was expected, where the touchpoint was not visited, or where no feeling was noted there.
    """
    return [_expectation_gap(t, e) for e in t.record.expectations if not e.is_assumption]


def experienced(t: Timeline, visits: Sequence[Visit]) -> dict[str, float | None]:
    """Wait (s), contacts (of C) and emotion (time-weighted mean, held to the leaving) of visits to a touchpoint."""
    spans = [t.span(v) for v in visits]
    if not spans:
        return {"wait_s": None, "contacts": None, "emotion": None}
    idents = {v.id for v in visits}
    waits = [part for wait in t.waits for span in spans if (part := clip((wait.start, wait.end), span)) is not None]
    contacts = sum(m.visit in idents for m in t.communications)
    return {"wait_s": t.active_total(waits), "contacts": contacts, "emotion": _emotion_at(t, visits)}


def _emotion_at(t: Timeline, visits: Sequence[Visit]) -> float | None:
    levels, weights = [], []
    for visit in visits:
        feelings = tuple(m for m in t.feelings if m.visit == visit.id)
        for step in t.held(feelings, t.span(visit)[1]):
            levels.append(step.level)
            weights.append(t.active(step.start, step.end))
    if not levels:
        return None
    total = sum(weights)
    mean = sum(a * b for a, b in zip(levels, weights, strict=True)) / total if total else levels[-1]
    return float(mean)


def _expectation_gap(t: Timeline, expectation: Expectation) -> dict[str, Any]:
    visits = [v for v in t.visits if v.touchpoint == expectation.touchpoint]
    found = experienced(t, visits)
    expected = {"wait_s": expectation.wait_s, "contacts": expectation.contacts, "emotion": expectation.feeling}
    gaps = {name: _difference(found[name], value) for name, value in expected.items()}
    return {"touchpoint": expectation.touchpoint, **gaps}


def _difference(found: float | None, expected: float | None) -> float | None:
    return None if found is None or expected is None else found - expected


def judged(t: Timeline) -> list[Expectation]:
    """The assumptions with a verdict that decides: confirmed, refuted or mixed."""
    return [e for e in t.record.expectations if e.is_assumption and e.verdict in _OUTCOMES]


def refuted_share(t: Timeline) -> Value:
    """Refuted / judged assumptions, 0..1."""
    return _share(sum(e.verdict == "refuted" for e in judged(t)), len(judged(t)))


def brier(t: Timeline) -> Value:
    """The mean of (confidence - outcome)^2 over judged assumptions with a confidence; mixed is 0.5 (Brier 1950)."""
    sure = [(e.confidence, _OUTCOMES[e.verdict or ""]) for e in judged(t) if e.confidence is not None]
    return _share(sum((confidence - outcome) ** 2 for confidence, outcome in sure), len(sure))


def all_in_share(t: Timeline) -> Value:
    """Findings that benefit the customer or both / findings with a beneficiary, 0..1."""
    parties = [f.beneficiary for f in t.record.findings if f.beneficiary]
    return _share(sum(party in ("customer", "both") for party in parties), len(parties))


def all_in_both_share(t: Timeline) -> Value:
    """Findings that benefit both / findings with a beneficiary, 0..1."""
    parties = [f.beneficiary for f in t.record.findings if f.beneficiary]
    return _share(sum(party == "both" for party in parties), len(parties))


def listening_share(t: Timeline) -> Mapping[str, float] | None:
    """Listened to a party / all listened, per role, 0..1; undefined where nobody was listened to."""
    listened: dict[str, int] = {}
    for m in t.record.moments:
        if m.listened_s:
            listened[m.role or ""] = listened.get(m.role or "", 0) + m.listened_s
    total = sum(listened.values())
    return {role: seconds / total for role, seconds in listened.items() if role} if total else None


def _begun(t: Timeline) -> bool:
    return t.record.journey.started_at is not None


def is_kept(moment: Moment) -> bool:
    """Whether a promise was kept, in time or late."""
    return moment.outcome == "kept" or (moment.outcome != "broken" and moment.resolved_at is not None)
