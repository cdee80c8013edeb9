"""The home screen: unfinished first, then every journey, searched, filtered and sorted at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QMenu,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from mysteryshop.journey import Change
from mysteryshop.store.glance import Glance
from mysteryshop.store.listing import JourneyRow

from ..desk import Desk
from ..privacy.kept_line import KeptLine
from ..privacy.retention_dialog import kept
from ..theme import Theme
from ..widgets.parts import button, column, label, row
from .due_line import DueLine
from .filter_bar import FilterBar
from .model import JourneyTable
from .table import JourneyView
from .tags_dialog import TagsDialog
from .unfinished import Unfinished

if TYPE_CHECKING:  # SQLAlchemy is imported on the writer
    from mysteryshop.recorder import Recorder


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
    tagged = Signal(list)  # of Change
    failed = Signal(object)  # KnownError
    handOnRequested = Signal(list)  # of journey ids
    exportRequested = Signal(object)  # a function of Queries: the ids
    cadenceRequested = Signal()
    retainRequested = Signal(list)  # of Kept
    purgeRequested = Signal(list)

    def __init__(self, desk: Desk, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("journeysScreen")
        self.setProperty("role", "ground")
        self.setAcceptDrops(True)
        self._desk = desk
        self._known_tags: tuple[str, ...] = ()
        self.model = JourneyTable(desk, self)
        self.unfinished = Unfinished()
        self.due = DueLine(desk)
        self.kept = KeptLine(desk)
        self.filters = FilterBar(desk, self.model)
        self.table = JourneyView(self.model, theme)
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
        self.filters.set_templates(pairs)

    def reload(self) -> None:
        """Read what is shown again."""
        self.model.reload()
        if self._desk.is_open:
            self._desk.read(lambda q: q.unfinished(), self.unfinished.show_rows, None, self)
            self._desk.read(lambda q: q.tags(), self._show_tags, None, self)
            self.due.reload()
            self.kept.reload()

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
        self._export = button(
            "Export…", name="exportFiles", tip="All journeys that are listed: Excel, tables, JSON, event logs"
        )
        self._export.setEnabled(False)
        self._export.clicked.connect(lambda: self.exportRequested.emit(self.model.listed()))
        head = row(label("Journeys", "display"), None, paste, bring, self._export, self._new)
        full = QWidget()
        full.setLayout(column(self.filters, self.table, spacing=12))
        self._stack.addWidget(self._empty())
        self._stack.addWidget(full)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(28, 24, 28, 24)
        outer.setSpacing(16)
        outer.addLayout(head)
        outer.addWidget(self.unfinished)
        outer.addWidget(self.due)
        outer.addWidget(self.kept)
        outer.addLayout(self._stack, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Less room, or larger letters in it: fewer cards."""
        super().resizeEvent(event)
        self.unfinished.give_room(self.height() / self.fontMetrics().lineSpacing())

    def changeEvent(self, event: QEvent) -> None:
        """Letters of another size, as in a resized window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.unfinished.give_room(self.height() / self.fontMetrics().lineSpacing())

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

    def _wire(self) -> None:
        self.table.horizontalHeader().sortIndicatorChanged.connect(self.model.sort)
        self.table.activated.connect(self._open)
        self.table.customContextMenuRequested.connect(self._menu)
        self.model.loaded.connect(self._on_loaded)
        self.unfinished.resumeRequested.connect(self.openRequested)
        self.unfinished.finishRequested.connect(self.finishRequested)
        self.due.cadenceRequested.connect(self.cadenceRequested)
        self.kept.retainRequested.connect(self.retainRequested)
        self.kept.purgeRequested.connect(self.purgeRequested)
        QShortcut(QKeySequence("Ctrl+N"), self, self.newRequested.emit)
        QShortcut(QKeySequence("Ctrl+F"), self, self.filters.search.setFocus)
        QShortcut(QKeySequence("Ctrl+T"), self, self._on_tag)

    def _on_loaded(self, total: int) -> None:
        self._export.setEnabled(total > 0)
        filtered = self.filters.show_count(total)
        if total or not filtered:
            self._stack.setCurrentIndex(1 if total else 0)

    def _open(self, index: QModelIndex) -> None:
        journey = self.model.row_of(index)
        self.openRequested.emit(journey.id, journey.state)

    def _menu(self, where: QPoint) -> None:
        index = self.table.indexAt(where)
        if index.isValid():
            self.menu_for(self.model.row_of(index)).exec(self.table.viewport().mapToGlobal(where))

    def selected(self) -> list[JourneyRow]:
        """The journeys that are selected, in the order of the list."""
        return [self.model.row_of(index) for index in sorted(self.table.selectionModel().selectedRows())]

    def edit_tags(self, journeys: Sequence[JourneyRow]) -> TagsDialog:
        """Ask for the tags of these journeys, then keep them."""
        dialog = TagsDialog(journeys, self._known_tags, self)
        dialog.accepted.connect(lambda: self._keep_tags(dialog.changes()))
        dialog.finished.connect(lambda _: dialog.deleteLater())
        dialog.open()
        return dialog

    def _on_tag(self) -> None:
        if chosen := self.selected():
            self.edit_tags(chosen)

    def _keep_tags(self, changes: Mapping[str, tuple[str, ...]]) -> None:
        def work(recorder: Recorder) -> list[Change]:
            return [recorder.annotate(ident, tags=tags) for ident, tags in changes.items()]

        if changes:
            self._desk.write(work, self._on_tagged, self.failed.emit, self)

    def _on_tagged(self, changes: list[Change]) -> None:
        self.tagged.emit(changes)
        self.reload()

    def _show_tags(self, tags: list[str]) -> None:
        self._known_tags = tuple(tags)
        self.filters.show_tags(tags)

    def menu_for(self, journey: JourneyRow) -> QMenu:
        """What can be done with a journey from the list."""
        menu = QMenu(self)
        menu.addAction("Open", lambda: self.openRequested.emit(journey.id, journey.state))
        chosen = [each for each in self.selected() if each.id != journey.id]
        several = [journey, *chosen] if len(chosen) < len(self.selected()) else [journey]
        words = f"Tags of {len(several)} journeys…" if len(several) > 1 else "Tags…"
        menu.addAction(words, lambda: self.edit_tags(several))
        idents = [each.id for each in several]
        hand = f"Hand {len(several)} journeys on…" if len(several) > 1 else "Hand on…"
        menu.addAction(hand, lambda: self.handOnRequested.emit(idents))
        out = f"Export {len(several)} journeys…" if len(several) > 1 else "Export…"
        menu.addAction(out, lambda: self.exportRequested.emit(lambda _queries: idents))
        menu.addAction("Save as field notes…", lambda: self.notesRequested.emit(journey.id))
        menu.addSeparator()
        if journey.state == "excluded":
            menu.addAction("Include in comparisons again", lambda: self.includeRequested.emit(journey.id))
        else:
            menu.addAction("Exclude from comparisons…", lambda: self.excludeRequested.emit(journey.id))
        menu.addSeparator()
        held = [kept(each) for each in several]
        menu.addAction("Keep until…", lambda: self.retainRequested.emit(held))
        if not any(each.state == "walking" for each in several):
            menu.addAction("Purge…", lambda: self.purgeRequested.emit(held))
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
