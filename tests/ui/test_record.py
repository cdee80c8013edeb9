"""The record on the screen: every edit in words, filtered, with old and new, and where it breaks."""

from __future__ import annotations

import sqlite3
from contextlib import closing as closing_connection
from pathlib import Path

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from mysteryshop.clock import FixedClock
from mysteryshop.paths import database_file
from mysteryshop.recorder import Recorder
from mysteryshop.store.database import Database
from tests.core.bundles import desk
from tests.core.walks import START_US, closing, rich
from ui.app import Application
from ui.bundles.dialogs import OpenBundleDialog
from ui.record.dialog import RecordDialog
from ui.record.words import NOTHING, VERBS, lines

from .conftest import MakeApp


@pytest.fixture
def sealed(tmp_path: Path) -> str:
    """A journey with every kind of edit, sealed and amended by somebody with a name."""
    with closing(rich(tmp_path, id="walked")) as walk:
        walk.recorder.finalise("walked", walk.later())
        walk.recorder.author = "Ada Analyst"
        walk.recorder.amend_journey("walked", place="Porto", reason="wrong town")
        walk.recorder.annotate("walked", tags=["pilot"], retain_until="2030-01-01")
        walk.recorder.author = ""
    return "walked"


def opened(qtbot: QtBot, application: Application, journey: str) -> RecordDialog:
    with qtbot.waitSignal(application.window.journeyShown):
        application.window.open(journey, "finalised")
    record = application.window.findChild(QPushButton, "story.record")
    assert record is not None
    record.click()
    dialog = application.window.findChild(RecordDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.edits.rowCount() > 0)
    return dialog


def shown(dialog: RecordDialog, column: int) -> list[str]:
    return [dialog.edits.index(n, column).data() for n in range(dialog.edits.rowCount())]


