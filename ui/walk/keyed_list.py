"""A list that can be walked with the keyboard while the capture keys keep working."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

_Index = QModelIndex | QPersistentModelIndex
_OPENS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_REMOVES = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_STEPS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class KeyedList(QListView):
    """Enter or a click opens a row, Delete asks to remove it; letters stay capture keys.

    `running` are the roles whose words change with time, but never the height of a row.
    """

    opened = Signal(QModelIndex)
    removeRequested = Signal(QModelIndex)

    def __init__(self, name: str, running: Sequence[int]) -> None:
        super().__init__()
        self._running = frozenset(int(role) for role in running)
        self.setObjectName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(self.opened)

    def dataChanged(self, first: _Index, last: _Index, roles: Sequence[int] = ()) -> None:
        """Figures that run are painted anew where they stand; Qt's own would lay out and paint every row."""
        if roles and self._running.issuperset(int(role) for role in roles):
            for row in range(first.row(), last.row() + 1):
                self.update(self.model().index(row, 0))
        else:
            super().dataChanged(first, last, list(roles))

    def event(self, event: QEvent) -> bool:
        """Keep the keys that mean a row from the screen's shortcuts."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_ours(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open or remove the current row, or step."""
        index = self.currentIndex()
        if event.key() in _OPENS and index.isValid():
            if not event.isAutoRepeat():
                self.opened.emit(index)
        elif event.key() in _REMOVES and index.isValid():
            if not event.isAutoRepeat():
                self.removeRequested.emit(index)
        elif event.key() in _STEPS:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def _is_ours(self, event: QKeyEvent) -> bool:
        return self.currentIndex().isValid() and event.key() in (*_OPENS, *_REMOVES, *_STEPS)
