"""The home screen: unfinished first, then every journey, searched, filtered and sorted at once."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QMenu,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from mysteryshop import vocabulary
from mysteryshop.store.glance import Glance
from mysteryshop.store.listing import JourneyRow

from ..desk import Desk
from ..theme import Theme
from ..widgets.parts import button, column, label, named, row
from .due_line import DueLine
from .model import JourneyTable
from .table import JourneyView
from .unfinished import Unfinished

SEARCH_PAUSE_MS = 120


class JourneysScreen(QWidget):
    """Requests leave as signals; the screen itself changes nothing in the store."""

    newRequested = Signal()
    openRequested = Signal(str, str)  # journey id, state
    finishRequested = Signal(str)
    importRequested = Signal(list)  # of Path; empty: ask for files
    pasteRequested = Signal()
    notesRequested = Signal(str)
    excludeRequested = Signal(str)
    includeRequested = Signal(str)
    discardRequested = Signal(str)
    cadenceRequested = Signal()

    def __init__(self, desk: Desk, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("journeysScreen")
        self.setProperty("role", "ground")
        self.setAcceptDrops(True)
        self._desk = desk
        self.model = JourneyTable(desk, self)
        self.unfinished = Unfinished()
        self.due = DueLine(desk)
        self.search = self._search_field()
        self.states = _combo("stateFilter", "All states", [(t.label, t.id) for t in vocabulary.STATES])
        self.templates = _combo("templateFilter", "All templates", [])
        self.table = JourneyView(self.model, theme)
        self.count = label("", "small", name="journeyCount")
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(SEARCH_PAUSE_MS)
        self._stack = QStackedLayout()
        self._build()
        self._wire()

    def show_glance(self, seen: Glance) -> None:
        """Fill the screen with what one read-only query saw, before the store is open."""
        self.unfinished.show_rows(seen.unfinished)
        self.model.show_rows(seen.rows, seen.count)
        self._stack.setCurrentIndex(1 if seen.count else 0)
        self.first_focus()

    def set_templates(self, pairs: list[tuple[str, str]]) -> None:
        """Fill the template filter with (name, key)."""
        chosen = self.templates.currentData()
        self.templates.blockSignals(True)
        while self.templates.count() > 1:
            self.templates.removeItem(1)
        for name, key in pairs:
            self.templates.addItem(name, key)
        self.templates.setCurrentIndex(max(0, self.templates.findData(chosen)))
        self.templates.blockSignals(False)

    def reload(self) -> None:
        """Read what is shown again."""
        self.model.reload()
        if self._desk.is_open:
            self._desk.read(lambda q: q.unfinished(), self.unfinished.show_rows, None, self)
            self.due.reload()

    def first_focus(self) -> None:
        """The keyboard goes to what is most urgent: resume, else a new journey."""
        target = self.unfinished.first_button() or self._new
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        self._new = button(
            "New journey", "primary", name="newJourney", tip="Prepare a walk (Ctrl+N)", on=self.newRequested.emit
        )
        bring = button(
            "Import…", name="importFiles", tip="Field notes or a journey from a file; dropping it here does the same"
        )
        bring.clicked.connect(lambda: self.importRequested.emit([]))
        paste = button(
            "Paste notes", name="pasteNotes", tip="Field notes from the clipboard", on=self.pasteRequested.emit
        )
        head = row(label("Journeys", "display"), None, paste, bring, self._new)
        tools = row(self.search, self.templates, self.states, None, self.count)
        tools.setStretch(0, 1)
        full = QWidget()
        full.setLayout(column(spacing=12))
        full.layout().addLayout(tools)  # type: ignore[union-attr]  # a layout was set the line before
        full.layout().addWidget(self.table)  # type: ignore[union-attr]
        self._stack.addWidget(self._empty())
        self._stack.addWidget(full)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(28, 24, 28, 24)
        outer.setSpacing(16)
        outer.addLayout(head)
        outer.addWidget(self.unfinished)
        outer.addWidget(self.due)
        outer.addLayout(self._stack, 1)

    def _empty(self) -> QWidget:
        words = (
            "Become a customer of your own organisation for an hour. Choose a journey, tell nobody, "
            "and press one key whenever something happens. You come back with evidence."
        )
        result = QWidget()
        text = label(words, "quiet", wrap=True)
        text.setMaximumWidth(520)
        text.setMinimumHeight(64)
        go = button("Prepare your first journey", "primary", name="firstJourney", on=self.newRequested.emit)
        result.setLayout(column(24, label("Nothing walked yet", "title"), text, 8, go, None, spacing=8))
        result.layout().setAlignment(go, Qt.AlignmentFlag.AlignLeft)  # type: ignore[union-attr]
        return result

    def _search_field(self) -> QLineEdit:
        field = named(QLineEdit(), "search", "Search journeys")
        field.setPlaceholderText("Search template, place, persona, leader")
        field.setClearButtonEnabled(True)
        field.setMinimumWidth(260)
        return field

    def _wire(self) -> None:
        self.search.textChanged.connect(lambda _: self._typed.start())
        self._typed.timeout.connect(lambda: self.model.set_filter(text=self.search.text().strip()))
        self.states.currentIndexChanged.connect(lambda _: self.model.set_filter(state=self.states.currentData()))
        self.templates.currentIndexChanged.connect(
            lambda _: self.model.set_filter(template=self.templates.currentData())
        )
        self.table.horizontalHeader().sortIndicatorChanged.connect(self.model.sort)
        self.table.activated.connect(self._open)
        self.table.customContextMenuRequested.connect(self._menu)
        self.model.loaded.connect(self._on_loaded)
        self.unfinished.resumeRequested.connect(self.openRequested)
        self.unfinished.finishRequested.connect(self.finishRequested)
        self.due.cadenceRequested.connect(self.cadenceRequested)
        QShortcut(QKeySequence("Ctrl+N"), self, self.newRequested.emit)
        QShortcut(QKeySequence("Ctrl+F"), self, self.search.setFocus)

    def _on_loaded(self, total: int) -> None:
        filtered = self.model.filter.text or self.model.filter.state or self.model.filter.template
        self.count.setText("No journey matches" if filtered and not total else f"n = {total}")
        if total or not filtered:
            self._stack.setCurrentIndex(1 if total else 0)

    def _open(self, index: QModelIndex) -> None:
        journey = self.model.row_of(index)
        self.openRequested.emit(journey.id, journey.state)

    def _menu(self, where: QPoint) -> None:
        index = self.table.indexAt(where)
        if index.isValid():
            self.menu_for(self.model.row_of(index)).exec(self.table.viewport().mapToGlobal(where))

    def menu_for(self, journey: JourneyRow) -> QMenu:
        """What can be done with a journey from the list."""
        menu = QMenu(self)
        menu.addAction("Open", lambda: self.openRequested.emit(journey.id, journey.state))
        menu.addAction("Save as field notes…", lambda: self.notesRequested.emit(journey.id))
        menu.addSeparator()
        if journey.state == "excluded":
            menu.addAction("Include in comparisons again", lambda: self.includeRequested.emit(journey.id))
        else:
            menu.addAction("Exclude from comparisons…", lambda: self.excludeRequested.emit(journey.id))
        if journey.state == "planned" and not journey.moments:
            menu.addAction("Delete", lambda: self.discardRequested.emit(journey.id))
        return menu

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped anywhere on the screen."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Import what was dropped."""
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.importRequested.emit(files)


def _combo(name: str, first: str, rest: list[tuple[str, str]]) -> QComboBox:
    result = named(QComboBox(), name, first)
    result.addItem(first, None)
    for text, data in rest:
        result.addItem(text, data)
    result.setMinimumWidth(150)
    return result
