"""Event logs of other systems: cases become journeys whose figures can be worked out from the log itself."""

from __future__ import annotations

import gzip
import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mysteryshop import demo
from mysteryshop.analysis import metrics
from mysteryshop.clock import FixedClock, local
from mysteryshop.errors import InputError
from mysteryshop.exports.csv_tables import DICTIONARY
from mysteryshop.exports.tables import TABLES
from mysteryshop.exports.writing import write_file
from mysteryshop.imports import own_tables
from mysteryshop.imports.batch import Batch
from mysteryshop.imports.logs.csv_log import Columns
from mysteryshop.imports.logs.looking import look
from mysteryshop.imports.logs.times import NoTime, order_of, reader
from mysteryshop.imports.report import Stopped
from mysteryshop.imports.table import Context, read
from mysteryshop.journey import SECOND, Record
from mysteryshop.recorder import Recorder
from mysteryshop.report.material import Material
from mysteryshop.report.silences import silences
from mysteryshop.store.database import Database
from mysteryshop.store.queries import Queries

from .logs import REPAIRS, Event, put, rows_of, table, xes

CONTEXT = Context(())


def records(file: Path, context: Context = CONTEXT) -> dict[str, Record]:
    """The journeys of a file by the name of their case."""
    return {record.journey.place: record for record in read(file, context).records()}


def refused(file: Path, context: Context = CONTEXT) -> str:
    with pytest.raises(InputError) as caught:
        read(file, context)
    assert caught.value.remedy
    return str(caught.value)


def test_each_case_is_a_journey_and_each_event_a_visit_and_a_communication(tmp_path: Path) -> None:
    batch = read(put(tmp_path, "repairs.xes", xes(REPAIRS)), CONTEXT)
    first, second = batch.records()
    assert (first.journey.origin, first.journey.state, first.journey.place) == ("log", "finalised", "R-1")
    assert [v.name for v in first.visits] == [name for name, _ in REPAIRS["R-1"]]
    assert [m.trigger for m in first.moments] == ["proactive"] * 4
    assert [m.visit for m in first.moments] == [v.id for v in first.visits]
    assert [t.name for t in second.template.touchpoints] == ["Register", "Inspect", "Notify customer", "Repair"]
    assert (batch.report.journeys, batch.report.events) == (2, 7)
    assert any("org:resource" in note for note in batch.report.notes)


def test_the_figures_of_a_case_are_those_worked_out_by_hand(tmp_path: Path) -> None:
    told = replace(CONTEXT, communications=re.compile("^Notify"))
    found = metrics.compute(records(put(tmp_path, "repairs.xes", xes(REPAIRS)), told)["R-1"])
    assert found["duration_s"] == 3 * 3600 + 15 * 60
    assert found["communications"] == 2
    assert found["communication_frequency_per_hour"] == pytest.approx(2 / 3.25)
    assert found["longest_silence_s"] == 165 * 60  # from the first word at 8:30 to the second at 11:15
    assert found["silence_overrun"] is None  # nobody has said how long a silence may last
    everything = metrics.compute(records(put(tmp_path, "all.xes", xes(REPAIRS)))["R-2"])
    assert (everything["communications"], everything["longest_silence_s"]) == (3, 23.25 * 3600)


def test_the_same_log_as_table_and_packed_gives_the_very_same_journeys(tmp_path: Path) -> None:
    plain = records(put(tmp_path, "repairs.xes", xes(REPAIRS)))
    rows = records(put(tmp_path, "repairs.csv", table(rows_of(REPAIRS))))
    (tmp_path / "repairs.xes.gz").write_bytes(gzip.compress(xes(REPAIRS).encode()))
    assert plain == rows == records(tmp_path / "repairs.xes.gz")


activities = st.sampled_from(["Ask", "ask", "Äpfel & <Birnen>", "日本", "a" * 40, '"'])
logs = st.dictionaries(
    st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=8),
    st.lists(st.tuples(activities, st.integers(0, 4_000_000_000)), min_size=1, max_size=9),
    min_size=1,
    max_size=5,
)


