"""A lane of the board: a list of cards under the keyboard and the mouse."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from ..theme import Theme
from ..widgets.followed_rows import ITEM
from ..widgets.parts import named
from .card_delegate import CardDelegate
from .lane_model import MIME, LaneModel

_LETTERS = {Qt.Key.Key_I: "improve", Qt.Key.Key_A: "amplify", Qt.Key.Key_C: "correct"}


class LaneList(QListView):
    """Arrows choose, Left and Right change the lane, Alt with them carries the card; I, A, C say where it belongs."""

    opened = Signal(str)  # the finding that was clicked, or on which Enter was pressed
    chosen = Signal(str)  # the finding at which the keyboard is
    sidewaysRequested = Signal(int)
    carryRequested = Signal(str, int)
    triageRequested = Signal(str, str)
    dropped = Signal(str)

    def __init__(self, lane: str, says: str, theme: Theme) -> None:
        super().__init__()
        named(self, f"findings.lane.{lane}", says)
        self.rows = LaneModel(self)
        self.setModel(self.rows)
        self._delegate = CardDelegate(theme, self)
        self.setItemDelegate(self._delegate)
        self.setProperty("role", "lane")
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.clicked.connect(lambda index: self.opened.emit(index.data(ITEM).key))
        self.selectionModel().currentChanged.connect(self._on_current)
        theme.changed.connect(self._forget)

    def key(self) -> str:
        """The key of the finding that is chosen; "" where none is."""
        index = self.currentIndex()
        return index.data(ITEM).key if index.isValid() else ""

    def choose(self, key: str) -> bool:
        """Choose that finding, and say whether it is here."""
        place = self.rows.place(key)
        if place < 0:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
            return False
        self.setCurrentIndex(self.rows.index(place))
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the board; everything else is a list's."""
        key = event.key()
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(key), 0)
        if by and plain:
            self.sidewaysRequested.emit(by)
        elif by and alt and self.key():
            self.carryRequested.emit(self.key(), by)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain and self.key():
            self.opened.emit(self.key())
        elif plain and Qt.Key(key) in _LETTERS and self.key():
            self.triageRequested.emit(self.key(), _LETTERS[Qt.Key(key)])
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Cards may come in from other lanes."""
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Anywhere in the lane is its place."""
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """A card was put down here."""
        if event.mimeData().hasFormat(MIME):
            self.dropped.emit(bytes(event.mimeData().data(MIME).data()).decode())
            event.setDropAction(Qt.DropAction.CopyAction)  # the model follows the store, not the drag
            event.accept()

    def changeEvent(self, event: QEvent) -> None:
        """Another text scale has other heights."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_delegate"):
            self._forget()

    def _forget(self) -> None:
        self._delegate.forget()
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def _on_current(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(index.data(ITEM).key)
