"""The home screen: resume first, then everything, searched and sorted; and what the first paint may cost."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from mysteryshop import templates
from mysteryshop.clock import Clock, Jump
from mysteryshop.errors import KnownError
from mysteryshop.recorder import Recorder
from ui.journeys.model import DETAIL_ROLE, ID_ROLE
from ui.journeys.table import JOURNEY, NAMES
from ui.main_window import MainWindow

from .conftest import Fill, MakeApp
from .first_paint import imported_at_first_paint

ROOT = Path(__file__).resolve().parents[2]

SECOND_APP = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from ui.app import Application

app = QApplication([])
application = Application(app, Path(sys.argv[1]))
application.desk.openFailed.connect(lambda error: (print(error), app.exit(0)))
application.desk.opened.connect(lambda: app.exit(1))
application.show()
code = app.exec()
application.close()
sys.exit(code)
"""


def _prepared(count: int) -> Fill:
    def work(recorder: Recorder) -> None:
        plans = (templates.find("hotel-stay"), templates.find("airline-passenger"))
        for number in range(count):
            recorder.prepare(plans[number % 2], place=f"Place {number:03}")

    return work


def _texts(widget: object, kind: type = QLabel) -> list[str]:
    return [part.text() for part in widget.findChildren(kind) if part.isVisible()]  # type: ignore[attr-defined]


def test_until_the_first_paint_only_qt_and_sqlite3_are_imported(tmp_path: Path, walking: str) -> None:
    loaded = imported_at_first_paint(tmp_path)
    assert {"PySide6", "sqlite3"} <= loaded
    heavy = {
        "sqlalchemy",
        "numpy",
        "matplotlib",
        "alembic",
        "typst",
        "xlsxwriter",
        "openpyxl",
        "PIL",
        "tomli_w",
        "hypothesis",
    }
    assert loaded & heavy == set()
    ours = {
        "PySide6",
        "shiboken6",
        "mysteryshop",
        "ui",
        "tzdata",
        "sitecustomize",
    }  # tzdata: files of zones; sitecustomize: Debian's Python
    foreign = loaded - ours - set(sys.stdlib_module_names) - {"__main__"}
    assert {name for name in foreign if not name.startswith(("_", "shiboken", "signature"))} == set()


def test_an_empty_home_says_what_to_do_first(make_app: MakeApp) -> None:
    window = make_app().window
    assert "Nothing walked yet" in _texts(window.journeys)
    assert "Prepare your first journey" in _texts(window.journeys, QPushButton)
    assert not window.journeys.table.isVisible()


def test_an_interrupted_walk_is_asked_about_first_and_enter_resumes_it(
    make_app: MakeApp, walking: str, qtbot: QtBot
) -> None:
    window = make_app().window
    asked = [text for text in _texts(window.journeys) if text.startswith("This walk is not finished. Go on with it?")]
    assert len(asked) == 1
    assert "1 moment on disk" in asked[0]
    button = window.journeys.unfinished.first_button()
    assert button is not None
    assert button.text() == "Resume the walk"
    with qtbot.waitSignal(window.journeyShown) as shown:
        qtbot.keyClick(button, Qt.Key.Key_Space)
    assert shown.args == [walking, "walk"]


def test_a_walk_that_is_over_can_be_finished_from_home(make_app: MakeApp, walking: str, qtbot: QtBot) -> None:
    window = make_app().window
    button = window.journeys.findChild(QPushButton, "finishNow")
    with qtbot.waitSignal(window.journeyShown) as shown:
        button.click()
    assert shown.args == [walking, "debrief"]


