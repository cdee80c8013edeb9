"""What a key costs the window: from key down to the row that shows, in a short and in a long journey.

The window's own work is measured as processor time of its thread, so that neighbours on the machine
do not count; the time until the row shows is told beside it.
"""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mysteryshop import templates
from mysteryshop.clock import FixedClock
from mysteryshop.journey import Journey, Moment, Record, Visit
from tests.ui.walk_rig import KEYS, WalkRig, instant

pytestmark = pytest.mark.bench

FULL = 5000
ROUNDS = 40
FRAME_MS = 16.0
_KINDS = ("friction", "delight", "communication", "note", "question", "mark", "feeling")


@dataclass(frozen=True)
class Figures:
    """Milliseconds: the longest single turn of the window's thread a key, and the time until its row shows."""

    turns: list[float]
    rows: list[float]

    def told(self, moments: int) -> str:
        turns = (
            f"longest turn p50 {statistics.median(self.turns):.1f}, worst {max(self.turns):.1f} ms of processor time"
        )
        return f"{moments} moments: {turns}; key to row p50 {statistics.median(self.rows):.1f} ms"


def long_walk(moments: int) -> Record:
    """A walk under way with that many moments."""
    start = instant(8, 0)
    head = Journey("long", templates.find("airline-passenger"), "walking", started_at=start, created_at=start)
    made = (
        Moment(f"m{n}", _KINDS[n % 7], at, at, at, seq=n + 1, visit="v", text=f"something happened, number {n}")
        for n in range(moments)
        for at in (start + n * 1_000_000,)
    )
    return Record(head, (Visit("v", "Book online", start, "book-online"),), moments=tuple(made))


def measured(rig: WalkRig, moments: int) -> Figures:
    """Press keys that make a moment, one after the other."""
    rig.desk.write(lambda r: r.import_record(long_walk(moments)))
    rig.open("long")
    figures = Figures([], [])
    for round_ in range(ROUNDS + 3):
        turn, row = press(rig, "Space" if round_ % 2 else "F")
        if not rig.capturing:
            rig.press("Enter")
        if round_ >= 3:
            figures.turns.append(turn)
            figures.rows.append(row)
    return figures


def press(rig: WalkRig, key: str) -> tuple[float, float]:
    """Press one key; the longest turn of the event loop until all is drawn, and when the row showed."""
    rig.clock.advance(1)
    rows = rig.screen.recorded.model.total
    began, longest, shown = time.perf_counter(), 0.0, 0.0
    turn = time.thread_time()
    QTest.keyClick(rig.keyboard, KEYS[key])
    for rest in range(10_000):
        longest = max(longest, time.thread_time() - turn)
        if not shown and rig.screen.recorded.model.total > rows:
            shown = time.perf_counter() - began
        if shown and not rig.journey.waiting and rest > 5:
            break
        turn = time.thread_time()
        QApplication.processEvents()
    return longest * 1000, shown * 1000


def test_a_key_never_holds_the_window_for_a_frame(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    told = []
    for moments in (0, FULL):
        rig = WalkRig(qtbot, qapp, tmp_path / str(moments), FixedClock(instant(12, 0)), tested=False)
        try:
            figures = measured(rig, moments)
        finally:
            rig.close()
        told.append(figures)
        print(figures.told(moments))
    assert statistics.quantiles(told[1].turns, n=20)[-1] < FRAME_MS, "95 of 100 keys leave the window a whole frame"
