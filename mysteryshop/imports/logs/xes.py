"""Event logs in XES (IEEE 1849), plain or packed with gzip.

Read with expat itself rather than as a tree: nothing of the file is kept but what a journey needs, and the first
declaration of an entity stops it, so that no entity is ever expanded and nothing outside the file is ever loaded.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from xml.parsers import expat

from mysteryshop.errors import InputError
from mysteryshop.imports.report import Progress, Report
from mysteryshop.journey import Instant

from .event_log import Case, EventLog, in_calendar
from .times import NoTime, reader

MOST_UNPACKED = 4_000_000_000  # bytes
MOST_RATIO, _RATIO_FROM = 250, 64_000_000  # how far gzip may blow up; smaller files may be anything
_CHUNK = 1 << 18
_DEEPEST = 64
_NOTHING = "nothing was imported."
_ATTRIBUTES = frozenset({"string", "date", "int", "float", "boolean", "id", "list", "container"})


@dataclass(frozen=True, slots=True)
class Keys:
    """The attributes that hold a trace's name, and an event's activity and time."""

    case: str = "concept:name"
    activity: str = "concept:name"
    time: str = "time:timestamp"


def read(path: Path, zone: str, keys: Keys, report: Report, progress: Progress) -> EventLog:
    """The log of a file; what has no name or time is left out and told. InputError names line and element."""
    reading = _Reading(path, zone, keys, report)
    whole = path.stat().st_size
    with path.open("rb") as packed:
        for chunk in _unpacked(packed, path):
            reading.feed(chunk)
            progress("reading", packed.tell(), whole)
    return reading.finished()


class _Reading:
    """The state between two tags: where we are, and the trace and event under way."""

    def __init__(self, path: Path, zone: str, keys: Keys, report: Report) -> None:
        self._file, self._keys, self._report = path.name, keys, report
        self._log = EventLog(path.name.split(".")[0])
        self._instant = reader(zone)
        self._open: list[str] = []
        self._case: Case | None = None
        self._named = ""
        self._event: dict[str, str] = {}
        self._traces = 0
        self._kept_out: set[str] = set()
        self._parser = parser = expat.ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.EntityDeclHandler = self._refuse_entity
        parser.buffer_text = True

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes of the file."""
        try:
            self._parser.Parse(chunk, False)
        except expat.ExpatError as error:
            raise self._not_xml(error) from error

    def finished(self) -> EventLog:
        """The log, once all bytes are in."""
        try:
            self._parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise self._not_xml(error) from error
        if self._kept_out:
            names = ", ".join(sorted(self._kept_out)[:12]) + (" ..." if len(self._kept_out) > 12 else "")
            self._report.notes.append(f"Not taken, because a journey has no place for them: {names}.")
        return self._log

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        if not self._open and tag != "log":
            raise self._wrong(f"<{tag}>", "<log>, with which XES begins")
        if len(self._open) >= _DEEPEST:
            raise self._wrong(f"elements {_DEEPEST} deep", "a log")
        parent = self._open[-1] if self._open else ""
        self._open.append(tag)
        if tag == "trace" and parent == "log":
            self._traces += 1
            self._named, self._case = f"case {self._traces}", None
        elif tag == "event" and parent in ("trace", "log"):
            self._event = {}
        elif tag in _ATTRIBUTES and parent in ("event", "trace", "log"):
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

    def _end(self, tag: str) -> None:
        self._open.pop()
        tag = tag.rpartition(":")[2]
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

    def _refuse_entity(self, name: str, *_: object) -> None:
        title = f"{self._file}, {self._here()}: found the declaration of an entity (“{name[:40]}”), which no log needs."
        raise InputError(title, f"Such files can be made to do harm; {_NOTHING}")

    def _here(self) -> str:
        return f"line {self._parser.CurrentLineNumber}"

    def _wrong(self, found: str, expected: str) -> InputError:
        title = f"{self._file}, {self._here()}: found {found}, expected {expected}."
        return InputError(title, f"Correct the file, or export it again; {_NOTHING}")

    def _not_xml(self, error: expat.ExpatError) -> InputError:
        why = expat.errors.messages.get(error.code, "not well-formed")
        title = f"{self._file}, line {error.lineno}: found what is no XML ({why}), expected a log in XES."
        return InputError(title, f"Export it again; {_NOTHING}")


def _unpacked(packed: BinaryIO, path: Path) -> Iterator[bytes]:
    """The bytes of the log; InputError where what is packed is damaged or a bomb."""
    if packed.read(2) != b"\x1f\x8b":
        packed.seek(0)
        while chunk := packed.read(_CHUNK):
            yield chunk
        return
    packed.seek(0)
    unpacked = 0
    try:
        with gzip.GzipFile(fileobj=packed) as stream:
            while chunk := stream.read(_CHUNK):
                unpacked += len(chunk)
                _bounded(unpacked, packed.tell(), path.name)
                yield chunk
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        title = f"{path.name}: found a damaged gzip file ({str(error)[:80]}), expected a log packed whole."
        raise InputError(title, f"Fetch or pack it again; {_NOTHING}") from error


def _bounded(unpacked: int, packed: int, file: str) -> None:
    if unpacked > MOST_UNPACKED or (unpacked > _RATIO_FROM and unpacked > MOST_RATIO * packed):
        title = f"{file} unpacks to more than {unpacked:,} bytes from {packed:,}: that is no log."
        raise InputError(title, f"Unpack it yourself if you trust it, and import the .xes; {_NOTHING}")
