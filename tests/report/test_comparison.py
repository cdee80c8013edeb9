"""What the reader of an exported comparison gets."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from mysteryshop import clock, demo
from mysteryshop.analysis import debrief, metrics_json
from mysteryshop.cli import main
from mysteryshop.clock import FixedClock
from mysteryshop.comparison.gathering import Gathered, gather
from mysteryshop.comparison.view import View
from mysteryshop.figures import FigureTable, refresh
from mysteryshop.journey import Record
from mysteryshop.recorder import Recorder
from mysteryshop.report import Summary, write_comparison
from mysteryshop.store.database import Database
from mysteryshop.store.queries import Queries
from tests.many import many
from tests.report.journeys import GENERATED_AT
from tests.report.reading import alternatives, bookmarks, fonts, pages, tags

FLIGHT = "airline-passenger"
Compared = Callable[[list[Record]], Gathered]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("demo")
    demo.fill(made)
    return made


@pytest.fixture(scope="module")
def flights(folder: Path) -> Gathered:
    return gathered(folder)


@pytest.fixture(scope="module")
def report(folder: Path, flights: Gathered) -> Summary:
    return write_comparison(flights, folder / "flights.pdf", generated_at=GENERATED_AT)


@pytest.fixture
def compared(tmp_path: Path) -> Compared:
    def of(records: list[Record]) -> Gathered:
        with Database.open(tmp_path / "store") as database:
            Recorder(database, FixedClock(GENERATED_AT)).import_records(records)
        return gathered(tmp_path / "store")

    return of


def gathered(data_dir: Path) -> Gathered:
    with Database.open(data_dir) as database:
        refresh(database)
        return gather(database, FigureTable(database), View(filters={"template": FLIGHT}))


def text_of(found: Gathered, folder: Path) -> str:
    return " ".join(pages(write_comparison(found, folder / "c.pdf", generated_at=GENERATED_AT).path))


def flown(folder: Path) -> list[Record]:
    """The demo's journeys that count, found without the figures: read whole and judged one by one."""
    with Database.open(folder) as database:
        queries = Queries(database)
        records = [queries.load(ident) for ident in queries.ids()]
    return [
        r
        for r in records
        if (r.journey.template.key, r.journey.relationship, r.journey.state) == (FLIGHT, "end-user", "finalised")
        and not debrief.tainted(r)
    ]


def year_of(record: Record) -> int:
    assert record.journey.started_at is not None
    return clock.local(record.journey.started_at, record.journey.zone).year


def test_every_n_is_that_of_an_independent_count(folder: Path, report: Summary) -> None:
    records = flown(folder)
    years = Counter(map(year_of, records))
    first = pages(report.path)[0]
    assert f"{len(records)} journeys: {years[2026]} in 2026 and {years[2025]} in 2025. 2 left out: " in first
    assert f"2026, n = {years[2026]} 2025, n = {years[2025]}" in first
    due = Counter(year_of(r) for r in records if metrics_json.to_json(r)["promise_reliability"] is not None)
    assert due != years, "the demo no longer shows that each figure has an n of its own"
    line = first.split("Promise reliability ", 1)[1].split("Frictions", 1)[0]
    assert f"(n = {due[2026]})" in line
    assert f"(n = {due[2025]})" in line


def test_page_one_states_the_finding_and_every_figure_with_delta_and_p(report: Summary, flights: Gathered) -> None:
    first = pages(report.path)[0]
    assert "COMPARISON Fly as a passenger · End-user" in first
    assert "Demo data" in first
    assert flights.finding in first
    level, headline = bookmarks(report.path)[0]
    assert (level, headline.replace("\N{NO-BREAK SPACE}", " ")) == (0, flights.finding)
    assert "What to do next 1. Mend “Collect bags: information” first: 9 of 21 journeys met it" in first
    assert flights.comparison is not None
    assert flights.comparison.dominance is not None
    assert flights.comparison.permutation is not None
    delta, p = flights.comparison.dominance.delta, flights.comparison.permutation.p
    assert f"{delta:.2f}" in first.split("Communications per hour 2", 1)[1].split("Duration", 1)[0]
    assert f"{p:.3f}" in first.split("Communications per hour 2", 1)[1].split("Duration", 1)[0]
    for label in ("Longest silence", "Wait ratio", "Frictions", "Feeling at the end", "Overall satisfaction"):
        assert label in first


