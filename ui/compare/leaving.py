"""The Export button: the report, the table, the charts; asked for here, written on the reader."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton

from ..background import Worker
from ..widgets.parts import named
from .sending import file_name, write_charts, write_report, write_table

if TYPE_CHECKING:
    from mysteryshop.comparison.gathering import Gathered


class ExportButton(QPushButton):
    """`told` says what was written; `found` and `ids` give what the screen shows at that moment."""

    told = Signal(str)
    failed = Signal(object)  # KnownError

    def __init__(self, reader: Worker, found: Callable[[], Gathered | None], ids: Callable[[], list[str]]) -> None:
        super().__init__("Export")
        named(self, "compare.export", "Export")
        self._reader, self._found, self._ids = reader, found, ids
        menu = QMenu(self)
        for words, work in (
            ("Report as PDF…", self._ask_report),
            ("Table as CSV…", self._ask_csv),
            ("Charts as PNG…", lambda: self._ask_charts(".png")),
            ("Charts as SVG…", lambda: self._ask_charts(".svg")),
        ):
            menu.addAction(words, work)
        self.setMenu(menu)

    def report(self, path: Path, columns: tuple[str, ...]) -> None:
        """What the screen shows, on paper: every figure of these columns, the charts and the journeys."""
        found = self._found()
        if found is None:
            return
        chosen = replace(found.chosen, view=replace(found.view, columns=columns))  # arranged since, perhaps
        self._reader.submit(
            lambda: write_report(replace(found, laid=replace(found.laid, chosen=chosen)), path),
            lambda done: self.told.emit(f"The comparison is saved in {done.name}."), self.failed.emit, self,
        )  # fmt: skip

    def table(self, path: Path) -> None:
        """The journeys that the table shows, in its order, with every figure."""
        found = self._found()
        if found is None:
            return
        ids, groups = self._ids(), dict(zip(found.journeys.ids.tolist(), found.group_of, strict=True))
        self._reader.submit(
            lambda: write_table(found.journeys, ids, groups, path),
            lambda done: self.told.emit(f"{len(ids):,} journeys are saved in {done.name}."), self.failed.emit, self,
        )  # fmt: skip

    def charts(self, folder: Path, suffix: str) -> None:
        """All charts as files of that kind."""
        found = self._found()
        if found is None:
            return
        self._reader.submit(
            lambda: write_charts(found.given, folder, found.title, suffix),
            lambda done: self.told.emit(f"{len(found.given)} charts are saved in {done}."), self.failed.emit, self,
        )  # fmt: skip

    def _ask_report(self) -> None:
        found = self._found()
        if found is not None and (path := self._asked("Save the report", ".pdf", "PDF (*.pdf)")):
            self.report(path, found.view.columns)

    def _ask_csv(self) -> None:
        if path := self._asked("Save the table", ".csv", "CSV (*.csv)"):
            self.table(path)

    def _ask_charts(self, suffix: str) -> None:
        folder = QFileDialog.getExistingDirectory(self.window(), "Save the charts into a folder", str(Path.home()))
        if folder:
            self.charts(Path(folder), suffix)

    def _asked(self, words: str, suffix: str, kind: str) -> Path | None:
        found = self._found()
        name = str(Path.home() / f"{file_name(found.title if found else '')}{suffix}")
        picked, _ = QFileDialog.getSaveFileName(self.window(), words, name, kind)
        if not picked:
            return None
        return Path(picked) if Path(picked).suffix else Path(picked).with_suffix(suffix)
