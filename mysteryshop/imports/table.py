"""The formats that can be imported."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from mysteryshop.errors import InputError
from mysteryshop.journey import Template
from mysteryshop.wording import in_mid_sentence

from .batch import Batch, whole
from .files import IN_JSON, IN_SQLITE, SPREADSHEETS, content, unreadable
from .report import Progress, Report, unwatched

if TYPE_CHECKING:
    import re

    from .logs.csv_log import Columns
    from .logs.event_log import EventLog
    from .logs.object_log import ObjectSource


@dataclass(frozen=True, slots=True)
class Context:
    """What a file of journeys is read against: known templates, and what holds where it names no day or zone.

    Of an event log also its columns, and which activities are communications (None: all of them).
    """

    templates: Sequence[Template]
    today: date | None = None
    zone: str = "UTC"
    columns: Columns | None = None
    communications: re.Pattern[str] | None = None
    progress: Progress = unwatched


@dataclass(frozen=True, slots=True)
class Importer:
    """One format: its suffixes, and how the journeys of a file are read."""

    name: str
    label: str
    suffixes: tuple[str, ...]
    read: Callable[[Path, Context], Batch]


def _field_notes(file: Path, context: Context) -> Batch:
    from . import field_notes
    from .decoding import decoded

    text = decoded(content(file), file.name)
    told = field_notes.read(
        text, file=file.name, templates=context.templates, today=context.today, zone=context.zone
    )  # fmt: skip
    return whole(file.name, "field notes", [told])


def _json(file: Path, context: Context) -> Batch:
    from . import json_lines, json_record, object_logs
    from .decoding import decoded

    if (by_line := json_lines.batch(file)) is not None:
        return by_line
    if (log := object_logs.source(file, context.progress)) is not None:
        return _objects(log, file, context)
    return whole(file.name, "whole journeys", json_record.read(decoded(content(file), file.name), file=file.name))


def _tables(file: Path, context: Context) -> Batch:
    from . import csv_tables

    return csv_tables.read(file)


def _workbook(file: Path, context: Context) -> Batch:
    from . import workbook

    return workbook.read(file, context.progress)


def _xes(file: Path, context: Context) -> Batch:
    from .logs import xes
    from .own_logs import xes as own

    named, usual = context.columns, xes.Keys()
    if not (named and named.any) and (version := own.version(file)) is not None:
        return own.batch(file, version, context.progress)
    keys = usual
    if named is not None:
        keys = xes.Keys(named.case or usual.case, named.activity or usual.activity, named.time or usual.time)

    def reading(report: Report) -> EventLog:
        return xes.read(file, context.zone, keys, report, context.progress)

    return _log(file, "event log in XES", context, reading)


def _csv(file: Path, context: Context) -> Batch:
    from .logs import csv_log

    columns = context.columns or csv_log.Columns()
    return _log(
        file, "event log as a table", context,
        lambda report: csv_log.read(file, context.zone, columns, report, context.progress),
    )  # fmt: skip


def _ocel(file: Path, context: Context) -> Batch:
    from .object_logs import source

    found = source(file, context.progress)
    assert found is not None  # the file's name says that it is one
    return _objects(found, file, context)


def _objects(found: ObjectSource, file: Path, context: Context) -> Batch:
    """The journeys that this app wrote as a log; of any other log, or where a type is named, its objects as cases."""
    from .logs import object_log
    from .own_logs import ocel as own

    named = context.columns.case if context.columns else ""
    if not named and own.is_own(found.objects):
        return own.batch(found, context.progress)

    def reading(report: Report) -> EventLog:
        log = found.whole(context.progress)
        case = object_log.case_type(log, named, context.columns.confirm if context.columns else None, report)
        return object_log.flattened(log, case, file.name.split(".")[0], report)

    return _log(file, "event log in OCEL 2.0", context, reading)


def _log(file: Path, kind: str, context: Context, read: Callable[[Report], EventLog]) -> Batch:
    from .logs.batch import batch

    report = Report(file.name, kind)
    return batch(read(report), report, context.communications, context.zone)


IMPORTERS: tuple[Importer, ...] = (
    Importer("notes", "Field notes", (".txt", ".md", ".text", ".notes"), _field_notes),
    Importer("ocel", "Event log as OCEL 2.0 JSON", IN_JSON, _ocel),  # it ends in .json too
    Importer("json", "Whole journeys as JSON", (".json",), _json),
    Importer("tables", "Tables as CSV", (".zip",), _tables),
    Importer("excel", "Excel workbook", (".xlsx",), _workbook),
    Importer("xes", "Event log in XES", (".xes", ".xes.gz"), _xes),
    Importer("ocel-sqlite", "Event log as OCEL 2.0 SQLite", IN_SQLITE, _ocel),
    Importer("csv", "Event log as CSV", (".csv", ".tsv"), _csv),
)


def importer_for(path: Path) -> Importer:
    """The importer for a file's suffix; InputError lists those that there are."""
    name = path.name.casefold()
    for importer in IMPORTERS:
        if name.endswith(importer.suffixes):
            return importer
    known = ", ".join(f"{suffix} ({in_mid_sentence(row.label)})" for row in IMPORTERS for suffix in row.suffixes[:1])
    remedy = f"Choose a file that ends in {known}."
    if name.endswith(SPREADSHEETS):
        remedy = "Open it in a spreadsheet and save it as .xlsx, or a log of events as .csv; then import that."
    raise InputError(f"{path.name} is of no kind that can be imported.", remedy)


def read(file: Path, context: Context) -> Batch:
    """The journeys of a file; InputError where it cannot be read or is of no known kind."""
    importer = importer_for(file)
    try:
        return importer.read(file, context)
    except OSError as error:
        raise unreadable(file, error) from error
