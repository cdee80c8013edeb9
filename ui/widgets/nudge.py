"""Alt and an arrow move a moment in time: the keyboard's way of dragging it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

STEP_S, FINE_S = 60, 10
_WAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


def nudge_of(event: QKeyEvent) -> int:
    """Seconds by which the key moves a moment: a minute, with Shift ten seconds; 0 for any other key."""
    if not event.modifiers() & Qt.KeyboardModifier.AltModifier:
        return 0
    fine = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    return _WAYS.get(Qt.Key(event.key()), 0) * (FINE_S if fine else STEP_S)
