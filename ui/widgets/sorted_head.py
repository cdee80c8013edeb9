"""The head of a table that is sorted by a click: an arrow beside the word, up for ascending as in most programs."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QPainter, QPalette, QPolygonF
from PySide6.QtWidgets import QHeaderView, QStyleOptionHeader, QTableView

_PADDING = 15  # pixels beside a head's words, as the style sheet has it; the arrow of a word at the right stands in it
_GAP = 7  # from the words to the middle of the arrow
_HALF, _HIGH = 4.0, 5.0  # of the arrow


class SortedHead(QHeaderView):
    """Its words stay above their column whether it is sorted or not: Qt's own arrow would push or touch them."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)

    def initStyleOptionForIndex(self, option: QStyleOptionHeader, section: int) -> None:
        """As ever, without Qt's arrow."""
        super().initStyleOptionForIndex(option, section)
        option.sortIndicator = QStyleOptionHeader.SortIndicator.None_

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """The head, with our arrow where the table is sorted by it."""
        super().paintSection(painter, rect, section)
        if section != self.sortIndicatorSection() or not self.isSortIndicatorShown():
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().color(QPalette.ColorRole.WindowText))  # the style sheet's, of the words
        painter.drawPolygon(arrow_at(self._middle(rect, section), self.sortIndicatorOrder()))
        painter.restore()

    def _middle(self, rect: QRect, section: int) -> QPointF:
        """Behind the words, but within the section."""
        last = rect.right() - _GAP
        if self._to_the_right(section):
            return QPointF(last, rect.center().y())
        words = str(self.model().headerData(section, Qt.Orientation.Horizontal) or "")
        behind = rect.left() + _PADDING + self.fontMetrics().horizontalAdvance(words) + _GAP
        return QPointF(min(behind, last), rect.center().y())

    def _to_the_right(self, section: int) -> bool:
        role = Qt.ItemDataRole.TextAlignmentRole
        aligned = self.model().headerData(section, Qt.Orientation.Horizontal, role)
        return aligned is not None and bool(Qt.AlignmentFlag(aligned) & Qt.AlignmentFlag.AlignRight)


def sort_by_head(table: QTableView, column: int, order: Qt.SortOrder) -> SortedHead:
    """Give the table a head that sorts by a click, at first by that column; -1 for none."""
    head = SortedHead(table)
    table.setHorizontalHeader(head)  # which takes Qt's sorting over from the table, where it is off
    head.setSortIndicatorShown(True)
    head.setSortIndicator(column, order)
    return head


def arrow_at(middle: QPointF, order: Qt.SortOrder) -> QPolygonF:
    """A triangle around that point: upwards where the smallest stands first."""
    up = -1 if order == Qt.SortOrder.AscendingOrder else 1
    foot = QPointF(0, -up * _HIGH / 2)
    half = QPointF(_HALF, 0)
    return QPolygonF([middle - foot, middle + foot - half, middle + foot + half])
