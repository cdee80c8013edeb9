"""Files into the list of journeys: field notes and event logs, all or none, stoppable, and none twice."""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from mysteryshop import demo
from mysteryshop.errors import KnownError
from mysteryshop.exports.writing import write_file
from mysteryshop.imports import IMPORTERS
from mysteryshop.imports.object_logs import question
from mysteryshop.imports.report import Stopped
from mysteryshop.store.glance import glance
from tests.core.logs import xes
from tests.core.object_logs import OBJECTS, as_json, put_json, put_sqlite
from tests.core.sample import sample
from tests.many import many
from ui.exchange import FILES
from ui.exchange_dialogs import ProgressDialog
from ui.log_changed import ChangedLogDialog
from ui.log_columns import LogColumnsDialog
from ui.log_objects import LogObjectsDialog
from ui.log_told import LogToldDialog
from ui.main_window import MainWindow
from ui.taking_in import Looking, TakingIn

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
        if any(file.suffix == ".csv" for file in files):
            QTest.keyClick(asked(window, qtbot), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.desk.writer.busy and not window.desk.reader.busy)
    return said


def asked(window: MainWindow, qtbot: QtBot) -> LogColumnsDialog:
    """The question about a table's columns, once it is open."""
    qtbot.waitUntil(lambda: bool(window.findChildren(LogColumnsDialog)))
    return window.findChildren(LogColumnsDialog)[0]


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


TRACES = {
    "R-1": [("Order received", "2026-03-01T09:00:00Z"), ("Customer asks", "2026-03-02T09:00:00Z")],
    "R-2": [("Order received", "2026-03-03T09:00:00Z"), ("Delay notified", "2026-03-04T09:00:00Z")],
}


def test_of_a_log_in_xes_it_is_asked_which_events_told_something(
    make_app: MakeApp, tmp_path: Path, qtbot: QtBot
) -> None:
    window = make_app().window
    log = tmp_path / "orders.xes.gz"
    log.write_bytes(gzip.compress(xes(TRACES).encode()))
    window.exchange.import_files([log])
    qtbot.waitUntil(lambda: bool(window.findChildren(LogToldDialog)))
    dialog = window.findChildren(LogToldDialog)[0]
    listed = [dialog.activities.item(n).text() for n in range(dialog.activities.count())]
    assert listed == ["Order received", "Customer asks", "Delay notified"]
    assert "Every event counts" in dialog.telling.text()
    QTest.keyClicks(dialog.told, "weather")
    assert not dialog.take.isEnabled()
    dialog.told.setText("notif, received")
    assert dialog.telling.text() == "Told: 2 of 3 activities: Order received, Delay notified."
    with qtbot.waitSignal(window.exchange.listChanged):
        QTest.keyClick(dialog.told, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.desk.writer.busy and not window.desk.reader.busy)
    assert {row.place: row.moments for row in glance(tmp_path).rows} == {"R-1": 1, "R-2": 2}


def test_turning_a_log_in_xes_down_leaves_nothing(make_app: MakeApp, tmp_path: Path, qtbot: QtBot) -> None:
    window = make_app().window
    log = tmp_path / "orders.xes"
    log.write_text(xes(TRACES), encoding="utf-8")
    window.exchange.import_files([log])
    qtbot.waitUntil(lambda: bool(window.findChildren(LogToldDialog)))
    QTest.keyClick(window.findChildren(LogToldDialog)[0], Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.desk.writer.busy and not window.desk.reader.busy)
    assert glance(tmp_path).count == 0


def test_a_workbook_comes_in_and_says_what_was_changed_in_it(make_app: MakeApp, tmp_path: Path, qtbot: QtBot) -> None:
    window = make_app().window
    book = tmp_path / "all.xlsx"
    write_file([replace(sample(), journey=replace(sample().journey, id=f"walk-{n}")) for n in (1, 2)], book)
    opened = openpyxl.load_workbook(book)
    opened["Moments"]["D2"] = "2026-11-14 10:20"
    assert opened["Moments"]["D1"].value == "observed_at"
    opened.save(book)
    ((told, report),) = _import(window, qtbot, book)
    assert told == "2 of 2 journeys are new and on disk."
    assert "As the workbook shows them, changed there or without the hidden exact one: 1 time." in report
    assert _import(window, qtbot, book)[-1][0] == "Nothing new: these journeys are already here."
    assert glance(tmp_path).count == 2


