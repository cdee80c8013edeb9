"""Compare: two groups of journeys set against each other, every journey in a table, and what leaves the screen."""

from __future__ import annotations

import csv
import re
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from mysteryshop.analysis.figure_columns import COLUMN_OF
from mysteryshop.charts.marks import Mark
from mysteryshop.comparison.view import View, load_views, save_views
from mysteryshop.errors import KnownError
from mysteryshop.recorder import Recorder
from tests.many import many
from tests.report.reading import pages
from ui.app import Application
from ui.compare.asking import TAKE_IN
from ui.compare.screen import CompareScreen
from ui.compare.view_name import ViewNameDialog

from .conftest import Fill, MakeApp

Compare = Callable[[int], CompareScreen]


@pytest.fixture
def compare(fill: Callable[[Fill], object], make_app: MakeApp, qtbot: QtBot) -> Compare:
    """The screen in the whole app, with so many journeys in the store."""

    def _open(n: int) -> CompareScreen:
        def work(recorder: Recorder) -> None:
            recorder.import_records(many(n))

        if n:
            fill(work)
        application = make_app()
        application.window.show_screen("compare")
        return at_rest(application, qtbot)

    return _open


def at_rest(application: Application, qtbot: QtBot) -> CompareScreen:
    """The screen, once its answer and its charts are there."""
    screens = application.window.of_analyst
    assert screens is not None
    assert screens.compare is not None
    screen = screens.compare
    desk = application.desk
    qtbot.waitUntil(lambda: screen.found is not None and not desk.reader.busy and not desk.writer.busy, timeout=30_000)
    return screen


def again(screen: CompareScreen, qtbot: QtBot, act: Callable[[], object]) -> None:
    """Do something and wait for the answer."""
    with qtbot.waitSignal(screen.shown, timeout=20_000):
        act()


def test_the_newest_year_stands_against_the_one_before(compare: Compare) -> None:
    screen = compare(20)
    assert screen.title.text() == "Fly as a passenger: 2026 against 2025"
    assert screen.bar.a.text() == "A 2026  n = 11"
    assert screen.bar.b.text() == "B 2025  n = 9"
    words = screen.finding.finding.text()
    told = (
        r"2026 walks were told something less often than 2025 walks in most pairs: median .* per hour; n = 11 and 9\. "
    )
    assert re.match(told, words)
    small = screen.finding.small.text()
    assert "11 and 9 journeys by 3 leaders" in small
    assert re.search(r"Cliff's delta −?0\.\d\d \(95 % .*\), permutation p = 0\.\d{3} \(", small)
    assert screen.bar.left_out.text() == "none left out"


def test_every_chart_is_drawn_and_says_its_n(compare: Compare, qtbot: QtBot) -> None:
    screen = compare(20)
    for name, canvas in (*screen.charts.canvases.items(), ("spread", screen.finding.spread)):
        screen.charts.show_tab(name)
        qtbot.waitUntil(lambda c=canvas: c.shown is not None, timeout=20_000)
        assert canvas.shown is not None
        said = "n = " if name != "gaps" else "Nothing was expected"  # of journeys without expectations
        assert said in canvas.shown.describes or name == "spread", canvas.shown.describes


def test_a_mark_without_moments_opens_its_journey_or_shows_its_journeys_below(compare: Compare, qtbot: QtBot) -> None:
    screen = compare(20)
    two = tuple(screen.journeys.table.rows.ids[:2])
    with qtbot.waitSignal(screen.openRequested) as opened:
        screen.charts.marked.emit(Mark("one", two[:1]))
    assert opened.args == [two[0], "finalised"]
    screen.charts.marked.emit(Mark("both", two))
    assert screen.journeys.table.rows.rowCount() == 2
    assert screen.journeys.count.text() == "2 of 20 journeys"
    screen.journeys.all.click()
    assert screen.journeys.table.rows.rowCount() == 20


