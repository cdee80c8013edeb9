"""How a recorded moment is painted: time, badge, words, and a quiet line of details."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from mysteryshop.journey import Moment

from ..theme import Theme, tabular
from ..widgets.badge import paint_badge
from . import wording
from .recorded_model import DETAILS, HEADLINE, MOMENT
from .runs import Paragraph

MARGIN = 20
PAD = 10
GAP = 8
BADGE = 20
MOST_LINES = 3
LEADING = 1.12
_Index = QModelIndex | QPersistentModelIndex


class RecordedDelegate(QStyledItemDelegate):
    """Rows are as high as their words; heights are kept until a moment changes."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._theme = theme
        self._heights: dict[str, tuple[Moment, int, int]] = {}
        self.zone = "UTC"
        self.width = 0  # of the view: what words are wrapped at
        self.amended = ""  # the id of the moment in the detail line
        self._measure()
        theme.changed.connect(self._measure)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """The height that the words need at the view's width."""
        width = self.width or option.rect.width()
        moment: Moment = index.data(MOMENT)
        kept = self._heights.get(moment.id)
        if kept is None or kept[0] is not moment or kept[1] != width:
            words, more = self._paragraphs(index, width)
            kept = (moment, width, PAD + words.height + more.height + PAD)
            self._heights[moment.id] = kept
        return QSize(width, kept[2])

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint the row."""
        moment: Moment = index.data(MOMENT)
        rect, palette = option.rect, self._theme.palette
        painter.save()
        self._paint_ground(painter, option, moment)
        words, more = self._paragraphs(index, self.width or rect.width())
        left, top = rect.left() + self._text_left, rect.top() + PAD
        words.paint(painter, QPointF(left, top))
        more.paint(painter, QPointF(left, top + words.height))
        self._paint_time(painter, rect, moment)
        badge = QRectF(rect.left() + self._badge_left, top + (self._line - self._badge) / 2, self._badge, self._badge)
        painter.setFont(self._text)
        paint_badge(painter, badge, moment.kind, palette, wording.letter(moment))
        painter.restore()

    def _paragraphs(self, index: _Index, width: int) -> tuple[Paragraph, Paragraph]:
        palette, room = self._theme.palette, width - self._text_left - MARGIN
        font = self._counting if index.data(MOMENT).kind == "wait" else self._text
        words = Paragraph(index.data(HEADLINE), font, palette, room, MOST_LINES, LEADING)
        return words, Paragraph(index.data(DETAILS), self._small, palette, room, 2)

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, moment: Moment) -> None:
        palette, rect = self._theme.palette, option.rect
        if moment.id == self.amended or option.state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(rect, QColor(palette.accent_soft))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(palette.ground))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(palette.line))

    def _paint_time(self, painter: QPainter, rect: QRect, moment: Moment) -> None:
        painter.setFont(self._figures)
        painter.setPen(QColor(self._theme.palette.ink2))
        baseline = rect.top() + PAD + QFontMetrics(self._text).ascent()
        painter.drawText(rect.left() + MARGIN, baseline, wording.clock_text(moment.observed_at, self.zone))

    def _measure(self) -> None:
        scale = self._theme.scale
        self._text, self._small = _font(14 * scale), _font(12 * scale)
        self._counting = tabular(self._text)
        self._figures = tabular(_font(12 * scale))
        self._line = QFontMetrics(self._text).height()
        self._badge = round(BADGE * scale)
        self._badge_left = MARGIN + QFontMetrics(self._figures).horizontalAdvance("00:00:00") + GAP
        self._text_left = self._badge_left + self._badge + GAP + 2
        self._heights.clear()


def _font(pixels: float) -> QFont:
    font = QFont()
    font.setPixelSize(round(pixels))
    font.setWeight(QFont.Weight.Normal)
    font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    return font