def test_every_edit_is_told_in_words_the_newest_first(qtbot: QtBot, make_app: MakeApp, sealed: str) -> None:
    dialog = opened(qtbot, make_app(), sealed)
    QAbstractItemModelTester(dialog.edits, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert shown(dialog, 0) == [str(n) for n in range(dialog.edits.rowCount(), 0, -1)]
    what = shown(dialog, 3)
    assert what[:3] == ["Noted how it is kept", "Journey changed", "Sealed"]
    assert "Recorded: friction, “Two lanes closed, nobody says why”" in what
    assert any(text.startswith("Undone edit ") for text in what)
    assert shown(dialog, 2)[:3] == ["Ada Analyst", "Ada Analyst", NOTHING]
    assert shown(dialog, 4)[1] == "wrong town"
    dialog.list.setCurrentIndex(dialog.edits.index(1, 0))
    facts = [[dialog.facts.index(n, c).data() for c in range(4)] for n in range(dialog.facts.rowCount())]
    assert ["the journey", "place", "Lisbon to Oslo", "Porto"] in facts
    assert ["", "seal broken", "no", "yes"] in facts
    dialog.close()


def test_when_an_edit_was_made_stands_there_to_the_second(qtbot: QtBot, make_app: MakeApp, sealed: str) -> None:
    dialog = opened(qtbot, make_app(), sealed)
    dialog.list.ensurePolished()
    needs = dialog.list.fontMetrics().horizontalAdvance(shown(dialog, 1)[0])
    assert dialog.list.columnWidth(1) >= needs + 24  # the sheet's padding on both sides


def test_the_filter_looks_into_old_and_new_and_by_what_was_edited(qtbot: QtBot, make_app: MakeApp, sealed: str) -> None:
    dialog = opened(qtbot, make_app(), sealed)
    whole = dialog.edits.rowCount()
    dialog.search.setText("porto wrong")
    assert shown(dialog, 3) == ["Journey changed"]
    assert dialog.count.text() == f"1 of {whole}"
    dialog.search.clear()
    dialog.parts.setCurrentIndex(dialog.parts.findData("files"))
    assert [text.split(":")[0] for text in shown(dialog, 3)] == ["Taken back", "Saved"]
    dialog.search.setText("no such words")
    assert dialog.edits.rowCount() == dialog.facts.rowCount() == 0
    dialog.close()


def test_check_says_that_it_holds_or_leads_to_where_it_breaks(
    qtbot: QtBot, make_app: MakeApp, sealed: str, tmp_path: Path
) -> None:
    dialog = opened(qtbot, make_app(), sealed)
    dialog.check.click()
    qtbot.waitUntil(lambda: "The record is whole" in dialog.verdict.text())
    with closing_connection(sqlite3.connect(database_file(tmp_path), isolation_level=None)) as raw:
        raw.execute("UPDATE edits SET reason = 'better so' WHERE seq = 7")
    dialog.search.setText("porto")
    dialog.check.click()
    qtbot.waitUntil(lambda: "Broken at edit 7" in dialog.verdict.text())
    assert dialog.edits.row(dialog.list.currentIndex().row()).seq == 7
    dialog.close()


def test_check_leads_to_the_newest_edit_of_what_was_altered(
    qtbot: QtBot, make_app: MakeApp, sealed: str, tmp_path: Path
) -> None:
    dialog = opened(qtbot, make_app(), sealed)
    with closing_connection(sqlite3.connect(database_file(tmp_path), isolation_level=None)) as raw:
        raw.execute("UPDATE moments SET level = 1 WHERE kind = 2")
    dialog.search.setText("porto")
    dialog.check.click()
    qtbot.waitUntil(lambda: "its severity was 4, and is 1 now." in dialog.verdict.text())
    assert "The friction “Two lanes closed, nobody says why” at 10:08" in dialog.verdict.text()
    line = dialog.edits.row(dialog.list.currentIndex().row())
    assert line.what == "Changed: friction, “Two lanes closed, nobody says why”"
    assert [(a.before, a.after) for a in line.alterations if a.what == "grade"] == [("3", "4")]
    dialog.close()


def test_a_bundle_is_compared_with_the_record(qtbot: QtBot, make_app: MakeApp, sealed: str, tmp_path: Path) -> None:
    with desk(tmp_path) as here:
        here.hand_on(tmp_path / "same.journey", sealed)
        here.hand_on(tmp_path / "closed.journey", sealed, passphrase="word")
    dialog = opened(qtbot, make_app(), sealed)
    dialog.compare(tmp_path / "same.journey")
    qtbot.waitUntil(lambda: "It is the same record, edit by edit." in dialog.verdict.text())
    dialog.compare(tmp_path / "closed.journey")
    qtbot.waitUntil(lambda: dialog.findChild(OpenBundleDialog) is not None)
    asking = dialog.findChild(OpenBundleDialog)
    assert asking is not None
    asking.field.edit.setText("word")
    asking.go.click()
    qtbot.waitUntil(lambda: "closed.journey: It is the same record" in dialog.verdict.text(), timeout=10_000)
    dialog.compare(tmp_path / "missing.pdf")
    qtbot.waitUntil(lambda: "cannot be read" in dialog.verdict.text())
    dialog.close()


def test_a_long_record_is_listed_and_filtered_at_once(qtbot: QtBot, make_app: MakeApp, tmp_path: Path) -> None:
    """Thousands of edits: only those that are seen are drawn."""
    with Database.open(tmp_path) as database:
        from tests.core.walks import AIRLINE

        clock = FixedClock(START_US)
        recorder = Recorder(database, clock)
        recorder.prepare(AIRLINE, id="long")
        recorder.start("long", clock.advance(1), "security-line")
        for number in range(1500):
            recorder.capture("long", "note", clock.advance(1), text=f"note {number}")
        recorder.finish("long", clock.advance(1))
    application = make_app()
    with qtbot.waitSignal(application.window.journeyShown):
        application.window.open("long", "debrief")
    debrief = application.window.findChild(QPushButton, "debrief.record")
    assert debrief is not None
    debrief.click()
    dialog = application.window.findChild(RecordDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.edits.rowCount() == 1503)
    dialog.search.setText("1499")
    assert shown(dialog, 3) == ["Recorded: note, “note 1499”"]
    QApplication.processEvents()
    dialog.close()


def test_every_verb_that_the_recorder_writes_has_its_words(tmp_path: Path) -> None:
    with closing(rich(tmp_path)) as walk:
        walk.recorder.exclude(walk.id, "recognised")
        walk.recorder.include(walk.id)
        edits = walk.queries.edits(walk.id)
        assert {edit.verb for edit in edits} <= VERBS.keys()
        told = lines(edits, walk.queries.load(walk.id))
    assert all(line.what and line.when.startswith("2026-11-14 ") for line in told)
    assert [line.seq for line in told] == [edit.seq for edit in reversed(edits)]
