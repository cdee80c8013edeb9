"""Privacy: the commands scan, retain and purge."""

from __future__ import annotations

import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from mysteryshop.errors import InputError

from . import choosing, terminal
from .command import Command, add_json, opened
from .journeys import shortened

if TYPE_CHECKING:
    from mysteryshop.privacy.scan import Proposal
    from mysteryshop.store.database import Database
    from mysteryshop.store.purging import Purged
    from mysteryshop.store.queries import Queries


_DECIDED = {True: "redact", False: "keep", None: "undecided"}
Said = tuple[str, "Proposal", str]  # the journey, what was found there, what was decided


def scan_journeys(args: Namespace) -> int:
    """What of journeys may identify a person, and what was decided about it."""
    with opened(args) as database:
        idents = choosing.chosen(args, database, args.journeys)
        said = [each for ident in idents for each in _scanned(database, ident)]
    if args.json:
        terminal.say_json([_json(*each) for each in said])
    elif not idents:
        terminal.say("No journey fits all of these." if choosing.is_narrowed(args) else "There are no journeys yet.")
    elif not said:
        terminal.say("Nothing was found that may identify a person.")
    else:
        short = shortened(idents)
        head = ["JOURNEY", "KIND", "FOUND", "TIMES", "SURE", "DECIDED", "WHERE", "WHY"]
        rows = [head, *([short[ident], *_row(proposal, state)] for ident, proposal, state in said)]
        terminal.table(rows if len(idents) > 1 else [row[1:] for row in rows])
    return 0


def _scanned(database: Database, ident: str) -> Iterator[Said]:
    from mysteryshop.privacy.decisions import from_text
    from mysteryshop.privacy.scan import scan
    from mysteryshop.store import redactions
    from mysteryshop.store.queries import Queries

    decisions = from_text(redactions.read(database, ident))
    for proposal in scan(Queries(database).load(ident)):
        yield ident, proposal, _DECIDED[decisions.redacts(proposal)]


def _row(proposal: Proposal, state: str) -> list[str]:
    from mysteryshop.privacy.kinds import kind_of

    where = proposal.found[0].place.label
    kind = kind_of(proposal.kind).label
    return [kind, proposal.text, str(len(proposal.found)), proposal.confidence, state, where, proposal.why]


def _json(journey: str, proposal: Proposal, state: str) -> dict[str, Any]:
    return {
        "journey": journey,
        "kind": proposal.kind,
        "text": proposal.text,
        "why": proposal.why,
        "confidence": proposal.confidence,
        "decided": state,
        "found": [
            {
                "part": found.place.part,
                "id": found.place.ident,
                "field": found.place.field,
                "start": found.start,
                "end": found.end,
            }
            for found in proposal.found
        ],
    }


def retain_journeys(args: Namespace) -> int:
    """Say until when journeys are kept, or that no day is set."""
    from mysteryshop.clock import Clock

    if not args.journeys and not choosing.is_narrowed(args):
        raise InputError("No journey is named.", "Name some before the day, or choose them, as with --tag.")
    with opened(args) as database:
        from mysteryshop.recorder import Recorder

        recorder = Recorder(database, Clock())
        idents = choosing.chosen(args, database, args.journeys)
        for ident in idents:
            recorder.annotate(ident, retain_until=args.day)
            terminal.say(f"{ident}: kept until {args.day}" if args.day else f"{ident}: kept until somebody purges it")
    if not idents:
        terminal.say("No journey fits all of these.")
    return 0