@given(log=logs)
def test_any_log_keeps_its_cases_events_order_and_instants(
    log: dict[str, list[tuple[str, int]]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    written: dict[str, list[Event]] = {
        case: [(name, datetime.fromtimestamp(at / 1000, tz=None).astimezone().isoformat()) for name, at in events]
        for case, events in log.items()
    }
    found = records(put(tmp_path_factory.getbasetemp(), "any.xes", xes(written)))
    assert list(found) == list(log)
    for case, events in log.items():
        stable = sorted(events, key=lambda event: event[1])
        assert [(v.name, v.entered_at) for v in found[case].visits] == [(name, at * 1000) for name, at in stable]
        assert sorted(v.id for v in found[case].visits) == [v.id for v in found[case].visits]


def test_events_of_one_instant_come_out_of_the_store_as_the_file_has_them(tmp_path: Path) -> None:
    names = [f"step {n}" for n in range(30)]
    file = put(tmp_path, "day.xes", xes({"one day": [(name, "2026-01-01") for name in names]}))
    with Database.open(tmp_path / "data") as database:
        (ident,) = Recorder(database, FixedClock(0)).import_each(read(file, CONTEXT).records)
        stored = Queries(database).load(ident)
        assert Queries(database).verify(ident).ok
    assert [v.name for v in stored.visits] == names
    assert [m.text for m in stored.moments] == names


def test_importing_twice_brings_nothing_new_and_a_failure_leaves_nothing(tmp_path: Path) -> None:
    batch = read(put(tmp_path, "repairs.xes", xes(REPAIRS)), CONTEXT)
    with Database.open(tmp_path / "data") as database:
        recorder = Recorder(database, FixedClock(0))

        def stopped() -> list[Record]:
            recorder_saw = next(iter(batch.records()))
            raise KeyboardInterrupt(recorder_saw.journey.id)

        with pytest.raises(KeyboardInterrupt):
            recorder.import_each(lambda: (each for part in (batch.records(), _raising()) for each in part))
        assert Queries(database).ids() == []
        with pytest.raises(KeyboardInterrupt):
            recorder.import_each(stopped)
        assert len(recorder.import_each(batch.records)) == 2
        assert recorder.import_each(batch.records) == []


def _raising() -> list[Record]:
    raise KeyboardInterrupt


def test_a_case_that_stands_twice_is_one_journey(tmp_path: Path) -> None:
    one = xes({"R-1": REPAIRS["R-1"]})
    doubled = one.replace("</log>", one[one.index("<trace>") : one.index("</log>")] + "</log>")
    batch = read(put(tmp_path, "twice.xes", doubled), CONTEXT)
    for _ in range(2):  # reading again does not count again
        assert len(list(batch.records())) == 1
        assert "Left out: 1 case that stands there twice, event for event (R-1)." in batch.report.lines()


def test_attributes_other_than_the_standard_ones_can_be_named(tmp_path: Path) -> None:
    text = xes(REPAIRS).replace('<event><string key="concept:name"', '<event><string key="Activity"')
    file = put(tmp_path, "old.xes", text.replace("time:timestamp", "when"))
    said = refused(file)
    assert "7 events without concept:name" in said
    assert "Name other columns or attributes with --case, --activity and --time." in said
    named = replace(CONTEXT, columns=Columns(activity="Activity", time="when"))
    assert [v.name for v in records(file, named)["R-2"].visits] == ["Register", "Inspect", "Repair"]


def test_what_is_left_out_is_counted_with_the_place_of_the_first(tmp_path: Path) -> None:
    text = xes({"R-1": [("", "2026-01-01"), ("Ask", "2026-01-01"), ("Ask", "")]})
    report = read(put(tmp_path, "gaps.xes", text), CONTEXT).report
    assert {s.what: s.count for s in report.skipped.values()} == {
        "events without concept:name": 1,
        "events without time:timestamp": 1,
    }
    assert "line 3" in report.lines()[-1]
    rows = [("1", "Ask", "2026-01-01"), ("", "Ask", "2026-01-01"), ("1", "Ask", "2026-01-02")]
    report = read(put(tmp_path, "gaps.csv", table(rows)), CONTEXT).report
    assert report.lines()[-1] == "Left out: 1 row without a case (line 3)."


def test_whoever_watches_can_stop_it(tmp_path: Path) -> None:
    def stop(_doing: str, _done: int, _whole: int) -> None:
        raise Stopped

    for name, text in (("a.xes", xes(REPAIRS)), ("a.csv", table(rows_of(REPAIRS)))):
        with pytest.raises(Stopped, match="nothing was imported"):
            read(put(tmp_path, name, text), replace(CONTEXT, progress=stop))


LAUGHS = '<!DOCTYPE log [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
STEALS = '<!DOCTYPE log [<!ENTITY secret SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("before", [LAUGHS, STEALS, '<!DOCTYPE log [<!ENTITY % p "x">]>'])
def test_entities_are_refused_before_any_is_expanded(tmp_path: Path, before: str) -> None:
    said = refused(put(tmp_path, "evil.xes", xes(REPAIRS, before=before)))
    assert said.startswith("evil.xes, line 2: found the declaration of an entity")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "line 1: found what is no XML"),
        ("<html/>", "found <html>, expected <log>"),
        (xes(REPAIRS)[:400], "found what is no XML (unclosed token)"),
        (xes({"1": [("Ask", "yesterday")]}), 'line 3: found time:timestamp "yesterday", expected a time such as'),
        (xes({"1": [("Ask", "99999-01-01")]}), "expected a time such as"),
        (xes({"1": [("Ask", "0001-01-01T00:00:00Z")]}), "expected a time such as"),  # in Lisbon no calendar has it
        (xes({"1": [("A" * 2000, "2026-01-01")]}), "found a name of 2,000 characters"),
        (xes({}), "found no event with a case"),
        (xes(REPAIRS).replace("UTF-8", "UTF-2"), "line 1: found an encoding that cannot be read (unknown encoding"),
        (xes(REPAIRS).replace("UTF-8", "utf-7"), "line 1: found an encoding that cannot be read"),
        ("<log>" + "<values>" * 100 + "</values>" * 100 + "</log>", "found elements 64 deep"),
        ('<log><trace><string value="x"/></trace></log>', "found an attribute without a key"),
    ],
)
def test_a_log_that_is_none_is_told_with_its_line(tmp_path: Path, text: str, expected: str) -> None:
    said = refused(put(tmp_path, "bad.xes", text))
    assert said.startswith("bad.xes")
    assert expected in said


