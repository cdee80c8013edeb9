"""A long event log comes in at a bounded cost: memory beside the file's size, time beside bare sqlite3.

So does one that the app wrote itself, of which only one journey is in memory at a time.

`make bench` prints the figures. MYSTERYSHOP_BENCH_CASES sets the number of cases (25 events each); 10,000 of
them are the 250,000 events that the app is made for, and take half a minute.
"""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mysteryshop.exports import exporter_for
from mysteryshop.journey import Record
from tests.core.object_logs import KEYS, Event, as_json, put_json, put_sqlite
from tests.many import many

CASES = int(os.environ.get("MYSTERYSHOP_BENCH_CASES", "1000"))
EVENTS = 25
ACTIVITIES = ("Register", "Notify customer", "Check", "Decide", "Send letter", "Pay", "Inspect", "Repair", "Ship")
WATCHED = """
import sys, time
from mysteryshop.cli import main
begun = time.perf_counter()
code = main(["--data-dir", sys.argv[1], "import", *sys.argv[2:]])
seconds = time.perf_counter() - begun
# Not getrusage: that counts the memory of whoever started the process as well.
peak = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(code, seconds, int(peak) * 1024)
"""


def log(path: Path, cases: int) -> Path:
    """A log in XES as other programs write it."""
    path.write_text("".join(_lines(cases)), encoding="utf-8")
    return path


def _lines(cases: int) -> Iterator[str]:
    chance = random.Random(1)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1.0" xmlns="http://www.xes-standard.org/">\n'
    for case in range(cases):
        at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=chance.randrange(30_000_000))
        yield f'\t<trace>\n\t\t<string key="concept:name" value="case-{case}"/>\n'
        for _ in range(EVENTS):
            at += timedelta(milliseconds=chance.randrange(1, 86_400_000))
            yield f'\t\t<event>\n\t\t\t<string key="concept:name" value="{chance.choice(ACTIVITIES)}"/>\n'
            yield f'\t\t\t<date key="time:timestamp" value="{at.isoformat(timespec="milliseconds")}"/>\n'
            yield f'\t\t\t<string key="org:resource" value="R{chance.randrange(50)}"/>\n'
            yield '\t\t\t<string key="lifecycle:transition" value="complete"/>\n\t\t</event>\n'
        yield "\t</trace>\n"
    yield "</log>\n"


def imported(data: Path, file: Path, *named: str) -> tuple[float, float]:
    """Seconds and bytes at the peak, of a process that does nothing else."""
    words = [sys.executable, "-c", WATCHED, str(data), str(file), *named]
    answer = subprocess.run(words, capture_output=True, text=True, check=True, timeout=110)
    code, seconds, peak = answer.stdout.splitlines()[-1].split()
    assert code == "0", answer.stderr
    return float(seconds), float(peak)


def bare(data: Path, copy: Path) -> float:
    """Seconds that sqlite3 takes to write the same rows into the same tables in one transaction."""
    with closing(sqlite3.connect(data / "mysteryshop.sqlite")) as base, closing(sqlite3.connect(copy)) as other:
        schema = base.execute("SELECT sql FROM sqlite_master WHERE sql NOTNULL AND name NOT LIKE 'sqlite_%'")
        for (sql,) in schema.fetchall():
            other.execute(sql)
        tables = {t: base.execute(f"SELECT * FROM {t}").fetchall() for t in ("journeys", "visits", "moments", "edits")}
        other.execute("PRAGMA journal_mode = WAL")
        begun = time.perf_counter()
        with other:
            for table, rows in tables.items():
                other.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)
        return time.perf_counter() - begun


