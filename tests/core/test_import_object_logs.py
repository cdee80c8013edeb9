"""Object-centric event logs of other systems: one object type is the case, and strangers' files do no harm."""

from __future__ import annotations

import json
import sqlite3
import time
import tracemalloc
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mysteryshop.clock import FixedClock
from mysteryshop.errors import InputError
from mysteryshop.imports import decoding
from mysteryshop.imports.logs import object_log, ocel_json, ocel_sqlite
from mysteryshop.imports.logs.csv_log import Columns
from mysteryshop.imports.logs.json_parts import BEGINS, parts
from mysteryshop.imports.report import Stopped
from mysteryshop.imports.table import Context, read
from mysteryshop.journey import Record
from mysteryshop.recorder import Recorder
from mysteryshop.store.database import Database
from mysteryshop.store.queries import Queries

from .logs import put, xes
from .object_logs import EVENTS, KEYS, OBJECTS, Event, as_json, put_json, put_sqlite

CONTEXT = Context(())
ORDERS = replace(CONTEXT, columns=Columns(case="order"))


def records(file: Path, context: Context = ORDERS) -> dict[str, Record]:
    return {record.journey.place: record for record in read(file, context).records()}


def refused(file: Path, context: Context = ORDERS) -> str:
    with pytest.raises(InputError) as caught:
        records(file, context)
    assert caught.value.remedy
    return str(caught.value)


def test_each_object_of_the_type_is_a_journey_of_the_events_that_relate_to_it(tmp_path: Path) -> None:
    for file in (put_json(tmp_path, as_json()), put_sqlite(tmp_path)):
        batch = read(file, ORDERS)
        first, second = batch.records()
        assert (first.journey.place, first.journey.origin, first.journey.state) == ("o1", "log", "finalised")
        assert [v.name for v in first.visits] == ["place order", "pick item", "ship", "inform"]
        assert [v.name for v in second.visits] == ["place order", "ship"]
        assert (batch.report.journeys, batch.report.events) == (2, 6)
        assert "Left out: 1 event that relates to no order (event e2)." in batch.report.lines()


def test_flattened_it_is_the_very_log_that_a_case_log_would_be(tmp_path: Path) -> None:
    flat = {
        case: [(name, at) for _, name, at, related in EVENTS if case in related]
        for case, kind in OBJECTS.items()
        if kind == "order"
    }
    plain = records(put(tmp_path, "log.xes", xes(flat)), CONTEXT)
    assert records(put_json(tmp_path, as_json())) == plain == records(put_sqlite(tmp_path))


objects = st.dictionaries(st.text("abc \"'é", min_size=1, max_size=3), st.sampled_from(["case", "Thing 2"]), min_size=1)


