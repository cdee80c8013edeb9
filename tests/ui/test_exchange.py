"""Files into the list of journeys: field notes and event logs, all or none, stoppable, and none twice."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from mysteryshop.errors import KnownError
from mysteryshop.store.glance import glance
from ui.exchange_dialogs import ProgressDialog
from ui.main_window import MainWindow
from ui.taking_in import TakingIn

from .conftest import MakeApp

NOTES = """template: airline-passenger
place: Lisbon to Oslo
date: 2026-11-14
10:22 > Security line
10:41 f3 Two lanes closed | information
14:04 end
"""
LOG = "case,activity,timestamp\n" + "".join(
    f"order {case},{step},2026-03-0{case}T0{8 + place}:00:00Z\n"
    for case in range(1, 6)
    for place, step in enumerate(("Ordered", "Packed"))
)


def _import(window: MainWindow, qtbot: QtBot, *files: Path) -> list[tuple[str, str]]:
    said: list[tuple[str, str]] = []
    window.exchange.told.connect(lambda *words: said.append(words))
    with qtbot.waitSignal(window.exchange.listChanged):
        window.exchange.import_files(list(files))
    qtbot.waitUntil(lambda: not window.desk.writer.busy and not window.desk.reader.busy)
    return said


def test_one_file_of_notes_opens_its_debrief_and_comes_in_once(make_app: MakeApp, tmp_path: Path, qtbot: QtBot) -> None:
    window = make_app().window
    notes = tmp_path / "walk.txt"
    notes.write_text(NOTES, encoding="utf-8")
    with qtbot.waitSignal(window.journeyShown) as shown:
        _import(window, qtbot, notes)
    assert shown.args[1] == "debrief"
    assert _import(window, qtbot, notes) == [("Nothing new: these journeys are already here.", "")]
    assert glance(tmp_path).count == 1


def test_an_event_log_comes_in_with_its_report(make_app: MakeApp, tmp_path: Path, qtbot: QtBot) -> None:
    window = make_app().window
    log = tmp_path / "orders.csv"
    log.write_text(LOG, encoding="utf-8")
    ((told, report),) = _import(window, qtbot, log)
    assert told == "5 of 5 journeys are new and on disk."
    assert "orders.csv" in report
    assert {row.origin for row in glance(tmp_path).rows} == {"log"}


def test_a_bad_file_among_good_ones_lets_nothing_in(make_app: MakeApp, tmp_path: Path, qtbot: QtBot) -> None:
    window = make_app().window
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_text(NOTES, encoding="utf-8")
    bad.write_text(NOTES.replace("10:41 f3", "10:99 f3"), encoding="utf-8")
    with qtbot.waitSignal(window.exchange.failed) as failed:
        window.exchange.import_files([good, bad])
    error = failed.args[0]
    assert isinstance(error, KnownError)
    assert "bad.txt, line 5" in error.title
    assert glance(tmp_path).count == 0


def test_what_is_stopped_leaves_nothing_behind(make_app: MakeApp, tmp_path: Path, qtbot: QtBot) -> None:
    window = make_app().window
    log = tmp_path / "orders.csv"
    log.write_text(LOG, encoding="utf-8")
    taking = TakingIn(window.desk, [log], "UTC", window)
    dialog = ProgressDialog("Importing", window)
    dialog.stopped.connect(taking.stop)
    dialog.reject()  # Esc, before it has begun
    with qtbot.waitSignal(taking.failed) as failed:
        taking.start()
    assert "stopped" in failed.args[0].title
    assert glance(tmp_path).count == 0
    dialog.accept()
