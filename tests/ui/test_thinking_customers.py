"""The thinking in PRODUCT.md that Customers carries, each row under its own name, through the real widgets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from mysteryshop.practice import Link, Listening, Party, Practice
from mysteryshop.recorder import Recorder
from mysteryshop.store.database import Database
from mysteryshop.store.queries import Queries
from tests.many import many
from ui.app import Application
from ui.customers.screen import CustomersScreen
from ui.customers.wizard import Wizard

from .conftest import Fill, MakeApp
from .leader_rig import answered

PARTIES = (Party("a", "Sales support", "internal team", 0.7), Party("b", "Buyers", "buyer", 0.3))


def opened(application: Application, qtbot: QtBot) -> CustomersScreen:
    return answered(application, qtbot, "customers", CustomersScreen)


def practice(application: Application) -> Practice:
    with Database.open(application.desk.data_dir) as database:
        return Queries(database).practice()


def wizard(screen: CustomersScreen) -> Wizard:
    screen.ask_who.click()
    assert screen.dialog is not None
    return screen.dialog


def test_to_whom_should_i_be_dedicating_most_of_my_listening_time(make_app: MakeApp, qtbot: QtBot) -> None:
    application = make_app()
    screen = opened(application, qtbot)
    assert "Name who depends on you" in screen.small.text()  # a new user is told what to do first
    asked = wizard(screen)
    assert not asked.onward.isEnabled()
    for row, name in zip(asked.rows, ("Sales support", "Buyers"), strict=True):
        row.name.setText(name)
    asked.onward.click()
    for slider, value in zip(asked.sliders.values(), (75, 25), strict=True):
        slider.setValue(value)
    assert asked.verdict.text() == "Your real customer is Sales support."
    asked.finish.click()
    qtbot.waitUntil(lambda: "Your real customer is Sales support: 75 %" in screen.headline.text(), timeout=20_000)
    screen.log.party.setCurrentText("Buyers")
    screen.log.listened.setValue(30)
    screen.log.talked.setValue(10)
    qtbot.keyClick(screen.log.note, Qt.Key.Key_Return)  # three fields and Enter: seconds
    qtbot.waitUntil(lambda: screen.headline.text().endswith("should go there, 0 % does"), timeout=20_000)
    assert "30 minutes listened, 10 talked, n = 1 conversation." in screen.small.text()
    (talk,) = practice(application).listening
    assert (talk.listened_s, talk.talked_s) == (1800, 600)
    assert talk.at > 0
    qtbot.waitUntil(lambda: "0 % instead of 75 %" in screen.listening.accessibleDescription(), timeout=20_000)
    assert "Sales support, should be 75 %, never listened to" in screen.listening.accessibleDescription()


def test_enter_goes_from_name_to_name_and_removes_nobody(make_app: MakeApp, qtbot: QtBot) -> None:
    asked = wizard(opened(make_app(), qtbot))
    assert asked.focusWidget() is asked.rows[0].name
    for name in ("Sales support", "Buyers", "Suppliers"):
        line = asked.focusWidget()
        qtbot.keyClicks(line, name)
        qtbot.keyClick(line, Qt.Key.Key_Return)
    assert [row.name.text() for row in asked.rows] == ["Sales support", "Buyers", "Suppliers", ""]
    assert asked.pages.currentIndex() == 0
    asked.reject()


def test_your_manager_is_not_your_customer_is_said_with_its_reason_and_can_be_overridden(
    make_app: MakeApp, qtbot: QtBot
) -> None:
    application = make_app()
    screen = opened(application, qtbot)
    asked = wizard(screen)
    row = asked.rows[0]
    row.name.setText("The chief executive")
    row.relationship.setCurrentIndex(row.relationship.findData("manager"))
    assert row.warning.isVisible()
    assert not asked.onward.isEnabled()  # it asks why
    row.override.setText("To see how much time goes there")
    asked.onward.click()
    next(iter(asked.sliders.values())).setValue(10)
    asked.finish.click()
    qtbot.waitUntil(lambda: bool(screen.answer and screen.answer.parties), timeout=20_000)
    (party,) = practice(application).parties
    assert (party.relationship, party.override) == ("manager", "To see how much time goes there")


def test_everyone_is_a_customer_the_coverage_map_shows_whom_you_have_never_walked_as(
    fill: Callable[[Fill], object], make_app: MakeApp, qtbot: QtBot
) -> None:
    records = many(6)
    fill(lambda recorder: recorder.import_records(records))
    application = make_app()
    screen = opened(application, qtbot)
    assert screen.answer is not None
    walked = {r.journey.relationship for r in records}
    assert {row.relationship for row in screen.answer.coverage.rows if not row.never} == walked
    qtbot.waitUntil(lambda: screen.coverage.shown is not None, timeout=20_000)
    assert "Never walked as" in screen.coverage.accessibleDescription()
    with qtbot.waitSignal(application.window.journeyShown, timeout=20_000) as shown:
        screen.coverage.journeysChosen.emit((records[0].journey.id,))
    assert shown.args[0] == records[0].journey.id


def test_everyone_is_different_a_tally_and_a_preferences_note_for_each_party(
    fill: Callable[[Fill], object], make_app: MakeApp, qtbot: QtBot
) -> None:
    def work(recorder: Recorder) -> None:
        recorder.keep(*PARTIES, Listening("l", "a", 1_790_000_000_000_000, 1200, 600))

    fill(work)
    application = make_app()
    screen = opened(application, qtbot)
    note = screen.parties.findChildren(QLineEdit, "party.preferences")[0]
    note.setText("Before the early shift, standing")
    note.editingFinished.emit()
    qtbot.waitUntil(
        lambda: screen.answer is not None and screen.answer.parties[0].preferences.startswith("Before"), timeout=20_000
    )
    assert screen.answer is not None
    by_name = {share.name: share for share in screen.answer.shares}
    assert (by_name["Sales support"].listened_s, by_name["Sales support"].talked_s) == (1200, 600)
    assert by_name["Buyers"].n == 0  # never averaged together


def test_listening_comes_from_walks_as_well(fill: Callable[[Fill], object], make_app: MakeApp, qtbot: QtBot) -> None:
    def work(recorder: Recorder) -> None:
        recorder.keep(*PARTIES)
        record = many(1)[0]
        first, second, *rest = record.moments
        told = (
            replace(first, role="sales  SUPPORT", listened_s=300),
            replace(second, role="gate agent", listened_s=60),
        )
        recorder.import_record(replace(record, moments=(*told, *rest)))

    fill(work)
    screen = opened(make_app(), qtbot)
    assert screen.answer is not None
    by_name = {share.name: share for share in screen.answer.shares}
    assert by_name["Sales support"].listened_s == 300  # a role that is a party's name is that party
    assert by_name["gate agent"].party is None
    assert by_name["gate agent"].actual == 60 / 360


def test_an_internal_walk_is_linked_to_the_external_touchpoint_that_it_feeds(
    fill: Callable[[Fill], object], make_app: MakeApp, qtbot: QtBot
) -> None:
    fill(lambda recorder: recorder.import_records(many(6)))
    application = make_app()
    screen = opened(application, qtbot)
    line = screen.links
    line.inside.setCurrentIndex(line.inside.findData("internal-service-desk"))
    line.outside.setCurrentIndex(line.outside.findData("airline-passenger"))
    line.touchpoint.setCurrentIndex(line.touchpoint.findData("security-line"))
    line.add.click()
    qtbot.waitUntil(lambda: screen.answer is not None and len(screen.answer.feeds) == 1, timeout=20_000)
    (link,) = practice(application).links
    assert (link.template, link.fed_template, link.fed_touchpoint) == (
        "internal-service-desk", "airline-passenger", "security-line",
    )  # fmt: skip
    qtbot.waitUntil(lambda: "feeds Security line" in screen.feeds.accessibleDescription(), timeout=20_000)
    line.drop.click()
    qtbot.waitUntil(lambda: screen.answer is not None and not screen.answer.feeds, timeout=20_000)


def test_both_ends_of_a_link_say_what_hurts_there(
    fill: Callable[[Fill], object], make_app: MakeApp, qtbot: QtBot
) -> None:
    records = many(8)

    def work(recorder: Recorder) -> None:
        recorder.import_records(records)
        key = records[0].journey.template.key
        recorder.keep(Link("l", key, key, records[0].journey.template.touchpoints[0].key))

    fill(work)
    screen = opened(make_app(), qtbot)
    assert screen.answer is not None
    (feed,) = screen.answer.feeds
    counted = [
        r for r in records
        if r.journey.state == "finalised" and r.journey.template.key == feed.link.template
        and "yes" not in (r.answers.get("incognito.recognised"), r.answers.get("incognito.favoured"))
    ]  # fmt: skip
    graded = [sum(m.level or 0 for m in r.moments if m.kind == "friction") for r in counted]
    assert feed.inside_n == len(counted)
    assert feed.inside_severity is not None
    assert abs(feed.inside_severity - sum(graded) / len(graded)) < 1e-9
    at_first = [
        sum(m.level or 0 for m in r.moments if m.kind == "friction" and m.visit in visits)
        for r in counted
        if (visits := {v.id for v in r.visits if v.touchpoint == feed.link.fed_touchpoint})
    ]
    assert feed.outside_n == len(at_first)
    assert feed.outside_severity is not None
    assert abs(feed.outside_severity - sum(at_first) / len(at_first)) < 1e-9
