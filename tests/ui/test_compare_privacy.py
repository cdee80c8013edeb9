"""The table of a comparison names nobody whom a place or a persona would give away."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from mysteryshop import figures
from mysteryshop.clock import FixedClock
from mysteryshop.exports.safe_text import freed, guarded
from mysteryshop.figures import FigureTable
from mysteryshop.recorder import Recorder
from mysteryshop.store.database import Database
from tests.ui.screen_rig import DONE, read_notes
from ui.compare.sending import write_table


@pytest.mark.parametrize(
    ("place", "written"), [("Mr Tarkkanen's desk", "Mr [redacted: name]'s desk"), ("Oslo", "Oslo")]
)
def test_a_place_with_a_name_in_it_is_redacted(tmp_path: Path, place: str, written: str) -> None:
    record = read_notes(DONE)
    record = replace(record, journey=replace(record.journey, place=place, leader="Maria Silva"))
    with Database.open(tmp_path / "data") as database:
        Recorder(database, FixedClock(1)).import_record(record)
        figures.refresh(database)
        table = FigureTable(database).everything()
        write_table(table, [record.journey.id], {}, tmp_path / "table.csv")
    with (tmp_path / "table.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["place"], row["leader"], row["id"]) == (written, "Maria Silva", record.journey.id)


@pytest.mark.parametrize("place", ["=1+1", "\n=1+1", "a;=1+1", "＝1+1", '"=1+1', " +1", "\t+1"])
def test_no_cell_of_the_table_is_a_formula_and_no_line_of_it_either(tmp_path: Path, place: str) -> None:
    record = read_notes(DONE)
    record = replace(record, journey=replace(record.journey, place=place, leader=place))
    with Database.open(tmp_path / "data") as database:
        Recorder(database, FixedClock(1)).import_record(record)
        figures.refresh(database)
        table = FigureTable(database).everything()
        write_table(table, [record.journey.id], {record.journey.id: place}, tmp_path / "table.csv")
    with (tmp_path / "table.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    for name in ("place", "leader", "group"):
        assert freed(row[name]) == place
        assert row[name] == guarded(place) != place
