"""Event logs for tests: written here, so that what they hold is known by other means than reading them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from xml.sax.saxutils import quoteattr

Event = tuple[str, str]  # activity, time
REPAIRS: dict[str, list[Event]] = {
    "R-1": [
        ("Register", "2026-03-02T08:00:00.000+01:00"),
        ("Notify customer", "2026-03-02T08:30:00.000+01:00"),
        ("Repair", "2026-03-02T11:00:00.000+01:00"),
        ("Notify customer", "2026-03-02T11:15:00.000+01:00"),
    ],
    "R-2": [
        ("Register", "2026-03-02T09:00:00.000+01:00"),
        ("Inspect", "2026-03-02T09:45:00.000+01:00"),
        ("Repair", "2026-03-03T09:00:00.000+01:00"),
    ],
}


def xes(cases: dict[str, list[Event]], *, before: str = "", inside: str = "") -> str:
    """A log in XES."""
    traces = "".join(
        f'<trace><string key="concept:name" value={quoteattr(name)}/>{inside}{"".join(map(_event, events))}</trace>\n'
        for name, events in cases.items()
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{before}<log xmlns="http://www.xes-standard.org/">\n{traces}</log>'


def table(rows: Iterable[Sequence[str]], header: str = "Case ID,Activity,Timestamp", divided: str = ",") -> str:
    """A log as a table."""
    return "\n".join([header, *(divided.join(row) for row in rows)]) + "\n"


def rows_of(cases: dict[str, list[Event]]) -> list[tuple[str, str, str]]:
    """The events in order of time, so that cases stand mixed."""
    return sorted(((name, *event) for name, events in cases.items() for event in events), key=lambda row: row[2])


def put(folder: Path, name: str, text: str) -> Path:
    """A file with that text."""
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def _event(event: Event) -> str:
    activity, time = event
    return (
        f'<event><string key="concept:name" value={quoteattr(activity)}/>'
        f'<date key="time:timestamp" value={quoteattr(time)}/><string key="org:resource" value="Ann"/></event>'
    )