@settings(max_examples=30)
@given(data=st.data(), things=objects)
def test_any_log_gives_the_same_journeys_from_json_and_from_sqlite(
    data: st.DataObject, things: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    instants = st.integers(0, 3).map(lambda n: f"2026-01-0{n + 1}T00:00:00Z")
    some = st.lists(st.sampled_from(list(things)), unique=True).map(tuple)
    kinds = st.sampled_from(["a", "B c", "pay"])
    drawn = data.draw(st.lists(st.tuples(kinds, instants, some), max_size=8))
    events: list[Event] = [(f"e{n}", *each) for n, each in enumerate(drawn)]
    wanted = {
        ident: [name for _, name, at, _ in sorted((e for e in events if ident in e[3]), key=lambda event: event[2])]
        for ident in things
        if things[ident] == "case" and any(ident in event[3] for event in events)
    }
    folder, cases = tmp_path_factory.getbasetemp(), replace(CONTEXT, columns=Columns(case="case"))
    files = (put_json(folder, as_json(events, things)), put_sqlite(folder, events, things))
    if not wanted:
        assert all(
            "found no event that relates" in said or "has no events of" in said
            for said in (refused(f, cases) for f in files)
        )
        return
    told = [records(file, cases) for file in files]
    assert {name: [v.name for v in record.visits] for name, record in told[0].items()} == wanted
    assert told[0] == told[1]


def test_the_only_type_is_taken_and_of_several_the_likeliest_is_asked_about(tmp_path: Path) -> None:
    only = {"o1": "order", "o2": "order"}
    events: list[Event] = [(*e[:3], tuple(o for o in e[3] if o in only)) for e in EVENTS]
    assert set(records(put_json(tmp_path, as_json(events, only)), CONTEXT)) == set(only)
    file = put_sqlite(tmp_path)
    said = refused(file, CONTEXT)
    assert "it is not sure which objects are the cases: item (3 objects, 2.7 events each), order (2 objects" in said
    assert 'Name their type: --case "item"' in said
    asked: list[str] = []

    def confirm(guess: str) -> bool:
        asked.append(guess)
        return True

    batch = read(file, replace(CONTEXT, columns=Columns(confirm=confirm)))
    assert {record.journey.place for record in batch.records()} == {"i1", "i2", "i3"}
    assert asked[0].startswith('case = "item" of the object types item (3 objects')
    assert any(note.startswith("Cases are the objects of the type item") for note in batch.report.notes)
    assert "has no events of objects of the type “parcel”" in refused(file, replace(ORDERS, columns=Columns("parcel")))
    assert set(records(file, replace(ORDERS, columns=Columns(" Order")))) == {"o1", "o2"}


def test_a_relation_that_stands_twice_is_one_event_and_one_to_nothing_is_told(tmp_path: Path) -> None:
    whole = as_json([*EVENTS, ("e8", "inform", "2026-03-04T07:00:00Z", ("o2", "o2", "gone"))])
    batch = read(put_json(tmp_path, whole), ORDERS)
    assert [len(record.visits) for record in batch.records()] == [4, 3]
    assert "Left out: 1 relation to objects that are not there (event e8)." in batch.report.lines()


def _set(part: str, number: int, **values: Any) -> Callable[[dict[str, Any]], object]:
    return lambda whole: whole[part][number].update(values)


@pytest.mark.parametrize(
    ("alter", "expected"),
    [
        (lambda w: w.pop("events"), "found no list “events” at its top"),
        (_set("events", 1, id="e1"), "found two events with the id “e1”, expected each id once"),
        (_set("objects", 1, id="o1"), "found two objects with the id “o1”"),
        (_set("events", 0, time="soon"), 'found the time "soon" of event “e1”, expected a time such as'),
        (_set("events", 0, time=None), "found the time null of event “e1”"),
        (_set("events", 0, time="99999-01-01"), "of event “e1”"),
        (_set("events", 0, type=""), "without type, expected it as a text"),
        (_set("events", 0, relationships=["o1"]), "relationships of “e1” that are no list of objects"),
        (_set("events", 0, type="x" * 2000), "found a name of 2,000 characters"),
        (lambda w: w["events"].__setitem__(0, 7), "found events 1 that is no object of JSON"),
        (lambda w: [e["relationships"].clear() for e in w["events"]], "found no event that relates to an object"),
        (lambda w: w.update({"ocel:events": {}}), "is an OCEL 1.0 log, expected OCEL 2.0"),
    ],
)
def test_json_that_is_no_such_log_is_told(
    alter: Callable[[dict[str, Any]], object], expected: str, tmp_path: Path
) -> None:
    whole = as_json()
    alter(whole)
    assert expected in refused(put_json(tmp_path, whole))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "is no JSON object: expected { at character 0"),
        ("[1]", "is no JSON object: expected {"),
        ("{}", "found no list “objectTypes”"),
        ('{"events": 7, "objectTypes": {}}', "found no list “objectTypes”"),
        ('{"events": [' + "[" * 200_000, "nested too deep"),
        ('{"events": [1 2]}', "events 1 that is no object of JSON"),
        ('{"a": [1 2]}', "expected , at character 9"),
        ('{"a": 1} 2', "more than one value"),
        ("{1: 2}", "no name at character"),
        ('{"objectTypes": [], "eventTypes": [], "objects": [], "events": [NaN]}', "NaN is no number"),
        ('{"objectTypes": [], "eventTypes": [], "objects": [], "events": []}', "found no event"),
    ],
)
def test_json_that_is_broken_is_told(text: str, expected: str, tmp_path: Path) -> None:
    assert expected in refused(put(tmp_path, "bad.ocel.json", text))


leaves = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=4))
values = st.recursive(leaves, lambda within: st.lists(within) | st.dictionaries(st.text(max_size=3), within))


