"""The checks that `mysteryshop check` runs: each says in a sentence what it found, and what to do where it is wrong."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from mysteryshop import __version__
from mysteryshop.errors import KnownError

if TYPE_CHECKING:
    from mysteryshop.store.database import Database

_NEEDED = ("PySide6-Essentials", "SQLAlchemy", "alembic", "matplotlib", "numpy", "platformdirs", "tomli-w", "typst")
_RESOURCES = ("templates", "fonts", "icons", "report", "themes", "demo")


@dataclass(frozen=True, slots=True)
class Finding:
    """One check's result; `note` is worth knowing and nothing wrong."""

    name: str
    status: Literal["ok", "note", "wrong"]
    text: str
    remedy: str = ""


def run_checks(data_dir: Path) -> list[Finding]:
    """All checks in order; none of them stops the others."""
    found: list[Finding] = []
    for check in (_program, _libraries, _resources, _folder, _store, _templates, _settings, _display):
        try:
            found.extend(check(data_dir))
        except KnownError as error:
            found.append(Finding(check.__name__.strip("_"), "wrong", error.title, error.remedy))
    return found


def _program(_: Path) -> Iterator[Finding]:
    from mysteryshop.imports.here import zone_here

    python = ".".join(map(str, sys.version_info[:3]))
    yield Finding("program", "ok", f"Mysteryshop {__version__}, Python {python}, time zone {zone_here()}.")


def _libraries(_: Path) -> Iterator[Finding]:
    missing = [name for name in _NEEDED if not _version(name)]
    if missing:
        remedy = "Install them: python -m pip install --require-hashes -r requirements/app.txt"
        yield Finding("libraries", "wrong", f"Missing: {', '.join(missing)}.", remedy)
    else:
        yield Finding("libraries", "ok", ", ".join(f"{name} {_version(name)}" for name in _NEEDED) + ".")


def _resources(_: Path) -> Iterator[Finding]:
    from mysteryshop import paths

    folder = paths.resources()
    missing = [name for name in _RESOURCES if not any((folder / name).glob("*"))]
    if missing:
        yield Finding("resources", "wrong", f"{folder} lacks {', '.join(missing)}.", "Install Mysteryshop again.")
    else:
        yield Finding("resources", "ok", f"All there in {folder}.")


def _folder(data_dir: Path) -> Iterator[Finding]:
    there = next(folder for folder in (data_dir, *data_dir.parents) if folder.exists())
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        remedy = "Choose a folder that you may write in with --data-dir, or change the rights of this one."
        yield Finding("folder", "wrong", f"The data folder {data_dir} cannot be written.", remedy)
    else:
        yield Finding("folder", "ok", f"{data_dir}{'' if data_dir.exists() else ' (not made yet)'}.")


def _store(data_dir: Path) -> Iterator[Finding]:
    from mysteryshop import paths

    if not paths.database_file(data_dir).exists():
        yield Finding("store", "ok", "There are no journeys yet.")
        return
    from mysteryshop.store.database import Database
    from mysteryshop.store.opening import look_over

    with Database.open(data_dir, create=False) as database:
        look_over(data_dir)
        yield from (Finding("store", "note", warning.title, warning.remedy) for warning in database.warnings)
        yield from _journeys(database)


def _journeys(database: Database) -> Iterator[Finding]:
    from mysteryshop.store.backup import backups
    from mysteryshop.store.queries import Queries

    queries = Queries(database)
    idents = queries.ids()
    broken = [(ident, proof) for ident in idents if not (proof := queries.verify(ident)).ok]
    for ident, proof in broken:
        at = "" if proof.broken_at_seq is None else f" at edit {proof.broken_at_seq}"
        remedy = f"Its evidence is not to be relied on; compare it with a backup in {database.data_dir / 'backups'}."
        yield Finding("store", "wrong", f"Journey {ident} is not as it was recorded{at}: {proof.reason}", remedy)
    if not broken:
        count = f"{len(idents)} journey{'' if len(idents) == 1 else 's'}"
        copies = len(backups(database.data_dir))
        kept = f"{copies} backup{'' if copies == 1 else 's'}"
        yield Finding("store", "ok", f"{count}, every chain of edits whole; {kept}.")


def _templates(data_dir: Path) -> Iterator[Finding]:
    from mysteryshop import templates

    found, errors = templates.load_all(data_dir)
    yield from (Finding("templates", "wrong", error.title, error.remedy) for error in errors)
    if not errors:
        yield Finding("templates", "ok", f"{len(found)} templates.")


def _settings(data_dir: Path) -> Iterator[Finding]:
    from mysteryshop import settings

    problem = settings.load(data_dir)[1]
    if problem is not None:
        yield Finding("settings", "wrong", problem.title, problem.remedy)
    else:
        yield Finding("settings", "ok", "As chosen." if settings.settings_file(data_dir).exists() else "The defaults.")


def _display(_: Path) -> Iterator[Finding]:
    """A machine without a screen is no fault of its own: everything but the app works on it."""
    from mysteryshop import display

    try:
        display.check()
    except KnownError as error:
        yield Finding("display", "note", error.title, error.remedy)
    else:
        yield Finding("display", "ok", "A window can be opened.")


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""
