"""What leaves the story: the PDF summary and the field notes, made on the reader, told in a banner."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from mysteryshop.clock import local
from mysteryshop.errors import KnownError
from mysteryshop.journey import Record

from ..desk import Desk
from ..privacy.review import Review
from ..theme import Theme
from ..widgets.opened_files import open_file, open_folder
from ..widgets.saving import PDF, ask_where

if TYPE_CHECKING:  # on the reader only
    from mysteryshop.privacy.redaction import Cleared
    from mysteryshop.store.database import Database

_NOT_IN_NAMES = re.compile(r"[^\w .,()+&'-]+")


class Sending(QObject):
    """`saved` names the file; `progress` says what is being done, "" when nothing is."""

    saved = Signal(Path, str)  # the file, and a word about it
    copied = Signal(str)
    failed = Signal(object)  # KnownError
    progress = Signal(str)

    def __init__(self, desk: Desk, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self.review = Review(desk, theme, window)
        self.review.failed.connect(self._on_failed)

    def export_pdf(self, record: Record, path: Path | None = None) -> None:
        """Write the summary to `path`, or to where the user says."""

        def save(cleared: Cleared) -> None:
            target = path or self._ask("Export the summary", proposed_name(cleared.record, ".pdf"), PDF)
            if target is not None:
                self._export(cleared, target)

        self.review.clear(record, save, pictures=True)

    def save_notes(self, record: Record, path: Path | None = None) -> None:
        """Write the field notes to `path`, or to where the user says."""

        def save(cleared: Cleared) -> None:
            words = cleared.record
            target = path or self._ask("Save as field notes", proposed_name(words, ".txt"), "Field notes (*.txt)")
            if target is not None:
                self._save(words, target)

        self.review.clear(record, save)

    def copy_notes(self, record: Record) -> None:
        """Put the field notes on the clipboard."""
        self.review.clear(record, lambda cleared: self._copy(cleared.record))

    def _export(self, cleared: Cleared, target: Path) -> None:
        self.progress.emit("Setting the summary …")
        self._desk.read_store(
            lambda database: _write_pdf(cleared, target, database), self._on_pdf, self._on_failed, self
        )

    def _save(self, record: Record, target: Path) -> None:
        self.progress.emit("Writing the field notes …")
        self._desk.read(lambda _q: _write_notes(record, target), self._on_notes, self._on_failed, self)

    def _copy(self, record: Record) -> None:
        self._desk.read(lambda _q: _notes(record), self._on_copied, self._on_failed, self)

    def open_file(self, path: Path) -> None:
        """Show the file in whatever the system shows such files with."""
        open_file(path)

    def open_folder(self, path: Path) -> None:
        """Show the folder that the file is in."""
        open_folder(path)

    def _ask(self, title: str, name: str, kinds: str) -> Path | None:
        return ask_where(self._window, title, str(Path.home() / name), kinds)

    def _on_pdf(self, answer: tuple[Path, int]) -> None:
        path, pages = answer
        self.progress.emit("")
        self.saved.emit(path, f"{pages} pages" if pages != 1 else "1 page")

    def _on_notes(self, path: Path) -> None:
        self.progress.emit("")
        self.saved.emit(path, "")

    def _on_copied(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        lines = len(text.splitlines())
        self.copied.emit(f"{lines} lines of field notes are on the clipboard.")

    def _on_failed(self, error: KnownError) -> None:
        self.progress.emit("")
        self.failed.emit(error)


def proposed_name(record: Record, suffix: str) -> str:
    """Template, place and day as a file name that every system takes; of the journey as it may leave."""
    head = record.journey
    at = head.started_at or head.created_at
    day = f"{local(at, head.zone):%Y-%m-%d}" if at else ""
    words = " ".join(part for part in (day, record.template.name, head.place) if part)
    plain = " ".join(_NOT_IN_NAMES.sub(" ", words).split())[:120].strip(" .")
    return (plain or "journey") + suffix


def _write_pdf(cleared: Cleared, target: Path, database: Database) -> tuple[Path, int]:
    from mysteryshop.report import write_summary
    from mysteryshop.report.blackening import blacked_out
    from mysteryshop.store.queries import Queries

    chain = Queries(database).verify(cleared.record.journey.id)
    written = write_summary(
        cleared.record,
        target,
        edits_count=chain.edits,
        doubt=chain.doubt,
        privacy=cleared.sentence,
        read_file=blacked_out(lambda attachment: database.files.read(attachment.digest), cleared.boxes),
    )
    return written.path, written.pages


def _write_notes(record: Record, target: Path) -> Path:
    from mysteryshop.exports.writing import write_file

    write_file([record], target)
    return target


def _notes(record: Record) -> str:
    from mysteryshop.exports import field_notes

    return field_notes.write(record)
