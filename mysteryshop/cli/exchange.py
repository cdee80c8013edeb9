"""Journeys out: the command export."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from . import bundles, choosing, terminal
from .command import Command, opened
from .redacting import Clearing, add_redact

# As in --help; exports.EXPORTERS decides, and a test holds them together.
FORMATS = ("notes", "json", "tables", "metrics", "excel", "xes", "xes-gz", "ocel", "ocel-sqlite")


def export_file(args: Namespace) -> int:
    """Journeys into a file, by its suffix or the format that is named."""
    from mysteryshop.exports import exporter_for, exporter_named
    from mysteryshop.exports.writing import write_each
    from mysteryshop.store.queries import Queries

    if args.format == bundles.FORMAT or (args.format is None and bundles.is_bundle(args.file)):
        return _export_bundle(args)
    # A wrong suffix is told before anything is read.
    exporter = exporter_for(args.file) if args.format is None else exporter_named(args.format)
    with opened(args) as database:
        idents = choosing.chosen(args, database, args.journeys)
        if exporter.by_date and not args.journeys:
            idents = Queries(database).by_date(idents)
        clearing = Clearing(args, database)
        write_each(clearing.records(idents), len(idents), args.file, exporter)
    clearing.tell()
    terminal.say(f"{args.file} ({len(idents)} journey{'' if len(idents) == 1 else 's'})")
    return 0


def _export_bundle(args: Namespace) -> int:
    with opened(args) as database:
        return bundles.write_bundle(args, database, choosing.chosen(args, database, args.journeys))


def _arguments(parser: ArgumentParser) -> None:
    endings = ".txt, .json, .zip, .csv, .xlsx, .xes, .xes.gz, .ocel.json, .ocel.sqlite or .journey"
    parser.add_argument("file", type=Path, metavar="FILE", help=f"ends in {endings}")
    parser.add_argument("journeys", nargs="*", metavar="JOURNEY", help="ids, or beginnings of them; none means all")
    named = (*FORMATS, bundles.FORMAT)
    parser.add_argument("--format", choices=named, metavar="NAME", help=f"whatever the ending: {', '.join(named)}")
    parser.add_argument("--encrypt", action="store_true", help="of a .journey: behind a passphrase")
    bundles.add_passphrase(parser)
    add_redact(parser)
    choosing.add_filters(parser)


_EPILOG = (
    ".txt: field notes, one journey. .json: everything, as resources/schema/journeys.schema.json describes it. .zip: "
    "tidy tables as CSV (journeys, metrics, visits, moments, expectations, findings ...) with a data dictionary. .csv: "
    "the metrics, one row a journey. .xlsx: all tables as an Excel workbook. .xes, .xes.gz: an event log (IEEE 1849). "
    ".ocel.json, .ocel.sqlite: an object-centric event log (OCEL 2.0). .journey: a bundle, the whole record with its "
    "chain of edits and the attached files. import takes .txt, .json, .zip, .xlsx, .xes, .xes.gz, .ocel.json, "
    ".ocel.sqlite and .journey back; event logs carry no expectations, findings or reflections. In CSV an apostrophe "
    "stands before text that a spreadsheet might take for a formula; import takes it away again."
)

_EXAMPLES = ("export all.xlsx", "export pilot.csv --tag pilot --since 2026-01-01", "export one.txt 3f2a --redact all")

COMMANDS = (
    Command(
        "export", "journeys into a file, as its ending says", export_file, _arguments, _EPILOG, _EXAMPLES,
        "FILE [JOURNEY ...] [options]",
    ),
)  # fmt: skip
