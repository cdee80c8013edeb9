"""Any CSV that people and spreadsheets save is read, or the cell that cannot be is named."""

from __future__ import annotations

import csv
import io
from math import isnan
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mysteryshop.errors import InputError
from mysteryshop.imports.cells import is_empty, number
from mysteryshop.imports.columns import Sheet, read_sheet, sheet


def of(text: str) -> Sheet:
    return sheet(text, "data.csv")


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a,b\n1.5,2\n", ","),
        ("a;b\n1,5;2\n", ";"),
        ("a\tb\n1,5\t2\n", "\t"),
        ("a|b\n1.5|2\n", "|"),
        ('"a";"b, c"\n"1,5";"2"\n', ";"),
        ("sep=;\na;b\n1,5;2\n", ";"),
        ("a,b\r\n1.5,2\r\n\r\n", ","),
        ("\n\n a , b \n 1.5 , 2 \n", ","),
    ],
)
def test_the_delimiter_and_the_decimal_sign_are_found_out(text: str, delimiter: str) -> None:
    table = of(text)
    assert table.delimiter == delimiter
    assert table.numbers("a") == [1.5]
    assert table.numbers(table.header[1]) == [2]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_any_usual_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "daten.csv"
    file.write_bytes("Qualität;Größe\n1,5;2\n".encode(encoding))
    assert read_sheet(file).numbers("qualität") == [1.5]


@pytest.mark.parametrize(
    ("cell", "comma", "value"),
    [
        ("1 234,5", True, 1234.5),
        ("1\u00a0234,5", True, 1234.5),
        ("1\u202f234\u202f567", True, 1234567),
        ("1.234,5", True, 1234.5),
        ("1.234", True, 1234),
        ("12.5", True, 12.5),
        ("1,234.5", False, 1234.5),
        ("1'234.5", False, 1234.5),
        ("−3", False, -3),
        ("+ 3", False, 3),
        ("1e-3", False, 0.001),
        (".5", False, 0.5),
        ("5.", False, 5),
    ],
)
def test_numbers_as_they_are_written(cell: str, comma: bool, value: float) -> None:
    assert number(cell, comma) == value


@pytest.mark.parametrize(
    "cell", ["1 2", "1 2345", "x", "7 min", "1,2,3", "inf", "nan", "1e999", "--1", "0x10", "1.2.3"]
)
@pytest.mark.parametrize("comma", [True, False])
def test_what_is_no_number(cell: str, comma: bool) -> None:
    assert number(cell, comma) is None


@pytest.mark.parametrize("cell", ["", "  ", "NA", "n/a", "NaN", "NULL", "None", "-", "–", "#N/A"])
def test_empty_cells_are_missing_values(cell: str) -> None:
    assert is_empty(cell)
    assert isnan(of(f"a;b\n{cell};1\n").numbers("a")[0])


def test_a_comma_is_decimal_or_groups_thousands_as_the_whole_column_says() -> None:
    assert of('a,b\n"1,5",2\n"2,25",2\n').numbers("a") == [1.5, 2.25]
    assert of('a,b\n"1,500",2\n"12,250",2\n').numbers("a") == [1500, 12250]
    assert of("a;b\n1,500;2\n2,250;2\n").numbers("a") == [1.5, 2.25]
    assert of("a;b\n1,500.5;2\n2,250;2\n").numbers("a") == [1500.5, 2250]
    assert of("a;b\n1.500,5;2\n2.250;2\n").numbers("a") == [1500.5, 2250]


def test_columns_are_found_whatever_their_case_and_spaces() -> None:
    table = of("Message  Quality,b\n1,2\n")
    assert table.numbers(" message quality ") == [1]
    assert of("a,A\n1,2\n").numbers("A") == [2]


@pytest.mark.parametrize(
    ("text", "name", "told"),
    [
        ("a,b\n1,2\n3,x\n", "b", r'data\.csv, line 3, column "b": found "x", expected a number or an empty cell\.'),
        ("a,b\n\n1,2\n\n\n3,7 min\n", "b", r'line 6, column "b": found "7 min"'),
        ('a,b\n"one\ntwo",1\nx,y\n', "b", r'line 4, column "b": found "y"'),
        ("a,b\n1,2\n", "c", r'no column "c".*Its columns are: a, b\.'),
        ("speed,cost\n1,2\n", "sped", r'did you mean "speed"\?'),
        ("a,A\n1,2\n", " a a", r'no column "a a"'),
        ("Cost,COST,b\n1,2,3\n", "cost", r'found 2 columns called "cost"'),
        ("a,b\n1,2\n1,2,3\n", "a", r"line 3: found 3 cells, expected 2 as in the header"),
        ("", "a", r"data\.csv is empty"),
        (" \n\n", "a", r"data\.csv is empty"),
        ("a,b\n1,\x00\n", "a", r"holds zero bytes"),
        ("a,b\n" + "x" * 200_000 + ",1\n", "b", r"line 2: this is no CSV"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_place(text: str, name: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        of(text).numbers(name)


@pytest.mark.parametrize(
    ("name", "start", "told"),
    [
        (
            "all.xlsx",
            b"PK\x03\x04",
            r"all\.xlsx is a workbook, not a table in text\. Open it in a spreadsheet, save the",
        ),
        ("all.ods", b"PK\x03\x04", r"all\.ods is a workbook, .*save the sheet as CSV \(UTF-8\)"),
        ("all.xls", b"\xd0\xcf\x11\xe0", r"all\.xls is a workbook, .*save the sheet as CSV \(UTF-8\)"),
        ("all.zip", b"PK\x03\x04", r"all\.zip is an archive, not a table in text\. Take the table out of it"),
    ],
)
def test_a_workbook_and_an_archive_are_told_as_what_they_are(
    tmp_path: Path, name: str, start: bytes, told: str
) -> None:
    (tmp_path / name).write_bytes(start + bytes(500))
    with pytest.raises(InputError, match=told):
        read_sheet(tmp_path / name)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nothing\.csv cannot be read: no such file"):
        read_sheet(tmp_path / "nothing.csv")
    with pytest.raises(InputError, match="cannot be read: is a directory"):
        read_sheet(tmp_path)


def test_missing_last_cells_are_empty_and_empty_ones_too_many_do_not_count() -> None:
    table = of("a,b,c\n1\n2,3,4,,\n")
    assert table.texts("c") == ["", "4"]


@given(
    st.lists(
        st.lists(st.floats(-1e9, 1e9).map(lambda v: round(v, 3)), min_size=3, max_size=3), min_size=1, max_size=20
    ),
    st.sampled_from([(",", "."), (";", ","), (";", "."), ("\t", ","), ("\t", ".")]),
)
def test_any_table_that_is_written_is_read_the_same(rows: list[list[float]], style: tuple[str, str]) -> None:
    delimiter, point = style
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(["first", "second one", "third"])
    writer.writerows([[f"{value:.4f}".replace(".", point) for value in row] for row in rows])
    table = of(out.getvalue())
    assert table.delimiter == delimiter
    for place, name in enumerate(table.header):
        assert table.numbers(name) == [row[place] for row in rows]


@given(st.text(alphabet='ab1,;\t"|\n. -é', max_size=80), st.text(alphabet="ab1", max_size=3))
def test_no_text_ends_in_anything_but_a_table_or_a_sentence(text: str, name: str) -> None:
    try:
        of(text).numbers(name)
    except InputError as error:
        assert error.title.startswith("data.csv")
