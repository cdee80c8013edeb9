"""What goes in and out of the list of journeys: import, paste, field notes, exclusion, backup."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from mysteryshop.errors import KnownError
from mysteryshop.exports.writing import write_file
from mysteryshop.imports import reading
from mysteryshop.journey import Change, Record

from .desk import Desk
from .exchange_dialogs import ConfirmDialog, PasteDialog, ReasonDialog
from .prepare.form import system_zone

if TYPE_CHECKING:  # SQLAlchemy is imported on the writer
    from mysteryshop.recorder import Recorder

FILES = "Field notes and journeys (*.txt *.md *.notes *.json);;All files (*)"


class Exchange(QObject):
    """Asks what has to be asked, then works on the writer; the window says what came of it."""

    told = Signal(str, str)
    failed = Signal(object)  # KnownError
    listChanged = Signal()
    imported = Signal(str)  # the id of a single journey that came in

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window

    def import_files(self, files: list[Path]) -> None:
        """Import these files, or those that the user picks: all of them or none."""
        if not files:
            picked, _ = QFileDialog.getOpenFileNames(self._window, "Import journeys", "", FILES)
            files = [Path(name) for name in picked]
        if files:
            self._take_in(lambda: reading.read_files(files, self._desk.data_dir, system_zone()))

    def paste(self) -> None:
        """Show what the clipboard holds, to be read as field notes."""
        dialog = PasteDialog(QGuiApplication.clipboard().text(), self._window)

        def take(text: str) -> None:
            zone = system_zone()
            self._take_in(
                lambda: [reading.read_pasted(text, self._desk.data_dir, zone)], dialog.accept, dialog.show_error
            )

        dialog.offered.connect(take)
        dialog.open()

    def save_notes(self, ident: str) -> None:
        """Save a journey as field notes where the user says."""
        name, _ = QFileDialog.getSaveFileName(
            self._window, "Save as field notes", "field-notes.txt", "Field notes (*.txt)"
        )
        if name:
            self.write_notes(ident, Path(name))

    def write_notes(self, ident: str, path: Path) -> None:
        """Save a journey as field notes to that file."""
        self._desk.read(
            lambda q: write_file([q.load(ident)], path),
            lambda _: self.told.emit(f"Saved to {path}.", ""),
            self.failed.emit,
            self,
        )

    def exclude(self, ident: str) -> None:
        """Leave a journey out of comparisons; the reason is asked, because it is printed."""
        dialog = ReasonDialog("Exclude from comparisons", "Why does this journey not count?", self._window)
        dialog.accepted.connect(lambda: self._change(lambda r: r.exclude(ident, dialog.reason())))
        dialog.open()

    def include(self, ident: str) -> None:
        """Take an excluded journey in again."""
        self._change(lambda r: r.include(ident))

    def discard(self, ident: str) -> None:
        """Delete a journey that was only prepared."""
        dialog = ConfirmDialog(
            "Delete this plan?",
            "It was prepared and never walked: nothing recorded is lost, only what you wrote before.",
            "Delete",
            self._window,
        )
        dialog.accepted.connect(lambda: self._change(lambda r: r.discard(ident)))
        dialog.open()

    def back_up(self) -> None:
        """Make a backup now."""
        self._desk.writer.submit(
            self._desk.back_up, lambda path: self.told.emit(f"Backed up to {path}.", ""), self.failed.emit, self
        )

    def _change(self, edit: Callable[[Recorder], Change | None]) -> None:
        self._desk.write(edit, lambda _: self.listChanged.emit(), self.failed.emit, self)

    def _take_in(
        self,
        read: Callable[[], list[Record]],
        done: Callable[[], None] = lambda: None,
        failed: Callable[[KnownError], None] | None = None,
    ) -> None:
        def work(recorder: Recorder) -> tuple[list[Record], int]:
            records = read()
            return records, sum(change is not None for change in recorder.import_records(records))

        def taken(result: tuple[list[Record], int]) -> None:
            done()
            self._on_imported(*result)

        self._desk.write(work, taken, failed or self.failed.emit, self)

    def _on_imported(self, records: list[Record], new: int) -> None:
        self.listChanged.emit()
        if new == 0:
            self.told.emit("Nothing new: these journeys are already here.", "")
        elif len(records) == 1:
            self.imported.emit(records[0].journey.id)
        else:
            self.told.emit(
                f"{new} of {len(records)} journeys are new and on disk.",
                "The others were here already." if new < len(records) else "",
            )
