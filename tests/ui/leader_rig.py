"""The leader's screens between walks, as a user comes to them: by their button in the navigation."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from ui.app import Application
from ui.leader_screen import LeaderScreen

Screen = TypeVar("Screen", bound=LeaderScreen)


def brought(application: Application, name: str, kind: type[Screen]) -> Screen:
    """The screen of that name, at the front."""
    button = application.window.findChild(QPushButton, f"nav.{name}")
    assert button is not None
    button.click()
    assert application.window.of_leader is not None
    screen = application.window.of_leader.screen(name)
    assert isinstance(screen, kind)
    return screen


def answered(application: Application, qtbot: QtBot, name: str, kind: type[Screen]) -> Screen:
    """The same, once the answer to its first question is there."""
    screen = brought(application, name, kind)
    qtbot.waitUntil(lambda: getattr(screen, "answer", None) is not None, timeout=20_000)
    return screen