def test_it_is_archivable_accessible_and_four_or_five_pages(report: Summary) -> None:
    assert report.standard == "PDF/A-3a, PDF/UA-1"
    assert report.pages in (4, 5)
    assert f"page 1 of {report.pages}" in pages(report.path)[0]
    assert {"/Table", "/TH", "/Figure", "/H1", "/H2"} <= tags(report.path)
    assert all(fonts(report.path).values())


def test_every_chart_is_told_in_words(report: Summary) -> None:
    told = alternatives(report.path)
    assert len(told) == 9
    assert any("Communications per hour against satisfaction" in words for words in told)
    assert all(len(words) > 40 for words in told)


def test_every_journey_is_listed_and_the_verdict_and_limits_are_there(report: Summary, flights: Gathered) -> None:
    whole = " ".join(pages(report.path))
    for side in flights.sides.sides:
        for label in side.labels:
            assert label in whole
    assert not isinstance(flights.drivers, str)
    assert flights.drivers.verdict in whole
    assert "8 figures are compared at once" in whole
    assert "unfinished: its debrief is not finalised; tainted: the leader was recognised or favoured" in whole


def test_the_same_comparison_is_the_same_file(report: Summary, flights: Gathered, tmp_path: Path) -> None:
    again = write_comparison(flights, tmp_path / "again.pdf", generated_at=GENERATED_AT)
    assert again.path.read_bytes() == report.path.read_bytes()


def test_one_journey_is_told_as_one(compared: Compared, tmp_path: Path) -> None:
    whole = text_of(compared(many(1)), tmp_path)
    assert "1 journey: 1 in 2025. None left out." in whole
    assert "There is no second group to set it against." in whole
    assert "Cliff’s delta" not in whole
    assert "Fewer than 8 journeys in a group" in whole


def test_three_journeys_show_their_values_and_no_interval(compared: Compared, tmp_path: Path) -> None:
    found = compared(many(3))
    whole = text_of(found, tmp_path)
    assert "3 journeys: 1 in 2026 and 2 in 2025." in whole
    values = sorted(float(v) for v in found.sides.sides[1].column("satisfaction"))
    assert f"{values[0]:g}, {values[1]:g} n = 2" in whole
    assert f"{sum(values) / 2:g}" not in whole.split("Overall satisfaction")[1].split("Along the journey")[0].split()
    assert "95 % −" not in whole
    assert not re.search(r"\b0\.\d{3}\b", whole), "a p that no order of three journeys could make small"


def test_all_groups_leave_none_aside_be_they_two(folder: Path, tmp_path: Path) -> None:
    with Database.open(folder) as database:
        refresh(database)
        view = View(filters={"template": "", "relationship": "internal team"}, group="template", b="*")
        found = gather(database, FigureTable(database), view)
    assert found.n == (8, 5)
    whole = text_of(found, tmp_path)
    assert "13 journeys: 8 in Need help from inside and 5 in Sell from the field." in whole
    assert "of other groups" not in whole


def test_what_was_taken_in_is_said(folder: Path, tmp_path: Path) -> None:
    with Database.open(folder) as database:
        view = View(filters={"template": FLIGHT}, take_in=("tainted",))
        found = gather(database, FigureTable(database), view)
    whole = text_of(found, tmp_path)
    assert "1 left out: 1 unfinished. Taken in although by default they are left out: tainted." in whole


def test_of_event_logs_nobody_is_said_to_have_walked(compared: Compared, tmp_path: Path) -> None:
    records = [replace(each, journey=replace(each.journey, origin="log")) for each in many(3)]
    assert compared(records).n == (0,)
    with Database.open(tmp_path / "store") as database:
        view = View(filters={"template": FLIGHT}, take_in=("event log",))
        found = gather(database, FigureTable(database), view)
    whole = text_of(found, tmp_path)
    assert "What comes from event logs was recorded by systems and walked by nobody" in whole
    assert "walked by leaders" not in whole


