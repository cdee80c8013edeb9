"""Starting again brings the running window to the front: over a socket in the data folder, for the user alone."""

from __future__ import annotations

import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QKeySequence
from pytestqt.qtbot import QtBot

from ui.doorbell import Doorbell, place, ring
from ui.x_display import grabbable

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def tmp_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose path is short enough for a socket, whatever the test is called."""
    return tmp_path_factory.mktemp("bell")


@pytest.fixture
def bell(qtbot: QtBot, tmp_path: Path) -> Iterator[Doorbell]:
    made = Doorbell(tmp_path)
    yield made
    made.close()
    made.deleteLater()


def ring_from_elsewhere(folder: Path) -> subprocess.Popen[bytes]:
    """Ring from another process; it ends with 0 where it was answered."""
    words = "import sys, pathlib, ui.doorbell; sys.exit(not ui.doorbell.ring(pathlib.Path(sys.argv[1])))"
    return subprocess.Popen([sys.executable, "-c", words, str(folder)], cwd=ROOT)


def test_nobody_answers_where_no_app_runs(tmp_path: Path) -> None:
    assert not ring(tmp_path)


def test_the_running_app_hears_it_and_answers(qtbot: QtBot, bell: Doorbell, tmp_path: Path) -> None:
    assert bell.listen()
    with qtbot.waitSignal(bell.rung, timeout=30_000):
        guest = ring_from_elsewhere(tmp_path)
    assert guest.wait(30) == 0


def test_what_a_crash_left_behind_makes_way(qtbot: QtBot, bell: Doorbell, tmp_path: Path) -> None:
    Path(place(tmp_path)).write_text("left behind")
    assert not ring(tmp_path)
    assert bell.listen()
    with qtbot.waitSignal(bell.rung, timeout=30_000):
        guest = ring_from_elsewhere(tmp_path)
    assert guest.wait(30) == 0


def test_the_socket_lies_in_the_data_folder_for_the_user_alone(bell: Doorbell, tmp_path: Path) -> None:
    short = Path("/srv/walks")
    assert place(short) == "/srv/walks/running"
    assert bell.listen()
    lies = Path(place(tmp_path))
    assert lies.is_absolute()
    assert stat.S_IMODE(lies.stat().st_mode) & 0o077 == 0
    bell.close()
    assert not lies.exists()


def test_a_folder_too_deep_for_a_socket_gets_a_name_that_says_nothing(tmp_path: Path) -> None:
    deep = tmp_path / ("x" * 100)
    assert place(deep) == place(deep)
    assert place(deep) != place(tmp_path / ("y" * 100))
    assert place(deep).startswith("notes-")
    assert "x" * 10 not in place(deep)


@pytest.mark.parametrize("key", ["F12", "Pause", "Ctrl+Alt+N", "Meta+F1", "Shift+F5"])
def test_keys_that_type_nothing_can_be_heard_in_any_window(key: str) -> None:
    assert grabbable(QKeySequence(key)) is not None


@pytest.mark.parametrize("key", ["A", "Shift+A", "Space", "Return", "1", ""])
def test_keys_that_people_type_with_are_left_to_them(key: str) -> None:
    assert grabbable(QKeySequence(key)) is None
