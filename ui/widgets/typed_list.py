"""A list to choose from, with a field above it: typing leaves what holds the words, the arrows go through the rest."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import nlargest
from typing import cast

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QCursor, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QListView,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from .parts import label, named
from .typed_rows import MOST, Entry, TypedRows

_SEEN_AT_ONCE = 12  # entries among which nobody needs to search: their field shows once something is typed
_ROWS = 14  # at most, before the list is scrolled
_NARROWEST = 200  # pixels
_BESIDE = 72  # tick, paddings and scroll bar, pixels
_SPACING = 6
_MEASURED = 40  # the longest words of the list are among those with the most letters
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_TAKES = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STAYS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)  # there is nowhere else to go
_OURS = (*_MOVES, *_TAKES, *_STAYS, Qt.Key.Key_Escape)


class TypedList(QWidget):
    """`taken` carries the id of what was chosen by Enter or a click; `left` says that Escape had nothing to clear.

    The keyboard is always in the field, so that every input method types into it. `resized` says that the list
    needs another room.
    """

    taken = Signal(str)
    left = Signal()
    resized = Signal()

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

    def offer(self, entries: Sequence[Entry], room: QSize) -> None:
        """Show these with nothing typed, the ticked one in sight, within that room."""
        self._rests = QCursor.pos()
        for part in (self.field, self.view, self.more, self.nothing):
            part.ensurePolished()  # its letters are measured before it is seen
        self.rows.offer(entries)
        self.field.clear()
        self.field.setPlaceholderText(f"Type to find one of {len(entries):,}")
        self._fold(len(entries) <= _SEEN_AT_ONCE)
        self._tell()
        self._fit(room)
        self._go_to(self.rows.ticked)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys for the list, pressed while in the field; no shortcut of the screen takes one of them first."""
        if event.type() == QEvent.Type.ShortcutOverride and Qt.Key(cast(QKeyEvent, event).key()) in _OURS:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress and self._obeyed(cast(QKeyEvent, event)):
            return True
        return super().eventFilter(watched, event)

    def _obeyed(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key in _TAKES or (key == Qt.Key.Key_Space and not self.field.text()):
            self._take(self.view.currentIndex())
        elif key == Qt.Key.Key_Escape:
            self._give_back()
        elif key in _MOVES:
            QApplication.sendEvent(self.view, event)
            self._speak()
        elif key not in _STAYS:
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
        if typed:
            self._fold(False)
        self.rows.narrow(typed)
        self._tell()
        self._go_to(0 if typed else self.rows.ticked)
        self._speak()

    def _speak(self) -> None:
        """A screen reader follows the field; it is told at which row the arrows are."""
        said = self.view.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole) or self.nothing.text()
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.field, str(said)))

    def _tell(self) -> None:
        self.nothing.setText(f"Nothing here is called “{self.field.text().strip()}”.")
        self._pages.setCurrentWidget(self.view if self.rows.shown else self.nothing)
        self.more.setText(f"and {self.rows.beyond:,} more: type to find them" if self.rows.beyond else "")
        self.more.setVisible(self.rows.of > MOST)  # it keeps its place while typing

    def _go_to(self, row: int) -> None:
        index = self.rows.index(row)
        if index.isValid():
            self.view.setCurrentIndex(index)
            self.view.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def _fold(self, folded: bool) -> None:
        """Fold the field away, or show it; the keyboard is in it all the same."""
        height = 0 if folded else self.field.sizeHint().height()
        if self._holder.maximumHeight() != height:
            self._holder.setFixedHeight(height)
            self._layout.setSpacing(0 if folded else _SPACING)
            self.resized.emit()

    def _fit(self, room: QSize) -> None:
        """As wide as its longest words and as high as its rows, as far as there is room; typing changes neither."""
        longest = nlargest(_MEASURED, (entry.said for entry in self.rows.shown), key=len)
        wide = max((self.view.fontMetrics().horizontalAdvance(words) for words in longest), default=0)
        row = max(self.view.sizeHintForRow(0), 20)
        others = self.field.sizeHint().height() + _SPACING
        others += self.more.sizeHint().height() + _SPACING if self.rows.of > MOST else 0
        rows = max(3, min(self.rows.of, _ROWS, (room.height() - others) // row))
        wide = min(max(wide + _BESIDE, _NARROWEST), room.width())
        self._pages.setFixedSize(wide, row * min(max(self.rows.of, 1), rows) + 2)

    def _build(self) -> None:
        self.view.setModel(self.rows)
        self.view.setProperty("role", "choices")
        self.view.setUniformItemSizes(True)
        self.view.setMouseTracking(True)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.nothing.setContentsMargins(10, 4, 10, 4)
        self._pages = QStackedWidget()  # the entries, or that there are none: never both, and each as large
        for page in (self.view, self.nothing):
            self._pages.addWidget(page)
        self.field.installEventFilter(self)
        self._holder = QWidget()  # hides the field, whatever height the style sheet wants for it
        within = QVBoxLayout(self._holder)
        within.setContentsMargins(0, 0, 0, 0)
        within.addWidget(self.field)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(_SPACING)
        for part in (self._holder, self._pages, self.more):
            self._layout.addWidget(part)