def test_search_filter_and_sort_answer_from_the_store(
    make_app: MakeApp, fill: Callable[[Fill], object], qtbot: QtBot
) -> None:
    fill(_prepared(30))
    screen = make_app().window.journeys
    tester = QAbstractItemModelTester(screen.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert screen.model.rowCount() == 30
    qtbot.keyClicks(screen.filters.search, "place 007")
    qtbot.waitUntil(lambda: screen.model.rowCount() == 1)
    assert screen.model.index(0, 1).data(DETAIL_ROLE) == "Place 007"
    screen.filters.search.clear()
    screen.filters.templates.setCurrentIndex(screen.filters.templates.findData("hotel-stay"))
    qtbot.waitUntil(lambda: screen.model.rowCount() == 15)
    screen.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    qtbot.waitUntil(lambda: screen.model.index(0, 1).data(DETAIL_ROLE) == "Place 000")
    qtbot.keyClicks(screen.filters.search, "nowhere")
    qtbot.waitUntil(lambda: screen.model.rowCount() == 0)
    assert screen.filters.count.text() == "No journey matches"
    del tester


def test_thousands_of_journeys_arrive_in_pages(make_app: MakeApp, fill: Callable[[Fill], object], qtbot: QtBot) -> None:
    fill(_prepared(450))
    screen = make_app().window.journeys
    assert screen.model.rowCount() == 200
    assert screen.filters.count.text() == "n = 450"
    screen.table.scrollToBottom()
    qtbot.waitUntil(lambda: screen.model.rowCount() == 400)
    screen.table.scrollToBottom()
    qtbot.waitUntil(lambda: screen.model.rowCount() == 450)
    places = {screen.model.index(row, 1).data(DETAIL_ROLE) for row in range(450)}
    assert len(places) == 450


def test_a_store_that_cannot_be_read_is_a_sentence_that_stays(make_app: MakeApp, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "mysteryshop.sqlite").write_bytes(b"this was never a database" * 200)
    window = make_app(wait=False).window
    qtbot.waitUntil(window.banner.isVisible)
    title = window.banner.findChild(QLabel, "bannerTitle").text()
    assert title
    assert (tmp_path / "mysteryshop.sqlite").read_bytes().startswith(b"this was never")


def test_a_second_app_on_the_same_folder_is_told_so(make_app: MakeApp, tmp_path: Path) -> None:
    make_app()
    started = subprocess.run(
        [sys.executable, "-c", SECOND_APP, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert started.returncode == 0, started.stderr
    assert "open" in started.stdout


def test_a_clock_that_is_set_during_a_walk_is_said_once(make_app: MakeApp, qtbot: QtBot) -> None:
    application = make_app()
    said: list[KnownError] = []
    application.desk.warned.connect(said.append)
    application.desk.clock._jumps.append(Jump(0, -3600.0, "set"))
    for _ in range(2):
        application.desk.stored.emit(None)
    assert [error.title for error in said] == ["The computer's clock was set back by 1:00:00."]
    assert application.window.banner.isVisible()


def test_with_the_largest_letters_in_the_smallest_window_no_card_is_cut_and_names_keep_their_room(
    make_app: MakeApp, fill: Callable[[Fill], object], qtbot: QtBot
) -> None:
    plan = templates.find("hotel-stay")
    for place in ("Garden and home store, Utrecht", "Home internet, Graz", "Sales office, Oslo"):
        fill(
            lambda recorder, place=place: recorder.start(recorder.prepare(plan, place=place).journey.id, Clock().now())
        )
    application = make_app()
    window = application.window
    window.resize(1000, 640)
    qtbot.waitUntil(lambda: len(_resumes(window)) == 3)
    application.theme.set_mode("light", 1.3)
    qtbot.waitUntil(lambda: len(_resumes(window)) == 1)
    assert "and 2 more unfinished, in the list below" in _texts(window.journeys.unfinished)
    qtbot.waitUntil(lambda: window.journeys.table.columnWidth(JOURNEY) >= NAMES)
    words = [word for word in window.journeys.unfinished.findChildren(QLabel) if word.isVisible()]
    assert [word.text() for word in words if word.height() < word.heightForWidth(word.width())] == []
    application.theme.set_mode("light", 1.0)
    qtbot.waitUntil(lambda: len(_resumes(window)) == 3)


def _resumes(window: MainWindow) -> list[QPushButton]:
    return [each for each in window.journeys.unfinished.findChildren(QPushButton, "resume") if each.isVisible()]


def test_in_the_smallest_window_a_long_place_cuts_nothing_and_names_keep_their_room(
    make_app: MakeApp, fill: Callable[[Fill], object], qtbot: QtBot
) -> None:
    plan = templates.find("hotel-stay")
    for place in ("Lisbon to Oslo", "Donaudampfschifffahrtsgesellschaftskapitänsmütze" * 4):
        fill(
            lambda recorder, place=place: recorder.start(recorder.prepare(plan, place=place).journey.id, Clock().now())
        )
    window = make_app().window
    window.resize(1000, 640)
    table = window.journeys.table
    qtbot.waitUntil(lambda: window.width() == 1000 and table.isVisible())
    qtbot.waitUntil(lambda: table.columnWidth(JOURNEY) >= NAMES)
    words = [word for word in window.journeys.unfinished.findChildren(QLabel) if word.isVisible()]
    assert len(words) == 4
    assert [word.text() for word in words if word.height() < word.heightForWidth(word.width())] == []
    assert not table.horizontalScrollBar().isVisible()


def test_no_state_or_day_is_cut(make_app: MakeApp, fill: Callable[[Fill], object], qtbot: QtBot) -> None:
    fill(lambda recorder: recorder.prepare(templates.find("hotel-stay")))
    table = make_app().window.journeys.table
    qtbot.waitUntil(table.isVisible)
    day = table.model().index(0, 0)
    assert day.data() == "to be walked"
    assert table.columnWidth(0) >= table.sizeHintForIndex(day).width()


def test_a_plan_is_deleted_only_when_it_is_meant(
    make_app: MakeApp, fill: Callable[[Fill], object], qtbot: QtBot
) -> None:
    fill(_prepared(1))
    window = make_app().window
    ident = str(window.journeys.model.index(0, 0).data(ID_ROLE))
    window.journeys.discardRequested.emit(ident)
    qtbot.keyClick(window.findChild(QDialog, "confirmDialog"), Qt.Key.Key_Return)
    assert window.journeys.model.rowCount() == 1
    window.journeys.discardRequested.emit(ident)
    (dialog,) = (d for d in window.findChildren(QDialog, "confirmDialog") if d.isVisible())
    dialog.findChild(QPushButton, "confirmDo").click()
    qtbot.waitUntil(lambda: window.journeys.model.rowCount() == 0)


def test_a_sealed_journey_that_was_altered_in_the_file_says_so_when_it_is_opened(
    make_app: MakeApp, fill: Callable[[Fill], str], walking: str, tmp_path: Path, qtbot: QtBot
) -> None:
    def seal(recorder: Recorder) -> str:
        recorder.finish(walking, Clock().now())
        return recorder.finalise(walking, Clock().now()).journey.id

    fill(seal)
    with closing(sqlite3.connect(tmp_path / "mysteryshop.sqlite")) as raw:
        assert raw.execute("UPDATE moments SET text = 'All was well'").rowcount == 1
        raw.commit()
    window = make_app().window
    with qtbot.waitSignal(window.journeyShown):
        window.open(walking, "finalised")
    assert window.of_journey is not None
    banner = window.of_journey.story.banner
    qtbot.waitUntil(banner.isVisible)
    assert "no longer what was sealed" in banner.findChild(QLabel, "bannerTitle").text()


def test_a_journey_that_is_still_being_read_when_the_window_closes_is_shown_nowhere(
    make_app: MakeApp, walking: str, qtbot: QtBot
) -> None:
    application = make_app()
    window, reader = application.window, application.desk.reader
    window.stack.journey_screens()
    window.open(walking, "walking")
    window.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # what was a window of its own is gone
    qtbot.waitUntil(lambda: not reader.busy)
    assert window.open_journey is None
