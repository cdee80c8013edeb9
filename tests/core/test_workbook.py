"""A workbook that the app wrote comes back: the same journeys where nothing was touched, else with what was changed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mysteryshop import demo
from mysteryshop.clock import local
from mysteryshop.errors import InputError
from mysteryshop.exports.dictionary_sheet import EXACT
from mysteryshop.exports.tables import TABLES
from mysteryshop.exports.workbook import write
from mysteryshop.imports.batch import Batch
from mysteryshop.imports.report import Stopped
from mysteryshop.imports.table import Context
from mysteryshop.imports.table import read as read_any
from mysteryshop.imports.workbook import parts, sheets
from mysteryshop.journey import Record
from mysteryshop.permitted import is_instant
from tests.imports import ROOT

from .records import records
from .sample import sample
from .test_exports import known

DEMO = [each.record for each in demo.load()[:6]]
SECOND = 1_000_000
NEARLY = 60 * SECOND + 123_456  # a time that no date cell can hold to the end
SPOILT_TIME = "a date with its time, or a text such as 2026-11-14 10:22:08"


def finer(item: Any, us: int) -> Any:
    """The same, so many microseconds later."""
    if isinstance(item, tuple):
        return tuple(finer(each, us) for each in item)
    if not is_dataclass(item) or isinstance(item, type):
        return item
    values = {f.name: getattr(item, f.name) for f in fields(item)}
    later = {n: v + us if is_instant(n) and v is not None else finer(v, us) for n, v in values.items()}
    return replace(item, **later)


def written(folder: Path, whole: list[Record], name: str = "all.xlsx") -> Path:
    write(whole, folder / name)
    return folder / name


def read(path: Path) -> Batch:
    return read_any(path, Context(()))


def taken(path: Path) -> list[Record]:
    return list(read(path).records())


def changed(path: Path, change: Callable[[Any], object]) -> Path:
    """The workbook after somebody opened it, did something and saved it."""
    book = openpyxl.load_workbook(path)
    change(book)
    other = path.with_name("changed.xlsx")
    book.save(other)
    return other


def put(sheet: str, column: str, value: object, row: int = 2) -> Callable[[Any], None]:
    """Somebody types into a cell."""

    def change(book: Any) -> None:
        titles = [cell.value for cell in book[sheet][1]]
        cell = book[sheet].cell(row, titles.index(column) + 1)
        cell.value = value
        if not isinstance(value, date):
            cell.number_format = "General"

    return change


def rewritten(path: Path, part: str, old: bytes, new: bytes) -> Path:
    """The workbook with other bytes in one of its parts."""
    other = path.with_name("rewritten.xlsx")
    with ZipFile(path) as before, ZipFile(other, "w", ZIP_DEFLATED) as after:
        for entry in before.infolist():
            data = before.read(entry)
            assert entry.filename != part or old in data
            after.writestr(entry.filename, data.replace(old, new, 1) if entry.filename == part else data)
    return other


def shortened(record: Record) -> Record:
    """With numbers as openpyxl saves them: to 16 digits, where Excel keeps 17."""
    sure = (replace(e, confidence=e.confidence and float(f"{e.confidence:.16g}")) for e in record.expectations)
    return replace(record, expectations=tuple(sure))


@settings(max_examples=15)
@given(whole=st.lists(records(), min_size=1, max_size=2), us=st.integers(0, SECOND - 1))
def test_a_workbook_comes_back_as_the_same_journeys_also_when_saved_anew(
    whole: list[Record], us: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    named = [replace(r, journey=replace(r.journey, id=f"j{n}")) for n, r in enumerate(finer(tuple(whole), us))]
    path = written(tmp_path_factory.getbasetemp(), named)
    expected = [known(record) for record in named]
    assert taken(path) == expected
    assert taken(changed(path, lambda book: None)) == [shortened(record) for record in expected]


def test_what_only_a_debrief_knows_comes_back_and_nothing_needs_to_be_told(tmp_path: Path) -> None:
    batch = read(written(tmp_path, DEMO))
    assert list(batch.records()) == DEMO
    assert batch.report.lines() == ["all.xlsx: workbook, 6 journeys."]


def test_it_comes_back_without_the_xml_library_that_only_tests_bring(tmp_path: Path) -> None:
    path = written(tmp_path, DEMO[:1])
    look = (
        "import sys; from pathlib import Path; from mysteryshop.imports.table import Context, read; "
        "print(next(read(Path(sys.argv[1]), Context(())).records()).journey.id, 'lxml' in sys.modules)"
    )
    words = [sys.executable, "-W", "error", "-c", look, str(path)]
    environment = os.environ | {"OPENPYXL_LXML": "False", "PYTHONPATH": str(ROOT)}
    answer = subprocess.run(words, env=environment, capture_output=True, text=True, check=True)
    assert answer.stdout.split()[0] == DEMO[0].journey.id


def test_rows_that_were_sorted_and_columns_that_were_moved_keep_their_exact_times(tmp_path: Path) -> None:
    record = finer(DEMO[0], NEARLY)

    def backwards(book: Any) -> None:
        sheet = book["Moments"]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        for place, row in enumerate([rows[0], *reversed(rows[1:])], start=1):
            for column, value in enumerate(reversed(row), start=1):
                sheet.cell(place, column).value = value

    (back,) = taken(changed(written(tmp_path, [record]), backwards))
    assert sorted(back.moments, key=lambda m: m.seq) == sorted(record.moments, key=lambda m: m.seq)


def test_a_time_that_somebody_changed_holds_as_local_time_of_the_journey_and_is_told(tmp_path: Path) -> None:
    record = finer(DEMO[0], NEARLY)
    first = record.moments[0]
    there = local(first.observed_at, record.journey.zone).replace(tzinfo=None, microsecond=0)
    path = written(tmp_path, [record])
    batch = read(changed(path, put("Moments", "observed_at", there.replace(minute=59, second=58))))
    (back,) = batch.records()
    assert local(back.moments[0].observed_at, "UTC").strftime("%M:%S.%f") == "59:58.000000"
    assert abs(back.moments[0].observed_at - first.observed_at) < 3600 * SECOND
    assert back.moments[0].recorded_at == first.recorded_at
    assert batch.report.notes == ["As the workbook shows them, changed there or without the hidden exact one: 1 time."]
    assert taken(changed(path, put("Moments", "observed_at", there))) == [record]  # typed again as it is shown
    for typed in (f"{there:%Y-%m-%d} 23:59:58", f"{there:%Y-%m-%dT23:59:58}"):
        (back,) = taken(changed(path, put("Moments", "observed_at", typed)))
        assert local(back.moments[0].observed_at, record.journey.zone).strftime("%H:%M:%S") == "23:59:58"
    (back,) = taken(changed(path, put("Moments", "observed_at", "2026-11-14T10:22:08.5+05:30")))
    assert local(back.moments[0].observed_at, "UTC").isoformat() == "2026-11-14T04:52:08.500000+00:00"


def test_in_an_hour_that_comes_twice_a_changed_time_stays_in_the_one_it_was_in(tmp_path: Path) -> None:
    second = (
        int(datetime.fromisoformat("2026-10-25T01:30:00+00:00").timestamp()) * SECOND
    )  # Lisbon left summer at 01:00
    record = sample()
    head = replace(record.journey, zone="Europe/Lisbon")
    record = replace(record, journey=head, moments=(replace(record.moments[0], observed_at=second + 250_000),))
    path = written(tmp_path, [record])
    assert taken(path) == [record]
    (back,) = taken(changed(path, put("Moments", "observed_at", datetime(2026, 10, 25, 1, 45))))  # noqa: DTZ001
    assert back.moments[0].observed_at == second + 15 * 60 * SECOND


def test_without_the_hidden_columns_times_come_back_to_the_millisecond(tmp_path: Path) -> None:
    def delete(book: Any) -> None:
        for sheet in book:
            for cell in reversed(sheet[1]):
                if str(cell.value).endswith(EXACT):
                    sheet.delete_cols(cell.column)

    record = finer(DEMO[0], NEARLY)
    batch = read(changed(written(tmp_path, [record]), delete))
    (back,) = batch.records()
    assert back.journey.id == record.journey.id
    assert all(abs(m.observed_at - n.observed_at) <= 1000 for m, n in zip(back.moments, record.moments, strict=True))
    assert "without the hidden exact one" in batch.report.notes[0]


def test_the_hidden_columns_stand_at_the_right_end_within_the_filter_and_are_explained(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(written(tmp_path, DEMO[:1]))
    explained = {(row[0], row[1]) for row in book["Dictionary"].iter_rows(min_row=2, values_only=True)}
    for table in TABLES:
        sheet = book[table.name.capitalize()]
        titles = [cell.value for cell in sheet[1]]
        exact = [title for title in titles if title.endswith(EXACT)]
        expected = [c.name + EXACT for c in table.columns if c.kind == "time"] if table.kind else []
        assert exact == expected == titles[len(table.columns) :]
        assert sheet.auto_filter.ref.split(":")[1].startswith(sheet.cell(1, len(titles)).column_letter)
        assert {(table.name, title) for title in titles} <= explained
        hidden = sheet.column_dimensions[sheet.cell(1, len(table.columns) + 1).column_letter].hidden
        assert hidden == bool(exact)


LENIENT: list[tuple[Callable[[Any], object], Callable[[Record], object], object]] = [
    (put("Moments", "seq", 3.0), lambda r: r.moments[0].seq, 3),
    (put("Moments", "seq", " 3 "), lambda r: r.moments[0].seq, 3),
    (put("Moments", "explained", 1), lambda r: r.moments[0].explained, True),
    (put("Moments", "explained", "FALSE"), lambda r: r.moments[0].explained, False),
    (put("Moments", "text", 42), lambda r: r.moments[0].text, "42"),
    (put("Moments", "text", 2.5), lambda r: r.moments[0].text, "2.5"),
    (put("Moments", "text", None), lambda r: r.moments[0].text, ""),
    (put("Journeys", "retain_until", datetime(2030, 1, 31)), lambda r: r.journey.retain_until, "2030-01-31"),  # noqa: DTZ001
    (put("Journeys", "retain_until", date(2030, 1, 31)), lambda r: r.journey.retain_until, "2030-01-31"),
]


@pytest.mark.parametrize(("change", "told", "expected"), LENIENT, ids=range(len(LENIENT)))
def test_what_a_spreadsheet_makes_of_a_cell_is_read_where_its_meaning_is_sure(
    tmp_path: Path, change: Callable[[Any], object], told: Callable[[Record], object], expected: object
) -> None:
    (back,) = taken(changed(written(tmp_path, DEMO[:1]), change))
    assert told(back) == expected


def test_dates_without_their_format_other_names_of_sheets_and_what_stands_beside_do_no_harm(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        for table in TABLES:
            sheet = book[table.name.capitalize()]
            sheet.title = f"{table.name.upper()} "
            for row in sheet.iter_rows(min_row=2):
                for cell in row:
                    cell.number_format = "General"
            sheet.insert_rows(2)
            sheet.insert_cols(2)
            sheet.cell(1, sheet.max_column + 3).value = "my own notes"
            sheet.cell(3, sheet.max_column + 1).value = "=1/0"
            sheet.cell(sheet.max_row + 4, 1).value = None
        book.move_sheet("Dictionary", -12)
        book.create_sheet("Pivot", 0)["A1"] = "mine"

    record = finer(DEMO[0], NEARLY)
    assert taken(changed(written(tmp_path, [record]), change)) == [record]


def drop(sheet: str, row: int) -> Callable[[Any], None]:
    return lambda book: book[sheet].delete_rows(row)


def twice(sheet: str) -> Callable[[Any], None]:
    return lambda book: book[sheet].append([cell.value for cell in book[sheet][2]])


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (put("Moments", "seq", "one", 5), "Moments, row 5, column seq: found “one”, expected a whole number."),
        (put("Moments", "seq", 2.5), "Moments, row 2, column seq: found “2.5”, expected a whole number."),
        (put("Moments", "seq", True), "Moments, row 2, column seq: found “True”, expected a whole number."),
        (put("Moments", "seq", None), "Moments, row 2, column seq: found “”, expected a whole number."),
        (put("Moments", "explained", "ja"), "Moments, row 2, column explained: found “ja”, expected true or false."),
        (put("Moments", "observed_at", "noon"), f"row 2, column observed_at: found “noon”, expected {SPOILT_TIME}."),
        (put("Moments", "observed_at", 1e9), f"row 2, column observed_at: found “1000000000”, expected {SPOILT_TIME}."),
        (put("Moments", "observed_at", None), "Moments, row 2, column observed_at: found “”"),
        (put("Moments", "text", True), "Moments, row 2, column text: found “True”, expected a text."),
        (put("Journeys", "tags", "hot, cold"), "Journeys, row 2, column tags: found “hot, cold”, expected a JSON list"),
        (put("Journeys", "zone", "Atlantis"), "Journeys, row 2, column zone: found “Atlantis”, expected the IANA name"),
        (put("Moments", "text", "=A1"), "Moments, row 2, cell "),
        (drop("Journeys", 2), ", row 2, column journey: found “"),
        (twice("Journeys"), "Journeys, row 3, column id: found “"),
        (twice("Moments"), "expected each id once in a journey"),
        (put("Moments", "observed_at", "sort", 1), "Moments, row 1: found “no column observed_at”"),
        (put("Moments", "role", "seq", 1), "Moments, row 1: found “two columns seq”, expected one."),
        (lambda book: book.remove(book["Visits"]), "holds no journeys: expected a sheet Visits in it."),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_with_sheet_row_and_column(
    tmp_path: Path, change: Callable[[Any], object], expected: str
) -> None:
    with pytest.raises(InputError) as caught:
        read(changed(written(tmp_path, DEMO[:1]), change))
    assert caught.value.title.startswith("changed.xlsx")
    assert expected in caught.value.title


def test_of_a_formula_the_value_is_taken_and_an_error_or_one_without_value_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, [replace(sample(), journey=replace(sample().journey, place="PLACE"))])
    part, cell = "xl/worksheets/sheet1.xml", b' t="inlineStr"><is><t>PLACE</t></is>'
    (back,) = taken(rewritten(path, part, cell, b' t="str"><f>LOWER("X")</f><v>x</v>'))
    assert back.journey.place == "x"
    for wrong in (b"><f>1/0</f>", b' t="e"><f>1/0</f><v>#DIV/0!</v>', b' t="e"><v>#REF!</v>'):
        with pytest.raises(
            InputError, match=r"Journeys, row 2, cell D2: found “(=1/0|#DIV/0!|#REF!)”, expected a value"
        ):
            read(rewritten(path, part, cell, wrong))


@pytest.mark.parametrize("text", ["x" * 40_000, "🙂" * 40_000, "line\n" * 7_000 + " […]"])
def test_texts_longer_than_a_cell_come_back_whole_and_what_is_lost_is_told(tmp_path: Path, text: str) -> None:
    record = DEMO[0]
    moments = (*(replace(m, text=text + m.id) for m in record.moments[:3]), *record.moments[3:])
    head = replace(record.journey, tags=tuple(f"tag {n}" for n in range(5_000)), why=text)
    record = replace(record, moments=moments, journey=head)
    path = written(tmp_path, [record])
    assert taken(path) == [record]
    assert taken(changed(path, lambda book: None)) == [record]
    book = openpyxl.load_workbook(path, read_only=True)
    assert book["Continued"].sheet_state == "hidden"
    book.close()
    assert taken(changed(path, put("Moments", "text", "short […]")))[0].moments[0].text == "short […]"
    lost = replace(record, journey=replace(head, tags=()))
    batch = read(changed(written(tmp_path, [lost]), lambda book: book.remove(book["Continued"])))
    assert next(batch.records()).moments[0].text.endswith(" […]")
    assert batch.report.notes == ["Cut at their end, because no cell holds more: 4 texts."]


MARKUP = '<r></r></is></c><c r="E2" t="str"><f>cmd</f><v>1</v></c><c t="inlineStr"><is><r></r>'


@pytest.mark.parametrize(
    "text", [MARKUP, "<r>", "<r>&amp;</r>", "<r><t>bold</t></r>", "_x0041_ _x005F_ \x07 \r\n\ufffe"]
)
def test_words_that_look_like_the_markup_of_a_workbook_are_words(tmp_path: Path, text: str) -> None:
    record = replace(sample(), journey=replace(sample().journey, place=text, why=text))
    path = written(tmp_path, [record])
    assert taken(path) == [record]
    book = openpyxl.load_workbook(path)
    assert not [c for sheet in book for row in sheet.iter_rows() for c in row if c.data_type == "f"]


OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def bomb(path: Path) -> None:
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", bytes(50_000_000))


def other_zip(path: Path) -> None:
    with ZipFile(path, "w") as archive:
        archive.writestr("photo.txt", "x")


def elsewhere(path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "Budget"
    book.save(path)


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (lambda path: path.write_bytes(b""), "is no workbook that can be read"),
        (lambda path: path.write_bytes(b"id,state\n1,planned\n"), "is no workbook that can be read"),
        (lambda path: path.write_bytes(OLE + bytes(600)), "is an old .xls workbook or one behind a password"),
        (other_zip, "is no workbook that can be read"),
        (elsewhere, "holds no journeys: expected a sheet Journeys in it"),
        (bomb, "unpacks to too much"),
    ],
)  # fmt: skip
def test_what_is_no_workbook_of_ours_is_told(tmp_path: Path, make: Callable[[Path], object], expected: str) -> None:
    make(tmp_path / "a.xlsx")
    with pytest.raises(InputError, match=expected) as caught:
        read(tmp_path / "a.xlsx")
    assert "nothing was imported" in caught.value.remedy.casefold()


def test_a_workbook_that_ends_too_early_or_is_too_large_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, DEMO[:1])
    data = path.read_bytes()
    (tmp_path / "cut.xlsx").write_bytes(data[: len(data) // 2])
    with pytest.raises(InputError, match=r"cut\.xlsx is no workbook that can be read"):
        read(tmp_path / "cut.xlsx")
    with (
        monkeypatch.context() as patch,
        pytest.raises(InputError, match="unpacks to too much: the limit is 1,000 bytes"),
    ):
        patch.setattr(parts, "MOST_UNPACKED", 1000)
        read(path)
    with monkeypatch.context() as patch, pytest.raises(InputError, match="holds more than 1,000 characters"):
        patch.setattr(sheets, "MOST_UNPACKED", 1000)
        read(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_part_that_declares_entities_is_refused_before_they_can_grow(tmp_path: Path, encoding: str) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    text = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE w [<!ENTITY l0 "ha">{laughs}]><w>&l9;</w>'
    path = written(tmp_path, DEMO[:1])
    for part in ("xl/workbook.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"):
        other = tmp_path / "laughs.xlsx"
        with ZipFile(path) as before, ZipFile(other, "w") as after:
            for entry in before.infolist():
                after.writestr(entry.filename, before.read(entry) if entry.filename != part else text.encode(encoding))
            if part not in before.namelist():
                after.writestr(part, text.encode(encoding))
        with pytest.raises(InputError, match=f"document type declaration in {part}"):
            read(other)


@pytest.mark.parametrize("encoding", ["yes", "utf-7", "hex"])
def test_a_part_in_an_encoding_that_nobody_knows_is_told(tmp_path: Path, encoding: str) -> None:
    path, other = written(tmp_path, DEMO[:1]), tmp_path / "strange.xlsx"
    with ZipFile(path) as before, ZipFile(other, "w") as after:
        for entry in before.infolist():
            part = before.read(entry)
            after.writestr(entry.filename, part.replace(b'encoding="UTF-8"', f'encoding="{encoding}"'.encode()))
    with pytest.raises(InputError, match=r"strange\.xlsx is no workbook that can be read: "):
        read(other)


def test_reading_tells_how_far_it_is_and_can_be_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "_STEP", 10)
    told: list[tuple[str, int, int]] = []
    path = written(tmp_path, DEMO[:2])
    read_any(path, Context((), progress=lambda *so_far: told.append(so_far)))
    assert told == sorted(told)
    assert {doing for doing, _, _ in told} == {"reading"}
    assert told[-1][2] * 0.8 < told[-1][1] <= told[-1][2]

    def stop(*_: object) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        read_any(path, Context((), progress=stop))
