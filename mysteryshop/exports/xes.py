"""Journeys as an event log in XES (IEEE 1849-2023): a journey is a trace with the events of mysteryshop.exports.events.

With the standard extensions concept, lifecycle, time and organizational (a counterpart's role). Times carry the UTC
offset at the place and microseconds. Attributes without an extension are named like the fields of a journey. Characters
that XML does not have become U+FFFD.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from mysteryshop.clock import local
from mysteryshop.journey import Record

from .events import Event, events
from .safe_text import xml_text

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849.2023" xes.features="" xmlns="http://www.xes-standard.org/">
  <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
  <extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>
  <extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
  <extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
  <global scope="trace">
    <string key="concept:name" value=""/>
  </global>
  <global scope="event">
    <string key="concept:name" value=""/>
    <string key="concept:instance" value=""/>
    <string key="lifecycle:transition" value="complete"/>
    <date key="time:timestamp" value="1970-01-01T00:00:00.000000+00:00"/>
    <string key="kind" value=""/>
  </global>
  <classifier name="Activity" keys="concept:name"/>
  <classifier name="Activity and transition" keys="concept:name lifecycle:transition"/>
  <classifier name="Kind" keys="kind"/>
  <string key="concept:name" value="Mysteryshop"/>
  <string key="lifecycle:model" value="standard"/>
"""
_TYPES = {bool: "boolean", int: "int", float: "float", str: "string"}
_OF_A_JOURNEY = ("state", "origin", "place", "relationship", "persona", "leader", "zone", "demo")


def write(records: Iterable[Record], path: Path) -> None:
    """The log, written a journey at a time."""
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(_lines(records))


def write_packed(records: Iterable[Record], path: Path) -> None:
    """The log packed with gzip."""
    with path.open("wb") as file, gzip.GzipFile("", "wb", fileobj=file, mtime=0) as stream:
        for line in _lines(records):
            stream.write(line.encode())


def _lines(records: Iterable[Record]) -> Iterator[str]:
    yield _HEAD
    for record in records:
        yield "  <trace>\n"
        yield from _about(record)
        for event in events(record):
            yield _event(event, record.journey.zone)
        yield "  </trace>\n"
    yield "</log>\n"


def _about(record: Record) -> Iterator[str]:
    journey = record.journey
    yield f"    {_attribute('concept:name', journey.id)}"
    yield f"    {_attribute('template', journey.template.key)}"
    yield f"    {_attribute('template_name', journey.template.name)}"
    for name in _OF_A_JOURNEY:
        value = getattr(journey, name)
        if value != "":
            yield f"    {_attribute(name, value)}"
    for name, text in record.answers.items():
        if name.startswith("rate."):
            yield f"    {_attribute(name, int(text))}"


def _event(event: Event, zone: str) -> str:
    said: dict[str, Any] = {
        "concept:name": event.activity,
        "concept:instance": event.instance,
        "lifecycle:transition": event.transition,
        **({"org:role": event.role} if event.role else {}),
        "kind": event.kind,
        **({"touchpoint": event.touchpoint.name} if event.touchpoint is not None else {}),
        **event.facts,
    }
    when = local(event.at, zone).isoformat(timespec="microseconds")
    lines = "".join(f"      {_attribute(name, value)}" for name, value in said.items())
    return f'    <event>\n      <date key="time:timestamp" value="{when}"/>\n{lines}    </event>\n'


def _attribute(key: str, value: Any) -> str:
    shown = ("true" if value else "false") if isinstance(value, bool) else xml_text(str(value))
    quoted = quoteattr(shown, {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
    return f"<{_TYPES[type(value)]} key={quoteattr(xml_text(key))} value={quoted}/>\n"
