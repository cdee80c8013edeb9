"""Drivers: the verdict in words, how sure it is, and when it is refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from tests.many import many
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
    assert screen.first.text().startswith(("Improve first: communication frequency (", "What matters most goes well"))
    assert screen.quadrant.given is not None


def test_too_few_journeys_are_refused_with_how_many_are_missing(drivers: Open) -> None:
    screen = drivers(3)
    assert "at least 8 are needed" in screen.verdict.text()
    assert "Add 5 journeys more" in screen.verdict.text()
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
