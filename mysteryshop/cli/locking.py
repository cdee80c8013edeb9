"""The passphrase of the data folder: set, change, remove."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from mysteryshop.errors import InputError

from . import terminal, unlocking
from .command import Command, data_dir

NEW_VARIABLE = "MYSTERYSHOP_NEW_PASSPHRASE"
_EPILOG = (
    "The passphrase that holds comes from --passphrase-file (before the command), from MYSTERYSHOP_PASSPHRASE, or "
    "is asked for at the terminal; a new one from --new-file, from MYSTERYSHOP_NEW_PASSPHRASE, or is asked for "
    "twice. Journeys, backups and evidence files are encrypted; settings, saved views and your own templates are "
    "not. NOBODY CAN RECOVER A PASSPHRASE. What was plain before is overwritten, but an SSD, snapshots and copies "
    "elsewhere may keep it: for new evidence set the passphrase first, and encrypt the whole disk against "
    "somebody who takes the computer apart. Whoever knows an old passphrase and has an old copy of the folder can "
    "open newer ones too, until the passphrase is removed and set anew."
)


def passphrase(args: Namespace) -> int:
    """Set, change or remove the passphrase; an end in the middle is carried on at the next opening."""
    from mysteryshop.store.extra import needed

    needed()  # before anything that imports it
    work = {"set": _set, "change": _change, "remove": _remove}[args.action]
    terminal.say(work(args, data_dir(args)))
    return 0


def _set(args: Namespace, folder: Path) -> str:
    from mysteryshop.store import keyfile
    from mysteryshop.store.database import Database
    from mysteryshop.store.passphrase import set_passphrase

    if not keyfile.is_locked(folder):
        Database.open(folder).close()  # sound, and of this version
    set_passphrase(folder, _new(args)).forget()
    return f"{folder} is locked. Nobody can recover the passphrase: keep it where you will find it again."


def _change(args: Namespace, folder: Path) -> str:
    from mysteryshop.store.passphrase import change_passphrase

    change_passphrase(folder, _old(args, folder), _new(args))
    return f"{folder} has a new passphrase, and so have the backups in it. Copies elsewhere keep their old one."


def _remove(args: Namespace, folder: Path) -> str:
    from mysteryshop.store.passphrase import remove_passphrase

    remove_passphrase(folder, _old(args, folder))
    return f"{folder} has no passphrase any more: everybody who can open the folder can read it."


def _old(args: Namespace, folder: Path) -> str:
    from mysteryshop.store import keyfile

    if not keyfile.is_locked(folder):
        raise InputError(f"{folder} has no passphrase.", "Set one: mysteryshop passphrase set")
    written = unlocking.given(args)
    return unlocking.asked(f"Passphrase of {folder}: ") if written is None and sys.stdin.isatty() else _held(written)


def _new(args: Namespace) -> str:
    if args.new_file is not None:
        return unlocking.from_file(args.new_file)
    if NEW_VARIABLE in os.environ or not sys.stdin.isatty():
        return _held(os.environ.get(NEW_VARIABLE))
    first = unlocking.asked("New passphrase: ")
    if first != unlocking.asked("Once more: "):
        raise InputError("The two passphrases are not the same. Nothing was changed.", "Run the command again.")
    return first


def _held(text: str | None) -> str:
    if text is None:
        raise InputError("There is no terminal to ask for the passphrase.", "See mysteryshop passphrase --help.")
    return text


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("action", choices=("set", "change", "remove"), help="give the folder one, another one, or none")
    parser.add_argument("--new-file", type=Path, metavar="FILE", help="the new passphrase is this file's first line")


COMMANDS = (Command("passphrase", "lock the data folder with a passphrase", passphrase, _arguments, _EPILOG),)
