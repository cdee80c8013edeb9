"""The checks that `mysteryshop check` runs: each says in a sentence what it found, and what to do where it is wrong."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from mysteryshop import __version__
from mysteryshop.errors import KnownError

if TYPE_CHECKING:
    from mysteryshop.store.keyfile import FolderKey

_NEEDED = (
    "PySide6-Essentials",
    "SQLAlchemy",
    "alembic",
    "matplotlib",
    "numpy",
    "openpyxl",
    "pillow",
    "platformdirs",
    "tomli-w",
    "typst",
    "xlsxwriter",
)
_RESOURCES = ("templates", "fonts", "icons", "report", "themes", "demo", "schema")


@dataclass(frozen=True, slots=True)
class Finding:
    """One check's result; `note` is worth knowing and nothing wrong."""

    name: str
    status: Literal["ok", "note", "wrong"]
    text: str
    remedy: str = ""


def run_checks(data_dir: Path, key: FolderKey | None = None) -> list[Finding]:
    """All checks in order; none of them stops the others. A locked store is looked into with its key."""
    found: list[Finding] = []
    store = partial(_store, key=key)
    for name, check in (("program", _program), ("libraries", _libraries), ("resources", _resources), ("store", store),
                        ("templates", _templates), ("settings", _settings), ("display", _display)):  # fmt: skip
        try:
            found.extend(check(data_dir))
        except KnownError as error:
            found.append(Finding(name, "wrong", error.title, error.remedy))
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


def _store(data_dir: Path, key: FolderKey | None) -> Iterator[Finding]:
    """Looked at without touching it: the store's own checks."""
    from mysteryshop import store

    for line in store.check(data_dir, key):
        yield Finding(line.name, "ok" if line.ok else "wrong", line.text, line.remedy)


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
