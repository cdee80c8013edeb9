"""The thinking in PRODUCT.md that cadence and years carry, each row under its own name, through the real window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from mysteryshop.practice import Cadence, OutcomePoint
from mysteryshop.recorder import Recorder
from mysteryshop.store.database import Database
from mysteryshop.store.queries import Queries
from tests.many import many
from ui.app import Application
from ui.cadence.outcome_entry import number
from ui.cadence.screen import CadenceScreen

from .conftest import Fill, MakeApp
from .leader_rig import answered


def opened(application: Application, qtbot: QtBot) -> CadenceScreen:
    return answered(application, qtbot, "cadence", CadenceScreen)


def cells(screen: CadenceScreen) -> list[list[str]]:
    table = screen.table
    assert table is not None
    rows = range(table.rowCount())
    return [[item.text() for c in range(table.columnCount()) if (item := table.item(r, c))] for r in rows]


def test_every_so_often_each_leader_sees_the_days_since_the_last_walk_and_what_is_due(
    fill: Callable[[Fill], object], make_app: MakeApp, qtbot: QtBot
) -> None:
    records = many(6)
    fill(lambda recorder: recorder.import_records(records))
    application = make_app()
    screen = opened(application, qtbot)
    assert screen.answer is not None
    leaders = {r.journey.leader for r in records}
    assert {rhythm.leader for rhythm in screen.answer.rhythms} == leaders
    assert screen.due.first.isVisible()  # no cadence yet: it says what to do
    key = records[0].journey.template.key
    screen.due.template.setCurrentIndex(screen.due.template.findData(key))
    screen.due.days.setValue(1)
    qtbot.mouseClick(screen.due.add, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: screen.answer is not None and len(screen.answer.due) == 1, timeout=20_000)
    assert screen.answer.due[0].over
    assert screen.headline.text().startswith("1 walk is due")
    told = screen.due.findChild(QLabel, "cadence.told")
    assert told is not None
    assert told.text().endswith("over")
    application.window.show_screen("journeys")  # home reminds, quietly
    qtbot.waitUntil(application.window.journeys.due.isVisible, timeout=20_000)
    assert "over" in application.window.journeys.due.words.text()
    application.window.journeys.due.more.click()
    walk = screen.findChild(QPushButton, "cadence.walk")
    assert walk is not None
    walk.click()
    assert application.window.stack.currentWidget() is application.window.prepare
    assert application.window.prepare.template is not None
    assert application.window.prepare.template.key == key


def test_a_cadence_set_again_takes_the_place_of_the_one_before(make_app: MakeApp, qtbot: QtBot) -> None:
    application = make_app()
    screen = opened(application, qtbot)
    for days in (30, 60):
        screen.due.days.setValue(days)
        screen.due.add.click()
        qtbot.waitUntil(
            lambda days=days: screen.answer is not None and [d.cadence.every_days for d in screen.answer.due] == [days],
            timeout=20_000,
        )
    with Database.open(application.desk.data_dir) as database:
        assert [c.every_days for c in Queries(database).practice().cadences] == [60]


def test_a_cadence_that_is_kept_stays_quiet_and_can_be_removed(
    fill: Callable[[Fill], object], make_app: MakeApp, qtbot: QtBot
) -> None:
    def work(recorder: Recorder) -> None:
        recorder.import_records(many(4))
        recorder.keep(Cadence("c", 3650))

    fill(work)
    application = make_app()
    assert not application.window.journeys.due.isVisible()
    screen = opened(application, qtbot)
    assert screen.headline.text().startswith("Nothing is due")
    drop = screen.findChild(QPushButton, "cadence.drop")
    assert drop is not None
    drop.click()
    qtbot.waitUntil(lambda: screen.answer is not None and not screen.answer.due, timeout=20_000)


def test_the_same_template_stands_year_beside_year_with_n_and_gaps_and_the_outcomes_beside_it(
    fill: Callable[[Fill], object], make_app: MakeApp, qtbot: QtBot
) -> None:
    def work(recorder: Recorder) -> None:
        recorder.import_records(many(12))
        recorder.keep(OutcomePoint("o", "Order backlog", "2019-Q3", 400, "orders"))

    fill(work)
    screen = opened(make_app(), qtbot)
    assert screen.answer is not None
    years = screen.answer.years.years
    assert years[0] == 2019  # from the outcome's year on, and those without a walk are gaps
    found = screen.answer.years.trend.found.years
    rows = {row[0]: row[1:] for row in cells(screen)}
    assert rows["Order backlog"][0] == "400 orders  Q3"
    for year, cell in zip(years, rows["Overall satisfaction"], strict=True):
        group = found.get(year)
        assert cell.endswith(f"n = {group.n}") if group is not None and group.n else cell == "–"
    table = screen.table
    assert table is not None
    last = table.visualItemRect(table.item(table.rowCount() - 1, 0))
    assert last.bottom() <= table.viewport().height()  # no row is cut, whether a bar stands below or not
    qtbot.waitUntil(lambda: screen.chart.shown is not None, timeout=20_000)
    assert "beside it Order backlog: 2019-Q3 400 orders" in screen.chart.accessibleDescription()


def test_an_outcome_is_entered_by_hand_and_a_wrong_period_is_told(
    fill: Callable[[Fill], object], make_app: MakeApp, qtbot: QtBot, tmp_path: object
) -> None:
    fill(lambda recorder: recorder.import_records(many(3)))
    application = make_app()
    screen = opened(application, qtbot)
    entry = screen.outcome
    entry.series.setCurrentText("Yield")
    entry.when.setText("last spring")
    entry.value.setText("97,5")
    entry.unit.setText("%")
    entry.add.click()
    assert "no period" in entry.problem.text()
    entry.when.setText("2026-q2")
    entry.add.click()
    qtbot.waitUntil(lambda: screen.answer is not None and bool(screen.answer.years.points), timeout=20_000)
    assert screen.answer is not None
    (point,) = screen.answer.years.points
    assert (point.series, point.period, point.value, point.unit) == ("Yield", "2026-Q2", 97.5, "%")
    with Database.open(application.desk.data_dir) as database:
        assert Queries(database).practice().outcomes == (point,)


def test_numbers_are_read_as_people_write_them() -> None:
    told = [number(text) for text in ("1240", "1 240.5", "12,5", "1,240", "1,240,000", "−3.5")]
    assert told == [1240, 1240.5, 12.5, 1240, 1240000, -3.5]


def test_a_new_user_is_told_what_to_do_first(make_app: MakeApp, qtbot: QtBot) -> None:
    screen = opened(make_app(), qtbot)
    assert screen.headline.text() == "Nobody has walked yet"
    assert "Say how often" in screen.due.first.text()
    assert not screen.report.isVisible()  # there is nothing to report yet
    assert not screen.chart.isVisible()


def test_with_the_largest_letters_in_the_smallest_window_everything_keeps_to_the_width(
    make_app: MakeApp, qtbot: QtBot
) -> None:
    application = make_app()
    application.window.resize(1000, 640)
    application.theme.set_mode("light", 1.3)
    for name, screen in (("cadence", opened(application, qtbot)), ("customers", None)):
        if screen is None:
            application.window.findChild(QPushButton, f"nav.{name}").click()
        area = application.window.of_leader.screen(name).area
        qtbot.waitUntil(lambda area=area: area.isVisible() and area.viewport().width() < 800)
        assert area.widget().minimumSizeHint().width() <= area.viewport().width()
