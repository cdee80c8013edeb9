"""What goes in and out of the list of journeys: import, paste, field notes, exclusion, backup."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from mysteryshop.errors import KnownError
from mysteryshop.exports.writing import write_file
from mysteryshop.imports import IMPORTERS, reading
from mysteryshop.journey import Change, Record

from .bundles.drops import is_bundle
from .desk import Desk
from .exchange_dialogs import ConfirmDialog, PasteDialog, ProgressDialog, ReasonDialog
from .prepare.form import system_zone
from .taking_in import Looking, Taken, TakingIn, Watched
from .theme import Theme

if TYPE_CHECKING:  # SQLAlchemy is imported on the writer
    from mysteryshop.imports.logs.looking import Look
    from mysteryshop.imports.object_logs import ObjectLook
    from mysteryshop.imports.report import Progress
    from mysteryshop.imports.trace_logs import TraceLook
    from mysteryshop.recorder import Recorder

    from .bundles.passing import Passing
    from .exporting import Chosen as Wanted
    from .exporting import Exporting
    from .log_columns import Chosen, LogColumnsDialog
    from .log_objects import ChosenObjects, LogObjectsDialog
    from .log_told import LogToldDialog
    from .privacy.review import Review

    Looked: TypeAlias = Look | ObjectLook | TraceLook

TABLES = (".csv", ".tsv")  # of events: their columns are shown and confirmed
OBJECTS = (".json", ".jsonocel", ".sqlite", ".sqliteocel")  # perhaps logs of many types of objects: one is the case
TRACES = (".xes", ".xes.gz")  # of events, case by case: which of them told something is asked
ASKED = (*TABLES, *OBJECTS, *TRACES)
_ENDINGS = (".journey", *(suffix for row in IMPORTERS for suffix in row.suffixes))
FILES = f"Journeys and event logs ({' '.join('*' + ending for ending in _ENDINGS)});;All files (*)"


class Exchange(QObject):
    """Asks what has to be asked, then works on the writer; the window says what came of it."""

    begun = Signal()  # the next piece of work: what was told of the last is over
    told = Signal(str, str)
    fileSaved = Signal(str, str, Path)  # words, more of them, the file
    failed = Signal(object)  # KnownError
    listChanged = Signal()
    bundleTaken = Signal(list)  # of Adopted
    imported = Signal(str)  # the id of a single journey that came in

    def __init__(self, desk: Desk, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._theme = desk, theme
        self._passing: Passing | None = None  # made by the first bundle
        self._review: Review | None = None  # made when something first leaves
        self._exporting: Exporting | None = None  # the same
        self._window = window

    def import_files(self, files: list[Path]) -> None:
        """Import these files, or those that the user picks: all of them or none."""
        if not files:
            picked, _ = QFileDialog.getOpenFileNames(self._window, "Import journeys", "", FILES)
            files = [Path(name) for name in picked]
        bundles = [file for file in files if is_bundle(file)]
        if files:
            self.begun.emit()
        if bundles:
            self.bundles().take(bundles)
            files = [file for file in files if file not in bundles]
        if files:
            self._confirm(files, [file for file in files if file.name.casefold().endswith(ASKED)], {})

    def bundles(self) -> Passing:
        """What hands journeys on and takes them in as bundles."""
        if self._passing is None:
            from .bundles.passing import Passing

            self._passing = Passing(self._desk, self._theme, self._window)
            self._passing.told.connect(self.told)
            self._passing.fileSaved.connect(self.fileSaved)
            self._passing.failed.connect(self.failed)
            self._passing.taken.connect(self.bundleTaken)
        return self._passing

    def hand_on(self, journeys: list[str], name: str = "") -> None:
        """Ask for a passphrase and a place, then write these journeys into a bundle."""
        self.begun.emit()
        self.bundles().hand_on(journeys, name)

    def _confirm(self, files: list[Path], asked: list[Path], chosen: dict[Path, Chosen | ChosenObjects]) -> None:
        """Ask about the columns or cases of one log after the other, then read; Cancel leaves all of it."""
        if not asked:
            self._take(files, chosen)
            return
        file, rest, zone = asked[0], asked[1:], system_zone()

        def ask(looked: Looked | None) -> None:
            if looked is None:
                self._confirm(files, rest, chosen)
                return
            dialog = _question(looked, zone, self._window)
            dialog.accepted.connect(lambda: self._confirm(files, rest, {**chosen, file: dialog.chosen()}))
            dialog.finished.connect(lambda _: dialog.deleteLater())
            dialog.open()

        looking = Looking(self._desk, lambda progress: _looked(file, zone, progress), self)
        self._wait_for(looking, "Looking into it")
        looking.finished.connect(ask)
        looking.failed.connect(self.failed)
        looking.start()

    def _take(self, files: list[Path], chosen: Mapping[Path, Chosen | ChosenObjects]) -> None:
        taking = TakingIn(self._desk, files, system_zone(), self, chosen)
        self._wait_for(taking, "Importing")
        taking.finished.connect(self._on_taken)
        taking.failed.connect(lambda error: self._on_refused(error, files, chosen))
        taking.start()

    def _on_refused(self, error: KnownError, files: list[Path], chosen: Mapping[Path, Chosen | ChosenObjects]) -> None:
        """A log of the app's own that another program changed may still be read as any event log is."""
        from mysteryshop.imports.own_logs.told import ChangedLog

        if not isinstance(error, ChangedLog) or error.file is None or error.file in chosen:
            self.failed.emit(error)
            return
        from .log_changed import ChangedLogDialog

        dialog, file = ChangedLogDialog(error, self._window), error.file
        dialog.accepted.connect(lambda: self._take(files, {**chosen, file: dialog.chosen()}))
        dialog.rejected.connect(lambda: self.failed.emit(error))
        dialog.finished.connect(lambda _: dialog.deleteLater())
        dialog.open()

    def _wait_for(self, work: Watched, title: str) -> None:
        """Show how far it is where it takes long, with a way to stop it."""
        waiting = ProgressDialog(title, self._window)
        waiting.stopped.connect(work.stop)
        work.progressed.connect(waiting.show_progress)
        for end in (work.finished, work.failed):
            end.connect(lambda _: waiting.accept())
            end.connect(lambda _: work.deleteLater())
        waiting.open_later()

    def paste(self) -> None:
        """Show what the clipboard holds, to be read as field notes."""
        dialog = PasteDialog(QGuiApplication.clipboard().text(), self._window)

        def taken(result: Taken) -> None:
            dialog.accept()
            self._on_taken(result)

        def take(text: str) -> None:
            self.begun.emit()
            zone = system_zone()
            self._desk.write(lambda r: _pasted(r, text, self._desk.data_dir, zone), taken, dialog.show_error, self)

        dialog.offered.connect(take)
        dialog.open()

    def export(self, chosen: Wanted) -> None:
        """Write these journeys into a file for other programs, where and as what the user says."""
        self.exporting().ask(chosen)

    def exporting(self) -> Exporting:
        """What writes journeys into files for other programs."""
        if self._exporting is None:
            from .exporting import Exporting

            self._exporting = Exporting(self._desk, self._window)
            self._exporting.begun.connect(self.begun)
            self._exporting.fileSaved.connect(self.fileSaved)
            self._exporting.failed.connect(self.failed)
        return self._exporting

    def save_notes(self, ident: str) -> None:
        """Save a journey as field notes where the user says."""
        name, _ = QFileDialog.getSaveFileName(
            self._window, "Save as field notes", "field-notes.txt", "Field notes (*.txt)"
        )
        if name:
            self.write_notes(ident, Path(name))

    def write_notes(self, ident: str, path: Path) -> None:
        """Save a journey as field notes to that file, as it may leave."""
        self._desk.read(
            lambda q: q.load(ident),
            lambda record: self.review.clear(record, lambda cleared: self._write_notes(cleared.record, path)),
            self.failed.emit,
            self,
        )

    @property
    def review(self) -> Review:
        """What every way out goes through."""
        if self._review is None:
            from .privacy.review import Review

            self._review = Review(self._desk, self._theme, self._window)
            self._review.failed.connect(self.failed)
        return self._review

    def _write_notes(self, record: Record, path: Path) -> None:
        done = partial(self.fileSaved.emit, f"Saved to {path}.", "", path)
        self._desk.read(lambda _: write_file([record], path), lambda _: done(), self.failed.emit, self)

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

        def done(path: Path) -> None:
            self.fileSaved.emit(f"Backed up to {path}.", "", path.parent)

        self._desk.writer.submit(self._desk.back_up, done, self.failed.emit, self)

    def _change(self, edit: Callable[[Recorder], Change | None]) -> None:
        self._desk.write(edit, lambda _: self.listChanged.emit(), self.failed.emit, self)

    def _on_taken(self, taken: Taken) -> None:
        self.listChanged.emit()
        told = " ".join(taken.told)
        if not taken.new:
            self.told.emit("Nothing new: these journeys are already here.", told)
        elif len(taken.seen) == 1:
            self.imported.emit(taken.new[0])
            if told:
                self.told.emit("One journey is new and on disk.", told)
        else:
            others = "The others were here already." if len(taken.new) < len(taken.seen) else ""
            count = f"{len(taken.new):,} of {len(taken.seen):,} journeys are new and on disk."
            self.told.emit(count, " ".join(words for words in (others, told) if words))