@settings(max_examples=40)
@given(
    whole=st.dictionaries(st.text(max_size=3), values),
    indent=st.sampled_from([None, 1]),
    size=st.sampled_from([2, 7, 999]),
)
def test_a_json_object_read_in_parts_is_what_it_is_read_whole(
    whole: dict[str, Any], indent: int | None, size: int
) -> None:
    found: dict[str, Any] = {}
    text = json.dumps(whole, indent=indent)
    for key, value, _ in parts(text[at : at + size] for at in range(0, len(text), size)):
        if value is BEGINS:
            found[key] = []
        elif isinstance(whole[key], list):
            found[key].append(value)
        else:
            found[key] = value
    assert found == whole


def long_log(events: int, a_case: int) -> list[Event]:
    """A log of orders, as many events of each, all told mixed as time went on."""
    return [
        (
            f"event-{n:07}",
            EVENTS[n % 7][1],
            f"2026-01-{1 + n * 28 // events:02}T00:00:00Z",
            (f"order-{n % (events // a_case):06}", "c1"),
        )
        for n in range(events)
    ]


@pytest.mark.parametrize(
    "put_log", [lambda f, *log: put_json(f, as_json(*log)), lambda f, *log: put_sqlite(f, *log, more=KEYS)]
)
def test_a_log_of_another_system_is_read_in_less_than_three_times_its_size_of_memory(
    put_log: Callable[..., Path], tmp_path: Path
) -> None:
    events = long_log(8_000, 25)
    file = put_log(tmp_path, events, {ident: "order" for *_, (ident, _) in events} | {"c1": "customer"})
    records(put_json(tmp_path, as_json(), "warm.json"))
    del events
    tracemalloc.start()
    try:
        batch = read(file, ORDERS)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (batch.report.journeys, batch.report.events) == (320, 8_000)
    assert peak < 3 * file.stat().st_size


@pytest.mark.parametrize(("name", "encoding"), [("log.json", "utf-8-sig"), ("log.ocel.json", "utf-16")])
def test_a_log_is_read_whatever_its_name_and_encoding_and_wherever_its_pieces_end(
    name: str, encoding: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = as_json()
    whole["objects"][0]["id"] = "ö1 €"
    for event in whole["events"]:
        for other in event["relationships"]:
            other["objectId"] = other["objectId"].replace("o1", "ö1 €")
    file = tmp_path / name
    file.write_text(json.dumps(whole, ensure_ascii=False, indent=2), encoding=encoding)
    expected = records(file)
    assert [v.name for v in expected["ö1 €"].visits] == ["place order", "pick item", "ship", "inform"]
    monkeypatch.setattr(decoding, "_PIECE", 5)
    assert records(file) == expected


def test_a_byte_that_is_no_text_is_told_by_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = put_json(tmp_path, as_json())
    file.write_bytes(json.dumps(as_json(), indent=1).encode().replace(b"place order", b"pl\xe4ce order", 1))
    line = file.read_bytes().split(b"\xe4")[0].count(b"\n") + 1
    for piece in (decoding._PIECE, 7):
        monkeypatch.setattr(decoding, "_PIECE", piece)
        assert f"log.ocel.json, line {line}: expected text in UTF-8, found the byte 0xe4" in refused(file)


def test_a_file_that_is_too_large_to_be_held_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (object_log, ocel_json):
        monkeypatch.setattr(module, "MOST_WHOLE", 100)
    for file in (put_json(tmp_path, as_json()), put_sqlite(tmp_path)):
        assert "has more than 100 bytes" in refused(file)


FOREVER = "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r)"


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("DROP TABLE event_object", "found no table event_object, expected the tables of OCEL 2.0 (event, object"),
        ("DROP TABLE event_ship", "found no table event_ship for the type ship"),
        ("ALTER TABLE event RENAME COLUMN ocel_type TO kind", "found no column ocel_type in the table event"),
        ("ALTER TABLE event_ship RENAME COLUMN ocel_time TO at", "found no column ocel_time in the table event_ship"),
        ("UPDATE event_ship SET ocel_time = 'soon'", "found the time “soon” of event “e5”"),
        ("DELETE FROM event_ship", "found no time of event “e5”"),
        ("INSERT INTO event VALUES ('e1', 'ship')", "found two events with the id “e1”"),
        ("INSERT INTO object VALUES ('o1', 'order')", "found two objects with the id “o1”"),
        ("INSERT INTO event VALUES (NULL, 'ship')", "without ocel_id or ocel_type"),
        # What is made to do harm: a view, endless or not, a function in a column, a value of 20 MB.
        (f"DROP TABLE event; CREATE VIEW event AS {FOREVER} SELECT n AS ocel_id, 'x' AS ocel_type FROM r",
         "found no table event"),
        (f"DROP TABLE event_ship; CREATE VIEW event_ship AS {FOREVER} SELECT n AS ocel_id, n AS ocel_time FROM r",
         "found no table event_ship"),
        ("DROP TABLE event; CREATE VIRTUAL TABLE event USING fts5(ocel_id, ocel_type)", "found no table event"),
        ("DROP TABLE event; CREATE TABLE event (ocel_id TEXT, ocel_type TEXT AS (hex(zeroblob(400000000)))); "
         "INSERT INTO event (ocel_id) VALUES ('e1')", "found no column ocel_type in the table event"),
        ("UPDATE event_ship SET ocel_time = zeroblob(20000000)", "too big"),
    ],
)  # fmt: skip
def test_a_sqlite_file_that_is_no_such_log_is_told_and_can_do_no_harm(more: str, expected: str, tmp_path: Path) -> None:
    file = put_sqlite(tmp_path, more=more)
    before, begun = file.read_bytes(), time.perf_counter()
    assert expected in refused(file)
    assert time.perf_counter() - begun < 10
    assert file.read_bytes() == before
    assert list(tmp_path.iterdir()) == [file]


