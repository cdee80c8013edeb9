"""What somebody has to be asked of an event log in XES before it is read: which of its activities tell something."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .files import unreadable
from .logs import xes
from .own_logs import xes as own
from .report import Progress, Report, unwatched


@dataclass(frozen=True, slots=True)
class TraceLook:
    """A log of cases: how many they are, with how many events, and what happens in them, in order of appearance."""

    file: str
    cases: int
    events: int
    activities: tuple[str, ...]


def question(file: Path, progress: Progress = unwatched) -> TraceLook | None:
    """What is to be asked of a file; None where it is this app's own, which says itself what was told, or empty."""
    try:
        if own.version(file) is not None:
            return None
        log = xes.read(file, "UTC", xes.Keys(), Report(file.name, ""), progress)
    except OSError as error:
        raise unreadable(file, error) from error
    return TraceLook(file.name, len(log.cases), log.events, tuple(log.activities)) if log.activities else None
