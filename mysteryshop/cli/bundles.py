"""Bundles on the command line: journeys into a .journey file, and out of it."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mysteryshop.errors import InputError

from . import terminal
from .command import opened
from .unlocking import asked, from_file

if TYPE_CHECKING:
    from mysteryshop.store.adopting import Adopted
    from mysteryshop.store.database import Database

SUFFIX, FORMAT = ".journey", "journey"
VARIABLE = "MYSTERYSHOP_BUNDLE_PASSPHRASE"
_TOLD = {
    "new": "taken in",
    "newer": "brought to its newer state",
    "here": "already here",
    "diverged": "another state than the one here: kept beside it, as {id}",
    "purged": "was purged here and stays so: --bring-back takes it in all the same",
}


def is_bundle(file: Path) -> bool:
    """Whether a file's name says that it is a bundle."""
    return file.suffix.casefold() == SUFFIX


def add_passphrase(parser: ArgumentParser) -> None:
    """The option that names the file with a bundle's passphrase."""
    parser.add_argument(
        "--bundle-passphrase-file", type=Path, metavar="FILE",
        help=f"a .journey's passphrase is this file's first line (otherwise {VARIABLE}, or you are asked)",
    )  # fmt: skip


def write_bundle(args: Namespace, database: Database, idents: list[str]) -> int:
    """Those journeys into a bundle, as they are: nothing in a chain of edits can be blackened."""
    from mysteryshop.store.bundle_writing import write

    if args.redact in ("all", "ask"):
        raise InputError(
            "A bundle carries the whole record, and nothing of it can be redacted.",
            "Leave --redact out, or export another format; a passphrase (--encrypt) keeps others out.",
        )
    written = write(database, idents, args.file, passphrase=_new_passphrase(args))
    count = f"{written.journeys} journey{'' if written.journeys == 1 else 's'}"
    held = f", {written.evidence} attached file{'' if written.evidence == 1 else 's'}" if written.evidence else ""
    terminal.say(f"{args.file} ({count}{held}; the whole record, with nothing redacted)")
    if said := _stands_in(database, idents):
        terminal.warn(f"mysteryshop: {said}")
    for digest in written.missing:
        terminal.warn(f"mysteryshop: The attached file {digest[:12]} is missing or damaged here, and not in it.")
    return 0


def _stands_in(database: Database, idents: list[str]) -> str:
    """What of these journeys may identify somebody."""
    from mysteryshop.privacy.redaction import stands_in
    from mysteryshop.privacy.scan import scan
    from mysteryshop.store.queries import Queries

    queries = Queries(database)
    return stands_in(proposal for ident in idents for proposal in scan(queries.load(ident)))


def take_bundles(args: Namespace) -> int:
    """The journeys of bundles: each bundle whole or not at all."""
    from mysteryshop.clock import Clock

    results: list[dict[str, Any]] = []
    with opened(args, create=True) as database:
        from mysteryshop.recorder import Recorder

        recorder = Recorder(database, Clock())
        for file in args.files:
            passphrase = passphrase_of(args, file)
            results += _take(args, file, passphrase, recorder, database.data_dir)
    if args.json:
        terminal.say_json(results)
    return 0


def _take(args: Namespace, file: Path, passphrase: str | None, recorder: Any, folder: Path) -> list[dict[str, Any]]:
    from mysteryshop.store.bundle_reading import opened as opened_bundle

    with opened_bundle(file, folder, passphrase) as bundle:
        adopted: list[Adopted] = recorder.adopt(bundle, bring_back=args.bring_back)
        missing = sorted(bundle.missing)
    for one in adopted if not args.json else ():
        done = _TOLD[one.outcome].format(id=one.id)
        terminal.say(terminal.plain(f"{one.twin or one.id}  {file}: {done}"))
    for digest in missing:
        terminal.warn(f"mysteryshop: {file}: the sender did not have the attached file {digest[:12]}.")
    return [
        {"id": one.id, "outcome": one.outcome, "twin": one.twin, "template": one.template, "place": one.place,
         "file": str(file), "new": one.outcome in ("new", "diverged")}
        for one in adopted
    ]  # fmt: skip


def passphrase_of(args: Namespace, file: Path) -> str | None:
    """The passphrase of a bundle that has one; InputError where nobody can be asked."""
    from mysteryshop.store.bundle_cipher import MARK, is_encrypted

    try:
        with file.open("rb") as held:
            encrypted = is_encrypted(held.read(len(MARK)))
    except OSError as error:
        raise InputError(
            f"{file} cannot be read: {(error.strerror or '').lower()}.", "Nothing was imported."
        ) from error
    return _given(args, f"Passphrase of {file}: ") if encrypted else None


def _new_passphrase(args: Namespace) -> str | None:
    if not (args.encrypt or args.bundle_passphrase_file):
        return None
    from mysteryshop.store import keyfile

    prompt = "Passphrase of the bundle: "
    first = keyfile.checked(_given(args, prompt))
    typed_in = not args.bundle_passphrase_file and VARIABLE not in os.environ
    if typed_in and asked("The same again: ") != first:
        raise InputError("The two passphrases are not the same.", "Nothing was written; run the command again.")
    return first


def _given(args: Namespace, prompt: str) -> str:
    if args.bundle_passphrase_file is not None:
        return from_file(args.bundle_passphrase_file)
    if VARIABLE in os.environ:
        return os.environ[VARIABLE]
    if not sys.stdin.isatty():
        raise InputError(
            "The bundle has a passphrase, and there is no terminal to ask at.",
            f"Give it with --bundle-passphrase-file, or in {VARIABLE}.",
        )
    return asked(prompt)
