"""The timed lines: each at its instant, sorted by time, lines of the same second in the order written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from mysteryshop.journey import Instant
from mysteryshop.notation import Line, parse_line, unescape
from mysteryshop.notation.days import Days
from mysteryshop.notation.found import NotUnderstood
from mysteryshop.notation.rules import Line as DetailLine
from mysteryshop.notation.rules import read_details, take_timed

from .header import Header, read_day
from .place import Notes, Row


@dataclass(frozen=True, slots=True)
class Event:
    """One timed line, understood: what it does, when, and the fields that its details name."""

    at: Instant
    number: int  # of the line in the file
    line: Line
    text: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)

    @property
    def code(self) -> str:
        """The code's id."""
        return self.line.code.id


def read_events(notes: Notes, header: Header) -> list[Event]:
    """All timed lines, in order of time."""
    days = Days(header.zone, header.day)
    events: list[Event] = []
    for row in notes.body:
        if row.tail:
            continue
        with notes.line(row):
            if not row.timed:
                days = days.on(_day(row))
                continue
            line = parse_line(row.text)
            assert line.time is not None  # parse_line gives a timed line one
            at, days = days.after(line.time)
            events.append(_event(at, row.number, line, header.zone))
    return sorted(events, key=lambda event: event.at)


def _day(row: Row) -> Any:
    pair = row.header
    if pair is None:
        raise NotUnderstood(row.text, 'a time and a code, such as "10:22 > Check-in", or "rate", or "verdict"')
    if pair[0] != "date":
        raise NotUnderstood(
            row.text, "header lines before the first timed line; only date: may stand between timed lines"
        )
    return read_day(pair[1])


def _event(at: Instant, number: int, line: Line, zone: str) -> Event:
    if line.code.kind is None:
        return Event(at, number, line, unescape(line.text), _of_the_walk(line))
    place = DetailLine(at, zone, None)
    text, parts = take_timed(line.code.kind, line.text, line.parts, place, alone=line.details is None)
    fields = read_details(line.code.kind, parts, at, zone)
    if line.code.trigger == "chase" and fields.get("trigger", "chase") != "chase":
        raise NotUnderstood(line.details or "", f'"h" without {fields["trigger"]}: a chase is the customer\'s own')
    return Event(fields.pop("observed_at", at), number, line, unescape(text), fields)


def _of_the_walk(line: Line) -> dict[str, Any]:
    """Details of a line that makes no moment: the reason of a skip, `failed` of a touchpoint."""
    if line.code.id == "x":
        return {"reason": unescape(line.details or "")}
    if not line.parts:
        return {}
    if line.code.id == ">" and [part.casefold() for part in line.parts] == ["failed"]:
        return {"failed": True}
    raise NotUnderstood(line.details or "", r'a touchpoint\'s name alone, or "failed"; a bar in a name is written "\|"')
