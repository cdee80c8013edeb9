"""The scale benchmark itself, on a small store; and what must hold whatever the machine does beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mysteryshop import figures
from mysteryshop.clock import FixedClock
from mysteryshop.figures import FigureTable
from mysteryshop.recorder import Recorder
from mysteryshop.store import kept
from mysteryshop.store.database import Database
from mysteryshop.store.queries import Queries
from tests.bench import large_store, scale

READ = kept.rows


def test_every_line_is_measured_on_a_small_store(tmp_path: Path) -> None:
    large_store.make(tmp_path, 90, 20)
    lines = scale.run(tmp_path, rounds=1)
    assert len(lines) == len({line.name for line in lines}) >= 14
    assert all(line.ours > 0 and line.floor > 0 for line in lines)


def test_the_large_store_is_what_the_app_would_have_written(tmp_path: Path) -> None:
    large_store.make(tmp_path, 30, 20)
    with Database.open(tmp_path) as database:
        queries = Queries(database)
        assert figures.out_of_date(database) == 0
        assert all(queries.verify(ident).ok for ident in queries.ids())
        assert sum(row.moments for row in queries.rows(limit=-1)) == 600
        assert figures.columns(database).left_out == {"unfinished": 1, "event log": 2}


def test_looking_again_reads_no_journey_that_did_not_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    large_store.make(tmp_path, 30, 20)
    asked: list[list[int]] = []

    def rows(of: Database, keys: list[int]) -> Any:
        asked.append(list(keys))
        return READ(of, keys)

    monkeypatch.setattr(kept, "rows", rows)
    with Database.open(tmp_path) as database:
        table, recorder = FigureTable(database), Recorder(database, FixedClock(0))
        table.columns()
        table.columns()
        assert [len(keys) for keys in asked] == [30]
        recorder.answer(Queries(database).ids()[7], "rate.speed", "3", reason="mistyped")
        table.columns()
        assert asked[1:] == [[8]]