def test_a_bomb_is_not_unpacked_and_a_damaged_file_is_told(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.xes.gz"
    bomb.write_bytes(gzip.compress(b"<log>" + b" " * 80_000_000))
    assert "that is no log" in refused(bomb)
    bomb.write_bytes(gzip.compress(xes(REPAIRS).encode())[:-30])
    assert "damaged gzip file" in refused(bomb)


def test_a_pattern_that_fits_nothing_is_told_with_the_activities(tmp_path: Path) -> None:
    said = refused(put(tmp_path, "r.xes", xes(REPAIRS)), replace(CONTEXT, communications=re.compile("Mail")))
    assert "no activity fits the pattern" in said
    assert "Notify customer" in said


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-14T10:22:08.123456+01:00", "2026-11-14T09:22:08.123456+00:00"),
        ("2026-11-14 10:22:08Z", "2026-11-14T10:22:08+00:00"),
        ("2026-11-14T10:22:08.1234567Z", "2026-11-14T10:22:08.123456+00:00"),
        ("20261114T102208Z", "2026-11-14T10:22:08+00:00"),
        ("20261114", "2026-11-13T23:00:00+00:00"),
        ("2026-11-14", "2026-11-13T23:00:00+00:00"),
        ("2026/11/14 10:22", "2026-11-14T09:22:00+00:00"),
        ("14.11.2026 10:22:08,5", "2026-11-14T09:22:08.500000+00:00"),
        ("14/11/2026 10:22:08 PM", "2026-11-14T21:22:08+00:00"),
        ("14-11-2026, 12:00 am", "2026-11-13T23:00:00+00:00"),
        ("14 Nov 2026 10:22 UTC", "2026-11-14T10:22:00+00:00"),
        ("30-12-2010:11.02", "2010-12-30T10:02:00+00:00"),
        ("14-NOV-2026", "2026-11-13T23:00:00+00:00"),
        ("Nov 14, 2026 10:22 +0530", "2026-11-14T04:52:00+00:00"),
        ("1794651728", "2026-11-14T10:22:08+00:00"),
        ("1794651728.25", "2026-11-14T10:22:08.250000+00:00"),
        ("1794651728250", "2026-11-14T10:22:08.250000+00:00"),
        ("1794651728250001", "2026-11-14T10:22:08.250001+00:00"),
        ("1794651728250001999", "2026-11-14T10:22:08.250001+00:00"),
        ("2026-10-25T02:30:00", "2026-10-25T00:30:00+00:00"),
    ],
)
def test_times_of_many_forms_are_read_in_the_zone_of_the_log(text: str, expected: str) -> None:
    instant = reader("Europe/Oslo")(text)
    assert instant == datetime.fromisoformat(expected).timestamp() * SECOND


@pytest.mark.parametrize(
    "text", ["", "soon", "2026-13-01", "31.02.2026", "14/11/2026 25:00", "12", "14 Foo 2026", "--"]
)
def test_what_is_no_time_is_none(text: str) -> None:
    with pytest.raises(NoTime):
        reader("UTC")(text)


