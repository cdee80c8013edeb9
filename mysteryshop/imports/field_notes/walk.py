"""From timed lines to a walk: visits, pauses and waits open and close in the order of time."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeAlias

from mysteryshop.journey import Instant, Journey, Moment, Pause, Record, Skip, Visit
from mysteryshop.notation import nearest
from mysteryshop.notation.header import planned
from mysteryshop.notation.when import offset_s

from .header import Header
from .place import Notes
from .timed import Event

Lines: TypeAlias = dict[int, str]  # number of a line in the file, ordinal of the moment that it makes


def walked(notes: Notes, header: Header, events: list[Event]) -> tuple[Record, Lines]:
    """The record of the walk, whose ids are still ordinals such as `moment 3`, and which line made which moment."""
    if not events:
        journey = Journey("", header.template, zone=header.zone, **header.fields)
        return Record(journey, expectations=header.expectations, answers=dict(header.answers)), {}
    walk = _Walk(notes, header, events[0].at)
    for index, event in enumerate(events):
        walk.take(event, first=index == 0)
    ended = walk.ended_at if walk.ended_at is not None else events[-1].at
    walk.close(ended)
    journey = Journey(
        "", header.template, state="debrief", zone=header.zone, created_at=events[0].at,
        started_at=events[0].at, ended_at=ended, **header.fields,
    )  # fmt: skip
    record = Record(
        journey, tuple(walk.visits), tuple(walk.skips), tuple(walk.pauses),
        tuple(sorted(walk.moments, key=lambda m: (m.observed_at, m.seq))),
        header.expectations, (), dict(header.answers),
    )  # fmt: skip
    return record, walk.lines


class _Walk:
    """What is open while the lines are taken one after the other."""

    def __init__(self, notes: Notes, header: Header, start: Instant) -> None:
        self.notes, self.header, self.start = notes, header, start
        self.ended_at: Instant | None = None
        self.visits: list[Visit] = []
        self.skips: list[Skip] = []
        self.pauses: list[Pause] = []
        self.moments: list[Moment] = []
        self.lines: Lines = {}
        self.paused = False
        self._wait: int | None = None  # place of the wait that is open in `moments`

    def take(self, event: Event, *, first: bool) -> None:
        """Take one line."""
        if event.line.code.kind == "wait":
            self._take_wait(event)
        elif event.line.code.kind:
            self._add(event)
        elif event.code == "resume":
            self._resume(event, first=first)
        else:
            {">": self._enter, "x": self._skip, "pause": self._pause, "end": self._end}[event.code](event)

    def close(self, at: Instant) -> None:
        """End what is still open when the journey ends."""
        if self.visits and self.visits[-1].left_at is None:
            self.visits[-1] = replace(self.visits[-1], left_at=max(at, self.visits[-1].entered_at))
        if self.paused:
            self.pauses[-1] = replace(self.pauses[-1], ended_at=max(at, self.pauses[-1].started_at))
        for place, moment in enumerate(self.moments):
            if moment.kind == "wait" and moment.resolved_at is None:
                self.moments[place] = replace(moment, resolved_at=max(at, moment.observed_at))

    def _enter(self, event: Event) -> None:
        self._before_end(event)
        if not event.text:
            raise self.notes.refuse(event.number, "", 'the name of a touchpoint after ">"')
        if self.visits:
            self.visits[-1] = replace(self.visits[-1], left_at=event.at)
        touchpoint = planned(event.text, self.header.template)
        name, key = (touchpoint.name, touchpoint.key) if touchpoint else (event.text, None)
        failed = bool(event.fields.get("failed"))
        self.visits.append(Visit(f"visit {len(self.visits) + 1}", name, event.at, key, failed=failed))

    def _skip(self, event: Event) -> None:
        touchpoint = planned(event.text, self.header.template)
        if touchpoint is None:
            names = [t.name for t in self.header.template.touchpoints]
            expected = f'a touchpoint of the plan after "x"{nearest(event.text, names)}, and the reason behind a bar'
            raise self.notes.refuse(event.number, event.text, expected)
        self.skips.append(Skip(f"skip {len(self.skips) + 1}", touchpoint.key, event.at, event.fields["reason"]))

    def _pause(self, event: Event) -> None:
        self._before_end(event)
        if self.paused:
            raise self.notes.refuse(event.number, "pause", '"resume" first: the journey is paused already')
        self.paused = True
        self.pauses.append(Pause(f"pause {len(self.pauses) + 1}", event.at))

    def _resume(self, event: Event, *, first: bool) -> None:
        """On the very first line it only starts the clock: a journey may begin before its first touchpoint."""
        if not self.paused and not first:
            raise self.notes.refuse(event.number, "resume", '"pause" before it: nothing is paused')
        if self.paused:
            self.paused = False
            self.pauses[-1] = replace(self.pauses[-1], ended_at=event.at)

    def _end(self, event: Event) -> None:
        self._before_end(event)
        self.ended_at = event.at

    def _before_end(self, event: Event) -> None:
        if self.ended_at is not None:
            expected = f'nothing but moments after the "end"; check the times of "{event.code}" and "end"'
            raise self.notes.refuse(event.number, f"{event.code} {event.text}".strip(), expected)

    def _take_wait(self, event: Event) -> None:
        if "resolved_at" in event.fields or self._wait is None:
            self._add(event)
            if "resolved_at" not in event.fields:
                self._wait = len(self.moments) - 1
            return
        wait = self.moments[self._wait]
        text = {"text": event.text} if event.text else {}
        self.moments[self._wait] = replace(wait, **{**event.fields, **text, "resolved_at": event.at})
        self._wait = None

    def _add(self, event: Event) -> None:
        code = event.line.code
        fields: dict[str, Any] = {"trigger": code.trigger, **event.fields}
        if code.kind == "promise":
            fields = {"outcome": "open", **fields}
        ident = f"moment {len(self.moments) + 1}"
        self.lines[event.number] = ident
        self.moments.append(
            Moment(
                ident, code.kind or "", event.at, event.at, event.at,
                seq=len(self.moments) + 1, source="recalled", level=event.line.level, text=event.text,
                offset_s=offset_s(event.at, self.header.zone), elapsed_us=event.at - self.start,
                visit=self.visits[-1].id if self.visits else None, **fields,
            )
        )  # fmt: skip
