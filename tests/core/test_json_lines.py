"""JSON with a journey a line comes in without being read whole."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace
from pathlib import Path

import pytest

from mysteryshop.errors import InputError
from mysteryshop.exports.json_record import write, write_to
from mysteryshop.imports import json_lines
from mysteryshop.imports.reading import here
from mysteryshop.imports.table import read
from mysteryshop.journey import Record
from tests.many import many


def copies(record: Record, count: int) -> list[Record]:
    return [
        replace(record, journey=replace(record.journey, id=f"{n:08x}{record.journey.id[8:]}")) for n in range(count)
    ]


def test_it_holds_what_was_written_and_can_be_read_again(tmp_path: Path) -> None:
    records = many(5)
    write_to(records, tmp_path / "all.json")
    batch = json_lines.batch(tmp_path / "all.json")
    assert batch is not None
    assert batch.count == 5
    assert list(batch.records()) == records == list(batch.records())


def test_other_layouts_and_what_is_cut_off_are_left_to_reading_whole(tmp_path: Path) -> None:
    file = tmp_path / "all.json"
    file.write_text(write(*many(2)), encoding="ascii")
    assert json_lines.batch(file) is None
    write_to(many(2), file)
    file.write_bytes(file.read_bytes()[:-3])
    assert json_lines.batch(file) is None
    with pytest.raises(InputError, match="is not JSON"):
        read(file, here(tmp_path))


def test_a_damaged_journey_is_named(tmp_path: Path) -> None:
    file = tmp_path / "all.json"
    write_to(many(3), file)
    lines = file.read_text().splitlines(keepends=True)
    file.write_text("".join([*lines[:2], lines[2].replace('"visits": [', '"visits": [,', 1), *lines[3:]]))
    batch = read(file, here(tmp_path))
    with pytest.raises(InputError, match=r"all.json, journey 2: this is not JSON"):
        list(batch.records())


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    file = tmp_path / "all.json"
    write_to(copies(many(1)[0], 600), file)
    batch = read(file, here(tmp_path))
    tracemalloc.start()
    try:
        assert sum(1 for _ in batch.records()) == 600
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < file.stat().st_size / 4
