"""The journey's cell: the template's name with its tags, and below it where and as whom."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ..theme import Theme
from .model import DETAIL_ROLE, TAGS_ROLE, Index

ROW_HEIGHT = 56  # at normal text size, as _LINE
_MARGIN = 15
_LINE = 20


class JourneyDelegate(QStyledItemDelegate):
    """Paints two lines over whatever the style draws for the cell itself."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the cell without its text, then the two lines."""
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        first, second = cell.text, str(index.data(DETAIL_ROLE) or "")
        cell.text = ""
        cell.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, cell, painter, cell.widget)
        width = cell.rect.width() - 2 * _MARGIN
        lines = ((first, 600, 14, "ink"), (second, 400, 12, "ink2")) if second else ((first, 600, 14, "ink"),)
        line = round(_LINE * self._theme.scale)
        top = cell.rect.center().y() - line * len(lines) // 2
        painter.save()
        for number, (text, weight, size, role) in enumerate(lines):
            font = QFont(cell.font)
            font.setPixelSize(round(size * self._theme.scale))
            font.setWeight(QFont.Weight(weight))
            painter.setFont(font)
            painter.setPen(QColor(self._theme.palette.role(role)))
            place = QRect(cell.rect.left() + _MARGIN, top + number * line, width, line)
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, width)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
            if number == 0:
                self._tags(painter, place, painter.fontMetrics().horizontalAdvance(shown), index)
        painter.restore()

    def _tags(self, painter: QPainter, line: QRect, taken: int, index: Index) -> None:
        """The tags behind the name, as far as there is room."""
        if not (tags := str(index.data(TAGS_ROLE) or "")):
            return
        font = QFont(painter.font())
        font.setPixelSize(round(12 * self._theme.scale))
        font.setWeight(QFont.Weight(400))
        painter.setFont(font)
        painter.setPen(QColor(self._theme.palette.accent))
        place = line.adjusted(taken + 10, 0, 0, 0)
        shown = painter.fontMetrics().elidedText(tags, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Room for two lines."""
        return QSize(super().sizeHint(option, index).width(), row_height(self._theme))


def row_height(theme: Theme) -> int:
    """Room for two lines at the chosen text size, in pixels."""
    return round(ROW_HEIGHT * theme.scale)
