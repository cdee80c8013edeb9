"""Object-centric event logs by their file: reading one, and what somebody has to be asked before."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .files import IN_JSON, IN_SQLITE, check_size, unreadable
from .logs import ocel_json, ocel_sqlite
from .logs.object_log import ObjectSource, ObjectType, types
from .own_logs import ocel as own
from .report import Progress, unwatched


@dataclass(frozen=True, slots=True)
class ObjectLook:
    """The object types of which one is to be the case, the likeliest first."""

    file: str
    types: tuple[ObjectType, ...]


def source(file: Path, progress: Progress) -> ObjectSource | None:
    """The log of a file, its events not read yet; None where a JSON file of no telling name is none."""
    name = file.name.casefold()
    if name.endswith(IN_SQLITE):
        return ocel_sqlite.read(file, own.may_be_own)
    return ocel_json.read(file, own.has_journeys, progress) if name.endswith(IN_JSON) or _is_log(file) else None


def question(file: Path, progress: Progress = unwatched) -> ObjectLook | None:
    """What is to be asked of a file before it is read; None where it is no such log, this app's own, or of one type."""
    try:
        found = source(file, progress)
        if found is None or own.is_own(found.objects):
            return None
        several = tuple(types(found.whole(progress)))
    except OSError as error:
        raise unreadable(file, error) from error
    return ObjectLook(file.name, several) if len(several) > 1 else None


def _is_log(file: Path) -> bool:
    """Whether a JSON file of no telling name is one; whole journeys, a line each, need not be looked through."""
    from . import json_lines

    if json_lines.batch(file) is not None:
        return False
    check_size(file)
    return ocel_json.is_log(file)
