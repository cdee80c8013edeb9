"""Drivers: the verdict in words, how sure it is, and when it is refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from tests.many import many
from tests.ui.marks_rig import click, drawn, per_hour, rated, told
from ui.drivers.screen import DriversScreen

from .conftest import Fill, MakeApp

Open = Callable[[int], DriversScreen]


@pytest.fixture
def drivers(fill: Callable[[Fill], object], make_app: MakeApp, qtbot: QtBot) -> Open:
    """The screen in the whole app, with so many journeys in the store."""

    def _open(n: int) -> DriversScreen:
        if n:
            fill(lambda recorder: recorder.import_records(many(n)))
        application = make_app()
        application.window.show_screen("drivers")
        screens = application.window.of_analyst
        assert screens is not None
        assert screens.drivers is not None
        screen = screens.drivers
        qtbot.waitUntil(lambda: screen.answer is not None and not application.desk.reader.busy, timeout=30_000)
        return screen

    return _open


def test_the_verdict_names_the_driver_and_the_claim_is_judged(drivers: Open) -> None:
    screen = drivers(49)
    assert "communication frequency explains" in screen.verdict.text()
    assert screen.hypothesis.text().startswith("These data support it: communication frequency comes first in ")
    assert "(n = 47)" in screen.explained.text()  # two journeys without any communication have no message quality
    assert screen.table.item(0, 0).text() == "communication frequency"
    assert screen.chart.shown is not None
    assert "n = 47" in screen.chart.shown.describes
    assert screen.first.text().startswith("Perhaps improve first: communication frequency (")  # it surely matters, but
    assert "intervals lie across a line" in screen.first.text()  # how it goes beside the others is open
    assert screen.quadrant.given is not None


def test_too_few_journeys_are_refused_with_how_many_are_missing(drivers: Open) -> None:
    screen = drivers(3)
    assert "at least 8 are needed" in screen.verdict.text()
    assert screen.explained.text().startswith("Add 5 journeys more")
    assert "once its debrief is finalised" in screen.explained.text()
    assert not screen.chart.isVisible()
    assert not screen.table.isVisible()
    assert not screen.quadrant.isVisible()
    assert not screen.hypothesis.isVisible()


def test_without_journeys_it_says_so(drivers: Open) -> None:
    screen = drivers(0)
    assert "0 journeys" in screen.verdict.text()


def test_fewer_predictors_and_a_control_are_a_new_question(drivers: Open, qtbot: QtBot) -> None:
    screen = drivers(12)
    warned = screen.warnings.text()
    assert "12 journeys for 5 predictors" in warned
    for name in ("speed", "quality", "cost"):
        with qtbot.waitSignal(screen.shown, timeout=20_000):
            screen.predictors[name].click()
    with qtbot.waitSignal(screen.shown, timeout=20_000):
        screen.control.pick("duration")
    assert screen.question.predictors == ("communication frequency", "message quality")
    assert screen.table.rowCount() == 2
    assert "by duration" in screen.explained.text()


def test_no_predictor_is_a_sentence_not_an_error(drivers: Open, qtbot: QtBot) -> None:
    screen = drivers(12)
    for name in screen.question.predictors:
        with qtbot.waitSignal(screen.shown, timeout=20_000):
            screen.predictors[name].click()
    assert screen.verdict.text() == "Choose at least one predictor."


def test_without_the_claimed_driver_nothing_is_said_of_the_claim(drivers: Open, qtbot: QtBot) -> None:
    screen = drivers(12)
    with qtbot.waitSignal(screen.shown, timeout=20_000):
        screen.predictors["communication frequency"].click()
    assert not screen.hypothesis.isVisible()


def test_a_bar_lists_the_journeys_it_is_told_from_with_both_figures_and_what_was_told(
    drivers: Open, qtbot: QtBot
) -> None:
    records = {record.journey.id: record for record in many(49)}
    screen = drivers(49)
    drawn(screen.chart, qtbot)
    with qtbot.waitSignal(screen.opener.opened, timeout=10_000):
        mark = click(screen.chart, lambda each: each.text.startswith("communication frequency ·"))
    assert len(mark.moments) == 47
    rows = screen.behind.journeys.rows
    shown = [(rows.index(row, 1).data(), rows.index(row, 2).data()) for row in range(rows.rowCount())]
    by_hand = sorted((-per_hour(records[i]), rated(records[i], "satisfaction")) for i in mark.moments)
    assert [hourly for hourly, _ in shown] == [f"{-hourly:.1f}" for hourly, _ in by_hand]
    assert sorted(int(satisfied) for _, satisfied in shown) == sorted(satisfied for _, satisfied in by_hand)
    n = sum(len(told(records[i])) for i in mark.moments)
    assert screen.behind.title.text() == f"What they told me: {n} moments in 47 journeys, the first 200 of them here"
    assert screen.behind.said.text().startswith("Where communications per hour is above its median of ")
    ident = screen.behind.journeys.line(0).journey
    screen.behind.journeys.selectRow(0)
    alone = f"What they told me: {len(told(records[ident]))} moments in 1 journey"
    qtbot.waitUntil(lambda: screen.behind.title.text() == alone, timeout=10_000)
    with qtbot.waitSignal(screen.momentRequested) as asked:
        screen.behind.list.itemActivated.emit(screen.behind.list.item(0))
    assert asked.args[::2] == [ident, told(records[ident])[0].id]


def test_a_point_of_the_quadrant_opens_its_journeys_right_below_it(drivers: Open, qtbot: QtBot) -> None:
    records = {record.journey.id: record for record in many(49)}
    screen = drivers(49)
    drawn(screen.quadrant, qtbot)
    with qtbot.waitSignal(screen.opener.opened, timeout=10_000):
        mark = click(screen.quadrant, lambda each: each.text.startswith("cost ·"))
    rows = screen.behind.journeys.rows
    costs = [int(rows.index(row, 1).data()) for row in range(rows.rowCount())]
    assert costs == sorted((rated(records[i], "cost") for i in mark.moments), reverse=True)
    assert not screen.behind.list.isVisible()  # what something cost is rated: no moment stands behind it
    assert screen.behind.y() > screen.quadrant.mapTo(screen.behind.parentWidget(), screen.quadrant.rect().topLeft()).y()
    with qtbot.waitSignal(screen.shown, timeout=20_000):
        screen.predictors["cost"].click()
    assert not screen.behind.isVisible()
