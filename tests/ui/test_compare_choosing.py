"""Compare: many groups, filters, words of moments, columns in any order, the moments behind a mark, and stopping."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from mysteryshop.analysis.sides import Behind
from mysteryshop.charts.comparison import spread
from mysteryshop.charts.marks import Mark
from mysteryshop.comparison.view import ALL, load_views
from mysteryshop.recorder import Recorder
from tests.many import many
from ui.app import Application
from ui.compare.period_dialog import PeriodDialog
from ui.compare.screen import CompareScreen

from .conftest import Fill, MakeApp
from .test_compare import again, at_rest


@pytest.fixture
def application(fill: Callable[[Fill], object], make_app: MakeApp) -> Application:
    """Twelve journeys, of which every fourth is tagged."""

    def work(recorder: Recorder) -> None:
        records = many(12)
        tagged = [
            replace(r, journey=replace(r.journey, tags=("pilot", "spring") if place % 4 == 0 else ()))
            for place, r in enumerate(records)
        ]
        recorder.import_records(tagged)

    fill(work)
    made = make_app()
    made.window.show_screen("compare")
    return made


@pytest.fixture
def screen(application: Application, qtbot: QtBot) -> CompareScreen:
    found = at_rest(application, qtbot)
    application.window.activateWindow()
    qtbot.waitUntil(application.window.isActiveWindow)
    return found


def test_all_groups_stand_in_a_table_and_none_is_tested(screen: CompareScreen, qtbot: QtBot) -> None:
    again(screen, qtbot, lambda: screen.bar.group.pick("leader"))
    again(screen, qtbot, lambda: screen.bar.b.pick(ALL))
    assert screen.title.text() == "Fly as a passenger: by leader"
    assert screen.bar.b.text() == "B all 3 groups  n = 12"
    assert "No pair is tested" in screen.finding.small.text()
    assert "permutation p" not in screen.finding.small.text()
    rows = screen.groups.rows
    QAbstractItemModelTester(rows, QAbstractItemModelTester.FailureReportingMode.Warning)
    assert [(rows.index(row, 0).data(), rows.index(row, 1).data()) for row in range(rows.rowCount())] == [
        ("A. finance", "4"), ("B. operations", "4"), ("C. people", "4"),
    ]  # fmt: skip
    screen.groups.table.clicked.emit(rows.index(1, 0))
    assert screen.journeys.table.rows.rowCount() == 4
    assert screen.journeys.count.text() == "4 of 12 journeys"


def test_of_more_groups_than_a_chart_can_hold_it_shows_those_with_most_values_and_says_so(
    fill: Callable[[Fill], object], make_app: MakeApp, qtbot: QtBot
) -> None:
    """Thirteen places with one rated journey each, one with three, and the largest of all, which nobody rated."""
    names = (*(f"Stop {n:02}" for n in range(13)), *["Terminal"] * 3, *["Unrated"] * 4)
    records = [
        replace(r, journey=replace(r.journey, place=place), answers={} if place == "Unrated" else r.answers)
        for r, place in zip(many(20), names, strict=True)
    ]
    fill(lambda recorder: recorder.import_records(records))
    made = make_app()
    made.window.show_screen("compare")
    screen = at_rest(made, qtbot)
    again(screen, qtbot, lambda: screen.bar.measure.pick("satisfaction"))
    again(screen, qtbot, lambda: screen.bar.group.pick("place"))
    again(screen, qtbot, lambda: screen.bar.b.pick(ALL))
    sides, column, groups = screen.finding.spread.given
    data = spread.prepare(sides, column, groups)
    assert data.title == (
        "Overall satisfaction, the 12 largest of 15 groups: each point is a journey; the table has them all"
    )
    assert [row.name for row in data.rows] == [*names[:11], "Terminal"]
    assert screen.groups.rows.rowCount() == 15


def test_room_that_a_large_window_leaves_is_not_the_findings(screen: CompareScreen, qtbot: QtBot) -> None:
    """Three journeys on a tall window: the card keeps the height that its chart needs."""
    screen.window().resize(1500, 1400)
    again(screen, qtbot, lambda: screen.bar.filters["tag"].pick("pilot"))
    card = screen.finding
    qtbot.waitUntil(lambda: card.height() == card.heightForWidth(card.width()), timeout=20_000)
    assert screen.area.verticalScrollBar().maximum() == 0
    assert screen.journeys.search.mapTo(screen.journeys, QPoint(0, 0)).y() < 8


def test_filters_by_persona_tag_and_days(screen: CompareScreen, qtbot: QtBot) -> None:
    offered = {action.objectName() for action in screen.bar.more.menu().actions()}
    assert {f"compare.more.{name}" for name in ("persona", "tag", "period", "state", "origin")} <= offered
    again(screen, qtbot, lambda: screen.bar.filters["tag"].pick("pilot"))
    assert screen.journeys.table.rows.rowCount() == 3
    again(screen, qtbot, lambda: screen.bar.filters["tag"].pick(""))
    again(screen, qtbot, lambda: screen.bar.filters["persona"].pick("first-time flyer"))
    assert screen.journeys.table.rows.rowCount() == 6
    again(screen, qtbot, lambda: screen.bar.filters["persona"].pick(""))
    again(screen, qtbot, lambda: screen.bar._filter("period", "2025-01-10..2025-01-17"))
    assert screen.bar.filters["period"].text() == "Period 10 Jan 2025 to 17 Jan 2025"
    assert screen.journeys.table.rows.rowCount() == 2


def test_two_tags_against_each_other_leave_out_who_has_both(screen: CompareScreen, qtbot: QtBot) -> None:
    again(screen, qtbot, lambda: screen.bar.group.pick("tag"))
    assert screen.bar.left_out.text() == "3 left out: 3 of both groups"


def test_days_are_asked_for_and_a_last_day_before_the_first_is_refused(qtbot: QtBot) -> None:
    from datetime import date

    dialog = PeriodDialog(date(2026, 3, 1), None, date(2026, 11, 22))
    qtbot.addWidget(dialog)
    assert dialog.period == "2026-03-01.."
    dialog.has_until.setChecked(True)
    assert dialog.period == "2026-03-01..2026-11-22"
    dialog.since.setDate(dialog.until.date().addDays(1))
    assert dialog.problem.text() == "The last day lies before the first one."


def test_words_of_moments_are_found_and_can_become_the_comparison(screen: CompareScreen, qtbot: QtBot) -> None:
    rows = screen.journeys.table.rows
    screen.journeys.search.setText("zebra")
    qtbot.waitUntil(lambda: rows.rowCount() == 0)
    screen.journeys.search.setText("nobody why")
    qtbot.waitUntil(lambda: rows.rowCount() > 0)
    n = rows.rowCount()
    again(screen, qtbot, screen.journeys.compare.click)
    assert sum(screen.found.n if screen.found else ()) == n
    assert screen.bar.words.text() == "Words “nobody why”  ×"
    again(screen, qtbot, screen.bar.words.click)
    assert rows.rowCount() == 12


def test_columns_keep_the_order_given_by_keys_and_by_dragging(
    screen: CompareScreen, qtbot: QtBot, tmp_path: Path
) -> None:
    table = screen.journeys.table
    before = table.columns
    table.setFocus()
    table.setCurrentIndex(table.rows.index(0, 2))
    QTest.keyClick(table, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier)
    assert table.columns[:2] == (before[1], before[0])
    with qtbot.waitSignal(table.arranged):
        table.horizontalHeader().moveSection(5, 1)
    assert table.columns[0] == before[4]
    assert table.rows.headerData(1, Qt.Orientation.Horizontal) == "Silence"
    assert table.columnWidth(0) == 250
    screen.save_as("Mine")
    (view,) = load_views(tmp_path)
    assert view.columns == table.columns
    table.menu_of(1).actions()[2].trigger()
    assert before[4] not in table.columns


def test_a_mark_opens_the_moments_behind_it(application: Application, screen: CompareScreen, qtbot: QtBot) -> None:
    ids = tuple(screen.journeys.table.rows.ids)
    screen.charts.marked.emit(Mark("all", ids, Behind("frictions", ("friction",))))
    qtbot.waitUntil(lambda: not screen.behind.isHidden(), timeout=10_000)
    n = screen.behind.list.count()
    with_any = {line.journey for line in screen.behind.list._lines}
    assert screen.behind.heading.text() == f"Frictions: {n} moments in {len(with_any)} journeys"
    assert "Nobody says why" in screen.behind.list.item(0).text()
    with qtbot.waitSignal(screen.momentRequested) as asked:
        screen.behind.list.itemActivated.emit(screen.behind.list.item(0))
    journey, state, moment = asked.args
    assert (journey in ids, state) == (True, "finalised")
    qtbot.waitUntil(lambda: application.window.open_journey is not None, timeout=10_000)
    opened = application.window.open_journey
    assert opened is not None
    record = opened.record
    assert record is not None
    found = record.moment(moment)
    assert found is not None
    assert found.text == "Nobody says why"


def test_closing_what_is_behind_a_mark_lifts_what_the_mark_picked_and_no_more(
    screen: CompareScreen, qtbot: QtBot
) -> None:
    rows, count = screen.journeys.table.rows, screen.journeys.count
    ids = tuple(rows.ids)

    def click_mark(journeys: tuple[str, ...]) -> None:
        screen.charts.marked.emit(Mark("some", journeys, Behind("frictions", ("friction",))))
        qtbot.waitUntil(lambda: not screen.behind.isHidden(), timeout=10_000)

    for journeys in (ids[:5], ids[3:6]):
        click_mark(journeys)
        assert rows.rowCount() == len(journeys)
    QTest.keyClick(screen.behind, Qt.Key.Key_Escape)
    assert screen.behind.isHidden()
    assert count.text() == "n = 12"
    assert screen.journeys.all.isHidden()
    screen.groups.journeysChosen.emit(ids[:4])  # the user's own choice
    click_mark(ids[:2])
    screen.behind.leave()
    assert rows.ids == list(ids[:4])
    click_mark(ids[:2])
    screen.journeys.all.click()
    screen.behind.leave()
    assert rows.rowCount() == 12


def test_what_takes_long_says_so_and_escape_brings_back_what_was_there(
    application: Application, screen: CompareScreen, qtbot: QtBot
) -> None:
    title, goes_on = screen.title.text(), Event()
    application.desk.reader.submit(lambda: goes_on.wait(20))
    screen.bar.group.pick("leader")
    try:
        qtbot.waitUntil(lambda: not screen.busy.isHidden(), timeout=5_000)
        assert screen.busy.words.text() == "Working it out …"
        assert screen.finding.finding.text().startswith("Working out")
        screen.journeys.search.setFocus()
        QTest.keyClick(screen.journeys.search, Qt.Key.Key_Escape)
        assert screen.busy.isHidden()
    finally:
        goes_on.set()
    qtbot.waitUntil(lambda: not application.desk.reader.busy, timeout=20_000)
    assert screen.title.text() == title
    assert screen.view.group == "year"
    assert screen.finding.finding.text().startswith("2026 walks were told something less often than 2025 walks")


def test_a_quick_answer_shows_no_busy_sign(screen: CompareScreen, qtbot: QtBot) -> None:
    appeared: list[bool] = []
    screen.busy.appeared.connect(lambda: appeared.append(True))
    screen.busy._wait.setInterval(20_000)
    again(screen, qtbot, lambda: screen.bar.group.pick("leader"))
    assert not screen.busy.waiting
    assert not appeared