def test_the_dialog_offers_every_ending_that_can_be_imported() -> None:
    offered = FILES.partition("(")[2].partition(")")[0].split()
    assert {ending for row in IMPORTERS for ending in row.suffixes} | {".journey"} == {e.lstrip("*") for e in offered}


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


VAGUE = """order_no;what happened;on;by
4711;Order received;03/04/2026 09:12;web
4711;Confirmation sent;03/04/2026 09:13;mail
4711;Parcel handed over;03/05/2026 14:02;depot
4712;Order received;03/05/2026 10:00;web
4712;Customer chases by phone;03/06/2026 16:45;phone
4712;Notify about delay;03/07/2026 08:00;mail
"""


def test_columns_that_are_not_sure_are_shown_with_the_first_rows_and_can_be_changed(
    make_app: MakeApp, tmp_path: Path, qtbot: QtBot
) -> None:
    window = make_app().window
    log = tmp_path / "parcels.csv"
    log.write_text(VAGUE, encoding="utf-8")
    window.exchange.import_files([log])
    dialog = asked(window, qtbot)
    assert [box.currentText() for box in dialog.roles.values()] == ["order_no", "what happened", "on"]
    assert dialog.preview.item(1, 1).text() == "Confirmation sent"
    assert "3 Apr 2026" in dialog.says.text()
    dialog.order.setCurrentIndex(1)
    dialog.zone.setCurrentText("Asia/Tokyo")
    assert "4 Mar 2026, 09:12:00 Asia/Tokyo" in dialog.says.text()
    hints = dialog.findChildren(QLabel)
    assert not [hint for hint in hints if hint.text() == "when it happened; you chose it"]
    dialog.roles["time"].setCurrentIndex(3)
    assert [hint for hint in hints if hint.text() == "when it happened; you chose it"]
    assert "“web” in by is no time that can be read" in dialog.problem.text()
    assert not dialog.take.isEnabled()
    dialog.roles["time"].setCurrentIndex(2)
    QTest.keyClicks(dialog.told, "sent, notify")
    assert "Told: 2 of the activities" in dialog.telling.text()
    with qtbot.waitSignal(window.exchange.listChanged):
        dialog.take.click()
    qtbot.waitUntil(lambda: not window.desk.writer.busy and not window.desk.reader.busy)
    seen = {row.place: row for row in glance(tmp_path).rows}
    assert (seen["4711"].moments, seen["4712"].moments, seen["4711"].zone) == (1, 1, "Asia/Tokyo")
    assert seen["4711"].started_at == 1_772_583_120_000_000  # 4 March 2026, 00:12 UTC


def test_turning_the_columns_down_leaves_nothing(make_app: MakeApp, tmp_path: Path, qtbot: QtBot) -> None:
    window = make_app().window
    log, notes = tmp_path / "orders.csv", tmp_path / "walk.txt"
    log.write_text(LOG, encoding="utf-8")
    notes.write_text(NOTES, encoding="utf-8")
    window.exchange.import_files([notes, log])
    QTest.keyClick(asked(window, qtbot), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.desk.writer.busy and not window.desk.reader.busy)
    assert glance(tmp_path).count == 0


def test_a_table_that_is_none_is_a_sentence_and_no_question(make_app: MakeApp, tmp_path: Path, qtbot: QtBot) -> None:
    window = make_app().window
    log = tmp_path / "names.csv"
    log.write_text("name\nAnna\n", encoding="utf-8")
    with qtbot.waitSignal(window.exchange.failed) as failed:
        window.exchange.import_files([log])
    assert "found 1 columns, expected case, activity and time" in failed.args[0].title
    assert not window.findChildren(LogColumnsDialog)


def test_a_table_of_the_app_s_own_is_a_sentence_and_no_question(
    make_app: MakeApp, tmp_path: Path, qtbot: QtBot
) -> None:
    window = make_app().window
    write_file([each.record for each in demo.load()[:2]], tmp_path / "metrics.csv")
    with qtbot.waitSignal(window.exchange.failed) as failed:
        window.exchange.import_files([tmp_path / "metrics.csv"])
    assert "metrics.csv is this app's own table “metrics”, which alone makes no journey." in failed.args[0].title
    assert not window.findChildren(LogColumnsDialog)


