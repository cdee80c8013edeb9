"""What is recorded, at the right: a row shows only once it is durable on disk."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QMenu, QVBoxLayout, QWidget

from mysteryshop.journey import SECOND, Change, Moment, Record

from ..pause import pause
from ..theme import Theme, icon, set_role
from ..widgets.parts import label, rule
from ..widgets.wording import When
from .recorded_delegate import RecordedDelegate
from .recorded_list import RecordedList
from .recorded_model import DETAILS, HEADLINE, RecordedModel

PATIENCE_MS = 250  # a commit that takes no longer is not worth a flicker


class RecordedPanel(QFrame):
    """The list and its head: how many moments, and whether all of them are durable."""

    openRequested = Signal(object)  # Moment
    removeRequested = Signal(str)
    moveRequested = Signal(str, object)  # Instant

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "side-right")
        self._theme = theme
        self.model = RecordedModel(self)
        self.delegate = RecordedDelegate(theme)
        self.view = RecordedList(theme, [HEADLINE, DETAILS])
        self.view.setAccessibleName("Recorded moments, newest first")
        self.view.setItemDelegate(self.delegate)
        self.view.setModel(self.model)
        self.view.setResizeMode(QListView.ResizeMode.Adjust)
        self.view.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._count = label("RECORDED · 0", "overline", name="recordedCount")
        self._state = label("", "overline", name="recordedState")
        self._sign = label()
        self._waiting = 0
        self._patience = pause(self, PATIENCE_MS, self._show_state)
        self._build()
        self._connect()
        self._show_state()

    @property
    def count(self) -> str:
        """The head of the list."""
        return self._count.text()

    @property
    def state(self) -> str:
        """What is said about the disk."""
        return self._state.text()

    def open_record(self, record: Record | None, when: When) -> None:
        """Show another journey."""
        self.delegate.set_zone(when.zone)
        self.view.zone = when.zone
        self.model.open_record(record, when)
        self._show_count()
        self.set_waiting(0)

    def follow(self, change: Change) -> None:
        """Take over a committed change."""
        top = self.view.verticalScrollBar().value() == 0
        for row in self.model.follow(change):
            self.delegate.sizeHintChanged.emit(self.model.index(row))
        self._show_count()
        if top:
            self.view.scrollToTop()

    def tick(self, when: When) -> None:
        """Let running waits count."""
        self.model.tick(when)

    def show_amended(self, moment: str) -> None:
        """Light up the row whose details are being typed."""
        if moment != self.delegate.amended:
            self.delegate.amended = moment
            self.view.viewport().update()

    def set_waiting(self, waiting: int, *, at_once: bool = False) -> None:
        """How many edits are not durable yet; said after a moment's patience, or at once where the disk refuses."""
        self._waiting = waiting
        if not waiting or at_once:
            self._patience.stop()
            self._show_state()
        elif not self._patience.isActive():
            self._patience.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Words wrap at the width of the list, whether it has a scroll bar or not."""
        if event.type() == QEvent.Type.Resize and watched is self.view.viewport():
            self._set_width(self.view.width())
        return super().eventFilter(watched, event)

    def _set_width(self, width: int) -> None:
        if width != self.delegate.width:
            self.delegate.width = width
            self.view.scheduleDelayedItemsLayout()  # a list that flows downwards lets a new width leave rows in place

    def _build(self) -> None:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(20, 0, 20, 0)
        row.setSpacing(4)
        row.addWidget(self._count, 1)
        row.addWidget(self._state)
        row.addWidget(self._sign)
        head.setFixedHeight(round(41 * self._theme.scale))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(rule())
        layout.addWidget(self.view, 1)

    def _connect(self) -> None:
        self.view.viewport().installEventFilter(self)
        self.view.opened.connect(self._on_opened)
        self.view.moveRequested.connect(self.moveRequested)
        self.view.removeRequested.connect(lambda index: self.removeRequested.emit(self.model.moment(index.row()).id))
        self.view.customContextMenuRequested.connect(self._on_menu)
        self._theme.changed.connect(self._show_state)

    def _show_count(self) -> None:
        self._count.setText(f"RECORDED · {self.model.total}")

    def _show_state(self) -> None:
        waiting = self._waiting
        self._state.setText(f"{waiting} not yet on disk" if waiting else "all on disk")
        role = "overline-warning" if waiting else "overline"
        if self._state.property("role") != role:
            set_role(self._state, role)
        palette = self._theme.palette
        sign, colour = ("clock", palette.warning) if waiting else ("check", palette.ink2)
        self._sign.setPixmap(icon(sign, colour, 14).pixmap(14, 14))

    def _on_opened(self, index: QModelIndex) -> None:
        self.openRequested.emit(self.model.moment(index.row()))

    def _on_menu(self, at: QPoint) -> None:
        index = self.view.indexAt(at)
        if index.isValid():
            menu = self.menu(self.model.moment(index.row()))
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.view.viewport().mapToGlobal(at))

    def menu(self, moment: Moment) -> QMenu:
        """What can be done with a moment."""
        menu = QMenu(self)
        menu.addAction("Amend").triggered.connect(lambda: self.openRequested.emit(moment))
        for words, by in (("A minute earlier\tAlt+←", -60), ("A minute later\tAlt+→", 60)):
            at = moment.observed_at + by * SECOND
            menu.addAction(words).triggered.connect(lambda _on=False, at=at: self.moveRequested.emit(moment.id, at))
        menu.addAction("Take back").triggered.connect(lambda: self.removeRequested.emit(moment.id))
        return menu
