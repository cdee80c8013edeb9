"""Journeys in: the command import."""

from __future__ import annotations

import re
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mysteryshop.errors import InputError

from . import bundles, terminal
from .command import Command, add_json, data_dir, opened
from .journeys import iso

if TYPE_CHECKING:
    from mysteryshop.imports.batch import Batch
    from mysteryshop.imports.known import Stored
    from mysteryshop.imports.table import Context
    from mysteryshop.journey import Record

_MANY = 20  # journeys of a file that are told one by one
_DOING = {"reading": "reading {:.0%}", "storing": "storing {:.0%}"}


def import_files(args: Namespace) -> int:
    """The journeys of all files, or none; those that are here already stay as they are."""
    from mysteryshop.imports.reading import read_batches

    if any(map(bundles.is_bundle, args.files)):
        if not all(map(bundles.is_bundle, args.files)):
            remedy = "Name the .journey files alone; nothing was imported."
            raise InputError("Bundles are imported by themselves.", remedy)
        return bundles.take_bundles(args)
    try:
        batches = read_batches(args.files, _context(args))
        results = _store(args, batches)
    except KeyboardInterrupt:
        _clear()
        terminal.warn("mysteryshop: The import was stopped; nothing was imported.")
        raise
    _clear()
    _tell(batches, results, args.json)
    return 0


def _context(args: Namespace) -> Context:
    from dataclasses import replace

    from mysteryshop.imports.here import zone_here
    from mysteryshop.imports.logs.csv_log import Columns
    from mysteryshop.imports.reading import here

    columns = Columns(args.case or "", args.activity or "", args.time or "", args.dates, _ask)
    known = here(data_dir(args), _zone(args.zone) if args.zone else zone_here())
    return replace(known, columns=columns, communications=_pattern(args.communications), progress=_progress)


def _store(args: Namespace, batches: list[Batch]) -> list[list[dict[str, Any]]]:
    """Store what is new, all in one transaction; one result for each journey of each file."""
    from mysteryshop.clock import Clock
    from mysteryshop.imports.known import Stored

    results: list[list[dict[str, Any]]] = []
    with opened(args, create=True) as database:
        from mysteryshop.recorder import Recorder
        from mysteryshop.store.queries import Queries

        queries = Queries(database)
        stored = Stored(queries.rows(limit=-1), queries.load)
        new = set(Recorder(database, Clock()).import_each(lambda: _wanted(args.files, batches, stored, results)))
    for result in (result for of_file in results for result in of_file):
        result["new"] = result["new"] and result["id"] in new
        new.discard(result["id"])  # what stands in two files is new once
    return results


def _wanted(
    files: list[Path], batches: list[Batch], stored: Stored, results: list[list[dict[str, Any]]]
) -> Iterator[Record]:
    """The journeys that are not here yet; `results` is filled anew on the way."""
    results.clear()
    whole, done = sum(batch.count for batch in batches), 0
    for file, batch in zip(files, batches, strict=True):
        results.append([])
        for record in batch.records():
            here = stored.known_as(record, by_id=batch.by_id)
            results[-1].append(_result(file, record, here))
            done += 1
            _progress("storing", done, whole)
            if here is None:
                yield record


def _result(file: Path, record: Record, here: str | None) -> dict[str, Any]:
    journey = record.journey
    return {
        "id": here or journey.id,
        "template": journey.template.key,
        "place": journey.place,
        "relationship": journey.relationship,
        "started_at": iso(journey.started_at, journey.zone),
        "state": journey.state,
        "origin": journey.origin,
        "moments": len(record.moments),
        "file": str(file),
        "new": here is None,
    }


def _tell(batches: list[Batch], results: list[list[dict[str, Any]]], as_json: bool) -> None:
    if as_json:
        terminal.say_json([result for of_file in results for result in of_file])
    for batch, of_file in zip(batches, results, strict=True):
        told = batch.report.lines() if batch.by_id or batch.report.skipped or batch.report.notes else []
        for line in told:
            (terminal.warn if as_json else terminal.say)(terminal.plain(line))
        if not as_json:
            _tell_journeys(of_file)


