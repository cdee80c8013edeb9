"""A lane of the board: findings as cards in a list that only ever paints what is in sight."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from mysteryshop.analysis.board.found import Found
from mysteryshop.palette import Palette

from ..theme import Theme
from ..widgets.parts import named
from ..widgets.runs import Paragraph, Run
from . import wording

Index = QModelIndex | QPersistentModelIndex
FOUND = int(Qt.ItemDataRole.UserRole)
MIME = "application/x-mysteryshop-finding"
COLOURS = {"correct": "friction", "improve": "wait", "amplify": "delight"}
STATE_ROLES = {"kept": "delight", "broken": "friction", "committed": "communication", "told": "ink2", "open": "ink2"}
_LETTERS = {Qt.Key.Key_I: "improve", Qt.Key.Key_A: "amplify", Qt.Key.Key_C: "correct"}
_ROOT = QModelIndex()
_SIDE, _TOP, _BELOW = 14, 9, 6  # pixels: inside a card, and between two of them
_KEPT = 200  # laid out cards that are remembered
_MANY = 500  # cards of one lane


class LaneModel(QAbstractListModel):
    """One row a finding."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._found: tuple[Found, ...] = ()
        self.today = date.min

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many findings there are."""
        return 0 if parent.isValid() else len(self._found)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The finding, its title, or what a screen reader says of it."""
        if not index.isValid():
            return None
        found = self._found[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return wording.title(found)
        if role == FOUND:
            return found
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return wording.told(found, self.today)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A card can be chosen, and carried to another lane."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else flags | Qt.ItemFlag.ItemIsDropEnabled

    def mimeTypes(self) -> list[str]:
        """What a card is while it is carried."""
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The key of the card that is carried."""
        carried = QMimeData()
        if indexes:
            carried.setData(MIME, self._found[indexes[0].row()].key.encode())
        return carried

    def show_found(self, found: Sequence[Found], today: date) -> None:
        """Follow the board: where the same findings stand in the same order, only what differs is painted anew."""
        self.today = today
        if [f.key for f in found] != [f.key for f in self._found]:
            self.beginResetModel()
            self._found = tuple(found)
            self.endResetModel()
            return
        old, self._found = self._found, tuple(found)
        if len(found) > _MANY:  # comparing thousands takes longer than looking again at what is in sight
            self.dataChanged.emit(self.index(0), self.index(len(found) - 1))
            return
        for place, (before, after) in enumerate(zip(old, found, strict=True)):
            if before != after:
                self.dataChanged.emit(self.index(place), self.index(place))

    def place(self, key: str) -> int:
        """The row of that finding; -1 where it is not there."""
        return next((i for i, f in enumerate(self._found) if f.key == key), -1)


@dataclass(frozen=True, slots=True)
class _Laid:
    """A card's words, laid out."""

    found: Found
    title: Paragraph
    lines: tuple[Paragraph, ...]


class CardDelegate(QStyledItemDelegate):
    """The title in up to two lines; the chain; owner and due date; what became of it and whom it helps."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._laid: OrderedDict[tuple[str, int, date], _Laid] = OrderedDict()

    def forget(self) -> None:
        """Another theme or text scale: lay out anew."""
        self._laid.clear()

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """All cards are alike, so that a list of thousands is laid out at once."""
        small = QFontMetricsF(_small(option.font))
        height = 2 * QFontMetricsF(option.font).height() + 3 * (small.height() + 2)
        return QSize(120, round(height) + 2 * _TOP + _BELOW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one card."""
        palette = self._theme.palette
        found: Found = index.data(FOUND)
        rect = QRectF(option.rect).adjusted(1, 1, -1, -_BELOW)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, option, rect, found, palette)
        laid = self._paragraphs(option.font, found, round(rect.width() - 2 * _SIDE), palette)
        at = QPointF(rect.left() + _SIDE, rect.top() + _TOP)
        laid.title.paint(painter, at)
        y = at.y() + laid.title.height + 2
        for line in laid.lines:
            line.paint(painter, QPointF(at.x(), y))
            y += line.height + 2
        painter.restore()

    def _ground(
        self, painter: QPainter, option: QStyleOptionViewItem, rect: QRectF, found: Found, palette: Palette
    ) -> None:
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus) and option.widget.hasFocus()
        painter.setBrush(QColor(palette.accent_soft if chosen else palette.surface))
        painter.setPen(QPen(QColor(palette.accent if chosen or focused else palette.line), 1.6 if focused else 1))
        painter.drawRoundedRect(rect, 8, 8)
        if role := COLOURS.get(found.lane):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(palette.role(role)))
            painter.drawRoundedRect(QRectF(rect.left() + 4, rect.top() + 8, 3, rect.height() - 16), 1.5, 1.5)

    def _paragraphs(self, font: QFont, found: Found, width: int, palette: Palette) -> _Laid:
        today = self.parent().model().today  # type: ignore[union-attr]  # the list whose delegate this is
        key = (found.key, width, today)
        laid = self._laid.pop(key, None)
        if laid is None or (laid.found is not found and laid.found != found):
            small, room = _small(font), float(max(40, width))
            title = Paragraph((Run(wording.title(found), "ink", 600),), font, palette, room, 2)
            laid = _Laid(found, title, tuple(Paragraph(r, small, palette, room, 1) for r in _lines(found, today)))
        self._laid[key] = laid
        if len(self._laid) > _KEPT:
            self._laid.popitem(last=False)
        return laid


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
        self.clicked.connect(lambda index: self.opened.emit(index.data(FOUND).key))
        self.selectionModel().currentChanged.connect(self._on_current)
        theme.changed.connect(self._forget)

    def key(self) -> str:
        """The key of the finding that is chosen; "" where none is."""
        index = self.currentIndex()
        return index.data(FOUND).key if index.isValid() else ""

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
            self.chosen.emit(index.data(FOUND).key)


def _small(font: QFont) -> QFont:
    small = QFont(font)
    small.setPixelSize(max(10, round(font.pixelSize() * 12 / 14)))
    return small


def _lines(found: Found, today: date) -> tuple[tuple[Run, ...], ...]:
    late = found.overdue(today)
    owner = Run(wording.when_due(found, today), "warning" if late else "ink2", 600 if late else 400)
    state = [Run(wording.state(found), STATE_ROLES[found.state], 600), Run(f" · {wording.helps(found)}", "ink2")]
    if found.later:
        state.insert(1, Run(" · walked again", "accent", 600))
    elif found.rewalk_due(today):
        state.insert(1, Run(" · re-walk due", "warning", 600))
    if found.walk.tainted:
        state.append(Run(" · tainted", "warning", 600))
    return (Run(wording.chain(found) or "no chain yet", "ink2"),), (owner,), tuple(state)