def _objects(folder: Path) -> Path:
    return put_json(folder, as_json(), "orders.json")


def _choose_orders(window: MainWindow, qtbot: QtBot) -> LogObjectsDialog:
    """Choose by keyboard, and say what was told."""
    qtbot.waitUntil(lambda: bool(window.findChildren(LogObjectsDialog)))
    dialog = window.findChildren(LogObjectsDialog)[-1]
    shown = [[dialog.types.item(line, place).text() for place in range(4)] for line in range(3)]
    assert shown[:2] == [
        ["item", "3", "2.7", "place order, pick item, ship"],
        ["order", "2", "3.0", "place order, pick item, ship, inform"],
    ]
    QTest.keyClick(dialog.types, Qt.Key.Key_Down)
    QTest.keyClicks(dialog.told, "weather")
    assert not dialog.take.isEnabled()
    dialog.told.setText("inform")
    assert dialog.telling.text() == "Told: 1 of 4 activities: inform."
    return dialog


def test_of_a_log_of_many_objects_the_case_is_asked_with_what_happens_to_each(
    make_app: MakeApp, tmp_path: Path, qtbot: QtBot
) -> None:
    window = make_app().window
    window.exchange.import_files([_objects(tmp_path), put_sqlite(tmp_path, objects={**OBJECTS})])
    first = _choose_orders(window, qtbot)
    first.take.click()
    qtbot.waitUntil(lambda: first not in window.findChildren(LogObjectsDialog))
    second = _choose_orders(window, qtbot)
    with qtbot.waitSignal(window.exchange.listChanged):
        QTest.keyClick(second.types, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.desk.writer.busy and not window.desk.reader.busy)
    assert {row.place: row.moments for row in glance(tmp_path).rows} == {"o1": 1, "o2": 0}


def test_a_log_that_the_app_wrote_asks_nothing_and_is_said_to_lack_what_logs_lack(
    make_app: MakeApp, tmp_path: Path, qtbot: QtBot
) -> None:
    window = make_app().window
    walks = [replace(each, journey=replace(each.journey, demo=False)) for each in many(3)]
    for suffix in ("ocel.json", "ocel.sqlite", "xes.gz"):
        write_file(walks, tmp_path / f"walks.{suffix}")
    ((told, report),) = _import(window, qtbot, tmp_path / "walks.ocel.json")
    assert told == "3 of 3 journeys are new and on disk."
    assert "carry no expectations, findings, reflections" in report
    for suffix in ("ocel.sqlite", "xes.gz"):
        (told, _), *_ = _import(window, qtbot, tmp_path / f"walks.{suffix}")
        assert told == "Nothing new: these journeys are already here."
    assert not window.findChildren(LogObjectsDialog)


def test_an_object_log_that_is_gone_is_a_sentence(make_app: MakeApp, tmp_path: Path, qtbot: QtBot) -> None:
    window = make_app().window
    with qtbot.waitSignal(window.exchange.failed) as failed:
        window.exchange.import_files([tmp_path / "gone.ocel.sqlite"])
    assert "cannot be read" in failed.args[0].title


def test_what_was_told_of_one_import_goes_when_the_next_begins(
    make_app: MakeApp, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = make_app().window
    monkeypatch.setattr("ui.exchange.QFileDialog.getOpenFileNames", lambda *_: ([], ""))
    window.show_known(Stopped())
    assert window.banner.isVisible()
    window.exchange.import_files([])  # nothing was picked: nothing begins
    assert window.banner.isVisible()
    log = tmp_path / "orders.csv"
    log.write_text(LOG, encoding="utf-8")
    window.exchange.import_files([log])
    assert not window.banner.isVisible()
    asked(window, qtbot).reject()
    window.show_lasting(KnownError("The data folder cannot be written.", "Close the other window."))
    window.exchange.import_files([log])
    assert window.banner.isVisible()
    qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(LogColumnsDialog)))


