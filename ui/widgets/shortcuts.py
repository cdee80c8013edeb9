"""Keys of a screen that are no entries of a menu."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


def keys_within(widget: QWidget, acts: Mapping[str, Callable[[], object]]) -> None:
    """From now on these keys act while the keyboard is in the widget or in a part of it."""
    for key, act in acts.items():
        shortcut = QShortcut(QKeySequence(key), widget)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)
