"""How long journeys are kept, and letting them go: asked here, done on the writer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from mysteryshop.journey import Change

from ..debrief.due_date import later
from ..desk import Desk
from .purge_dialog import PurgeDialog
from .retention_dialog import Kept, RetentionDialog

if TYPE_CHECKING:  # SQLAlchemy is imported on the workers
    from mysteryshop.recorder import Recorder
    from mysteryshop.store.database import Database
    from mysteryshop.store.purging import Purged


class Keeping(QObject):
    """`retained` carries the changes, `purged` the ids that are gone."""

    retained = Signal(list)  # of Change
    purged = Signal(list)  # of ids
    told = Signal(str, str)
    failed = Signal(object)  # KnownError

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self.months = 0  # the usual period; 0: no day is set

    def usual_day(self, change: Change) -> str:
        """The day that the usual period sets for a walk that was just finished; "" where none is to be set."""
        if not self.months or change.verb != "finish" or change.journey.retain_until:
            return ""
        return later(self._desk.clock.today(), self.months, 0).isoformat()

    def ask_day(self, journeys: Sequence[Kept]) -> RetentionDialog:
        """Ask until when these are kept, then keep them until then."""
        dialog = RetentionDialog(journeys, self._desk.clock.today(), self._window)
        idents = [each.id for each in journeys]
        dialog.accepted.connect(lambda: self.retain(idents, dialog.until))
        dialog.finished.connect(lambda _: dialog.deleteLater())
        dialog.open()
        return dialog

    def ask_purge(self, journeys: Sequence[Kept]) -> PurgeDialog:
        """Ask whether these are really to go, then let them go."""
        dialog = PurgeDialog(journeys, self._window)
        idents = [each.id for each in journeys]
        dialog.accepted.connect(lambda: self.purge(idents, dialog.reason))
        dialog.finished.connect(lambda _: dialog.deleteLater())
        dialog.open()
        return dialog

    def retain(self, idents: Sequence[str], until: str) -> None:
        """Set the day of these journeys, "" for none."""

        def work(recorder: Recorder) -> list[Change]:
            return [recorder.annotate(ident, retain_until=until) for ident in idents]

        self._desk.write(work, self.retained.emit, self.failed.emit, self)

    def purge(self, idents: Sequence[str], reason: str) -> None:
        """Let these go for good."""
        at = self._desk.clock.now().at
        self.told.emit("Purging …", "The store and its backups are written anew; this may take a moment.")
        self._desk.write_store(
            lambda database: _purged(database, idents, at, reason), self._on_purged, self.failed.emit, self
        )

    def _on_purged(self, done: list[Purged]) -> None:
        self.purged.emit([each.journey for each in done])
        what = "The journey is gone for good." if len(done) == 1 else f"{len(done)} journeys are gone for good."
        self.told.emit(what, _followed(done))


def _purged(database: Database, idents: Sequence[str], at: int, reason: str) -> list[Purged]:
    from mysteryshop.store.purging import purge

    return [purge(database, ident, at, reason) for ident in idents]


def _followed(done: Sequence[Purged]) -> str:
    """What happened to backups and files, in words."""
    if any(each.waiting for each in done):
        return "Another program holds the files: what is left of it goes when Mysteryshop next starts."
    rewritten, deleted = max(each.rewritten for each in done), sum(each.deleted for each in done)
    files = sum(each.files for each in done)
    parts = [f"{files} {'file' if files == 1 else 'files'} deleted"] * bool(files)
    parts += [f"{rewritten} {'backup' if rewritten == 1 else 'backups'} written anew without it"] * bool(rewritten)
    parts += [f"{deleted} that could not be read deleted"] * bool(deleted)
    return f"{', '.join(parts)}." if parts else "No backup had it."
