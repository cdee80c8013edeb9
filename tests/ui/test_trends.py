"""Trends: the sentence, the years with their n, and points that open their journeys."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from mysteryshop.journey import SECOND, Record
from tests.many import many
from tests.ui.marks_rig import click, drawn, per_hour, told
from ui.app import Application
from ui.navigation import NAVIGATION
from ui.trends.screen import TrendsScreen

from .conftest import Fill, MakeApp

Open = Callable[[int], TrendsScreen]


@pytest.fixture
def app(fill: Callable[[Fill], object], make_app: MakeApp) -> Callable[[int], Application]:
    """The whole app with so many journeys in the store."""

    def _app(n: int) -> Application:
        if n:
            fill(lambda recorder: recorder.import_records(many(n)))
        return make_app()

    return _app


@pytest.fixture
def trends(app: Callable[[int], Application], qtbot: QtBot) -> Open:
    """The screen, with the first answer shown."""

    def _open(n: int) -> TrendsScreen:
        return shown(app(n), qtbot)

    return _open


def shown(application: Application, qtbot: QtBot) -> TrendsScreen:
    application.window.show_screen("trends")
    screens = application.window.of_analyst
    assert screens is not None
    screen = screens.trends
    assert screen is not None
    qtbot.waitUntil(lambda: screen.answer is not None and not application.desk.reader.busy, timeout=30_000)
    return screen


def cells(screen: TrendsScreen, row: int) -> list[str]:
    table = screen.table
    return [table.item(row, place).text() for place in range(table.columnCount())]


def test_the_sentence_the_chart_and_the_years_say_n(trends: Open) -> None:
    screen = trends(20)
    assert "(n = 20)" in screen.headline.text()
    assert screen.small.text().startswith("Median ")
    assert "per hour in 2025 (n = 9)" in screen.small.text()
    assert screen.small.text().endswith("20 journeys.")
    assert [cells(screen, row)[:2] for row in (0, 1)] == [["2025", "9"], ["2026", "11"]]
    assert re.fullmatch(r"\d\.\d to \d\.\d per hour", cells(screen, 0)[4])
    assert screen.chart.shown is not None
    assert "n = 20" in screen.chart.shown.describes


def test_seven_journeys_are_points_without_limits(trends: Open) -> None:
    screen = trends(7)
    assert "7 journeys are too few to tell a change" in screen.headline.text()
    assert cells(screen, 0)[3:] == ["–", "–"]


def test_one_journey_and_none_are_said_as_they_are(trends: Open) -> None:
    assert "A trend needs more (n = 1)" in trends(1).headline.text()


def test_without_journeys_it_says_so(trends: Open) -> None:
    screen = trends(0)
    assert screen.headline.text().startswith("No journey counts yet.")
    assert not screen.chart.isVisible()
    assert not screen.table.isVisible()


def test_another_figure_is_another_trend(trends: Open, qtbot: QtBot) -> None:
    screen = trends(12)
    with qtbot.waitSignal(screen.shown, timeout=20_000):
        screen.figure.pick("longest_silence_s")
    assert screen.headline.text().startswith("Longest silence: ")
    assert screen.figure.accessibleName() == "Figure: Longest silence"


def test_a_template_without_the_relationship_takes_one_that_it_has(
    fill: Callable[[Fill], object], make_app: MakeApp, qtbot: QtBot
) -> None:
    fill(lambda recorder: recorder.import_records(many(4)))
    fill(lambda recorder: recorder.import_records(many(2, template="hotel-stay", relationship="buyer")))
    screen = shown(make_app(), qtbot)
    assert screen.template.accessibleName() == "Template: Fly as a passenger"
    with qtbot.waitSignal(screen.shown, timeout=20_000):
        screen.relationship.pick("end-user")
    with qtbot.waitSignal(screen.shown, timeout=20_000):
        screen.template.pick("hotel-stay")
    assert screen.relationship.accessibleName() == "Relationship: Buyer"
    assert "2 journeys are too few" in screen.headline.text()


def test_a_click_on_a_point_lists_its_figure_and_what_it_counts_and_opens_the_journey(
    app: Callable[[int], Application], qtbot: QtBot
) -> None:
    records = {record.journey.id: record for record in many(9)}
    application = app(9)
    screen = shown(application, qtbot)
    drawn(screen.chart, qtbot)
    with qtbot.waitSignal(screen.opener.opened, timeout=10_000):
        mark = click(screen.chart, lambda each: len(each.moments) == 1)
    ident = mark.moments[0]
    rows = screen.behind.journeys.rows
    assert rows.index(0, 1).data() == f"{per_hour(records[ident]):.1f}"
    assert {line.moment for line in screen.behind.list._lines} == {m.id for m in told(records[ident])}
    with qtbot.waitSignal(application.window.journeyShown, timeout=20_000) as opened:
        screen.behind.journeys.activated.emit(rows.index(0, 0))
    assert opened.args == [ident, "story"]
    assert application.window.of_journey is not None
    application.window.of_journey.story.leaveRequested.emit()
    assert application.window.stack.currentWidget() is screen  # back to where it was opened from


def test_the_mean_lists_every_journey_that_it_is_the_mean_of(app: Callable[[int], Application], qtbot: QtBot) -> None:
    screen = shown(app(9), qtbot)
    drawn(screen.chart, qtbot)
    with qtbot.waitSignal(screen.opener.opened, timeout=10_000):
        mark = click(screen.chart, lambda each: each.text.startswith("mean "))
    rows = screen.behind.journeys.rows
    shown_values = [float(rows.index(row, 1).data()) for row in range(rows.rowCount())]
    assert len(mark.moments) == 9
    by_hand = sorted((per_hour(record) for record in many(9)), reverse=True)
    assert shown_values == pytest.approx(by_hand, abs=0.051)


def test_a_year_opens_its_journeys_by_mouse_and_by_keys(app: Callable[[int], Application], qtbot: QtBot) -> None:
    application = app(9)
    screen = shown(application, qtbot)
    application.window.activateWindow()
    qtbot.waitUntil(application.window.isActiveWindow)
    drawn(screen.chart, qtbot)
    years = {2025: 5, 2026: 4}
    by_year = {year: [per_hour(r) for r in many(9) if stands_in(r) == year] for year in years}
    assert {year: len(values) for year, values in by_year.items()} == years
    rows, table = screen.behind.journeys.rows, screen.table

    def values() -> list[float]:
        return [float(rows.index(row, 1).data()) for row in range(rows.rowCount())]

    with qtbot.waitSignal(screen.opener.opened, timeout=10_000):
        QTest.mouseClick(
            table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualItemRect(table.item(1, 2)).center()
        )
    assert values() == pytest.approx(sorted(by_year[2026], reverse=True), abs=0.051)
    screen.template.setFocus()
    QTest.keyClick(screen.template, Qt.Key.Key_Escape)  # opened by mouse, the keyboard stayed where it was
    assert screen.behind.isHidden()
    screen.chart.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(screen.chart, Qt.Key.Key_Tab)
    assert application.qt.focusWidget() is table
    QTest.keyClick(table, Qt.Key.Key_Up)
    with qtbot.waitSignal(screen.opener.opened, timeout=10_000):
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert values() == pytest.approx(sorted(by_year[2025], reverse=True), abs=0.051)
    assert application.qt.focusWidget() is screen.behind.journeys
    assert [index.row() for index in screen.behind.journeys.selectionModel().selectedRows()] == [0]
    QTest.keyClick(screen.behind.journeys, Qt.Key.Key_Escape)
    assert screen.behind.isHidden()
    assert application.qt.focusWidget() is table


def stands_in(record: Record) -> int:
    """The year in which it was begun, by hand."""
    assert record.journey.started_at is not None
    return datetime.fromtimestamp(record.journey.started_at / SECOND, UTC).year


def test_the_navigation_has_trends_after_drivers(app: Callable[[int], Application]) -> None:
    names = [name for name, _ in NAVIGATION]
    assert names[names.index("drivers") + 1] == "trends"
    assert app(0).window.findChild(QPushButton, "nav.trends") is not None


def test_while_figures_are_worked_out_it_says_how_many_are_left(
    app: Callable[[int], Application], qtbot: QtBot
) -> None:
    application = app(12)
    application.window.show_screen("trends")
    screens = application.window.of_analyst
    assert screens is not None
    assert screens.trends is not None
    said = screens.trends.headline
    screens.source.progressed.emit(9_900)
    assert said.text() == "Working out the figures of 9,900 journeys …"
    shown(application, qtbot)
    headline = said.text()
    screens.source.progressed.emit(9_900)  # an answer that stands is not taken away
    assert said.text() == headline
