"""The journeys of a log that this app wrote, to be stored, and what is said of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mysteryshop.exports.logged import LEFT_OUT
from mysteryshop.imports.batch import Batch
from mysteryshop.imports.report import Report
from mysteryshop.journey import Record

_TWICE = "journeys that stand there twice"


def batch(report: Report, read: Callable[[], Iterator[Record]]) -> Batch:
    """The journeys that `read` gives one at a time, each id once; `report` knows how many."""
    report.notes.append(LEFT_OUT)

    def records() -> Iterator[Record]:
        seen: set[str] = set()
        report.skipped.pop(_TWICE, None)
        for record in read():
            if record.journey.id in seen:
                report.skip(_TWICE, record.journey.id)
            else:
                seen.add(record.journey.id)
                yield record

    return Batch(report, report.journeys, records, by_id=True)
