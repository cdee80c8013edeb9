"""The findings as a list, in the order in which the report prints them: the first three stand on page one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from mysteryshop.analysis.debrief import finding_needs
from mysteryshop.journey import Finding
from mysteryshop.vocabulary import TRIAGE_ROLES, TRIAGES, by_id

from ..theme import Theme
from ..widgets.followed_rows import ITEM, FollowedRows, Index
from ..widgets.parts import named
from ..widgets.runs import Paragraph, Run

ON_PAGE_ONE = 3
_SIDE, _TOP = 14, 9
_HIGHEST = 360  # pixels


class FindingModel(FollowedRows):
    """One row a finding, in order."""

    def words(self, item: Finding) -> str:
        """Its title."""
        return title_of(item)

    def spoken(self, item: Finding, place: int) -> str:
        """Its number, its title and what it lacks."""
        return f"Finding {place + 1}, {title_of(item)}, {state_of(item, place)}"

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Follow the record."""
        self.follow(findings)


def title_of(finding: Finding) -> str:
    """The finding's title, or a word where it has none yet."""
    return finding.title.strip() or "Untitled finding"


def state_of(finding: Finding, place: int) -> str:
    """What is said of a finding below its title."""
    needs = finding_needs(finding)
    triage = by_id(TRIAGES, finding.triage).label if finding.triage else ""
    lacks = f"lacks {needs[0]}" + (f" and {len(needs) - 1} more" if len(needs) > 1 else "") if needs else ""
    page = "page one" if place < ON_PAGE_ONE and not lacks else ""
    return " · ".join(part for part in (triage, page, lacks) if part)


class FindingDelegate(QStyledItemDelegate):
    """A stripe in the triage's colour, the title in up to two lines, and what is lacking."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as its words."""
        width = option.widget.viewport().width() if isinstance(option.widget, QListView) else option.rect.width()
        title, state = self._paragraphs(option.font, index, width)
        return QSize(width, title.height + state.height + 2 * _TOP + 3)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one finding."""
        palette, rect = self._theme.palette, QRectF(option.rect)
        finding: Finding = index.data(ITEM)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(palette.accent_soft))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), QColor(palette.line))
        colour = palette.role(TRIAGE_ROLES[finding.triage]) if finding.triage else palette.line
        painter.fillRect(QRectF(rect.left(), rect.top() + 1, 4, rect.height() - 3), QColor(colour))
        if option.state & QStyle.StateFlag.State_HasFocus and option.widget.hasFocus():
            painter.setPen(QPen(QColor(palette.accent), 1.5))
            painter.drawRoundedRect(rect.adjusted(6, 2, -3, -4), 6, 6)
        title, state = self._paragraphs(option.font, index, option.rect.width())
        title.paint(painter, QPointF(rect.left() + _SIDE, rect.top() + _TOP))
        state.paint(painter, QPointF(rect.left() + _SIDE, rect.top() + _TOP + title.height + 2))
        painter.restore()

    def _paragraphs(self, font: QFont, index: Index, width: int) -> tuple[Paragraph, Paragraph]:
        finding: Finding = index.data(ITEM)
        palette = self._theme.palette
        small = QFont(font)
        small.setPixelSize(max(10, round(font.pixelSize() * 12 / 14)))
        room = max(40.0, width - 2 * _SIDE)
        weight = 600 if finding.title.strip() else 400
        title = Paragraph((Run(f"{index.row() + 1}  {title_of(finding)}", "ink", weight),), font, palette, room, 2)
        return title, Paragraph((Run(state_of(finding, index.row()), "ink2"),), small, palette, room, 1)


class FindingList(QListView):
    """`findingChosen` says which one to edit; Alt with the arrows moves it."""

    findingChosen = Signal(str)
    moveRequested = Signal(int)
    enterPressed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        named(self, "findingList", "Findings, in the order of the report")
        self.findings = FindingModel(self)
        self.setModel(self.findings)
        self.setItemDelegate(FindingDelegate(theme, self))
        self.setProperty("role", "boxed")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self._following = False
        theme.changed.connect(self._on_theme)
        self.selectionModel().currentChanged.connect(self._on_current)

    def choose(self, ident: str) -> None:
        """Show which one is edited, without saying so."""
        self._following = True
        place = self.findings.place(ident)
        self.setCurrentIndex(self.findings.index(place) if place >= 0 else QModelIndex())
        self._following = False

    def _on_theme(self) -> None:
        self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+Up and Alt+Down move the finding, Enter goes into it."""
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moveRequested.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.enterPressed.emit()
        else:
            super().keyPressEvent(event)

    def fit(self) -> None:
        """As high as its rows, up to a limit."""
        height = sum(self.sizeHintForRow(row) for row in range(self.findings.rowCount()))
        self.setFixedHeight(min(_HIGHEST, max(height, 40) + 4))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width breaks the titles elsewhere."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def changeEvent(self, event: QEvent) -> None:
        """Another text scale has other heights."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_following"):
            self.fit()

    def _on_current(self, index: QModelIndex) -> None:
        if index.isValid() and not self._following:
            self.findingChosen.emit(index.data(ITEM).id)
