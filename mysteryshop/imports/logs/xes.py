"""Event logs in XES (IEEE 1849), plain or packed with gzip: nothing is kept but what a journey needs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mysteryshop.errors import InputError
from mysteryshop.imports.report import Progress, Report
from mysteryshop.journey import Instant
from mysteryshop.permitted import in_calendar

from .event_log import Case, EventLog
from .times import NoTime, reader
from .xes_parsing import ATTRIBUTES, Parsing, chunks


@dataclass(frozen=True, slots=True)
class Keys:
    """The attributes that hold a trace's name, and an event's activity and time."""

    case: str = "concept:name"
    activity: str = "concept:name"
    time: str = "time:timestamp"


def read(path: Path, zone: str, keys: Keys, report: Report, progress: Progress) -> EventLog:
    """The log of a file; what has no name or time is left out and told. InputError names line and element."""
    reading = _Reading(path, zone, keys, report)
    for chunk in chunks(path, progress):
        reading.feed(chunk)
    return reading.finished()


class _Reading(Parsing):
    """The trace and event under way."""

    def __init__(self, path: Path, zone: str, keys: Keys, report: Report) -> None:
        super().__init__(path.name)
        self._keys, self._report = keys, report
        self._log = EventLog(path.name.split(".")[0])
        self._instant = reader(zone)
        self._case: Case | None = None
        self._named = ""
        self._event: dict[str, str] = {}
        self._traces = 0
        self._kept_out: set[str] = set()

    def finished(self) -> EventLog:
        """The log, once all bytes are in."""
        self.feed(b"", last=True)
        if self._kept_out:
            names = ", ".join(sorted(self._kept_out)[:12]) + (" ..." if len(self._kept_out) > 12 else "")
            self._report.notes.append(f"Not taken, because a journey has no place for them: {names}.")
        return self._log

    def _begin(self, tag: str, parent: str, attributes: dict[str, str]) -> None:
        if tag == "trace" and parent == "log":
            self._traces += 1
            self._named, self._case = f"case {self._traces}", None
        elif tag == "event" and parent in ("trace", "log"):
            self._event = {}
        elif tag in ATTRIBUTES and parent in ("event", "trace", "log"):
            self._attribute(parent, attributes)

    def _attribute(self, parent: str, attributes: dict[str, str]) -> None:
        key, value = attributes.get("key"), attributes.get("value", "")
        if key is None:
            raise self._wrong("an attribute without a key", "one with it")
        if parent == "event" and key in (self._keys.activity, self._keys.time):
            self._event[key] = value
        elif parent == "log" and key == "concept:name" and value.strip():
            self._log.name = value.strip()[:200]
        elif parent == "trace" and key == self._keys.case and value.strip():
            if self._case is None:
                self._named = value
            else:
                self._case.name = value
        elif parent != "log" and len(self._kept_out) < 1_000:
            self._kept_out.add(key)

    def _ended(self, tag: str) -> None:
        if tag == "event" and self._open[-1:] == ["trace"]:
            self._take_event()
        elif tag == "event":
            self._report.skip("events outside any trace", self._here())
        elif tag == "trace" and self._open[-1:] == ["log"] and self._case is None:
            self._report.skip("traces without an event that could be read", self._here())

    def _take_event(self) -> None:
        name, time = self._event.get(self._keys.activity, "").strip(), self._event.get(self._keys.time)
        if not name or not time:
            missing = self._keys.activity if not name else self._keys.time
            self._report.skip(f"events without {missing}", self._here())
            return
        at = self._at(time)
        try:
            if self._case is None:
                self._case = self._log.case(self._named)
            self._log.add(self._case, name, at)
        except InputError as error:
            raise InputError(f"{self._file}, {self._here()}: {error.title}.", error.remedy) from error

    def _at(self, text: str) -> Instant:
        try:
            at = self._instant(text)
        except NoTime:
            at = -(1 << 63)
        if not in_calendar(at):
            raise self._wrong(f'{self._keys.time} "{text[:60]}"', "a time such as 2026-11-14T10:22:08.000+00:00")
        return at
