"""A walk under test: the real recorder on a folder of its own, a clock that stands still, keys from the keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from mysteryshop import templates
from mysteryshop.clock import FixedClock
from mysteryshop.journey import Expectation, Instant, Moment, Template
from tests.ui.desk_rig import DeskRig
from ui.actions import DEFAULT_KEYS
from ui.open_journey import OpenJourney
from ui.walk.recorded_model import DETAILS, HEADLINE
from ui.walk.screen import WalkScreen
from ui.widgets.runs import plain

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
KEYS = {key: Qt.Key(ord(key)) for key in "ABCDFHKNPQSWX12345+.>"} | {
    "Space": Qt.Key.Key_Space,
    "Enter": Qt.Key.Key_Return,
    "Esc": Qt.Key.Key_Escape,
    "Tab": Qt.Key.Key_Tab,
    "Up": Qt.Key.Key_Up,
    "Down": Qt.Key.Key_Down,
    "Delete": Qt.Key.Key_Delete,
    "Backspace": Qt.Key.Key_Backspace,
    "F12": Qt.Key.Key_F12,
}


def instant(hour: int, minute: int, second: int = 0) -> Instant:
    """A time of 14 November 2026 in Lisbon, where the clocks show UTC."""
    return int(datetime(2026, 11, 14, hour, minute, second, tzinfo=UTC).timestamp() * 1e6)


class WalkRig(DeskRig):
    """Opens a journey on a walk screen; every key goes where the keyboard is, as a leader's would."""

    def __init__(
        self, qtbot: QtBot, app: QApplication, folder: Path, clock: FixedClock | None = None, *, tested: bool = True
    ) -> None:
        super().__init__(qtbot, app, folder, clock or FixedClock(instant(10, 20)))
        self.screen = WalkScreen(self.desk, self.theme, DEFAULT_KEYS)
        self.screen.resize(1280, 800)
        self.testers = [
            QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
            for model in (self.screen.recorded.model, self.screen.plan.model)
            if tested  # the tester fetches every row there is, at every change
        ]
        self.resets = 0
        self.screen.recorded.model.modelReset.connect(self._on_reset)

    def close(self) -> None:
        """Leave nothing behind."""
        self.screen.set_journey(None)
        self.screen.close()
        self.screen.deleteLater()
        super().close()

    def prepare(self, template: Template | None = None, expectations: Sequence[Expectation] = ()) -> str:
        """A planned journey on disk."""
        plan = template or templates.find("airline-passenger")
        fields: dict[str, Any] = {
            "place": "Lisbon to Oslo",
            "persona": "first-time flyer",
            "zone": "Europe/Lisbon",
            "expectations": expectations,
        }
        made: list[str] = []
        self.desk.write(lambda r: r.prepare(plan, **fields).journey.id, made.append)
        self.qtbot.waitUntil(lambda: bool(made))
        return made[0]

    def open(self, ident: str) -> None:
        """Show the journey as it is on disk."""
        self.qtbot.waitUntil(lambda: not self.desk.writer.busy)
        self.journey = OpenJourney(self.stored(ident), self.desk, self.screen)
        self.screen.set_journey(self.journey)
        self.resets = 0
        self.screen.show()
        self.screen.activateWindow()
        self.qtbot.waitUntil(lambda: self.screen.isActiveWindow())

    def begin(self, *keys: str, **prepared: Any) -> None:
        """Prepare, open and start a walk, then press keys."""
        self.open(self.prepare(**prepared))
        self.press("Enter", *keys)

    def wait_until(self, hour: int, minute: int, second: int = 0) -> Instant:
        """Let time pass until that time of day, exactly."""
        return self.clock.advance((instant(hour, minute, second) - self.clock.now().at) / 1e6).at

    def press(self, *keys: str, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press keys one after the other, and wait until all they did is durable."""
        for key in keys:
            QTest.keyClick(self.keyboard, KEYS[key], modifier)
            self.settle()
            self.clock.advance(0.2)  # two presses of one key, rather than one that arrives twice

    def type(self, text: str) -> None:
        """Type text where the keyboard is."""
        QTest.keyClicks(self.keyboard, text)

    def undo(self) -> None:
        """Ctrl+Z."""
        QTest.keyClick(self.keyboard, Qt.Key.Key_Z, CTRL)
        self.settle()

    def redo(self) -> None:
        """Ctrl+Shift+Z."""
        QTest.keyClick(self.keyboard, Qt.Key.Key_Z, CTRL | SHIFT)
        self.settle()

    @property
    def keyboard(self) -> QWidget:
        """The widget that has the keyboard."""
        return self.screen.focusWidget() or self.screen

    @property
    def capturing(self) -> bool:
        """Whether letters are capture keys."""
        return self.screen.focusWidget() in (None, self.screen)

    @property
    def last(self) -> Moment:
        """The moment entered last."""
        return max(self.record.moments, key=lambda m: m.seq)

    @property
    def rows(self) -> list[tuple[str, str]]:
        """The recorded list from top to bottom: words and details."""
        model = self.screen.recorded.model
        indexes = [model.index(row) for row in range(model.rowCount())]
        return [(plain(model.data(i, HEADLINE)), plain(model.data(i, DETAILS))) for i in indexes]

    @property
    def here(self) -> str:
        """The touchpoint's name in the middle."""
        return self.screen.here.name.text()

    def states(self) -> dict[str, str]:
        """The touchpoints' states by name, as the list at the left shows them."""
        model = self.screen.plan.model
        rows = [model.row(place) for place in range(model.rowCount())]
        return {row.name: row.state for row in rows if row.sort in ("planned", "ad hoc")}

    def _on_reset(self) -> None:
        self.resets += 1