def _looked(file: Path, zone: str, progress: Progress) -> Looked | None:
    """What there is to ask of a file; None where nothing is."""
    if file.name.casefold().endswith(TRACES):
        from mysteryshop.imports import trace_logs

        return trace_logs.question(file, progress)
    if file.suffix.casefold() in OBJECTS:
        from mysteryshop.imports.object_logs import question

        return question(file, progress)
    from mysteryshop.imports.logs.looking import look

    return look(file, zone)


def _question(looked: Looked, zone: str, window: QWidget) -> LogColumnsDialog | LogObjectsDialog | LogToldDialog:
    from mysteryshop.imports.object_logs import ObjectLook
    from mysteryshop.imports.trace_logs import TraceLook

    if isinstance(looked, TraceLook):
        from .log_told import LogToldDialog

        return LogToldDialog(looked, window)
    if isinstance(looked, ObjectLook):
        from .log_objects import LogObjectsDialog

        return LogObjectsDialog(looked, window)
    from .log_columns import LogColumnsDialog

    return LogColumnsDialog(looked, zone, window)


def _pasted(recorder: Recorder, text: str, data_dir: Path, zone: str) -> Taken:
    record = reading.read_pasted(text, data_dir, zone)
    new = recorder.import_record(record) is not None
    return Taken((record.journey.id,) if new else (), (record.journey.id,), ())
