"""The demo's data folder: journeys that ship with the app, as if they had been walked, debriefed and sealed.

`resources/demo/README.md` says how they are written down, by hand and by a model. Filling twice changes nothing, and
a folder with journeys of the user's own is never touched.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from mysteryshop import demo_model, figures, paths, templates
from mysteryshop.clock import FixedClock
from mysteryshop.demo_model import pictures as demo_pictures
from mysteryshop.demo_model import practice as demo_practice
from mysteryshop.errors import InputError
from mysteryshop.imports import field_notes
from mysteryshop.journey import SECOND, Expectation, Finding, Record
from mysteryshop.recorder import Recorder
from mysteryshop.store.database import Database
from mysteryshop.store.keyfile import FolderKey
from mysteryshop.store.queries import Queries

_DEBRIEF_S = 45 * 60  # from the end of a walk to its sealing
_FINDING_TEXTS = (
    *("title", "text", "triage", "beneficiary", "condition"),
    *("cause", "touchpoint", "effect", "owner", "due"),
)


@dataclass(frozen=True, slots=True)
class Filled:
    """What filling found and did: the ids of all demo journeys in their order, and which of them are new."""

    journeys: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DemoJourney:
    """One journey of the demo: the record before it is sealed, and whether it is to be."""

    record: Record
    sealed: bool
    pictures: tuple[Path, ...] = ()  # the files that its attachments name


def fill(data_dir: Path, key: FolderKey | None = None) -> Filled:
    """Put the demo journeys into a data folder. InputError where it holds journeys but no demo."""
    with Database.open(data_dir, key=key) as database:
        rows = Queries(database).rows(limit=-1)
        if rows and not any(row.demo for row in rows):
            raise InputError(
                f"The data folder {data_dir} holds journeys of your own: the demo keeps out of it.",
                "Choose another folder: mysteryshop --data-dir FOLDER demo.",
            )
        journeys = load()
        new = [journey.record.journey.id for journey in journeys if _stored(database, journey)]
        _keep_practice(database, journeys)
        figures.refresh(database)
    return Filled(tuple(journey.record.journey.id for journey in journeys), tuple(new))


@cache
def load(folder: Path | None = None) -> tuple[DemoJourney, ...]:
    """Those written by hand in the order of their names, then those of the model."""
    folder = paths.resources() / "demo" if folder is None else folder
    by_hand: list[demo_model.Written] = [
        (notes.name, notes.read_text(encoding="utf-8"), tomllib.loads(notes.with_suffix(".toml").read_text("utf-8")))
        for notes in sorted(folder.glob("*.txt"))
    ]
    pictures = folder / "pictures"
    return tuple(_journey(*written, pictures) for written in (*by_hand, *demo_model.written(folder / "model")))


def _stored(database: Database, journey: DemoJourney) -> bool:
    """Import and seal what is not there yet; whether anything was to be done.

    The clock is that of a leader who debriefed soon after the walk: every run makes the same chain of edits.
    """
    head = journey.record.journey
    clock = FixedClock((head.ended_at or 0) + _DEBRIEF_S * SECOND, head.zone)
    recorder = Recorder(database, clock)
    for picture in journey.pictures:
        database.files.put(picture.read_bytes())
    imported = recorder.import_record(journey.record) is not None
    untouched = imported or len(Queries(database).edits(head.id)) == 1  # an earlier run was stopped before sealing
    if journey.sealed and untouched:
        recorder.finalise(head.id, clock.now())
    return imported


def _keep_practice(database: Database, journeys: tuple[DemoJourney, ...]) -> None:
    """Keep the demo's practice, unless anything was ever kept: what the reader changed since stays.

    The clock is that of the newest journey's leader after its debrief: every run makes the same chain of edits.
    """
    if Queries(database).has_practice():
        return
    newest = max(journey.record.journey.ended_at or 0 for journey in journeys)
    entries = demo_practice.written([journey.record for journey in journeys])
    Recorder(database, FixedClock(newest + _DEBRIEF_S * SECOND)).keep(*entries)


def _journey(name: str, text: str, said: Mapping[str, Any], pictures: Path) -> DemoJourney:
    record, by_line = field_notes.read_numbered(text, file=name, templates=templates.builtin())
    timed = [number for number, line in enumerate(text.splitlines(), start=1) if line[:1].isdigit()]
    moments = {count: by_line[number] for count, number in enumerate(timed, start=1) if number in by_line}
    journey = replace(record.journey, demo=True, leader=said.get("leader", ""), tags=tuple(said.get("tags", ())))
    record = replace(
        record,
        journey=journey,
        answers=MappingProxyType({**record.answers, **_answers(said)}),
        expectations=_expectations(record, said, moments),
        findings=tuple(
            _finding(record.journey.id, ordinal, table, moments)
            for ordinal, table in enumerate(said.get("finding", ()), start=1)
        ),
    )
    evidence = said.get("evidence", ())
    attached = demo_pictures.attachments(
        record, evidence, moments, pictures, lambda words: field_notes.item_id(journey.id, words)
    )
    record = replace(record, attachments=attached)
    files = tuple(demo_pictures.picture_file(table["picture"], pictures) for table in evidence)
    return DemoJourney(record, said["state"] == "finalised", files)


def _answers(said: Mapping[str, Any]) -> dict[str, str]:
    answers = {"verdict.headline": said["headline"]} if "headline" in said else {}
    for group in ("similarity", "incognito", "reflection"):
        for name, value in said.get(group, {}).items():
            answers[f"{group}.{name}"] = {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
    return answers


def _expectations(record: Record, said: Mapping[str, Any], moments: Mapping[int, str]) -> tuple[Expectation, ...]:
    tables = {table["number"]: table for table in said.get("expectation", ())}
    found, number = [], 0
    for expectation in record.expectations:
        number += expectation.is_assumption
        table = tables.get(number, {}) if expectation.is_assumption else {}
        evidence = tuple(moments[line] for line in table.get("lines", ()))
        found.append(replace(expectation, note=table.get("note", ""), evidence=evidence))
    return tuple(found)


def _finding(journey: str, ordinal: int, table: Mapping[str, Any], moments: Mapping[int, str]) -> Finding:
    texts = {name: table[name] for name in _FINDING_TEXTS if name in table}
    ident = field_notes.item_id(journey, f"finding {ordinal}")
    return Finding(ident, ordinal, moments=tuple(moments[line] for line in table.get("lines", ())), **texts)
