"""A timer that runs out once: begun again by every event, so that what follows a burst is done once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


def pause(owner: QObject, milliseconds: int, then: Callable[[], object]) -> QTimer:
    """Calls `then` when it was started and left alone for so long; it goes with its owner."""
    result = QTimer(owner)
    result.setSingleShot(True)
    result.setInterval(milliseconds)
    result.timeout.connect(then)
    return result
