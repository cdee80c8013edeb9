"""A line that began with no code, read when it is done: a line of field notes with its time, a step, or words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from mysteryshop.clock import Stamp
from mysteryshop.journey import Instant, Moment, Record
from mysteryshop.notation import Line, NotUnderstood, parse_details, parse_line, unescape
from mysteryshop.notation.moving import leading_move, moved_to
from mysteryshop.notation.when import last_time
from mysteryshop.vocabulary import CAPTURES, CaptureTerm

from ..debrief.describing import described
from .draft import Draft
from .position import open_wait
from .walking import Walking

_TIMED = re.compile(r"\d{1,2}:\d")
_EARLIER = 3600 * 1_000_000  # how long before the walk began a line may lie, microseconds
AS_WORDS = "kept as words"


class TypedLines:
    """Turns what was typed into what it says. `steps` are done by a line that is nothing but their key."""

    def __init__(self, walking: Walking, steps: Mapping[str, Callable[[Stamp], None]] | None = None) -> None:
        self._walking = walking
        self.steps = dict(steps or {})
        self._codes: Mapping[str, Callable[[Line, Moment, Stamp], str]] = {
            ">": self._enter,
            "x": self._skip,
            "pause": self._pause,
            "resume": self._pause,
            "end": self._end,
            "w": self._wait,
        }

    def done(self, draft: Draft) -> str:
        """Read the line; returns what there is to say about it, mostly nothing. Its words are never lost."""
        if not draft.words_only:
            return self._perhaps_pause(draft)
        draft.words_only = False
        text, at = draft.text.strip(), stamp_of(draft.moment)
        step = self.steps.get(text.casefold())
        if not text or step is not None:
            draft.settle()
            self._walking.retract(draft.moment.id)
            if step is not None:
                step(at)
            return ""
        said = self._read(text, draft, at)
        if said is None or AS_WORDS in said:
            draft.forget_kept()
            self._walking.amend(draft)
        else:
            draft.settle()
        return said or ""

    def _read(self, text: str, draft: Draft, at: Stamp) -> str | None:
        """Do what a line of field notes says; None where it is none."""
        move, said = leading_move(text)  # `-5m f3 late` is said as naturally as `f3 late -5m`
        record, timed = self._walking.record, not move and bool(_TIMED.match(text))
        try:
            line = parse_line(said, timed=timed)
        except NotUnderstood as error:
            return f"{error.title.rstrip('.')}: {AS_WORDS}" if timed else None
        if record is None:
            return None
        zone = record.journey.zone
        then = moved_to(move, at.at, zone, None) if line.time is None else last_time(line.time, at.at, zone)
        when = at if then is None else replace(at, at=then)
        if not _possible(record, when.at):
            return f"{text.split()[0]} is still to come: {AS_WORDS}"
        return self._codes.get(line.code.id, self._moment)(line, draft.moment, when)

    def _perhaps_pause(self, draft: Draft) -> str:
        """`pause` begins with the code of a promise."""
        if draft.moment.kind == "promise" and draft.text.strip().casefold() == "ause" and draft.level is None:
            draft.settle()
            self._walking.retract(draft.moment.id)
            if not self._walking.paused:
                self._walking.pause_or_resume(stamp_of(draft.moment))
        return ""

    def _moment(self, line: Line, moment: Moment, at: Stamp) -> str:
        record = self._walking.record
        assert record is not None
        zone = record.journey.zone
        there = replace(moment, original_observed_at=at.at)  # what stands in the line counts from the line's time
        fields = described(there, _capture(line).id, _detail_line(line), zone, line.level, strict=False)
        if not line.text.strip() and line.code.kind == "mark":
            fields["text"] = ""  # it waits to be described, as any mark does
        if at.at != moment.observed_at:
            fields.setdefault("observed_at", at.at)
            fields["source"] = "recalled"
        self._walking.change(moment, **fields)
        return ""

    def _wait(self, line: Line, moment: Moment, at: Stamp) -> str:
        record = self._walking.record
        waiting = open_wait(record) if record is not None else None
        if record is None or waiting is None or waiting.observed_at > at.at:
            return self._moment(line, moment, at)
        said = parse_details("wait", _detail_line(line), at=at.at, zone=record.journey.zone, strict=False)
        words = {"text": " · ".join(t for t in (waiting.text, said.text) if t)} if said.text else {}
        self._walking.retract(moment.id)
        self._walking.change(waiting, **{"resolved_at": at.at, **said.fields, **words})
        return ""

    def _enter(self, line: Line, moment: Moment, at: Stamp) -> str:
        record, name = self._walking.record, unescape(line.text).strip()
        if record is None or not name:
            return f"> needs a name: {AS_WORDS}"
        self._walking.retract(moment.id)
        planned = record.template.named(name)
        if planned is not None:
            self._walking.enter(planned, at)
        else:
            self._walking.enter_ad_hoc(name, at)
        return ""

    def _skip(self, line: Line, moment: Moment, at: Stamp) -> str:
        record = self._walking.record
        planned = record.template.named(unescape(line.text).strip()) if record is not None else None
        if planned is None:
            return f"x {line.text.strip()} is not in the list: {AS_WORDS}"
        self._walking.retract(moment.id)
        self._walking.skip(planned, unescape(line.details or "").strip(), at)
        return ""

    def _pause(self, line: Line, moment: Moment, at: Stamp) -> str:
        self._walking.retract(moment.id)
        if self._walking.paused != (line.code.id == "pause"):
            self._walking.pause_or_resume(at)
        return ""

    def _end(self, line: Line, moment: Moment, at: Stamp) -> str:
        self._walking.retract(moment.id)
        self._walking.finish(at)
        return ""


def as_note(moment: Moment, words: str, zone: str) -> dict[str, Any]:
    """The fields that make a moment a note of these words."""
    return {**described(moment, "note", "", zone, None, strict=False), "text": words.strip()}


def stamp_of(moment: Moment) -> Stamp:
    """When the first key of the line went down."""
    return Stamp(moment.original_observed_at, moment.offset_s, moment.elapsed_us or 0)


def _possible(record: Record, at: Instant) -> bool:
    """Whether the time lies within the walk: one that is still to come would otherwise be yesterday's."""
    start = record.journey.started_at
    return start is None or at >= start - _EARLIER


def _detail_line(line: Line) -> str:
    """The line behind its code, as the detail line has it."""
    level = "" if line.level is None or line.code.level is not None else f"{line.level} "
    return level + line.text + ("" if line.details is None else f" | {line.details}")


def _capture(line: Line) -> CaptureTerm:
    code = line.code
    return next(t for t in CAPTURES if (t.kind, t.trigger, t.level) == (code.kind, code.trigger, code.level))