def test_a_long_list_ends_and_says_how_many_more_there_are(compared: Compared, tmp_path: Path) -> None:
    summary = write_comparison(compared(many(100)), tmp_path / "c.pdf", generated_at=GENERATED_AT)
    assert summary.pages == 5
    assert "and 40 more: the app’s Compare screen exports them all as a table." in " ".join(pages(summary.path))


def test_hostile_words_stay_words(compared: Compared, tmp_path: Path) -> None:
    records = many(9)
    head = replace(records[0].journey, place="#eval(“x”) \u202e<b> نص 漢字", leader="*bold* $x$")
    whole = text_of(compared([replace(records[0], journey=head), *records[1:]]), tmp_path)
    assert "#eval(“x”)" in whole
    assert "*bold* $x$" in whole


def test_the_command_writes_it(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "c.pdf"
    words = ["--data-dir", str(folder), "report", "--kind", "comparison", "--template", FLIGHT, "--by", "leader"]
    assert main([*words, "--a", "B. operations", "--b", "A. finance", "-o", str(target)]) == 0
    assert "PDF/A-3a, PDF/UA-1" in capsys.readouterr().out
    assert "Fly as a passenger: B. operations against A. finance" in pages(target)[0]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--kind", "comparison", "--template", "nope"], "No journey has the template “nope”; templates there are: "),
        (["--kind", "comparison", "--state", "planned"], "No journey counts that fits what was asked"),
        (["--kind", "comparison", "--measure", "joy"], "There is no figure joy."),
        (["--kind", "comparison", "--template", FLIGHT, "--a", "1999"], 'no journey that counts is of "1999"'),
        (["--kind", "comparison", "--template", FLIGHT, "--a", "2025", "--b", "2025"], '--a and --b are both "2025"'),
        (["--kind", "comparison", "--relationship", "direct report"], "No journey counts"),
        (["--kind", "comparison", "--template", FLIGHT, "--by", "colour"], "invalid choice"),
        (["abc", "--kind", "comparison", "--template", FLIGHT], "A comparison is not of one journey"),
        (["abc", "--template", FLIGHT], "--template belongs to a comparison."),
        (["abc", "--real"], "--real belongs to a comparison."),
        (["abc", "--take-in", "tainted"], "--take-in belongs to a comparison."),
        ([], "arguments are required: JOURNEY"),
    ],
)
def test_what_cannot_be_compared_is_refused_in_one_line(
    words: list[str], said: str, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "c.pdf"
    assert main(["--data-dir", str(folder), "report", *words, "-o", str(target)]) == 2
    told = capsys.readouterr().err
    assert said in told
    assert len(told.splitlines()) == 1
    assert not target.exists()


def test_many_groups_stand_below_each_other_with_their_n_and_no_pair_is_tested(folder: Path, tmp_path: Path) -> None:
    with Database.open(folder) as database:
        refresh(database)
        found = gather(database, FigureTable(database), View(filters={"template": FLIGHT}, group="leader", b="*"))
    text = text_of(found, tmp_path)
    counts = Counter(record.journey.leader for record in flown(folder))
    assert len(counts) == 3
    for row in found.many:
        assert (row.name, row.n) in counts.items()
        assert f"{row.name} {row.n} " in text.replace("\n", " ")
    assert "Group by group" in text
    assert "no pair is tested" in text
    assert "Cliff" not in text


def test_very_many_groups_fill_no_book_and_say_how_many_are_left(tmp_path: Path) -> None:
    records = [replace(r, journey=replace(r.journey, place=f"Case {n}")) for n, r in enumerate(many(70))]
    with Database.open(tmp_path / "data") as database:
        Recorder(database, FixedClock(GENERATED_AT)).import_records(records)
        refresh(database)
        view = View(filters={"template": FLIGHT, "relationship": ""}, group="place", b="*")
        found = gather(database, FigureTable(database), view)
    assert len(found.many) == 70
    whole = text_of(found, tmp_path)
    assert "70 journeys: 70 groups of 1 each." in whole
    assert "and 10 more groups: the app’s Compare screen shows them all." in whole
    assert "1 in Case 1" not in whole
