"""Journeys in and out: import and export."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from . import terminal
from .command import Command, queried


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


def _export_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="ends in .txt (field notes, one journey) or .json")
    parser.add_argument("journeys", nargs="*", metavar="JOURNEY", help="ids, or beginnings of them; none means all")


COMMANDS = (Command("export", "journeys into a file, as its ending says", export_file, _export_arguments),)
