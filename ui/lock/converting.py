"""Setting, changing and removing the passphrase, as a dialog asks for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from PySide6.QtCore import QObject

from mysteryshop.errors import KnownError

from ..desk import Desk
from ..main_window import MainWindow
from ..theme import Theme
from .lock import Lock
from .passphrase_dialog import PassphraseDialog

Done: TypeAlias = Callable[[object], None]
Failed: TypeAlias = Callable[[KnownError], None]
DONE = {
    "set": ("The data folder is locked from now on.", "Nobody can recover the passphrase: keep it safe."),
    "change": ("The passphrase is changed.", "Copies of the folder elsewhere still open with the old one."),
    "remove": ("The passphrase is removed.", "Whoever can open the folder can read it now."),
}


class Converting(QObject):
    """Sets, changes and removes the passphrase as a dialog asks for it."""

    def __init__(self, window: MainWindow, desk: Desk, lock: Lock, theme: Theme) -> None:
        super().__init__(window)
        self._window, self._desk, self._lock, self._theme = window, desk, lock, theme
        window.settings_screen.lock_card.changeRequested.connect(self.ask)

    def ask(self, what: str) -> None:
        """Open the dialog that sets, changes or removes."""
        dialog = PassphraseDialog(what, self._theme, self._window)
        dialog.chosen.connect(lambda old, new: self._do(dialog, old, new))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _do(self, dialog: PassphraseDialog, old: str, new: str) -> None:
        if self._window.open_journey is not None and self._window.open_journey.waiting:
            dialog.show_error(
                KnownError("Something is not yet on disk. Nothing was changed.", "Wait a moment, then try again.")
            )
            return
        dialog.show_busy()

        def done(_: object) -> None:
            self._lock.refresh()
            self._window.banner.show_text(*DONE[dialog.what])
            dialog.accept()

        def failed(error: KnownError) -> None:
            self._lock.refresh()
            dialog.show_error(error)
            self._lock.begin_again()

        self._start(dialog.what, old, new, done, failed)

    def _start(self, what: str, old: str, new: str, done: Done, failed: Failed) -> None:
        from mysteryshop.store import passphrase  # on the way to what only a locked folder needs

        if what == "set":
            self._desk.convert(lambda folder: passphrase.set_passphrase(folder, new), done, failed)
        elif what == "remove":
            self._desk.convert(lambda folder: passphrase.remove_passphrase(folder, old), done, failed)
        else:
            folder = self._desk.data_dir
            self._desk.reader.submit(lambda: passphrase.change_passphrase(folder, old, new), done, failed, self)
