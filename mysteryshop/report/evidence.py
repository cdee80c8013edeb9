"""The evidence: every moment with its number, time, touchpoint and details, in the order it happened."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType
from typing import Any

from mysteryshop.journey import SECOND, Moment, Visit
from mysteryshop.report.material import Material
from mysteryshop.report.plain import within
from mysteryshop.report.silences import silences
from mysteryshop.report.wording import counted, duration, kind_of, level_word, signed
from mysteryshop.vocabulary import CATEGORIES, CHANNELS, TRIGGERS, by_id

_SOURCE_MARKS = {"recalled": "r", "artefact": "a"}


def evidence(material: Material, files: Mapping[str, Any] = MappingProxyType({})) -> dict[str, Any]:
    """The chapter's data: places in order, each with its moments; the silences past their limit; the files.

    `files` is what `pictures.shown` says of the files that the leader ticked.
    """
    by_moment = files.get("by_moment", {})
    places = [_place(material, visit, moments) for visit, moments in _stays(material)]
    for row in (row for place in places for row in place["rows"]):
        row["files"] = by_moment.get(row["id"], [])
    return {"sentence": _sentence(material), "places": places, "files": files.get("files", []), **silences(material)}


def _sentence(material: Material) -> str:
    record = material.record
    if not record.moments:
        return "No moment was recorded on this journey."
    count = counted(len(record.moments), "moment").capitalize()
    told = f"{count} in the order they happened; local times in the zone {record.journey.zone}."
    sources = {m.source for m in record.moments}
    if "recalled" in sources:
        told += " Times with r were recalled afterwards, not stamped live."
    if "artefact" in sources:
        told += " Times with a were read from an artefact: a ticket, a message, a log."
    return told


def _stays(material: Material) -> list[tuple[Visit | None, list[Moment]]]:
    """Every visit with the moments of it, in time; moments without a visit stand where they happened."""
    record = material.record
    stays: list[tuple[Visit | None, list[Moment]]] = []
    for ident, group in groupby(record.moments, key=lambda m: m.visit):
        stays.append((next((v for v in record.visits if v.id == ident), None), list(group)))
    met = {visit.id for visit, _ in stays if visit is not None}
    stays += [(visit, []) for visit in record.visits if visit.id not in met]
    return sorted(stays, key=lambda stay: stay[1][0].observed_at if stay[1] else _entered(stay[0]))


def _entered(visit: Visit | None) -> int:
    return visit.entered_at if visit is not None else 0


def _place(material: Material, visit: Visit | None, moments: Sequence[Moment]) -> dict[str, Any]:
    rows = [_row(material, m) for m in moments]
    if visit is None:
        return {
            "name": "Outside any touchpoint",
            "when": _span(material, moments),
            "facts": [],
            "alarms": [],
            "rows": rows,
        }
    facts, alarms = _facts(material, visit)
    return {"name": visit.name, "when": _stay(material, visit), "facts": facts, "alarms": alarms, "rows": rows}


def _span(material: Material, moments: Sequence[Moment]) -> str:
    first, last = material.at(moments[0].observed_at), material.at(moments[-1].observed_at)
    return first if first == last else f"{first} – {last}"


def _stay(material: Material, visit: Visit) -> str:
    left = visit.left_at if visit.left_at is not None else material.end
    return f"{material.at(visit.entered_at)} – {material.at(left) if left is not None else 'now'}"


def _facts(material: Material, visit: Visit) -> tuple[list[str], list[str]]:
    """How long the stay was against the plan, and what went wrong with it."""
    seconds = material.timeline.touch(visit)
    touchpoint = material.record.template.touchpoint(visit.touchpoint) if visit.touchpoint else None
    facts, alarms = [duration(seconds)], []
    if touchpoint is None:
        facts.append("ad hoc: not in the plan")
    elif touchpoint.planned_minutes is not None:
        facts.append(f"planned {duration(touchpoint.planned_minutes * 60)}")
    if visit.failed:
        alarms.append("failed")
    return facts, alarms


def _row(material: Material, moment: Moment) -> dict[str, Any]:
    kind, letter, word = kind_of(moment)
    return {
        "id": moment.id,
        "number": material.number(moment.id),
        "time": material.stamped(moment.observed_at),
        "source": _SOURCE_MARKS.get(moment.source, ""),
        "role": kind.role,
        "letter": letter,
        "word": word,
        "text": moment.text.strip(),
        "details": details(material, moment),
    }


def details(material: Material, moment: Moment) -> list[str]:
    """What is known of a moment beside its words, each a few words long."""
    told = [part for describe in (_graded, *_DETAILS.get(moment.kind, ())) for part in describe(material, moment)]
    if moment.role:
        told.append(f"by {within(moment.role)}" if moment.kind == "promise" else within(moment.role))
    if moment.listened_s is not None or moment.talked_s is not None:
        told.append(f"listened {duration(moment.listened_s)}, talked {duration(moment.talked_s)}")
    return told


def _graded(material: Material, moment: Moment) -> list[str]:
    kind, _, _ = kind_of(moment)
    if moment.level is None or not kind.scale:
        return []
    word = level_word(kind, moment.level)
    figure = signed(moment.level) if moment.kind == "feeling" else str(moment.level)
    name = "" if moment.kind == "feeling" else f"{kind.scale} "
    return [f"{name}{figure}, {word}" if word else f"{name}{figure}"]


def _category(material: Material, moment: Moment) -> list[str]:
    return [by_id(CATEGORIES, moment.category).label.lower()] if moment.category else []


def _contact(material: Material, moment: Moment) -> list[str]:
    told = [_channel(moment.channel)] if moment.channel else []
    if moment.trigger and moment.trigger != "chase":
        told.append(by_id(TRIGGERS, moment.trigger).label.lower())
    return told


def _channel(channel: str) -> str:
    label = by_id(CHANNELS, channel).label
    return label if label.isupper() else label.lower()


def _waited(material: Material, moment: Moment) -> list[str]:
    ended = moment.resolved_at if moment.resolved_at is not None else material.end
    told = []
    if ended is not None:
        length = duration(material.timeline.active(moment.observed_at, ended))
        told.append(
            f"{length}, until {material.at(ended)}"
            if moment.resolved_at is not None
            else f"{length}, still waiting at the end"
        )
    flags = (("explained", moment.explained), ("occupied", moment.occupied), ("fair", moment.fair))
    told += [word if flag else f"un{word}" for word, flag in flags if flag is not None]
    if moment.estimated_s is not None:
        told.append(f"estimated {duration(moment.estimated_s)}")
    return told


def _promised(material: Material, moment: Moment) -> list[str]:
    told = [f"due {material.at(moment.due_at, moment.observed_at)}"] if moment.due_at is not None else ["no time given"]
    if moment.outcome == "broken":
        told.append("broken")
    elif moment.outcome == "kept" or moment.resolved_at is not None:
        told.append(_kept(material, moment))
    else:
        told.append("still open at the end")
    return told


def _kept(material: Material, moment: Moment) -> str:
    if moment.resolved_at is None:
        return "kept"
    kept = f"kept {material.at(moment.resolved_at, moment.observed_at)}"
    if moment.due_at is None:
        return kept
    late = (moment.resolved_at - moment.due_at) / SECOND
    return f"{kept}, {duration(abs(late))} {'late' if late > 0 else 'early'}" if late else f"{kept}, on time"


def _answered(material: Material, moment: Moment) -> list[str]:
    if moment.resolved_at is None:
        return ["not answered"]
    after = duration(max(0, moment.resolved_at - moment.observed_at) / SECOND)
    return [f"answered {material.at(moment.resolved_at, moment.observed_at)}, after {after}"]


Describe = Callable[[Material, Moment], list[str]]
_DETAILS: dict[str, tuple[Describe, ...]] = {
    "friction": (_category,),
    "delight": (_category,),
    "communication": (_contact,),
    "wait": (_waited, _category),
    "promise": (_promised, _contact),
    "question": (_answered, _contact),
}