def test_the_table_sorts_searches_and_changes_its_columns(compare: Compare, qtbot: QtBot) -> None:
    screen = compare(12)
    rows = screen.journeys.table.rows
    QAbstractItemModelTester(rows, QAbstractItemModelTester.FailureReportingMode.Warning)
    place = next(c for c in range(rows.columnCount()) if rows.field_of(c) == "satisfaction")
    rows.sort(place, Qt.SortOrder.DescendingOrder)
    shown = [int(rows.text(row, place)) for row in range(rows.rowCount())]
    assert shown == sorted(shown, reverse=True)
    assert len(shown) == 12
    screen.journeys.search.setText("geneva")
    qtbot.waitUntil(lambda: rows.rowCount() == 4)
    assert screen.journeys.count.text() == "4 of 12 journeys"
    screen.journeys.columns.open()
    offered = {entry.id for entry in screen.journeys.columns.within.rows.shown}
    screen.journeys.columns.close()
    assert {"listening_share_most", "friction_severity_4", "expectation_gap_wait_s", *COLUMN_OF} <= offered
    screen.journeys.columns.changed.emit(("brier",))
    assert rows.columnCount() == 2
    assert rows.text(0, 1) == "–"
    assert "Brier" in rows.headerData(1, Qt.Orientation.Horizontal)


def test_other_groups_other_measures(compare: Compare, qtbot: QtBot) -> None:
    screen = compare(12)
    again(screen, qtbot, lambda: screen.bar.group.pick("leader"))
    assert screen.title.text() == "Fly as a passenger: A. finance against B. operations"
    again(screen, qtbot, lambda: screen.bar.b.pick("C. people"))
    assert screen.bar.b.text() == "B C. people  n = 4"
    again(screen, qtbot, lambda: screen.bar.measure.pick("satisfaction"))
    assert " in overall satisfaction: " in screen.finding.finding.text()
    again(screen, qtbot, lambda: screen.bar.b.pick("-"))
    assert "There is no second group" in screen.finding.finding.text()
    assert screen.journeys.table.rows.rowCount() == 4


def test_one_journey_is_shown_without_a_claim(compare: Compare) -> None:
    screen = compare(1)
    assert "(n = 1)" in screen.finding.finding.text()
    assert screen.journeys.table.rows.rowCount() == 1


def test_without_journeys_a_sentence_says_how_to_get_there(compare: Compare) -> None:
    screen = compare(0)
    assert screen.title.text() == "Nothing to compare yet"
    assert screen.empty.text().startswith("No journey has been finalised yet.")
    assert not screen.export.isEnabled()
    assert not screen.save.isEnabled()


def test_what_is_unfinished_is_left_out_and_can_be_taken_in(
    fill: Callable[[Fill], object], walking: str, make_app: MakeApp, qtbot: QtBot
) -> None:
    fill(lambda recorder: recorder.import_records(many(3)))
    application = make_app()
    application.window.show_screen("compare")
    screen = at_rest(application, qtbot)
    assert screen.bar.left_out.text() == "1 left out: 1 unfinished"
    take = next(a for a in screen.bar.more.menu().actions() if a.objectName() == "compare.take.unfinished")
    again(screen, qtbot, take.trigger)
    assert screen.bar.left_out.text() == "none left out"
    assert walking in screen.journeys.table.rows.ids


def test_what_is_taken_in_where_nothing_counted_is_set_against_each_other(
    make_app: MakeApp, qtbot: QtBot, fill: Callable[[Fill], object]
) -> None:
    records = [replace(record, journey=replace(record.journey, origin="log")) for record in many(12)]
    fill(lambda recorder: recorder.import_records(records))
    application = make_app()
    application.window.show_screen("compare")
    screen = at_rest(application, qtbot)
    assert len(screen.found.journeys) == 0  # type: ignore[union-attr]
    assert screen.empty.text() == (
        "No journey counts here: 12 left out: 12 from event logs. What came in from an event log, nobody walked; it "
        "counts where you ask for it. “+ filter” above offers “Take in event logs”."
    )
    take = next(a for a in screen.bar.more.menu().actions() if a.objectName() == "compare.take.event log")
    again(screen, qtbot, take.trigger)
    assert len(screen.found.sides.sides) == 2  # type: ignore[union-attr]


def test_where_nothing_counts_it_is_said_when_it_would_and_how_to_take_it_in(
    make_app: MakeApp, qtbot: QtBot, walking: str
) -> None:
    application = make_app()
    application.window.show_screen("compare")
    screen = at_rest(application, qtbot)
    assert screen.empty.text() == (
        "No journey counts here: 1 left out: 1 unfinished. A journey counts once its debrief is finalised. "
        "“+ filter” above offers “Take in unfinished journeys”."
    )
    offered = {action.text() for action in screen.bar.more.menu().actions()}
    assert set(TAKE_IN.values()) <= offered


