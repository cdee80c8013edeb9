"""Tags: given to several journeys at once, in Prepare and in Story; home finds by tag and by what was noted."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from mysteryshop.recorder import Recorder
from mysteryshop.store.glance import glance
from tests.many import many
from ui.journeys.model import TAGS_ROLE
from ui.main_window import MainWindow

from .conftest import Fill, MakeApp


@pytest.fixture
def home(fill: Callable[[Fill], object], make_app: MakeApp) -> MainWindow:
    """Four finalised journeys, one of them tagged."""

    def work(recorder: Recorder) -> None:
        records = many(4)
        recorder.import_records(records)
        recorder.annotate(records[0].journey.id, tags=("winter",))

    fill(work)
    return make_app().window


def rest(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.desk.reader.busy and not window.desk.writer.busy, timeout=30_000)


def shown(window: MainWindow) -> list[tuple[str, ...]]:
    model = window.journeys.model
    return [model.row_of(model.index(row, 0)).tags for row in range(model.rowCount())]


def test_several_journeys_are_tagged_at_once_and_found_by_it(home: MainWindow, qtbot: QtBot) -> None:
    screen = home.journeys
    rest(home, qtbot)
    flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    for row in range(4):
        screen.table.selectionModel().select(screen.model.index(row, 0), flags)
    dialog = screen.edit_tags(screen.selected())
    assert [chip.text() for chip in dialog.field.chips()] == ["winter  on 1 of 4"]
    QTest.keyClicks(dialog.field.line, "board,pil")
    QTest.keyClick(dialog.field.line, Qt.Key.Key_Return)
    assert dialog.field.tags == ("board", "pil")
    QTest.keyClick(dialog.field.line, Qt.Key.Key_Backspace)
    assert dialog.field.tags == ("board",)
    dialog.accept()
    qtbot.waitUntil(lambda: screen.filters.tags.count() == 3)
    rest(home, qtbot)
    assert sorted(shown(home)) == [("board",), ("board",), ("board",), ("winter", "board")]
    screen.filters.tags.setCurrentIndex(screen.filters.tags.findData("winter"))
    qtbot.waitUntil(lambda: shown(home) == [("winter", "board")])
    assert screen.model.index(0, 1).data(TAGS_ROLE) == "#winter  #board"
    assert all(row.sealed and not row.seal_broken for row in glance(home.desk.data_dir).rows if row.sealed)


def test_a_tag_that_some_have_is_given_to_all_or_taken_from_one(home: MainWindow, qtbot: QtBot) -> None:
    screen = home.journeys
    rest(home, qtbot)
    journeys = [screen.model.row_of(screen.model.index(row, 0)) for row in range(4)]
    dialog = screen.edit_tags(journeys)
    dialog.field.chips()[0].click()
    qtbot.waitUntil(lambda: dialog.field.tags == ("winter",))
    assert len(dialog.changes()) == 3
    dialog.reject()
    tagged = next(journey for journey in journeys if journey.tags)
    alone = screen.edit_tags([tagged])
    alone.field.chips()[0].click()
    qtbot.waitUntil(lambda: not alone.field.tags)
    assert alone.changes() == {tagged.id: ()}
    alone.reject()


def test_home_finds_what_was_noted_although_no_figures_were_ever_asked_for(home: MainWindow, qtbot: QtBot) -> None:
    screen = home.journeys
    rest(home, qtbot)
    word = next(m.text for m in many(1)[0].moments if m.text).split()[0]
    QTest.keyClicks(screen.filters.search, word)
    qtbot.waitUntil(lambda: screen.model.filter.text == word and screen.model.rowCount() > 0, timeout=30_000)
    rest(home, qtbot)
    assert screen.filters.count.text().startswith("n = ")
    QTest.keyClicks(screen.filters.search, "zzz")
    qtbot.waitUntil(lambda: screen.filters.count.text() == "No journey matches")


def test_a_plan_is_tagged_while_it_is_prepared(home: MainWindow, qtbot: QtBot) -> None:
    home.show_prepare("airline-passenger")
    rest(home, qtbot)
    QTest.keyClicks(home.prepare.form.tags.line, "pilot")
    with qtbot.waitSignal(home.prepare.prepared):
        home.prepare._save(start=False)
    rest(home, qtbot)
    assert next(row.tags for row in glance(home.desk.data_dir).rows if row.state == "planned") == ("pilot",)


def test_a_story_is_tagged_and_stays_sealed(home: MainWindow, qtbot: QtBot) -> None:
    rest(home, qtbot)
    row = next(row for row in glance(home.desk.data_dir).rows if not row.tags)
    with qtbot.waitSignal(home.journeyShown):
        home.open(row.id, "finalised")
    assert home.of_journey is not None
    field = home.of_journey.story.head.tags
    QTest.keyClicks(field.line, "board")
    QTest.keyClick(field.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: home.open_journey is not None and home.open_journey.record.journey.tags == ("board",))
    rest(home, qtbot)
    assert home.findChild(QLabel, "story.headline") is not None
    assert next(each for each in glance(home.desk.data_dir).rows if each.id == row.id).tags == ("board",)
