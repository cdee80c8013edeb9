"""The Export button: the report, the table, the charts, the journeys; asked for here, written on the reader."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton

from ..desk import Desk
from ..privacy.review import Review
from ..theme import Theme
from ..widgets.parts import named
from .sending import file_name, title_of, words_leaving, write_charts, write_report, write_table

if TYPE_CHECKING:
    from mysteryshop.comparison.gathering import Gathered
    from mysteryshop.privacy.decisions import Decisions


class ExportButton(QPushButton):
    """`fileSaved` says what was written; `found` and `ids` give what the screen shows at that moment.

    Before anything leaves it is asked, case by case, what of it may identify somebody.
    """

    fileSaved = Signal(str, str, Path)  # words, more of them, the file or the folder of charts
    failed = Signal(object)  # KnownError
    journeysRequested = Signal(list)  # ids in the table's order

    def __init__(
        self, desk: Desk, theme: Theme, found: Callable[[], Gathered | None], ids: Callable[[], list[str]]
    ) -> None:
        super().__init__("Export")
        named(self, "compare.export", "Export")
        self._desk, self._theme = desk, theme
        self._reader, self._found, self._ids = desk.reader, found, ids
        menu = QMenu(self)
        for words, work in (
            ("Report as PDF…", self._ask_report),
            ("Table as CSV…", self._ask_csv),
            ("Journeys as Excel, tables, JSON, event log…", self._ask_journeys),
            ("Charts as PNG…", lambda: self._ask_charts(".png")),
            ("Charts as SVG…", lambda: self._ask_charts(".svg")),
        ):
            menu.addAction(words, work)
        self.setMenu(menu)

    @cached_property
    def review(self) -> Review:
        """What asks case by case."""
        review = Review(self._desk, self._theme, self.window())
        review.failed.connect(self.failed)
        return review

    def report(self, path: Path, columns: tuple[str, ...], decisions: Decisions | None = None) -> None:
        """What the screen shows, on paper: every figure of these columns, the charts and the journeys."""
        found = self._found()
        if found is None:
            return
        chosen = replace(found.chosen, view=replace(found.view, columns=columns))  # arranged since, perhaps
        self._reader.submit(
            lambda: write_report(replace(found, laid=replace(found.laid, chosen=chosen)), path, decisions),
            lambda done: self._told(f"The comparison is saved in {done.name}.", done), self.failed.emit, self,
        )  # fmt: skip

    def table(self, path: Path, decisions: Decisions | None = None) -> None:
        """The journeys that the table shows, in its order, with every figure."""
        found = self._found()
        if found is None:
            return
        ids, groups = self._ids(), dict(zip(found.journeys.ids.tolist(), found.group_of, strict=True))
        self._reader.submit(
            lambda: write_table(found.journeys, ids, groups, path, decisions),
            lambda done: self._told(f"{len(ids):,} journeys are saved in {done.name}.", done), self.failed.emit, self,
        )  # fmt: skip

    def charts(self, folder: Path, suffix: str, decisions: Decisions | None = None) -> None:
        """All charts as files of that kind."""
        found = self._found()
        if found is None:
            return
        self._reader.submit(
            lambda: write_charts(found, folder, suffix, decisions),
            lambda done: self._told(f"{len(found.given)} charts are saved in {done}.", done), self.failed.emit, self,
        )  # fmt: skip

    def _told(self, words: str, path: Path) -> None:
        self.fileSaved.emit(words, "", path)

    def _ask_report(self) -> None:
        def save(found: Gathered, decisions: Decisions) -> None:
            if path := self._asked("Save the report", ".pdf", "PDF (*.pdf)", title_of(found, decisions)):
                self.report(path, found.view.columns, decisions)

        self._ask(None, save)

    def _ask_csv(self) -> None:
        def save(found: Gathered, decisions: Decisions) -> None:
            if path := self._asked("Save the table", ".csv", "CSV (*.csv)", title_of(found, decisions)):
                self.table(path, decisions)

        self._ask(self._ids(), save)

    def _ask_journeys(self) -> None:
        if self._found() is not None:
            self.journeysRequested.emit(self._ids())

    def _ask_charts(self, suffix: str) -> None:
        def save(_found: Gathered, decisions: Decisions) -> None:
            folder = QFileDialog.getExistingDirectory(self.window(), "Save the charts into a folder", str(Path.home()))
            if folder:
                self.charts(Path(folder), suffix, decisions)

        self._ask(None, save)

    def _ask(self, ids: list[str] | None, save: Callable[[Gathered, Decisions], None]) -> None:
        """What may identify somebody, then where it goes: by then the name says only what may be read."""
        found = self._found()
        if found is not None:
            self._reader.submit(
                lambda: words_leaving(found, ids),
                lambda words: self.review.decide(words, lambda decisions: save(found, decisions)),
                self.failed.emit, self,
            )  # fmt: skip

    def _asked(self, words: str, suffix: str, kind: str, title: str) -> Path | None:
        name = str(Path.home() / f"{file_name(title)}{suffix}")
        picked, _ = QFileDialog.getSaveFileName(self.window(), words, name, kind)
        if not picked:
            return None
        return Path(picked) if Path(picked).suffix else Path(picked).with_suffix(suffix)