def test_day_and_month_are_told_by_the_column() -> None:
    assert order_of(["03/04/2026", "13/04/2026"]) == "dmy"
    assert order_of(["03/04/2026", "04/13/2026"]) == "mdy"
    assert order_of(["03/04/2026", "05/06/2026 10:00"]) == "either"
    assert order_of(["03.04.2026"]) == "dmy"
    assert order_of(["2026-04-03"]) is None


def test_dates_that_can_be_read_either_way_are_asked_about(tmp_path: Path) -> None:
    file = put(
        tmp_path, "d.csv", table([("1", "Ask", "03/04/2026"), ("1", "Ask", "05/04/2026"), ("2", "Go", "06/04/2026")])
    )
    assert "--dates dmy or --dates mdy" in refused(file)
    british = records(file, replace(CONTEXT, columns=Columns(order="dmy")))["1"]
    american = records(file, replace(CONTEXT, columns=Columns(order="mdy")))["1"]
    assert british.journey.ended_at == british.journey.started_at + 2 * 86_400 * SECOND  # type: ignore[operator]
    assert american.journey.ended_at == american.journey.started_at + 61 * 86_400 * SECOND  # type: ignore[operator]


@pytest.mark.parametrize("time", ["11/{day}/2026 8:55:00 AM", "11/{day}/2026 08:55", "{day}/11/2026 08:55"])
def test_the_column_of_times_is_found_in_whatever_order_its_dates_are(tmp_path: Path, time: str) -> None:
    rows = [(f"R-{n // 4}", f"step {n % 4}", time.format(day=n + 1)) for n in range(28)]
    batch = read(put(tmp_path, "us.csv", table(rows)), CONTEXT)
    assert 'time = "Timestamp" (100%)' in columns_of(batch)
    first = next(batch.records()).journey.started_at
    assert first is not None
    assert local(first, CONTEXT.zone).isoformat() == "2026-11-01T08:55:00+00:00"


def test_where_day_and_month_cannot_be_told_the_column_is_found_and_the_order_asked(tmp_path: Path) -> None:
    rows = [(f"R-{n // 4}", f"step {n % 4}", f"0{1 + n % 3}/04/2026 8:55:00 PM") for n in range(12)]
    said = refused(put(tmp_path, "us.csv", table(rows)))
    assert "in which day and month cannot be told apart" in said
    assert "--dates dmy or --dates mdy" in said


@pytest.mark.parametrize("name", [*(table.name for table in TABLES), DICTIONARY])
def test_a_table_of_the_app_s_own_is_told_as_that_and_not_taken_for_a_log(tmp_path: Path, name: str) -> None:
    write_file([each.record for each in demo.load()[:2]], tmp_path / "all.zip")
    with ZipFile(tmp_path / "all.zip") as archive:
        file = tmp_path / f"renamed {name}.csv"
        file.write_bytes(archive.read(f"{name}.csv"))
    said = refused(file)
    assert f"is this app's own table “{name}”, which alone makes no journey." in said
    assert "the .zip of all tables, .json, .xlsx, or field notes (.txt)" in said
    with pytest.raises(InputError, match="is this app's own table"):
        look(file)


def test_a_table_of_the_app_s_own_is_an_event_log_where_somebody_names_its_columns(tmp_path: Path) -> None:
    write_file([each.record for each in demo.load()[:2]], tmp_path / "all.zip")
    with ZipFile(tmp_path / "all.zip") as archive:
        (tmp_path / "moments.csv").write_bytes(archive.read("moments.csv"))
    named = replace(CONTEXT, columns=Columns("journey", "kind", "observed_at"))
    assert read(tmp_path / "moments.csv", named).count == 2


@pytest.mark.parametrize(
    "header", ["journey,touchpoint,at", "journey,id,touchpoint,at", "journey,text,started_at,ended_at,id"]
)
def test_a_log_of_another_system_with_a_few_of_our_words_is_a_log(header: str) -> None:
    assert own_tables.named(header.split(",")) == ""


def columns_of(batch: Batch) -> str:
    return next(note for note in batch.report.notes if note.startswith("Columns taken"))


@pytest.mark.parametrize(
    ("header", "divided"),
    [
        ("case:concept:name,concept:name,time:timestamp", ","),
        ("Case ID;Activity;Complete Timestamp", ";"),
        ("ticket\tevent\ttime", "\t"),
        ("journey_id|touchpoint|date", "|"),
    ],
)
def test_columns_with_usual_names_are_found_whatever_divides_them(tmp_path: Path, header: str, divided: str) -> None:
    batch = read(put(tmp_path, "l.csv", table(rows_of(REPAIRS), header, divided)), CONTEXT)
    names = re.split(re.escape(divided), header)
    assert all(f'"{name}"' in columns_of(batch) for name in names)
    assert batch.count == 2


