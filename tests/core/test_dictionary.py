"""The data dictionary is true of what is exported: of every column of every table and sheet, and of what is in them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from mysteryshop import demo
from mysteryshop.exports.dictionary_sheet import EXACT
from mysteryshop.exports.writing import write_file
from mysteryshop.journey import Record

from .records import TEMPLATE
from .sample import sample

DEMO = [each.record for each in demo.load()]
Rows = list[dict[str, Any]]


def bare() -> Record:
    """A journey of which as little is said as can be."""
    record = sample()
    head = replace(record.journey, id="bare", place="", persona="", why="", leader="", template=TEMPLATE, ended_at=None)
    moments = tuple(replace(m, text="", role=None, visit=None) for m in record.moments)
    visits = tuple(replace(v, left_at=None) for v in record.visits)
    return replace(record, journey=head, moments=moments, visits=visits)


def archive(path: Path) -> dict[str, Rows]:
    with ZipFile(path) as opened:
        texts = {entry.removesuffix(".csv"): opened.read(entry).decode() for entry in opened.namelist()}
    return {name: list(csv.DictReader(io.StringIO(text, newline=""))) for name, text in texts.items()}


def workbook(path: Path) -> dict[str, Rows]:
    found = {}
    for sheet in openpyxl.load_workbook(path):
        head, *rows = sheet.iter_rows(values_only=True)
        titles = [str(title).casefold() for title in head] if sheet.title == "Dictionary" else head
        found[sheet.title.casefold()] = [dict(zip(titles, row, strict=True)) for row in rows]
    return found


def told(folder: Path, suffix: str, records: list[Record]) -> dict[str, Rows]:
    write_file(records, folder / f"all{suffix}")
    return {".zip": archive, ".xlsx": workbook}[suffix](folder / f"all{suffix}")


def is_time(cell: Any) -> bool:
    if isinstance(cell, datetime):
        return cell.tzinfo is None
    return datetime.fromisoformat(cell).tzinfo is not None


def is_json(kind: type) -> Callable[[Any], bool]:
    return lambda cell: isinstance(json.loads(cell), kind)


HOLDS: Mapping[str, Callable[[Any], bool]] = {
    "text": lambda cell: isinstance(cell, str),
    "whole number": lambda cell: float(cell).is_integer(),
    "number": lambda cell: isinstance(float(cell), float),
    "true or false": lambda cell: cell in (True, False, "true", "false"),
    "time": is_time,
    "date": lambda cell: bool(datetime.fromisoformat(str(cell))),
    "date or text": lambda cell: True,
    "list": is_json(list),
    "object": is_json(dict),
}


@pytest.mark.parametrize("suffix", [".zip", ".xlsx"])
def test_the_dictionary_is_true_of_every_cell_of_the_demo(suffix: str, tmp_path: Path) -> None:
    tables = told(tmp_path, suffix, [*DEMO, bare()])
    explained = [row for row in tables.pop("dictionary") if row["column"]]
    assert {row["cells"] for row in explained} <= HOLDS.keys()
    for row in explained:
        cells = [each[row["column"]] for each in tables[row["table"]]]
        if any(cell in (None, "") for cell in cells):
            assert row["may be empty"] == "yes", row
        assert all(HOLDS[row["cells"]](cell) for cell in cells if cell not in (None, "")), row


@pytest.mark.parametrize("suffix", [".zip", ".xlsx"])
@pytest.mark.parametrize("longest", [10, 40_000])
def test_every_column_of_every_table_is_explained_once_and_only_those(
    suffix: str, longest: int, tmp_path: Path
) -> None:
    record = replace(DEMO[0], journey=replace(DEMO[0].journey, why="x" * longest))
    tables = told(tmp_path, suffix, [record, *DEMO[1:9]])
    explained = tables.pop("dictionary")
    assert all(row["meaning"] and row["may be empty"] in ("yes", "no", "", None) for row in explained)
    assert [row["table"] for row in explained if not row["column"]] == list(tables)
    assert ("continued" in tables) == (suffix == ".xlsx" and longest > 32_767)
    for name, rows in tables.items():
        assert sorted(row["column"] for row in explained if row["table"] == name and row["column"]) == sorted(rows[0])


def test_it_says_of_times_what_each_file_holds_and_has_no_words_that_nobody_outside_knows(tmp_path: Path) -> None:
    for suffix, said in ((".zip", "with its UTC offset"), (".xlsx", "without UTC offset; ")):
        times = [row for row in told(tmp_path, suffix, DEMO[:1])["dictionary"] if row["cells"] == "time"]
        assert len(times) > 10
        assert all(said in row["meaning"] for row in times)
        if suffix == ".xlsx":
            assert all(f"{row['column']}{EXACT} has both" in row["meaning"] for row in times)
        assert not [row for row in told(tmp_path, suffix, DEMO[:1])["dictionary"] if "METRICS" in row["meaning"]]


def test_tables_are_joined_by_the_names_of_their_columns_and_never_without_a_match(tmp_path: Path) -> None:
    tables = told(tmp_path, ".zip", DEMO)
    keys = {row["template"] for row in tables["templates"]}
    plans = {row["plan"] for row in tables["templates"]}
    assert len(plans) == len(tables["templates"])
    for name in ("journeys", "metrics"):
        assert {row["template"] for row in tables[name]} <= keys
    for name in ("journeys", "touchpoints"):
        assert {row["plan"] for row in tables[name]} <= plans
    assert "template" not in tables["touchpoints"][0]
