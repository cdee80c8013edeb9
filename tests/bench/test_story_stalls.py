"""How long the window stands still while charts are drawn beside it: run alone, on a quiet machine."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mysteryshop.paths import resources
from tests.ui.screen_rig import ScreenRig, read_notes
from ui.story.screen import StoryScreen

MOST_MS = 100.0  # what a hand on the mouse begins to feel
CHARTS = ("plan", "expectations", "friction", "time", "causes", "story")


class Heart:
    """Beats every two milliseconds on the window's thread and keeps the longest gap."""

    def __init__(self) -> None:
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self.longest_ms = 0.0
        self._last = time.perf_counter()

    def during(self, act: Callable[[], object], done: Callable[[], bool], qtbot: QtBot) -> float:
        """The longest gap between two beats from `act` until `done`, ms."""
        self.longest_ms, self._last = 0.0, time.perf_counter()
        self._timer.start(2)
        act()
        qtbot.waitUntil(done, timeout=60_000)
        self._timer.stop()
        return self.longest_ms

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest_ms, self._last = max(self.longest_ms, (now - self._last) * 1000), now


@pytest.mark.bench
def test_the_window_lives_while_charts_are_drawn(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    rig = ScreenRig(qtbot, qapp, tmp_path, StoryScreen)
    try:
        rig.open(read_notes((resources() / "demo" / "01-lisbon-to-oslo.txt").read_text(encoding="utf-8")))
        canvas = rig.screen.charts.canvas
        qtbot.waitUntil(lambda: canvas.up_to_date, timeout=60_000)
        gc.collect()
        gc.freeze()  # as the app does after its start
        heart = Heart()
        for name in CHARTS:
            gap = heart.during(lambda n=name: rig.screen.charts.show_tab(n), lambda: canvas.up_to_date, qtbot)
            print(f"{name:14} longest gap {gap:5.1f} ms")
            assert gap < MOST_MS
        friction = next(m for m in rig.record.moments if m.kind == "friction")
        act = lambda: rig.screen.pen.amend(friction.id, text="Other words")  # noqa: E731
        gap = heart.during(act, lambda: not rig.journey.waiting and canvas.up_to_date, qtbot)
        print(f"{'an edit':14} longest gap {gap:5.1f} ms")
        assert gap < MOST_MS
    finally:
        gc.unfreeze()
        rig.close()
