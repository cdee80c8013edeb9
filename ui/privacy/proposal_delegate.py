"""A proposal's row: what was found, what it may be, and at the right whether it is redacted."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ..theme import Theme
from .proposal_model import DETAIL_ROLE, REDACT_ROLE, Index

_HEIGHT, _PILL, _PILL_HEIGHT, _MARGIN = 52, 66, 22, 12
_WORDS = {True: "Redact", False: "Keep"}


class ProposalDelegate(QStyledItemDelegate):
    """Two lines and a pill: filled where it is redacted, hollow where it is kept."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Room for two lines."""
        return QSize(super().sizeHint(option, index).width(), self._px(_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row over whatever the style draws for it."""
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        words = cell.text
        redact = bool(index.data(REDACT_ROLE))
        painter.save()
        if cell.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(cell.rect, QColor(self._theme.palette.role("accent_soft")))
            edge = QRectF(cell.rect.left(), cell.rect.top(), 3, cell.rect.height())
            painter.fillRect(edge, QColor(self._theme.palette.role("accent")))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pill = QRectF(
            cell.rect.right() - self._px(_PILL + _MARGIN),
            cell.rect.center().y() - self._px(_PILL_HEIGHT) / 2,
            self._px(_PILL),
            self._px(_PILL_HEIGHT),
        )
        room = pill.left() - cell.rect.left() - 2 * self._px(_MARGIN)
        middle = cell.rect.center().y()
        left = cell.rect.left() + self._px(_MARGIN)
        line = self._px(20)
        self._line(painter, QRectF(left, middle - line, room, line), words, (14, 600, "ink"), struck=redact)
        about = str(index.data(DETAIL_ROLE))
        self._line(painter, QRectF(left, middle, room, line), about, (12, 400, "ink2"))
        self._pill(painter, pill, redact)
        painter.restore()

    def _line(
        self, painter: QPainter, place: QRectF, words: str, look: tuple[int, int, str], *, struck: bool = False
    ) -> None:
        size, weight, role = look
        font = QFont(painter.font())
        font.setPixelSize(self._px(size))
        font.setWeight(QFont.Weight(weight))
        font.setStrikeOut(struck)
        painter.setFont(font)
        painter.setPen(QColor(self._theme.palette.role(role)))
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(place.width()))
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    def _pill(self, painter: QPainter, place: QRectF, redact: bool) -> None:
        colours = self._theme.palette
        painter.setPen(QPen(QColor(colours.role("accent" if redact else "line")), 1))
        painter.setBrush(QColor(colours.role("accent" if redact else "surface")))
        painter.drawRoundedRect(place, place.height() / 2, place.height() / 2)
        font = QFont(painter.font())
        font.setPixelSize(self._px(12))
        font.setWeight(QFont.Weight.DemiBold if redact else QFont.Weight.Normal)
        font.setStrikeOut(False)
        painter.setFont(font)
        painter.setPen(QColor(colours.role("on_accent" if redact else "ink2")))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, _WORDS[redact])

    def _px(self, size: float) -> int:
        return round(size * self._theme.scale)
