"""A journey out of what a log tells of it: Odd where it is not whole, so that nothing is made up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from mysteryshop.clock import offset_s
from mysteryshop.exports.events import FIELDS
from mysteryshop.exports.logged import HEAD, PLAN, RATED, STEP, TAINTS
from mysteryshop.imports.sound import fault
from mysteryshop.journey import Journey, Moment, Pause, Record, Skip, Template, Touchpoint, Visit
from mysteryshop.vocabulary import KINDS

from .told import Odd, Told, fitting, shown, text, whole_number

_LEVELS = {kind.id: kind.levels for kind in KINDS}
_MOMENTS = _LEVELS.keys()
_OTHERS = frozenset({"visit", "skip", "pause"})
_Two = tuple[Told, Told | None]


def plan(facts: Mapping[str, Any], steps: Iterable[Mapping[str, Any]]) -> Template:
    """The plan as it was followed; its touchpoints come in order."""
    whole = fitting(Template, facts, PLAN)
    touchpoints = tuple(
        Touchpoint(**{"key": "", "name": "", "phase": "", **fitting(Touchpoint, step, STEP)}) for step in steps
    )
    return Template(**{"key": "", "name": "", **whole}, description="", touchpoints=touchpoints)


def record(ident: str, about: Mapping[str, Any], told: Sequence[Told], template: Template) -> Record:
    """The journey of that id; `about` is what the log says of it as a whole."""
    if (count := about.get("events")) != len(told):
        raise Odd(
            f"{len(told):,} events", "their number beside them" if count is None else f"{shown(count)} as it says"
        )
    head = fitting(Journey, about, HEAD)
    lacking = [name for name in ("state", "origin", "relationship", "zone", "created_at") if name not in head]
    if lacking:
        raise Odd(f"no {lacking[0]}", "it")
    zone = ZoneInfo(head["zone"])
    pairs = _pairs(told)
    visits = tuple(_visit(*two) for two in _ordered(pairs, "visit"))
    there = {visit.id for visit in visits}
    moments = [_moment(*two, zone, there) for kind in _MOMENTS for two in _ordered(pairs, kind)]
    whole = Record(
        Journey(ident, template, **head),
        visits,
        tuple(_skip(first) for first, _ in _ordered(pairs, "skip")),
        tuple(_pause(*two) for two in _ordered(pairs, "pause")),
        tuple(sorted(moments, key=lambda m: (m.observed_at, m.seq))),
        answers=_answers(about),
    )
    if odd := fault(whole):
        raise Odd(" ".join(filter(None, (odd.field, shown(odd.found), "of", shown(odd.ident)))), odd.expected)
    return whole


def check_kind(kind: str) -> None:
    """Odd where this app has no such events."""
    if kind not in _MOMENTS and kind not in _OTHERS:
        raise Odd(f"an event of the kind {shown(kind)}", "one that this app writes")


def _pairs(told: Sequence[Told]) -> dict[str, list[_Two]]:
    """What began together with what ended, by kind, in the order of their beginnings."""
    begun: dict[tuple[str, str], Told] = {}
    ended: dict[tuple[str, str], Told] = {}
    for event in told:
        check_kind(event.kind)
        # A visit and a moment may have one id: they have where the journey came from a log of another system.
        key = (event.kind if event.kind in _OTHERS else "moment", event.instance)
        if (ended if event.second else begun).setdefault(key, event) is not event:
            raise Odd(f"{event.kind} {shown(event.instance)} twice", "it once")
    if lost := next((event for key, event in ended.items() if key not in begun or begun[key].kind != event.kind), None):
        raise Odd(f"the end of {lost.kind} {shown(lost.instance)} alone", "its beginning as well")
    groups: dict[str, list[_Two]] = {}
    for key, event in begun.items():
        groups.setdefault(event.kind, []).append((event, ended.get(key)))
    return groups


def _ordered(groups: Mapping[str, list[_Two]], kind: str) -> list[_Two]:
    return sorted(groups.get(kind, ()), key=lambda two: two[0].at)


def _visit(first: Told, last: Told | None) -> Visit:
    facts = fitting(Visit, {**first.facts, "touchpoint": first.facts.get("touchpoint_key")}, ("touchpoint", "failed"))
    name = first.facts.get("name") or ""
    return Visit(first.instance, str(name), first.at, left_at=last.at if last else None, **facts)


def _skip(first: Told) -> Skip:
    return Skip(first.instance, text(first.facts, "touchpoint_key"), first.at, str(first.facts.get("text") or ""))


def _pause(first: Told, last: Told | None) -> Pause:
    return Pause(first.instance, first.at, last.at if last else None)


def _moment(first: Told, last: Told | None, zone: ZoneInfo, visits: set[str]) -> Moment:
    at = first.at
    said = {"recorded_at": at, "original_observed_at": at, **fitting(Moment, first.facts, (*FIELDS, "role"))}
    if last is not None:
        said["resolved_at"] = last.at
    if said.get("visit") is not None and said["visit"] not in visits:
        raise Odd(f"a moment at the visit {shown(said['visit'])}", "that visit as well")
    if said.get("level") is not None and said["level"] not in _LEVELS[first.kind]:
        raise Odd(f"a {first.kind} with the level {said['level']}", f"one of {_LEVELS[first.kind] or 'none'}")
    return Moment(first.instance, first.kind, at, offset_s=offset_s(at, zone), **said)


def _answers(about: Mapping[str, Any]) -> Mapping[str, str]:
    rated = {name: str(whole_number(about[name], name)) for name in RATED if about.get(name) is not None}
    tainted = {name: text(about, name) for name in TAINTS if about.get(name) is not None}
    return MappingProxyType({**tainted, **rated})
