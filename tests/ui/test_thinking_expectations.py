"""The thinking in PRODUCT.md that expectations carry, each row under its own name, through the real window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from mysteryshop import templates
from mysteryshop.journey import Expectation, Record
from mysteryshop.recorder import Recorder
from tests.many import many
from ui.app import Application
from ui.expectations.model import LedgerModel
from ui.expectations.screen import ExpectationsScreen

from .conftest import Fill, MakeApp
from .leader_rig import answered


def believing(records: list[Record]) -> list[Record]:
    """The same walks, each with two beliefs: one confirmed, and one surer that was refuted."""
    return [
        replace(
            record,
            expectations=(
                Expectation(f"a{n}", 1, "Nobody waits long", 0.6, verdict="confirmed"),
                Expectation(
                    f"b{n}", 2, f"The app says which line, {'odd' if n % 2 else 'even'}", 0.9, verdict="refuted",
                    evidence=tuple(m.id for m in record.moments[:1]),
                ),
            ),
        )
        for n, record in enumerate(records)
    ]  # fmt: skip


def opened(application: Application, qtbot: QtBot) -> ExpectationsScreen:
    return answered(application, qtbot, "expectations", ExpectationsScreen)


@pytest.fixture
def screen(fill: Callable[[Fill], object], make_app: MakeApp, qtbot: QtBot) -> ExpectationsScreen:
    fill(lambda recorder: recorder.import_records(believing(many(10))))
    return opened(make_app(), qtbot)


def test_the_calibration_of_the_leader_over_time_is_shown(screen: ExpectationsScreen) -> None:
    assert screen.answer is not None
    found, (trend, _) = screen.answer.calibration, screen.answer.brier
    n = sum(b.counts for b in screen.answer.beliefs)
    assert 0 < found.n == n
    assert f"right in 50 % of {n} judged beliefs" in screen.headline.text()
    assert found.brier == pytest.approx((0.4**2 + 0.9**2) / 2)
    assert [point.value for point in trend.points] == pytest.approx([(0.4**2 + 0.9**2) / 2] * (n // 2))


def test_every_mark_of_the_calibration_opens_a_walk_behind_it(
    fill: Callable[[Fill], object], make_app: MakeApp, qtbot: QtBot
) -> None:
    fill(lambda recorder: recorder.import_records(believing(many(3))))
    application = make_app()
    screen = opened(application, qtbot)
    assert screen.answer is not None
    walk = screen.answer.calibration.bins[0].journeys[0]
    with qtbot.waitSignal(application.window.journeyShown, timeout=20_000) as shown:
        screen.charts["calibration"].journeysChosen.emit((walk,))
    assert shown.args == [walk, "story"]


def test_assumptions_can_be_carried_to_the_next_walk(
    fill: Callable[[Fill], object], make_app: MakeApp, qtbot: QtBot
) -> None:
    fill(lambda recorder: recorder.import_records(believing(many(4))))
    application = make_app()
    screen = opened(application, qtbot)
    screen.ledger.search.setText("app says odd")
    model, chosen = screen.ledger.rows, screen.ledger.table.selectionModel()
    assert model.rowCount() == 2  # the same belief on two walks
    rows = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    for place in range(2):
        chosen.select(model.index(place, 0), rows)
    qtbot.mouseClick(screen.ledger.carry, Qt.MouseButton.LeftButton)
    prepare = application.window.prepare
    assert application.window.stack.currentWidget() is prepare
    taken = prepare.form.expectations()
    assert [(e.text, e.confidence) for e in taken] == [("The app says which line, odd", 0.9)]  # once
    assert prepare.template is not None
    assert prepare.template.key == model.belief(0).template_key


def test_the_ledger_is_searched_filtered_and_sorted(screen: ExpectationsScreen) -> None:
    model = screen.ledger.rows
    every = model.rowCount()
    screen.ledger.verdict.pick("refuted")
    assert model.rowCount() == every // 2
    assert {model.belief(row).verdict for row in range(model.rowCount())} == {"refuted"}
    screen.ledger.verdict.pick("")
    model.sort(1, Qt.SortOrder.AscendingOrder)
    sure = [model.belief(row).confidence or 0.0 for row in range(model.rowCount())]
    assert sure == sorted(sure)


def test_in_a_small_window_the_belief_keeps_room_to_be_read(screen: ExpectationsScreen, qtbot: QtBot) -> None:
    screen.window().resize(1000, 640)
    table = screen.ledger.table
    qtbot.waitUntil(lambda: table.viewport().width() < 800, timeout=5_000)
    assert table.columnWidth(0) >= 200
    assert table.columnWidth(0) == max(table.columnWidth(place) for place in range(5))


def test_a_new_user_is_told_what_to_do_first(make_app: MakeApp, qtbot: QtBot) -> None:
    application = make_app()
    screen = opened(application, qtbot)
    assert "Write down what you believe" in screen.small.text()
    assert screen.first.isVisible()
    assert not screen.ledger.isVisible()
    assert not screen.report.isVisible()  # there is nothing to report yet
    screen.first.click()
    assert application.window.stack.currentWidget() is application.window.prepare


def test_a_belief_that_waits_for_its_verdict_stands_in_the_ledger_and_counts_nowhere(
    fill: Callable[[Fill], object], make_app: MakeApp, qtbot: QtBot
) -> None:
    def plan(recorder: Recorder) -> None:
        believed = (Expectation("x", 1, "Somebody says hello", 0.7),)
        recorder.prepare(templates.find("airline-passenger"), expectations=believed)

    fill(plan)
    screen = opened(make_app(), qtbot)
    model = screen.ledger.rows
    assert [model.index(0, column).data() for column in range(4)] == [
        "Somebody says hello", "70 %", "to be judged", "not begun · Fly as a passenger"
    ]  # fmt: skip
    assert "No belief" in screen.headline.text()
    assert "Left out: 1 belief of unfinished walks." in screen.small.text()


def test_the_ledger_model_keeps_the_rules_of_models(screen: ExpectationsScreen) -> None:
    model = LedgerModel(screen.ledger.rows._theme)
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(model, mode)
    assert screen.answer is not None
    model.show_beliefs(screen.answer.beliefs)
    model.search("nobody")
    assert model.rowCount() == 10
    tester.deleteLater()
