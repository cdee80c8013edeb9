"""Journeys as an event log in XES (IEEE 1849-2023): a journey is a trace with the events of mysteryshop.exports.events.

With the standard extensions concept, lifecycle, time and organizational (a counterpart's role). Times carry the UTC
offset at the place and microseconds. Attributes without an extension are named like the fields of a journey. Plans
stand once, as a list of the log (`plans`); traces name theirs (`plan`). Characters that XML lacks become U+FFFD.
"""

from __future__ import annotations

import gzip
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from io import TextIOWrapper
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, BinaryIO
from xml.sax.saxutils import quoteattr

from mysteryshop.clock import local
from mysteryshop.journey import Record, Template
from mysteryshop.permitted import is_instant

from . import logged
from .events import Event, events
from .safe_text import xml_text

_HEAD = f"""<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849.2023" xes.features="nested-attributes" xmlns="http://www.xes-standard.org/">
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
  <classifier name="Activity" scope="event" keys="concept:name"/>
  <classifier name="ActivityAndTransition" scope="event" keys="concept:name lifecycle:transition"/>
  <classifier name="Kind" scope="event" keys="kind"/>
  <string key="concept:name" value="Mysteryshop"/>
  <string key="lifecycle:model" value="standard"/>
  <string key="format" value="{logged.FORMAT}"/>
  <int key="format_version" value="{logged.VERSION}"/>
"""
_PLAIN = re.compile("[ !#-%'-;=?-~]*")  # printable ASCII but for what XML escapes
_TYPES = {bool: "boolean", int: "int", float: "float", str: "string"}


def write(records: Iterable[Record], path: Path) -> None:
    """The log, written a journey at a time."""
    with path.open("wb") as stream:
        _write(records, stream)


def write_packed(records: Iterable[Record], path: Path) -> None:
    """The log packed with gzip."""
    with path.open("wb") as file, gzip.GzipFile("", "wb", fileobj=file, mtime=0) as stream:
        _write(records, stream)


def _write(records: Iterable[Record], stream: BinaryIO | gzip.GzipFile) -> None:
    """Plans come before traces, and are known when these are written: traces wait in a file."""
    plans: dict[str, Template] = {}
    with TemporaryFile() as later, TextIOWrapper(later, encoding="utf-8", newline="\n") as traces:
        for record in records:
            plans.setdefault(logged.plan_id(record.template, xml_text), record.template)
            traces.writelines(_trace(record))
        traces.flush()
        later.seek(0)
        stream.write("".join([_HEAD, *_plans(plans)]).encode())
        shutil.copyfileobj(later, stream)
        stream.write(b"</log>\n")


def _plans(plans: Mapping[str, Template]) -> Iterator[str]:
    """The plans as a list, each with its touchpoints as a list within."""
    yield '  <list key="plans"><values>\n'
    for ident, template in plans.items():
        yield f"    {_opened('plan', ident)}{_attributes(logged.plan(template, xml_text))}\n"
        yield '      <list key="touchpoints"><values>\n'
        for touchpoint in template.touchpoints:
            facts = logged.step(touchpoint, xml_text)
            yield f"        {_opened('touchpoint', facts.get('key', ''))}{_attributes(facts)}</string>\n"
        yield "      </values></list>\n    </string>\n"
    yield "  </values></list>\n"


def _trace(record: Record) -> Iterator[str]:
    zone, happened = record.journey.zone, events(record)
    yield f"  <trace>\n    {_attribute('concept:name', record.journey.id, zone)}\n"
    for name, value in logged.head(record, len(happened), xml_text).items():
        yield f"    {_attribute(name, value, zone)}\n"
    for event in happened:
        yield _event(event, zone)
    yield "  </trace>\n"


def _event(event: Event, zone: str) -> str:
    usual = {
        "concept:name": event.activity,
        "concept:instance": event.instance,
        "lifecycle:transition": event.transition,
    }
    more: dict[str, Any] = {
        "org:role": event.role,
        "kind": event.kind,
        "touchpoint": event.touchpoint.name if event.touchpoint is not None else None,
        **event.facts,
    }
    said = usual | logged.known(more, xml_text)
    lines = "".join(f"      {_attribute(name, value, zone)}\n" for name, value in said.items())
    return f"    <event>\n      {_date('time:timestamp', event.at, zone)}\n{lines}    </event>\n"


def _attributes(facts: Mapping[str, Any]) -> str:
    return "".join(_attribute(name, value, "UTC") for name, value in facts.items())


def _attribute(key: str, value: Any, zone: str) -> str:
    if is_instant(key):
        return _date(key, value, zone)
    shown = ("true" if value else "false") if isinstance(value, bool) else str(value)
    return f"<{_TYPES[type(value)]} key={_quoted(key)} value={_quoted(shown)}/>"


def _date(key: str, at: int, zone: str) -> str:
    return f'<date key="{key}" value="{local(at, zone).isoformat(timespec="microseconds")}"/>'


def _opened(key: str, value: str) -> str:
    return f"<string key={_quoted(key)} value={_quoted(value)}>"


def _quoted(text: str) -> str:
    """The text as the value of an attribute of XML; most needs nothing done to it."""
    if _PLAIN.fullmatch(text):
        return f'"{text}"'
    return quoteattr(xml_text(text), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
