"""What a journey was like touchpoint by touchpoint, as numbers that journeys can be laid over each other by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from mysteryshop.journey import Moment, Record, Visit

from .conformance import TouchpointResult, results
from .measures import experienced
from .timeline import Timeline

NOWHERE = ""  # the touchpoint of what was noted before the first visit


@dataclass(frozen=True, slots=True)
class FrictionClass:
    """The frictions of one category at one touchpoint of one journey; `severity` is the sum of their severities."""

    category: str | None
    count: int
    severity: int


@dataclass(frozen=True, slots=True)
class TouchpointFigures:
    """One touchpoint of one journey. Lengths in active seconds; None where it was not visited or nothing was noted.

    `place` counts from 0 in the plan's order, ad hoc ones where they were met; `entered` counts first entries from 0.
    """

    place: int
    key: str | None  # None outside the plan
    name: str
    result: str  # as in conformance
    entered: int | None
    planned_s: float | None
    actual_s: float | None
    wait_s: float | None
    contacts: float | None  # from the organisation
    emotion: float | None  # -2..+2, weighted by time
    silence_s: float | None  # the longest silence that began here
    frictions: tuple[FrictionClass, ...] = ()


def touchpoint_figures(record: Record) -> tuple[TouchpointFigures, ...]:
    """Every touchpoint of the plan and every ad hoc one, in order."""
    timeline, laid_out = Timeline(record), results(record)
    ranks = _ranks(record, laid_out)
    by_visit: dict[str | None, list[Moment]] = {}
    for moment in record.moments:
        if moment.kind == "friction":
            by_visit.setdefault(moment.visit, []).append(moment)
    rows = [_figures(place, row, timeline, ranks.get(place), by_visit) for place, row in enumerate(laid_out)]
    if by_visit.get(None):
        classes = _classes(by_visit[None])
        nothing = TouchpointResult(None, NOWHERE, "", "ad hoc", None, None)
        rows.append(replace(_figures(len(rows), nothing, timeline, None, {}), frictions=classes))
    return tuple(rows)


def _ranks(record: Record, rows: Sequence[TouchpointResult]) -> dict[int, int]:
    """The places of the touchpoints visited, each with its rank in order of first entry."""
    order = {visit.id: number for number, visit in enumerate(record.visits)}
    firsts = sorted((min(order[v.id] for v in row.visits), place) for place, row in enumerate(rows) if row.visits)
    return {place: rank for rank, (_, place) in enumerate(firsts)}


def _figures(
    place: int,
    row: TouchpointResult,
    timeline: Timeline,
    entered: int | None,
    frictions: Mapping[str | None, Sequence[Moment]],
) -> TouchpointFigures:
    found = experienced(timeline, row.visits)
    noted = [moment for visit in row.visits for moment in frictions.get(visit.id, ())]
    return TouchpointFigures(
        place,
        row.key,
        row.name,
        row.result,
        entered,
        row.planned_s,
        row.actual_s,
        found["wait_s"],
        found["contacts"],
        found["emotion"],
        _silence(timeline, row.visits),
        _classes(noted),
    )


def _silence(timeline: Timeline, visits: Sequence[Visit]) -> float | None:
    idents = {visit.id for visit in visits}
    return max((g.seconds for g in timeline.gaps if g.visit is not None and g.visit.id in idents), default=None)


def _classes(frictions: Sequence[Moment]) -> tuple[FrictionClass, ...]:
    grouped: dict[str | None, list[int]] = {}
    for moment in frictions:
        grouped.setdefault(moment.category, []).append(moment.level or 0)
    return tuple(FrictionClass(category, len(levels), sum(levels)) for category, levels in grouped.items())
