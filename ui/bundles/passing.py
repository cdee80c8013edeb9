"""Bundles go out and come in on the workers, with progress and a way to stop; the window says what came of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from mysteryshop.errors import KnownError
from mysteryshop.imports.report import Stopped

from ..desk import Desk
from ..exchange_dialogs import ProgressDialog
from ..theme import Theme
from . import wording
from .dialogs import HandOnDialog, OpenBundleDialog
from .drops import SUFFIX, is_bundle

if TYPE_CHECKING:  # SQLAlchemy is imported on the workers
    from mysteryshop.recorder import Recorder
    from mysteryshop.store.adopting import Adopted
    from mysteryshop.store.bundle_writing import Written
    from mysteryshop.store.database import Database
    from mysteryshop.store.queries import Queries

KINDS = f"Bundles of journeys (*{SUFFIX})"


class Passing(QObject):
    """Hands journeys on and takes them in."""

    told = Signal(str, str)
    fileSaved = Signal(str, str, Path)
    failed = Signal(object)  # KnownError
    taken = Signal(list)  # of Adopted: journeys came in or became newer

    def __init__(self, desk: Desk, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._theme, self._window = desk, theme, window

    def hand_on(self, journeys: Sequence[str], name: str = "") -> HandOnDialog:
        """Ask for a passphrase and a place, then write the bundle."""
        dialog = HandOnDialog(len(journeys), self._theme, self._window)
        dialog.accepted.connect(lambda: self._choose(tuple(journeys), dialog.passphrase(), name))
        dialog.finished.connect(lambda _: dialog.deleteLater())
        dialog.open()
        self._desk.read(lambda queries: _stands_in(queries, journeys), dialog.show_found, None, dialog)
        return dialog

    def write(self, journeys: Sequence[str], path: Path, passphrase: str | None = None) -> None:
        """Write the bundle to that file."""
        tell = _Watch("Handing on", self._window, self)

        def work(database: Database) -> Written:
            from mysteryshop.store.bundle_writing import write

            return write(database, journeys, path, passphrase=passphrase, progress=tell.progress)

        self._desk.read_store(work, tell.ended(self._on_written), tell.ended(self._on_failed), self)

    def take(self, files: Sequence[Path]) -> None:
        """Take bundles in one after the other; where one has a passphrase, ask for it."""
        if files:
            self._take(files[0], None, lambda: self.take(files[1:]), None)

    def _take(
        self, file: Path, passphrase: str | None, then: Callable[[], None], asking: OpenBundleDialog | None
    ) -> None:
        tell = _Watch("Taking in", self._window, self)

        def work(recorder: Recorder) -> list[Adopted]:
            from mysteryshop.store.bundle_reading import opened

            with opened(file, self._desk.data_dir, passphrase, tell.progress) as bundle:
                return recorder.adopt(bundle)

        def done(adopted: list[Adopted]) -> None:
            if asking is not None:
                asking.accept()
            self.taken.emit(adopted)
            self.told.emit(*wording.taken(adopted))
            then()

        def failed(error: KnownError) -> None:
            self._ask_or_tell(file, error, then, asking)

        self._desk.write(work, tell.ended(done), tell.ended(failed), self)

    def _ask_or_tell(
        self, file: Path, error: KnownError, then: Callable[[], None], asking: OpenBundleDialog | None
    ) -> None:
        from mysteryshop.store.bundle_cipher import PassphraseNeeded

        if not isinstance(error, PassphraseNeeded):
            if asking is not None:
                asking.reject()
            self.failed.emit(error)
            return
        if asking is not None:
            asking.show_error(error)
            return
        dialog = OpenBundleDialog(file.name, self._theme, self._window)
        dialog.offered.connect(lambda passphrase: self._take(file, passphrase, then, dialog))
        dialog.finished.connect(lambda _: dialog.deleteLater())
        dialog.open()

    def _choose(self, journeys: tuple[str, ...], passphrase: str | None, name: str) -> None:
        proposed = name or f"journeys {datetime.now().astimezone():%Y-%m-%d}{SUFFIX}"
        picked, _ = QFileDialog.getSaveFileName(self._window, "Hand on", str(Path.home() / proposed), KINDS)
        if picked:
            path = Path(picked)
            self.write(journeys, path if is_bundle(path) else path.with_name(path.name + SUFFIX), passphrase)

    def _on_written(self, done: Written) -> None:
        self.fileSaved.emit(*wording.written(done), done.path)

    def _on_failed(self, error: KnownError) -> None:
        self.failed.emit(error)


class _Watch(QObject):
    """A dialog that shows how far something on a worker is, and can stop it."""

    progressed = Signal(str, int)

    def __init__(self, title: str, window: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._title = title
        self._stop = Event()
        self._last = -1
        self._dialog = ProgressDialog(title, window)
        self._dialog.stopped.connect(self._stop.set)
        self.progressed.connect(self._dialog.show_progress)
        self._dialog.open_later()

    def progress(self, done: int, whole: int) -> None:
        """On the worker: so far, of so much. Stopped where somebody asked for it."""
        if self._stop.is_set():
            raise Stopped
        percent = min(100, round(100 * done / whole)) if whole else 0
        if percent != self._last:  # a hundred times at most
            self._last = percent
            self.progressed.emit(self._title, percent)

    def ended(self, then: Callable[..., None]) -> Callable[..., None]:
        """What to do at the end, after the dialog is gone."""

        def end(answer: object) -> None:
            self._dialog.accept()
            self.deleteLater()
            then(answer)

        return end


def _stands_in(queries: Queries, journeys: Sequence[str]) -> str:
    """What of these journeys may identify somebody, in a sentence."""
    from mysteryshop.privacy.redaction import stands_in
    from mysteryshop.privacy.scan import scan

    return stands_in(proposal for ident in journeys for proposal in scan(queries.load(ident)))
