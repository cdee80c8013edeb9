"""The thinking in PRODUCT.md that All In carries, each row under its own name, through the real widgets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from mysteryshop.journey import Finding
from mysteryshop.practice import Decision
from mysteryshop.recorder import Recorder
from mysteryshop.store.database import Database
from mysteryshop.store.queries import Queries
from tests.many import many
from ui.all_in.log_model import LogModel
from ui.all_in.screen import AllInScreen
from ui.all_in.session_dialog import SessionDialog
from ui.app import Application

from .conftest import Fill, MakeApp
from .leader_rig import answered


def opened(application: Application, qtbot: QtBot) -> AllInScreen:
    return answered(application, qtbot, "all-in", AllInScreen)


def with_findings(recorder: Recorder) -> None:
    """Two walks with a finding for the customer, one for the company, one that does not say."""
    told = ("customer", "customer", "company", None)
    recorder.import_records([
        replace(record, findings=(Finding(f"f{n}", 1, f"Finding {n}", beneficiary=who),))
        for n, (record, who) in enumerate(zip(many(4), told, strict=True))
    ])  # fmt: skip


def test_are_decisions_based_on_what_helps_the_customer_the_share_over_decisions_and_findings(
    fill: Callable[[Fill], object], make_app: MakeApp, qtbot: QtBot
) -> None:
    fill(with_findings)
    application = make_app()
    screen = opened(application, qtbot)
    assert "In 2 of 3 decisions and findings the customer benefits" in screen.headline.text()
    assert "1 finding says not who benefits." in screen.small.text()
    form = screen.form
    form.title.setText("Open a third lane at eight")
    form.outcome.line.setText("The queue is ten minutes shorter")
    form.who.pick("both")
    form.leader.setText("operations")
    form.log.click()
    qtbot.waitUntil(lambda: "In 3 of 4" in screen.headline.text(), timeout=20_000)
    assert "1 of them with the company" in screen.headline.text()
    with Database.open(application.desk.data_dir) as database:
        (kept,) = Queries(database).practice().decisions
    assert (kept.title, kept.beneficiary, kept.leader) == ("Open a third lane at eight", "both", "operations")
    assert kept.at > 0


def test_an_answer_that_only_speaks_of_caring_and_liking_is_questioned_and_never_forbidden(
    make_app: MakeApp, qtbot: QtBot
) -> None:
    screen = opened(make_app(), qtbot)
    form = screen.form
    form.title.setText("Be nicer at the desk")
    form.outcome.line.setText("We care about our customers")
    form.outcome.line.editingFinished.emit()
    assert form.outcome.question.isVisible()
    assert "still missing" in form.outcome.question.text()
    form.who.pick("customer")
    form.log.click()
    assert screen.answer is not None
    assert not screen.answer.choices  # asked once
    form.outcome.line.setText("They are told the price first")
    assert not form.outcome.question.isVisible()  # gone as soon as there is an outcome
    form.outcome.line.setText("We care")
    form.log.click()  # logged all the same
    qtbot.waitUntil(lambda: screen.answer is not None and len(screen.answer.choices) == 1, timeout=20_000)


def test_nothing_is_logged_without_saying_who_benefits(make_app: MakeApp, qtbot: QtBot) -> None:
    screen = opened(make_app(), qtbot)
    screen.form.title.setText("Shorten the returns window")
    screen.form.outcome.line.setText("Fewer days to return")
    screen.form.log.click()
    assert "who benefits" in screen.form.problem.text()
    assert screen.form.title.text()


def test_a_leadership_team_answers_privately_in_turn_then_the_spread_is_revealed(
    make_app: MakeApp, qtbot: QtBot
) -> None:
    application = make_app()
    screen = opened(application, qtbot)
    start = screen.findChild(QPushButton, "allIn.session")
    assert start is not None
    start.click()
    dialog = screen.dialog
    assert dialog is not None
    dialog.question.setPlainText("Do we open on Saturdays?")
    dialog.begin.click()
    for seat, (who, outcome, far) in enumerate(
        [
            ("customer", "Answers on Saturdays", "9"),
            ("company", "Longer Monday queue", "2"),
            ("both", "Fewer tickets", "7"),
        ]
    ):
        assert dialog.seat.text() == f"Seat {seat + 1}"
        assert dialog.reveal.isEnabled() == (seat >= 2)
        dialog.sit.click()
        assert (dialog.who.value, dialog.outcome.text(), dialog.far.value) == ("", "", "")  # nothing of the one before
        assert not dialog.take.isEnabled()
        dialog.who.pick(who)
        dialog.outcome.line.setText(outcome)
        dialog.far.pick(far)
        dialog.take.click()
    qtbot.waitUntil(lambda: screen.answer is not None and len(_replies(screen)) == 3, timeout=20_000)  # kept at once
    assert screen.answer is not None
    assert not screen.answer.sessions[0].revealed
    dialog.reveal.click()
    qtbot.waitUntil(lambda: dialog.chart.shown is not None, timeout=20_000)
    assert "7 points apart" in dialog.chart.accessibleDescription()
    assert dialog.answers.text().startswith("9 of 10")
    qtbot.waitUntil(lambda: screen.answer is not None and screen.answer.sessions[0].revealed, timeout=20_000)
    dialog.accept()


def _replies(screen: AllInScreen) -> tuple[object, ...]:
    return screen.answer.sessions[0].replies if screen.answer is not None and screen.answer.sessions else ()


def test_a_session_that_was_broken_off_goes_on_at_the_next_seat(make_app: MakeApp, qtbot: QtBot) -> None:
    screen = opened(make_app(), qtbot)
    screen._open_session(None)
    first = screen.dialog
    assert first is not None
    first.question.setPlainText("One question")
    first.begin.click()
    first.sit.click()
    first.who.pick("both")
    first.outcome.line.setText("Half the wait")
    first.far.pick("5")
    first.take.click()
    first.reject()
    qtbot.waitUntil(lambda: len(_replies(screen)) == 1, timeout=20_000)
    again = screen.findChild(QPushButton, "allIn.openSession")
    assert again is not None
    assert again.text() == "Go on"
    again.click()
    assert isinstance(screen.dialog, SessionDialog)
    assert screen.dialog is not first
    assert screen.dialog.seat.text() == "Seat 2"
    screen.dialog.reject()


def test_a_decision_is_changed_and_removed_and_a_finding_opens_its_walk(
    fill: Callable[[Fill], object], make_app: MakeApp, qtbot: QtBot
) -> None:
    def work(recorder: Recorder) -> None:
        with_findings(recorder)
        recorder.keep(Decision("d", 1_900_000_000_000_000, "Old words", "Two days less", "company"))

    fill(work)
    application = make_app()
    screen = opened(application, qtbot)
    index = screen.log.index(0, 0)
    assert screen.log.choice(0).id == "d"  # the newest
    screen.table.activated.emit(index)
    screen.form.title.setText("New words")
    screen.form.log.click()
    qtbot.waitUntil(lambda: screen.log.choice(0).title == "New words", timeout=20_000)
    assert screen.log.choice(0).beneficiary == "company"
    screen.table.selectRow(0)
    qtbot.mouseClick(screen.drop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: screen.log.choice(0).id != "d", timeout=20_000)
    walk = screen.log.choice(0).journey
    with qtbot.waitSignal(application.window.journeyShown, timeout=20_000) as shown:
        screen.table.activated.emit(screen.log.index(0, 0))
    assert shown.args[0] == walk


def test_a_new_user_is_told_what_to_do_first(make_app: MakeApp, qtbot: QtBot) -> None:
    screen = opened(make_app(), qtbot)
    assert "Log what you decide" in screen.small.text()
    assert not screen.chart.isVisible()
    assert not screen.table.isVisible()
    assert not screen.report.isVisible()  # there is nothing to report yet
    model = LogModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_choices(())
    tester.deleteLater()
