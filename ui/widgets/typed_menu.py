"""A menu that is one list in which typing finds."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget, QWidgetAction

from .typed_list import TypedList
from .typed_rows import Entry


class TypedMenu(QMenu):
    """`picked` carries an id. Entries are asked for when it opens: it is looked at far more rarely than they change."""

    picked = Signal(str)

    def __init__(
        self, name: str, what: str, entries: Callable[[], Sequence[Entry]], parent: QWidget, *, stays: bool = False
    ) -> None:
        super().__init__(parent)
        self._name, self._what = name, what
        self._entries = entries
        self._stays = stays  # several are picked at a time
        self._list: TypedList | None = None
        self.aboutToShow.connect(lambda: self.within.offer(self._entries()))

    @property
    def within(self) -> TypedList:
        """The list, which is made when it is first looked at."""
        if self._list is None:
            self._list = TypedList(self._name, self._what)
            self._list.taken.connect(self._on_taken)
            self._list.left.connect(self.close)
            action = QWidgetAction(self)
            action.setDefaultWidget(self._list)
            self.addAction(action)
        return self._list

    def _on_taken(self, ident: str) -> None:
        if not self._stays:
            self.close()
        self.picked.emit(ident)