def test_unusual_names_are_asked_about_with_the_guess(tmp_path: Path) -> None:
    rows = [(f"A{n // 3}", f"step {n % 3}", f"2026-01-{1 + n:02}") for n in range(30)]
    file = put(tmp_path, "odd.csv", table(rows, "auftrag,vorgang,zeitpunkt"))
    said = refused(file)
    assert 'Confirm: --case "auftrag" --activity "vorgang" --time "zeitpunkt"' in said
    asked: list[str] = []
    yes = Columns(confirm=lambda guess: not asked.append(guess))  # type: ignore[func-returns-value]
    assert len(records(file, replace(CONTEXT, columns=yes))) == 10
    assert "auftrag" in asked[0]
    named = Columns("Auftrag", "vorgang", "zeitpunkt")
    assert len(records(file, replace(CONTEXT, columns=named))) == 10


def test_numbers_are_guessed_to_be_cases_and_words_activities(tmp_path: Path) -> None:
    rows = ["4711;Bestellung;03.04.2026;Web", "4711;Versand;05.04.2026;Depot", "4712;Bestellung;05.04.2026;Web",
            "4712;Auskunft;06.04.2026;Mail", "4713;Bestellung;;Fax", "4713;Frage;07.04.2026;Chat"]  # fmt: skip
    file = put(tmp_path, "orders.csv", "\n".join(["Auftrag;Schritt;Zeit;Bearbeiter", *rows]) + "\n")
    assert 'Confirm: --case "Auftrag" --activity "Schritt" --time "Zeit"' in refused(file)
    batch = read(file, replace(CONTEXT, columns=Columns("Auftrag", "Schritt", "Zeit")))
    assert batch.count == 3
    assert batch.report.lines()[-1] == "Left out: 1 row without a time (line 6)."
    file.write_text(file.read_text(encoding="utf-8") + "4714;Frage;;Web\n", encoding="utf-8")
    batch = read(file, replace(CONTEXT, columns=Columns("Auftrag", "Schritt", "Zeit")))
    assert batch.count == 3
    assert batch.report.lines()[-1] == "Left out: 1 case without a row that could be read (4714)."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (table([("1", "Ask", "2026-01-01"), ("1", "Go", "soon")]), 'line 3: found "soon", expected a time such as'),
        (table([("1", "Ask", "2026-01-01", "x")]), "line 2: found 4 cells, expected 3"),
        ("a,b\n1,2\n", "found 2 columns, expected case, activity and time"),
        ("", "found 0 columns"),
        (table([("1", "Ask", "never")] * 3), "found no column that can be the time"),
        ('Case ID,Activity,Timestamp\n1,"Ask' + "x" * 200_000, "this is no CSV"),
    ],
)
def test_a_table_that_is_no_log_is_told(tmp_path: Path, text: str, expected: str) -> None:
    columns = Columns("Case ID", "Activity", "Timestamp") if "soon" in text else Columns()
    assert expected in refused(put(tmp_path, "bad.csv", text), replace(CONTEXT, columns=columns))


def test_a_table_of_the_windows_code_page_or_utf_16_is_read(tmp_path: Path) -> None:
    text = table([("1", "Prüfen", "2026-01-01"), ("1", "Größe", "2026-01-02"), ("2", "Prüfen", "2026-01-03")])
    for encoding in ("cp1252", "utf-16", "utf-32", "utf-8-sig"):
        (tmp_path / "u.csv").write_bytes(text.encode(encoding))
        assert [v.name for v in records(tmp_path / "u.csv")["1"].visits] == ["Prüfen", "Größe"]
    (tmp_path / "u.csv").write_bytes(text.encode("utf-16-le"))  # nothing says that it is
    assert "u.csv is no table in text: it holds zero bytes. Save it as CSV (UTF-8)" in refused(tmp_path / "u.csv")
    (tmp_path / "u.csv").write_bytes(b"PK\x03\x04" + bytes(400))
    assert "u.csv is a workbook, not a table in text. Open it in a spreadsheet" in refused(tmp_path / "u.csv")


def test_no_silence_of_a_log_is_past_a_limit_on_paper(tmp_path: Path) -> None:
    record = records(put(tmp_path, "repairs.xes", xes(REPAIRS)))["R-2"]
    ended = record.journey.ended_at or 0
    told = silences(Material(record, ended))
    assert told == {"silences": [], "silences_sentence": "An event log names no limit for a silence."}
