"""Looking after the store: check and backup."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from . import terminal, unlocking
from .command import Command, add_json, data_dir, opened

if TYPE_CHECKING:
    from mysteryshop.store.keyfile import FolderKey

_MARKS = {"ok": "ok", "note": "note", "wrong": "WRONG"}


def check(args: Namespace) -> int:
    """Is the store sound, is all there that the app needs, can a window be opened; exit code 1 where not."""
    from .checks import run_checks

    findings = run_checks(data_dir(args), _key(args))
    wrong = any(finding.status == "wrong" for finding in findings)
    if args.json:
        terminal.say_json({"ok": not wrong, "checks": [asdict(finding) for finding in findings]})
    else:
        terminal.table([[_MARKS[f.status], f.name, f"{f.text} {f.remedy}".strip()] for f in findings])
    return terminal.FOUND_WRONG if wrong else 0


def _key(args: Namespace) -> FolderKey | None:
    """Without the passphrase a locked folder is not looked into, and that is no fault of its."""
    from mysteryshop.store.keyfile import Locked

    try:
        return unlocking.folder_key(args, data_dir(args))
    except Locked:
        return None


def back_up(args: Namespace) -> int:
    """A copy of the store, beside it or where it is wanted."""
    with opened(args) as database:
        from mysteryshop.store.backup import backup

        target: Path | None = args.output
        if target is not None and target.is_dir():
            target = target / f"mysteryshop-{_today()}.sqlite"
        terminal.say(str(backup(database, target)))
    return 0


def _today() -> str:
    from datetime import datetime

    return f"{datetime.now().astimezone():%Y%m%d-%H%M%S}"


def _backup_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="where to put it (among the daily backups)")


COMMANDS = (
    Command("check", "is the store sound, and is there all that the app needs", check, add_json),
    Command("backup", "a copy of the store", back_up, _backup_arguments),
)
