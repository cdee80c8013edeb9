"""Exports that other programs read: what they hold, and that nobody's words become a formula in them."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import jsonschema
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mysteryshop import demo
from mysteryshop.analysis import debrief, metrics
from mysteryshop.cli import exchange
from mysteryshop.clock import local
from mysteryshop.errors import InputError, KnownError
from mysteryshop.exports import EXPORTERS, exporter_for, json_schema
from mysteryshop.exports import events as stream
from mysteryshop.exports.long_texts import fitted
from mysteryshop.exports.safe_text import freed, guarded
from mysteryshop.exports.tables import TABLES
from mysteryshop.exports.writing import write_file
from mysteryshop.imports.csv_tables import read as read_tables
from mysteryshop.imports.json_record import read as read_json
from mysteryshop.imports.logs.csv_log import Columns
from mysteryshop.imports.table import Context, read
from mysteryshop.journey import Record
from mysteryshop.paths import resources

from .records import records, texts
from .sample import sample

DEMO = [each.record for each in demo.load()[:9]]
EVIL = '=cmd|"/C calc"!A0'
RISKY = tuple("=+-@\t\r\n＝＋－＠")


def written(folder: Path, name: str, whole: Sequence[Record] = DEMO) -> Path:
    path = folder / name
    write_file(whole, path)
    return path


def table(path: Path, name: str) -> list[dict[str, str]]:
    with ZipFile(path) as archive:
        return list(csv.DictReader(io.StringIO(archive.read(f"{name}.csv").decode(), newline="")))


def evil() -> Record:
    """The sample with a formula wherever words stand."""
    record = sample()
    moments = tuple(replace(m, text=EVIL, role="@SUM(1)") for m in record.moments)
    head = replace(record.journey, place=EVIL, why="+1", persona="-1", leader="\t=1")
    return replace(record, journey=head, moments=moments)


def known(record: Record) -> Record:
    """The record as tables can tell it: NUL and lone surrogates replaced, an empty optional text unknown."""

    def told(text: str) -> str:
        return re.sub("[\ud800-\udfff]", "\ufffd", text.replace("\0", ""))

    def item(each: Any) -> Any:
        plain = {n: told(v) for n in each.__slots__ if isinstance(v := getattr(each, n), str)}
        if "role" in plain:
            plain["role"] = plain["role"] or None
        return replace(each, **plain)

    groups = ("visits", "skips", "pauses", "moments", "expectations", "findings")
    items = {name: tuple(map(item, getattr(record, name))) for name in groups}
    answers = {key: told(text) for key, text in record.answers.items()}
    return replace(record, journey=item(record.journey), answers=answers, **items)


@settings(max_examples=40)
@given(whole=st.lists(records(), min_size=1, max_size=3))
def test_tables_come_back_as_the_same_journeys(whole: list[Record], tmp_path_factory: pytest.TempPathFactory) -> None:
    named = [replace(r, journey=replace(r.journey, id=f"j{n}")) for n, r in enumerate(whole)]
    path = written(tmp_path_factory.getbasetemp(), "round.zip", named)
    assert list(read_tables(path).records()) == [known(record) for record in named]


def test_what_only_a_debrief_knows_comes_back_from_tables_and_json(tmp_path: Path) -> None:
    assert list(read_tables(written(tmp_path, "demo.zip")).records()) == DEMO
    path = written(tmp_path, "demo.json")
    assert read_json(path.read_text()) == DEMO
    write_file(list(read(path, Context(())).records()), tmp_path / "again.json")
    assert path.read_bytes() == (tmp_path / "again.json").read_bytes()


@given(text=st.one_of(texts, st.text(st.sampled_from("'\"=+-@;|\t\r\n a1＝"), max_size=9)))
def test_no_cell_can_become_a_formula_and_import_gives_the_words_back(text: str) -> None:
    cell = guarded(text)
    assert freed(cell) == text
    assert not cell.startswith(RISKY)
    assert not cell.lstrip("\"' ").startswith(RISKY) or cell.startswith("'") or not text.strip("\"' ")
    for part in re.split(r"[;|\t\r\n]", cell):  # how a spreadsheet that divides elsewhere would cut it
        assert not part.lstrip(' "').startswith(tuple("=+-@"))


def test_cells_of_a_hostile_journey_are_text_in_every_table(tmp_path: Path) -> None:
    path = written(tmp_path, "evil.zip", [evil()])
    for each in TABLES:
        kinds = {column.name: column.kind for column in each.columns}
        for row in table(path, each.name):
            assert not [
                cell for name, cell in row.items() if kinds[name] in ("text", "list") and cell.startswith(RISKY)
            ]
    assert table(path, "journeys")[0]["place"] == "'" + EVIL
    (back,) = read_tables(path).records()
    assert back.journey.place == EVIL


def test_numbers_below_zero_stay_numbers(tmp_path: Path) -> None:
    rows = table(written(tmp_path, "demo.zip"), "moments")
    assert {"-2", "-1"} & {row["level"] for row in rows if row["kind"] == "feeling"}


def test_the_workbook_has_types_dates_filters_and_a_dictionary_and_no_formula(tmp_path: Path) -> None:
    whole = [*DEMO, replace(evil(), journey=replace(evil().journey, id="evil"))]
    book = openpyxl.load_workbook(written(tmp_path, "all.xlsx", whole))
    assert book.sheetnames == [*(each.name.capitalize() for each in TABLES), "Dictionary"]
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref
        assert not [c for row in sheet.iter_rows() for c in row if c.data_type == "f" or c.hyperlink]
    head = {cell.value: n for n, cell in enumerate(book["Journeys"][1])}
    rows = list(book["Journeys"].iter_rows(min_row=2, values_only=True))
    assert [row[head["id"]] for row in rows] == [r.journey.id for r in whole]
    started = whole[0].journey.started_at
    assert started is not None
    there = local(started, whole[0].journey.zone).replace(tzinfo=None)
    assert abs((rows[0][head["started_at"]] - there).total_seconds()) <= 0.001
    assert rows[0][head["demo"]] is True
    assert rows[-1][head["place"]] == EVIL


def test_the_sheet_and_the_table_of_metrics_hold_what_metrics_says(tmp_path: Path) -> None:
    row = next(csv.DictReader(io.StringIO(written(tmp_path, "m.csv").read_bytes().decode(), newline="")))
    sheet = openpyxl.load_workbook(written(tmp_path, "m.xlsx"))["Metrics"]
    typed = dict(zip((c.value for c in sheet[1]), (c.value for c in sheet[2]), strict=True))
    for name, value in metrics.compute(DEMO[0]).items():
        if isinstance(value, (int, float)):
            assert float(row[name]) == value
            assert typed[name] == pytest.approx(value)
        elif value is None:
            assert row[name] == ""
            assert typed[name] is None
        else:
            assert json.loads(row[name])


def test_whoever_takes_the_figures_elsewhere_sees_what_does_not_count_there(tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(written(tmp_path, "m.csv").read_bytes().decode(), newline="")))
    told = {row["journey"]: (row["tainted"], row["demo"], row["state"], json.loads(row["tags"])) for row in rows}
    truth = {
        r.journey.id: (str(debrief.tainted(r)).lower(), str(r.journey.demo).lower(), r.journey.state, [*r.journey.tags])
        for r in DEMO
    }
    assert {ident: told[ident] for ident in truth} == truth
    assert {row["tainted"] for row in rows} == {"true", "false"}
    journeys = {row["id"]: row["tainted"] for row in table(written(tmp_path, "t.zip"), "journeys")}
    assert all(journeys[ident] == said[0] for ident, said in truth.items())


def test_every_column_of_every_table_is_in_the_dictionary(tmp_path: Path) -> None:
    path = written(tmp_path, "demo.zip")
    explained = [(row["table"], row["column"]) for row in table(path, "dictionary") if row["meaning"]]
    for each in TABLES:
        (first, *_) = table(path, each.name)
        assert sorted(c for t, c in explained if t == each.name and c) == sorted(first)
    assert {name for name, column in explained if not column} == {each.name for each in TABLES}


def test_the_same_journeys_make_the_same_archive(tmp_path: Path) -> None:
    assert written(tmp_path, "a.zip").read_bytes() == written(tmp_path, "b.zip").read_bytes()


@pytest.mark.parametrize("text", ["x" * 40_000, "🙂" * 20_000])
def test_text_too_long_for_excel_is_cut_with_a_mark(text: str) -> None:
    assert len(fitted(text).encode("utf-16-le")) // 2 <= 32_767
    assert fitted(text).endswith("[…]")
    assert fitted(text[:16_000]) == text[:16_000]


def test_the_published_schema_is_up_to_date_and_every_export_keeps_to_it(tmp_path: Path) -> None:
    published = (resources() / "schema" / "journeys.schema.json").read_text(encoding="utf-8")
    assert published == json_schema.text()
    validator = jsonschema.Draft202012Validator(json.loads(published))
    whole = json.loads(written(tmp_path, "d.json").read_text())
    assert not list(validator.iter_errors(whole))
    whole["journeys"][0]["moments"][0]["kind"] = "mood"
    assert len(list(validator.iter_errors(whole))) == 1


def attributes(node: ET.Element) -> dict[str, str]:
    return {child.attrib["key"]: child.attrib["value"] for child in node if "key" in child.attrib}


def test_xes_holds_each_journey_as_a_trace_with_all_events_in_order(tmp_path: Path) -> None:
    root = ET.parse(written(tmp_path, "d.xes")).getroot()
    traces = root.findall("{*}trace")
    assert [attributes(trace)["concept:name"] for trace in traces] == [r.journey.id for r in DEMO]
    for trace, record in zip(traces, DEMO, strict=True):
        found = [attributes(event) for event in trace.findall("{*}event")]
        times = [datetime.fromisoformat(event["time:timestamp"]) for event in found]
        assert times == sorted(times)
        told = {e["concept:instance"]: e for e in reversed(found) if e["kind"] not in ("visit", "skip", "pause")}
        assert {m.id: m.text for m in record.moments} == {i: e.get("text", "") for i, e in told.items()}
        begun = [e["concept:name"] for e in found if e["kind"] == "visit" and e["lifecycle:transition"] == "start"]
        assert begun == [v.name for v in record.visits]
    assert {e.attrib["prefix"] for e in root.findall("{*}extension")} == {"concept", "lifecycle", "time", "org"}
    assert "Activity" in {c.attrib["name"] for c in root.findall("{*}classifier")}


@settings(max_examples=40)
@given(record=records())
def test_any_words_make_a_log_that_xml_and_import_can_read(
    record: Record, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = written(
        tmp_path_factory.getbasetemp(), "any.xes.gz", [replace(record, journey=replace(record.journey, id="j"))]
    )
    happened = stream.events(record)
    if not [event for event in happened if event.activity.strip()]:
        return
    (back,) = read(path, Context((), columns=Columns(case="concept:name"))).records()
    assert back.journey.origin == "log"
    kept = [event for event in happened if re.sub(r"[\x00]", "", event.activity).strip()]
    assert [visit.entered_at for visit in back.visits] == [event.at for event in kept]


def test_ocel_as_json_and_as_sqlite_say_the_same(tmp_path: Path) -> None:
    whole = json.loads(written(tmp_path, "d.ocel.json").read_text())
    idents = {thing["id"] for thing in whole["objects"]}
    assert len(idents) == len(whole["objects"])
    happened = [event for record in DEMO for event in stream.events(record)]
    assert len({event["id"] for event in whole["events"]}) == len(whole["events"]) == len(happened)
    related = [(e["id"], r["objectId"], r["qualifier"]) for e in whole["events"] for r in e["relationships"]]
    assert {ident for _, ident, _ in related} <= idents
    with closing(sqlite3.connect(written(tmp_path, "d.ocel.sqlite"))) as base:
        assert sorted(base.execute("SELECT * FROM event_object")) == sorted(related)
        assert {row[0] for row in base.execute("SELECT ocel_id FROM object")} == idents
        assert not list(base.execute("PRAGMA foreign_key_check"))
        frictions = list(base.execute("SELECT ocel_time, level, text FROM event_Friction ORDER BY 1"))
    moments = sorted((m for r in DEMO for m in r.moments if m.kind == "friction"), key=lambda m: m.observed_at)
    assert [row[1:] for row in frictions] == [(m.level, m.text or None) for m in moments]
    assert datetime.fromisoformat(frictions[0][0]).replace(tzinfo=UTC) == local(moments[0].observed_at, "UTC")


@pytest.mark.parametrize("exporter", [e for e in EXPORTERS if e.many], ids=lambda e: e.name)
def test_every_format_replaces_what_was_there_and_leaves_nothing_beside_after_a_failure(
    exporter: Any, tmp_path: Path
) -> None:
    path = tmp_path / f"out{exporter.suffixes[0]}"
    path.write_bytes(b"old")
    broken = [DEMO[0], replace(DEMO[1], journey=replace(DEMO[1].journey, zone="Nowhere/Land"))]
    if exporter.name not in ("ocel", "ocel-sqlite"):  # these know UTC only
        with pytest.raises(KeyError):
            write_file(broken, path)
        assert path.read_bytes() == b"old"
    write_file(DEMO, path)
    assert path.read_bytes() != b"old"
    assert list(tmp_path.iterdir()) == [path]
    with pytest.raises(KnownError, match="folder does not exist"):
        write_file(DEMO, tmp_path / "missing" / path.name)


def test_the_longest_ending_decides_and_others_are_refused() -> None:
    names = {name: exporter_for(Path(name)).name for name in ("a.JSON", "a.ocel.json", "a.xes", "a.xes.gz", "a.csv")}
    assert names == {"a.JSON": "json", "a.ocel.json": "ocel", "a.xes": "xes", "a.xes.gz": "xes-gz", "a.csv": "metrics"}
    with pytest.raises(InputError, match="of no kind"):
        exporter_for(Path("mysteryshop.sqlite"))  # nobody overwrites their store this way


def test_the_command_line_names_every_format() -> None:
    assert tuple(e.name for e in EXPORTERS) == exchange.FORMATS


def altered(path: Path, name: str, old: str, new: str) -> Path:
    """The archive with something else in one table."""
    with ZipFile(path) as archive:
        contents = {entry: archive.read(entry).decode() for entry in archive.namelist()}
    assert old in contents[f"{name}.csv"]
    contents[f"{name}.csv"] = contents[f"{name}.csv"].replace(old, new, 1)
    other = path.with_name("altered.zip")
    with ZipFile(other, "w") as archive:
        for entry, text in contents.items():
            archive.writestr(entry, text)
    return other


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        (
            "moments",
            ",1,recalled",
            ",one,recalled",
            "moments.csv, line 2, column seq: found “one”, expected a whole number",
        ),
        ("visits", ",false", ",no", "visits.csv, line 2, column failed: found “no”, expected true or false"),
        ("journeys", "2026-11-14T", "2026-11-34T", "journeys.csv, line 2, column created_at"),
        ("moments", "kind,", "sort,", "moments.csv, line 1: found “no column kind”"),
        ("templates", ",1\r\n", ",1,2\r\n", "templates.csv, line 2: found “8 cells”, expected 7"),
        (
            "journeys",
            "Europe/Lisbon",
            "Mars/Base",
            "altered.zip, journeys.csv, line 2, column zone: found “Mars/Base”, expected a time zone such as",
        ),
        ("moments", ",friction,", ",note,", ", level: found “3”, expected none, for a note has no level"),
    ],
)
def test_a_damaged_table_is_told_with_its_place(tmp_path: Path, name: str, old: str, new: str, expected: str) -> None:
    path = altered(written(tmp_path, "s.zip", [sample()]), name, old, new)
    with pytest.raises(InputError) as caught:
        read_tables(path)
    assert expected in caught.value.title


def test_what_is_no_archive_of_ours_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"PK nothing")
    with pytest.raises(InputError, match="no archive that can be read"):
        read_tables(tmp_path / "x.zip")
    with ZipFile(tmp_path / "y.zip", "w") as archive:
        archive.writestr("photo.txt", "x")
    with pytest.raises(InputError, match=r"expected journeys\.csv in it"):
        read_tables(tmp_path / "y.zip")
