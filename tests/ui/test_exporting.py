"""Journeys leave the window for other programs: as many as are listed or shown, whole, redacted, stoppable."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from mysteryshop.exports.table import EXPORTERS
from tests.many import many
from ui.exchange_dialogs import ProgressDialog
from ui.exporting import KINDS, OFFERED
from ui.main_window import MainWindow

from .conftest import Fill, MakeApp
from .test_compare import Compare, compare  # noqa: F401  (the screen in the whole app)

Put = Callable[[Fill], object]


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path, str], None]:
    """What the user says where the file is to go."""

    def say(path: Path, kind: str = "") -> None:
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), kind))

    return say


def told(window: MainWindow, qtbot: QtBot, act: Callable[[], object]) -> tuple[str, str]:
    with qtbot.waitSignal(window.exchange.fileSaved, timeout=20_000) as said:
        act()
    assert not any(dialog.isVisible() for dialog in window.findChildren(ProgressDialog))
    assert said.args is not None
    words, more, path = said.args
    banner = window.banner
    assert banner.findChild(QPushButton, "bannerOpen").isVisible()
    assert path.is_file()
    return words, more


def test_all_that_is_listed_goes_into_a_workbook_in_the_order_of_the_list(
    make_app: MakeApp, fill: Put, tmp_path: Path, qtbot: QtBot, answer: Callable[..., None]
) -> None:
    flown, stayed = many(5), many(4, seed=2, template="hotel-stay")
    fill(lambda recorder: recorder.import_records([*flown, *stayed]))
    window = make_app().window
    qtbot.waitUntil(lambda: window.journeys.model.rowCount() == 9, timeout=20_000)
    window.journeys.model.set_filter(template="airline-passenger")
    qtbot.waitUntil(lambda: window.journeys.model.rowCount() == 5, timeout=20_000)
    answer(tmp_path / "flights.xlsx")
    button = window.findChild(QPushButton, "exportFiles")
    assert button is not None
    words, more = told(window, qtbot, button.click)
    assert (words, more) == (f"5 journeys are saved in {tmp_path / 'flights.xlsx'}.", "")
    sheet = openpyxl.load_workbook(tmp_path / "flights.xlsx")["Journeys"]
    written = [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert written == [row.id for row in window.journeys.model._rows]


def test_of_a_selection_only_what_is_selected_goes_out(
    make_app: MakeApp, fill: Put, tmp_path: Path, qtbot: QtBot, answer: Callable[..., None]
) -> None:
    records = many(5)
    fill(lambda recorder: recorder.import_records(records))
    window = make_app().window
    journeys = window.journeys
    qtbot.waitUntil(lambda: journeys.model.rowCount() == 5, timeout=20_000)
    journeys.table.selectRow(1)
    chosen = journeys.selected()
    menu: QMenu = journeys.menu_for(chosen[0])
    out = next(action for action in menu.actions() if action.text() == "Export…")
    answer(tmp_path / "one", "Whole journeys as JSON (*.json)")  # no ending: the kind that was picked has one
    words, _ = told(window, qtbot, out.trigger)
    assert words == f"1 journey is saved in {tmp_path / 'one.json'}."
    written = json.loads((tmp_path / "one.json").read_text(encoding="utf-8"))["journeys"]
    assert [each["journey"]["id"] for each in written] == [chosen[0].id]


def test_what_may_identify_somebody_is_redacted_and_that_is_told(
    make_app: MakeApp, fill: Put, tmp_path: Path, qtbot: QtBot, answer: Callable[..., None]
) -> None:
    records = [replace(r, journey=replace(r.journey, place="Call +49 170 1234567")) for r in many(2)]
    fill(lambda recorder: recorder.import_records(records))
    window = make_app().window
    qtbot.waitUntil(lambda: window.journeys.model.rowCount() == 2, timeout=20_000)
    answer(tmp_path / "m.csv")
    _, more = told(window, qtbot, lambda: window.journeys._export.click())
    assert more.startswith("Redacted: 2 phone numbers.")
    text = (tmp_path / "m.csv").read_text(encoding="utf-8")
    assert "1234567" not in text
    assert len(list(csv.DictReader(text.splitlines()))) == 2


def test_an_export_that_is_stopped_leaves_nothing_and_says_so(
    make_app: MakeApp, fill: Put, tmp_path: Path, qtbot: QtBot
) -> None:
    records = many(3)
    fill(lambda recorder: recorder.import_records(records))
    window = make_app().window
    exporting = window.exchange.exporting()
    path = tmp_path / "out.zip"

    def chosen(queries: Any) -> list[str]:
        exporting.children()[-1].stop()  # whoever watches presses Stop while it is being read
        return queries.ids()  # type: ignore[no-any-return]

    with qtbot.waitSignal(window.exchange.failed, timeout=20_000) as said:
        exporting.write(chosen, path, next(e for e in OFFERED if e.name == "tables"))
    assert said.args[0].title == "The export was stopped; nothing was written."
    assert list(tmp_path.glob("out*")) == []


def test_every_format_for_many_journeys_is_offered_the_workbook_first() -> None:
    assert set(OFFERED) == {each for each in EXPORTERS if each.many}
    assert next(iter(KINDS)) == "Excel workbook (*.xlsx)"


def test_compare_hands_out_the_journeys_that_its_table_shows(
    compare: Compare,  # noqa: F811
    qtbot: QtBot,
    tmp_path: Path,
    answer: Callable[..., None],
) -> None:
    screen = compare(12)
    place = 1 + screen.journeys.table.columns.index("longest_silence_s")
    screen.journeys.table.horizontalHeader().setSortIndicator(place, Qt.SortOrder.AscendingOrder)
    shown = screen.journeys.table.rows.ids
    screen.journeys.show_only(shown[:4])
    answer(tmp_path / "four.json")
    out = next(a for a in screen.export.menu().actions() if a.text().startswith("Journeys as Excel"))
    with qtbot.waitSignal(screen.fileSaved, timeout=20_000) as said:
        out.trigger()
    assert said.args == [f"4 journeys are saved in {tmp_path / 'four.json'}.", "", tmp_path / "four.json"]
    written = json.loads((tmp_path / "four.json").read_text(encoding="utf-8"))["journeys"]
    assert [each["journey"]["id"] for each in written] == shown[:4]


def test_without_a_journey_there_is_nothing_to_export(make_app: MakeApp) -> None:
    window = make_app().window
    button = window.findChild(QPushButton, "exportFiles")
    assert button is not None
    assert not button.isEnabled()
