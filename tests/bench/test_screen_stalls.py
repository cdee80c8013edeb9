"""How long the window's thread is held while its screens are opened, one after the other and again: run alone.

Held is what that thread computes itself between two turns of the event loop; what it waits for others on a busy machine
is printed beside it. The large store needs minutes to be made: `python -m tests.bench.test_screen_stalls` opens that.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication

from mysteryshop import demo
from tests.bench import large_store
from tests.ui.conftest import MakeApp, make_app
from ui.app import Application
from ui.findings.screen import FindingsScreen
from ui.navigation import NAVIGATION

__all__ = ["make_app"]

MOST_MS = 50.0  # what nobody notices; what is asserted leaves room for a slow and busy machine
FIRST_MS, AGAIN_MS = 10 * MOST_MS, 6 * MOST_MS  # a screen that is built, and one that is there already
LOOK_MS = 4_000.0  # light to dark: every widget of every screen is dressed anew, which no step can cut short
_BEAT_MS, _SETTLED_S, _PATIENCE_S = 5, 0.15, 60.0


@dataclass(frozen=True)
class Held:
    """The longest gap between two beats, milliseconds: on the wall, and in work of the window's thread."""

    wall: float
    own: float


class Beats:
    """Counts what passes between two turns of the event loop."""

    def __init__(self, application: Application) -> None:
        self._desk = application.desk
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._gaps: list[tuple[float, float]] = []
        self._last = (0.0, 0.0)

    def during(self, act: Callable[[], object], done: Callable[[], bool] = lambda: True) -> Held:
        """The longest gap from `act` until it is done and nothing is on its way to the screen any more."""
        self._gaps, self._last = [], _now()
        self._timer.start(_BEAT_MS)
        act()
        self._until_settled(done)
        self._timer.stop()
        return Held(*(1000 * max(parts) for parts in zip(*self._gaps, strict=True)))

    def _until_settled(self, done: Callable[[], bool]) -> None:
        begun, quiet_since = time.perf_counter(), time.perf_counter()
        while time.perf_counter() - quiet_since < _SETTLED_S:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)
            if self._desk.reader.busy or self._desk.writer.busy or not done():
                quiet_since = time.perf_counter()
            assert time.perf_counter() - begun < _PATIENCE_S, "The screen never came to rest"

    def _beat(self) -> None:
        now = _now()
        self._gaps.append((now[0] - self._last[0], now[1] - self._last[1]))
        self._last = now


def _now() -> tuple[float, float]:
    return time.perf_counter(), time.thread_time()


def opened(application: Application) -> Iterator[tuple[str, int, Held]]:
    """Every screen of the navigation twice, then what is done most on the board: (what, which time, how long)."""
    window, beats = application.window, Beats(application)
    for again in (0, 1):
        for name, words in NAVIGATION:
            yield words, again, beats.during(lambda name=name: window.show_screen(name))
    window.show_screen("findings")
    assert window.of_leader is not None
    board = window.of_leader.screen("findings")
    assert isinstance(board, FindingsScreen)
    beats.during(lambda: None)
    first, last = board.board.found[0].key, board.board.found[-1].key
    yield "a finding", 0, beats.during(lambda: board.open_finding(first))
    yield "another finding", 1, beats.during(lambda: board.open_finding(last))
    yield "cause and effect", 0, beats.during(lambda: board.tabs.setCurrentIndex(1))
    walks = [found.walk for found in board.board.found if found.walk.state == "finalised"]
    yield "a story", 0, beats.during(lambda: window.open(walks[0].id, walks[0].state))
    window.show_screen("journeys")
    yield "another story", 1, beats.during(lambda: window.open(walks[-1].id, walks[-1].state))
    yield "light to dark", 2, beats.during(lambda: application.theme.set_mode("dark"))
    application.theme.set_mode("light")


def measured(application: Application) -> list[tuple[str, int, Held]]:
    """The same, printed; the first paint and what follows it are waited for."""
    application.window.resize(1280, 800)
    ready = Beats(application).during(lambda: None, lambda: application.desk.is_open and application.warm)
    found = []
    for words, again, held in (("getting ready", 0, ready), *opened(application)):
        found.append((words, again, held))
        which = ("first", "again", "")[again]
        print(f"{words:20} {which:5}  own work {held.own:6.1f} ms  on the wall {held.wall:6.1f} ms")
    return found


@pytest.mark.bench
def test_no_screen_of_the_demo_holds_the_window(tmp_path: Path, make_app: MakeApp) -> None:
    demo.fill(tmp_path)
    for words, again, held in measured(make_app()):
        assert held.own < (FIRST_MS, AGAIN_MS, LOOK_MS)[again], words


def main() -> None:
    """The large store, printed."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    journeys, findings = (int(word) for word in sys.argv[1:3]) if len(sys.argv) > 2 else (10_000, large_store.FINDINGS)
    print(f"{journeys} journeys with {findings} findings: the window's thread held while its screens are opened")
    app = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copytree(large_store.leaders_folder(journeys, findings), Path(folder) / "data")
        application = Application(app, copy)
        application.show()
        measured(application)
        application.window.close()
        application.close()


if __name__ == "__main__":
    main()
