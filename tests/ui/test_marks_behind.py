"""Compare: a point opens its journey's figures and the moments that they count; points on each other open all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from mysteryshop.journey import Record
from tests.many import many
from tests.ui.marks_rig import click, drawn, per_hour, rated, told
from ui.app import Application
from ui.behind.card import BehindCard
from ui.compare.screen import CompareScreen

from .conftest import Fill, MakeApp
from .test_compare import again, at_rest

Opened = tuple[CompareScreen, dict[str, Record]]
Open = Callable[[list[Record]], Opened]


@pytest.fixture
def compare(fill: Callable[[Fill], object], make_app: MakeApp, qtbot: QtBot) -> Open:
    """The screen in the whole app, and the journeys by id."""

    def _open(records: list[Record]) -> Opened:
        fill(lambda recorder: recorder.import_records(records))
        application: Application = make_app()
        application.window.show_screen("compare")
        return at_rest(application, qtbot), {record.journey.id: record for record in records}

    return _open


def lines(card: BehindCard) -> list[tuple[str, ...]]:
    """The journeys that the card lists, with their figures."""
    rows = card.journeys.rows
    return [
        tuple(rows.index(row, place).data() for place in range(rows.columnCount())) for row in range(rows.rowCount())
    ]


def test_a_point_of_told_against_satisfaction_lists_both_figures_and_what_was_told(compare: Open, qtbot: QtBot) -> None:
    screen, records = compare(many(12))
    canvas = drawn(screen.charts.canvases["told"], qtbot)
    with qtbot.waitSignal(screen.opener.opened, timeout=10_000):
        mark = click(canvas, lambda each: len(each.moments) == 1)
    record = records[mark.moments[0]]
    ((words, hourly, satisfied),) = lines(screen.behind)
    assert record.journey.place in words
    assert record.journey.leader in words
    assert (hourly, satisfied) == (f"{per_hour(record):.1f}", str(rated(record, "satisfaction")))
    assert screen.behind.heading.text() == "Communications per hour and overall satisfaction of 1 journey"
    n = len(told(record))
    assert screen.behind.title.text() == f"What they told me: {n} moments in 1 journey"
    assert {line.moment for line in screen.behind.list._lines} == {moment.id for moment in told(record)}
    assert screen.journeys.table.rows.ids == [record.journey.id]
    with qtbot.waitSignal(screen.momentRequested) as asked:
        screen.behind.list.itemActivated.emit(screen.behind.list.item(n - 1))
    assert asked.args == [record.journey.id, "finalised", told(record)[-1].id]


def test_points_that_lie_on_each_other_open_as_a_list(compare: Open, qtbot: QtBot) -> None:
    records = many(9)
    twin = many(9)[4]
    twin = replace(twin, journey=replace(twin.journey, id="twin", leader="D. twin"))
    screen, by_id = compare([*records, twin])
    pair = {"twin", records[4].journey.id}
    canvas = drawn(screen.charts.canvases["told"], qtbot)
    with qtbot.waitSignal(screen.opener.opened, timeout=10_000):
        mark = click(canvas, lambda each: "twin" in each.moments)
    assert set(mark.moments) == pair
    assert mark.text.startswith("2 journeys lie here\n")
    assert len(lines(screen.behind)) == 2
    assert screen.behind.title.text() == f"What they told me: {2 * len(told(by_id['twin']))} moments in 2 journeys"
    with qtbot.waitSignal(screen.behind.journeys.chosen):
        screen.behind.journeys.selectRow(0)
    alone = f"What they told me: {len(told(twin))} moments in 1 journey"
    qtbot.waitUntil(lambda: screen.behind.title.text() == alone, timeout=10_000)
    screen.behind.all.click()
    qtbot.waitUntil(lambda: screen.behind.title.text().endswith("in 2 journeys"), timeout=10_000)


def test_a_point_of_the_distribution_lists_the_moments_that_the_figure_counts(compare: Open, qtbot: QtBot) -> None:
    screen, records = compare(many(12))
    again(screen, qtbot, lambda: screen.bar.measure.pick("friction_count"))
    canvas = screen.finding.spread
    qtbot.waitUntil(lambda: canvas.shown is not None and canvas.shown.asked[0] == canvas.given, timeout=20_000)
    with qtbot.waitSignal(screen.opener.opened, timeout=10_000):
        mark = click(canvas, lambda each: bool(each.moments))
    found = {ident: [m.id for m in records[ident].moments if m.kind == "friction"] for ident in mark.moments}
    assert sorted((words[-1] for words in lines(screen.behind)), key=int) == sorted(
        (str(len(each)) for each in found.values()), key=int
    )
    assert {line.moment for line in screen.behind.list._lines} == {m for each in found.values() for m in each}
    again(screen, qtbot, lambda: screen.bar.measure.pick("speed"))  # rated: no moment is counted
    assert not screen.behind.isVisible()
    qtbot.waitUntil(lambda: canvas.shown is not None and canvas.shown.asked[0] == canvas.given, timeout=20_000)
    with qtbot.waitSignal(screen.opener.opened, timeout=10_000):
        mark = click(canvas, lambda each: bool(each.moments))
    assert {words[-1] for words in lines(screen.behind)} == {str(rated(records[i], "speed")) for i in mark.moments}
    assert screen.behind.list.isHidden() or not screen.behind.list.isVisible()


def test_the_arrow_keys_go_from_mark_to_mark_and_enter_opens(compare: Open, qtbot: QtBot) -> None:
    screen, _ = compare(many(12))
    window = screen.window()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    canvas = drawn(screen.charts.canvases["told"], qtbot)
    assert canvas.focusPolicy() == Qt.FocusPolicy.TabFocus
    canvas.setFocus(Qt.FocusReason.TabFocusReason)
    shown = canvas.shown
    assert shown is not None
    passed = []
    for _ in range(len(shown.stops)):
        QTest.keyClick(canvas, Qt.Key.Key_Right)
        assert canvas._at is not None
        passed.append(shown.stops.place(canvas._at).center().x())
    assert passed == sorted(passed)
    assert len(passed) == 12
    QTest.keyClick(canvas, Qt.Key.Key_Right)  # there is none further
    assert "communications per hour" in canvas.accessibleDescription()
    with qtbot.waitSignal(screen.opener.opened, timeout=10_000):
        QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is screen.behind.journeys
    QTest.keyClick(screen.behind.journeys, Qt.Key.Key_Escape)
    assert not screen.behind.isVisible()
    assert QApplication.focusWidget() is canvas


def test_escape_closes_what_a_click_has_opened_wherever_the_keyboard_was(compare: Open, qtbot: QtBot) -> None:
    screen, _ = compare(many(12))
    window = screen.window()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    way = window.findChild(QAbstractButton, "nav.compare")
    assert way is not None
    way.setFocus(Qt.FocusReason.TabFocusReason)
    canvas = drawn(screen.charts.canvases["told"], qtbot)
    with qtbot.waitSignal(screen.opener.opened, timeout=10_000):
        click(canvas, lambda each: bool(each.moments))
    assert screen.behind.isVisible()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not screen.behind.isVisible()
    assert QApplication.focusWidget() is way


def test_a_bar_of_the_drivers_opens_all_journeys_that_they_are_told_from(compare: Open, qtbot: QtBot) -> None:
    screen, records = compare(many(20))
    canvas = drawn(screen.charts.canvases["shares"], qtbot)
    with qtbot.waitSignal(screen.opener.opened, timeout=10_000):
        mark = click(canvas, lambda each: each.text.startswith("speed ·"))
    assert screen.found is not None
    assert not isinstance(screen.found.drivers, str)
    assert len(mark.moments) == screen.found.drivers.n
    shown = [(int(speed), int(satisfied)) for _, speed, satisfied in lines(screen.behind)]
    by_hand = sorted(
        ((rated(records[i], "speed"), rated(records[i], "satisfaction")) for i in mark.moments), reverse=True
    )
    assert sorted(shown, reverse=True) == by_hand
    assert [speed for speed, _ in shown] == [speed for speed, _ in by_hand]


def test_what_was_opened_is_brought_into_view(compare: Open, qtbot: QtBot) -> None:
    screen, _ = compare(many(20))
    screen.window().resize(1000, 640)
    canvas = drawn(screen.charts.canvases["shares"], qtbot)
    with qtbot.waitSignal(screen.opener.opened, timeout=10_000):
        click(canvas, lambda each: each.text.startswith("communication frequency ·"))
    page = screen.area.viewport()

    def seen() -> bool:
        top = screen.behind.mapTo(page, screen.behind.rect().topLeft()).y()
        return top >= 0 and (top + screen.behind.height() <= page.height() or top <= 16)

    qtbot.waitUntil(seen, timeout=5_000)


def test_a_narrow_page_has_one_chart_beside_none_and_comes_back(compare: Open, qtbot: QtBot) -> None:
    screen, _ = compare(many(8))
    first, second = (screen.charts.canvases[name] for name in ("emotion", "told"))

    def side_by_side() -> bool:
        screen.charts.layout().activate()
        at = (each.mapTo(screen.charts, each.rect().topLeft()) for each in (first, second))
        one, other = at
        return one.y() == other.y()

    screen.charts.resize(1000, 600)
    qtbot.waitUntil(side_by_side)
    screen.charts.resize(600, 900)
    qtbot.waitUntil(lambda: not side_by_side())
    screen.charts.resize(1000, 600)
    qtbot.waitUntil(side_by_side)
