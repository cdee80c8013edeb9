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
from ..walk.runs import Paragraph, Run, plain
from .badge import paint_badge
from .moment_rows import MOMENT, ROW, MomentModel, MomentRow

Index = QModelIndex | QPersistentModelIndex
SIDE, TOP, GAP, BADGE, BOX = 16, 9, 10, 20, 16
MOST_LINES = 2
_KEPT = 400  # laid out rows that are remembered


class MomentDelegate(QStyledItemDelegate):
    """Paints a row and knows how high it is at the width of its list."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._heights: OrderedDict[tuple[str, str, int], int] = OrderedDict()
        self._laid_out: OrderedDict[tuple[MomentRow, int], tuple[Paragraph, Paragraph]] = OrderedDict()

    def forget(self) -> None:
        """Another theme or text scale: lay out anew."""
        self._heights.clear()
        self._laid_out.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One or two lines of words and one of details."""
        row: MomentRow | None = index.data(ROW)
        width = self._width(option)
        if row is None:
            return QSize(width, 0)
        text = plain(row.what)
        room = self._room(option, index)
        metrics = QFontMetricsF(option.font)
        lines = 1 if metrics.horizontalAdvance(text[:200]) <= room else MOST_LINES
        return QSize(width, round(lines * metrics.height() + self._small(option.font)[1].height()) + 2 * TOP + 2)

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
        font = tabular(option.font)
        painter.setFont(font)
        painter.setPen(QColor(palette.ink2))
        top = rect.top() + TOP
        height = QFontMetricsF(font).height()
        painter.drawText(QRectF(left, top, self._time(font), height), Qt.AlignmentFlag.AlignLeft, row.time)
        left += self._time(font) + GAP
        badge = QRectF(left, top - 1, BADGE, BADGE)
        paint_badge(painter, badge, row.moment.kind, palette, row.letter)
        left += BADGE + GAP
        what, details = self._paragraphs(row, int(rect.right() - SIDE - left), option.font)
        what.paint(painter, QPointF(left, top))
        details.paint(painter, QPointF(left, top + what.height + 2))

    def _paragraphs(self, row: MomentRow, width: int, font: QFont) -> tuple[Paragraph, Paragraph]:
        key = (row, width)
        found = self._laid_out.pop(key, None)
        if found is None:
            where = (Run(" · ", "ink2"), Run(row.where, "ink2")) if row.where and row.details else ()
            details = (*row.details, *where)
            small, _ = self._small(font)
            palette = self._theme.palette
            words = Paragraph(row.what, font, palette, width, MOST_LINES)
            found = words, Paragraph(details, small, palette, width, 1)
        self._laid_out[key] = found
        if len(self._laid_out) > _KEPT:
            self._laid_out.popitem(last=False)
        return found

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

    def _room(self, option: QStyleOptionViewItem, index: Index) -> float:
        box = BOX + GAP if index.data(Qt.ItemDataRole.CheckStateRole) is not None else 0
        return self._width(option) - 2 * SIDE - box - self._time(tabular(option.font)) - BADGE - 2 * GAP

    @staticmethod
    def _width(option: QStyleOptionViewItem) -> int:
        view = option.widget
        return view.viewport().width() if isinstance(view, QAbstractItemView) else option.rect.width()

    @staticmethod
    def _time(font: QFont) -> float:
        return QFontMetricsF(font).horizontalAdvance("00:00:00")

    @staticmethod
    def _small(font: QFont) -> tuple[QFont, QFontMetricsF]:
        small = QFont(font)
        small.setPixelSize(max(10, round(font.pixelSize() * 12 / 14)))
        return small, QFontMetricsF(small)


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
        self.setResizeMode(QListView.ResizeMode.Adjust)
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
