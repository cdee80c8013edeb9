"""How a recorded moment is painted: time, badge, words, and a quiet line of details."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from mysteryshop.journey import Moment

from ..theme import Theme, tabular
from ..widgets import wording
from ..widgets.badge import paint_badge
from ..widgets.runs import Paragraph
from .recorded_model import DETAILS, HEADLINE, MOMENT, runs

MARGIN = 20
PAD = 10
GAP = 8
BADGE = 20
MOST_LINES = 3
LEADING = 1.12
_Index = QModelIndex | QPersistentModelIndex

MOST_KEPT = 500


@dataclass(frozen=True, slots=True)
class _Laid:
    """A row's words, laid out once for as long as its moment and the width stay."""

    moment: Moment
    width: int
    words: Paragraph
    more: Paragraph
    time: str

    @property
    def height(self) -> int:
        """The height of the row."""
        return PAD + self.words.height + self.more.height + PAD


class RecordedDelegate(QStyledItemDelegate):
    """Rows are as high as their words; what is laid out is kept until a moment changes."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._theme = theme
        self._laid: dict[str, _Laid] = {}
        self._zone = "UTC"
        self.width = 0  # of the view: what words are wrapped at
        self.amended = ""  # the id of the moment in the detail line
        self._measure()
        theme.changed.connect(self._measure)

    def set_zone(self, zone: str) -> None:
        """Tell times as the clocks in that zone show them."""
        self._zone = zone
        self._laid.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """The height that the words need at the view's width."""
        width = self.width or option.rect.width()
        return QSize(width, self._row(index, width).height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint the row."""
        rect = option.rect
        laid = self._row(index, self.width or rect.width(), fresh=True)
        painter.save()
        self._paint_ground(painter, option, laid.moment)
        left, top = rect.left() + self._text_left, rect.top() + PAD
        laid.words.paint(painter, QPointF(left, top))
        laid.more.paint(painter, QPointF(left, top + laid.words.height))
        self._paint_time(painter, rect, laid.time)
        badge = QRectF(rect.left() + self._badge_left, top + (self._line - self._badge) / 2, self._badge, self._badge)
        painter.setFont(self._text)
        paint_badge(painter, badge, laid.moment.kind, self._theme.palette, wording.letter(laid.moment))
        painter.restore()

    def _row(self, index: _Index, width: int, *, fresh: bool = False) -> _Laid:
        """The row's words laid out; what runs is laid out anew where it is `fresh` words that count."""
        moment: Moment = index.data(MOMENT)
        laid = self._laid.get(moment.id)
        if laid is None or laid.moment is not moment or laid.width != width or (fresh and runs(moment)):
            if len(self._laid) > MOST_KEPT:
                self._laid.clear()
            laid = self._laid[moment.id] = self._lay_out(index, moment, width)
        return laid

    def _lay_out(self, index: _Index, moment: Moment, width: int) -> _Laid:
        palette, room = self._theme.palette, width - self._text_left - MARGIN
        font = self._counting if moment.kind == "wait" else self._text
        words = Paragraph(index.data(HEADLINE), font, palette, room, MOST_LINES, LEADING)
        more = Paragraph(index.data(DETAILS), self._small, palette, room, 2)
        return _Laid(moment, width, words, more, wording.clock_text(moment.observed_at, self._zone))

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, moment: Moment) -> None:
        palette, rect = self._theme.palette, option.rect
        if moment.id == self.amended or option.state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(rect, QColor(palette.accent_soft))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(palette.ground))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(palette.line))

    def _paint_time(self, painter: QPainter, rect: QRect, time: str) -> None:
        painter.setFont(self._figures)
        painter.setPen(QColor(self._theme.palette.ink2))
        painter.drawText(rect.left() + MARGIN, rect.top() + PAD + self._ascent, time)

    def _measure(self) -> None:
        scale = self._theme.scale
        self._text, self._small = _font(14 * scale), _font(12 * scale)
        self._counting = tabular(self._text)
        self._figures = tabular(_font(12 * scale))
        self._line, self._ascent = QFontMetrics(self._text).height(), QFontMetrics(self._text).ascent()
        self._badge = round(BADGE * scale)
        self._badge_left = MARGIN + QFontMetrics(self._figures).horizontalAdvance("00:00:00") + GAP
        self._text_left = self._badge_left + self._badge + GAP + 2
        self._laid.clear()


def _font(pixels: float) -> QFont:
    font = QFont()
    font.setPixelSize(round(pixels))
    font.setWeight(QFont.Weight.Normal)
    font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    return font