def purge_journeys(args: Namespace) -> int:
    """Let a journey go for good, or all of those whose day has come; only with --yes."""
    if (args.journey is None) == (not args.due):
        raise InputError("One of JOURNEY and --due is needed.", "See mysteryshop purge --help.")
    with opened(args) as database:
        from mysteryshop.store.purging import purge
        from mysteryshop.store.queries import Queries

        going = _going(args, Queries(database))
        if not args.yes:
            for words in going.values():
                terminal.say(words)
            raise InputError(_question(len(going)), "Say --yes to go on.") if going else _nothing_due()
        for ident in going:
            _tell(purge(database, ident, time.time_ns() // 1000, args.reason))
    if not going:
        terminal.say("No journey is due.")
    return 0


def _going(args: Namespace, queries: Queries) -> dict[str, str]:
    """The journeys that are to go by their ids, each in a line."""
    from mysteryshop.clock import local

    if args.due:
        rows = queries.due(datetime.now().astimezone().date())
    else:
        wanted = queries.find(args.journey)
        rows = [row for row in queries.rows(limit=-1) if row.id == wanted]
    told = {}
    for row in rows:
        day = f"{local(row.started_at, row.zone):%Y-%m-%d}" if row.started_at is not None else "not walked"
        kept = f", to be kept until {row.retain_until}" if row.retain_until else ""
        told[row.id] = terminal.plain(f"{row.id}  {day}  {row.template_name}  {row.place}  {row.moments} moments{kept}")
    return told


def _question(count: int) -> str:
    what = "This journey goes" if count == 1 else f"These {count} journeys go"
    return f"{what} for good, from the store, its log, its evidence files and every backup; nothing was purged yet."


def _nothing_due() -> InputError:
    return InputError("No journey is due.", "mysteryshop retain sets a day.")


def _tell(done: Purged) -> None:
    parts = [f"{done.journey} is purged"]
    parts += [f"{done.files} evidence file{'s' * (done.files != 1)} deleted"] * bool(done.files)
    parts += [f"{done.rewritten} backup{'s' * (done.rewritten != 1)} written anew without it"] * bool(done.rewritten)
    parts += [f"{done.deleted} backup{'s' * (done.deleted != 1)} that could not be read deleted"] * bool(done.deleted)
    parts += ["what another program holds follows when the store is next opened"] * done.waiting
    terminal.say("; ".join(parts))


def _until(text: str) -> str:
    if text == "never":
        return ""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise InputError(f"“{text}” is no day.", "Expected a date such as 2027-11-21, or never.") from error


def _retain_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("journeys", nargs="*", metavar="JOURNEY", help="ids, or beginnings of them")
    parser.add_argument("day", type=_until, metavar="DAY", help="on which they are due to be purged, or never")
    choosing.add_filters(parser)


def _purge_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("journey", metavar="JOURNEY", nargs="?", help="its id, or an unambiguous beginning of it")
    parser.add_argument("--due", action="store_true", help="all journeys whose day has come (see retain)")
    parser.add_argument("--yes", action="store_true", help="do it; without this it is only said what would go")
    parser.add_argument("--reason", default="", metavar="WORDS", help="why, for the list of purges")


_RETAIN_EPILOG = "Nothing is deleted by it: on that day the home screen says what is due, and purge --due lets it go. "
_PURGE_EPILOG = (
    "A purge cannot be undone. Rows, the chain of edits, heard-backs, commitments and ratings of the journey, search "
    "texts, figures and evidence files that no other journey has are deleted and overwritten, the file is written "
    "anew without the free room, the log is emptied. Backups that have the journey are written anew without it, and "
    "one that cannot be read is deleted. Only that a journey was purged, when and why stays. Copies that you took "
    "elsewhere (exports, backups with -o, bundles) are yours to delete, and what a file system or an SSD copied by "
    "itself is out of reach. An end in the middle is made good when the store is next opened."
)


def _scan_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("journeys", nargs="*", metavar="JOURNEY", help="ids, or beginnings of them; none means all")
    add_json(parser)
    choosing.add_filters(parser)


COMMANDS = (
    Command(
        "scan", "what of journeys may identify a person, as exports propose it", scan_journeys, _scan_arguments,
        examples=("scan 3f2a", "scan --tag pilot --json"), usage="[JOURNEY ...] [options]",
    ),
    Command(
        "retain", "until when journeys are kept", retain_journeys, _retain_arguments, _RETAIN_EPILOG,
        ("retain 3f2a 2027-11-21", "retain never --tag pilot"), "[JOURNEY ...] DAY [options]",
    ),
    Command(
        "purge", "let journeys go for good, from everywhere", purge_journeys, _purge_arguments, _PURGE_EPILOG,
        ("purge 3f2a", "purge --due --yes --reason 'Two years are over'"),
    ),
)  # fmt: skip
