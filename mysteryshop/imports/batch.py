"""What a file holds, before any of it is stored: a report, and its journeys one after another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from mysteryshop.journey import Record

from .report import Report


@dataclass(frozen=True, slots=True)
class Batch:
    """The journeys of one file. `records` may be called again: it begins anew, and holds one journey at a time."""

    report: Report
    count: int
    records: Callable[[], Iterator[Record]]
    by_id: bool = False  # ids are made of the content: the same id is the same journey, another id another


def whole(file: str, kind: str, records: Sequence[Record]) -> Batch:
    """Journeys that are in memory anyway."""
    return Batch(Report(file, kind, len(records)), len(records), lambda: iter(records))