def test_a_look_that_is_stopped_asks_nothing_and_takes_nothing(make_app: MakeApp, tmp_path: Path, qtbot: QtBot) -> None:
    window = make_app().window
    looking = Looking(window.desk, lambda progress: question(_objects(tmp_path), progress), window)
    looking.stop()
    with qtbot.waitSignal(looking.failed) as failed:
        looking.start()
    assert "stopped; nothing was imported" in failed.args[0].title
    assert glance(tmp_path).count == 0


def test_of_a_single_journey_it_is_told_too_what_its_log_does_not_carry(
    make_app: MakeApp, tmp_path: Path, qtbot: QtBot
) -> None:
    window = make_app().window
    write_file(many(1), tmp_path / "walk.xes")
    with qtbot.waitSignal(window.journeyShown):
        ((told, report),) = _import(window, qtbot, tmp_path / "walk.xes")
    assert told == "One journey is new and on disk."
    assert "carry no expectations" in report
    assert "carry no expectations" in "".join(each.text() for each in window.findChildren(QLabel) if each.isVisible())


def changed(folder: Path, suffix: str) -> Path:
    """A log that the app wrote, and another program has taken the state of its journeys out of."""
    plain = [replace(each, journey=replace(each.journey, demo=False)) for each in many(3)]
    file = folder / f"walks.{suffix}"
    write_file(plain, file)
    if suffix == "xes":
        file.write_text(re.sub(r'<string key="state" value="[^"]*"/>', "", file.read_text("utf-8")), "utf-8")
    else:
        whole = json.loads(file.read_text("utf-8"))
        for thing in whole["objects"]:
            thing["attributes"] = [each for each in thing.get("attributes", []) if each["name"] != "state"]
        file.write_text(json.dumps(whole), "utf-8")
    return file


@pytest.mark.parametrize("suffix", ["xes", "ocel.json"])
def test_a_log_of_its_own_that_was_changed_is_offered_as_an_event_log(
    suffix: str, make_app: MakeApp, tmp_path: Path, qtbot: QtBot
) -> None:
    window = make_app().window
    file = changed(tmp_path, suffix)
    window.exchange.import_files([file])
    qtbot.waitUntil(lambda: bool(window.findChildren(ChangedLogDialog)))
    (dialog,) = window.findChildren(ChangedLogDialog)
    said = " ".join(each.text() for each in dialog.findChildren(QLabel)).replace("\u200b", "")
    assert "found no state, expected it" in said
    assert "Another program has changed this log" in said
    with qtbot.waitSignal(window.exchange.listChanged):
        button = dialog.findChild(QPushButton, "changedImport")
        assert isinstance(button, QPushButton)
        button.click()
    qtbot.waitUntil(lambda: not window.desk.writer.busy and not window.desk.reader.busy)
    rows = glance(tmp_path).rows
    assert [row.state for row in rows] == ["finalised"] * 3
    told = sorted(sum(m.kind == "communication" for m in each.moments) for each in many(3))
    assert sorted(row.moments for row in rows) == told


def test_turning_it_down_says_why_and_leaves_nothing(make_app: MakeApp, tmp_path: Path, qtbot: QtBot) -> None:
    window = make_app().window
    window.exchange.import_files([changed(tmp_path, "xes")])
    qtbot.waitUntil(lambda: bool(window.findChildren(ChangedLogDialog)))
    with qtbot.waitSignal(window.exchange.failed) as failed:
        QTest.keyClick(window.findChildren(ChangedLogDialog)[0], Qt.Key.Key_Return)
    assert "walks.xes" in failed.args[0].title
    assert window.banner.isVisible()
    assert glance(tmp_path).count == 0


def test_words_that_no_activity_has_are_told_and_not_asked_again(
    make_app: MakeApp, tmp_path: Path, qtbot: QtBot
) -> None:
    window = make_app().window
    window.exchange.import_files([changed(tmp_path, "xes")])
    qtbot.waitUntil(lambda: bool(window.findChildren(ChangedLogDialog)))
    (dialog,) = window.findChildren(ChangedLogDialog)
    dialog.told.setText("pigeon")
    with qtbot.waitSignal(window.exchange.failed) as failed:
        dialog.accept()
    assert "no activity fits the pattern “pigeon”" in failed.args[0].title
