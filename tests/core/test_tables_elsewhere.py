"""Tables that a spreadsheet saved anew: other separators and decimal commas, and what cannot be sure is told."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest

from mysteryshop import demo
from mysteryshop.errors import InputError
from mysteryshop.exports.writing import write_file
from mysteryshop.imports.csv_tables import read
from mysteryshop.journey import Record

Rows = list[list[str]]


def nasty() -> Record:
    """A journey whose words hold every separator, and whose figures have fractions."""
    record = demo.load()[0].record
    words = ("a;b", "a,b|c", "tab\there", 'line one\nsays "two"; 3,5', "=1;=2", "1,5", "")
    moments = tuple(replace(m, text=words[n % len(words)]) for n, m in enumerate(record.moments))
    return replace(record, moments=moments)


RECORD = nasty()


def saved_anew(folder: Path, delimiter: str, change: Callable[[str, Rows], Rows], first: str = "") -> Path:
    """The archive after each table was opened elsewhere and saved."""
    write_file([RECORD], folder / "all.zip")
    other = folder / "anew.zip"
    with ZipFile(folder / "all.zip") as before, ZipFile(other, "w") as after:
        for name in before.namelist():
            rows = list(csv.reader(io.StringIO(before.read(name).decode(), newline="")))
            text = io.StringIO(newline="")
            csv.writer(text, delimiter=delimiter).writerows(change(name.removesuffix(".csv"), rows))
            after.writestr(name, first + text.getvalue())
    return other


def as_it_is(_table: str, rows: Rows) -> Rows:
    return rows


def with_commas(table: str, rows: Rows) -> Rows:
    """Fractions as they are written where the comma is decimal."""
    at = [n for n, title in enumerate(rows[0]) if title in ("confidence", "planned_minutes", "silence_limit_minutes")]
    return [[cell.replace(".", ",") if n in at else cell for n, cell in enumerate(row)] for row in rows]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("change", [as_it_is, with_commas])
def test_tables_with_another_separator_and_decimal_commas_come_back_the_same(
    tmp_path: Path, delimiter: str, change: Callable[[str, Rows], Rows]
) -> None:
    assert list(read(saved_anew(tmp_path, delimiter, change)).records()) == [RECORD]


def test_a_first_line_that_names_the_separator_is_believed_and_lines_are_counted_with_it(tmp_path: Path) -> None:
    assert list(read(saved_anew(tmp_path, ";", as_it_is, "sep=;\r\n")).records()) == [RECORD]

    def spoilt(table: str, rows: Rows) -> Rows:
        return [rows[0], ["x", *rows[1][1:]], *rows[2:]] if table == "visits" else rows

    with pytest.raises(InputError, match=r"visits\.csv, line 3, column journey: found “x”"):
        read(saved_anew(tmp_path, ";", spoilt, "sep=;\r\n"))


def put(table: str, column: str, cell: str) -> Callable[[str, Rows], Rows]:
    """Somebody types into the first row."""

    def change(name: str, rows: Rows) -> Rows:
        if name == table:
            rows[1][rows[0].index(column)] = cell
        return rows

    return change


@pytest.mark.parametrize(
    ("delimiter", "cell", "expected"),
    [
        (";", "1,250", "found “1,250”, expected a number; with semicolons between the cells a comma may be decimal"),
        ("\t", "1,250,000", "found “1,250,000”, expected a number; with tabs between the cells a comma may be"),
        (",", "1,250", "found “1,250”, expected a number."),
        (";", "1.250,5", "found “1.250,5”, expected a number; with semicolons"),
        (";", "ten", "found “ten”, expected a number; with semicolons"),
    ],
)
def test_a_comma_that_may_be_either_is_not_guessed_at(tmp_path: Path, delimiter: str, cell: str, expected: str) -> None:
    with pytest.raises(InputError) as caught:
        read(saved_anew(tmp_path, delimiter, put("touchpoints", "planned_minutes", cell)))
    assert f"touchpoints.csv, line 2, column planned_minutes: {expected}" in caught.value.title


@pytest.mark.parametrize(("cell", "value"), [("0,125", 0.125), ("12,5", 12.5), ("1250", 1250.0), ("1e-3", 0.001)])
def test_a_comma_that_can_only_be_decimal_is(tmp_path: Path, cell: str, value: float) -> None:
    (back,) = read(saved_anew(tmp_path, ";", put("touchpoints", "planned_minutes", cell))).records()
    assert back.template.touchpoints[0].planned_minutes == value


def test_a_separator_that_nobody_knows_is_told_as_that(tmp_path: Path) -> None:
    with pytest.raises(
        InputError, match=r"templates\.csv, line 1: found “plan~template~.*expected columns with commas"
    ):
        read(saved_anew(tmp_path, "~", as_it_is))


def test_tables_in_which_the_plan_was_called_template_come_back(tmp_path: Path) -> None:
    once = {
        "journeys": {"plan": "template", "template": "template_key"},
        "templates": {"plan": "template", "template": "key"},
        "touchpoints": {"plan": "template"},
    }

    def before(table: str, rows: Rows) -> Rows:
        return [[once.get(table, {}).get(title, title) for title in rows[0]], *rows[1:]]

    assert list(read(saved_anew(tmp_path, ",", before)).records()) == [RECORD]
