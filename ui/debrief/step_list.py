"""The steps of the debrief down the left side: how much is left of each, and a check where nothing is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from mysteryshop.analysis.debrief import Step
from mysteryshop.palette import Palette

from ..theme import Theme, tabular
from ..widgets.followed_rows import ITEM, FollowedRows, Index
from ..widgets.parts import named

_ROW, _SIDE, _RING = 38, 24, 8.0


class StepModel(FollowedRows):
    """One row a step; rows never come or go while a journey is open, only what is left of them changes."""

    def words(self, item: Step) -> str:
        """Its label."""
        return item.label

    def spoken(self, item: Step, _place: int) -> str:
        """Its label, and how much is left of it."""
        return f"{item.label}, {'done' if item.done else f'{len(item.open)} left'}"

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Follow the record."""
        self.follow(steps)

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps as they are shown."""
        return self._items

    def following(self, ident: str) -> Step | None:
        """The next step behind that one with something left, else the last one; None while there are none."""
        later = self.steps[self.place(ident) + 1 :]
        return next((step for step in later if not step.done), self.steps[-1] if self.steps else None)

    @property
    def first_open(self) -> Step | None:
        """The first step with something left; None where nothing is."""
        return next((step for step in self.steps if not step.done), None)


class StepDelegate(QStyledItemDelegate):
    """A ring or a check, the label, and the count of what is left."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """All rows are alike."""
        return QSize(120, max(_ROW, round(QFontMetricsF(option.font).height()) + 18))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one step."""
        step: Step = index.data(ITEM)
        palette, rect = self._theme.palette, QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.fillRect(rect, QColor(palette.accent_soft))
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), QColor(palette.accent))
        if option.state & QStyle.StateFlag.State_HasFocus and option.widget.hasFocus():
            painter.setPen(QPen(QColor(palette.accent), 1.5))
            painter.drawRoundedRect(rect.adjusted(6, 2, -6, -2), 6, 6)
        self._mark(painter, QPointF(rect.left() + _SIDE + _RING, rect.center().y()), step.done, palette)
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold if chosen else QFont.Weight.Normal)
        self._words(painter, rect, step, font, palette)
        painter.restore()

    @staticmethod
    def _mark(painter: QPainter, centre: QPointF, done: bool, palette: Palette) -> None:
        painter.setPen(QPen(QColor(palette.accent if done else palette.ink2), 1.2))
        painter.setBrush(QColor(palette.accent) if done else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(centre, _RING, _RING)
        if done:
            ink = QPen(QColor(palette.on_accent), 1.6, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin)
            painter.setPen(ink)
            painter.drawPolyline([centre + QPointF(x, y) for x, y in ((-3.2, 0.3), (-0.9, 2.6), (3.4, -2.4))])

    @staticmethod
    def _words(painter: QPainter, rect: QRectF, step: Step, font: QFont, palette: Palette) -> None:
        count = "" if step.done or step.id == "finalise" else str(len(step.open))
        figures = tabular(font)
        room = QFontMetricsF(figures).horizontalAdvance("0" * max(1, len(count)))
        painter.setFont(figures)
        painter.setPen(QColor(palette.ink2))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect.adjusted(0, 0, -_SIDE, 0), middle | Qt.AlignmentFlag.AlignRight, count)
        left = rect.adjusted(_SIDE + 2 * _RING + 10, 0, -_SIDE - room - 8, 0)
        painter.setFont(font)
        painter.setPen(QColor(palette.ink2 if step.done and font.weight() < QFont.Weight.DemiBold else palette.ink))
        metrics = QFontMetricsF(font)
        painter.drawText(left, middle, metrics.elidedText(step.label, Qt.TextElideMode.ElideRight, left.width()))


class StepList(QListView):
    """`stepChosen` says which step the user went to."""

    stepChosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        named(self, "debriefSteps", "Steps of the debrief")
        self.steps = StepModel(self)
        self.setModel(self.steps)
        self.setItemDelegate(StepDelegate(theme, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._following = False
        self.selectionModel().currentChanged.connect(self._on_current)

    def choose(self, ident: str) -> None:
        """Show which step is on, without saying so."""
        self._following = True
        self.setCurrentIndex(self.steps.index(max(0, self.steps.place(ident))))
        self._following = False

    def _on_current(self, index: QModelIndex) -> None:
        if index.isValid() and not self._following:
            self.stepChosen.emit(index.data(ITEM).id)
