"""When memory is tidied: a full collection stops everything for some 50 ms, so it comes while nobody looks."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication

# New objects are still looked through as they come; only what has lived for long waits. Charts are the garbage that
# counts, half a megabyte each: some hundreds of them are let go at the latest.
_THRESHOLDS = (1_000, 10, 1_000)


class Tidying(QObject):
    """From `begin` on full collections come when the window is left, and else only after very much has changed."""

    def __init__(self, app: QGuiApplication) -> None:
        super().__init__(app)
        self._app = app

    def begin(self) -> None:
        """What is loaded now stays: it is not looked through any more."""
        gc.freeze()
        gc.set_threshold(*_THRESHOLDS)
        self._app.applicationStateChanged.connect(self._on_state)

    def _on_state(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationInactive:
            gc.collect()
