"""Object-centric event logs by their file: reading one, and what somebody has to be asked before."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .decoding import decoded
from .logs import ocel_json, ocel_sqlite
from .logs.object_log import ObjectLog, ObjectType, types
from .own_logs import ocel as own
from .report import Progress, unwatched
from .table import IN_JSON, IN_SQLITE, check_size, content, unreadable


@dataclass(frozen=True, slots=True)
class ObjectLook:
    """The object types of which one is to be the case, the likeliest first."""

    file: str
    types: tuple[ObjectType, ...]


def read_json(file: Path, progress: Progress) -> ObjectLog:
    """The log of a JSON file; InputError says what is wrong with it."""
    return ocel_json.read(decoded(content(file), file.name), file.name, progress)


def read_sqlite(file: Path, progress: Progress) -> ObjectLog:
    """The log of a SQLite file; InputError says what is wrong with it."""
    check_size(file)
    return ocel_sqlite.read(file, progress, own.may_be_own)


def question(file: Path) -> ObjectLook | None:
    """What is to be asked of a file before it is read; None where it is no such log, this app's own, or of one type."""
    name = file.name.casefold()
    try:
        if not name.endswith((*IN_JSON, *IN_SQLITE)) and not _is_log(file):
            return None
        log = (read_sqlite if name.endswith(IN_SQLITE) else read_json)(file, unwatched)
    except OSError as error:
        raise unreadable(file, error) from error
    found = () if own.is_own(log) else tuple(types(log))
    return ObjectLook(file.name, found) if len(found) > 1 else None


def _is_log(file: Path) -> bool:
    """Whether a JSON file of no telling name is one; whole journeys, a line each, need not be looked through."""
    from . import json_lines

    return json_lines.batch(file) is None and ocel_json.is_log(decoded(content(file), file.name))
