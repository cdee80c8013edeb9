"""From key down to committed row, beside bare sqlite3 doing the same: `python -m tests.bench.capture`.

The recorder captures a moment; then a plain sqlite3 connection, with the same pragmas and on a copy
of the same file, executes the very statements that the recorder executed for it, and commits.
They take turns in one run, so that both meet the same disk and the same neighbours.
"""

from __future__ import annotations

import gc
import shutil
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from mysteryshop.clock import Clock
from mysteryshop.journey import Moment, Record, Template, Touchpoint, Visit
from mysteryshop.recorder import Recorder
from mysteryshop.store.connections import connect, prepare_writer
from mysteryshop.store.database import Database
from tests.imports import ROOT

TEMPLATE = Template("bench", "Bench", "", (Touchpoint("line", "Security line", "Airport"),))
FIELDS: dict[str, Any] = {"level": 3, "category": "information", "text": "Two lanes closed, nobody says why"}
FULL = 5000
Statement = tuple[str, tuple[Any, ...]]


class Listening(sqlite3.Connection):
    """A writer that remembers what it executed."""

    heard: list[Statement]

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        self.heard = [*getattr(self, "heard", []), (sql, parameters)]
        return super().execute(sql, parameters)


@dataclass(frozen=True)
class Walk:
    """A store with a walk under way."""

    database: Database
    recorder: Recorder
    clock: Clock
    journey: str

    def capture(self) -> None:
        self.recorder.capture(self.journey, "friction", self.clock.now(), **FIELDS)


@dataclass(frozen=True)
class Figures:
    """Medians in microseconds: the recorder, and sqlite3 alone."""

    recorder: float
    bare: float

    @property
    def ratio(self) -> float:
        return self.recorder / self.bare


def folder() -> tempfile.TemporaryDirectory[str]:
    """A folder on the disk of the checkout: temporary folders may lie in memory, where nothing is ever synced."""
    build = ROOT / "build"
    build.mkdir(exist_ok=True)
    return tempfile.TemporaryDirectory(prefix="bench-", dir=build)


@contextmanager
def walk(moments: int) -> Iterator[Walk]:
    """A walk under way with that many moments in it, in a folder of its own."""
    with folder() as name, Database.open(Path(name)) as database:
        clock = Clock(zone="UTC")
        recorder = Recorder(database, clock)
        yield Walk(database, recorder, clock, _journey(recorder, clock.now().at, moments))


def _journey(recorder: Recorder, now: int, moments: int) -> str:
    visit = Visit("visit", "Security line", now - 10**9, "line")
    many = tuple(
        Moment(f"m{n}", "friction", now - n, now - n, now - n, seq=n, visit="visit", **FIELDS)
        for n in range(1, moments + 1)
    )
    planned = recorder.prepare(TEMPLATE).journey
    journey = replace(planned, id="walked", state="walking", started_at=visit.entered_at)
    recorder.import_record(Record(journey, visits=(visit,), moments=many))
    return journey.id


def side_by_side(moments: int, pairs: int) -> Figures:
    """The recorder and bare sqlite3 in turn, each on its own file, beginning with that many moments."""
    with walk(moments) as ours:
        ours.capture()
        ours.database.checkpoint()
        copy = ours.database.path.with_name("bare.sqlite")
        shutil.copyfile(ours.database.path, copy)
        todo = _statements(ours, pairs)
        with closing(connect(copy, "rw")) as plain:
            prepare_writer(plain, shared=False, checkpoints=True)
            return _measure(ours, plain, todo)


def _statements(ours: Walk, count: int) -> list[list[Statement]]:
    """What the recorder executes for that many captures, which follow on the copy of the file."""
    ours.database.forget_writer()
    ours.database.writer_class = Listening
    listening = ours.database.writer_connection()
    assert isinstance(listening, Listening)
    todo = []
    for _ in range(count):
        listening.heard = []
        ours.capture()
        todo.append([s for s in listening.heard if s[0] not in ("BEGIN IMMEDIATE", "COMMIT")])
    ours.database.forget_writer()
    ours.database.writer_class = sqlite3.Connection
    ours.capture()  # the first one opens the writer
    return todo


def _bare(connection: sqlite3.Connection, todo: list[Statement]) -> None:
    connection.execute("BEGIN IMMEDIATE")
    for sql, parameters in todo:
        changed = connection.execute(sql, parameters)
    connection.execute("COMMIT")
    assert changed.rowcount == 1  # it follows on what the copy holds


def _measure(ours: Walk, plain: sqlite3.Connection, todo: list[list[Statement]]) -> Figures:
    times: tuple[list[int], list[int]] = ([], [])
    gc.collect()
    for statements in todo:
        begun = time.perf_counter_ns()
        ours.capture()
        between = time.perf_counter_ns()
        _bare(plain, statements)
        times[0].append(between - begun)
        times[1].append(time.perf_counter_ns() - between)
    return Figures(*(statistics.median(each) / 1000 for each in times))


def growth(pairs: int) -> tuple[float, float]:
    """The recorder in an empty journey and in one of FULL moments, in turn: medians in microseconds."""
    times: tuple[list[int], list[int]] = ([], [])
    with walk(0) as empty, walk(FULL) as full:
        for _ in range(pairs):
            for of, took in zip((empty, full), times, strict=True):
                begun = time.perf_counter_ns()
                of.capture()
                took.append(time.perf_counter_ns() - begun)
    return statistics.median(times[0]) / 1000, statistics.median(times[1]) / 1000


def main() -> None:
    """Print the table."""
    print("From key down to committed row, medians in microseconds, taking turns with bare sqlite3")
    print(f"{'moments before':>15} {'recorder':>9} {'sqlite3':>9} {'ratio':>6}")
    for moments in (0, FULL):
        figures = side_by_side(moments, 500)
        print(f"{moments:>15} {figures.recorder:>9.0f} {figures.bare:>9.0f} {figures.ratio:>6.2f}")
    empty, full = growth(500)
    print(f"{FULL} moments in the journey against none, taking turns: {full:.0f} to {empty:.0f}, {full / empty:.2f}")


if __name__ == "__main__":
    main()
