"""Whoever looks at demo data sees that it is: beside every screen, and on the story of a journey."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from mysteryshop import demo
from mysteryshop.clock import Clock
from mysteryshop.recorder import Recorder
from tests.many import many
from ui.app import Application

from .conftest import Fill, MakeApp
from .test_compare import at_rest


def mark(application: Application) -> QLabel:
    found = application.window.findChild(QLabel, "nav.demo")
    assert found is not None
    return found


def story_state(application: Application) -> str:
    found = application.window.findChild(QLabel, "story.state")  # built when a journey is first opened
    return "" if found is None else found.text()


def test_a_folder_with_demo_journeys_says_so_beside_every_screen_and_in_the_story(
    fill: Callable[[Fill], object], make_app: MakeApp, qtbot: QtBot
) -> None:
    made_up = demo.load()[0].record

    def work(recorder: Recorder) -> None:
        recorder.import_record(made_up)
        recorder.finalise(made_up.journey.id, Clock().now())

    fill(work)
    application = make_app()
    for screen in ("journeys", "compare", "findings"):
        application.window.show_screen(screen)
        assert mark(application).isVisible()
        assert mark(application).text() == "Demo data"
    application.window.open(made_up.journey.id, "finalised")
    qtbot.waitUntil(lambda: "demo data" in story_state(application), timeout=20_000)


def test_a_folder_of_ones_own_bears_no_such_mark(
    fill: Callable[[Fill], object], make_app: MakeApp, qtbot: QtBot
) -> None:
    records = many(2)
    fill(lambda recorder: recorder.import_records(records))
    application = make_app()
    qtbot.waitUntil(lambda: application.window.journeys.model.rowCount() == 2, timeout=20_000)
    assert not mark(application).isVisible()


@pytest.mark.parametrize("demo_data", [True, False], ids=["demo data", "walked"])
def test_charts_saved_from_compare_say_that_they_are_of_demo_data(
    fill: Callable[[Fill], object], make_app: MakeApp, qtbot: QtBot, tmp_path: Path, demo_data: bool
) -> None:
    records = [replace(r, journey=replace(r.journey, demo=demo_data and place == 0)) for place, r in enumerate(many(3))]
    fill(lambda recorder: recorder.import_records(records))
    application = make_app()
    application.window.show_screen("compare")
    screen = at_rest(application, qtbot)
    with qtbot.waitSignal(screen.fileSaved, timeout=30_000):
        screen.export.charts(tmp_path, ".svg")
    pictures = [file.read_text(encoding="utf-8") for file in tmp_path.glob("*.svg")]
    assert len(pictures) == 10
    assert all(("Demo data" in picture) == demo_data for picture in pictures)
