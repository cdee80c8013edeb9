"""A list to choose from, with a field above it: typing leaves what holds the words, the arrows go through the rest."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import nlargest
from typing import cast

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QCursor, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QListView, QVBoxLayout, QWidget

from .parts import label, named
from .typed_rows import MOST, Entry, TypedRows

_SEEN_AT_ONCE = 12  # entries among which nobody needs to search
_ROWS = 14  # at most, before the list is scrolled
_NARROWEST, _WIDEST = 200, 520  # pixels
_MEASURED = 40  # the longest words of the list are among those with the most letters
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_TAKES = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TypedList(QWidget):
    """`taken` carries the id of what was chosen by Enter or a click; `left` says that Escape had nothing to clear."""

    taken = Signal(str)
    left = Signal()

    def __init__(self, name: str, what: str) -> None:
        super().__init__()
        self.field = named(QLineEdit(), f"{name}.find", f"Find in {what}")
        self.field.setClearButtonEnabled(True)
        self.view = named(QListView(), f"{name}.list", what)
        self.rows = TypedRows(self)
        self.more = label("", "small", name=f"{name}.more")
        self.nothing = label("", "quiet", wrap=True, name=f"{name}.nothing")
        self._build()
        self.field.textChanged.connect(self._on_typed)
        self.view.clicked.connect(self._take)
        self.view.entered.connect(self._on_pointed)
        self._rests = QPoint()  # where the pointer was when the list appeared under it

    def offer(self, entries: Sequence[Entry]) -> None:
        """Show these with nothing typed, the ticked one in sight, and the keyboard ready."""
        self._rests = QCursor.pos()
        self.rows.offer(entries)
        self.field.clear()
        self.field.setPlaceholderText(f"Type to find one of {len(entries):,}")
        self.field.setVisible(len(entries) > _SEEN_AT_ONCE)
        self._fit()
        self._tell()
        ticked = next((place for place, entry in enumerate(self.rows.shown) if entry.ticked), 0)
        self._go_to(ticked)
        (self.field if self.field.isVisibleTo(self) else self.view).setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys for the list, pressed while in the field; keys that a menu would keep for itself."""
        if event.type() == QEvent.Type.KeyPress and self._obeyed(watched, cast(QKeyEvent, event)):
            return True
        return super().eventFilter(watched, event)

    def _obeyed(self, watched: QObject, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key in _TAKES or (key == Qt.Key.Key_Space and watched is self.view):
            self._take(self.view.currentIndex())
        elif key == Qt.Key.Key_Escape:
            self._give_back()
        elif key in _MOVES and watched is self.field:
            QApplication.sendEvent(self.view, event)
        elif watched is self.view and event.text().strip() and event.text().isprintable():
            self.field.show()
            self.field.setFocus()
            self.field.insert(event.text())
        else:
            return False
        return True

    def _give_back(self) -> None:
        if self.field.text():
            self.field.clear()
        else:
            self.left.emit()

    def _take(self, index: QModelIndex) -> None:
        if index.isValid():
            self.taken.emit(self.rows.shown[index.row()].id)

    def _on_pointed(self, index: QModelIndex) -> None:
        if QCursor.pos() != self._rests:
            self.view.setCurrentIndex(index)

    def _on_typed(self, typed: str) -> None:
        self.rows.narrow(typed)
        self._tell()
        self._go_to(0)

    def _tell(self) -> None:
        self.nothing.setText(f"Nothing here is called “{self.field.text().strip()}”.")
        self.nothing.setVisible(not self.rows.shown)
        self.view.setVisible(bool(self.rows.shown))
        self.more.setText(f"and {self.rows.beyond:,} more: type to find them" if self.rows.beyond else "")
        self.more.setVisible(self.rows.of > MOST)  # it keeps its place while typing

    def _go_to(self, row: int) -> None:
        index = self.rows.index(row)
        if index.isValid():
            self.view.setCurrentIndex(index)
            self.view.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def _fit(self) -> None:
        """As wide as its longest words and as high as its rows, within reason; typing changes neither."""
        longest = nlargest(_MEASURED, (entry.said for entry in self.rows.shown), key=len)
        wide = max((self.view.fontMetrics().horizontalAdvance(words) for words in longest), default=0)
        beside = 72  # tick, paddings and scroll bar
        self.view.setFixedWidth(min(max(wide + beside, _NARROWEST), _WIDEST))
        row = max(self.view.sizeHintForRow(0), 20)
        self.view.setFixedHeight(row * min(max(self.rows.of, 1), _ROWS) + 2)
        self.nothing.setFixedSize(self.view.size())

    def _build(self) -> None:
        self.view.setModel(self.rows)
        self.view.setProperty("role", "choices")
        self.view.setUniformItemSizes(True)
        self.view.setMouseTracking(True)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        for part in (self.field, self.view):
            part.installEventFilter(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for below in (self.field, self.view, self.nothing, self.more):
            layout.addWidget(below)
