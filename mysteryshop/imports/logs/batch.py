"""A log that was read, as journeys to be stored and a report."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mysteryshop.errors import InputError
from mysteryshop.imports.batch import Batch
from mysteryshop.imports.report import Report
from mysteryshop.journey import Record

from .event_log import EventLog
from .journeys import Reading, journeys

_TWICE = "cases that stand there twice, event for event"


def batch(log: EventLog, report: Report, communications: re.Pattern[str] | None, zone: str) -> Batch:
    """The journeys of a log. InputError where it has none, or no activity is a communication as the pattern says."""
    if not log.cases:
        raise InputError(f"{report.file}: found no event with a case, an activity and a time.", _why(report))
    reading = Reading(communications, zone)
    report.journeys, report.events = len(log.cases), log.events
    report.notes.append(_told(log, communications))

    def records() -> Iterator[Record]:
        seen: set[str] = set()
        report.skipped.pop(_TWICE, None)
        for record in journeys(log, reading):
            if record.journey.id in seen:
                report.skip(_TWICE, record.journey.place)
            else:
                seen.add(record.journey.id)
                yield record

    return Batch(report, len(log.cases), records, by_id=True)


def _told(log: EventLog, pattern: re.Pattern[str] | None) -> str:
    if pattern is None:
        return "Every event counts as a communication from the organisation."
    telling = [name for name in log.activities if pattern.search(name)]
    if not telling:
        title = f"{log.name}: no activity fits the pattern “{pattern.pattern}” for communications."
        raise InputError(title, f"Its activities are: {', '.join(log.activities)[:300]}.")
    listed = ", ".join(telling[:8]) + (" ..." if len(telling) > 8 else "")
    return f"Communications are {len(telling)} of {len(log.activities)} activities: {listed}."


def _why(report: Report) -> str:
    left = "; ".join(f"{s.count:,} {s.what}" for s in report.skipped.values())
    named = "Name other columns or attributes with --case, --activity and --time."
    return f"Nothing was imported: {left}. {named}" if left else "Nothing was imported: the log is empty."
