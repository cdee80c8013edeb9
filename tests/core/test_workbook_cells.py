"""Cells of a workbook: days, long texts, titles of earlier versions, and how it looks and prints elsewhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from mysteryshop.exports.tables import TABLES
from mysteryshop.journey import Record
from mysteryshop.permitted import is_day

from .test_workbook import DEMO, changed, put, read, taken, written


@pytest.mark.parametrize("units", [32_766, 32_767])
def test_a_text_as_long_as_a_cell_that_ends_like_a_cut_one_comes_back_without_a_word(
    tmp_path: Path, units: int
) -> None:
    text = "E" * (units - 4) + " […]"
    record = replace(DEMO[0], moments=tuple(replace(m, text=text) for m in DEMO[0].moments))
    path = written(tmp_path, [record])
    for each in (path, changed(path, lambda book: None)):
        batch = read(each)
        assert list(batch.records()) == [record]
        assert batch.report.notes == []


DAYS = ["2030-01-31", "1900-03-01", "9999-12-31"]
WORDS = ["1899-12-31", "2030-02-30", "20300131", "next week", "2027", "46000", ""]


@pytest.mark.parametrize("text", [*DAYS, *WORDS])
def test_days_are_real_dates_and_whatever_else_was_written_is_a_text(tmp_path: Path, text: str) -> None:
    findings = tuple(replace(f, due=text) for f in DEMO[0].findings)
    day = text if is_day(text) else ""  # until when something is kept is a day or nothing
    record = replace(DEMO[0], journey=replace(DEMO[0].journey, retain_until=day), findings=findings)
    path = written(tmp_path, [record])
    assert taken(path) == [record]
    assert taken(changed(path, lambda book: None)) == [record]
    book = openpyxl.load_workbook(path)
    for sheet, column, said in (("Journeys", "retain_until", day), ("Findings", "due", text)):
        head, first = book[sheet].iter_rows(max_row=2)
        cell = next(cell for title, cell in zip(head, first, strict=True) if title.value == column)
        assert (cell.value if said in WORDS else cell.is_date and f"{cell.value:%Y-%m-%d}") == (said or None)


def test_a_day_that_lost_its_format_is_that_day_and_a_year_is_no_day(tmp_path: Path) -> None:
    path = written(tmp_path, DEMO[:1])
    for typed, expected in ((47514, "2030-01-31"), (2027, "2027"), (date(2030, 1, 31), "2030-01-31")):
        (back,) = taken(changed(path, put("Findings", "due", typed)))
        assert back.findings[0].due == expected


def before(book: Any) -> None:
    """As workbooks were when the plan was called template."""
    for sheet, once in {
        "Journeys": {"plan": "template", "template": "template_key"},
        "Templates": {"plan": "template", "template": "key"},
        "Touchpoints": {"plan": "template"},
    }.items():
        for cell in book[sheet][1]:
            cell.value = once.get(cell.value, cell.value)


def test_workbooks_in_which_the_plan_was_called_template_come_back(tmp_path: Path) -> None:
    plan = replace(DEMO[0].journey.template, description="y" * 40_000)
    record = replace(DEMO[0], journey=replace(DEMO[0].journey, template=plan, why="x" * 40_000))
    assert taken(changed(written(tmp_path, [record]), before)) == [record]


def columns(sheet: Any) -> dict[str, list[Any]]:
    """The cells of each column below its title."""
    return {column[0].value: list(column[1:]) for column in sheet.iter_cols()}


def test_texts_stand_at_the_top_and_numbers_show_few_decimals_and_keep_all(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(written(tmp_path, DEMO))
    metrics, moments = columns(book["Metrics"]), columns(book["Moments"])
    shares = [cell for cell in metrics["silence_overrun"] if cell.value != int(cell.value)]
    assert {cell.number_format for cell in shares} == {"0.0###"}
    assert any(len(repr(cell.value)) > 10 for cell in shares)
    assert {cell.number_format for cell in metrics["communications"]} == {"General"}
    assert {cell.number_format for cell in moments["elapsed_us"]} == {"0"}
    assert {cell.number_format for cell in moments["observed_at"]} == {"yyyy-mm-dd hh:mm:ss"}
    seen = [cell for cell in [*moments["text"], *moments["observed_at"], *shares] if cell.value is not None]
    assert {cell.alignment.vertical for cell in seen} == {"top"}
    truths = columns(book["Journeys"])["demo"]
    assert {(cell.value, cell.number_format) for cell in truths} == {(True, '"TRUE";"TRUE";"FALSE"')}


def width(sheet: Any, cell: Any) -> float:
    """Of the cell's column; neighbours of the same width are told together."""
    return next(d.width for d in sheet.column_dimensions.values() if d.min <= cell.column <= d.max)


def test_an_id_has_room_in_its_column_and_a_meaning_in_its_row(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(written(tmp_path, DEMO[:1]))
    for sheet in book.worksheets[:-1]:
        for title, cells in columns(sheet).items():
            if title in ("id", "journey", "visit", "moment"):
                assert all(width(sheet, cell) > len(cell.value) for cell in cells if cell.value)
    explained = book["Dictionary"]
    for row in explained.iter_rows(min_row=2):
        lines = max(len(cell.value or "") / width(explained, cell) for cell in row)
        assert (explained.row_dimensions[row[0].row].height or 15) >= 15 * lines


def test_every_sheet_prints_across_with_its_head_and_says_which_it_is(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(written(tmp_path, DEMO))
    assert book.sheetnames == [*(table.name.capitalize() for table in TABLES), "Dictionary"]
    for sheet in book:
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows == "$1:$1"
        assert (sheet.oddFooter.left.text, sheet.oddFooter.right.text) == ("&A", "Page &P of &N")
    pages = {sheet.title: sheet.page_setup.fitToWidth or 1 for sheet in book}
    assert pages["Dictionary"] == pages["Answers"] == 1
    assert 1 < pages["Journeys"] < pages["Metrics"] < 6
    assert book["Metrics"].print_title_cols == "$A:$A"


REAL = replace(DEMO[0], journey=replace(DEMO[0].journey, id="real", demo=False))


@pytest.mark.parametrize(
    ("records", "title"),
    [
        (DEMO, "Mysteryshop: 6 journeys, demo data"),
        ([REAL], "Mysteryshop: 1 journey"),
        ([REAL, *DEMO[:2]], "Mysteryshop: 3 journeys, 2 of them demo data"),
    ],
)
def test_the_file_says_what_it_is_and_nothing_of_who_wrote_it(
    tmp_path: Path, records: list[Record], title: str
) -> None:
    about = openpyxl.load_workbook(written(tmp_path, records)).properties
    assert (about.title, about.creator, about.lastModifiedBy) == (title, "Mysteryshop", "Mysteryshop")
