"""Writes what pm4py is to read, and what it is to find there: run with the app's own environment."""

from __future__ import annotations

import json
import random
import sys
from dataclasses import replace
from pathlib import Path

from mysteryshop import demo
from mysteryshop.analysis import metrics
from mysteryshop.clock import local
from mysteryshop.errors import InputError
from mysteryshop.exports import events, ocel
from mysteryshop.exports.writing import write_file
from mysteryshop.imports.table import Context, read
from mysteryshop.journey import Record

FORMATS = ("xes", "xes.gz", "ocel.json", "ocel.sqlite")


def main(folder: Path, samples: Path) -> None:
    """`samples` is a folder with logs of other people's, to be read by both sides."""
    others = sorted(file for file in samples.iterdir() if file.name.endswith((".xes", ".xes.gz")) and _is_log(file))
    folder.mkdir(parents=True, exist_ok=True)
    whole = [_shaken(each.record, number) for number, each in enumerate(demo.load())]
    for suffix in FORMATS:
        write_file(whole, folder / f"journeys.{suffix}")
    told = {record.journey.id: [_event(event) for event in events.events(record)] for record in whole}
    (folder / "journeys.expected").write_text(json.dumps(told), encoding="utf-8")
    found = {str(file.resolve()): _cases(file) for file in others}
    (folder / "others.expected").write_text(json.dumps(found), encoding="utf-8")
    print(f"{len(whole)} journeys and {len(others)} logs of others")


def _is_log(file: Path) -> bool:
    """Whether there are events with a name and a time in it: some samples have neither."""
    try:
        return read(file, Context(())).count > 0
    except InputError as error:
        print(error.title)
        return False


def _shaken(record: Record, number: int) -> Record:
    """The journey with odd microseconds, so that a reader that rounds is found out."""
    chance = random.Random(number)
    moments = tuple(replace(m, observed_at=m.observed_at + chance.randrange(1_000_000)) for m in record.moments)
    return replace(record, moments=tuple(sorted(moments, key=lambda m: m.observed_at)))


def _event(event: events.Event) -> list[str | None]:
    when = local(event.at, "UTC").isoformat(timespec="microseconds")
    place = event.touchpoint and event.touchpoint.name
    return [event.activity, event.transition, when, event.kind, event.role, place, ocel.type_of(event)]


def _cases(file: Path) -> list[list[str | float]]:
    """Each case as the app imports it: name, events, duration and longest silence in s, different touchpoints."""
    told: list[list[str | float]] = []
    for record in read(file, Context(())).records():
        found = metrics.compute(record)
        names = {visit.name for visit in record.visits}
        lengths = (round(float(found["duration_s"]), 6), round(float(found["longest_silence_s"]), 6))
        told.append([record.journey.place, len(record.visits), *lengths, len(names)])
    return told


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