def test_strange_names_of_types_are_names_and_no_sql(tmp_path: Path) -> None:
    more = """
    DROP TABLE event_object; CREATE TABLE event_object (ocel_event_id, ocel_object_id, ocel_qualifier);
    INSERT INTO event_map_type VALUES ('odd', 'x"; DROP TABLE event; --');
    CREATE TABLE "event_x""; DROP TABLE event; --" (ocel_id TEXT, ocel_time TEXT);
    INSERT INTO event VALUES ('e9', 'odd'); INSERT INTO event_object VALUES ('e9', 'o1', NULL);
    INSERT INTO "event_x""; DROP TABLE event; --" VALUES ('e9', '2026-01-01');
    """
    assert [v.name for v in records(put_sqlite(tmp_path, more=more))["o1"].visits] == ["odd"]


def test_reading_that_takes_too_long_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocel_sqlite, "_MOST_LOOKS", -1e6)
    monkeypatch.setattr(ocel_sqlite, "_STEPS", 10)
    assert "far more steps than its size explains" in refused(put_sqlite(tmp_path))


def test_what_is_no_sqlite_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.sqlite").write_bytes(b"not at all")
    assert "is no SQLite file" in refused(tmp_path / "a.sqlite")
    whole = put_sqlite(tmp_path).read_bytes()
    for cut in (200, 5_000, len(whole) - 4_096):
        (tmp_path / "a.sqlite").write_bytes(whole[:cut])
        assert "that can be read" in refused(tmp_path / "a.sqlite")
    torn = whole.replace(b"CREATE TABLE event_object", b"CREATE TABLE \xff\xfe_object", 1)
    (tmp_path / "a.sqlite").write_bytes(torn)
    assert "that can be read" in refused(tmp_path / "a.sqlite")
    assert "cannot be read" in refused(tmp_path / "gone.sqlite")
    with closing(sqlite3.connect(tmp_path / "mysteryshop.sqlite")) as base:
        base.executescript("CREATE TABLE journeys (a); CREATE TABLE moments (a); CREATE TABLE edits (a)")
    assert "is a store of this app" in refused(tmp_path / "mysteryshop.sqlite")


def test_letters_that_nothing_can_hold_come_in_as_placeholders(tmp_path: Path) -> None:
    odd = [(*EVENTS[0][:1], "place \ud800order", *EVENTS[0][2:])]
    with Database.open(tmp_path / "data") as database:
        batch = read(put_json(tmp_path, as_json(odd)), ORDERS)
        (ident,) = Recorder(database, FixedClock(0)).import_each(batch.records)
        assert [v.name for v in Queries(database).load(ident).visits] == ["place \ufffdorder"]


def test_whoever_watches_can_stop_it(tmp_path: Path) -> None:
    def stop(_doing: str, _done: int, _whole: int) -> None:
        raise Stopped

    for file in (put_json(tmp_path, as_json()), put_sqlite(tmp_path)):
        with pytest.raises(Stopped, match="nothing was imported"):
            read(file, replace(ORDERS, progress=stop))