def _tell_journeys(results: list[dict[str, Any]]) -> None:
    if len(results) > _MANY:
        new = sum(result["new"] for result in results)
        terminal.say(f"{new:,} imported, {len(results) - new:,} already here")
        return
    for result in results:
        done = f"imported with {result['moments']} moments" if result["new"] else "already here"
        terminal.say(terminal.plain(f"{result['id']}  {result['file']}: {done}"))


_shown: list[str] = []


def _progress(doing: str, done: int, whole: int) -> None:
    """Tell a terminal how far it is, a hundred times at most."""
    if not sys.stderr.isatty() or not whole:
        return
    text = _DOING[doing].format(done / whole)
    if _shown[-1:] != [text]:
        _shown[:] = [text]
        sys.stderr.write(f"\r\033[K{text}")
        sys.stderr.flush()


def _clear() -> None:
    if _shown:
        _shown.clear()
        sys.stderr.write("\r\033[K")


def _ask(guess: str) -> bool:
    """Ask whether a guess at a log's columns or cases is right; nobody there means no."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    sys.stderr.write(f"Guessed: {terminal.plain(guess)}. Is that right? [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().casefold() in ("y", "yes")


def _pattern(text: str | None) -> re.Pattern[str] | None:
    try:
        return None if text is None else re.compile(text)
    except re.error as error:
        title = f"“{text}” is no pattern: {error}."
        raise InputError(title, 'Expected a regular expression such as "^(Send|Notify)".') from error


def _zone(name: str) -> str:
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name).key
    except (OSError, ValueError, KeyError) as error:
        raise InputError(f"“{name}” is no time zone.", "Expected a name such as Europe/Lisbon, or UTC.") from error


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help=_kinds())
    add_json(parser)
    bundles.add_passphrase(parser)
    parser.add_argument("--bring-back", action="store_true", help="of a .journey: also what was purged here")
    log = parser.add_argument_group("event logs")
    log.add_argument(
        "--case", metavar="COLUMN",
        help="the column, in XES the attribute, that names the case; in OCEL the type of objects that are the cases; "
        "a log that this app wrote is then read as any other",
    )  # fmt: skip
    log.add_argument("--activity", metavar="COLUMN", help="the one that names the activity")
    log.add_argument("--time", metavar="COLUMN", help="the one that holds the time")
    log.add_argument(
        "--communications", metavar="PATTERN",
        help="a regular expression: events whose activity it is found in are what the organisation told (all events)",
    )  # fmt: skip
    log.add_argument("--dates", choices=("dmy", "mdy"), help="what 03/04/2026 means where nothing shows it")
    log.add_argument("--zone", metavar="NAME", help="of times without an offset (this computer's)")


def _kinds() -> str:
    kinds = (
        *("field notes (.txt)", "whole journeys (.json, .zip, .xlsx)", "bundles (.journey)"),
        "event logs (.xes, .xes.gz, .ocel.json, .ocel.sqlite, .csv)",
    )
    return f"{', '.join(kinds[:-1])} or {kinds[-1]}"


_EPILOG = (
    "All files come in, or none; what is here already is not taken twice. A workbook comes back as it was written, or "
    "with what was changed in it: a time that was changed is local time in its journey's zone. A log that this app "
    "wrote comes back as the journeys that it was made of, but for expectations, findings and reflections, which no "
    "log carries. Of any other event log each case becomes a journey of origin “log”, each event a visit of the "
    "touchpoint named like its activity; in OCEL 2.0 each object of one type is a case, with the events that relate to "
    "it. A guess at a table's columns is taken where it is at least 75 % sure, and has to be confirmed below that. "
    "Times are read as ISO 8601, as year/month/day, day.month.year, day/month/year or month/day/year, with month "
    "names, AM and PM, UTC offsets, or as whole numbers since 1970. Bundles come by themselves, each whole or not at "
    "all: a newer state of a journey takes the place of an older one, and one that went another way is kept beside it. "
    "Ctrl+C stops the import and leaves nothing behind."
)

_EXAMPLES = ("import walk.txt", "import log.csv --case order --activity step --time at")

COMMANDS = (
    Command("import", "journeys from files: all of them or none", import_files, _arguments, _EPILOG, _EXAMPLES),
)
