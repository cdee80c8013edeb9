"""How a row of the touchpoint list is painted: its state as a sign, its name, its time."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from mysteryshop.palette import Palette

from ..theme import Theme, tabular
from ..widgets.runs import Paragraph, Run
from .plan_model import ROW, TIME
from .plan_rows import AD_HOC, ADD, CURRENT, DONE, FAILED, PHASE, SKIPPED, UPCOMING, PlanRow

MARGIN = 24
SIGN = 16
GAP = 10
ROW_HEIGHT = 34  # of a name on one line
MOST_LINES = 2
_LONGEST_TIME = "88:88"  # that a row keeps room for before anything runs in it
_Index = QModelIndex | QPersistentModelIndex
_VCENTRE = Qt.AlignmentFlag.AlignVCenter


class PlanDelegate(QStyledItemDelegate):
    """Paints PlanRow; sizes follow the theme's scale."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._theme = theme
        self.width = 0  # of the view: what names are wrapped at

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """As high as the name is in its boldest, with a time beside it: a row never jumps when it is entered."""
        row: PlanRow = index.data(ROW)
        high = round(ROW_HEIGHT * self._theme.scale)
        if row.sort == PHASE:
            return QSize(120, high)
        beside = "" if row.sort == ADD else _LONGEST_TIME
        rect = QRect(0, 0, self.width or option.rect.width(), high)
        name = self._name(row, self._room(rect, beside, QFont.Weight.DemiBold)[0], QFont.Weight.DemiBold)
        return QSize(120, high + name.height - QFontMetrics(self._font(14, QFont.Weight.DemiBold)).height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint the row."""
        row: PlanRow = index.data(ROW)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.sort == PHASE:
            self._paint_phase(painter, option.rect, row)
        else:
            self._paint_ground(painter, option, row)
            _paint_sign(painter, self._sign_rect(option.rect), row, self._theme.palette)
            self._paint_words(painter, option.rect, row, index.data(TIME))
        painter.restore()

    def _paint_phase(self, painter: QPainter, rect: QRect, row: PlanRow) -> None:
        font = self._font(12, QFont.Weight.DemiBold)
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 105)
        inner = rect.adjusted(MARGIN, 4, -16, 0)
        _text(painter, inner, row.name.upper(), font, self._theme.palette.ink2)

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, row: PlanRow) -> None:
        palette, rect = self._theme.palette, option.rect
        focused = option.state & QStyle.StateFlag.State_HasFocus
        if row.state == CURRENT:
            painter.fillRect(rect, QColor(palette.accent_soft))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), QColor(palette.accent))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(palette.ground))
        if focused:
            painter.setPen(QPen(QColor(palette.accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(rect).adjusted(8.5, 1.5, -8.5, -1.5), 8, 8)

    def _sign_rect(self, rect: QRect) -> QRectF:
        size = SIGN * self._theme.scale
        return QRectF(rect.left() + MARGIN, rect.center().y() + 1 - size / 2, size, size)

    def _paint_words(self, painter: QPainter, rect: QRect, row: PlanRow, time: str) -> None:
        palette = self._theme.palette
        current = row.state == CURRENT
        weight = QFont.Weight.DemiBold if current else QFont.Weight.Normal
        inner, at = self._room(rect, time, weight)
        if time:
            _text(painter, at, time, tabular(self._font(12, weight)), palette.ink if current else palette.ink2)
        name = self._name(row, inner, weight)
        name.paint(painter, QPointF(inner.left(), inner.top() + (inner.height() - name.height) / 2))

    def _room(self, rect: QRect, time: str, weight: QFont.Weight) -> tuple[QRect, QRect]:
        """Where the name stands, and where its time."""
        left = MARGIN + round(SIGN * self._theme.scale) + GAP
        inner = rect.adjusted(left, 0, -MARGIN if rect.width() > 240 else -MARGIN // 2, 0)
        if not time:
            return inner, QRect()
        width = QFontMetrics(tabular(self._font(12, weight))).horizontalAdvance(time)
        at = QRect(inner.right() - width, inner.top(), width + 2, inner.height())
        inner.setRight(at.left() - 8)
        return inner, at

    def _name(self, row: PlanRow, room: QRect, weight: QFont.Weight) -> Paragraph:
        text = row.name + ("  +" if row.sort == ADD else f"  ×{len(row.visits)}" if len(row.visits) > 1 else "")
        font = self._font(14, weight)
        font.setStrikeOut(row.state == SKIPPED)
        faint = row.sort == ADD or row.state in (UPCOMING, SKIPPED)
        run = Run(text, "ink2" if faint else "ink", weight.value)
        return Paragraph((run,), font, self._theme.palette, room.width(), MOST_LINES)

    def _font(self, pixels: int, weight: QFont.Weight) -> QFont:
        font = QFont()
        font.setPixelSize(round(pixels * self._theme.scale))
        font.setWeight(weight)
        return font


def _text(painter: QPainter, rect: QRect, text: str, font: QFont, colour: str) -> None:
    painter.setFont(font)
    painter.setPen(QColor(colour))
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, int(_VCENTRE | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine), shown)


def _paint_sign(painter: QPainter, rect: QRectF, row: PlanRow, palette: Palette) -> None:
    """The state as a shape: a filled disc with a check or a cross, a ring, a dashed ring, a ring with a dash."""
    filled = {DONE: palette.accent, FAILED: palette.friction}.get(row.state)
    ring = QColor(palette.accent if row.state == CURRENT else filled or palette.ink2)
    if row.state in (UPCOMING, SKIPPED):
        ring.setAlphaF(0.6)
    pen = QPen(ring, 2 if row.state == CURRENT else 1.2)
    if row.sort in (AD_HOC, ADD) and filled is None:
        pen.setDashPattern([2.4, 2.2])
    painter.setPen(pen)
    painter.setBrush(QColor(filled) if filled else Qt.BrushStyle.NoBrush)
    inset = pen.widthF() / 2
    painter.drawEllipse(rect.adjusted(inset, inset, -inset, -inset))
    stroke = _STROKES.get(row.state)
    if stroke is not None:
        painter.setPen(_stroke_pen(QColor(palette.on_accent) if filled else QColor(palette.ink2), rect.width()))
        stroke(painter, rect)


def _stroke_pen(colour: QColor, size: float) -> QPen:
    return QPen(colour, size / 10, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def _at(rect: QRectF, x: float, y: float) -> QPointF:
    return QPointF(rect.left() + x * rect.width(), rect.top() + y * rect.height())


def _check(painter: QPainter, rect: QRectF) -> None:
    painter.drawPolyline([_at(rect, 0.3, 0.52), _at(rect, 0.44, 0.66), _at(rect, 0.7, 0.38)])


def _cross(painter: QPainter, rect: QRectF) -> None:
    painter.drawLine(_at(rect, 0.34, 0.34), _at(rect, 0.66, 0.66))
    painter.drawLine(_at(rect, 0.66, 0.34), _at(rect, 0.34, 0.66))


def _dash(painter: QPainter, rect: QRectF) -> None:
    painter.drawLine(_at(rect, 0.3, 0.5), _at(rect, 0.7, 0.5))


_STROKES: dict[str, Callable[[QPainter, QRectF], None]] = {DONE: _check, FAILED: _cross, SKIPPED: _dash}
