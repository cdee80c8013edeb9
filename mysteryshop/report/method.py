"""Method and limits: how the journey was recorded, what it can say, and what every figure means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from statistics import median
from typing import Any

import mysteryshop
from mysteryshop.analysis import debrief
from mysteryshop.journey import SECOND, Moment
from mysteryshop.report.definitions import definitions
from mysteryshop.report.drawings import Drawings
from mysteryshop.report.material import Material
from mysteryshop.report.page_one import with_article
from mysteryshop.report.plain import within
from mysteryshop.report.wording import counted, date, duration, listed, percent, time
from mysteryshop.vocabulary import RELATIONSHIPS, by_id

_SOURCES = {
    "live": "stamped live, when it happened",
    "recalled": "recalled afterwards",
    "artefact": "read from an artefact such as a ticket or a message",
}
_LIMITS = (
    "One walk by one leader (n = 1): it shows what can happen to a customer, not how often it happens.",
    "Feelings and ratings are the leader’s own report of one day; another customer would feel otherwise.",
    "People appear by their role, never by name. Nothing here is for use against those who serve: "
    "findings are about what they are given to work with.",
    "Means, shares and scores of groups (satisfaction, recommendation) are not computed from a single walk: "
    "the rating itself stands.",
)


def method(material: Material, drawn: Drawings) -> dict[str, Any]:
    """The chapter's data."""
    recorded = (
        _walk(material),
        _sources(material),
        _clock(material),
        _pauses(material),
        _history(material),
        _open(material),
    )
    return {
        "recorded": [sentence for sentence in recorded if sentence],
        "limits": [*_LIMITS, *_left_out(drawn)],
        "definitions": definitions(material) if material.walked else [],
        "made": f"Made with Mysteryshop {mysteryshop.__version__} on {_made(material)}",
    }


def _walk(material: Material) -> str:
    journey = material.record.journey
    template = journey.template
    said = (
        f"The plan is “{within(template.name)}”, version {template.version}, as it stood when the journey was prepared"
    )
    persona = f" Walked as {with_article(within(journey.persona))}." if journey.persona.strip() else ""
    return f"{said}; relationship: {by_id(RELATIONSHIPS, journey.relationship).label.lower()}.{persona}"


def _sources(material: Material) -> str:
    moments = material.record.moments
    if not moments:
        return ""
    counts = Counter(m.source for m in moments)
    shares = [f"{n} {_SOURCES[s]} ({percent(n / len(moments))})" for s in _SOURCES if (n := counts[s])]
    return f"Of {counted(len(moments), 'moment')}, {listed(shares)}.{_lag(moments)}"


def _lag(moments: Sequence[Moment]) -> str:
    """How long after they happened the recalled ones were entered; nothing where that was not kept."""
    late = [(m.recorded_at - m.observed_at) / SECOND for m in moments if m.source == "recalled"]
    late = [seconds for seconds in late if seconds > 0]
    if not late:
        return ""
    if len(late) == 1:
        return f" The recalled one was entered {duration(late[0])} after it happened."
    middle, most = duration(median(late)), duration(max(late))
    return f" The {len(late)} recalled ones were entered {middle} after they happened (median), at most {most}."


def _clock(material: Material) -> str:
    journey = material.record.journey
    if journey.started_at is None:
        return f"Times are local times in the zone {journey.zone}."
    begun = f"{date(journey.started_at, journey.zone)} {material.at(journey.started_at)}"
    ended = (
        f"until {material.at(journey.ended_at)}"
        if journey.ended_at is not None
        else "and had not ended when this was made"
    )
    live = any(m.source == "live" for m in material.record.moments)
    stamped = "; a steady clock stamped live moments" if live else ""
    return f"It began on {begun} and lasted {ended}, local time in the zone {journey.zone}{stamped}."


def _pauses(material: Material) -> str:
    pauses = material.record.pauses
    if not pauses:
        return "Nothing was left out: there was no pause." if material.walked else ""
    seconds = sum(end - start for start, end in material.timeline.pauses) / SECOND
    verb = "is" if len(pauses) == 1 else "are"
    return f"{counted(len(pauses), 'pause')} ({duration(seconds)}) {verb} left out of every duration."


def _history(material: Material) -> str:
    journey, count = material.record.journey, material.edits_count
    edits = (
        f"{counted(count, 'edit').capitalize()} stand in the journey’s history, each chained to the one before. "
        if count
        else ""
    )
    if not journey.seal:
        return f"{edits}The journey is not sealed: it can still be changed, and this is a draft."
    sealed = (
        f"It was sealed on {date(journey.sealed_at, journey.zone)}" if journey.sealed_at is not None else "It is sealed"
    )
    state = "and changed afterwards: the seal is broken" if journey.seal_broken else "and has not been changed since"
    state = _DOUBTS.get(material.doubt, state)
    return f"{edits}{sealed} {state}. The whole seal: {' '.join(_grouped(journey.seal))}."


_DOUBTS = {
    "altered": "but is no longer what its edits say: the seal does not hold",
    "elsewhere": "elsewhere, and the edits behind the seal did not come along: nothing here proves it",
}


def _grouped(seal: str) -> list[str]:
    return [seal[start : start + 8] for start in range(0, len(seal), 8)]


def _open(material: Material) -> str:
    left = debrief.left(material.record)
    if material.record.journey.seal or not left or not material.walked:
        return ""
    names = list(dict.fromkeys(step.label.lower() for step, _ in left))
    verb = "is" if len(left) == 1 else "are"
    return f"{counted(len(left), 'thing')} of the debrief {verb} still open: {listed(names)}."


def _left_out(drawn: Drawings) -> list[str]:
    if not drawn.empty:
        return []
    charts = listed([label.lower() for label in drawn.empty])
    return [f"Not drawn, because nothing was recorded for it: {charts}."]


def _made(material: Material) -> str:
    zone = material.record.journey.zone
    return f"{date(material.generated_at, zone)} {time(material.generated_at, zone)} ({zone})"
