"""What `check` says of a store: each thing that can be wrong, looked at without changing anything but litter."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from mysteryshop.errors import StoreError
from mysteryshop.paths import database_file

from . import backup, evidence_check, failures, practice_log, purge_log, reserve
from .connections import connect, is_plain, is_shared, key_for, prepare_reader
from .files import EvidenceFiles
from .judging import Verdict, judge
from .keyfile import FolderKey
from .replay import verify

_MEGABYTE = 1 << 20
_LITTLE = 64 * _MEGABYTE
_OLD_DAYS = 14


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One check: its name, whether it is well, what was found, and what to do where it is not."""

    name: str
    ok: bool
    text: str
    remedy: str = ""


def inspect(data_dir: Path, key: FolderKey | None = None) -> list[CheckLine]:
    """All checks that make sense in that folder, in a fixed order. Never raises for what the world does."""
    data_dir = data_dir.expanduser().absolute()
    lines = [_folder(data_dir)]
    if not (os.access(data_dir, os.R_OK | os.X_OK) and data_dir.is_dir()):
        return lines
    try:
        verdict = judge(data_dir, key)
    except StoreError as error:
        lines.append(CheckLine("journeys", False, error.title, error.remedy))
    else:
        lines += _store(data_dir, verdict, key)
    if key is not None:
        lines.append(_encrypted(data_dir))
    return [*lines, _backups(data_dir), _space(data_dir)]


def _folder(data_dir: Path) -> CheckLine:
    try:
        if not data_dir.exists():
            return CheckLine("data folder", True, f"{data_dir} is not there yet: it is made when it is needed.")
        with tempfile.TemporaryFile(dir=data_dir):
            pass
    except OSError as error:
        told = failures.folder(error, data_dir)
        return CheckLine("data folder", False, told.title, told.remedy)
    shared = ", on a network share: open it from one machine at a time" if is_shared(data_dir) else ""
    return CheckLine("data folder", True, f"{data_dir} can be written{shared}.")


_LOCKED = "Locked with a passphrase, and therefore not looked into: give it with --passphrase-file."


def _store(data_dir: Path, verdict: Verdict, key: FolderKey | None) -> list[CheckLine]:
    if verdict.state == "locked":
        return [CheckLine("journeys", True, _LOCKED)]
    if verdict.state == "none":
        return [CheckLine("journeys", True, "There are none yet.")]
    if verdict.state == "old":
        return [CheckLine("journeys", True, f"Schema {verdict.version}: brought up to date when it is next opened.")]
    path = database_file(data_dir)
    lines = []
    for name, look in (
        ("journeys", _count),
        ("integrity", _integrity),
        ("references", _references),
        ("edits", _edits),
        ("practice", _practice),
        ("evidence", lambda name, raw: _evidence(name, raw, data_dir, key)),
    ):
        try:
            with closing(connect(path, "rw", key=key_for(path, key))) as raw:
                prepare_reader(raw)
                raw.execute("BEGIN")
                lines.append(look(name, raw))
        except sqlite3.Error as error:
            told = failures.told(error, path)
            lines.append(CheckLine(name, False, told.title, told.remedy))
    return lines


_RESTORE = "Go back to a backup in the folder backups, and keep the damaged file."
Look = Callable[[str, sqlite3.Connection], CheckLine]


def _count(name: str, raw: sqlite3.Connection) -> CheckLine:
    version = raw.execute("PRAGMA user_version").fetchone()[0]
    count, moments = raw.execute("SELECT count(*), total(moments) FROM journeys").fetchone()
    journeys = "1 journey" if count == 1 else f"{count} journeys"
    held = "1 moment" if moments == 1 else f"{int(moments)} moments"
    return CheckLine(name, True, f"{journeys} with {held}, schema {version}.")


def _integrity(name: str, raw: sqlite3.Connection) -> CheckLine:
    found = [str(row[0]) for row in raw.execute("PRAGMA integrity_check(5)")]
    if found == ["ok"]:
        return CheckLine(name, True, "SQLite finds the file whole.")
    return CheckLine(name, False, f"The file is damaged: {'; '.join(found)}.", _RESTORE)


def _references(name: str, raw: sqlite3.Connection) -> CheckLine:
    found = {str(row[0]) for row in raw.execute("PRAGMA foreign_key_check")}
    if not found:
        return CheckLine(name, True, "Every row belongs to a journey that is there.")
    return CheckLine(name, False, f"Rows of {', '.join(sorted(found))} refer to nothing.", _RESTORE)


def _edits(name: str, raw: sqlite3.Connection) -> CheckLine:
    """Each journey's chain, computed again and replayed: it sees what SQLite's own checks do not."""
    journeys = [str(row[0]) for row in raw.execute("SELECT id FROM journeys ORDER BY key")]
    broken = []
    for journey in journeys:
        found = verify(raw.execute, journey)
        if not found.ok:
            broken.append(f"{journey}: {found.reason}")
    if not broken:
        return CheckLine(name, True, f"Every journey is what its edits say: {len(journeys)} read.")
    more = f" And {len(broken) - 3} more." if len(broken) > 3 else ""
    return CheckLine(name, False, f"{' '.join(broken[:3])}{more}", _RESTORE)


def _encrypted(data_dir: Path) -> CheckLine:
    """Whether anything in a locked folder can be read without the passphrase."""
    from .sealed_files import is_sealed

    plain = sum(is_plain(path) for path in (database_file(data_dir), *backup.backups(data_dir)))
    evidence = [path for path in (data_dir / "evidence").glob("[0-9a-f][0-9a-f]/*") if path.is_file()]
    for path in evidence:
        with path.open("rb") as file:
            plain += not is_sealed(file.read(16))
    if plain:
        text = f"{plain} files are not encrypted, although the folder has a passphrase."
        return CheckLine(
            "lock", False, text, "Open the folder once while nothing else uses it: they are encrypted then."
        )
    return CheckLine("lock", True, f"Journeys, backups and {len(evidence)} evidence files are encrypted.")


def _practice(name: str, raw: sqlite3.Connection) -> CheckLine:
    """The chains beside the journeys': what is kept between walks, and what was let go."""
    broken = " ".join(found for found in (practice_log.verify(raw.execute), purge_log.verify(raw.execute)) if found)
    if broken:
        return CheckLine(name, False, broken, _RESTORE)
    return CheckLine(name, True, "What is kept between walks is what its edits say.")


def _evidence(name: str, raw: sqlite3.Connection, data_dir: Path, key: FolderKey | None) -> CheckLine:
    return CheckLine(name, *evidence_check.look_over(raw, EvidenceFiles(data_dir, key), data_dir))


def _backups(data_dir: Path) -> CheckLine:
    kept = backup.backups(data_dir)
    if not kept:
        return CheckLine("backups", True, "There is none yet: one is made each day that the store is opened.")
    made = backup.made_at(kept[0])
    old = (datetime.now().astimezone() - made).days > _OLD_DAYS
    text = f"{len(kept)} kept, the newest of {made:%Y-%m-%d %H:%M}."
    return CheckLine("backups", not old, text, "Make one: mysteryshop backup." if old else "")


def _space(data_dir: Path) -> CheckLine:
    free = shutil.disk_usage(data_dir).free
    text = f"{free // _MEGABYTE} MB free{'' if reserve.is_there(data_dir) else ', nothing kept back for a full disk'}."
    return CheckLine("space", free >= _LITTLE, text, "" if free >= _LITTLE else "Make room before you walk.")
