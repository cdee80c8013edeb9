"""Journeys in and out: import and export."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import terminal
from .command import Command, add_json, data_dir, opened, queried
from .journeys import iso

if TYPE_CHECKING:
    from mysteryshop.journey import Record


def import_files(args: Namespace) -> int:
    """The journeys of all files, or none; those that are here already stay as they are."""
    from mysteryshop.clock import Clock
    from mysteryshop.imports.here import zone_here
    from mysteryshop.imports.known import known_as
    from mysteryshop.imports.reading import read_files

    zone = zone_here()
    read = [(file, record) for file in args.files for record in read_files([file], data_dir(args), zone)]
    with opened(args, create=True) as database:
        from mysteryshop.recorder import Recorder
        from mysteryshop.store.queries import Queries

        queries = Queries(database)
        rows = queries.rows(limit=-1)
        known = [known_as(record, rows, queries.load) for _, record in read]
        wanted = [record for (_, record), here in zip(read, known, strict=True) if here is None]
        changes = Recorder(database, Clock()).import_records(wanted)
    new = {record.journey.id for record, change in zip(wanted, changes, strict=True) if change is not None}
    results = [
        _result(file, record, here or record.journey.id, record.journey.id in new)
        for (file, record), here in zip(read, known, strict=True)
    ]
    _tell(results, args.json)
    return 0


def export_file(args: Namespace) -> int:
    """Journeys into a file, by its suffix."""
    from mysteryshop.exports import exporter_for
    from mysteryshop.exports.writing import write_file

    exporter_for(args.file)  # a wrong suffix is told before anything is read
    with queried(args) as queries:
        idents = [queries.find(j) for j in args.journeys] or queries.ids()
        records = [queries.load(ident) for ident in dict.fromkeys(idents)]
    write_file(records, args.file)
    terminal.say(f"{args.file} ({len(records)} journey{'' if len(records) == 1 else 's'})")
    return 0


def _result(file: Path, record: Record, ident: str, new: bool) -> dict[str, Any]:
    journey = record.journey
    return {
        "id": ident,
        "template": journey.template.key,
        "place": journey.place,
        "relationship": journey.relationship,
        "started_at": iso(journey.started_at, journey.zone),
        "state": journey.state,
        "origin": journey.origin,
        "moments": len(record.moments),
        "file": str(file),
        "new": new,
    }


def _tell(results: list[dict[str, Any]], as_json: bool) -> None:
    if as_json:
        terminal.say_json(results)
        return
    for result in results:
        done = f"imported with {result['moments']} moments" if result["new"] else "already here"
        terminal.say(terminal.plain(f"{result['id']}  {result['file']}: {done}"))


def _import_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="field notes (.txt) or whole journeys (.json)"
    )
    add_json(parser)


def _export_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="ends in .txt (field notes, one journey) or .json")
    parser.add_argument("journeys", nargs="*", metavar="JOURNEY", help="ids, or beginnings of them; none means all")


COMMANDS = (
    Command("import", "journeys from files: all of them or none", import_files, _import_arguments),
    Command("export", "journeys into a file, as its ending says", export_file, _export_arguments),
)
