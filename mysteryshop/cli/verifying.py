"""The command verify: can a journey be stood on, and is what was handed out of it the same?"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from . import bundles, terminal
from .command import Command, add_json, opened

if TYPE_CHECKING:
    from mysteryshop.handed_out import Compared


def verify(args: Namespace) -> int:
    """The record, the attached files, and the seal of a file that is named; exit code 1 where one does not hold."""
    with opened(args) as database:
        from mysteryshop import handed_out
        from mysteryshop.store.queries import Queries

        queries = Queries(database)
        ident = queries.find(args.journey)
        proof = queries.prove(ident)
        checks: list[Compared] = []
        if args.against:
            word = bundles.passphrase_of(args, args.against) if bundles.is_bundle(args.against) else None
            checks.append(handed_out.file(database, ident, args.against, word))
        if args.seal:
            checks.append(handed_out.seal(queries, ident, args.seal))
    ok = proof.ok and all(check.ok for check in checks)
    if args.json:
        said = {"journey": ident, "ok": ok, "verdict": proof.verdict, **asdict(proof.chain)}
        faults = [{"id": f.attachment.id, "digest": f.attachment.digest, "reason": f.reason} for f in proof.faults]
        terminal.say_json(
            {**said, "ok": ok, "files": proof.files, "faults": faults, "checks": [asdict(c) for c in checks]}
        )
        return 0 if ok else terminal.FOUND_WRONG
    terminal.say(ident)
    terminal.say(proof.verdict)
    for fault in proof.faults:
        if fault.reason != proof.verdict:
            terminal.say(fault.reason)
    for check in checks:
        terminal.say(terminal.plain(check.text))
    return 0 if ok else terminal.FOUND_WRONG


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("journey", metavar="JOURNEY", help="its id, or an unambiguous beginning of it")
    parser.add_argument(
        "--against", type=Path, metavar="FILE", help="a PDF summary, a .journey or a .json: is it of this record?"
    )
    parser.add_argument("--seal", metavar="HEX", help="the seal as it stands on paper, whole or its first digits")
    bundles.add_passphrase(parser)
    add_json(parser)


_EPILOG = (
    "Every edit is hashed over the one before it: the chain is computed again and replayed against the rows, and each "
    "attached file is hashed. The first place where it breaks is told. Exit code 0 where all holds, 1 where not."
)

_HELP = "whether a journey is what its edits say, and a file that was handed out of it"
COMMANDS = (Command("verify", _HELP, verify, _arguments, _EPILOG),)
