"""The list of journeys: the same before the first paint and after, searched, sorted and paged in SQL."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mysteryshop.errors import InputError
from mysteryshop.journey import Moment, Record, Template, Visit
from mysteryshop.store.glance import Glance, glance
from mysteryshop.store.identity import SCHEMA_VERSION
from mysteryshop.store.listing import ORDERS
from mysteryshop.store.queries import Queries
from tests.core.walks import AIRLINE, START_US, Walk, closing, planned, rich
from tests.imports import ROOT

HOTEL = Template("hotel", "Hotel stay", "", AIRLINE.touchpoints, relationship="buyer")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Walk]:
    with closing(planned(tmp_path, id="planned", place="Zürich")) as walk:
        add(walk, "walking", state="walking", place="Lisbon", started_at=START_US + 30, leader="Ada")
        add(walk, "debrief", state="debrief", place="Oslo", started_at=START_US + 20, ended_at=START_US + 25)
        add(
            walk,
            "done",
            state="finalised",
            place="lisbon 2",
            started_at=START_US + 10,
            ended_at=START_US + 90,
            frictions=3,
        )
        add(walk, "hotel", HOTEL, state="finalised", place="Bergen", started_at=START_US + 40, ended_at=START_US + 45)
        walk.recorder.answer("debrief", "rate.satisfaction", "9")
        walk.recorder.answer("done", "rate.satisfaction", "4", reason="late")
        yield walk


def add(walk: Walk, ident: str, template: Template = AIRLINE, *, frictions: int = 0, **head: Any) -> None:
    journey = replace(walk.record.journey, id=ident, template=template, relationship=template.relationship, **head)
    visits = (Visit("v", "Security line", 1, "security-line"),)
    moments = tuple(Moment(f"m{n}", "friction", n, n, n, n, level=n, visit="v") for n in range(1, frictions + 1))
    walk.recorder.import_record(Record(journey, visits=visits, moments=moments))


def ids(store: Walk, **asked: Any) -> list[str]:
    return [row.id for row in store.queries.rows(**asked)]


def test_the_newest_come_first_and_plans_last(store: Walk) -> None:
    assert ids(store) == ["hotel", "walking", "debrief", "done", "planned"]


def test_a_row_says_what_a_list_shows(store: Walk) -> None:
    (row,) = store.queries.rows(text="lisbon 2")
    assert (row.template_key, row.template_name, row.place) == ("airline-passenger", "Airline passenger", "lisbon 2")
    assert (row.moments, row.frictions, row.worst_severity, row.satisfaction) == (3, 3, 3, 4)
    assert (row.state, row.origin, row.relationship) == ("finalised", "walked", "end-user")
    assert (row.sealed, row.seal_broken, row.demo, row.tainted) == (True, True, False, False)


def test_every_word_is_searched_whatever_its_case(store: Walk) -> None:
    assert ids(store, text="LISBON") == ["walking", "done"]
    assert ids(store, text="ada lisbon") == ["walking"]
    assert ids(store, text="zÜRICH") == ["planned"]
    assert ids(store, text="buyer") == ["hotel"]
    assert ids(store, text="100% _ ' \" x") == []


def test_filters_go_together_and_are_counted(store: Walk) -> None:
    assert ids(store, state="finalised") == ["hotel", "done"]
    assert ids(store, state="finalised", template="hotel") == ["hotel"]
    assert store.queries.count() == 5
    assert store.queries.count(state="finalised", text="lisbon") == 1
    with pytest.raises(InputError, match="planned, walking"):
        store.queries.rows(state="lost")


def test_rows_are_sorted_by_any_column_both_ways(store: Walk) -> None:
    assert ids(store, order="place", descending=False) == ["hotel", "walking", "done", "debrief", "planned"]
    assert ids(store, order="satisfaction")[:2] == ["debrief", "done"]
    assert ids(store, order="worst_severity")[0] == "done"
    assert ids(store, order="duration")[0] == "done"
    for order in ORDERS:
        both = [ids(store, order=order, descending=way) for way in (True, False)]
        assert sorted(both[0]) == sorted(both[1]) == sorted(store.queries.ids())
    with pytest.raises(InputError, match="cannot be ordered"):
        store.queries.rows(order="id; DROP TABLE journeys")


def test_pages_follow_on_each_other(store: Walk) -> None:
    pages = [ids(store, limit=2, offset=offset) for offset in (0, 2, 4, 6)]
    assert [len(page) for page in pages] == [2, 2, 1, 0]
    assert [ident for page in pages for ident in page] == ids(store)


def test_what_is_unfinished_comes_in_the_order_in_which_it_presses(store: Walk) -> None:
    assert [row.id for row in store.queries.unfinished()] == ["walking", "debrief", "planned"]


def test_a_journey_is_found_by_the_beginning_of_its_id(store: Walk) -> None:
    assert store.queries.find("walk") == "walking"
    assert store.queries.find("done") == "done"
    add(store, "done-again")
    assert store.queries.find("done") == "done"
    with pytest.raises(InputError, match="Several journeys begin with d"):
        store.queries.find("d")
    for wrong in ("x", "", "%", "don_", "DONE"):
        with pytest.raises(InputError, match="There is no journey"):
            store.queries.find(wrong)


def test_a_journey_that_is_not_there_is_named(store: Walk) -> None:
    with pytest.raises(InputError, match="There is no journey nobody"):
        store.queries.load("nobody")
    with pytest.raises(InputError, match="There is no journey nobody"):
        store.queries.verify("nobody")
    assert store.queries.edits("nobody") == []


def test_the_first_glance_shows_what_the_list_shows(store: Walk) -> None:
    seen = glance(store.database.data_dir)
    assert list(seen.rows) == store.queries.rows()
    assert list(seen.unfinished) == store.queries.unfinished()
    assert (seen.count, seen.schema_version) == (5, SCHEMA_VERSION)


def test_the_first_glance_sees_what_is_only_in_the_log(tmp_path: Path) -> None:
    with closing(rich(tmp_path)) as walk:
        assert glance(tmp_path).rows[0].moments == len(walk.record.moments)


def test_a_glance_into_an_empty_folder_makes_nothing(tmp_path: Path) -> None:
    assert glance(tmp_path) == Glance()
    assert glance(tmp_path / "nowhere") == Glance()
    assert list(tmp_path.iterdir()) == []


def test_a_glance_at_a_store_that_was_put_away_leaves_nothing_beside_it(tmp_path: Path) -> None:
    rich(tmp_path).database.close()
    before = sorted(p.name for p in tmp_path.iterdir())
    assert glance(tmp_path).count == 1
    assert sorted(p.name for p in tmp_path.iterdir()) == before


def test_a_glance_loads_sqlite3_and_little_else(tmp_path: Path) -> None:
    rich(tmp_path).database.close()
    code = (
        "import sys; from pathlib import Path; from mysteryshop.store.glance import glance; "
        "assert glance(Path(sys.argv[1])).count == 1; print(*sorted(m.partition('.')[0] for m in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code, tmp_path], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "sqlite3" in loaded
    assert not loaded & {"sqlalchemy", "alembic", "numpy", "matplotlib", "PySide6", "typst", "platformdirs", "zoneinfo"}


def test_readers_in_many_threads_do_not_mind_each_other(store: Walk) -> None:
    queries: Queries = store.queries
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda n: queries.load(("done", "hotel")[n % 2]).journey.id, range(64)))
    assert found == ["done", "hotel"] * 32
