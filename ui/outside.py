"""What the main window is to those who see only the outside of it: its icon and its class, and the way back to it.

Everything that Qt shows to other programs by itself says "notes" from the start (see app.main); the app's own icon
and class are put on while no walk is on the screen, so that the desktop's dock knows the window.
"""

from __future__ import annotations

from PySide6.QtCore import QObject

from .main_window import MainWindow
from .theme import app_icon, notes_icon
from .widgets.forward import bring_forward
from .x_display import XDisplay

OWN, NEUTRAL = "mysteryshop", "notes"


class Outside(QObject):
    """Follows the screen that is shown: during a walk nothing outside the window names the app."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._display = XDisplay.connect_to(self)
        self._own, self._neutral = app_icon(), notes_icon()
        self._worn = ""
        window.stack.currentChanged.connect(lambda _: self.dress())

    def dress(self) -> None:
        """Put on what fits the screen that is shown."""
        screen = self._window.stack.currentWidget()
        walking = screen is not None and screen.objectName() == "walkScreen"
        name = NEUTRAL if walking else OWN
        if name == self._worn:
            return
        self._worn = name
        self._window.setWindowIcon(self._neutral if walking else self._own)
        if self._display is not None:
            self._display.wear(int(self._window.winId()), name)
            if walking:
                self._display.erase_notes(int(self._window.winId()))

    def come_forward(self) -> None:
        """Somebody started the app again: show the window that was in use last, and nothing more of it."""
        screens = self._window.of_journey
        if screens is not None and screens.away:
            screens.discreet.come_back()
        else:
            bring_forward(self._window)

    def close(self) -> None:
        """Leave the X server."""
        if self._display is not None:
            self._display.close()
