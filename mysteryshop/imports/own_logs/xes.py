"""Journeys from the XES that mysteryshop.exports.xes writes, a trace in memory at a time.

The file is read twice: once to count and to see that it is XML to its end, then once more for the journeys.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mysteryshop.exports.logged import FORMAT
from mysteryshop.imports.batch import Batch
from mysteryshop.imports.logs.xes_parsing import ATTRIBUTES, Parsing, chunks
from mysteryshop.imports.report import Progress, Report, unwatched
from mysteryshop.journey import Record, Template

from . import assembling
from .batch import batch as batch_of
from .told import Odd, Told, changed, check_version, instant, shown, text

_CASES = "concept:name"
_MOST_OF_PLANS, _MOST_OF_A_TRACE = 1_000_000, 5_000_000  # attributes
_SECOND = {
    "visit": {"start": False, "complete": True},
    "pause": {"start": False, "complete": True},
    "skip": {"manualskip": False},
    "wait": {"start": False, "complete": True},
}
_AT_ONCE = {"complete": False}  # of all other kinds


def version(path: Path) -> int | None:
    """The version of the format that the log says it has; None where this app did not write it."""
    marked = _Marked(path.name)
    for chunk in chunks(path, unwatched):
        marked.feed(chunk)
        if marked.settled:
            break
    return marked.version if marked.ours else None


def batch(path: Path, version: int, progress: Progress) -> Batch:
    """The journeys of such a log; InputError where it is no XML to its end, or of a newer version."""
    check_version(path.name, version, _CASES)
    counting = _Counting(path.name)
    for chunk in chunks(path, progress):
        counting.feed(chunk)
    counting.feed(b"", last=True)
    report = Report(path.name, "journeys as an event log in XES", counting.traces, counting.events)
    return batch_of(report, lambda: _records(path))


def _records(path: Path) -> Iterator[Record]:
    reading = _Journeys(path.name)
    for chunk in chunks(path, unwatched):
        reading.feed(chunk)
        yield from reading.taken()
    reading.feed(b"", last=True)
    yield from reading.taken()


class _Marked(Parsing):
    """Looks for the mark among the attributes of the log, which stand before its traces."""

    ours, version, settled = False, 0, False

    def _begin(self, tag: str, parent: str, attributes: dict[str, str]) -> None:
        if parent == "log" and not self.settled:
            key, value = attributes.get("key"), attributes.get("value", "")
            self.settled = tag in ("trace", "event")
            if key == "format":
                self.ours, self.settled = value == FORMAT, value != FORMAT
            elif key == "format_version" and self.ours and value.isdecimal() and len(value) < 10:
                self.version, self.settled = int(value), True


class _Counting(Parsing):
    traces = events = 0

    def _begin(self, tag: str, parent: str, attributes: dict[str, str]) -> None:
        if tag == "event":
            self.events += 1
        elif tag == "trace":
            self.traces += 1


@dataclass(slots=True)
class _Node:
    """An attribute of the log with those within it."""

    key: str
    value: Any
    within: list[_Node] = field(default_factory=list)

    def facts(self) -> dict[str, Any]:
        return {node.key: node.value for node in self.within}

    def listed(self, key: str) -> list[_Node]:
        return next((node.within for node in self.within if node.key == key), [])


class _Journeys(Parsing):
    """The plans, and the trace and event under way."""

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self._log = _Node("", None)
        self._nodes = [self._log]
        self._count = 0
        self._plans: Mapping[str, Template] | None = None
        self._about: dict[str, Any] = {}
        self._events: list[dict[str, Any]] = []
        self._taken: list[Record] = []

    def taken(self) -> Iterator[Record]:
        """The journeys that are whole since it was last asked."""
        taken, self._taken = self._taken, []
        yield from taken

    def _begin(self, tag: str, parent: str, attributes: dict[str, str]) -> None:
        if tag in ATTRIBUTES:
            if parent == "event":
                self._events[-1][attributes.get("key", "")] = self._typed(tag, attributes)
            elif parent == "trace":
                self._about[attributes.get("key", "")] = self._typed(tag, attributes)
            elif self._is_of_log():
                self._of_log(tag, attributes)
        elif tag == "event":
            if parent != "trace":
                raise self._wrong("an event outside any trace", "it in one")
            self._count += len(self._events[-1]) if self._events else 0
            if self._count > _MOST_OF_A_TRACE:
                raise self._wrong(f"a trace with more than {_MOST_OF_A_TRACE:,} attributes", "a journey")
            self._events.append({})
        elif tag == "trace":
            self._count = 0
            self._about, self._events = {}, []

    def _ended(self, tag: str) -> None:
        if tag == "trace":
            self._taken.append(self._journey())
        elif tag in ATTRIBUTES and len(self._nodes) > 1 and self._is_of_log():
            self._nodes.pop()

    def _is_of_log(self) -> bool:
        return "trace" not in self._open and "global" not in self._open

    def _of_log(self, tag: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > _MOST_OF_PLANS:
            raise self._wrong(f"more than {_MOST_OF_PLANS:,} attributes before the first trace", "plans")
        node = _Node(attributes.get("key", ""), self._typed(tag, attributes))
        self._nodes[-1].within.append(node)
        self._nodes.append(node)

    def _typed(self, tag: str, attributes: dict[str, str]) -> Any:
        value = attributes.get("value", "")
        try:
            if tag == "int":
                return int(value)
            if tag == "float":
                return float(value)
        except ValueError:
            raise self._wrong(f"{shown(value)}", f"a value of the type {tag}") from None
        return value == "true" if tag == "boolean" else value

    def _journey(self) -> Record:
        ident = str(self._about.get("concept:name", ""))
        try:
            if not ident:
                raise Odd("a trace without concept:name", "the id of a journey")
            told = list(map(_told, self._events))
            return assembling.record(ident, self._about, _paired(told), self._plan())
        except Odd as odd:
            where = f"{self._file}, {self._here()}, journey {shown(ident)}"
            raise changed(where, odd, _CASES) from odd

    def _plan(self) -> Template:
        if self._plans is None:
            self._plans = {
                str(node.value): assembling.plan(node.facts(), (step.facts() for step in node.listed("touchpoints")))
                for node in self._log.listed("plans")
            }
        ident = text(self._about, "plan")
        if ident not in self._plans:
            raise Odd(f"no plan {shown(ident)} in the log", "its touchpoints")
        return self._plans[ident]


def _told(facts: dict[str, Any]) -> Told:
    kind = text(facts, "kind")
    assembling.check_kind(kind)
    transition = facts.get("lifecycle:transition")
    seconds = _SECOND.get(kind, _AT_ONCE)
    if transition not in seconds:
        raise Odd(f"{kind} with lifecycle:transition {shown(transition)}", " or ".join(seconds))
    facts["name"], facts["role"] = facts.get("concept:name"), facts.get("org:role")
    at = instant(facts.get("time:timestamp"), "time:timestamp")
    return Told(at, kind, text(facts, "concept:instance"), seconds[transition], facts)


def _paired(told: list[Told]) -> list[Told]:
    """A wait that has not ended is one `complete` event: it is no end."""
    begun = {event.instance for event in told if event.kind == "wait" and not event.second}
    for event in told:
        event.second = event.second and (event.kind != "wait" or event.instance in begun)
    return told
