"""The command verify: can a journey be stood on, and is what was handed out of it the same?"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import bundles, terminal
from .command import Command, add_json, opened

if TYPE_CHECKING:
    from mysteryshop.store.database import Database
    from mysteryshop.store.queries import Queries

_COMPARED = {
    "same": "It is the same record, edit by edit.",
    "theirs is older": "The record here continues it: it was edited since.",
    "theirs is newer": "It continues the record here: it was edited since; import it to have that.",
    "diverged": "The two records went different ways: each has edits that the other has not.",
    "none": "The journey is not in it.",
}


def verify(args: Namespace) -> int:
    """The record, the attached files, and the seal of a file that is named; exit code 1 where one does not hold."""
    with opened(args) as database:
        from mysteryshop.store.queries import Queries

        queries = Queries(database)
        ident = queries.find(args.journey)
        proof = queries.prove(ident)
        checks = [_against(args, database, queries, ident)] if args.against else []
        if args.seal:
            checks.append(_typed(args.seal, queries.load(ident).journey.seal))
    ok = proof.ok and all(check["ok"] for check in checks)
    if args.json:
        said = {"journey": ident, "ok": ok, "verdict": proof.verdict, **asdict(proof.chain)}
        faults = [{"id": f.attachment.id, "digest": f.attachment.digest, "reason": f.reason} for f in proof.faults]
        terminal.say_json({**said, "ok": ok, "files": proof.files, "faults": faults, "checks": checks})
        return 0 if ok else terminal.FOUND_WRONG
    terminal.say(ident)
    terminal.say(proof.verdict)
    for fault in proof.faults:
        if fault.reason != proof.verdict:
            terminal.say(fault.reason)
    for check in checks:
        terminal.say(terminal.plain(check["text"]))
    return 0 if ok else terminal.FOUND_WRONG


def _against(args: Namespace, database: Database, queries: Queries, ident: str) -> dict[str, Any]:
    file: Path = args.against
    seal = queries.load(ident).journey.seal
    if bundles.is_bundle(file):
        return _bundle(args, database, queries, ident)
    from mysteryshop.imports import printed_seal

    printed = next((each for each in printed_seal.read(file) if each.journey == ident), None)
    if printed is None:
        return {"ok": False, "file": str(file), "text": f"{file.name} is of another journey."}
    if not printed.seal:
        return {"ok": False, "file": str(file), "text": f"{file.name} is a draft: it carries no seal."}
    return {**_typed(printed.seal, seal, file.name), "file": str(file)}


def _typed(seal: str, ours: str, name: str = "") -> dict[str, Any]:
    from mysteryshop.imports.printed_seal import typed

    bare = typed(seal)
    what = f"The seal on {name}" if name else "The seal"
    if not ours:
        return {"ok": False, "seal": bare, "text": f"{what} cannot be this journey's: it is not sealed here."}
    if not ours.startswith(bare):
        return {"ok": False, "seal": bare, "text": f"{what} ({bare[:8]} …) is not this journey's ({ours[:8]} …)."}
    part = "" if len(bare) == len(ours) else f", as far as its {len(bare)} digits go"
    return {"ok": True, "seal": bare, "text": f"{what} is this journey's{part}."}


def _bundle(args: Namespace, database: Database, queries: Queries, ident: str) -> dict[str, Any]:
    from mysteryshop.store.bundle_reading import opened as opened_bundle

    file: Path = args.against
    with opened_bundle(file, database.data_dir, bundles.passphrase_of(args, file)) as bundle:
        state, sealed = "none", ""
        for journey in bundle.journeys():
            found = queries.beside(ident, journey)
            if found and state in ("none", "diverged"):
                state, sealed = found, journey.head.seal
    ok = state not in ("none", "diverged")
    seal = queries.load(ident).journey.seal
    same = f" Its seal is {'the same' if sealed == seal else 'another one'}." if sealed and state != "none" else ""
    return {"ok": ok, "file": str(file), "state": state, "text": f"{file.name}: {_COMPARED[state]}{same}"}


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
