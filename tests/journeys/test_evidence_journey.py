"""A digital journey: one key takes a picture of another window, and the app is not on it."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from mysteryshop import paths
from mysteryshop.store.files import EvidenceFiles
from tests.journeys.screen import App, Screen
from tests.journeys.test_walk_journey import journey, on_disk, resume

__all__ = ["journey"]
pytestmark = [pytest.mark.screen, pytest.mark.slow]

ORANGE = (250, 140, 20)
SHOP = """
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
shop = QWidget()
shop.setWindowTitle("Shop")
shop.setStyleSheet("background: rgb(250, 140, 20)")
shop.setGeometry(300, 200, 600, 400)
shop.show()
app.exec()
"""


def pictures(folder: Path) -> list[tuple[str, Image.Image]]:
    """Whose clock and what is on each attached picture, the oldest first."""
    with closing(sqlite3.connect(f"file:{paths.database_file(folder)}?mode=ro", uri=True)) as file:
        rows = file.execute("SELECT name, digest FROM attachments WHERE live = 1 ORDER BY recorded_at").fetchall()
    files = EvidenceFiles(folder)
    return [(name, Image.open(BytesIO(files.read(digest))).convert("RGB")) for name, digest in rows]


def shares(image: Image.Image) -> float:
    """How much of the picture is the shop's colour."""
    pixels = np.asarray(image.convert("RGB")).astype(int)
    return float((abs(pixels - ORANGE).max(axis=2) < 12).mean())


def picker_shows(screen: Screen, app: App) -> bool:
    return screen.picture().size == (1600, 1000) and any(w.geometry == (0, 0, 1600, 1000) for w in app.windows())


@pytest.mark.usefixtures("journey")
def test_a_part_of_the_screen_behind_the_app_becomes_evidence(screen: Screen, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    screen.start([sys.executable, "-c", SHOP]).window("Shop")
    app = resume(screen, folder)
    app.window("Notes").resize(1400, 900)  # it covers the shop
    assert shares(screen.picture()) == 0
    app.keys("F9")
    screen.until(lambda: picker_shows(screen, app), "the screen can be picked from")
    screen.xdotool("mousemove", "350", "250", "mousedown", "1")
    screen.xdotool("mousemove", "600", "400")
    screen.xdotool("mousemove", "850", "550", "mouseup", "1")
    screen.until(lambda: len(pictures(folder)) == 1, "the picture is on disk")
    name, image = pictures(folder)[0]
    assert name.startswith("screen 20")
    assert image.size == (501, 301)
    assert shares(image) > 0.99
    assert [kind for kind, _, _ in on_disk(folder)] == ["mark"]
    app.window("Notes")
    app.keys("f")  # the walk goes on as if nothing had been
    screen.until(lambda: [kind for kind, _, _ in on_disk(folder)] == ["mark", "friction"], "the friction is on disk")


@pytest.mark.usefixtures("journey")
def test_a_click_takes_the_window_that_lies_there(screen: Screen, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    screen.start([sys.executable, "-c", SHOP]).window("Shop")
    app = resume(screen, folder)
    app.window("Notes").resize(1400, 900)
    app.keys("F9")
    screen.until(lambda: picker_shows(screen, app), "the screen can be picked from")
    screen.xdotool("mousemove", "600", "400", "click", "1")
    screen.until(lambda: len(pictures(folder)) == 1, "the picture is on disk")
    image = pictures(folder)[0][1]
    assert 600 <= image.width < 640  # the shop with its frame
    assert 400 <= image.height < 460
    assert shares(image) > 0.85


@pytest.mark.usefixtures("journey")
def test_enter_takes_all_of_it_and_escape_nothing(screen: Screen, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    screen.start([sys.executable, "-c", SHOP]).window("Shop")
    app = resume(screen, folder)
    app.window("Notes").resize(1400, 900)
    app.keys("space", "F9")
    screen.until(lambda: picker_shows(screen, app), "the screen can be picked from")
    screen.xdotool("key", "Escape")
    app.window("Notes")
    app.keys("F9")
    screen.until(lambda: picker_shows(screen, app), "the screen can be picked from")
    screen.xdotool("key", "Return")
    screen.until(lambda: len(pictures(folder)) == 1, "the picture is on disk")
    image = pictures(folder)[0][1]
    assert image.size == (1600, 1000)
    assert 0.12 < shares(image) < 0.18  # the shop, as large as it is, and nothing before it
    assert len(pictures(folder)) == 1
    app.window("Notes")


@pytest.mark.usefixtures("journey")
def test_from_the_small_window_it_goes_the_same_way(screen: Screen, tmp_path: Path) -> None:
    """In discreet mode neither window is on the picture, and only the small one comes back."""
    folder = tmp_path / "data"
    screen.start([sys.executable, "-c", SHOP]).window("Shop")
    app = resume(screen, folder)
    app.window("Notes").resize(1400, 900)
    app.keys("space", "Escape")
    screen.until(lambda: [w.geometry[2] < 800 for w in app.windows()] == [True], "the small window is there alone")
    app.keys("F9")
    screen.until(lambda: picker_shows(screen, app), "the screen can be picked from")
    screen.xdotool("key", "Return")
    screen.until(lambda: len(pictures(folder)) == 1, "the picture is on disk")
    assert 0.12 < shares(pictures(folder)[0][1]) < 0.18
    screen.until(lambda: [w.geometry[2] < 800 for w in app.windows()] == [True], "the small window is back alone")
    app.keys("d")
    screen.until(lambda: [kind for kind, _, _ in on_disk(folder)] == ["mark", "delight"], "keys capture again")
