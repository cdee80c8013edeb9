"""Compare: journeys against journeys, with the finding in words, the charts, and every journey in a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QInputDialog,
    QLineEdit,
    QMenu,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from mysteryshop.comparison.view import View, load_views, save_views
from mysteryshop.errors import KnownError

from ..desk import Desk
from ..figures_source import FiguresSource
from ..theme import Theme
from ..widgets.parts import button, column, label, named, row, scrolled
from .bar import CompareBar
from .cards import ChartCards, FindingCard
from .columns_menu import ColumnsMenu
from .sending import file_name, write_charts, write_report, write_table
from .table import CompareTable

if TYPE_CHECKING:
    from mysteryshop.comparison.gathering import Gathered

SEARCH_PAUSE_MS = 120
_TABLE = 420  # pixels
NOTHING = "Nothing to compare yet"


class CompareScreen(QWidget):
    """Everything is worked out on the reader; requests to open a journey leave as signals."""

    openRequested = Signal(str, str)  # journey id, state
    told = Signal(str)
    failed = Signal(object)  # KnownError
    shown = Signal()  # the answer to the last view is on the screen

    def __init__(self, desk: Desk, theme: Theme, source: FiguresSource) -> None:
        super().__init__()
        self.setObjectName("compareScreen")
        self.setProperty("role", "ground")
        self._desk, self._source = desk, source
        self.view = View()
        self.found: Gathered | None = None
        self.views: tuple[View, ...] = ()
        self._asked = 0
        self.title = label(NOTHING, "display", wrap=True, name="compare.title")
        self.bar = CompareBar()
        self.finding = FindingCard(desk, theme, self.bar.measure)
        self.charts = ChartCards(desk, theme)
        self.search = named(QLineEdit(), "compare.search", "Search these journeys")
        self.count = label("", "small", name="compare.count")
        self.all = button("Show all", "link", name="compare.all", on=lambda: self._only(()))
        self.table = CompareTable(theme)
        self.columns = ColumnsMenu(self)
        self.empty = label("", "quiet", wrap=True, name="compare.empty")
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(SEARCH_PAUSE_MS)
        self._stack = QStackedLayout()
        self._build()
        self._wire()

    def start(self) -> None:
        """Bring the figures up to date and show them: the screen has come to the front."""
        try:
            self.views = load_views(self._desk.data_dir)
        except KnownError as error:
            self.failed.emit(error)
        self._show_views()
        self._source.refresh()

    def show_view(self, view: View) -> None:
        """Work out another view and show it."""
        self.view = view
        self._asked += 1
        asked = self._asked
        self._source.read(
            lambda database, table: _gather(database, table, view),
            lambda found: self._on_gathered(found, asked), self.failed.emit, self,
        )  # fmt: skip

    def _build(self) -> None:
        self.save = button("Save view…", name="compare.save", tip="Keep this choice of journeys, groups and columns")
        self.saved = button("Views", name="compare.views")
        self.saved.setMenu(QMenu(self.saved))
        self.export = button("Export", name="compare.export")
        menu = QMenu(self.export)
        for words, work in (
            ("Report as PDF…", self._ask_report),
            ("Table as CSV…", self._ask_csv),
            ("Charts as PNG…", lambda: self._ask_charts(".png")),
            ("Charts as SVG…", lambda: self._ask_charts(".svg")),
        ):
            menu.addAction(words, work)
        self.export.setMenu(menu)
        self.search.setPlaceholderText("Search place, persona, leader, group")
        self.search.setClearButtonEnabled(True)
        self.table.setMinimumHeight(_TABLE)
        tools = row(self.search, self._columns_button(), None, self.all, self.count)
        tools.setStretch(0, 1)
        inside = QWidget()
        page = column(self.finding, self.charts, spacing=14)
        page.addLayout(tools)
        page.addWidget(self.table)
        inside.setLayout(page)
        self.area = scrolled(inside)
        nothing = QWidget()
        nothing.setLayout(column(24, self.empty, None))
        self._stack.addWidget(nothing)
        self._stack.addWidget(self.area)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(28, 20, 20, 0)
        outer.setSpacing(14)
        head = row(self.title, self.saved, self.save, self.export)
        head.setStretch(0, 1)
        outer.addLayout(head)
        outer.addWidget(self.bar)
        outer.addLayout(self._stack, 1)
        self.all.hide()
        self._show_empty("Reading the journeys …")

    def _columns_button(self) -> QPushButton:
        choose = button("Columns", name="compare.columns", tip="Which figures the table shows")
        choose.setMenu(self.columns)
        return choose

    def _wire(self) -> None:
        self._source.refreshed.connect(self._on_refreshed)
        self._source.progressed.connect(self._on_progress)
        self.bar.changed.connect(lambda change: self.show_view(change(self.view)))
        self.columns.changed.connect(self._on_columns)
        self.charts.journeysChosen.connect(self._on_chosen)
        self.finding.spread.journeysChosen.connect(self._on_chosen)
        self.table.openRequested.connect(self.openRequested)
        self.table.rows.modelReset.connect(self._say_count)
        self.search.textChanged.connect(lambda _: self._typed.start())
        self._typed.timeout.connect(lambda: self.table.rows.search(self.search.text()))
        self.save.clicked.connect(lambda: self._ask_name())
        QShortcut(
            QKeySequence("Ctrl+F"), self, self.search.setFocus, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
        )

    def _on_refreshed(self) -> None:
        if self.isVisible():
            self.show_view(self.view)

    def _on_progress(self, left: int) -> None:
        if left and self.found is None:
            self._show_empty(f"Working out the figures of {left:,} journeys …")

    def _on_gathered(self, found: Gathered, asked: int) -> None:
        if asked != self._asked:
            return
        self.view, self.found = found.view, found
        self.title.setText(found.title)
        self.bar.show_gathered(found)
        self.columns.show_columns(found.view.columns)
        for each in (self.export, self.save):
            each.setEnabled(bool(sum(found.n)))
        if sum(found.n):
            self._show_found(found)
        else:
            self.title.setText(NOTHING)
            self._show_empty(_why_nothing(found))
        self.shown.emit()

    def _show_found(self, found: Gathered) -> None:
        self.finding.finding.setText(found.finding)
        self.finding.small.setText(found.small)
        self._stack.setCurrentIndex(1)
        given = found.given
        self.finding.spread.show_given(given["spread"])
        self.charts.show_gathered(found, given)
        self.table.show_columns(found.view.columns)
        self.table.rows.show_figures(found.journeys, found.group_of)
        self.all.hide()

    def _show_empty(self, words: str) -> None:
        self.empty.setText(words)
        self._stack.setCurrentIndex(0)

    def _say_count(self) -> None:
        n, of = self.table.rows.rowCount(), sum(self.found.n) if self.found else 0
        self.count.setText(f"n = {n}" if n == of else f"{n} of {of} journeys")

    def _on_columns(self, columns: Sequence[str]) -> None:
        self.view = replace(self.view, columns=tuple(columns))
        self.table.show_columns(columns)

    def _on_chosen(self, journeys: tuple[str, ...]) -> None:
        """One journey opens; several are shown in the table."""
        if len(journeys) == 1 and self.found is not None:
            at = self.found.journeys.position[journeys[0]]
            self.openRequested.emit(journeys[0], str(self.found.journeys["state"][at]))
        else:
            self._only(journeys)
            self.area.ensureWidgetVisible(self.table)

    def _only(self, journeys: Sequence[str]) -> None:
        self.table.rows.show_only(journeys)
        self.all.setVisible(bool(journeys))

    # Saved views

    def _ask_name(self) -> None:
        name, sure = QInputDialog.getText(
            self, "Save view", "What is it called?", text=self.view.name or self.title.text()
        )
        if sure and name.strip():
            self.save_as(name.strip())

    def save_as(self, name: str) -> None:
        """Keep the view under that name; one of the same name is replaced."""
        view = replace(self.view, name=name)
        self._keep((*(each for each in self.views if each.name != name), view), f"The view “{name}” is saved.")
        self.view = view

    def forget(self, name: str) -> None:
        """Delete a saved view."""
        self._keep(tuple(each for each in self.views if each.name != name), f"The view “{name}” is deleted.")

    def _keep(self, views: tuple[View, ...], words: str) -> None:
        try:
            save_views(views, self._desk.data_dir)
        except KnownError as error:
            self.failed.emit(error)
            return
        self.views = views
        self._show_views()
        self.told.emit(words)

    def _show_views(self) -> None:
        menu = self.saved.menu()
        menu.clear()
        for view in self.views:
            menu.addAction(view.name.replace("&", "&&"), partial(self.show_view, view))
        if self.views:
            menu.addSeparator()
            gone = menu.addMenu("Delete")
            for view in self.views:
                gone.addAction(view.name.replace("&", "&&"), partial(self.forget, view.name))
        self.saved.setVisible(bool(self.views))

    # Export

    def _ask_report(self) -> None:
        name = str(Path.home() / f"{file_name(self.title.text())}.pdf")
        picked, _ = QFileDialog.getSaveFileName(self, "Save the report", name, "PDF (*.pdf)")
        if picked:
            self.export_report(Path(picked) if Path(picked).suffix else Path(picked).with_suffix(".pdf"))

    def export_report(self, path: Path) -> None:
        """What the screen shows, on paper: every figure of the chosen columns, the charts and the journeys."""
        found = self.found
        if found is None:
            return
        found = replace(found, view=replace(found.view, columns=self.view.columns))  # chosen since, perhaps
        self._desk.reader.submit(
            lambda: write_report(found, path),
            lambda done: self.told.emit(f"The comparison is saved in {done.name}."), self.failed.emit, self,
        )  # fmt: skip

    def _ask_csv(self) -> None:
        name = str(Path.home() / f"{file_name(self.title.text())}.csv")
        picked, _ = QFileDialog.getSaveFileName(self, "Save the table", name, "CSV (*.csv)")
        if picked:
            self.export_csv(Path(picked) if Path(picked).suffix else Path(picked).with_suffix(".csv"))

    def export_csv(self, path: Path) -> None:
        """The journeys that the table shows, in its order, with every figure."""
        found = self.found
        if found is None:
            return
        ids, groups = self.table.rows.ids, dict(zip(map(str, found.journeys.ids), found.group_of, strict=True))
        self._desk.reader.submit(
            lambda: write_table(found.journeys, ids, groups, path),
            lambda done: self.told.emit(f"{len(ids)} journeys are saved in {done.name}."), self.failed.emit, self,
        )  # fmt: skip

    def _ask_charts(self, suffix: str) -> None:
        folder = QFileDialog.getExistingDirectory(self, "Save the charts into a folder", str(Path.home()))
        if folder:
            self.export_charts(Path(folder), suffix)

    def export_charts(self, folder: Path, suffix: str) -> None:
        """All charts as files of that kind."""
        if self.found is None:
            return
        given, title = self.found.given, self.found.title
        self._desk.reader.submit(
            lambda: write_charts(given, folder, title, suffix),
            lambda done: self.told.emit(f"{len(given)} charts are saved in {done}."), self.failed.emit, self,
        )  # fmt: skip


def _gather(database: Any, table: Any, view: View) -> Gathered:
    from mysteryshop.comparison.gathering import gather

    return gather(database, table, view)


def _why_nothing(found: Gathered) -> str:
    if found.left_out != "none left out":
        return (
            f"No journey counts here: {found.left_out}. A journey counts once its debrief is finalised and nobody "
            "recognised you; “+ filter” can take in what was left out."
        )
    return (
        "No journey has been finalised yet. Walk one as a customer would, finish its debrief, and it stands here "
        "beside the others: by year, by leader, by place."
    )
