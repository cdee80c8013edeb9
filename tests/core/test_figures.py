"""Figures kept: computed once for each state of a journey, counted with what was left out, gone with their journey."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from mysteryshop import demo, figures
from mysteryshop.analysis import figure_columns, metrics
from mysteryshop.analysis.conformance import results
from mysteryshop.clock import FixedClock
from mysteryshop.errors import InputError
from mysteryshop.figures import FigureTable, Filter, columns, refresh
from mysteryshop.journey import Moment
from mysteryshop.recorder import Recorder
from mysteryshop.store import kept
from mysteryshop.store.database import Database
from mysteryshop.store.queries import Queries
from tests.core.walks import AIRLINE, START_US

ALL = Filter(take_in=frozenset(figures.REASONS))
NOTES = tuple(journey for journey in demo.load()[:4])


class Store:
    """Four journeys of the demo, the last one not finished."""

    def __init__(self, folder: Path) -> None:
        self.database = Database.open(folder)
        self.clock = FixedClock(START_US)
        self.recorder = Recorder(self.database, self.clock)
        self.queries = Queries(self.database)
        for journey in NOTES:
            self.recorder.import_record(journey.record)
        self.ids = [journey.record.journey.id for journey in NOTES]
        for ident in self.ids[:3]:
            self.recorder.finalise(ident, self.clock.now())


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store(tmp_path)
    yield made
    made.database.close()


def test_the_store_has_a_column_for_every_figure() -> None:
    assert tuple(column.field for column in figure_columns.FIGURE_COLUMNS) == kept.FIELDS


def test_every_metric_is_a_column_or_is_spread_over_some() -> None:
    fields = {column.field for column in figure_columns.FIGURE_COLUMNS}
    lists = {"estimate_errors_s", "friction_by_severity", "expectation_gaps", "listening_share"}
    assert {metric.field for metric in metrics.METRICS} - fields == lists


def test_of_the_listening_the_largest_share_is_a_column(store: Store) -> None:
    refresh(store.database)
    found = columns(store.database, ALL)["listening_share_most"]
    for share, ident in zip(found, store.ids, strict=True):
        shares = metrics.compute(store.queries.load(ident))["listening_share"]
        np.testing.assert_equal(share, max(shares.values()) if shares else np.nan)


def test_what_is_kept_is_what_the_metrics_say(store: Store) -> None:
    assert refresh(store.database) == 4
    found = columns(store.database, ALL)
    assert found.ids.tolist() == store.ids
    for index, ident in enumerate(store.ids):
        computed = metrics.compute(store.queries.load(ident))
        for column in figure_columns.FIGURE_COLUMNS:
            value = column.of(computed)
            np.testing.assert_equal(found[column.field][index], np.nan if value is None else value)


def test_figures_are_computed_once_and_then_only_for_what_changed(store: Store) -> None:
    assert figures.out_of_date(store.database) == 4
    assert refresh(store.database) == 4
    assert refresh(store.database) == 0
    store.recorder.answer(store.ids[3], "rate.satisfaction", "1")
    table = FigureTable(store.database)
    assert table.columns(ALL)["current"].tolist() == [True, True, True, False]
    assert table.columns(ALL).out_of_date == 1
    assert refresh(store.database) == 1
    assert table.columns(ALL)["satisfaction"][3] == 1
    assert table.columns(ALL).out_of_date == 0


def test_a_new_definition_makes_all_of_them_out_of_date(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    refresh(store.database)
    monkeypatch.setattr("mysteryshop.figures.keeping.METHOD", figure_columns.METHOD + 1)
    assert refresh(store.database) == 4


def test_an_edit_between_computing_and_keeping_leaves_the_journey_out_of_date(store: Store) -> None:
    batch = figures.computed(store.database)
    store.recorder.answer(store.ids[3], "rate.speed", "2")
    assert figures.keep(store.database, batch) == 4
    assert figures.out_of_date(store.database) == 1


def test_a_journey_discarded_between_computing_and_keeping_is_passed_over(store: Store) -> None:
    planned = store.recorder.prepare(AIRLINE).journey.id
    batch = figures.computed(store.database)
    store.recorder.discard(planned)
    assert figures.keep(store.database, batch) == 4
    assert columns(store.database, ALL).ids.tolist() == store.ids


def test_a_discarded_journey_takes_its_figures_along(store: Store) -> None:
    planned = store.recorder.prepare(AIRLINE).journey.id
    table = FigureTable(store.database)
    refresh(store.database)
    assert planned in table.columns(ALL).position
    store.recorder.discard(planned)
    assert planned not in table.columns(ALL).position
    with store.database.reader() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM figures").scalar_one() == 4
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []


def test_a_journey_that_is_given_the_number_of_a_discarded_one_is_told_from_it(store: Store) -> None:
    table = FigureTable(store.database)
    first = store.recorder.prepare(AIRLINE, place="Here").journey.id
    assert table.columns(ALL)["place"][-1] == "Here"
    store.recorder.discard(first)
    store.recorder.prepare(AIRLINE, place="There")
    assert table.columns(ALL)["place"][-1] == "There"


def test_refreshing_stops_when_told_and_goes_on_later(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mysteryshop.figures.keeping.BATCH", 1)
    told: list[tuple[int, int]] = []
    assert refresh(store.database, progress=lambda *at: told.append(at), cancelled=lambda: len(told) == 2) == 2
    assert told == [(1, 4), (2, 4)]
    assert refresh(store.database, limit=1) == 1
    assert refresh(store.database) == 1


def test_a_batch_is_one_transaction_and_a_failure_leaves_the_evidence_alone(store: Store) -> None:
    good = figures.computed(store.database)
    rows = replace(good.rows[2], touchpoints=good.rows[2].touchpoints * 2)
    with pytest.raises(Exception, match=r"."):
        figures.keep(store.database, replace(good, rows=(*good.rows[:2], rows)))
    assert figures.out_of_date(store.database) == 4
    store.recorder.answer(store.ids[3], "rate.speed", "2")
    assert refresh(store.database) == 4


def test_who_is_left_out_is_counted_with_the_reason(store: Store) -> None:
    store.recorder.answer(store.ids[0], "incognito.recognised", "yes", reason="I forgot")
    store.recorder.exclude(store.ids[1], "The trains stood still all over the country")
    refresh(store.database)
    found = columns(store.database)
    assert found.ids.tolist() == [store.ids[2]]
    assert found.left_out == {"excluded": 1, "unfinished": 1, "tainted": 1}
    assert found.sentence == "1 journey; 3 left out: 1 excluded, 1 unfinished and 1 tainted."
    assert columns(store.database, Filter(take_in=frozenset({"tainted"}))).ids.tolist() == [store.ids[0], store.ids[2]]
    assert columns(store.database, Filter(state="excluded")).ids.tolist() == [store.ids[1]]
    with pytest.raises(InputError, match="'boring' is no reason"):
        columns(store.database, Filter(take_in=frozenset({"boring"})))


def test_event_logs_are_left_out_unless_asked_for(store: Store) -> None:
    record = NOTES[0].record
    head = replace(record.journey, id="case 1", origin="log", state="finalised")
    store.recorder.import_record(replace(record, journey=head))
    refresh(store.database)
    found = columns(store.database)
    assert found.left_out == {"unfinished": 1, "event log": 1}
    assert found.sentence.endswith("2 left out: 1 unfinished and 1 from event logs.")
    assert columns(store.database, Filter(origin="log")).ids.tolist() == ["case 1"]
    both = columns(store.database, Filter(template=record.template.key, take_in=frozenset({"event log"})))
    assert set(both["origin"]) == {"walked", "log"}
    with pytest.raises(InputError, match="2 origins"):
        both.keep_apart()
    both.keep_apart(pool=("origin",))


def test_relationships_are_not_pooled_without_being_told(store: Store) -> None:
    store.recorder.amend_journey(store.ids[0], relationship="buyer", reason="It was my own money")
    refresh(store.database)
    with pytest.raises(InputError, match="2 relationships"):
        columns(store.database).keep_apart()
    columns(store.database).keep_apart(pool=("relationship",))
    columns(store.database, Filter(relationship="buyer")).keep_apart()


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Filter(), [0, 1, 2]),
        (Filter(template="airline-passenger"), [0, 1]),
        (Filter(text="tromsø LISBON"), []),
        (Filter(text="LISBON"), [0]),
        (Filter(text="lost family"), [0]),
        (Filter(text="Mårten"), []),
        (Filter(text="malmö SUITE"), [2]),
        (Filter(since=date(2026, 9, 17), until=date(2026, 9, 17)), [2]),
        (Filter(until=date(2026, 9, 16)), [1]),
        (Filter(leader="C. managing director"), [2]),
    ],
)
def test_a_filter_finds(store: Store, wanted: Filter, found: list[int]) -> None:
    refresh(store.database)
    assert [store.ids.index(ident) for ident in columns(store.database, wanted).ids] == found


def test_columns_sort_and_split_with_what_is_undefined_last(store: Store) -> None:
    planned = store.recorder.prepare(AIRLINE, place="aarhus").journey.id
    refresh(store.database)
    found = columns(store.database, ALL)
    for descending in (False, True):
        order = found.take(found.order("longest_silence_s", descending=descending))
        assert order.ids[-1] == planned
        values = order["longest_silence_s"][:-1]
        assert np.all(np.diff(values) <= 0 if descending else np.diff(values) >= 0)
    assert found.take(found.order("place"))["place"][0] == "aarhus"
    by_year = found.split("day")
    assert sum(map(len, by_year.values())) == 4
    assert list(found.split("template")) == sorted(set(found["template"]))
    assert list(found.split("satisfaction")) == sorted({v for v in found["satisfaction"] if not np.isnan(v)})


def test_what_is_handed_out_cannot_be_changed(store: Store) -> None:
    found = columns(store.database, ALL)
    with pytest.raises(ValueError, match="read-only"):
        found["place"][0] = "elsewhere"
    with pytest.raises(ValueError, match="read-only"):
        found["duration_s"][0] = 1


def test_an_empty_store_has_no_figures_and_says_so(tmp_path: Path) -> None:
    with Database.open(tmp_path) as database:
        assert refresh(database) == 0
        found = columns(database)
        assert len(found) == 0
        assert found.sentence == "0 journeys."
        assert len(found["duration_s"]) == 0
        assert len(figures.touchpoints(database, found)) == len(figures.frictions(database, found)) == 0


def test_touchpoints_are_what_the_plan_and_the_walk_say(store: Store) -> None:
    refresh(store.database)
    found = columns(store.database, ALL)
    found = found.take(found.order("place", descending=True))
    rows = figures.touchpoints(store.database, found)
    for index, ident in enumerate(found.ids):
        mine = rows.journey == index
        expected = results(store.queries.load(ident))
        assert rows.key[mine].tolist() == [row.key or "" for row in expected]
        assert rows.result[mine].tolist() == [row.result for row in expected]
        spent = [np.nan if row.actual_s is None else row.actual_s for row in expected]
        np.testing.assert_array_equal(rows.actual_s[mine], spent)
        entered = rows.entered[mine]
        assert sorted(entered[entered >= 0].tolist()) == list(range(int((entered >= 0).sum())))


def test_frictions_are_counted_by_touchpoint_and_category(store: Store) -> None:
    refresh(store.database)
    found = columns(store.database, ALL)
    rows = figures.frictions(store.database, found)
    for index, ident in enumerate(found.ids):
        record, mine = store.queries.load(ident), rows.journey == index
        noted = [m for m in record.moments if m.kind == "friction"]
        assert rows.count[mine].sum() == len(noted)
        assert rows.severity[mine].sum() == sum(m.level or 0 for m in noted)
        for name, category, count in zip(rows.name[mine], rows.category[mine], rows.count[mine], strict=True):
            assert count == sum(_at(record.visits, m) == name and (m.category or "") == category for m in noted)


def _at(visits: tuple[object, ...], moment: Moment) -> str:
    return next(str(getattr(v, "name", "")) for v in visits if getattr(v, "id", None) == moment.visit)
