"""Reading journeys: list, metrics, notes."""

from __future__ import annotations

import time
from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import choosing, terminal
from .command import Command, add_json, data_dir, has_store, opened
from .redacting import Clearing, add_redact

if TYPE_CHECKING:
    from mysteryshop.journey import Instant, Record
    from mysteryshop.store.listing import JourneyRow

_SHORTEST = 8  # characters of an id that are shown
_INSTANTS = ("started_at", "ended_at", "created_at")
_HEAD = ("id", "template", "place", "relationship", "started_at", "state", "origin")  # of list --json, in this order


def list_journeys(args: Namespace) -> int:
    """The journeys that the filters leave, the newest first."""
    rows: list[JourneyRow] = []
    if has_store(args):
        with opened(args) as database:
            from mysteryshop.store.queries import Queries

            rows = Queries(database).rows(limit=-1)
            if choosing.is_narrowed(args):
                fitting = set(choosing.chosen(args, database))
                rows = [row for row in rows if row.id in fitting]
    if args.json:
        terminal.say_json([row_json(row) for row in rows])
    elif not rows and choosing.is_narrowed(args):
        terminal.say("No journey fits all of these.")
    elif not rows:
        terminal.say(_none_yet(args))
    else:
        short = shortened([row.id for row in rows])
        cells = [[short[r.id], _when(r), r.state, r.template_name, r.place, str(r.moments)] for r in rows]
        terminal.table([["ID", "STARTED", "STATE", "TEMPLATE", "PLACE", "MOMENTS"], *cells], frozenset({5}))
    return 0


def show_metrics(args: Namespace) -> int:
    """The metrics of the journeys named, or of all of them, the newest first; of those, the ones that fit."""
    from mysteryshop.analysis import metrics_json

    records: list[Record] = []
    if args.journeys or has_store(args):
        with opened(args) as database:
            from mysteryshop.store.queries import Queries

            queries = Queries(database)
            fitting = choosing.chosen(args, database, args.journeys)
            newest = fitting if args.journeys else [row.id for row in queries.rows(limit=-1) if row.id in set(fitting)]
            records = [queries.load(ident) for ident in newest]
    if args.json:
        terminal.say_json([metrics_json.to_json(record, until(record)) for record in records])
        return 0
    if not records:
        terminal.say("No journey fits all of these." if choosing.is_narrowed(args) else _none_yet(args))
    for number, record in enumerate(records):
        terminal.say("" if number else f"{len(records)} journey{'' if len(records) == 1 else 's'}\n")
        _say_metrics(record)
    return 0


def _none_yet(args: Namespace) -> str:
    return f"There are no journeys in {data_dir(args)} yet. Walk one in the app, or import one."


def show_notes(args: Namespace) -> int:
    """A journey as field notes."""
    from mysteryshop.exports import field_notes
    from mysteryshop.exports.writing import write_file

    with opened(args) as database:
        from mysteryshop.store.queries import Queries

        clearing = Clearing(args, database)
        record = clearing.one(Queries(database).find(args.journey)).record
    clearing.tell()
    if args.output is None:
        terminal.say_exactly(field_notes.write(record))
    else:
        write_file([record], args.output)
        terminal.say(str(args.output))
    return 0


def row_json(row: JourneyRow) -> dict[str, Any]:
    """A journey as `list --json` tells it: seven fields first, then whatever else the list knows."""
    said = {**asdict(row), "template": row.template_key}
    for name in _INSTANTS:
        said[name] = iso(getattr(row, name), row.zone)
    del said["template_key"]
    return {name: said[name] for name in _HEAD} | said


def iso(at: Instant | None, zone: str) -> str | None:
    """An instant as ISO 8601 with the UTC offset at the place."""
    from mysteryshop.clock import local

    return None if at is None else local(at, zone).isoformat()


def shortened(idents: list[str]) -> dict[str, str]:
    """Each id's shortest beginning that names no other, of eight characters at least."""
    length = _SHORTEST
    while len({ident[:length] for ident in idents}) < len(set(idents)):
        length += 1
    return {ident: ident[:length] for ident in idents}


def until(record: Record) -> Instant | None:
    """What ends a journey that is still being walked: now."""
    return time.time_ns() // 1000 if record.journey.state == "walking" else None


def _say_metrics(record: Record) -> None:
    from mysteryshop.analysis import metrics
    from mysteryshop.analysis.shown import shown

    journey = record.journey
    found = metrics.compute(record, until(record))
    about = (journey.template.name, journey.place, (iso(journey.started_at, journey.zone) or "")[:10], journey.state)
    terminal.say(terminal.plain(", ".join(part for part in about if part)))
    terminal.say(journey.id)
    names = {touchpoint.key: touchpoint.name for touchpoint in record.template.touchpoints}
    terminal.table([[metric.label, shown(metric, found[metric.field], names)] for metric in metrics.METRICS])


def _when(row: JourneyRow) -> str:
    started = iso(row.started_at, row.zone)
    return "not walked yet" if started is None else f"{started[:10]} {started[11:16]}"


def _list_arguments(parser: ArgumentParser) -> None:
    add_json(parser)
    choosing.add_filters(parser)


def _metrics_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("journeys", nargs="*", metavar="JOURNEY", help="ids, or beginnings of them; none means all")
    add_json(parser)
    choosing.add_filters(parser)


def _notes_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("journey", metavar="JOURNEY", help="its id, or an unambiguous beginning of it")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE.txt", help="write to a file instead")
    add_redact(parser)


_FIGURES = (
    "Fields that end in _s are seconds, in _per_hour per hour; shares are 0 to 1 in --json and per cent here; feelings "
    "are -2 to +2. What is undefined is null, and a dash here. The data dictionary in an export to .zip or .xlsx says "
    "what each one means."
)
COMMANDS = (
    Command(
        "list", "the journeys, the newest first", list_journeys, _list_arguments,
        examples=("list", "list --tag pilot --since 2026-01-01 --json"), usage="[options]",
    ),
    Command(
        "metrics", "every figure of one or more journeys", show_metrics, _metrics_arguments, _FIGURES,
        ("metrics 3f2a", "metrics --template airline-passenger --json"), "[JOURNEY ...] [options]",
    ),
    Command("notes", "a journey as field notes, which import reads back", show_notes, _notes_arguments),
)  # fmt: skip
