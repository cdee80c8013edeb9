"""Opening the app as a new user does: in a real window, and where no window can be had."""

from __future__ import annotations

from pathlib import Path

import pytest

from mysteryshop import paths
from tests.journeys.screen import Screen

pytestmark = pytest.mark.screen


def test_the_app_opens_on_an_empty_folder_and_closes_when_asked(screen: Screen, tmp_path: Path) -> None:
    app = screen.start_app("--data-dir", str(tmp_path / "data"))
    assert app.window().title == "Mysteryshop"
    screen.until(paths.database_file(tmp_path / "data").is_file, "the store is made")
    app.close()
    assert app.wait() == 0


def test_the_demo_opens_on_its_journeys_and_again_without_changing_them(screen: Screen, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    for _ in range(2):
        app = screen.start_app("--data-dir", str(folder), "demo", "--open")
        app.window("Mysteryshop")
        app.close()
        assert app.wait() == 0
    assert "The demo journeys are already in" in app.said()
    assert not (folder / "output").exists()


def test_a_display_that_refuses_is_one_sentence_with_a_remedy(screen: Screen, tmp_path: Path) -> None:
    app = screen.start_app("--data-dir", str(tmp_path), environment={"DISPLAY": ":65432"})
    assert app.wait() == 2
    assert app.said().count("\n") == 1
    assert ":65432" in app.said()
