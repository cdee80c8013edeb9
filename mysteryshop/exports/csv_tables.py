"""Journeys as CSV: all tables in one .zip with their data dictionary, or the metrics alone as one .csv.

UTF-8 without byte order mark, commas, CRLF, a header line. Times are ISO 8601 in the journey's zone with UTC offset and
six decimals; true and false are written so; an unknown value is an empty cell; lists and counts are JSON. Text that a
spreadsheet might run stands behind an apostrophe (mysteryshop.exports.safe_text), which import takes away again. What
reading back cannot tell apart is an empty text from an unknown one, where both are possible.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from io import TextIOWrapper
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TextIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from mysteryshop.clock import local
from mysteryshop.journey import Record

from .safe_text import guarded, storable
from .tables import METRICS_TABLE, TABLES, Column, Table, dictionary

DICTIONARY = "dictionary"
TITLES = ("table", "column", "cells", "may be empty", "meaning")
_TIMES = "Local time at the place with its UTC offset, ISO 8601."
_EARLY = (1980, 1, 1, 0, 0, 0)  # of all files in the archive: the same journeys make the same bytes


def write_tables(records: Iterable[Record], path: Path) -> None:
    """All tables as one archive; the journeys are taken one at a time."""
    with TemporaryDirectory(prefix="mysteryshop-") as folder:
        files = {table.name: Path(folder) / f"{table.name}.csv" for table in TABLES}
        with ExitStack() as stack:
            streams = {name: stack.enter_context(_opened(file)) for name, file in files.items()}
            _write_all(records, {name: _writer(stream) for name, stream in streams.items()})
        with ZipFile(path, "w", ZIP_DEFLATED) as archive:
            for file in files.values():
                _add(archive, file)
            with archive.open(_entry(f"{DICTIONARY}.csv"), "w") as raw, TextIOWrapper(raw, "utf-8", newline="") as text:
                explained = dictionary(lambda table, column: _TIMES)
                _writer(text).writerows([TITLES, *(map(guarded, row) for row in explained)])


def write_metrics(records: Iterable[Record], path: Path) -> None:
    """The table of metrics alone: one row a journey."""
    with _opened(path) as stream:
        writer = _writer(stream)
        writer.writerow([column.name for column in METRICS_TABLE.columns])
        for record in records:
            writer.writerows(_cells(METRICS_TABLE, record))


def _write_all(records: Iterable[Record], writers: Mapping[str, Any]) -> None:
    seen: set[tuple[str, Any]] = set()
    for table in TABLES:
        writers[table.name].writerow([column.name for column in table.columns])
    for record in records:
        for table in TABLES:
            if table.shared and (table.name, record.template) in seen:
                continue
            seen.add((table.name, record.template))
            writers[table.name].writerows(_cells(table, record))


def _cells(table: Table, record: Record) -> Iterator[list[str]]:
    for row in table.rows(record):
        yield [_cell(value, column, record) for value, column in zip(row, table.columns, strict=True)]


def _cell(value: Any, column: Column, record: Record) -> str:
    if value is None:
        return ""
    if column.kind == "time":
        return local(value, record.journey.zone).isoformat(timespec="microseconds")
    if isinstance(value, str):
        return guarded(storable(value))
    if column.kind in ("list", "object"):
        return guarded(json.dumps(jsonable(value)))
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(value)


def jsonable(value: Any) -> Any:
    """Lists and mappings as JSON takes them."""
    if isinstance(value, Mapping):
        return {str(key): jsonable(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [jsonable(item) for item in value]
    return value


def _writer(stream: TextIO) -> Any:
    return csv.writer(stream, lineterminator="\r\n")


def _opened(path: Path) -> TextIO:
    return path.open("w", encoding="utf-8", newline="")


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, _EARLY)
    entry.compress_type = ZIP_DEFLATED
    return entry


def _add(archive: ZipFile, file: Path) -> None:
    with file.open("rb") as source, archive.open(_entry(file.name), "w", force_zip64=True) as target:
        while chunk := source.read(1 << 20):
            target.write(chunk)
