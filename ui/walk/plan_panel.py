"""The touchpoints at the left: a click or Enter goes there."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QMenu, QVBoxLayout

from mysteryshop.journey import Instant, Record

from ..theme import Theme
from ..widgets.wording import When
from .keyed_list import KeyedList
from .plan_delegate import PlanDelegate
from .plan_model import TIME, PlanModel
from .plan_rows import AD_HOC, ADD, PHASE, PLANNED, SKIPPED, UPCOMING, PlanRow


class PlanPanel(QFrame):
    """Signals are requests; the rows follow the record."""

    enterRequested = Signal(str)  # key of a planned touchpoint
    adHocRequested = Signal(str)  # name of an ad hoc one that was visited before; "" for a new one
    skipRequested = Signal(str)
    failedRequested = Signal(object, bool)  # Visit

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "side")
        self.model = PlanModel(self)
        self.view = KeyedList("planList", [TIME])
        self.view.setAccessibleName("Touchpoints")
        self._delegate = PlanDelegate(theme)
        self.view.setItemDelegate(self._delegate)
        self.view.setModel(self.model)
        self.view.setResizeMode(QListView.ResizeMode.Adjust)
        self.view.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.opened.connect(self._on_opened)
        self.view.customContextMenuRequested.connect(self._on_menu)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 16, 1, 0)
        layout.addWidget(self.view)
        self._here = -1

    def show_record(self, record: Record | None) -> None:
        """Follow the record, and keep the touchpoint under way in sight."""
        self.model.show_record(record)
        here = self.model.current_row()
        if here >= 0 and here != self._here:
            self.view.scrollTo(self.model.index(here))
        self._here = here

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Names are wrapped at the width there is, beside the bar whether it is there or not."""
        super().resizeEvent(event)
        self._delegate.width = self.width() - 1 - self.view.verticalScrollBar().sizeHint().width()
        self.view.scheduleDelayedItemsLayout()

    def tick(self, now: Instant, when: When) -> None:
        """Let the time of the touchpoint under way run."""
        self.model.tick(now, when.active)

    def chosen(self) -> PlanRow | None:
        """The row on which the keyboard stands."""
        index = self.view.currentIndex()
        return self.model.row(index.row()) if index.isValid() and self.view.hasFocus() else None

    def _on_opened(self, index: QModelIndex) -> None:
        row = self.model.row(index.row())
        if row.sort == ADD:
            self.adHocRequested.emit("")
        elif row.sort == AD_HOC:
            self.adHocRequested.emit(row.name)
        elif row.sort == PLANNED and row.touchpoint is not None:
            self.enterRequested.emit(row.touchpoint)

    def _on_menu(self, at: QPoint) -> None:
        index = self.view.indexAt(at)
        if index.isValid() and self.model.row(index.row()).sort not in (PHASE, ADD):
            menu = self.menu(self.model.row(index.row()), index)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.view.viewport().mapToGlobal(at))

    def menu(self, row: PlanRow, index: QModelIndex) -> QMenu:
        """What can be done with a touchpoint."""
        menu = QMenu(self)
        menu.addAction("Go here").triggered.connect(lambda: self._on_opened(index))
        if row.touchpoint is not None and row.state in (UPCOMING, SKIPPED):
            key = row.touchpoint
            words = "Skip it …" if row.state == UPCOMING else "Change why it was skipped …"
            menu.addAction(words).triggered.connect(lambda: self.skipRequested.emit(key))
        if row.visits:
            visit = row.visits[-1]
            words = "It could be completed after all" if visit.failed else "It failed: I could not complete it"
            menu.addAction(words).triggered.connect(lambda: self.failedRequested.emit(visit, not visit.failed))
        return menu
