"""Cases of a log as journeys: one at a time, so that a long log needs no more memory than a short one.

Each event is a visit of the touchpoint named like its activity, which lasts until the next event; the last one has no
length. Each event that counts as a communication is a moment of that kind at the same instant. The plan is the same
for all journeys of a log: its activities, those first that stand first on average.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from mysteryshop.clock import offset_s
from mysteryshop.journey import Instant, Journey, Moment, Record, Template, Touchpoint, Visit
from mysteryshop.vocabulary import RELATIONSHIPS, by_id

from .event_log import Case, EventLog

LOGS = UUID("6c6f6773-2d61-5f5e-8d2b-6d7973746572")
_RELATIONSHIP = by_id(RELATIONSHIPS, "end-user").id


@dataclass(frozen=True, slots=True)
class Reading:
    """How a log's events are understood: which activities are communications (None: all), in which zone."""

    communications: re.Pattern[str] | None = None
    zone: str = "UTC"


def journeys(log: EventLog, reading: Reading) -> Iterator[Record]:
    """A journey for each case, in the order of the file."""
    template = plan(log)
    keys = {t.name: t.key for t in template.touchpoints}
    numbered = [(name, keys[name], _tells(name, reading)) for name in log.activities]
    for case in log.cases:
        yield _journey(case, template, numbered, reading.zone)


def plan(log: EventLog) -> Template:
    """The template of a log: its activities in the order of their mean place in the cases."""
    taken: set[str] = set()
    touchpoints = tuple(Touchpoint(_key(name, taken), name, "Event log") for name, _ in log.in_order())
    said = f"Made from an event log of {len(log.activities)} activities; their order is that of their mean place."
    return Template(f"log-{slug(log.name) or 'events'}", log.name, said, touchpoints, _RELATIONSHIP)


def slug(name: str) -> str:
    """A name as a key: small letters, digits and dashes."""
    ascii_only = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only.lower()).strip("-")[:60].strip("-")


def identity(name: str, events: list[tuple[Instant, str, bool]]) -> UUID:
    """The id of a case, made of all that the journey keeps of it: the same case gives the same journey."""
    content = sha256(f"{len(name)} {name}".encode("utf-8", "surrogatepass"))
    for at, activity, tells in events:
        content.update(f"\n{at} {int(tells)} {len(activity)} {activity}".encode("utf-8", "surrogatepass"))
    return uuid5(LOGS, content.hexdigest())


def _key(name: str, taken: set[str]) -> str:
    plain = slug(name) or "activity"
    key = plain
    number = 2
    while key in taken:
        key, number = f"{plain}-{number}", number + 1
    taken.add(key)
    return key


def _tells(name: str, reading: Reading) -> bool:
    return reading.communications is None or reading.communications.search(name) is not None


def _journey(case: Case, template: Template, numbered: list[tuple[str, str, bool]], zone: str) -> Record:
    events = [_Event(at, *numbered[activity]) for at, activity in case.events()]
    ident = str(identity(case.name, [(event.at, event.name, event.tells) for event in events]))
    # Ids that sort as the events stand: of events at one instant the file's order is kept.
    idents = [f"{number:08x}{ident[8:]}" for number in range(1, len(events) + 1)]
    start, end = events[0].at, events[-1].at
    head = Journey(
        ident, template, "finalised", "log", case.name, template.relationship, zone=zone,
        created_at=start, started_at=start, ended_at=end,
    )  # fmt: skip
    return Record(head, _visits(idents, events), moments=_moments(idents, events, ZoneInfo(zone)))


class _Event(NamedTuple):
    """One event: its touchpoint's name and key, and whether it is a communication."""

    at: Instant
    name: str
    key: str
    tells: bool


def _visits(idents: list[str], events: list[_Event]) -> tuple[Visit, ...]:
    """A visit for each event; it lasts until the next one."""
    lefts = [*(event.at for event in events[1:]), events[-1].at]
    return tuple(
        Visit(ident, event.name, event.at, event.key, left)
        for ident, event, left in zip(idents, events, lefts, strict=True)
    )


def _moments(idents: list[str], events: list[_Event], zone: ZoneInfo) -> tuple[Moment, ...]:
    """A communication for each event that is one, with the id of its visit."""
    return tuple(
        Moment(
            ident,
            "communication",
            event.at,
            event.at,
            event.at,
            number,
            "artefact",
            offset_s(event.at, zone),
            visit=ident,
            text=event.name,
            trigger="proactive",
        )
        for number, (ident, event) in enumerate(zip(idents, events, strict=True), start=1)
        if event.tells
    )
