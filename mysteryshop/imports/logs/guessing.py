"""Which columns of a table are case, activity and time: a guess from their names and from what stands in them.

A guess says how sure it is, from 0 to 1: seven tenths come from the name, three from the cells. It is taken without
asking from `SURE` on; below that somebody has to confirm it, or to name the columns.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from mysteryshop.journey import Instant

from .times import NoTime

SURE = 0.75
_NAMED = 0.7  # how much of the confidence a name can give
_CLOSE = 0.1  # a second column this near makes the first one doubtful
ROLES = ("case", "activity", "time")
_NAMES: Mapping[str, Mapping[str, float]] = {
    "case": {
        "caseconceptname": 1, "caseid": 1, "case": 1, "casenumber": 1, "caseno": 1, "traceid": 1, "trace": 0.95,
        "journeyid": 0.95, "processinstance": 0.9, "ticketid": 0.9, "orderid": 0.9, "incidentid": 0.9,
        "sessionid": 0.9, "requestid": 0.9, "patientid": 0.85, "customerid": 0.85, "ticket": 0.8, "order": 0.7,
        "id": 0.5,
    },
    "activity": {
        "conceptname": 1, "activity": 1, "activityname": 1, "touchpoint": 1, "event": 0.95, "eventname": 0.95,
        "task": 0.9, "taskname": 0.9, "eventtype": 0.9, "action": 0.85, "step": 0.85, "stage": 0.8, "operation": 0.8,
        "status": 0.7, "activityid": 0.6, "eventid": 0.3,
    },
    "time": {
        "timetimestamp": 1, "timestamp": 1, "completetimestamp": 0.98, "eventtime": 0.98, "datetime": 0.97,
        "endtimestamp": 0.95, "endtime": 0.94, "time": 0.94, "date": 0.9, "starttimestamp": 0.8, "starttime": 0.8,
        "createdat": 0.75, "created": 0.7,
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Guess:
    """The place of a column, and how sure that is."""

    place: int
    confidence: float


def guess(
    header: Sequence[str], rows: Sequence[Sequence[str]], reading: Callable[[Sequence[str]], Callable[[str], Instant]]
) -> dict[str, Guess | None]:
    """The likeliest column for each role; None where no column can be it. `rows` are some of the first.

    `reading` gives what reads the times of a column with these cells: each may have its own order of day and month.
    """
    columns = [[row[place] for row in rows if row[place]] for place in range(len(header))]
    times = [_share_of_times(cells, reading(cells)) for cells in columns]
    scores = {
        role: [_score(role, title, cells, share) for title, cells, share in zip(header, columns, times, strict=True)]
        for role in ROLES
    }
    time = max(range(len(header)), key=lambda place: (scores["time"][place], -place))
    case, activity = _pair(scores["case"], scores["activity"], [_numbered(cells) for cells in columns])
    return {
        "case": _guess(scores["case"], case, activity),
        "activity": _guess(scores["activity"], activity, case),
        "time": _guess(scores["time"], time, time),
    }


def _pair(cases: Sequence[float], activities: Sequence[float], numbered: Sequence[float]) -> tuple[int, int]:
    """The two columns that together fit best as case and activity.

    Of equals the one in which a number stands for the case and words for the activity; then those further left.
    """
    places = range(len(cases))
    pairs = ((c, a) for c in places for a in places if c != a)
    return max(
        pairs, key=lambda pair: (round(cases[pair[0]] + activities[pair[1]], 9), numbered[pair[0]] - numbered[pair[1]],
                                 -pair[0], -pair[1])
    )  # fmt: skip


def _numbered(cells: Sequence[str]) -> float:
    """The share of cells that hold a digit, as what names a case mostly does."""
    return sum(any(map(str.isdigit, cell)) for cell in cells) / len(cells) if cells else 0.0


def _guess(scores: Sequence[float], place: int, other: int) -> Guess | None:
    """The guess at a place; a bare fit that another column has as well is a doubtful one."""
    best = scores[place]
    rivals = [score for n, score in enumerate(scores) if n not in (place, other) and best - score < _CLOSE]
    if best <= 0:
        return None
    return Guess(place, round(best * (0.7 if rivals and best < _NAMED else 1), 2))


def _score(role: str, title: str, cells: Sequence[str], times: float) -> float:
    if not cells or (role == "time" and times < 0.95) or (role != "time" and times > 0.95):
        return 0
    content = _fits(role, cells, times)
    named = _NAMES[role].get(re.sub(r"[^a-z0-9]", "", title.casefold()), 0)
    if not named and role == "case" and re.search(r"(id|no|number|nr)$", title.casefold()):
        named = 0.5
    return _NAMED * named + (1 - _NAMED) * content if content else 0


def _fits(role: str, cells: Sequence[str], times: float) -> float:
    """How well the cells fit a role, 0 to 1."""
    if role == "time":
        return times
    distinct = len(set(cells)) / len(cells)
    if role == "case":  # several events a case, and more than one case
        return 1 if 0 < distinct <= 0.6 else 0.4
    if all(map(str.isdecimal, cells)):  # an activity is told in words
        return 0.3
    return 1 if distinct <= 0.5 else 0.4


def _share_of_times(cells: Sequence[str], instant: Callable[[str], Instant]) -> float:
    """The share of cells that are times; bare numbers count only where they lie between 2000 and 2100."""
    good = 0
    for cell in cells[:200]:
        try:
            at = instant(cell)
        except NoTime:
            continue
        good += not cell.isdecimal() or 946_684_800_000_000 <= at <= 4_102_444_800_000_000
    return good / len(cells[:200]) if cells else 0
