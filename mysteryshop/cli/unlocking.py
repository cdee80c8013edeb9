"""Where a command finds the passphrase of a locked folder: a file, the environment, or whoever sits at the terminal."""

from __future__ import annotations

import os
import sys
import time
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from mysteryshop.errors import InputError

if TYPE_CHECKING:
    from mysteryshop.store.keyfile import FolderKey

VARIABLE = "MYSTERYSHOP_PASSPHRASE"
_TRIES = 3
_LONGEST = 10_000  # signs: a file may have no end


def folder_key(args: Namespace, folder: Path) -> FolderKey | None:
    """The key of the data folder, None where it has no passphrase; Locked where nobody can be asked for it.

    At the terminal a wrong passphrase may be corrected twice, after a pause; from elsewhere it is refused.
    """
    from mysteryshop.store import keyfile

    if not keyfile.is_locked(folder):
        return None
    written = given(args)
    if written is not None:
        return keyfile.unlock(folder, written)
    if not sys.stdin.isatty():
        from mysteryshop.store.opening import locked

        raise locked(folder)
    for tried in range(1, _TRIES):
        try:
            return keyfile.unlock(folder, asked(f"Passphrase of {folder}: "))
        except keyfile.WrongPassphrase as error:
            print(error.title, file=sys.stderr)
            time.sleep(tried)
    return keyfile.unlock(folder, asked(f"Passphrase of {folder}: "))


def given(args: Namespace) -> str | None:
    """The passphrase from the file or the environment; None where neither has one."""
    file: Path | None = args.passphrase_file
    return from_file(file) if file is not None else os.environ.get(VARIABLE)


def from_file(file: Path) -> str:
    """The first line of the file; InputError where it cannot be read."""
    try:
        with file.open(encoding="utf-8", newline="\n") as text:
            line = text.readline(_LONGEST + 1)
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"The passphrase file {file} cannot be read.", "Name a text file with one line.") from error
    if len(line) > _LONGEST:
        raise InputError(
            f"The passphrase in {file} is longer than {_LONGEST:,} signs.", "Name a text file with one line."
        )
    return line.removesuffix("\n").removesuffix("\r")


def asked(prompt: str) -> str:
    """What is typed at the terminal, not shown."""
    from getpass import getpass

    try:
        return getpass(prompt)
    except EOFError as error:
        raise InputError("No passphrase was typed.", "Run the command again.") from error
