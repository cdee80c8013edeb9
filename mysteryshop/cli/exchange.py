"""Journeys out: the command export."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from mysteryshop.errors import InputError

from . import bundles, terminal
from .command import Command, opened
from .redacting import Clearing, add_redact

if TYPE_CHECKING:
    from mysteryshop.store.listing import JourneyRow
    from mysteryshop.store.queries import Queries

# As in --help; exports.EXPORTERS and the vocabulary decide, and a test holds them together.
FORMATS = ("notes", "json", "tables", "metrics", "excel", "xes", "xes-gz", "ocel", "ocel-sqlite")
STATES = ("planned", "walking", "debrief", "finalised", "excluded")
ORIGINS = ("walked", "log")


def export_file(args: Namespace) -> int:
    """Journeys into a file, by its suffix or the format that is named."""
    from mysteryshop.exports import exporter_for, exporter_named
    from mysteryshop.exports.writing import write_each

    if args.format == bundles.FORMAT or (args.format is None and bundles.is_bundle(args.file)):
        return _export_bundle(args)
    # A wrong suffix is told before anything is read.
    exporter = exporter_for(args.file) if args.format is None else exporter_named(args.format)
    with opened(args) as database:
        from mysteryshop.store.queries import Queries

        idents = list(_chosen(args, Queries(database)))
        clearing = Clearing(args, database)
        write_each(clearing.records(idents), len(idents), args.file, exporter)
    clearing.tell()
    terminal.say(f"{args.file} ({len(idents)} journey{'' if len(idents) == 1 else 's'})")
    return 0


def _export_bundle(args: Namespace) -> int:
    with opened(args) as database:
        from mysteryshop.store.queries import Queries

        return bundles.write_bundle(args, database, list(_chosen(args, Queries(database))))


def _chosen(args: Namespace, queries: Queries) -> Iterator[str]:
    """The journeys named, else all of them; of those, the ones that every filter leaves."""
    named = list(dict.fromkeys(queries.find(prefix) for prefix in args.journeys))
    if not (args.template or args.state or args.origin or args.since or args.until):
        yield from named or queries.ids()
        return
    rows = queries.rows(state=args.state, template=args.template, limit=-1, descending=False)
    fitting = [row.id for row in rows if args.origin in (None, row.origin) and _within(row, args.since, args.until)]
    yield from (ident for ident in fitting if not named or ident in named)


def _within(row: JourneyRow, since: date | None, until: date | None) -> bool:
    """Whether a journey began in that span of days, by the calendar of its place."""
    from mysteryshop.clock import local

    if since is None and until is None:
        return True
    if row.started_at is None:
        return False
    day = local(row.started_at, row.zone).date()
    return (since is None or since <= day) and (until is None or day <= until)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise InputError(f"“{text}” is no day.", "Expected a date such as 2026-11-21.") from error


def _arguments(parser: ArgumentParser) -> None:
    endings = ".txt, .json, .zip, .csv, .xlsx, .xes, .xes.gz, .ocel.json, .ocel.sqlite or .journey"
    parser.add_argument("file", type=Path, metavar="FILE", help=f"ends in {endings}")
    parser.add_argument("journeys", nargs="*", metavar="JOURNEY", help="ids, or beginnings of them; none means all")
    named = (*FORMATS, bundles.FORMAT)
    parser.add_argument("--format", choices=named, metavar="NAME", help=f"whatever the ending: {', '.join(named)}")
    parser.add_argument("--encrypt", action="store_true", help="of a .journey: behind a passphrase")
    bundles.add_passphrase(parser)
    add_redact(parser)
    chosen = parser.add_argument_group("which journeys")
    chosen.add_argument("--template", metavar="KEY", help="those of a template")
    chosen.add_argument("--state", choices=STATES, help="those in a state")
    chosen.add_argument("--origin", choices=ORIGINS, help="those walked, or those imported from logs")
    chosen.add_argument("--since", type=_day, metavar="DATE", help="those that began on that day or later")
    chosen.add_argument("--until", type=_day, metavar="DATE", help="those that began on that day or earlier")


_EPILOG = (
    ".txt: field notes, one journey. .json: everything, as resources/schema/journeys.schema.json describes it. .zip: "
    "tidy tables as CSV (journeys, metrics, visits, moments, expectations, findings ...) with a data dictionary. .csv: "
    "the metrics, one row a journey. .xlsx: all tables as an Excel workbook. .xes, .xes.gz: an event log (IEEE 1849). "
    ".ocel.json, .ocel.sqlite: an object-centric event log (OCEL 2.0). .journey: a bundle, the whole record with its "
    "chain of edits and the attached files. import takes .txt, .json, .zip, .xes and .journey back; "
    "of .xes as an event log. In CSV an apostrophe stands before text that a spreadsheet might take for a formula; "
    "import takes it away again."
)

COMMANDS = (Command("export", "journeys into a file, as its ending says", export_file, _arguments, _EPILOG),)
