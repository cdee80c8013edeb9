"""When the window asks for the passphrase: at the start, after idle minutes, when it was hidden, and on request.

Locked means that the store is closed and its key dropped. During a walk nothing is locked, so that no moment
can be lost: the idle lock waits, and hiding only covers the window, which asks when it comes back to full view.
The small window asks nothing, and the way to it stands on the cover.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from shiboken6 import isValid

from mysteryshop.store.glance import Glance

from ..desk import Desk
from ..main_window import MainWindow
from ..theme import Theme
from .unlock_screen import UnlockScreen

LOOK_MS = 5000
_SOON_MS = 200
_MINUTE = 60_000_000  # microseconds
_HANDS = frozenset((
    QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel,
    QEvent.Type.TouchBegin, QEvent.Type.InputMethod,
))  # fmt: skip


class Lock(QObject):
    """Covers the window, closes the store, and opens both again. Nothing happens where there is no passphrase."""

    def __init__(self, app: QApplication, window: MainWindow, desk: Desk, theme: Theme) -> None:
        super().__init__(window)
        self._app, self._window, self._desk, self._theme = app, window, desk, theme
        self._screen: UnlockScreen | None = None
        self._seen_at = 0  # microseconds, when a hand was last at the keyboard or the mouse
        self._watching = False
        self._at_start = False  # nothing was read yet
        self._had_focus: QWidget | None = None
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self.look)
        window.installEventFilter(self)
        desk.glimpsed.connect(self._on_glimpsed)
        desk.opened.connect(self._on_opened)
        desk.locked.connect(lambda: self._watch(False))
        window.settings_screen.lock_card.lockNowRequested.connect(self.lock)

    @property
    def covered(self) -> bool:
        """Whether the window asks for the passphrase."""
        return self._screen is not None and self._window.front.currentWidget() is self._screen

    def begin(self) -> bool:
        """At the start, before anything is read: whether the folder asks for its passphrase."""
        if self._desk.has_passphrase:
            self._at_start = True
            self._cover()
        return self.covered

    def begin_again(self) -> None:
        """Ask where the store had to stay closed: a passphrase was set, and then the disk refused."""
        if not self._desk.is_open:
            self.begin()

    def lock(self) -> None:
        """Ask from now on. During a walk only the view is covered; otherwise the store is closed as well."""
        if self._desk.is_open and self._desk.has_passphrase:
            self._had_focus = self._window.focusWidget()
            self._window.setFocus()  # a field that is being typed in keeps its text on losing the focus
            self._cover()
            self._close_store()

    def look(self) -> None:
        """Lock where nobody touched anything for as many minutes as the settings say."""
        if self._idle_too_long():
            self.lock()

    def refresh(self) -> None:
        """A passphrase was set or removed: watch from now on, or no longer."""
        self._window.settings_screen.lock_card.refresh()
        self._watch(self._desk.is_open and self._desk.has_passphrase)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice hands, and a window that is hidden or minimised."""
        kind = event.type()
        if kind in _HANDS:
            if self._watching and self._idle_too_long():  # the computer slept: the first touch must not wake all of it
                self.lock()
                return True
            self._seen_at = self._desk.clock.now().at
        elif watched is self._window and (
            kind == QEvent.Type.Hide or (kind == QEvent.Type.WindowStateChange and self._window.isMinimized())
        ):
            self._on_hidden()
        return super().eventFilter(watched, event)

    def _idle_too_long(self) -> bool:
        minutes = self._window.settings.lock_after_min
        idle = self._desk.clock.now().at - self._seen_at
        return bool(minutes) and idle >= minutes * _MINUTE and self._desk.is_open and not self._walking()

    def _on_hidden(self) -> None:
        if self._window.settings.lock_on_hide and not self.covered and not self._out_of_the_way():
            self.lock()

    def _out_of_the_way(self) -> bool:
        """Whether the window only makes room for a picture of the screen, and comes back by itself."""
        screens = self._window.of_journey
        return screens is not None and screens.evidence.grab.running

    def _walking(self) -> bool:
        """Whether a walk is under way on the screen, or in the small window that stands for it."""
        screens, journey = self._window.of_journey, self._window.open_journey
        at_walk = screens is not None and self._window.stack.currentWidget() is screens.walk
        return at_walk and journey is not None and journey.record.journey.state == "walking"

    def _close_store(self) -> None:
        """Close it once every edit is on disk; while the disk refuses one, only the view is covered."""
        journey = self._window.open_journey
        if not self.covered or self._walking() or not self._desk.is_open:
            return
        if journey is not None and journey.waiting:
            QTimer.singleShot(_SOON_MS, self, self._close_store)
        else:
            self._desk.lock()

    def _cover(self) -> None:
        if self._screen is None:
            self._screen = UnlockScreen(self._theme)
            self._screen.entered.connect(self._on_entered)
            self._screen.smallRequested.connect(self._on_small)
        self._close_others()
        self._screen.ask(walking=self._walking())
        self._window.cover(self._screen)

    def _close_others(self) -> None:
        """Dialogs and viewers show what is locked: they go. The small window of a walk stays."""
        screens = self._window.of_journey
        stays = {self._window, screens.discreet if screens is not None else None}
        for other in self._app.topLevelWidgets():
            if other.isVisible() and other not in stays and (other.parent() is not None or isinstance(other, QDialog)):
                other.close()

    def _on_entered(self, passphrase: str) -> None:
        assert self._screen is not None
        if self._desk.is_open:
            self._desk.recognise(passphrase, lambda _: self._uncover(), self._screen.show_refused)
        else:
            self._desk.unlock(passphrase, self._screen.show_refused)

    def _on_glimpsed(self, seen: Glance) -> None:
        """At the start home is filled before it shows, as that of a plain folder is."""
        if self._at_start:
            self._window.show_glance(seen)
        self._at_start = False

    def _on_opened(self) -> None:
        self._seen_at = self._desk.clock.now().at
        self._uncover()
        self.refresh()

    def _uncover(self) -> None:
        if self._screen is not None and self.covered:
            self._screen.forget()
            self._window.banner.hide()
            self._window.uncover()
            self._give_focus_back()

    def _give_focus_back(self) -> None:
        """The keyboard goes where it was; at the start to what home offers first."""
        had, self._had_focus = self._had_focus, None
        if had is not None and isValid(had) and had.isVisible():
            had.setFocus()
        elif self._window.journeys.isVisible():
            self._window.journeys.first_focus()

    def _on_small(self) -> None:
        if self._window.of_journey is not None and self._walking():
            self._window.of_journey.walk.hideRequested.emit()

    def _watch(self, on: bool) -> None:
        """Look at every event only while there is something to lock."""
        if on and not self._watching:
            self._seen_at = self._desk.clock.now().at
            self._app.installEventFilter(self)
            self._look.start()
        elif self._watching and not on:
            self._app.removeEventFilter(self)
            self._look.stop()
        self._watching = on
