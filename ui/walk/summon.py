"""The key that brings the hidden window back: heard in any window where the desktop lets a program hear it."""

from __future__ import annotations

import os

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence

from ..x_display import XDisplay, grabbable

_OTHERWISE = "its entry in the taskbar, or starting Mysteryshop again, brings it back"


class Summon(QObject):
    """Listens only while it is told to, so that the key is nobody else's loss at other times."""

    called = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._display: XDisplay | None = None

    def listen(self, key: str) -> bool:
        """Listen for that key (Qt's portable spelling); False where it cannot be heard."""
        if self._display is None:
            self._display = XDisplay.connect_to(self)
            if self._display is not None:
                self._display.keyPressed.connect(self.called)
        return self._display is not None and self._display.grab(QKeySequence(key))

    def rest(self) -> None:
        """Listen no more."""
        if self._display is not None:
            self._display.release()

    def close(self) -> None:
        """Leave the display for good."""
        if self._display is not None:
            self._display.close()
            self._display = None


def how_back(key: str) -> str:
    """What brings the hidden window back on this desktop, tried out."""
    shown = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
    if QGuiApplication.platformName() != "xcb" or os.environ.get("WAYLAND_DISPLAY"):
        return f"On this desktop no program hears a key while another has the keyboard: {_OTHERWISE}."
    if grabbable(QKeySequence(key)) is None:
        return f"{shown} types text, so it is not taken from other programs: {_OTHERWISE}."
    summon = Summon()
    try:
        heard = summon.listen(key)
    finally:
        summon.close()
    if heard:
        also = "its entry in the taskbar and starting Mysteryshop again do so as well"
        return f"{shown} brings the hidden window back, whichever window has the keyboard; {also}."
    return f"{shown} belongs to another program here: choose another key, or {_OTHERWISE}."
