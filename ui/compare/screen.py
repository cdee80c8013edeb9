"""Compare: journeys against journeys, with the finding in words, the charts, and every journey in a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from mysteryshop.comparison.view import View
from mysteryshop.journey import SECOND

from ..behind.card import BehindCard
from ..behind.opening import MarkOpener
from ..desk import Desk
from ..exporting import Exporting
from ..figures_source import FiguresSource
from ..theme import Theme
from ..widgets.parts import button, column, label, row, scrolled
from . import asking
from .bar import CompareBar
from .busy import BusySign
from .cards import ChartCards, FindingCard
from .groups import GroupsCard
from .journeys import JourneysPart
from .leaving import ExportButton
from .saved_views import SavedViews

if TYPE_CHECKING:
    from mysteryshop.charts.marks import Mark
    from mysteryshop.comparison.choosing import Chosen
    from mysteryshop.comparison.gathering import Gathered, Laid

_READABLE = 600  # pixels of a line of words
NOTHING = "Nothing to compare yet"


class CompareScreen(QWidget):
    """Everything is worked out on the reader, the journeys first; requests to open one leave as signals."""

    openRequested = Signal(str, str)  # journey id, state
    momentRequested = Signal(str, str, str)  # journey id, state, moment id
    told = Signal(str)
    fileSaved = Signal(str, str, Path)  # words, more of them, the file
    failed = Signal(object)  # KnownError
    listed = Signal()  # the journeys of the last view are in the table
    shown = Signal()  # and the whole answer is on the screen

    def __init__(self, desk: Desk, theme: Theme, source: FiguresSource) -> None:
        super().__init__()
        self.setObjectName("compareScreen")
        self.setProperty("role", "ground")
        self._source, self._clock = source, desk.clock
        self.view = View()
        self.chosen: Chosen | None = None
        self.found: Gathered | None = None
        self._laid: Laid | None = None
        self._asked = 0
        self.title = label("Compare", "display", wrap=True, name="compare.title")
        self.bar, self.busy = CompareBar(self._today), BusySign()
        self.finding = FindingCard(desk, theme, self.bar.measure)
        self.groups, self.charts = GroupsCard(), ChartCards(desk, theme)
        self.behind = BehindCard(theme, "compare.behind")
        self.opener = MarkOpener(source, self.behind)
        self.journeys = JourneysPart(theme, source)
        self.saved = SavedViews(desk.data_dir)
        self.save = button(
            "Save view…", name="compare.save", tip="Keep this choice of journeys, groups, columns and order"
        )
        self.export = ExportButton(desk, theme, lambda: self.found, lambda: self.journeys.table.rows.ids)
        self.out = Exporting(desk, self)
        for each in (self.save, self.export):
            each.setEnabled(False)  # until there is something to keep
        self.empty = label("", "quiet", wrap=True, name="compare.empty")
        self.empty.setMaximumWidth(_READABLE)
        self._stack = QStackedLayout()
        self._build()
        self._wire()

    def start(self) -> None:
        """Bring the figures up to date and show them: the screen has come to the front."""
        self.saved.load()
        self._source.refresh()

    def show_view(self, view: View) -> None:
        """Work out another view and show it: the journeys first, then what they have to say."""
        self.view = view
        self._asked += 1
        asked, today = self._asked, self._today()
        self.busy.begin()
        self._source.read(
            lambda database, table: asking.choose(table, view, today) if asked == self._asked else None,
            lambda chosen: self._on_chosen(chosen, asked), self._on_failed, self,
        )  # fmt: skip

    def cancel(self) -> None:
        """Nobody waits for the answer any more: what was shown before stays, or comes back."""
        if not self.busy.waiting:
            return
        self._asked += 1
        self.busy.end()
        if self.found is not None:
            self._show_chosen(self.found.chosen)
            self._show_laid(self.found.laid)
            self._on_weighed(self.found, self._asked)
            self.told.emit("Stopped. What was shown before is shown again.")

    def _on_escape(self) -> None:
        """The key's nearest meaning: stop waiting, else close what stands behind a mark."""
        if self.busy.waiting:
            self.cancel()
        elif self.behind.isVisible():
            self.behind.leave()

    def _build(self) -> None:
        inside = QWidget()
        parts = (self.finding, self.groups, self.charts, self.behind, self.journeys)
        page = column(*parts, spacing=14)
        page.setStretchFactor(self.journeys, 1)  # room that a large window leaves is the table's, not the finding's
        inside.setLayout(page)
        self.area = scrolled(inside)
        nothing = QWidget()
        nothing.setLayout(column(24, self.empty, None))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(28, 20, 20, 0)
        outer.setSpacing(14)
        head = row(self.title, self.busy, self.saved, self.save, self.export)
        head.setStretch(0, 1)
        outer.addLayout(head)
        outer.addWidget(self.bar)
        outer.addLayout(self._stack, 1)  # first: without a widget around it, it would show the page as a window
        self._stack.addWidget(nothing)
        self._stack.addWidget(self.area)
        self._show_empty("Reading the journeys …")

    def _wire(self) -> None:
        self._source.refreshed.connect(self._on_refreshed)
        self._source.progressed.connect(self._on_progress)
        self.bar.changed.connect(self._change)
        self.busy.appeared.connect(self._on_long)
        self.busy.stopped.connect(self.cancel)
        self.charts.marked.connect(self._on_mark)
        self.finding.spread.marked.connect(self._on_mark)
        self.groups.journeysChosen.connect(self._only)
        self.behind.momentRequested.connect(self.momentRequested)
        self.behind.openRequested.connect(self.openRequested)
        self.behind.closed.connect(self.journeys.lift_mark)
        self.opener.opened.connect(lambda: self.behind.bring_into(self.area))
        self.opener.failed.connect(self.failed)
        self.journeys.openRequested.connect(self.openRequested)
        self.journeys.failed.connect(self.failed)
        self.journeys.arranged.connect(self._on_columns)
        self.journeys.sorted.connect(self._on_sorted)
        self.journeys.compareRequested.connect(self._on_words)
        self.saved.picked.connect(self.show_view)
        self.save.clicked.connect(lambda: self.saved.ask_name(self.view.name or self.title.text(), self.save_as))
        self.export.journeysRequested.connect(lambda ids: self.out.ask(lambda _queries: ids))
        self.saved.told.connect(self.told)
        for way_out in (self.out, self.export):
            way_out.fileSaved.connect(self.fileSaved)
        for part in (self.saved, self.export, self.out):
            part.failed.connect(self.failed)
        for keys, act in (("Ctrl+F", self.journeys.search.setFocus), ("Esc", self._on_escape)):
            where = Qt.ShortcutContext.WidgetWithChildrenShortcut
            QShortcut(QKeySequence(keys), self, context=where).activated.connect(act)

    def _change(self, change: Callable[[View], View]) -> None:
        self.show_view(change(self.view))

    def _on_refreshed(self) -> None:
        if self.isVisible():
            self.show_view(self.view)

    def _on_progress(self, left: int) -> None:
        if left and self.found is None:
            self._show_empty(f"Working out the figures of {left:,} journeys …")

    def _on_failed(self, error: object) -> None:
        self.busy.end()
        self.failed.emit(error)

    def _on_long(self) -> None:
        """The answer takes a while: what is on the screen is not it."""
        laid = self._laid is not None and self._laid.chosen is self.chosen
        self.finding.wait(spread=not laid)
        self.charts.wait(() if not laid else ("shares",))

    def _on_chosen(self, chosen: Chosen | None, asked: int) -> None:
        if chosen is None or asked != self._asked:
            return
        self._show_chosen(chosen)
        self.listed.emit()
        self._source.read(
            lambda database, table: asking.laid_out(database, table, chosen) if asked == self._asked else None,
            lambda laid: self._on_laid(laid, asked), self._on_failed, self,
        )  # fmt: skip

    def _on_laid(self, laid: Laid | None, asked: int) -> None:
        if laid is None or asked != self._asked:
            return
        self._show_laid(laid)
        self._source.read(
            lambda _database, _table: asking.weighed(laid, lambda: asked == self._asked),
            lambda found: self._on_weighed(found, asked), self._on_failed, self,
        )  # fmt: skip

    def _show_laid(self, laid: Laid) -> None:
        """The charts, all but the drivers'."""
        self._laid = laid
        if len(laid.chosen.journeys):
            view, given = laid.chosen.view, laid.given
            self.finding.spread.show_given(given["spread"])
            self.groups.show_rows(laid.many, tuple(dict.fromkeys((view.measure, *view.figures))))
            self.charts.show_given(given)

    def _show_chosen(self, chosen: Chosen) -> None:
        """Title, chips and table: at once, whatever the charts take."""
        self.view, self.chosen = chosen.view, chosen
        self.bar.show_chosen(chosen)
        there = bool(len(chosen.journeys))
        for each in (self.export, self.save):
            each.setEnabled(there)
        self.title.setText(chosen.title if there else NOTHING)
        for part in (self.bar, self.save, self.export):  # where nothing was ever walked there is nothing to choose
            part.setVisible(there or not asking.is_bare(chosen))
        if not there:
            self._show_empty(asking.why_nothing(chosen))
            return
        self.opener.drop()
        self._stack.setCurrentIndex(1)
        self.journeys.show_chosen(chosen)

    def _on_weighed(self, found: Gathered | None, asked: int) -> None:
        if found is None or asked != self._asked:
            return
        self.busy.end()
        self.found = found
        if len(found.journeys):
            self.finding.finding.setText(found.finding)
            self.finding.small.setText(found.small)
            self.charts.show_given({"shares": found.shares})
        self.shown.emit()

    def _show_empty(self, words: str) -> None:
        self.empty.setText(words)
        self._stack.setCurrentIndex(0)

    def _on_columns(self, columns: Sequence[str]) -> None:
        self.view = replace(self.view, columns=tuple(columns))

    def _on_sorted(self, field: str, descending: bool) -> None:
        self.view = replace(self.view, sort=field, descending=descending)

    def _on_words(self, words: str) -> None:
        """Only journeys with these words are compared."""
        self.show_view(replace(self.view, filters={**self.view.filters, "text": words}, a="", b=""))

    def _on_mark(self, mark: Mark) -> None:
        """One journey opens; several are shown in the table, with the moments that the mark stands for."""
        chosen = self.chosen
        if chosen is None:
            return
        there = [ident for ident in mark.moments if ident in chosen.journeys.position]
        if len(there) == 1 and mark.behind is None:
            at = chosen.journeys.position[there[0]]
            self.openRequested.emit(there[0], str(chosen.journeys["state"][at]))
            return
        self._only(there, by_mark=True)
        self.opener.open(replace(mark, moments=tuple(there)))

    def _only(self, journeys: Sequence[str], *, by_mark: bool = False) -> None:
        self.opener.drop()
        self.journeys.show_only(journeys, by_mark=by_mark)
        self.area.ensureWidgetVisible(self.journeys)

    def _today(self) -> date:
        """The day that presets such as “this year” go by."""
        now = self._clock.now()
        return datetime.fromtimestamp(now.at / SECOND + now.offset_s, tz=UTC).date()

    def save_as(self, name: str) -> None:
        """Keep the view under that name; one of the same name is replaced."""
        self.view = self.saved.keep(self.view, name)
