"""Agreement: two leaders on the same walk, two columns of a file, and what is said where there is nothing yet."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from mysteryshop import templates
from mysteryshop.analysis.two_walks import Judged
from mysteryshop.comparison.agreeing import Answer
from mysteryshop.imports import field_notes
from mysteryshop.journey import Moment, Record
from tests.ui.marks_rig import click
from ui.agreement.screen import AgreementScreen
from ui.agreement.sending import write_csv
from ui.main_window import MainWindow

from .conftest import Fill, MakeApp

HEAD = "template: airline-passenger\nplace: Oslo\ndate: 2026-11-14\nzone: UTC\n"
ANNA = "10:00 > Security line\n10:05 f3 Two lanes closed | information\n10:20 > Coach seat\n10:30 > Snacks\n11:00 end\n"
BEN = "10:01 > Security line\n10:05 f1 =HYPERLINK()\n10:20 > Coach seat\n10:30 > Snacks\n11:00 end\n"
Open = Callable[..., tuple[MainWindow, AgreementScreen]]


def walked(text: str, leader: str) -> Record:
    record = field_notes.read(HEAD + text, templates=templates.builtin())
    return replace(record, journey=replace(record.journey, leader=leader, state="finalised"))


@pytest.fixture
def agreement(fill: Callable[[Fill], object], make_app: MakeApp, qtbot: QtBot) -> Open:
    """The screen in the whole app, with these walks in the store."""

    def _open(*records: Record) -> tuple[MainWindow, AgreementScreen]:
        if records:
            fill(lambda recorder: recorder.import_records(records))
        window = make_app().window
        window.show_screen("agreement")
        screen = window.stack.by_name["agreement"]
        assert isinstance(screen, AgreementScreen)
        qtbot.waitUntil(lambda: "Reading" not in screen.empty.text() or screen.answer is not None, timeout=30_000)
        rest(window, qtbot)
        return window, screen

    return _open


def rest(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.desk.reader.busy and not window.desk.writer.busy, timeout=30_000)


def test_two_leaders_on_the_same_day_are_suggested_and_where_they_differ_opens_what_both_noted(
    agreement: Open, qtbot: QtBot
) -> None:
    anna, ben = walked(ANNA, "Anna"), walked(BEN, "Ben")
    window, screen = agreement(anna, ben)
    assert screen.walks.pair.text().startswith("Walked close in time: Anna and Ben · Oslo · 14 Nov 2026, the same day")
    assert screen.verdict.text() == "Anna and Ben say the same of 2 of 3 (67 %)."
    assert screen.measured.text().startswith("Kappa with linear weights is ")
    assert "3 pairs are too few for an interval (8 are needed)." in screen.beware.text()
    assert screen.differences.title.text() == "They differ at 1 touchpoint"
    assert "No friction: Coach seat, Snacks." in screen.differences.same.text()
    qtbot.waitUntil(lambda: screen.chart.shown is not None, timeout=30_000)
    assert screen.chart.shown is not None
    assert "Anna: major · Ben: cosmetic" in screen.chart.shown.describes
    said = screen.findChild(QPushButton, "agreement.second1")
    assert said is not None
    assert said.text() == "cosmetic"
    said.click()
    qtbot.waitUntil(screen.behind.isVisible, timeout=10_000)
    there = [m.id for walk in (anna, ben) for m in at(walk, "security-line")]
    assert len(there) > 1
    assert [line.moment for line in screen.behind.list._lines] == there
    assert screen.behind.heading.text() == f"Both walks at Security line: {len(there)} moments in 2 journeys"
    assert screen.behind.list.item(0).text().startswith("Anna    after ")
    assert [screen.behind.list.row(item) for item in screen.behind.list.selectedItems()] == [0]  # Enter opens it
    screen.behind.leave()
    cell = click(screen.chart, lambda each: each.text.startswith("Anna: major · Ben: cosmetic"))
    assert cell.moments == (anna.journey.id, ben.journey.id)
    qtbot.waitUntil(screen.behind.isVisible, timeout=10_000)
    with qtbot.waitSignal(window.journeyShown) as shown:
        screen.behind.list.itemActivated.emit(screen.behind.list.item(len(there) - 1))
    assert shown.args[0] == ben.journey.id


def at(walk: Record, touchpoint: str) -> list[Moment]:
    """The moments of a walk at one touchpoint of the plan."""
    visits = {visit.id for visit in walk.visits if visit.touchpoint == touchpoint}
    return [moment for moment in walk.moments if moment.visit in visits]


def test_without_two_walks_it_says_what_to_do_first(agreement: Open) -> None:
    _, screen = agreement(walked(ANNA, "Anna"))
    assert screen.empty.isVisible()
    assert screen.empty.text().startswith("Let two leaders walk the same journey")
    assert not screen.export.isEnabled()
    assert not screen.walks.isVisible()


def test_every_touchpoint_leaves_as_csv_that_no_spreadsheet_runs(agreement: Open, qtbot: QtBot, tmp_path: Path) -> None:
    window, screen = agreement(walked(ANNA, "Anna"), walked(BEN, "Ben"))
    with qtbot.waitSignal(screen.fileSaved):
        screen.export_csv(tmp_path / "out.csv")
    rest(window, qtbot)
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["touchpoint"]: row for row in csv.DictReader(file)}
    assert len(rows) == len(templates.find("airline-passenger").touchpoints)
    assert (rows["Security line"]["Anna"], rows["Security line"]["difference"]) == ("3", "-2")
    assert rows["Security line"]["what the second noted"] == "'=HYPERLINK()"
    assert (rows["Book online"]["Ben"], rows["Book online"]["what the second noted"]) == ("", "not visited")


def test_two_columns_of_a_file_are_compared_without_any_walk(agreement: Open, qtbot: QtBot, tmp_path: Path) -> None:
    window, screen = agreement()
    table = tmp_path / "calls.csv"
    table.write_text("call,Anna,Ben\n" + "".join(f"call {n},{n % 3},{n % 4}\n" for n in range(12)), encoding="utf-8")
    screen.open_table(table)
    qtbot.waitUntil(lambda: screen.answer is not None, timeout=30_000)
    rest(window, qtbot)
    assert screen.by_columns.isChecked()
    assert screen.verdict.text().startswith("Anna and Ben say the same of ")
    assert screen.differences.title.text() == "They differ at 9 rows, furthest apart first"
    screen.columns.second.pick("call")
    qtbot.waitUntil(lambda: "call" in screen.verdict.text(), timeout=30_000)
    screen.columns.second.pick("Anna")
    qtbot.waitUntil(lambda: "one and the same column" in screen.empty.text())


def test_numbers_leave_in_full_whatever_their_size(tmp_path: Path) -> None:
    pairs = [(1_234_567.0, 1_234_568.5), (0.1, 0.3), (-2.0, 12_345_678_901_234.0), (1e300, 1e300)]
    rows = tuple(Judged(f"line {n}", a, b) for n, (a, b) in enumerate(pairs))
    write_csv(Answer(("Anna", "Ben"), "", rows, {}, "row"), tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [(row["Anna"], row["Ben"], row["difference"]) for row in csv.DictReader(file)]
    assert cells == [
        ("1234567", "1234568.5", "1.5"),
        ("0.1", "0.3", "0.2"),
        ("-2", "12345678901234", "12345678901236"),
        ("1e+300", "1e+300", "0"),
    ]


def test_none_is_what_a_rater_says_and_an_empty_cell_is_not(agreement: Open, qtbot: QtBot, tmp_path: Path) -> None:
    _, screen = agreement()
    table = tmp_path / "calls.csv"
    table.write_text("call,Anna,Ben\na,none,None\nb,minor,none\nc,,minor\nd,major,major\n", encoding="utf-8")
    screen.open_table(table)
    qtbot.waitUntil(lambda: screen.answer is not None, timeout=30_000)
    assert screen.verdict.text().startswith("Anna and Ben say the same of 2 of 3 (67 %)")
    assert "1 pair left out because a value is missing." in screen.beware.text()
    assert screen.columns.isVisible()
    assert not screen.walks.isVisible()