def test_filters_that_nothing_meets_are_not_taken_for_a_new_beginning(compare: Compare, qtbot: QtBot) -> None:
    screen = compare(3)
    again(screen, qtbot, lambda: screen.bar._filter("period", "1999"))
    assert screen.empty.text() == "No journey meets all that is asked above. Lift one of the filters."


def test_a_saved_view_comes_back_after_a_restart(compare: Compare, qtbot: QtBot, tmp_path: Path) -> None:
    screen = compare(12)
    again(screen, qtbot, lambda: screen.bar.group.pick("leader"))
    screen.save_as("By leader & place")
    (view,) = load_views(tmp_path)
    assert view.group == "leader"
    assert view.name == "By leader & place"
    again(screen, qtbot, lambda: screen.bar.group.pick("year"))
    again(screen, qtbot, lambda: screen.saved.menu().actions()[0].trigger())
    assert screen.view.group == "leader"
    screen.saved.forget("By leader & place")
    assert load_views(tmp_path) == ()
    assert not screen.saved.isVisible()


def test_a_journey_of_days_has_room_for_its_length(compare: Compare) -> None:
    table = compare(12).journeys.table
    for name in ("duration_s", "longest_silence_s"):
        words = table.fontMetrics().horizontalAdvance("47 h 58 min")
        assert table.columnWidth(1 + table.columns.index(name)) >= words + 24  # the style's room on both sides


def test_a_saved_view_keeps_what_its_table_is_sorted_by(compare: Compare, qtbot: QtBot, tmp_path: Path) -> None:
    screen = compare(12)
    head = screen.journeys.table.horizontalHeader()
    place = 1 + screen.journeys.table.columns.index("longest_silence_s")
    head.setSortIndicator(place, Qt.SortOrder.AscendingOrder)
    shortest = screen.journeys.table.rows.ids
    screen.save_as("Shortest silences first")
    (view,) = load_views(tmp_path)
    assert (view.sort, view.descending) == ("longest_silence_s", False)
    head.setSortIndicator(0, Qt.SortOrder.DescendingOrder)
    assert screen.journeys.table.rows.ids != shortest
    again(screen, qtbot, lambda: screen.saved.menu().actions()[0].trigger())
    assert screen.journeys.table.rows.ids == shortest
    assert head.sortIndicatorSection() == place
    again(screen, qtbot, lambda: screen.bar.measure.pick("satisfaction"))
    assert screen.journeys.table.rows.ids == shortest  # other questions leave the order alone


def test_a_saved_view_is_renamed_in_its_place_and_never_over_another(
    compare: Compare, qtbot: QtBot, tmp_path: Path
) -> None:
    screen = compare(12)
    for name in ("First", "Second"):
        screen.save_as(name)
    rename = next(a for a in screen.saved.menu().actions() if a.text() == "Rename").menu()
    assert isinstance(rename, QMenu)
    rename.actions()[0].trigger()
    dialog = screen.window().findChild(ViewNameDialog)
    assert dialog is not None
    assert dialog.name == "First"
    dialog.field.setText("Second")
    assert "already" in dialog.said.text()
    assert not dialog.keep.isEnabled()
    dialog.field.setText(" Every  leader ")
    qtbot.mouseClick(dialog.keep, Qt.MouseButton.LeftButton)
    assert [view.name for view in load_views(tmp_path)] == ["Every leader", "Second"]
    assert screen.saved.menu().actions()[0].text() == "Every leader"


def test_before_anything_is_read_there_is_nothing_to_choose_keep_or_send(
    make_app: MakeApp, qtbot: QtBot, fill: Callable[[Fill], object]
) -> None:
    records = many(12)
    fill(lambda recorder: recorder.import_records(records))
    application = make_app()
    application.window.show_screen("compare")
    assert application.window.of_analyst is not None
    screen = application.window.of_analyst.compare
    assert screen is not None
    assert screen.found is None
    assert not screen.bar.isVisible()
    assert not screen.save.isEnabled()
    assert not screen.export.isEnabled()
    at_rest(application, qtbot)
    assert screen.bar.isVisible()
    assert screen.save.isEnabled()
    assert screen.export.isEnabled()


