"""How long journeys are kept: a day from the menus, a reminder at home, and a purge that is meant in two steps."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel
from pytestqt.qtbot import QtBot

from mysteryshop.journey import Record
from mysteryshop.recorder import Recorder
from mysteryshop.settings import Settings
from mysteryshop.store.glance import glance
from ui.app import Application
from ui.privacy.purge_dialog import PurgeDialog
from ui.privacy.retention_dialog import Kept, RetentionDialog

from .conftest import MakeApp
from .screen_rig import DONE, read_notes

OTHER = DONE.replace("2026-11-14", "2026-11-15").replace("Lisbon to Oslo", "Porto to Oslo")


@pytest.fixture
def two(fill: object) -> tuple[Record, Record]:
    """Two journeys in their debrief; the first was to be kept until a day that is long past."""
    records = (read_notes(DONE), read_notes(OTHER))

    def keep(recorder: Recorder) -> None:
        for record in records:
            recorder.import_record(record)
        recorder.annotate(records[0].journey.id, retain_until="2026-01-31")

    fill(keep)  # type: ignore[operator]  # the fixture is a function
    return records


def _rest(qtbot: QtBot, app: Application) -> None:
    desk = app.desk
    for _ in range(3):
        qtbot.waitUntil(lambda: not desk.writer.busy and not desk.reader.busy, timeout=60_000)


def _dialog(qtbot: QtBot, app: Application, kind: type[QDialog]) -> QDialog:
    qtbot.waitUntil(lambda: any(d.isVisible() for d in app.window.findChildren(kind)))
    return next(d for d in app.window.findChildren(kind) if d.isVisible())


def test_home_reminds_and_a_purge_takes_two_steps(
    make_app: MakeApp, qtbot: QtBot, two: tuple[Record, Record], tmp_path: Path
) -> None:
    app = make_app()
    home = app.window.journeys
    qtbot.waitUntil(home.kept.isVisible)
    assert "Fly as a passenger · Lisbon to Oslo (until 31 Jan 2026)" in home.kept.words.text().replace("\u200b", "")
    home.kept.purgeRequested.emit(home.kept._due)
    dialog = _dialog(qtbot, app, PurgeDialog)
    assert isinstance(dialog, PurgeDialog)
    assert not dialog.go.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Return)  # Enter alone leaves everything as it is
    assert not dialog.isVisible()
    _rest(qtbot, app)
    assert glance(tmp_path).count == 2
    home.kept.purgeRequested.emit(home.kept._due)
    dialog = _dialog(qtbot, app, PurgeDialog)
    assert isinstance(dialog, PurgeDialog)
    dialog.tick.click()
    with qtbot.waitSignal(app.window.keeping.purged, timeout=20_000) as gone:
        dialog.go.click()
    assert gone.args == [[two[0].journey.id]]
    _rest(qtbot, app)
    assert [row.id for row in glance(tmp_path).rows] == [two[1].journey.id]
    assert not home.kept.isVisible()
    assert "gone for good" in app.window.banner.findChild(QLabel, "bannerTitle").text()


def test_the_story_leaves_a_journey_that_was_purged_in_it(
    make_app: MakeApp, qtbot: QtBot, two: tuple[Record, Record]
) -> None:
    app = make_app()
    window = app.window
    ident = two[1].journey.id
    with qtbot.waitSignal(window.journeyShown):
        window.open(ident, "debrief")
    window.show_screen("story")
    _rest(qtbot, app)
    assert window.of_journey is not None
    window.of_journey.story.menu.entries["purge"].trigger()
    dialog = _dialog(qtbot, app, PurgeDialog)
    assert isinstance(dialog, PurgeDialog)
    dialog.tick.click()
    dialog.go.click()
    qtbot.waitUntil(lambda: window.open_journey is None, timeout=20_000)
    _rest(qtbot, app)
    assert window.stack.currentWidget() is window.journeys
    with qtbot.waitSignal(window.journeyShown):
        window.open(two[0].journey.id, "debrief")


def test_a_day_is_chosen_from_the_list_and_can_be_taken_away(
    make_app: MakeApp, qtbot: QtBot, two: tuple[Record, Record], tmp_path: Path
) -> None:
    app = make_app()
    home = app.window.journeys
    qtbot.waitUntil(home.kept.isVisible)
    row = next(r for r in glance(tmp_path).rows if r.id == two[0].journey.id)
    action = next(a for a in home.menu_for(row).actions() if a.text() == "Keep until…")
    action.trigger()
    dialog = _dialog(qtbot, app, RetentionDialog)
    assert isinstance(dialog, RetentionDialog)
    assert dialog.day.text() == "2026-01-31"
    dialog.day.setText("next year")
    QTest.keyClick(dialog.day, Qt.Key.Key_Return)
    assert dialog.isVisible()  # and says what is expected
    dialog.findChild(type(app.window.journeys._new), "retention.never").click()
    with qtbot.waitSignal(app.window.keeping.retained, timeout=20_000):
        QTest.keyClick(dialog.day, Qt.Key.Key_Return)
    _rest(qtbot, app)
    assert next(r for r in glance(tmp_path).rows if r.id == row.id).retain_until == ""
    assert not home.kept.isVisible()


def test_a_finished_walk_is_kept_for_the_usual_period(
    make_app: MakeApp, qtbot: QtBot, walking: str, tmp_path: Path
) -> None:
    app = make_app()
    app.window.settings_screen.changed.emit(Settings(keep_months=12))
    app.window.journeys.finishRequested.emit(walking)
    qtbot.waitUntil(lambda: glance(tmp_path).rows[0].retain_until != "", timeout=20_000)
    _rest(qtbot, app)
    day = app.desk.clock.today()
    assert glance(tmp_path).rows[0].retain_until == day.replace(year=day.year + 1).isoformat()


def test_dialogs_name_a_few_and_count_the_rest(qtbot: QtBot) -> None:
    dialog = PurgeDialog([Kept(str(n), f"Journey {n}") for n in range(9)])
    qtbot.addWidget(dialog)
    said = "\n".join(words.text() for words in dialog.findChildren(QLabel))
    assert "Purge these 9 journeys for good?" in said
    assert "Journey 3\nand 5 more" in said