@pytest.mark.bench
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads the peak from /proc")
def test_a_log_comes_in_within_its_own_size_of_memory_and_a_small_multiple_of_bare_sqlite(tmp_path: Path) -> None:
    small, large = log(tmp_path / "small.xes", 10), log(tmp_path / "large.xes", CASES)
    _, base = imported(tmp_path / "a", small)
    seconds, peak = imported(tmp_path / "b", large)
    floor, size = bare(tmp_path / "b", tmp_path / "copy.sqlite"), large.stat().st_size
    grown = (peak - base) / size
    print(f"\n{CASES * EVENTS:,} events, {size / 1e6:.0f} MB: {seconds:.1f} s, bare sqlite3 {floor:.2f} s,", end=" ")
    print(
        f"ratio {seconds / floor:.1f}; peak {peak / 1e6:.0f} MB, above an empty import {grown:.2f} of the file's size"
    )
    assert grown < 2
    assert seconds / floor < 25


@pytest.mark.bench
@pytest.mark.parametrize("suffix", ["ocel.json", "ocel.sqlite"])
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads the peak from /proc")
def test_an_object_log_of_another_system_comes_in_within_three_times_its_size_of_memory(
    suffix: str, tmp_path: Path
) -> None:
    small, large = foreign(tmp_path, f"small.{suffix}", 10), foreign(tmp_path, f"large.{suffix}", CASES)
    _, base = imported(tmp_path / "a", small, "--case", "order")
    seconds, peak = imported(tmp_path / "b", large, "--case", "order")
    size = large.stat().st_size
    print(f"\n{CASES * EVENTS:,} events of others, {size / 1e6:.0f} MB of {suffix}: {seconds:.1f} s;", end=" ")
    print(f"peak {peak / 1e6:.0f} MB, above an empty import {(peak - base) / size:.2f} of the file's size")
    assert peak - base < max(3 * size, 16e6)


def foreign(folder: Path, name: str, cases: int) -> Path:
    """An object log of orders and customers, told mixed as time went on."""
    chance, at = random.Random(1), datetime(2026, 1, 1, tzinfo=UTC)
    objects = {f"order-{n}": "order" for n in range(cases)} | {f"customer-{n}": "customer" for n in range(50)}
    events: list[Event] = []
    for number in range(cases * EVENTS):
        at += timedelta(seconds=chance.randrange(60))
        related = (f"order-{number % cases}", f"customer-{number % 50}")
        events.append((f"event-{number}", chance.choice(ACTIVITIES), f"{at:%Y-%m-%dT%H:%M:%SZ}", related))
    if name.endswith(".json"):
        return put_json(folder, as_json(events, objects), name)
    return put_sqlite(folder, events, objects, name, KEYS)


def own(path: Path, cases: int) -> Path:
    """A log that the app wrote, of journeys with 25 events each."""
    walks = [_short(record) for record in many(20)]
    copies = (
        replace(walk, journey=replace(walk.journey, id=f"{number:08x}{walk.journey.id[8:]}"))
        for number in range(cases)
        for walk in walks[number % 20 : number % 20 + 1]
    )
    exporter_for(path).write(copies, path)
    return path


def _short(record: Record) -> Record:
    visits = record.visits[:5]
    there = {visit.id for visit in visits}
    moments = (m if m.visit in there else replace(m, visit=None) for m in record.moments[:15])
    return replace(record, visits=visits, moments=tuple(moments))


@pytest.mark.bench
@pytest.mark.parametrize("suffix", ["xes", "ocel.json", "ocel.sqlite"])
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads the peak from /proc")
def test_a_log_of_ones_own_comes_in_a_journey_at_a_time(suffix: str, tmp_path: Path) -> None:
    small, large = own(tmp_path / f"small.{suffix}", 10), own(tmp_path / f"large.{suffix}", CASES)
    _, base = imported(tmp_path / "a", small)
    seconds, peak = imported(tmp_path / "b", large)
    size = large.stat().st_size
    print(f"\n{CASES * EVENTS:,} events of one's own, {size / 1e6:.0f} MB of {suffix}: {seconds:.1f} s;", end=" ")
    print(f"peak {peak / 1e6:.0f} MB, above an empty import {(peak - base) / size:.2f} of the file's size")
    assert peak - base < max(0.5 * size, 16e6)
