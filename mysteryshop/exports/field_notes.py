"""A journey as field notes: plain text in the grammar of mysteryshop.notation.

Reading it back gives the same journey: template, head, answers, expectations with their verdicts, visits, skips,
pauses, moments and ratings. Times are cut to whole seconds, all the grammar carries; the order of the lines keeps
the order of moments and the touchpoint that each belongs to. Not carried: findings, tags, attached files, the note and
the evidence of a verdict, the review state, seal and stamps of recording (everything read is of source recalled).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from mysteryshop.clock import local as to_local
from mysteryshop.journey import SECOND, Instant, Moment, Record
from mysteryshop.notation import escape
from mysteryshop.notation.days import Days
from mysteryshop.notation.header import EXPECT, PROMPT_KEYS, spelled, write_expectation
from mysteryshop.notation.lines import code_text, joined
from mysteryshop.notation.spelling import detail_parts, text_in_line
from mysteryshop.vocabulary import RATINGS

_LAST = 1 << 30


@dataclass(frozen=True, slots=True, order=True)
class _Stroke:
    """One line to be written: where it stands among the others, and what stands behind its time."""

    at: Instant
    visit: int  # place of the visit it belongs to: at one instant, a touchpoint stands before its moments
    order: int
    code: str
    text: str = ""
    details: str = ""
    until: Instant | None = None  # of a wait: when it ends
    closed: str | None = None  # of a wait: its details with that end among them


def write(record: Record) -> str:
    """The journey as field notes, ending with a line break."""
    strokes = _strokes(record)
    lines = [*_head(record, strokes[0].at if strokes else None), *_timed(record, strokes), *_tail(record)]
    return "\n".join(lines) + "\n"


def _head(record: Record, first: Instant | None) -> Iterator[str]:
    journey = record.journey
    values = {
        "template": journey.template.key,
        "place": journey.place,
        "date": "" if first is None else str(to_local(first, journey.zone).date()),
        "zone": journey.zone,
        "relationship": journey.relationship,
        "persona": journey.persona,
        "leader": journey.leader,
        "why": journey.why,
        "origin": "" if journey.origin == "walked" else journey.origin,
        "demo": "yes" if journey.demo else "",
        **{key: record.answers.get(key, "") for key in PROMPT_KEYS},
    }
    yield from (f"{key}: {escape(value)}" for key, value in values.items() if value)
    yield from (f"{EXPECT}: {write_expectation(e, record.template)}" for e in record.expectations)


def _timed(record: Record, strokes: list[_Stroke]) -> Iterator[str]:
    if not strokes:
        return
    zone = record.journey.zone
    days = Days(zone, to_local(strokes[0].at, zone).date())
    for stroke in strokes:
        before, time, days = days.written(stroke.at)
        yield from before
        yield joined(f"{time} {stroke.code}", stroke.text, stroke.details)


def _tail(record: Record) -> Iterator[str]:
    for rating in RATINGS:
        value = record.rating(rating.id)
        if value is not None:
            yield f"rate {rating.id} {value}"
    assumptions = (e for e in record.expectations if e.is_assumption)
    for number, assumption in enumerate(assumptions, start=1):
        if assumption.verdict:
            yield f"verdict {number} {assumption.verdict}"


def _strokes(record: Record) -> list[_Stroke]:
    """All timed lines in the order in which they are written, their instants cut to seconds."""
    strokes = _with_waits_ended(sorted([*_of_the_walk(record), *_of_moments(record)]))
    started, ended = record.journey.started_at, record.journey.ended_at
    if started is not None and (not strokes or strokes[0].at // SECOND > started // SECOND):
        strokes.insert(0, _Stroke(started, -1, 0, "resume"))  # the clock ran before the first line
    if ended is not None:
        place = next((i for i, stroke in enumerate(strokes) if stroke.at // SECOND > ended // SECOND), len(strokes))
        strokes.insert(place, _Stroke(ended, _LAST, 0, "end"))
    return [replace(stroke, at=stroke.at // SECOND * SECOND) for stroke in strokes]


def _of_the_walk(record: Record) -> Iterator[_Stroke]:
    template = record.template
    for place, visit in enumerate(record.visits):
        name = visit.name if visit.touchpoint is None else spelled(visit.touchpoint, template)
        yield _Stroke(visit.entered_at, place, -1, ">", escape(name), "failed" if visit.failed else "")
    for order, skip in enumerate(record.skips):
        name = escape(spelled(skip.touchpoint, template))
        yield _Stroke(skip.at, _LAST, order, "x", name, escape(skip.reason))
    for order, pause in enumerate(record.pauses):
        yield _Stroke(pause.started_at, _LAST, 2 * order, "pause")
        if pause.ended_at is not None:
            yield _Stroke(pause.ended_at, _LAST, 2 * order + 1, "resume")


def _of_moments(record: Record) -> Iterator[_Stroke]:
    zone = record.journey.zone
    places = {visit.id: place for place, visit in enumerate(record.visits)}
    for order, moment in enumerate(record.moments):
        own = _cut(moment)
        details = ", ".join(detail_parts(own, zone, chase=False))
        text = text_in_line(own, zone, bar=bool(details))
        place = places.get(moment.visit or "", -1)
        stroke = _Stroke(moment.observed_at, place, order, code_text(own), text, details)
        yield _wait(stroke, own, moment, record) if moment.kind == "wait" else stroke


def _wait(stroke: _Stroke, own: Moment, moment: Moment, record: Record) -> _Stroke:
    zone = record.journey.zone
    until = moment.resolved_at
    if until is None:  # a wait still open ends with the journey
        instants = [record.journey.ended_at or 0, *(m.observed_at for m in record.moments)]
        until = max(instants)
    closed = replace(own, resolved_at=until // SECOND * SECOND)
    details = detail_parts(replace(own, resolved_at=None), zone)
    return replace(stroke, details=", ".join(details), closed=", ".join(detail_parts(closed, zone)), until=until)


def _cut(moment: Moment) -> Moment:
    """The moment with its instants cut to whole seconds."""
    names = ("observed_at", "due_at", "resolved_at")
    cut = {name: at // SECOND * SECOND for name in names if (at := getattr(moment, name)) is not None}
    return replace(moment, **cut)


def _with_waits_ended(strokes: list[_Stroke]) -> list[_Stroke]:
    """The lines with the second `w` of each wait; a wait that another overlaps says `until` on its own line."""
    result: list[_Stroke] = []
    ending: _Stroke | None = None
    for stroke in strokes:
        if ending is not None and (stroke.at > ending.at or (stroke.closed is not None and stroke.at == ending.at)):
            result.append(ending)
            ending = None
        if stroke.closed is not None and stroke.until is not None:
            if ending is None and stroke.until >= stroke.at:
                ending = _Stroke(stroke.until, _LAST, 0, "w")
            else:
                stroke = replace(stroke, details=stroke.closed)
        result.append(stroke)
    return result if ending is None else [*result, ending]
