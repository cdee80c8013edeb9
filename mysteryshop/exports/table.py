"""The formats that journeys can be exported as."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from mysteryshop.errors import InputError
from mysteryshop.journey import Record
from mysteryshop.wording import in_mid_sentence


@dataclass(frozen=True, slots=True)
class Exporter:
    """One format: its suffixes, whether a file holds many journeys, and how they are written.

    `by_date` says that a file is read by people, row by row: the earliest journey stands first where nobody chose how.
    `write` takes the journeys one at a time and fills a new file; it may raise OSError.
    """

    name: str
    label: str
    suffixes: tuple[str, ...]
    many: bool
    write: Callable[[Iterable[Record], Path], None]
    by_date: bool = False


def _field_notes(records: Iterable[Record], path: Path) -> None:
    from . import field_notes

    (record,) = records
    path.write_bytes(field_notes.write(record).encode())


def _json(records: Iterable[Record], path: Path) -> None:
    from . import json_record

    json_record.write_to(records, path)


def _tables(records: Iterable[Record], path: Path) -> None:
    from . import csv_tables

    csv_tables.write_tables(records, path)


def _metrics(records: Iterable[Record], path: Path) -> None:
    from . import csv_tables

    csv_tables.write_metrics(records, path)


def _excel(records: Iterable[Record], path: Path) -> None:
    from . import workbook

    workbook.write(records, path)


def _xes(records: Iterable[Record], path: Path) -> None:
    from . import xes

    xes.write(records, path)


def _xes_packed(records: Iterable[Record], path: Path) -> None:
    from . import xes

    xes.write_packed(records, path)


def _ocel_json(records: Iterable[Record], path: Path) -> None:
    from . import ocel

    ocel.write_json(records, path)


def _ocel_sqlite(records: Iterable[Record], path: Path) -> None:
    from . import ocel_sqlite

    ocel_sqlite.write(records, path)


EXPORTERS: tuple[Exporter, ...] = (
    Exporter("notes", "Field notes", (".txt", ".md", ".text", ".notes"), False, _field_notes),
    Exporter("json", "Whole journeys as JSON", (".json",), True, _json),
    Exporter("tables", "Tables as CSV", (".zip",), True, _tables, by_date=True),
    Exporter("metrics", "Metrics as CSV", (".csv",), True, _metrics, by_date=True),
    Exporter("excel", "Excel workbook", (".xlsx",), True, _excel, by_date=True),
    Exporter("xes", "Event log in XES", (".xes",), True, _xes),
    Exporter("xes-gz", "Event log in XES, packed", (".xes.gz",), True, _xes_packed),
    Exporter("ocel", "OCEL 2.0 as JSON", (".ocel.json", ".jsonocel"), True, _ocel_json),
    Exporter("ocel-sqlite", "OCEL 2.0 as SQLite", (".ocel.sqlite", ".sqliteocel"), True, _ocel_sqlite),
)


_SPREADSHEETS = (".ods", ".xls", ".xlsm", ".xlsb", ".numbers")


def exporter_for(path: Path) -> Exporter:
    """The exporter for a file's suffix, the longest that fits; InputError lists those that there are."""
    name = path.name.casefold()
    fitting = [(len(suffix), row) for row in EXPORTERS for suffix in row.suffixes if name.endswith(suffix)]
    if fitting:
        return max(fitting, key=lambda pair: pair[0])[1]
    known = ", ".join(f"{suffix} ({in_mid_sentence(row.label)})" for row in EXPORTERS for suffix in row.suffixes[:1])
    remedy = f"Choose a file that ends in {known}."
    if name.endswith(_SPREADSHEETS):
        remedy = "Choose a file that ends in .xlsx: every spreadsheet opens it, and saves it as its own kind."
    raise InputError(f"{path.name} is of no kind that can be exported.", remedy)


def exporter_named(name: str) -> Exporter:
    """The exporter of that name."""
    for exporter in EXPORTERS:
        if exporter.name == name:
            return exporter
    raise InputError(f"There is no format {name}.", f"Choose one of {', '.join(row.name for row in EXPORTERS)}.")
