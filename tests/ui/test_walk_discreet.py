"""The discreet window: nothing on it names the app, and it records like the whole screen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from ui.actions import DEFAULT_KEYS
from ui.walk.discreet import DiscreetWindow

from .walk_rig import KEYS, WalkRig


class Discreet:
    """The window beside a walk screen, on the same open journey."""

    def __init__(self, walk: WalkRig) -> None:
        self.walk = walk
        self.window = DiscreetWindow(walk.desk, walk.theme, DEFAULT_KEYS)

    def show(self) -> None:
        """As the main window does it when Esc was pressed."""
        self.window.set_journey(self.walk.journey)
        self.window.take_line(self.walk.screen.half_typed())
        self.window.show()
        self.window.activateWindow()
        self.walk.screen.hide()
        self.walk.qtbot.waitUntil(self.window.isActiveWindow)

    @property
    def keyboard(self) -> QWidget:
        """The widget that has the keyboard."""
        return self.window.focusWidget() or self.window

    def press(self, *keys: str) -> None:
        """Press keys, wait for the disk."""
        for key in keys:
            QTest.keyClick(self.keyboard, KEYS[key])
            self.walk.settle()
            self.walk.clock.advance(0.2)

    def type(self, text: str) -> None:
        """Type where the keyboard is."""
        QTest.keyClicks(self.keyboard, text)


@pytest.fixture
def discreet(walk: WalkRig) -> Iterator[Discreet]:
    window = Discreet(walk)
    yield window
    window.window.set_journey(None)
    window.window.close()
    window.window.deleteLater()


def test_nothing_on_it_names_the_app(walk: WalkRig, discreet: Discreet) -> None:
    walk.begin("F", "Enter")
    discreet.show()
    words = [w.text() for w in discreet.window.findChildren(QLabel)] + [discreet.window.windowTitle()]
    assert discreet.window.windowTitle() == "Notes"
    assert not any(name in word.lower() for word in words for name in ("mystery", "shop", "walk", "journey"))


def test_lines_of_notes_are_moments(walk: WalkRig, discreet: Discreet) -> None:
    walk.begin()
    discreet.show()
    discreet.press("F", "3")
    discreet.type("two lanes closed | information -2m")
    discreet.press("Enter", "Space", ".", "W", "Enter", "2")
    kinds = [m.kind for m in walk.stored().moments]
    assert kinds == ["friction", "mark", "mark", "wait", "feeling"]
    friction = walk.stored().moments[0]
    assert (friction.level, friction.text, friction.category) == (3, "two lanes closed", "information")
    assert [text for _, text in discreet.window.lines.rows] == ["2", "w", "·", "·", "f3 two lanes closed"]
    assert discreet.window.lines.rows[-1][0] == "10:18"


def test_a_half_typed_line_goes_along_and_comes_back(walk: WalkRig, discreet: Discreet) -> None:
    walk.begin("F", "3")
    walk.type("two la")
    discreet.show()
    discreet.type("nes clo")
    walk.screen.show()
    walk.screen.take_line(discreet.window.half_typed())
    discreet.window.hide()
    walk.screen.activateWindow()
    walk.qtbot.waitUntil(walk.screen.isActiveWindow)
    walk.type("sed")
    walk.press("Enter")
    assert [(m.level, m.text) for m in walk.stored().moments] == [(3, "two lanes closed")]


def test_it_leads_through_the_touchpoints(walk: WalkRig, discreet: Discreet) -> None:
    walk.begin()
    discreet.show()
    assert discreet.window.lines.status == ("1/10", "book online · 0 min")
    discreet.press("X")
    discreet.type("taxi was waiting")
    discreet.press("Enter", ">")
    discreet.type("Lounge")
    discreet.press("Enter", "Enter")
    stored = walk.stored()
    assert [(s.touchpoint, s.reason) for s in stored.skips] == [("get-to-the-airport", "taxi was waiting")]
    assert [v.name for v in stored.visits] == ["Book online", "Lounge", "Check in with bags"]


def test_esc_minimises_and_f12_gives_the_walk_back(walk: WalkRig, discreet: Discreet) -> None:
    walk.begin()
    discreet.show()
    discreet.press("F")
    discreet.type("he looks")
    with walk.qtbot.waitSignal(discreet.window.returnRequested):
        QTest.keyClick(discreet.keyboard, KEYS["F12"])
    discreet.press("Esc")
    assert discreet.window.isMinimized()
    assert walk.stored().moments[-1].text == "he looks"
