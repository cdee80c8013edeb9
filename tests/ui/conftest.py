"""What widget tests share: a store in a folder of its own, journeys in it, and the assembled app."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mysteryshop import templates
from mysteryshop.clock import Clock
from mysteryshop.recorder import Recorder
from mysteryshop.store.database import Database
from ui.app import Application
from ui.debrief.screen import DebriefScreen
from ui.story.screen import StoryScreen

from .screen_rig import ScreenRig
from .walk_rig import WalkRig

Fill = Callable[[Recorder], object]
MakeApp = Callable[..., Application]


@pytest.fixture
def fill(tmp_path: Path) -> Callable[[Fill], object]:
    """Write into the store of `tmp_path` with a recorder of its own, then close it."""

    def _fill(work: Fill) -> object:
        database = Database.open(tmp_path)
        try:
            return work(Recorder(database, Clock()))
        finally:
            database.close()

    return _fill


@pytest.fixture
def walking(fill: Callable[[Fill], str]) -> str:
    """The id of an airline journey that is under way, with one friction."""

    def begin(recorder: Recorder) -> str:
        plan = templates.find("airline-passenger")
        ident = recorder.prepare(plan, place="Lisbon to Oslo", persona="first-time flyer").journey.id
        recorder.start(ident, Clock().now(), "book-online")
        recorder.capture(ident, "friction", Clock().now(), level=2, text="The page reloads")
        return ident

    return fill(begin)


@pytest.fixture
def make_app(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[MakeApp]:
    """The whole app on `tmp_path`, shown and with its store open; closed again after the test."""
    made: list[Application] = []

    def _make(*, wait: bool = True) -> Application:
        application = Application(qapp, tmp_path)
        made.append(application)
        application.show()
        if wait:
            qtbot.waitUntil(lambda: application.desk.is_open, timeout=20_000)
            qtbot.waitUntil(
                lambda: not application.desk.writer.busy and not application.desk.reader.busy, timeout=60_000
            )
        return application

    yield _make
    for application in made:
        application.window.close()
        application.close()
        application.window.deleteLater()
        application.theme.deleteLater()
        application.desk.deleteLater()
    qapp.processEvents()


@pytest.fixture
def walk(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[WalkRig]:
    """A walk screen on a store of its own."""
    rig = WalkRig(qtbot, qapp, tmp_path)
    yield rig
    rig.close()


@pytest.fixture
def debrief(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[ScreenRig[DebriefScreen]]:
    """A debrief screen on a store of its own."""
    rig = ScreenRig(qtbot, qapp, tmp_path, DebriefScreen)
    yield rig
    rig.close()


@pytest.fixture
def story(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[ScreenRig[StoryScreen]]:
    """A story screen on a store of its own."""
    rig = ScreenRig(qtbot, qapp, tmp_path, StoryScreen)
    yield rig
    rig.close()
