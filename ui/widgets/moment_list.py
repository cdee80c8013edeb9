"""A list of moments, painted like the walk's: time, badge, words, quiet details; a tick box where they are evidence."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from mysteryshop.palette import Palette

from ..theme import Theme, tabular
from .badge import paint_badge
from .moment_rows import MOMENT, ROW, MomentModel, MomentRow
from .runs import Paragraph, Run, plain

Index = QModelIndex | QPersistentModelIndex
SIDE, TOP, GAP, BADGE, BOX = 16, 9, 10, 20, 16
MOST_LINES = 2
_KEPT = 400  # laid out rows that are remembered


class MomentDelegate(QStyledItemDelegate):
    """Paints a row and knows how high it is at the width of its list."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sizes: dict[int, tuple[MomentRow, int, QSize]] = {}  # by the row's identity, with the width
        self._laid_out: OrderedDict[tuple[int, int], tuple[MomentRow, Paragraph, Paragraph]] = OrderedDict()
        self._letters: Letters | None = None

    def forget(self) -> None:
        """Another theme or text scale: lay out anew."""
        self._sizes.clear()
        self._laid_out.clear()
        self._letters = None

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One or two lines of words and one of details; kept, because a list asks for all rows at once."""
        row: MomentRow | None = index.data(ROW)
        width = _width(option)
        if row is None:
            return QSize(width, 0)
        kept = self._sizes.get(id(row))
        if kept is None or kept[1] != width:
            kept = row, width, self._measured(row, width, option.font, index)
            self._sizes[id(row)] = kept
        return kept[2]

    def _measured(self, row: MomentRow, width: int, font: QFont, index: Index) -> QSize:
        letters = self._of(font)
        box = BOX + GAP if index.data(Qt.ItemDataRole.CheckStateRole) is not None else 0
        room = width - 2 * SIDE - box - letters.time - BADGE - 2 * GAP
        lines = 1 if letters.words.horizontalAdvance(plain(row.what)[:200]) <= room else MOST_LINES
        return QSize(width, round(lines * letters.words.height() + letters.quiet.height()) + 2 * TOP + 2)

    def _of(self, font: QFont) -> Letters:
        if self._letters is None or self._letters.font != font:
            self._letters = Letters(font)
        return self._letters

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The row, its selection and the ring of the keyboard."""
        row: MomentRow | None = index.data(ROW)
        if row is None:
            return
        palette, rect = self._theme.palette, QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, option, rect, palette)
        left = rect.left() + SIDE
        if index.flags() & Qt.ItemFlag.ItemIsUserCheckable or index.data(Qt.ItemDataRole.CheckStateRole) is not None:
            self._tick(painter, QRectF(left, rect.top() + TOP + 2, BOX, BOX), index, palette)
            left += BOX + GAP
        self._row(painter, option, rect, left, row, palette)
        painter.restore()

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        """A click anywhere on a row that can be ticked ticks it; so does Space."""
        if not index.flags() & Qt.ItemFlag.ItemIsUserCheckable:
            return False
        released = event.type() == QEvent.Type.MouseButtonRelease
        spaced = (
            isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Space
        )
        if not (released or spaced):
            return False
        on = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        wanted = Qt.CheckState.Unchecked if on else Qt.CheckState.Checked
        return model.setData(index, wanted, Qt.ItemDataRole.CheckStateRole)

    def _row(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        rect: QRectF,
        left: float,
        row: MomentRow,
        palette: Palette,
    ) -> None:
        letters = self._of(option.font)
        painter.setFont(letters.figures)
        painter.setPen(QColor(palette.ink2))
        top = rect.top() + TOP
        time = QRectF(left, top, letters.time, letters.words.height())
        painter.drawText(time, Qt.AlignmentFlag.AlignLeft, row.time)
        left += letters.time + GAP
        badge = QRectF(left, top - 1, BADGE, BADGE)
        paint_badge(painter, badge, row.moment.kind, palette, row.letter)
        left += BADGE + GAP
        what, details = self._paragraphs(row, int(rect.right() - SIDE - left), option.font)
        what.paint(painter, QPointF(left, top))
        details.paint(painter, QPointF(left, top + what.height + 2))

    def _paragraphs(self, row: MomentRow, width: int, font: QFont) -> tuple[Paragraph, Paragraph]:
        key = (id(row), width)
        found = self._laid_out.pop(key, None)
        if found is None:
            where = (Run(" · ", "ink2"), Run(row.where, "ink2")) if row.where and row.details else ()
            palette, small = self._theme.palette, self._of(font).small
            words = Paragraph(row.what, font, palette, width, MOST_LINES)
            found = row, words, Paragraph((*row.details, *where), small, palette, width, 1)
        self._laid_out[key] = found
        if len(self._laid_out) > _KEPT:
            self._laid_out.popitem(last=False)
        return found[1:]

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, rect: QRectF, palette: Palette) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, QColor(palette.accent_soft if chosen else palette.surface))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), QColor(palette.line))
        if chosen:
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), QColor(palette.accent))
        if option.state & QStyle.StateFlag.State_HasFocus and option.widget.hasFocus():
            painter.setPen(QPen(QColor(palette.accent), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(4, 2, -2, -3), 6, 6)

    def _tick(self, painter: QPainter, box: QRectF, index: Index, palette: Palette) -> None:
        on = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        painter.setPen(QPen(QColor(palette.accent if on else palette.ink2), 1))
        painter.setBrush(QColor(palette.accent if on else palette.surface))
        painter.drawRoundedRect(box, 4, 4)
        if on:
            painter.setPen(QPen(QColor(palette.on_accent), 1.8, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
            points = ((0.25, 0.52), (0.43, 0.70), (0.76, 0.32))
            painter.drawPolyline([QPointF(box.left() + x * BOX, box.top() + y * BOX) for x, y in points])


class Letters:
    """A font's sizes, measured once: making fonts and metrics for every row costs more than the rows."""

    def __init__(self, font: QFont) -> None:
        self.font = QFont(font)
        self.figures = tabular(font)
        self.small = QFont(font)
        self.small.setPixelSize(max(10, round(font.pixelSize() * 12 / 14)))
        self.words = QFontMetricsF(font)
        self.quiet = QFontMetricsF(self.small)
        self.time = QFontMetricsF(self.figures).horizontalAdvance("00:00:00")


def _width(option: QStyleOptionViewItem) -> int:
    view = option.widget
    return view.viewport().width() if isinstance(view, QAbstractItemView) else option.rect.width()


class MomentList(QListView):
    """Rows of a MomentModel; Enter or a click opens a moment, Space ticks it where it is evidence."""

    opened = Signal(str)  # the moment that is chosen, by click or by arrow
    enterPressed = Signal(str)  # Enter on a moment

    def __init__(self, name: str, accessible: str, theme: Theme, model: MomentModel) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(accessible)
        self.moments = model
        self._following = False  # the choice comes from elsewhere
        self._delegate = MomentDelegate(theme, self)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Fixed)  # a new width lays out anew, once: see resizeEvent
        theme.changed.connect(self._on_theme)
        self.selectionModel().currentChanged.connect(self._on_current)

    def choose(self, ident: str) -> None:
        """Choose a moment without saying so, and bring it into sight."""
        place = self.moments.row_of(ident)
        self._following = True
        self.setCurrentIndex(self.moments.index(place, 0) if place >= 0 else QModelIndex())
        if place >= 0:
            self.scrollTo(self.moments.index(place, 0))
        self._following = False

    def chosen(self) -> str:
        """The moment that is chosen; "" where none is."""
        return str(self.currentIndex().data(MOMENT) or "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; everything else is a list's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() and self.chosen():
            self.enterPressed.emit(self.chosen())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width asks for other heights."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def changeEvent(self, event: QEvent) -> None:
        """So does another text scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_delegate"):
            self._on_theme()

    def _on_current(self, index: QModelIndex) -> None:
        if index.isValid() and not self._following:
            self.opened.emit(str(index.data(MOMENT)))

    def _on_theme(self) -> None:
        self._delegate.forget()
        self.scheduleDelayedItemsLayout()
        self.viewport().update()