def test_a_damaged_file_of_views_is_told(tmp_path: Path) -> None:
    save_views([View(name="a", filters={"leader": "B"}, take_in=("tainted",))], tmp_path)
    assert load_views(tmp_path)[0].filters == {"leader": "B"}
    (tmp_path / "views.toml").write_text("view = 3", encoding="utf-8")
    with pytest.raises(KnownError, match="saved views cannot be read"):
        load_views(tmp_path)


def test_the_table_leaves_as_csv_and_the_charts_as_pictures(compare: Compare, qtbot: QtBot, tmp_path: Path) -> None:
    screen = compare(3)
    with qtbot.waitSignal(screen.fileSaved, timeout=20_000):
        screen.export.table(tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    assert [line["id"] for line in lines] == screen.journeys.table.rows.ids
    assert {line["group"] for line in lines} == {"2025", "2026"}
    assert all(line["satisfaction"].isdigit() and line["brier"] == "" for line in lines)
    with qtbot.waitSignal(screen.fileSaved, timeout=30_000):
        screen.export.charts(tmp_path, ".svg")
    assert len(list(tmp_path.glob("Fly as a passenger*.svg"))) == 10


def test_what_is_shown_leaves_as_a_report(compare: Compare, qtbot: QtBot, tmp_path: Path) -> None:
    screen = compare(3)
    screen.journeys.columns.changed.emit(("friction_count", "hand_offs"))
    with qtbot.waitSignal(screen.fileSaved, timeout=30_000) as told:
        screen.export.report(tmp_path / "out.pdf", screen.view.columns)
    assert told.args == ["The comparison is saved in out.pdf.", "", tmp_path / "out.pdf"]
    first = pages(tmp_path / "out.pdf")[0]
    assert screen.finding.finding.text() in first
    assert "Hand-offs" in first
    assert "Longest silence" not in first


def test_words_that_look_like_a_formula_stay_words(
    fill: Callable[[Fill], object], make_app: MakeApp, qtbot: QtBot, tmp_path: Path
) -> None:
    def work(recorder: Recorder) -> None:
        (record,) = many(1)
        recorder.import_record(record)
        recorder.amend_journey(record.journey.id, reason="test", place="=1+1")

    fill(work)
    application = make_app()
    application.window.show_screen("compare")
    screen = at_rest(application, qtbot)
    with qtbot.waitSignal(screen.fileSaved, timeout=20_000):
        screen.export.table(tmp_path / "out.csv")
    assert ",'=1+1," in (tmp_path / "out.csv").read_text(encoding="utf-8-sig")


def test_an_answer_never_holds_the_window(compare: Compare, qtbot: QtBot) -> None:
    """What the GUI thread does with an answer for 49 journeys; the rest is done on the reader."""
    screen = compare(49)
    assert screen.found is not None
    spent = []
    for _ in range(3):
        begun = time.perf_counter()
        screen._show_chosen(screen.found.chosen)
        screen._show_laid(screen.found.laid)
        screen._on_weighed(screen.found, screen._asked)
        spent.append(time.perf_counter() - begun)
    assert min(spent) < 0.05


def test_the_drivers_are_the_same_whichever_group_is_a(compare: Compare, qtbot: QtBot) -> None:
    screen = compare(20)
    assert screen.found is not None
    before = screen.found.drivers
    again(screen, qtbot, lambda: screen.bar.b.pick("-"))
    again(screen, qtbot, lambda: screen.bar.a.pick("2025"))
    again(screen, qtbot, lambda: screen.bar.b.pick("2026"))
    assert screen.found.drivers == before


def test_templates_against_each_other_lift_the_template_filter(
    fill: Callable[[Fill], object], make_app: MakeApp, qtbot: QtBot
) -> None:
    def work(recorder: Recorder) -> None:
        recorder.import_records([*many(4), *many(3, template="hotel-stay")])

    fill(work)
    application = make_app()
    application.window.show_screen("compare")
    screen = at_rest(application, qtbot)
    again(screen, qtbot, lambda: screen.bar.group.pick("template"))
    assert screen.bar.b.text().endswith("n = 3")
    assert screen.title.text().startswith("All templates: ")
    emotion = screen.charts.canvases["emotion"]
    qtbot.waitUntil(lambda: emotion.shown is not None and "Choose one template" in emotion.shown.describes)
