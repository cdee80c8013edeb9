"""What stands behind a mark: its journeys with the figures that matter, and below them their moments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from ..theme import Theme
from ..widgets.parts import button, column, label, row
from .journeys import JourneysBehind
from .moments import MomentsBehind, title_of

if TYPE_CHECKING:
    from mysteryshop.comparison.behind import JourneyList, Moments

_AIR = 8  # pixels above and below it


class BehindCard(QFrame):
    """`name` begins the names of its parts. `journeyChosen` asks for one journey's moments, "" for those of all."""

    openRequested = Signal(str, str)  # journey, state
    momentRequested = Signal(str, str, str)  # journey, state, moment
    journeyChosen = Signal(str)
    closed = Signal()

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.heading = label("", "strong", wrap=True, name=f"{name}Heading")
        self.said = label("", "", wrap=True, name=f"{name}Said")
        self.journeys = JourneysBehind(f"{name}Journeys")
        self.title = label("", "strong", wrap=True, name=f"{name}Title")
        self.list = MomentsBehind(theme, name)
        self.all = button("Of all of them", "link", name=f"{name}All", on=self._on_all)
        close = button("Close", "link", name=f"{name}Close", tip="Esc", on=self.leave)
        self._moments = QWidget()
        about = row(self.title, self.all)
        about.setStretch(0, 1)
        of_moments = column(spacing=6)
        of_moments.addLayout(about)
        of_moments.addWidget(self.list)
        self._moments.setLayout(of_moments)
        head = row(self.heading, close)
        head.setStretch(0, 1)
        inside = column(spacing=8, margin=12)
        inside.addLayout(head)
        for part in (self.said, self.journeys, self._moments):
            inside.addWidget(part)
        self.setLayout(inside)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.journeys.chosen.connect(self.journeyChosen)
        self.journeys.openRequested.connect(self.openRequested)
        self.list.momentRequested.connect(self.momentRequested)
        self._escape: QShortcut | None = None
        self.hide()

    def close_by_escape(self, screen: QWidget) -> None:
        """Wherever on the screen the keyboard is: a mark that was clicked leaves it where it was."""
        self._escape = QShortcut(QKeySequence("Esc"), screen, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._escape.activated.connect(self.leave)
        self._escape.setEnabled(self.isVisible())

    def showEvent(self, event: QShowEvent) -> None:
        """Escape is its own while it is there."""
        super().showEvent(event)
        if self._escape is not None:
            self._escape.setEnabled(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """And then whoever else's that hears it."""
        super().hideEvent(event)
        if self._escape is not None:
            self._escape.setEnabled(False)

    def show_journeys(self, found: JourneyList | None) -> None:
        """The journeys of another mark, or none: then there are only moments."""
        there = found is not None
        self.journeys.setVisible(there)
        self.said.setVisible(found is not None and bool(found.said))
        if found is not None:
            self.heading.setText(found.title)
            self.said.setText(found.said)
            self.journeys.show_list(found)
        self.all.hide()
        self._moments.hide()
        self.show()

    def show_moments(self, found: Moments, *, of_one: bool = False) -> None:
        """List them; `of_one` of the journeys, and all of them can be shown again."""
        self.list.show_moments(found)
        alone = self.journeys.isHidden()
        (self.heading if alone else self.title).setText(title_of(found))
        self.title.setVisible(not alone)
        self.list.setVisible(bool(found.lines))
        self.all.setVisible(of_one)
        self._moments.setVisible(bool(found.lines) or not alone)
        self.show()

    def _on_all(self) -> None:
        self.journeys.clearSelection()
        self.journeys.selectionModel().clearCurrentIndex()
        self.journeyChosen.emit("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes."""
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            self.leave()
        else:
            super().keyPressEvent(event)

    def take_keyboard(self) -> None:
        """The keyboard goes to the first list that is there."""
        first: QWidget = self.list if self.journeys.isHidden() else self.journeys
        if first is self.list and not self.list.selectedItems():
            self.list.setCurrentRow(0)  # before it has the keyboard: else the row would be current and not chosen
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def bring_into(self, area: QScrollArea) -> None:
        """Scroll so that it is seen, from its top where it is taller than the page: once it has its place."""
        QTimer.singleShot(0, self, lambda: self._scroll(area))

    def _scroll(self, area: QScrollArea) -> None:
        page, room = area.widget(), area.viewport().height()
        if not self.isVisible() or page is None:
            return
        top, bar = self.mapTo(page, QPoint(0, 0)).y(), area.verticalScrollBar()
        least, most = top + self.height() - room + _AIR, top - _AIR
        bar.setValue(most if least > most else min(max(bar.value(), least), most))

    def leave(self) -> None:
        """Close it."""
        self.hide()
        self.closed.emit()
