"""A finding as a card: its words are laid out once, and painted only while they are in sight."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from mysteryshop.analysis.board.found import Found
from mysteryshop.palette import Palette
from mysteryshop.vocabulary import TRIAGE_ROLES

from ..theme import Theme
from ..widgets.followed_rows import ITEM, Index
from ..widgets.runs import Paragraph, Run
from . import wording

STATE_ROLES = {"kept": "delight", "broken": "friction", "committed": "communication", "told": "ink2", "open": "ink2"}
_SIDE, _TOP, _BELOW = 14, 9, 6  # pixels: inside a card, and between two of them
_KEPT = 200  # laid out cards that are remembered


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
        found: Found = index.data(ITEM)
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
        if role := TRIAGE_ROLES.get(found.lane):
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
